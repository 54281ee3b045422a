import type { RemedyLine, ResolutionOption } from './input.ts'

/** What a resolution still lacks before it can be submitted. */
export type ResolutionGap = 'wording' | 'remedy' | 'amount' | 'detail'

/** Lines that are done by saying them (section 3, customer accepts). */
const spoken: ReadonlySet<RemedyLine['kind']> = new Set(['apology', 'explanation'])
/** Lines that name money. */
const monetary: ReadonlySet<RemedyLine['kind']> = new Set([
  'refund',
  'price_reduction',
  'shared_cost',
  'coupon',
  'compensation',
])
/** Lines that say nothing without a detail (what is given, claimed or judged). */
const described: ReadonlySet<RemedyLine['kind']> = new Set(['gift', 'third_party_claim', 'maker_verdict'])

/**
 * Does this remedy line name an amount?
 * @param kind its kind
 */
export function namesMoney(kind: RemedyLine['kind']): boolean {
  return monetary.has(kind)
}

/**
 * What is missing before the resolution is complete; also an unfounded complaint needs its written explanation.
 * @param options the remedy lines of the resolution and its alternatives
 * @param wording the text that the customer will read
 * @returns codes in a fixed order; empty = complete
 */
export function resolutionGaps(options: readonly ResolutionOption[], wording: string): ResolutionGap[] {
  const lines = options.flatMap((option) => option.lines)
  const gaps: ResolutionGap[] = []
  if (wording.trim() === '') gaps.push('wording')
  if (options.length === 0 || options.some((option) => option.lines.length === 0)) gaps.push('remedy')
  if (lines.some((line) => monetary.has(line.kind) && (line.amountFen ?? 0) <= 0)) gaps.push('amount')
  if (lines.some((line) => described.has(line.kind) && line.detail === '')) gaps.push('detail')
  return gaps
}

/** Goodwill of a resolution in fen: all of it, and how much of it is money in hand. */
export interface Goodwill {
  readonly totalFen: number
  readonly cashFen: number
}

/** Goodwill that is not money in hand. */
const inKind: ReadonlySet<RemedyLine['kind']> = new Set(['coupon', 'gift', 'repair', 'exchange', 'reship'])

/**
 * The goodwill that must be within the signer's authority: the dearest option, goodwill lines only; what the law grants
 * has no limit (sections 7.5 and 14).
 * @param options the options of the resolution
 * @returns the largest total and the largest cash part over the options
 */
export function goodwillOf(options: readonly ResolutionOption[]): Goodwill {
  const sums = options.map((option) => {
    const lines = option.lines.filter((line) => line.basis === 'goodwill')
    const cash = lines.filter((line) => !inKind.has(line.kind))
    return { totalFen: sumFen(lines), cashFen: sumFen(cash) }
  })
  return {
    totalFen: Math.max(0, ...sums.map((sum) => sum.totalFen)),
    cashFen: Math.max(0, ...sums.map((sum) => sum.cashFen)),
  }
}

function sumFen(lines: readonly RemedyLine[]): number {
  return lines.reduce((sum, line) => sum + (line.amountFen ?? 0), 0)
}

/**
 * Is there nothing to carry out once the customer accepts this option?
 * @param option the option
 * @returns true when all its lines are explanations or apologies
 */
export function nothingToExecute(option: ResolutionOption): boolean {
  return option.lines.every((line) => spoken.has(line.kind))
}

/**
 * The lines that become execution tasks.
 * @param option the option that the customer took
 */
export function linesToExecute(option: ResolutionOption): RemedyLine[] {
  return option.lines.filter((line) => !spoken.has(line.kind))
}
