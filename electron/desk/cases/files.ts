import { and, asc, eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { Drizzle } from '../../../db/open.ts'
import type { Writer } from '../../../db/recorder.ts'
import * as t from '../../../db/schema.ts'
import { customerKeyOf } from '../complaints/files.ts'
import type { Names } from '../complaints/view.ts'
import type { DeskContext } from '../context.ts'
import type { PreparedFile } from '../files/vault.ts'
import type { FileView } from '../views.ts'
import type { ReturnCase } from './whole.ts'

/**
 * Seals files and names them in the record of a case; a content that it already has is not named twice.
 * @param desk the desk
 * @param writer the open command
 * @param row the case, written before
 * @param files staged files
 * @param staffId who adds them
 */
export function attachCaseFiles(
  desk: DeskContext,
  writer: Writer,
  row: Pick<ReturnCase, 'id' | 'customerId'>,
  files: readonly PreparedFile[],
  staffId: string,
): void {
  const { id: caseId, customerId } = row
  for (const staged of files) {
    const { sha256, name, mediaType, size } = staged
    const same = desk.file.orm
      .select({ id: t.caseFile.id })
      .from(t.caseFile)
      .where(and(eq(t.caseFile.caseId, caseId), eq(t.caseFile.sha256, sha256)))
      .get()
    if (same !== undefined) continue
    desk.vault.seal(customerId, customerKeyOf(desk, customerId), staged)
    writer.putOf(customerId, 'case_file', {
      id: uuidv7(),
      caseId,
      customerId,
      sha256,
      name,
      mediaType,
      size,
      addedAt: writer.head.at,
      staffId,
    })
  }
}

/** The files of a case, oldest first. */
export function caseFiles(orm: Drizzle, caseId: string, names: Names): FileView[] {
  const rows = orm
    .select()
    .from(t.caseFile)
    .where(eq(t.caseFile.caseId, caseId))
    .orderBy(asc(t.caseFile.addedAt), asc(t.caseFile.id))
    .all()
  return rows.map((row) => ({
    id: row.id,
    sha256: row.sha256,
    name: row.name,
    mediaType: row.mediaType,
    size: row.size,
    addedAt: new Date(row.addedAt).toISOString(),
    addedBy: names(row.staffId),
  }))
}
