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
/**
 * Lines that neither give back what was paid nor put right what was sold, whatever basis the handler chose: they count as
 * goodwill. Not so for the manager, and only where the line says which law or ruling grants it.
 */
const given: ReadonlySet<RemedyLine['kind']> = new Set([
  'price_reduction',
  'shared_cost',
  'coupon',
  'gift',
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
  if (lines.some((line) => needsAmount(line) && (line.amountFen ?? 0) <= 0)) gaps.push('amount')
  if (lines.some((line) => needsDetail(line) && line.detail === '')) gaps.push('detail')
  return gaps
}

/** Goodwill without its amount would be within every limit. */
function needsAmount(line: RemedyLine): boolean {
  return monetary.has(line.kind) || countsAsGoodwill(line)
}

/** What the law is said to grant beyond the goods is said with its source. */
function needsDetail(line: RemedyLine): boolean {
  return described.has(line.kind) || (given.has(line.kind) && line.basis === 'law')
}

function countsAsGoodwill(line: RemedyLine): boolean {
  return given.has(line.kind) || (line.basis === 'goodwill' && !spoken.has(line.kind))
}

/** Given because the law or a ruling that the line names grants it. */
function isCited(line: RemedyLine): boolean {
  return line.basis === 'law' && line.detail !== ''
}

/** Money in fen: all of it, and how much of it is money in hand. */
export interface GoodwillSum {
  readonly totalFen: number
  readonly cashFen: number
}

/** Goodwill of a resolution; what is said to rest on a cited law is left out of it and counted only in `withCited`. */
export interface Goodwill extends GoodwillSum {
  /** What the supervisor's limit is held against. */
  readonly withCited: GoodwillSum
}

/** Goodwill that is not money in hand. */
const inKind: ReadonlySet<RemedyLine['kind']> = new Set(['coupon', 'gift', 'repair', 'exchange', 'reship'])

/**
 * The goodwill that must be within the signer's authority for one complaint (sections 7.5 and 14): the dearest option and
 * what earlier papers of the complaint have given already. The handler chooses the basis of a line, so it alone lifts no
 * limit: reductions, shared costs, coupons, gifts and compensation count on every basis; the manager alone may sign them
 * without limit as granted by a law, which the line then names. Refund, repair, exchange and reship count on goodwill only.
 * @param options the options of the resolution
 * @param earlier lines of the complaint that the customer accepted before, from other papers
 * @returns the largest total and the largest cash part over the options, in fen
 */
export function goodwillOf(
  options: readonly ResolutionOption[],
  earlier: readonly RemedyLine[] = [],
): Goodwill {
  const counted = options.map((option) => [...earlier, ...option.lines].filter(countsAsGoodwill))
  return {
    ...dearest(counted.map((lines) => lines.filter((line) => !isCited(line)))),
    withCited: dearest(counted),
  }
}

function dearest(options: readonly (readonly RemedyLine[])[]): GoodwillSum {
  return {
    totalFen: Math.max(0, ...options.map(sumFen)),
    cashFen: Math.max(0, ...options.map((lines) => sumFen(lines.filter((line) => !inKind.has(line.kind))))),
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
