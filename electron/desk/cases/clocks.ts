import { needsGoodsIn } from '../../../domain/case/plan.ts'
import type { ClockMs, PolicyAt } from '../../../domain/clocks.ts'
import { refundMoneyClock } from '../../../domain/clocks.ts'
import { windowMinutesAfterMs } from '../../../domain/working-time.ts'
import { noClock } from '../complaints/clocks.ts'
import type { PlanRow, ReturnCase } from './whole.ts'

/** Columns that the clocks of a case decide. */
type ClockColumns = Pick<ReturnCase, 'refundDueAt' | 'refundBreachAt' | 'signatureDueAt' | 'queueAt'>

/** From when the refund's days count: from the goods, or where none are asked for, from the approval. */
function refundFrom(row: ReturnCase, plan: PlanRow | null): number | null {
  if (plan === null || plan.refundFen === 0 || row.approvedAt === null) return null
  return needsGoodsIn(row.reason, plan.plan) ? row.goodsInAt : row.approvedAt
}

/** @returns ms; null while nobody waits for a signature */
function signatureDue(row: ReturnCase, policyAt: PolicyAt): number | null {
  if (row.state !== 'awaiting_signature' || row.submittedAt === null) return null
  const policy = policyAt(row.submittedAt)
  return windowMinutesAfterMs(row.submittedAt, policy.clocks.signatureHours * 60, policy)
}

/**
 * The case with the columns that its clocks decide (process section 6).
 * @param row the case as it will be, clocks not yet
 * @param plan the plan that counts then
 * @param now instant, ms
 * @param policyAt the policy in force at an instant
 */
export function withCaseClocks(
  row: ReturnCase,
  plan: PlanRow | null,
  now: number,
  policyAt: PolicyAt,
): ReturnCase {
  const from = refundFrom(row, plan)
  const refund =
    from === null ? null : refundMoneyClock({ goodsReceivedAt: from, paidAt: row.paidOutAt }, now, policyAt)
  const columns: ClockColumns = {
    refundDueAt: refund === null ? null : Date.parse(refund.dueAt),
    refundBreachAt: refund?.breachAt == null ? null : Date.parse(refund.breachAt),
    signatureDueAt: signatureDue(row, policyAt),
    queueAt: noClock,
  }
  const after = { ...row, ...columns }
  return { ...after, queueAt: Math.min(noClock, ...runningClocks(after).map((clock) => clock.due)) }
}

/**
 * Clocks of a case that run, the one that ends first first.
 * @param row the case
 */
export function runningClocks(
  row: Pick<
    ReturnCase,
    | 'state'
    | 'endedAt'
    | 'goodsInAt'
    | 'approvedAt'
    | 'paidOutAt'
    | 'refundDueAt'
    | 'submittedAt'
    | 'signatureDueAt'
  >,
): ClockMs[] {
  if (row.endedAt !== null) return []
  const running = { provisional: false, stopped: null }
  const clocks: ClockMs[] = []
  if (row.signatureDueAt !== null)
    clocks.push({
      kind: 'signature',
      start: row.submittedAt ?? row.signatureDueAt,
      due: row.signatureDueAt,
      ...running,
    })
  if (row.refundDueAt !== null && row.paidOutAt === null)
    clocks.push({
      kind: 'refund_money',
      start: row.goodsInAt ?? row.approvedAt ?? row.refundDueAt,
      due: row.refundDueAt,
      ...running,
    })
  return clocks.toSorted((one, other) => one.due - other.due)
}
