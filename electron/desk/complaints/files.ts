import { and, eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { Writer } from '../../../db/recorder.ts'
import * as t from '../../../db/schema.ts'
import type { DeskContext } from '../context.ts'
import { requireNotErased } from '../customers/erased.ts'
import { DeskError } from '../errors.ts'
import type { PreparedFile } from '../files/vault.ts'
import { errorFacts } from '../log.ts'
import type { Complaint } from './facts.ts'

/**
 * The key under which the files of a customer are sealed.
 * @param desk the desk
 * @param customerId whose
 * @throws DeskError not_found/file_erased
 */
export function customerKeyOf(desk: DeskContext, customerId: string): Buffer {
  const row = desk.file.orm
    .select({ key: t.customerKey.key })
    .from(t.customerKey)
    .where(eq(t.customerKey.customerId, customerId))
    .get()
  if (!row?.key) throw new DeskError('not_found', 'file_erased')
  return row.key
}

/**
 * Seals files and names them in the record of a complaint; a content that it already has is not named twice.
 * @param desk the desk
 * @param writer the open command
 * @param complaint the complaint, written before
 * @param files staged files
 * @param staffId who adds them
 */
export function attachFiles(
  desk: DeskContext,
  writer: Writer,
  complaint: Pick<Complaint, 'id' | 'customerId'>,
  files: readonly PreparedFile[],
  staffId: string,
): void {
  for (const staged of files) {
    const { sha256, name, mediaType, size } = staged
    const same = desk.file.orm
      .select({ id: t.file.id })
      .from(t.file)
      .where(and(eq(t.file.complaintId, complaint.id), eq(t.file.sha256, sha256)))
      .get()
    if (same !== undefined) continue
    desk.vault.seal(complaint.customerId, customerKeyOf(desk, complaint.customerId), staged)
    writer.putOf(complaint.customerId, 'file', {
      id: uuidv7(),
      complaintId: complaint.id,
      customerId: complaint.customerId,
      sha256,
      name,
      mediaType,
      size,
      addedAt: writer.head.at,
      staffId,
    })
  }
}

/**
 * Lets go of the staged copies of files that a committed command has named; they lie in clear. A copy that the draft of
 * who uploaded it still names stays for the draft. What cannot be removed now is removed by the daily sweep.
 * @param desk the desk
 * @param files what the command named
 */
export function letGoOfStaged(desk: DeskContext, files: readonly PreparedFile[]): void {
  for (const staged of files) {
    const drafts = desk.file.orm.select().from(t.draft).where(eq(t.draft.staffId, staged.stagedBy)).all()
    if (drafts.some(({ body }) => JSON.stringify(body).includes(staged.sha256))) continue
    try {
      desk.vault.letGo(staged)
    } catch (error) {
      desk.log.error(errorFacts(error), 'staged file not removed')
    }
  }
}

/**
 * The bytes of a file of a complaint or of a refund or exchange case.
 * @param desk the desk
 * @param id of the file's record
 * @throws DeskError not_found, not_allowed/customer_erased
 */
export function readFile(
  desk: DeskContext,
  id: string,
): { bytes: Uint8Array; mediaType: string; name: string } {
  const { orm } = desk.file
  const row =
    orm.select().from(t.file).where(eq(t.file.id, id)).get() ??
    orm.select().from(t.caseFile).where(eq(t.caseFile.id, id)).get()
  if (row === undefined) throw new DeskError('not_found', 'file_not_found')
  requireNotErased(orm, row.customerId)
  const bytes = desk.vault.read(row.customerId, customerKeyOf(desk, row.customerId), row.sha256)
  return { bytes, mediaType: row.mediaType, name: row.name }
}
