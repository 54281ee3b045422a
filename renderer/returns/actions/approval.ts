import { withinLimit } from '../../../domain/case/plan.ts'
import type { GoodwillSum } from '../../../domain/complaint/resolution.ts'
import type { Policy } from '../../../domain/policy.ts'
import type { Role } from '../../../domain/vocabulary.ts'

/** Whose signature puts a plan in force; `at_once`: nobody's. */
export type Approver = 'at_once' | 'supervisor' | 'manager' | 'head_office'

/**
 * Who must sign (process sections 1 and 14).
 * @param goodwill of the plan with what earlier cases gave
 * @param role of who submits it
 * @param policy supplies the limits
 */
export function whoApproves(goodwill: GoodwillSum, role: Role, policy: Policy): Approver {
  if (withinLimit(role, goodwill, policy)) return 'at_once'
  if (withinLimit('supervisor', goodwill, policy)) return 'supervisor'
  return withinLimit('manager', goodwill, policy) ? 'manager' : 'head_office'
}
