import { caseRoles } from '../../domain/case/moves.ts'
import type { Role } from '../../domain/vocabulary.ts'
import type { Caller } from './context.ts'
import { DeskError } from './errors.ts'

/**
 * Does this person take refund and exchange cases (process section 1): everybody but the departments?
 * @param caller who asks
 */
export function takesCases({ me }: Pick<Caller, 'me'>): boolean {
  return (caseRoles as readonly Role[]).includes(me.role)
}

/**
 * Purchases and goods in custody are what cases are made of: who takes no cases writes neither.
 * @param caller who acts
 * @throws DeskError not_allowed/wrong_person
 */
export function requireCaseRole(caller: Pick<Caller, 'me'>): void {
  if (!takesCases(caller)) throw new DeskError('not_allowed', 'wrong_person')
}
