import type { Policy } from './policy.ts'
import { elapsedOutside, type Span } from './spans.ts'
import { storeTimeOf } from './store-time.ts'
import { windowMinutesAfterMs, windowMinutesBetween, workingDaysAfter } from './working-time.ts'

/** How holds for the customer's part move the end of a clock (process section 6). Instants in ms. */

/** When something is due (ms), and whether that rests on a calendar nobody knows yet. */
export type Due = { at: number; provisional: boolean }

/**
 * The end of a number of working days; each working day of the clock on which a hold stood is added.
 * @param start ms
 * @param days working days, from 1
 * @param policy supplies window, zone and calendar
 * @param holds joined spans in order, each with an end
 */
export function workingDaysOutside(start: number, days: number, policy: Policy, holds: readonly Span[]): Due {
  const storeTime = storeTimeOf(policy)
  const heldOn = (date: string) => {
    const day = storeTime.dayOn(date)
    const next = storeTime.day(day.index + 1)
    return holds.some(({ from, to }) => from < next.startsAt && to > day.startsAt)
  }
  const due = workingDaysAfter(start, days, policy, holds.length === 0 ? undefined : heldOn)
  return { at: Date.parse(due.at), provisional: due.provisional }
}

/**
 * A due instant moved on by the hours for which holds stood before it.
 * @param start where the clock began, ms
 * @param due its end without holds, ms
 * @param holds joined spans in order
 */
export function afterHolds(start: number, due: number, holds: readonly Span[]): number {
  return elapsedOutside(start, due - start, holds)
}

/**
 * The end of a number of window minutes, those under a hold not counted.
 * @param start ms
 * @param minutes window minutes
 * @param policy supplies window and zone
 * @param holds joined spans in order, each with an end
 */
export function windowMinutesOutside(
  start: number,
  minutes: number,
  policy: Policy,
  holds: readonly Span[],
): number {
  let at = start
  let left = minutes
  for (const { from, to } of holds) {
    if (to <= at) continue
    const free = from > at ? windowMinutesBetween(at, from, policy) : 0
    if (free > 0 && left <= free) break
    left -= free
    at = to
  }
  return windowMinutesAfterMs(at, left, policy)
}
