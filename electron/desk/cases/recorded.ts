import { eq } from 'drizzle-orm'
import * as t from '../../../db/schema.ts'
import type { CaseRecorded } from '../case-views.ts'
import { doneBefore } from '../commands.ts'
import type { DeskContext } from '../context.ts'
import { DeskError } from '../errors.ts'
import type { SignedIn } from '../people/sessions.ts'
import type { LinkedComplaint } from './whole.ts'

/**
 * The answer to a command that was already done: twice the same is once.
 * @param desk the desk
 * @param commandId the caller's id of the command
 * @param action the command, such as `case.open`
 * @param me who calls
 * @param caseId the case that it is about; null when the command makes it
 * @returns the case as it is now, null when the command is new
 * @throws DeskError invalid/command_id_used when the id belongs to another command, person or case
 */
export function caseRecorded(
  desk: DeskContext,
  commandId: string,
  action: string,
  me: SignedIn,
  caseId: string | null = null,
): CaseRecorded | null {
  const id = doneBefore(desk, commandId, action, me, caseId)
  if (id === null) return null
  const row = desk.file.orm
    .select({
      id: t.returnCase.id,
      number: t.returnCase.number,
      state: t.returnCase.state,
      version: t.returnCase.version,
    })
    .from(t.returnCase)
    .where(eq(t.returnCase.id, id))
    .get()
  if (row === undefined) throw new DeskError('invalid', 'command_id_used', { field: 'commandId' })
  return row
}

/**
 * Tells every window of a changed case, and of the complaint that it belongs to; after the commit.
 * @param desk the desk
 * @param changed the case
 * @param complaint the complaint that goes on, if there is one
 */
export function publishCase(
  desk: DeskContext,
  changed: Pick<CaseRecorded, 'id' | 'version'>,
  complaint: Pick<LinkedComplaint, 'id'> | null,
): void {
  desk.changes.publish({ type: 'changed', entity: 'case', id: changed.id, version: changed.version })
  if (complaint !== null) {
    const row = desk.file.orm
      .select({ version: t.complaint.version })
      .from(t.complaint)
      .where(eq(t.complaint.id, complaint.id))
      .get()
    desk.changes.publish({
      type: 'changed',
      entity: 'complaint',
      id: complaint.id,
      version: row?.version ?? 0,
    })
  }
  desk.pusher.soon()
  desk.sweeper.plan()
}
