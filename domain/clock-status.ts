import type { Clock, ClockMs, ClockStatus } from './clocks.ts'
import type { Policy } from './policy.ts'
import { type Instant, instantMs } from './store-time.ts'

/** How clocks stand at an instant, and which of them counts first (process section 6). */

/**
 * How a running clock stands: late after its due instant, soon in the last `soonMinutes` before it, else calm. For a
 * stopped one: late when it was stopped after its due instant, else calm.
 * @param clock a clock
 * @param now ISO 8601 or milliseconds
 * @param policy supplies `clocks.soonMinutes`
 * @throws RangeError when `now` is no instant
 */
export function clockStatus(clock: Clock, now: Instant, policy: Policy): ClockStatus {
  const due = instantMs(clock.dueAt)
  if (clock.stoppedAt !== null) return instantMs(clock.stoppedAt) > due ? 'late' : 'calm'
  const left = due - instantMs(now)
  if (left < 0) return 'late'
  return left <= policy.clocks.soonMinutes * 60_000 ? 'soon' : 'calm'
}

/**
 * From when on a clock is about to end: `soonMinutes` before its end, but not in its first half, because a clock of an hour
 * would begin with its own warning.
 * @param clock a clock
 * @param policy supplies `clocks.soonMinutes`
 * @returns ms
 */
export function aboutToEndMs({ start, due }: Pick<ClockMs, 'start' | 'due'>, policy: Policy): number {
  const half = (due - start) / 2
  return Math.ceil(due - Math.min(policy.clocks.soonMinutes * 60_000, Math.max(0, half)))
}

/**
 * The running clock that ends first, by which the desk sorts.
 * @param clocks clocks of one complaint
 * @returns it, or null when none runs; of two with the same end the one that stands first
 */
export function firstToEnd(clocks: readonly ClockMs[]): ClockMs | null {
  let first: ClockMs | null = null
  for (const clock of clocks)
    if (clock.stopped === null && (first === null || clock.due < first.due)) first = clock
  return first
}
