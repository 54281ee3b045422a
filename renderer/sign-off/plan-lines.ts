import type { InspectionView, PlanView } from '../../electron/desk/case-views.ts'

/** One line of the calculation of a plan; what is deducted is negative. */
export interface CalculationLine {
  readonly code:
    | 'goods'
    | 'gifts_missing'
    | 'freight'
    | 'replacement'
    | 'repair'
    | 'in_hand'
    | 'refund'
    | 'pay'
    | 'even'
  readonly fen: number
}

/** Offers that are paid with the rest (process section 7.5). */
const inHand: ReadonlySet<string> = new Set(['partial_refund', 'compensation'])

/**
 * The calculation of a plan, line by line, with what either side pays in the end.
 * @param view the plan as the desk worked it out, fen
 * @returns nothing where no money moves
 */
export function calculationOf(
  view: Pick<PlanView, 'settlement' | 'refundFen' | 'payFen' | 'plan'>,
): CalculationLine[] {
  const { settlement, refundFen, payFen, plan } = view
  const lines: CalculationLine[] = []
  const add = (code: CalculationLine['code'], fen: number) => {
    if (fen !== 0) lines.push({ code, fen })
  }
  if (settlement !== null) {
    lines.push({ code: 'goods', fen: settlement.goodsFen })
    add('gifts_missing', -settlement.giftsMissingFen)
    add('freight', -settlement.freightCustomerFen)
    add('replacement', -(settlement.replacementFen ?? 0))
  }
  if (plan.remedy === 'paid_repair') add('repair', -(plan.costFen ?? 0))
  const offers = plan.offers.filter((offer) => inHand.has(offer.kind))
  add(
    'in_hand',
    offers.reduce((sum, offer) => sum + offer.amountFen, 0),
  )
  if (payFen > 0) lines.push({ code: 'pay', fen: payFen })
  else if (refundFen > 0) lines.push({ code: 'refund', fen: refundFen })
  else if (lines.length > 0) lines.push({ code: 'even', fen: 0 })
  return lines
}

/** What an inspection found, a code for each word. */
export type InspectionMark =
  | 'fault_confirmed'
  | 'fault_not_found'
  | 'same_fault'
  | 'damaged_by_customer'
  | 'opened_without_permission'
  | 'used'
  | 'tags_missing'
  | 'packaging_missing'
  | 'accessories_missing'
  | 'gifts_missing'
  | 'serial_differs'
  | 'not_fit'
  | 'nothing_against'

/**
 * What speaks for and against the customer in an inspection, so that the signer reads findings and not a form.
 * @param inspection the newest one
 * @returns at least one code; `nothing_against` where the goods are as they were sold
 */
export function inspectionMarks(inspection: InspectionView): InspectionMark[] {
  const marks: InspectionMark[] = []
  const mark = (code: InspectionMark, found: boolean) => {
    if (found) marks.push(code)
  }
  mark('damaged_by_customer', inspection.damagedByCustomer)
  mark('opened_without_permission', inspection.openedWithoutPermission)
  mark('used', inspection.used)
  mark('tags_missing', !inspection.tagsComplete)
  mark('packaging_missing', !inspection.packagingComplete)
  mark('accessories_missing', !inspection.accessoriesComplete)
  mark('gifts_missing', inspection.giftsMissing.length > 0)
  mark('serial_differs', inspection.serialMatches === false)
  mark('not_fit', !inspection.fitForSecondSale)
  mark('nothing_against', marks.length === 0)
  return [
    ...(inspection.faultConfirmed === null
      ? []
      : [inspection.faultConfirmed ? ('fault_confirmed' as const) : ('fault_not_found' as const)]),
    ...(inspection.sameFault ? ['same_fault' as const] : []),
    ...marks,
  ]
}
