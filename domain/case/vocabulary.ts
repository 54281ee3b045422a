/** Words of refund and exchange cases 退换货 (process section 7). Codes only; their English and Chinese stand in renderer/i18n. */

/** What happened (section 7.1). `refund_only` 仅退款: a fault for which the goods stay with the customer. */
export const caseReasons = [
  'not_shipped',
  'under_way',
  'refund_only',
  'wrong_article',
  'missing_parts',
  'damaged_on_arrival',
  'quality_fault',
  'changed_mind',
] as const
export type CaseReason = (typeof caseReasons)[number]

export const openCaseStates = [
  'opened',
  'inspected',
  'planned',
  'awaiting_signature',
  'awaiting_approval',
  'approved',
] as const
export const endedCaseStates = ['done', 'declined', 'withdrawn', 'voided'] as const
export const caseStates = [...openCaseStates, ...endedCaseStates] as const
export type CaseState = (typeof caseStates)[number]

/** What a plan gives. `offers_only`: nothing but softening offers. */
export const caseRemedies = ['refund', 'exchange', 'reship', 'repair', 'paid_repair', 'offers_only'] as const
export type CaseRemedy = (typeof caseRemedies)[number]

/** Softening offers in the order in which they are suggested, never forced (section 7.5). */
export const offerKinds = ['apology', 'coupon', 'gift', 'partial_refund', 'compensation'] as const
export type OfferKind = (typeof offerKinds)[number]

/** Where inspected goods go (section 7.3). */
export const dispositions = ['to_shelf', 'to_maker', 'refurbish', 'scrap'] as const
export type Disposition = (typeof dispositions)[number]

/** How money moves. `store_credit` only where the customer wants it. */
export const paymentMethods = ['cash', 'card', 'wechat', 'alipay', 'other'] as const
export type PaymentMethod = (typeof paymentMethods)[number]
export const payoutMethods = [...paymentMethods, 'store_credit'] as const
export type PayoutMethod = (typeof payoutMethods)[number]

/**
 * Is the case over?
 * @param state its state
 */
export function isCaseEnded(state: CaseState): boolean {
  return (endedCaseStates as readonly CaseState[]).includes(state)
}
