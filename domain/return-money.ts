import { z } from 'zod'

/**
 * What a return or exchange costs to the fen (process section 7.4): the price really paid, rounded half up over partial
 * returns so that their sum is exactly what was paid, less gifts that stay away and freight; an exchange against the price
 * of what is taken instead.
 */

/** Why money cannot be worked out. */
export const returnMoneyProblems = [
  'not_an_amount',
  'not_a_quantity',
  'nothing_returned',
  'more_than_sold',
  'more_than_paid',
] as const
export type ReturnMoneyProblem = (typeof returnMoneyProblems)[number]

/** Refused facts; `field` is the path of what is wrong, such as `lines.0.returned`. */
export class ReturnMoneyError extends Error {
  override readonly name = 'ReturnMoneyError'
  readonly code: ReturnMoneyProblem
  readonly field: string
  constructor(code: ReturnMoneyProblem, field: string) {
    super(`${code}: ${field}`)
    this.code = code
    this.field = field
  }
}

/** Ten million yuan: the largest amount that the desk takes anywhere (domain/text.ts). */
const mostFen = 1_000_000_000
const fen = z
  .int({ error: 'not_an_amount' })
  .min(0, { error: 'not_an_amount' })
  .max(mostFen, { error: 'not_an_amount' })
const units = z
  .int({ error: 'not_a_quantity' })
  .min(0, { error: 'not_a_quantity' })
  .max(9_999, { error: 'not_a_quantity' })

export const returnLineSchema = z.object({
  id: z.string(),
  /** Where units of one line have different prices: what set these apart from those that were sold. */
  of: z.string().optional(),
  /** Units that were sold. */
  quantity: units.min(1, { error: 'not_a_quantity' }),
  /** Fen really paid for all of them, after discounts. */
  paidFen: fen,
  /** Units of it that came back before, in all cases of the purchase. */
  alreadyReturned: units.default(0),
  /** Fen that were worked out for those, before deductions. */
  alreadyRefundedFen: fen.default(0),
  /** Units that come back now. */
  returned: units,
})

export const returnFactsSchema = z.object({
  lines: z.array(returnLineSchema),
  /** Value of gifts that do not come back. */
  giftsMissingFen: fen.default(0),
  /** Freight that the customer bears and the store has paid. */
  freightCustomerFen: fen.default(0),
  /** Price of what is taken instead; none = a plain return. */
  replacementFen: fen.nullish(),
})

export interface ReturnSettlement {
  /** What the store pays out. */
  readonly refundFen: number
  /** What the customer pays. */
  readonly payFen: number
  /** What the goods are worth, before gifts and freight; the sum of `lines`. */
  readonly goodsFen: number
  readonly giftsMissingFen: number
  readonly freightCustomerFen: number
  /** null in a plain return. */
  readonly replacementFen: number | null
  readonly lines: readonly SettledLine[]
}

/** A line with all that its refund was worked out from, so that a paper can spell it out for ever. */
export interface SettledLine {
  readonly id: string
  /** Left out for units at the price at which the line was sold. */
  readonly of?: string | undefined
  readonly quantity: number
  readonly paidFen: number
  readonly alreadyReturned: number
  readonly alreadyRefundedFen: number
  readonly returned: number
  /** Of the units that come back now, before deductions. */
  readonly refundFen: number
}

/**
 * Is what is taken instead the same model, however it is written?
 * @param one a model as it was typed
 * @param other another
 */
export function sameModel(one: string, other: string): boolean {
  const plain = (text: string) => text.normalize('NFKC').trim().toLowerCase()
  return plain(one) === plain(other)
}

function roundHalfUp(numerator: number, denominator: number): number {
  return Math.floor((2 * numerator + denominator) / (2 * denominator))
}

/**
 * Settles a return, or an exchange where a replacement has its price.
 * @param given lines with what came back before and now, and what is deducted; amounts in whole fen
 * @returns what either side pays, never both; a plain return never makes the customer pay
 * @throws ReturnMoneyError with the field: not_an_amount, not_a_quantity, nothing_returned, more_than_sold, more_than_paid
 */
export function settleReturn(given: z.input<typeof returnFactsSchema>): ReturnSettlement {
  const parsed = returnFactsSchema.safeParse(given)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const code = returnMoneyProblems.find((each) => each === issue?.message) ?? 'not_an_amount'
    throw new ReturnMoneyError(code, (issue?.path ?? []).map(String).join('.'))
  }
  const facts = parsed.data
  if (!facts.lines.some((line) => line.returned > 0)) throw new ReturnMoneyError('nothing_returned', 'lines')
  const lines = facts.lines.map((line, index) => {
    const all = line.alreadyReturned + line.returned
    if (all > line.quantity) throw new ReturnMoneyError('more_than_sold', `lines.${index}.returned`)
    // Up to here, what all that came back is worth; the rounding of earlier parts is made good by this one.
    const worth = roundHalfUp(line.paidFen * all, line.quantity)
    const refundFen = worth - line.alreadyRefundedFen
    if (refundFen < 0) throw new ReturnMoneyError('more_than_paid', `lines.${index}.alreadyRefundedFen`)
    return { ...line, refundFen }
  })
  const goodsFen = lines.reduce((sum, line) => sum + line.refundFen, 0)
  const { giftsMissingFen, freightCustomerFen } = facts
  const replacementFen = facts.replacementFen ?? null
  const balance = goodsFen - giftsMissingFen - freightCustomerFen - (replacementFen ?? 0)
  return {
    refundFen: Math.max(0, balance),
    payFen: replacementFen === null ? 0 : Math.max(0, -balance),
    goodsFen,
    giftsMissingFen,
    freightCustomerFen,
    replacementFen,
    lines,
  }
}
