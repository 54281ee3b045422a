import type { Clock } from '../../electron/desk/clock.ts'

/** A clock that stands still until a test moves it. */
export interface SettableClock extends Clock {
  /**
   * Lets time pass on both clocks and runs, in their order, the timers that fall due.
   * @param ms how long
   */
  advance(ms: number): void
  /**
   * Sets the computer's clock, as a person may; the one that nobody can set stays where it is and no timer runs.
   * @param instant ISO 8601
   */
  set(instant: string): void
}

/** A Wednesday at 10:30 in the store, inside the window and far from holidays. */
export const ordinaryMorning = '2026-05-20T02:30:00.000Z'

/**
 * Time for a desk under test.
 * @param start ISO 8601 instant at which it stands
 */
export function settableClock(start: string = ordinaryMorning): SettableClock {
  let now = Date.parse(start)
  let monotonic = 0
  const timers = new Set<{ at: number; run: () => void }>()

  function nextDue(until: number) {
    return [...timers].filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0]
  }

  return {
    now: () => now,
    monotonic: () => monotonic,
    after(ms, run) {
      const timer = { at: monotonic + Math.max(ms, 0), run }
      timers.add(timer)
      return () => {
        timers.delete(timer)
      }
    },
    advance(ms) {
      const until = monotonic + ms
      for (let timer = nextDue(until); timer !== undefined; timer = nextDue(until)) {
        timers.delete(timer)
        now += timer.at - monotonic
        monotonic = timer.at
        timer.run()
      }
      now += until - monotonic
      monotonic = until
    },
    set(instant) {
      now = Date.parse(instant)
    },
  }
}
