/** Time as the desk sees it; tests bring their own. */
export interface Clock {
  /** Now, ms since 1970 UTC. */
  now(): number
  /** A clock that nobody can set, ms; for locks and lengths of time. */
  monotonic(): number
  /**
   * Runs something later, once.
   * @param ms how much later
   * @returns cancels it
   */
  after(ms: number, run: () => void): () => void
}

/** The longest delay of Node's timers. */
const longestMs = 2_147_483_647

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, Math.min(Math.max(ms, 0), longestMs))
    timer.unref()
    return () => clearTimeout(timer)
  },
}
