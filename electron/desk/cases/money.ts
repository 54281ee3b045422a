import { and, eq, inArray, isNotNull, ne } from 'drizzle-orm'
import type { Drizzle } from '../../../db/open.ts'
import * as t from '../../../db/schema.ts'
import type { CasePlan } from '../../../domain/case/input.ts'
import { needsGoodsIn } from '../../../domain/case/plan.ts'
import type { ReturnMoneyProblem, ReturnSettlement } from '../../../domain/return-money.ts'
import { ReturnMoneyError, settleReturn } from '../../../domain/return-money.ts'
import { accountOf } from './units.ts'
import type { LineInCase, WholeCase } from './whole.ts'

/** What a plan comes to. */
export interface PlanMoney {
  /** null where no goods come back for money or another unit. */
  readonly settlement: ReturnSettlement | null
  /** What the store pays out and what the customer pays, fen; never both. */
  readonly refundFen: number
  readonly payFen: number
  /** What the goods of the case are worth, fen. */
  readonly goodsFen: number
  /** Why it cannot be worked out; the amounts are 0 then. */
  readonly problem: ReturnMoneyProblem | null
}

/** Offers that are money in hand. */
const inHand: ReadonlySet<string> = new Set(['partial_refund', 'compensation'])

function sumOf(plan: CasePlan, kinds: (kind: string) => boolean): number {
  return plan.offers.filter((offer) => kinds(offer.kind)).reduce((sum, offer) => sum + offer.amountFen, 0)
}

/** Other cases of the same purchase whose plan is carried out or was. */
function otherPlans(orm: Drizzle, whole: WholeCase) {
  return orm
    .select({ caseId: t.returnCase.id, plan: t.casePlan })
    .from(t.returnCase)
    .innerJoin(t.casePlan, eq(t.casePlan.id, t.returnCase.planId))
    .where(
      and(
        eq(t.returnCase.purchaseId, whole.purchase.id),
        ne(t.returnCase.id, whole.row.id),
        inArray(t.returnCase.state, ['approved', 'done']),
        isNotNull(t.casePlan.approvedAt),
      ),
    )
    .all()
}

type OtherPlan = ReturnType<typeof otherPlans>[number]

/**
 * A partial refund for goods that stay is a lower price for them: what is refunded later is what was paid less that. Of
 * several lines each bears its part by what was paid for its units, the last one the rest.
 */
function reducedFen(orm: Drizzle, others: readonly OtherPlan[], purchaseLineId: string): number {
  return others.reduce((sum, { caseId, plan }) => {
    const given = sumOf(plan.plan, (kind) => kind === 'partial_refund')
    if (given === 0) return sum
    const lines = orm
      .select()
      .from(t.caseLine)
      .where(eq(t.caseLine.caseId, caseId))
      .orderBy(t.caseLine.id)
      .all()
    const weights = lines.map((line) => (line.soldFen * line.units) / line.soldUnits)
    const all = weights.reduce((total, weight) => total + weight, 0)
    const shares = weights.map((weight) => (all === 0 ? 0 : Math.floor((given * weight) / all)))
    const rest = given - shares.reduce((total, share) => total + share, 0)
    const index = lines.findIndex((line) => line.purchaseLineId === purchaseLineId)
    if (index < 0) return sum
    return sum + (shares[index] ?? 0) + (index === lines.length - 1 ? rest : 0)
  }, 0)
}

function settledLine(orm: Drizzle, whole: WholeCase, others: readonly OtherPlan[], line: LineInCase) {
  const { taken, sold } = line
  const account = accountOf(orm, sold.id, whole.row.id)
  const reduced = reducedFen(orm, others, sold.id)
  return {
    id: sold.id,
    quantity: taken.soldUnits + account.replacedUnits,
    paidFen: Math.max(0, taken.soldFen + account.replacedFen - reduced),
    alreadyReturned: account.alreadyReturned,
    alreadyRefundedFen: account.alreadyRefundedFen,
    returned: taken.units,
  }
}

