import { Problem } from './problem.ts'

const attempts = 10
const windowMs = 10 * 60_000

/**
 * Slows the guessing of codes and tokens: ten failures from one address within ten minutes, then no more until the
 * oldest is ten minutes old. Kept in memory, since what is guessed is far too long to be found in the tries that a
 * restart gives back.
 */
export class FailureLimiter {
  readonly #failures = new Map<string, number[]>()

  #recent(address: string, now: number): number[] {
    const recent = (this.#failures.get(address) ?? []).filter((at) => at > now - windowMs)
    if (recent.length === 0) this.#failures.delete(address)
    else this.#failures.set(address, recent)
    return recent
  }

  /**
   * @param address who asks
   * @param now milliseconds since 1970
   * @throws Problem 429 with Retry-After
   */
  check(address: string, now: number): void {
    const recent = this.#recent(address, now)
    const oldest = recent[0]
    if (oldest === undefined || recent.length < attempts) return
    const seconds = Math.ceil((oldest + windowMs - now) / 1000)
    throw new Problem(
      'too-many-requests',
      429,
      `Please wait ${seconds} seconds.`,
      {},
      { 'Retry-After': String(seconds) },
    )
  }

  /**
   * @param address who failed
   * @param now milliseconds since 1970
   */
  failed(address: string, now: number): void {
    // Addresses that went quiet are forgotten, so that the table cannot be filled up from outside for long.
    if (this.#failures.size > 10_000) for (const known of [...this.#failures.keys()]) this.#recent(known, now)
    this.#failures.set(address, [...this.#recent(address, now), now])
  }
}
