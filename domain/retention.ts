import { Temporal } from 'temporal-polyfill'
import type { Policy } from './policy.ts'
import { type Instant, instantMs } from './store-time.ts'
import { storeDay } from './working-time.ts'

/**
 * Why a customer's data was erased (个人信息保护法, article 47): the retention time is over, the customer asked for it, or
 * took back the consent. A code and no text: after the erasure nothing may stand there that tells who it was.
 */
export const erasureBases = ['retention_over', 'customer_asked', 'consent_withdrawn'] as const
export type ErasureBasis = (typeof erasureBases)[number]

/** What must be over before a customer may be erased, in the order in which a person is told. */
export const erasureHindrances = ['erased', 'legal_hold', 'open_complaint', 'open_case', 'custody'] as const
export type ErasureHindrance = (typeof erasureHindrances)[number]

/** One person under all records that were made of them: the customer and every double together. */
export interface RetentionFacts {
  /** When the first record of them was made. */
  readonly since: Instant
  /** One per complaint: when it ended, null while it is open. */
  readonly complaints: readonly (Instant | null)[]
  /** One per refund or exchange case. */
  readonly cases: readonly (Instant | null)[]
  /** One per thing that they left at the desk: when they had it back, null while it is here. */
  readonly custody: readonly (Instant | null)[]
  /** 法律保全 on any of the records. */
  readonly legalHold: boolean
  readonly erased: boolean
}

/**
 * What stands in the way of erasing a customer, however old their records are.
 * @param facts the customer with all doubles
 * @returns nothing when nothing does
 */
export function hindrances(facts: RetentionFacts): ErasureHindrance[] {
  const isOpen = (ends: readonly (Instant | null)[]) => ends.includes(null)
  const standing: Readonly<Record<ErasureHindrance, boolean>> = {
    erased: facts.erased,
    legal_hold: facts.legalHold,
    open_complaint: isOpen(facts.complaints),
    open_case: isOpen(facts.cases),
    custody: isOpen(facts.custody),
  }
  return erasureHindrances.filter((each) => standing[each])
}

/**
 * The civil day in store time on which a customer's retention time is over (process section 14): that of the last end of
 * a complaint, a case or a custody, years later by the calendar (29 February becomes the 28th where there is none).
 * @param facts the customer with all doubles
 * @param policy supplies `retentionYears` and `timeZone`
 * @returns YYYY-MM-DD; null while something stands in the way
 */
export function erasureDueOn(facts: RetentionFacts, policy: Policy): string | null {
  if (hindrances(facts).length > 0) return null
  const ends = [...facts.complaints, ...facts.cases, ...facts.custody].flatMap((end) => end ?? [])
  const last = Math.max(instantMs(facts.since), ...ends.map(instantMs))
  const day = Temporal.PlainDate.from(storeDay(last, policy))
  return day.add({ years: policy.retentionYears }).toString()
}

/**
 * Must the customer be erased now?
 * @param facts the customer with all doubles
 * @param now the instant
 * @param policy supplies `retentionYears` and `timeZone`
 */
export function isErasureDue(facts: RetentionFacts, now: Instant, policy: Policy): boolean {
  const on = erasureDueOn(facts, policy)
  return on !== null && storeDay(now, policy) >= on
}

/**
 * No record of anybody that was made or ended after this civil day can be due: what need not be looked at.
 * @param now the instant
 * @param policy supplies `retentionYears` and `timeZone`
 * @returns the last instant of the youngest day that may be due, ms
 */
export function retentionCutoff(now: Instant, policy: Policy): number {
  const today = Temporal.PlainDate.from(storeDay(now, policy))
  // One day more than the calendar's: 28 February also stands for the 29th of a leap year.
  const last = today.subtract({ years: policy.retentionYears }).add({ days: 2 })
  return last.toZonedDateTime(policy.timeZone).epochMilliseconds
}
