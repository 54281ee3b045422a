import { eq } from 'drizzle-orm'
import * as t from '../../../db/schema.ts'
import { doneBefore } from '../commands.ts'
import type { DeskContext } from '../context.ts'
import { DeskError } from '../errors.ts'
import type { SignedIn } from '../people/sessions.ts'
import type { Recorded } from '../views.ts'

/**
 * The answer to a command that was already done: twice the same is once.
 * @param desk the desk
 * @param commandId the caller's id of the command
 * @param action the command, such as `complaint.register`
 * @param me who calls
 * @param complaintId the complaint that it is about; null when the command makes it
 * @returns the complaint as it is now, null when the command is new
 * @throws DeskError invalid/command_id_used when the id belongs to another command, person or complaint
 */
export function recordedOf(
  desk: DeskContext,
  commandId: string,
  action: string,
  me: SignedIn,
  complaintId: string | null = null,
): Recorded | null {
  const id = doneBefore(desk, commandId, action, me, complaintId)
  if (id === null) return null
  const row = desk.file.orm
    .select({
      id: t.complaint.id,
      number: t.complaint.number,
      state: t.complaint.state,
      version: t.complaint.version,
    })
    .from(t.complaint)
    .where(eq(t.complaint.id, id))
    .get()
  if (row === undefined) throw new DeskError('invalid', 'command_id_used', { field: 'commandId' })
  return row
}
