import type { CaseFacts } from '../../../domain/case/judge.ts'
import {
  isRepair,
  needsGoodsIn,
  needsGoodsOut,
  needsInspection,
  planGaps,
} from '../../../domain/case/plan.ts'
import { outcomeMayBeTold } from './guard.ts'
import type { Seen } from './judgement.ts'
import { isPriceLowered, judgePlan, submittedGoodwill } from './judgement.ts'
import type { PlanRow, WholeCase } from './whole.ts'
import { purchaseChanges } from './whole.ts'

/** The plan that counts now: one that came back is history. */
export function planInForce(whole: Pick<WholeCase, 'plan'>): PlanRow | null {
  return whole.plan?.returnedAt === null ? whole.plan : null
}

/** Until it is submitted a plan is judged by what holds now; from then on by what held then. */
function authorityNow(seen: Seen, whole: WholeCase, plan: PlanRow) {
  if (plan.submittedAt === null) {
    const { own, goodwill, priceLowered } = judgePlan(seen, whole, plan.plan)
    return { goodwill, ownGoodwillFen: own.totalFen, priceLowered }
  }
  return {
    goodwill: submittedGoodwill(seen.orm, whole),
    ownGoodwillFen: plan.goodwillFen,
    priceLowered: isPriceLowered(plan),
  }
}

function planFacts(seen: Seen, whole: WholeCase): CaseFacts['plan'] {
  const plan = planInForce(whole)
  if (plan === null) return null
  let known: ReturnType<typeof authorityNow> | null = null
  const authority = () => {
    known ??= authorityNow(seen, whole, plan)
    return known
  }
  return {
    preparers: plan.preparers,
    gaps: planGaps(plan.plan),
    // Asked for by few rules, and dear to work out: lists ask for hundreds of cases.
    get goodwill() {
      return authority().goodwill
    },
    get ownGoodwillFen() {
      return authority().ownGoodwillFen
    },
    get priceLowered() {
      return authority().priceLowered
    },
    goodsInNeeded: needsGoodsIn(whole.row.reason, plan.plan),
    goodsOutNeeded: needsGoodsOut(plan.remedy),
    isRepair: isRepair(plan.remedy),
    refundFen: plan.refundFen,
    payFen: plan.payFen,
  }
}

function repairState(whole: WholeCase): CaseFacts['repair'] {
  if (whole.repairs.length === 0) return 'none'
  return whole.repairs.some((repair) => repair.toOn === null) ? 'running' : 'ended'
}

/**
 * What the table of a case must know about it as it stands.
 * @param seen the store's file, the policy and the instant
 * @param whole the case
 */
export function caseFacts(seen: Seen, whole: WholeCase): CaseFacts {
  const { row, complaint } = whole
  return {
    state: row.state,
    handlerId: row.handlerId,
    inspectionNeeded: needsInspection(row.reason),
    inspected: whole.inspection !== null,
    purchaseChanged: purchaseChanges(seen.orm, whole).length > 0,
    goodsIn: row.goodsInAt !== null,
    goodsOut: row.goodsOutAt !== null,
    paidOut: row.paidOutAt !== null,
    paymentTaken: row.paymentAt !== null,
    repair: repairState(whole),
    complaintSigned: complaint === null ? null : outcomeMayBeTold(seen.orm, complaint),
    plan: planFacts(seen, whole),
  }
}
