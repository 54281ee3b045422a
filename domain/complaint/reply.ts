import { isWorkingDay } from '../calendar.ts'
import type { Policy } from '../policy.ts'
import { civilDaysAfter, storeDay, workingDaysAfter } from '../working-time.ts'

/** What moves the reply deadline of section 6 besides its start. */
export interface ReplyClock {
  /** Instant of receipt (of the reopening, after one), ms. */
  readonly startsAt: number
  /** Stretches in which the customer had to act, ms; `to` is the planned or the real end. */
  readonly holds: readonly { readonly from: number; readonly to: number }[]
  /** Civil date to which the customer agreed (延期告知), null when there was none. */
  readonly postponedTo: string | null
}

const dayMs = 86_400_000

/** Working days in store time on which a hold stood, each counted once. */
function heldWorkingDays(holds: ReplyClock['holds'], startsAt: number, policy: Policy): number {
  const first = storeDay(startsAt, policy)
  const held = new Set<string>()
  for (const { from, to } of holds)
    for (let at = from; ; at = Math.min(at + dayMs, to)) {
      const day = storeDay(at, policy)
      if (day > first && isWorkingDay(day, policy)) held.add(day)
      if (at >= to) break
    }
  return held.size
}

/**
 * When the customer must have the reply: 5 working days after receipt, plus the working days on which a hold stood; or
 * the later date to which the customer agreed (process sections 3 and 6, reply 答复客户).
 * @param clock what the deadline depends on
 * @param policy days, calendar and window
 * @returns the instant (ISO 8601, UTC), provisional where the calendar does not know the year
 */
export function replyDue(clock: ReplyClock, policy: Policy): { at: string; provisional: boolean } {
  const days = policy.clocks.replyDays + heldWorkingDays(clock.holds, clock.startsAt, policy)
  const due = workingDaysAfter(clock.startsAt, days, policy)
  if (clock.postponedTo === null) return due
  const postponed = endOfCivilDate(clock.postponedTo, policy)
  return postponed > due.at ? { at: postponed, provisional: false } : due
}

/**
 * The closing of the window on a civil date: when something promised for that day is due.
 * @param date YYYY-MM-DD in store time
 * @param policy window and time zone
 * @returns ISO 8601 instant (UTC)
 */
export function endOfCivilDate(date: string, policy: Policy): string {
  // Noon UTC of a date may be the day before or after in store time; step to the one that is meant.
  const noon = Date.parse(`${date}T12:00:00Z`)
  const probe = [noon, noon - dayMs, noon + dayMs].find((at) => storeDay(at, policy) === date)
  if (probe === undefined) throw new RangeError(`not a civil date: ${date}`)
  return civilDaysAfter(probe, 0, policy)
}
