import type { z } from 'zod'
import type { Basis, PlanGap } from '../../../domain/case/plan.ts'
import type { GoodwillSum } from '../../../domain/complaint/resolution.ts'
import type { Citation } from '../../../domain/policy.ts'
import type { ReturnMoneyProblem, ReturnSettlement } from '../../../domain/return-money.ts'
import type { CaseView } from '../case-views.ts'
import type { Caller } from '../context.ts'
import { DeskError } from '../errors.ts'
import type { planPreviewSchema, previewSchema } from './inputs.ts'

/** What entitlement would say before the case is open. */
export type EntitlementPreview = CaseView['entitlement'] & { assumesConfirmed: boolean }

/** What a plan would come to. */
export interface PlanPreview {
  settlement: ReturnSettlement | null
  refundFen: number
  payFen: number
  basis: Basis
  citation: Citation | null
  /** With what earlier cases of the same purchase or complaint gave. */
  goodwill: GoodwillSum
  gaps: PlanGap[]
  /** Beyond what the person signed in may give: somebody must sign. */
  needsSignature: boolean
  problem: ReturnMoneyProblem | null
}
export function previewEntitlement(
  _caller: Caller,
  _input: z.output<typeof previewSchema>,
): EntitlementPreview {
  throw new DeskError('busy', 'unexpected')
}
export function previewPlan(_caller: Caller, _input: z.output<typeof planPreviewSchema>): PlanPreview {
  throw new DeskError('busy', 'unexpected')
}