/** Gifts that did not come back, each deducted once over all cases of the purchase. */
function giftsMissingFen(orm: Drizzle, whole: WholeCase, others: readonly OtherPlan[]): number {
  const key = ({ position, gift }: { position: number; gift: number }) => `${position}.${gift}`
  const deducted = new Set(
    others
      .filter(({ plan }) => (plan.settlement?.giftsMissingFen ?? 0) > 0)
      .flatMap(({ caseId, plan }) => inspectedBefore(orm, caseId, plan.preparedAt))
      .map(key),
  )
  const missing = whole.inspection?.found.giftsMissing ?? []
  return missing
    .filter((each) => !deducted.has(key(each)))
    .reduce((sum, { position, gift }) => {
      const line = whole.lines.find(({ sold }) => sold.position === position)
      return sum + (line?.sold.gifts[gift]?.valueFen ?? 0)
    }, 0)
}

function inspectedBefore(orm: Drizzle, caseId: string, at: number) {
  const rows = orm
    .select()
    .from(t.caseInspection)
    .where(eq(t.caseInspection.caseId, caseId))
    .orderBy(t.caseInspection.id)
    .all()
  return rows.findLast((row) => row.at <= at)?.found.giftsMissing ?? []
}

const model = (text: string) => text.normalize('NFKC').trim().toLowerCase()

/** The same model is priced as it was paid (domain/case/input.ts). */
function replacementFen(whole: WholeCase, plan: CasePlan, goodsFen: number): number {
  const { replacement } = plan
  if (replacement === null) return 0
  const same = whole.lines.every(({ sold }) => model(sold.model) === model(replacement.model))
  return same ? goodsFen : replacement.priceFen
}

function settled(orm: Drizzle, whole: WholeCase, plan: CasePlan): PlanMoney {
  const others = otherPlans(orm, whole)
  const lines = whole.lines.map((line) => settledLine(orm, whole, others, line))
  const { goodsFen } = settleReturn({ lines })
  const partialFen = sumOf(plan, (kind) => kind === 'partial_refund')
  if (partialFen > (plan.remedy === 'refund' ? 0 : goodsFen))
    throw new ReturnMoneyError('more_than_paid', 'offers')
  const settlement = settlementOf()
  const costFen = plan.remedy === 'paid_repair' ? (plan.costFen ?? 0) : 0
  const handFen = sumOf(plan, (kind) => inHand.has(kind))
  const balance = (settlement?.refundFen ?? 0) - (settlement?.payFen ?? 0) - costFen + handFen
  return {
    settlement,
    refundFen: Math.max(0, balance),
    payFen: Math.max(0, -balance),
    goodsFen,
    problem: null,
  }

  function settlementOf(): ReturnSettlement | null {
    const { freightCustomerFen } = plan
    const back = needsGoodsIn(whole.row.reason, plan)
    switch (plan.remedy) {
      case 'refund':
        return settleReturn({
          lines,
          giftsMissingFen: giftsMissingFen(orm, whole, others),
          freightCustomerFen,
        })
      case 'exchange':
        if (plan.replacement === null) return null
        return settleReturn({
          lines,
          giftsMissingFen: giftsMissingFen(orm, whole, others),
          freightCustomerFen,
          replacementFen: replacementFen(whole, plan, goodsFen),
        })
      case 'reship':
        // One unit for another of the same worth; what only goes out settles nothing.
        return back ? settleReturn({ lines, replacementFen: goodsFen }) : null
      default:
        return null
    }
  }
}

/**
 * What a plan comes to, over all cases of the purchase (process section 7.4).
 * @param orm the store's file
 * @param whole the case
 * @param plan what is to be done
 */
export function planMoney(orm: Drizzle, whole: WholeCase, plan: CasePlan): PlanMoney {
  try {
    return settled(orm, whole, plan)
  } catch (cause) {
    if (!(cause instanceof ReturnMoneyError)) throw cause
    return { settlement: null, refundFen: 0, payFen: 0, goodsFen: 0, problem: cause.code }
  }
}
