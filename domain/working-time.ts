import { isWorkingDay, knowsYear } from './calendar.ts'
import type { Policy } from './policy.ts'
import { type Instant, instantMs, isoInstant, storeTimeOf } from './store-time.ts'

/**
 * Spans of the trade (process sections 5 and 6): window minutes, official working days, civil days. Instants go in as
 * ISO 8601 or milliseconds and come out as ISO 8601 in UTC; all days are the store's own.
 */

/**
 * The civil day of the store in which an instant lies.
 * @param instant ISO 8601 or milliseconds
 * @param policy supplies `timeZone`
 * @returns YYYY-MM-DD in store time
 * @throws RangeError when the instant is none
 */
export function storeDay(instant: Instant, policy: Policy): string {
  return storeTimeOf(policy).dayAt(instantMs(instant)).date
}

/**
 * Is the instant inside the window? The opening minute is, the closing minute itself is not.
 * @param instant ISO 8601 or milliseconds
 * @param policy supplies `window` and `timeZone`
 * @throws RangeError when the instant is none
 */
export function isInWindow(instant: Instant, policy: Policy): boolean {
  const ms = instantMs(instant)
  const day = storeTimeOf(policy).dayAt(ms)
  return ms >= day.opensAt && ms < day.closesAt
}

/**
 * The instant itself when the window is open, else the next opening.
 * @param instant ISO 8601 or milliseconds
 * @param policy supplies `window` and `timeZone`
 * @returns ISO 8601 in UTC
 * @throws RangeError when the instant is none
 */
export function nextOpening(instant: Instant, policy: Policy): string {
  return isoInstant(nextOpeningMs(instantMs(instant), policy))
}

/** `nextOpening` in milliseconds, for rules that work through many instants. */
export function nextOpeningMs(ms: number, policy: Policy): number {
  const storeTime = storeTimeOf(policy)
  let day = storeTime.dayAt(ms)
  while (ms >= day.closesAt) day = storeTime.day(day.index + 1)
  return Math.max(ms, day.opensAt)
}

/**
 * The instant at which a number of window minutes has passed. A span that fills exactly at closing is due then, not at
 * the next opening; from outside the window it begins at the next opening.
 * @param from ISO 8601 or milliseconds
 * @param minutes window minutes, 0 or more, fractions allowed
 * @param policy supplies `window` and `timeZone`
 * @returns ISO 8601 in UTC
 * @throws RangeError when the instant is none or the minutes are negative or not finite
 */
export function windowMinutesAfter(from: Instant, minutes: number, policy: Policy): string {
  return isoInstant(windowMinutesAfterMs(instantMs(from), minutes, policy))
}

/** `windowMinutesAfter` in milliseconds, for rules that work through many instants. */
export function windowMinutesAfterMs(fromMs: number, minutes: number, policy: Policy): number {
  if (!(minutes >= 0 && Number.isFinite(minutes))) throw new RangeError(`not a span of minutes: ${minutes}`)
  const storeTime = storeTimeOf(policy)
  let at = nextOpeningMs(fromMs, policy)
  let day = storeTime.dayAt(at)
  let left = Math.round(minutes * 60_000)
  while (left > day.closesAt - at) {
    left -= day.closesAt - at
    day = storeTime.day(day.index + 1)
    at = day.opensAt
  }
  return at + left
}

/**
 * How many window minutes lie between two instants.
 * @param from ISO 8601 or milliseconds
 * @param to the same, not before `from`
 * @param policy supplies `window` and `timeZone`
 * @returns window minutes, with fractions
 * @throws RangeError when an instant is none or `to` is before `from`
 */
export function windowMinutesBetween(from: Instant, to: Instant, policy: Policy): number {
  const [fromMs, toMs] = [instantMs(from), instantMs(to)]
  if (toMs < fromMs) throw new RangeError('a span ends before it begins')
  const storeTime = storeTimeOf(policy)
  let sum = 0
  for (let day = storeTime.dayAt(fromMs); day.startsAt <= toMs; day = storeTime.day(day.index + 1)) {
    sum += Math.max(0, Math.min(toMs, day.closesAt) - Math.max(fromMs, day.opensAt))
  }
  return sum / 60_000
}

/** When a span of working days ends; provisional when it passes through a year whose calendar nobody knows yet. */
export type WorkingDayDue = { at: string; provisional: boolean }

/**
 * The end of a number of official working days: the day after the start is day 1, due at the closing of the window on
 * day n (process section 6).
 * @param from ISO 8601 or milliseconds
 * @param days working days, a whole number from 1
 * @param policy supplies `window`, `timeZone` and `calendar`
 * @param heldOn says of a store day (YYYY-MM-DD) whether a hold stood on it; such a working day is added. It must not be
 *   true for ever
 * @returns the due instant in ISO 8601 (UTC), and whether it is provisional
 * @throws RangeError when the instant is none or the days are not a whole number from 1
 */
export function workingDaysAfter(
  from: Instant,
  days: number,
  policy: Policy,
  heldOn: (date: string) => boolean = () => false,
): WorkingDayDue {
  if (!(Number.isSafeInteger(days) && days >= 1))
    throw new RangeError(`not a number of working days: ${days}`)
  const storeTime = storeTimeOf(policy)
  let day = storeTime.dayAt(instantMs(from))
  let provisional = false
  for (let left = days; left > 0; ) {
    day = storeTime.day(day.index + 1)
    provisional ||= !knowsYear(Number(day.date.slice(0, 4)), policy)
    if (isWorkingDay(day.date, policy) && !heldOn(day.date)) left -= 1
  }
  return { at: isoInstant(day.closesAt), provisional }
}

/**
 * The end of a number of civil days: due at the closing of the window on day n, the start day being 0 (process section 6).
 * @param from ISO 8601 or milliseconds
 * @param days civil days, a whole number from 0
 * @param policy supplies `window` and `timeZone`
 * @returns the due instant in ISO 8601 (UTC)
 * @throws RangeError when the instant is none or the days are not a whole number from 0
 */
export function civilDaysAfter(from: Instant, days: number, policy: Policy): string {
  if (!(Number.isSafeInteger(days) && days >= 0)) throw new RangeError(`not a number of civil days: ${days}`)
  const storeTime = storeTimeOf(policy)
  return isoInstant(storeTime.day(storeTime.dayAt(instantMs(from)).index + days).closesAt)
}

/**
 * The closing of the window on a civil date: when something promised for that day is due.
 * @param date YYYY-MM-DD in store time
 * @param policy supplies `window` and `timeZone`
 * @returns ISO 8601 in UTC
 * @throws RangeError when the date is none
 */
export function closingOn(date: string, policy: Policy): string {
  return isoInstant(storeTimeOf(policy).dayOn(date).closesAt)
}
