import { Temporal } from 'temporal-polyfill'
import type { Repair } from './entitlement.ts'

const date = (text: string) => Temporal.PlainDate.from(text)

/** Civil days from one to the other. */
export const daysBetween = (from: Temporal.PlainDate, to: Temporal.PlainDate) =>
  from.until(to, { largestUnit: 'days' }).days

/**
 * Days that the unit stood in repair, each day once however repairs overlap (process section 7.2: they do not count).
 * @param repairs of the unit, in any order
 * @param start civil date before which none counts
 * @param until civil date up to which a running one counts
 */
export function daysInRepair(
  repairs: readonly Repair[],
  start: Temporal.PlainDate,
  until: Temporal.PlainDate,
): number {
  const later = (one: Temporal.PlainDate, other: Temporal.PlainDate) =>
    Temporal.PlainDate.compare(one, other) >= 0 ? one : other
  const earlier = (one: Temporal.PlainDate, other: Temporal.PlainDate) =>
    Temporal.PlainDate.compare(one, other) <= 0 ? one : other
  const spans = repairs
    .map(({ from, to }) => ({
      from: later(date(from), start),
      to: earlier(to ? date(to) : until, until),
    }))
    .filter(({ from, to }) => Temporal.PlainDate.compare(from, to) < 0)
    .toSorted((one, other) => Temporal.PlainDate.compare(one.from, other.from))
  let covered = start
  let days = 0
  for (const span of spans) {
    const from = later(span.from, covered)
    if (Temporal.PlainDate.compare(from, span.to) >= 0) continue
    days += daysBetween(from, span.to)
    covered = span.to
  }
  return days
}
