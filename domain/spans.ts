import { type Instant, instantMs } from './store-time.ts'

/** A stretch of time in ms: `from` is in it, `to` is not; `to` is Infinity while it lasts. */
export type Span = { from: number; to: number }

/** A hold as it is recorded; `to` is missing while it stands. */
export type Hold = { from: Instant; to?: Instant | null }

/**
 * Holds as spans in order, overlapping and touching ones joined, empty ones left out.
 * @param holds in any order
 * @param until facts after this instant (ms) are ignored: later holds do not exist, later ends have not come
 * @throws RangeError when an instant is none
 */
export function holdSpans(holds: readonly Hold[] | null | undefined, until: number): Span[] {
  const spans = (holds ?? [])
    .map(({ from, to }) => ({ from: instantMs(from), to: knownBy(to, until) ?? Number.POSITIVE_INFINITY }))
    .filter(({ from, to }) => from <= until && to > from)
    .sort((one, other) => one.from - other.from)
  const joined: Span[] = []
  for (const span of spans) {
    const last = joined.at(-1)
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to)
    else joined.push(span)
  }
  return joined
}

/**
 * An instant that may not have come yet.
 * @param instant the recorded instant, if any
 * @param until facts after this instant (ms) are ignored
 * @returns milliseconds, or null when it has not happened by `until`
 * @throws RangeError when the instant is none
 */
export function knownBy(instant: Instant | null | undefined, until: number): number | null {
  if (instant === null || instant === undefined) return null
  const ms = instantMs(instant)
  return ms <= until ? ms : null
}

/**
 * The instant at which some elapsed time has passed outside the given spans. Time that fills exactly where a span begins
 * ends there.
 * @param from start in ms
 * @param elapsedMs how long, in ms
 * @param spans joined spans in order (`holdSpans`)
 * @returns ms; Infinity when a span without an end comes first
 */
export function elapsedOutside(from: number, elapsedMs: number, spans: readonly Span[]): number {
  let at = from
  let left = elapsedMs
  for (const span of spans) {
    if (span.to <= at) continue
    const free = Math.max(0, span.from - at)
    if (left <= free && free > 0) return at + left
    left -= free
    at = span.to
  }
  return at + left
}

/** Does an instant (ms) lie in one of the spans? */
export function isWithin(ms: number, spans: readonly Span[]): boolean {
  return spans.some((span) => ms >= span.from && ms < span.to)
}
