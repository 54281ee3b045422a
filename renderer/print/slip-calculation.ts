import type { CasePlan } from '../../domain/case/input.ts'
import type { OfferKind } from '../../domain/case/vocabulary.ts'
import type { SettledLine } from '../../domain/return-money.ts'
import type { PlanView } from '../../electron/desk/case-views.ts'

/** One line of the calculation on a slip; what is taken off is negative, fen. */
export type SlipRow =
  | { readonly kind: 'line'; readonly line: SettledLine; readonly fen: number }
  | { readonly kind: 'goods' | 'gifts' | 'freight' | 'replacement' | 'cost'; readonly fen: number }
  /** A plain return never makes the customer pay (process section 7.4): the store bears what is short. */
  | { readonly kind: 'floor'; readonly fen: number }
  | { readonly kind: 'offer'; readonly offer: OfferKind; readonly fen: number }

/** The calculation of a slip with what comes of it. */
export interface SlipCalculation {
  readonly rows: readonly SlipRow[]
  /**
   * `give`: money that the store pays out although nothing came back for it; `even`: one article for another of the same
   * price; `nothing`: what is taken off a return leaves nothing of it.
   */
  readonly result: { readonly kind: 'refund' | 'give' | 'pay' | 'even' | 'nothing'; readonly fen: number }
}

/** Offers that are money in hand; the others are given beside the calculation. */
const inHand: readonly OfferKind[] = ['partial_refund', 'compensation']

function offerRows(plan: CasePlan): SlipRow[] {
  return plan.offers
    .filter((offer) => inHand.includes(offer.kind))
    .map((offer) => ({ kind: 'offer', offer: offer.kind, fen: offer.amountFen }))
}

/**
 * The calculation of a plan line by line, so that its rows add up to what either side pays.
 * @param of the plan as the desk settled it, fen
 * @returns without rows where no money moves
 */
export function slipCalculation(
  of: Pick<PlanView, 'plan' | 'settlement' | 'refundFen' | 'payFen'>,
): SlipCalculation {
  const { plan, settlement, refundFen, payFen } = of
  const rows: SlipRow[] = []
  const add = (kind: 'goods' | 'gifts' | 'freight' | 'replacement' | 'cost' | 'floor', fen: number) => {
    if (fen !== 0) rows.push({ kind, fen })
  }
  if (settlement !== null) {
    const back = settlement.lines.filter((line) => line.returned > 0)
    for (const line of back) rows.push({ kind: 'line', line, fen: line.refundFen })
    if (back.length > 1) add('goods', settlement.goodsFen)
    add('gifts', -settlement.giftsMissingFen)
    add('freight', -settlement.freightCustomerFen)
    add('replacement', -(settlement.replacementFen ?? 0))
    const { goodsFen, giftsMissingFen, freightCustomerFen } = settlement
    const balance = goodsFen - giftsMissingFen - freightCustomerFen
    if (settlement.replacementFen === null) add('floor', Math.max(0, -balance))
  }
  if (plan.remedy === 'paid_repair') add('cost', -(plan.costFen ?? 0))
  rows.push(...offerRows(plan))
  if (refundFen > 0)
    return { rows, result: { kind: settlement === null ? 'give' : 'refund', fen: refundFen } }
  if (payFen > 0) return { rows, result: { kind: 'pay', fen: payFen } }
  return { rows, result: { kind: settlement?.replacementFen == null ? 'nothing' : 'even', fen: 0 } }
}
