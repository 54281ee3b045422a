import { Temporal } from 'temporal-polyfill'
import type { Policy } from './policy.ts'

/**
 * The store's civil days in milliseconds, remembered per policy: rules ask for the same few days thousands of times, and
 * one civil-time conversion costs more than the rest of a rule.
 */

/** An instant: ISO 8601 with `Z` or an offset, or whole milliseconds since 1970 as the tables keep it. */
export type Instant = string | number

/** One civil day of the store; its instants are in ms. */
export type StoreDay = {
  /** Days since 1970-01-01. */
  index: number
  /** YYYY-MM-DD */
  date: string
  startsAt: number
  /** The window: `opensAt` is inside, `closesAt` outside. */
  opensAt: number
  closesAt: number
  /** Hours for outgoing calls: the first instant inside, the last outside. */
  callsFromAt: number
  callsEndAt: number
}

const dayMs = 86_400_000
const keptDays = 20_000

/**
 * An instant in milliseconds.
 * @param instant ISO 8601 with `Z` or an offset (digits below the millisecond are dropped), or milliseconds
 * @throws RangeError when it is no instant, such as a time without an offset or February 30
 */
export function instantMs(instant: Instant): number {
  if (typeof instant === 'string') return Temporal.Instant.from(instant).epochMilliseconds
  if (Number.isSafeInteger(instant)) return instant
  throw new RangeError(`not an instant in milliseconds: ${instant}`)
}

/**
 * An instant for the border and the journal.
 * @param ms milliseconds since 1970
 * @returns ISO 8601 in UTC with milliseconds
 */
export function isoInstant(ms: number): string {
  return new Date(ms).toISOString()
}

/** Days, their windows and zone offsets of one policy. */
export class StoreTime {
  readonly #zone: string
  readonly #from: Temporal.PlainTime
  readonly #to: Temporal.PlainTime
  readonly #callsFrom: Temporal.PlainTime
  readonly #callsTo: Temporal.PlainTime
  readonly #days = new Map<number, StoreDay>()
  readonly #indexes = new Map<string, number>()
  #offset = 0

  constructor(policy: Policy) {
    this.#zone = policy.timeZone
    this.#from = Temporal.PlainTime.from(policy.window.from)
    this.#to = Temporal.PlainTime.from(policy.window.to)
    this.#callsFrom = Temporal.PlainTime.from(policy.contact.from)
    this.#callsTo = Temporal.PlainTime.from(policy.contact.to)
  }

  /**
   * A civil day by its number.
   * @param index days since 1970-01-01
   */
  day(index: number): StoreDay {
    const kept = this.#days.get(index)
    if (kept) return kept
    const date = new Temporal.PlainDate(1970, 1, 1).add({ days: index })
    const at = (plainTime?: Temporal.PlainTime) =>
      date.toZonedDateTime({ timeZone: this.#zone, plainTime }).epochMilliseconds
    const day = {
      index,
      date: date.toString(),
      startsAt: at(),
      opensAt: at(this.#from),
      closesAt: at(this.#to),
      callsFromAt: at(this.#callsFrom),
      callsEndAt: at(this.#callsTo),
    }
    if (this.#days.size >= keptDays) this.#days.clear()
    this.#days.set(index, day)
    return day
  }

  /**
   * The civil day in which an instant lies.
   * @param ms the instant in milliseconds
   */
  dayAt(ms: number): StoreDay {
    // Guess by the last offset that was right, then step: zones shift by hours at most.
    let day = this.day(Math.floor((ms + this.#offset) / dayMs))
    while (ms < day.startsAt) day = this.day(day.index - 1)
    for (let next = this.day(day.index + 1); ms >= next.startsAt; next = this.day(day.index + 1)) day = next
    this.#offset = day.index * dayMs - day.startsAt
    return day
  }

  /**
   * A civil day by its date.
   * @param date YYYY-MM-DD
   * @throws RangeError when the date is none
   */
  dayOn(date: string): StoreDay {
    const kept = this.#indexes.get(date)
    if (kept !== undefined) return this.day(kept)
    const index = new Temporal.PlainDate(1970, 1, 1).until(Temporal.PlainDate.from(date)).days
    if (this.#indexes.size >= keptDays) this.#indexes.clear()
    this.#indexes.set(date, index)
    return this.day(index)
  }
}

const storeTimes = new WeakMap<Policy, StoreTime>()

/**
 * The store's days under a policy, made once per policy object.
 * @param policy supplies `timeZone`, `window` and `contact`
 */
export function storeTimeOf(policy: Policy): StoreTime {
  const kept = storeTimes.get(policy)
  if (kept) return kept
  const storeTime = new StoreTime(policy)
  storeTimes.set(policy, storeTime)
  return storeTime
}
