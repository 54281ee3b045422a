import { and, eq, inArray, isNotNull, ne } from 'drizzle-orm'
import type { Drizzle } from '../../../db/open.ts'
import type { MissingGift } from '../../../db/schema/case.ts'
import * as t from '../../../db/schema.ts'
import type { CasePlan } from '../../../domain/case/input.ts'
import { needsGoodsIn } from '../../../domain/case/plan.ts'
import type { ReturnMoneyProblem, ReturnSettlement } from '../../../domain/return-money.ts'
import { ReturnMoneyError, sameModel, settleReturn } from '../../../domain/return-money.ts'
import { drawnFrom, giverOf, poolsOf } from './pools.ts'
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

/** The units of a line that come back, by their price. */
function settledLines(orm: Drizzle, whole: WholeCase, { taken, sold }: LineInCase) {
  const pools = poolsOf(orm, taken, whole.row.id)
  const giver = giverOf(orm, sold.id, whole.inspection?.found.serialSeen ?? '')
  return drawnFrom(pools, taken.units, giver).map(({ pool, units }) => ({
    id: sold.id,
    ...(pool.of === null ? {} : { of: pool.of }),
    quantity: pool.quantity,
    paidFen: pool.paidFen,
    alreadyReturned: pool.alreadyReturned,
    alreadyRefundedFen: pool.alreadyRefundedFen,
    returned: units,
  }))
}

/** A missing gift as often as it is missing: two of the same name are two. */
function counted(gifts: readonly MissingGift[]): { key: string; valueFen: number }[] {
  return gifts.map(({ purchaseLineId, name, valueFen }, index) => {
    const same = (each: MissingGift) => each.purchaseLineId === purchaseLineId && each.name === name
    return { key: `${purchaseLineId} ${gifts.slice(0, index).filter(same).length} ${name}`, valueFen }
  })
}

/** Gifts that did not come back, each deducted once over all cases of the purchase, with the value that was seen then. */
function giftsMissingFen(orm: Drizzle, whole: WholeCase, others: readonly OtherPlan[]): number {
  const deducted = new Set(
    others
      .filter(({ plan }) => (plan.settlement?.giftsMissingFen ?? 0) > 0)
      .flatMap(({ caseId, plan }) => counted(inspectedBefore(orm, caseId, plan.preparedAt)))
      .map((gift) => gift.key),
  )
  return counted(whole.inspection?.found.giftsMissing ?? [])
    .filter((gift) => !deducted.has(gift.key))
    .reduce((sum, gift) => sum + gift.valueFen, 0)
}

function inspectedBefore(orm: Drizzle, caseId: string, at: number): readonly MissingGift[] {
  const rows = orm
    .select()
    .from(t.caseInspection)
    .where(eq(t.caseInspection.caseId, caseId))
    .orderBy(t.caseInspection.id)
    .all()
  return rows.findLast((row) => row.at <= at)?.found.giftsMissing ?? []
}

/** The same model is priced as it was paid, another one by its price today for each unit (domain/case/input.ts). */
function replacementFen(whole: WholeCase, plan: CasePlan, goodsFen: number): number {
  const { replacement } = plan
  if (replacement === null) return 0
  if (whole.lines.every(({ sold }) => sameModel(sold.model, replacement.model))) return goodsFen
  return replacement.priceFen * whole.lines.reduce((sum, { taken }) => sum + taken.units, 0)
}

function settled(orm: Drizzle, whole: WholeCase, plan: CasePlan): PlanMoney {
  const others = otherPlans(orm, whole)
  const lines = whole.lines.flatMap((line) => settledLines(orm, whole, line))
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
