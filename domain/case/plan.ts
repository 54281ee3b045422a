import type { GoodwillSum } from '../complaint/resolution.ts'
import type { Policy } from '../policy.ts'
import type { Role } from '../vocabulary.ts'
import type { CasePlan } from './input.ts'
import type { CaseReason, CaseRemedy } from './vocabulary.ts'
import { caseRemedies } from './vocabulary.ts'

/** What a plan still lacks before it can be submitted. */
export type PlanGap = 'offer' | 'amount' | 'detail' | 'replacement' | 'cost'

/** Offers that name money. */
const monetary: ReadonlySet<string> = new Set(['coupon', 'gift', 'partial_refund', 'compensation'])
/** Offers that are money in hand (process section 14: the clerk's limit has no cash). */
const cash: ReadonlySet<string> = new Set(['partial_refund', 'compensation'])
/** Reasons for which nothing comes back over the counter: the customer never had it. */
const neverArrived: ReadonlySet<CaseReason> = new Set(['not_shipped', 'under_way'])

/**
 * What is missing before the plan is complete.
 * @param plan what is to be done
 */
export function planGaps(plan: CasePlan): PlanGap[] {
  const gaps: PlanGap[] = []
  if (plan.remedy === 'offers_only' && plan.offers.length === 0) gaps.push('offer')
  if (plan.offers.some((offer) => monetary.has(offer.kind) && offer.amountFen <= 0)) gaps.push('amount')
  if (plan.offers.some((offer) => offer.kind === 'gift' && offer.detail === '')) gaps.push('detail')
  // A unit for nothing would be cash besides the goods.
  if (plan.remedy === 'exchange' && (plan.replacement === null || plan.replacement.priceFen < 1))
    gaps.push('replacement')
  if (lacksCost(plan)) gaps.push('cost')
  return gaps
}

/** A repair that costs nothing would be within every limit; without a cost the goods' worth counts. */
function lacksCost({ remedy, costFen }: CasePlan): boolean {
  return (remedy === 'paid_repair' && costFen === null) || (isRepair(remedy) && costFen === 0)
}

/**
 * What can be given for a reason at all: what the customer never had can be neither repaired nor brought back.
 * @param reason what happened
 */
export function remediesFor(reason: CaseReason): readonly CaseRemedy[] {
  return caseRemedies.filter((remedy) => !(neverArrived.has(reason) && isRepair(remedy)))
}

/**
 * Must the goods be back before money or goods leave?
 * @param reason what happened
 * @param plan what is to be done
 */
export function needsGoodsIn(reason: CaseReason, plan: Pick<CasePlan, 'remedy' | 'keepsGoods'>): boolean {
  if (neverArrived.has(reason) || plan.keepsGoods || plan.remedy === 'offers_only') return false
  // What is missing is sent after; the article stays where it is.
  return !(plan.remedy === 'reship' && reason === 'missing_parts')
}

/** Must goods leave: a new unit, what was missing, or the repaired one? */
export function needsGoodsOut(remedy: CaseRemedy): boolean {
  return remedy !== 'refund' && remedy !== 'offers_only'
}

/** Is it the repair of the customer's own unit? */
export function isRepair(remedy: CaseRemedy): boolean {
  return remedy === 'repair' || remedy === 'paid_repair'
}

/**
 * Is an inspection asked for before the plan? Goods that never arrived cannot be looked at.
 * @param reason what happened
 */
export function needsInspection(reason: CaseReason): boolean {
  return !neverArrived.has(reason)
}

/** On what a plan's remedy rests; null = on nobody's rule: it is goodwill. */
export type Basis =
  | { readonly kind: 'entitlement'; readonly rule: string; readonly layer: 'law' | 'brand' | 'store' }
  | { readonly kind: 'authorisation'; readonly authorisationId: string; readonly number: string }
  | { readonly kind: 'resolution'; readonly resolutionId: string; readonly number: string }
  | null

/**
 * The goodwill in a plan (process sections 7.5 and 14): its offers, and the whole remedy where neither law, promise,
 * authorisation nor a signed resolution gives it. What the law grants has no limit.
 * @param plan what is to be done
 * @param basis on what its remedy rests
 * @param goodsFen what the returned goods are worth, `settleReturn`
 * @param cashBackFen what an exchange pays out although nobody grants a refund
 * @returns fen: all of it, and how much of it is money in hand
 */
export function planGoodwill(plan: CasePlan, basis: Basis, goodsFen: number, cashBackFen = 0): GoodwillSum {
  const offered = (kinds: (kind: string) => boolean) =>
    plan.offers
      .filter((offer) => kinds(offer.kind))
      .reduce((sum, offer) => sum + (monetary.has(offer.kind) ? offer.amountFen : 0), 0)
  const ungranted = basis === null ? ungrantedFen(plan, goodsFen) : 0
  const inHand = plan.remedy === 'refund' ? ungranted : cashBackFen
  return {
    totalFen: offered(() => true) + Math.max(ungranted, inHand),
    cashFen: offered((kind) => cash.has(kind)) + inHand,
  }
}

function ungrantedFen(plan: CasePlan, goodsFen: number): number {
  switch (plan.remedy) {
    case 'refund':
    case 'exchange':
    case 'reship':
      return goodsFen
    case 'repair':
      return plan.costFen ?? goodsFen
    default:
      return 0
  }
}

/**
 * Is the goodwill within what this role may give for one matter (process section 14)?
 * @param role whose limit
 * @param goodwill of the plan with what earlier cases of the same purchase or complaint gave
 * @param policy supplies the limits
 */
export function withinLimit(role: Role, goodwill: GoodwillSum, policy: Policy): boolean {
  const limit = policy.goodwill[role]
  return goodwill.totalFen <= limit.totalFen && goodwill.cashFen <= limit.cashFen
}

/** The goodwill that a limit is held against. */
export interface GivenGoodwill {
  /** With what earlier cases of the same purchase or complaint gave. */
  readonly goodwill: GoodwillSum
  /** Of the plan alone, fen. */
  readonly ownGoodwillFen: number
}

/**
 * May this role give it? What gives nothing itself is within every limit, whatever was given before.
 * @param role whose limit
 * @param given of the plan and of what came before
 * @param policy supplies the limits
 */
export function withinAuthority(role: Role, given: GivenGoodwill, policy: Policy): boolean {
  return given.ownGoodwillFen === 0 || withinLimit(role, given.goodwill, policy)
}
