import { eq } from 'drizzle-orm'
import * as t from '../../db/schema.ts'
import type { DeskContext } from './context.ts'
import { DeskError } from './errors.ts'
import type { SignedIn } from './people/sessions.ts'

/**
 * Was this command done before? Twice the same is once; an id that belongs to something else is refused.
 * @param desk the desk
 * @param commandId the caller's id of the command
 * @param action the command, such as `staff.add`
 * @param me who calls
 * @param entityId the record that it is about; null when the command makes it
 * @returns the record that it was about, null when the command is new
 * @throws DeskError invalid/command_id_used when the id belongs to another command, person or record
 */
export function doneBefore(
  desk: DeskContext,
  commandId: string,
  action: string,
  me: SignedIn,
  entityId: string | null = null,
): string | null {
  const done = desk.recorder.done(commandId)
  if (done === null) return null
  const elsewhere = entityId !== null && done.entityId !== entityId
  if (done.action !== action || done.staffId !== me.staffId || elsewhere)
    throw new DeskError('invalid', 'command_id_used', { field: 'commandId' })
  return done.entityId
}

/**
 * The person still is who they were when they began: a PIN check takes time, and meanwhile somebody may have left or
 * changed their role. Asked again inside the transaction.
 * @param desk the desk
 * @param person who acts or approves
 * @throws DeskError signed_out when they may no longer act as that
 */
export function requireStill(desk: DeskContext, person: SignedIn): void {
  const now = desk.file.orm.select().from(t.staff).where(eq(t.staff.id, person.staffId)).get()
  if (!now?.active || now.role !== person.role || now.department !== person.department)
    throw new DeskError('signed_out', 'signed_out')
}
