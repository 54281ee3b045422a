import type { CaseContact } from '../../../domain/contact.ts'
import type { Caller } from '../context.ts'
import { DeskError } from '../errors.ts'
import type { SignedIn } from '../people/sessions.ts'
import { signedInAs, staffByNumber } from '../people/staff.ts'
import type { Matter } from './guard.ts'
import { contactRefused, judgeContact } from './guard.ts'

/**
 * The manager who lets a call go beyond the guard (process section 8), asked before the transaction because a PIN takes
 * time. A call that the guard allows, or that nobody may override, asks for no PIN.
 * @param caller who calls
 * @param matter what it is about
 * @param input the contact
 * @param field where the override stands in the input, such as `input.override`
 * @returns the manager; null where none is needed
 * @throws DeskError not_allowed/contact_refused, wrong_pin, manager_only
 */
export async function askOverride(
  caller: Caller,
  matter: Matter,
  input: Pick<CaseContact, 'direction' | 'channel' | 'askedFor' | 'override'>,
  field: string,
): Promise<SignedIn | null> {
  const { desk } = caller
  const policy = desk.policy()
  const judgement = judgeContact(desk.file, matter, input, desk.clock.now(), policy)
  const { allowed, overridable } = judgement.permission
  if (allowed) return null
  if (!overridable || input.override == null) throw contactRefused(judgement, policy)
  const { staffNumber, pin } = input.override
  const manager = staffByNumber(desk.file.orm, staffNumber)
  await desk.pins.check(manager?.id ?? null, pin, `${field}.pin`)
  if (manager?.role !== 'manager')
    throw new DeskError('not_allowed', 'manager_only', { field: `${field}.staffNumber` })
  return signedInAs(manager)
}
