import { z } from 'zod'
import type { Policy } from './policy.ts'
import { storeTimeOf } from './store-time.ts'
import { isInWindow, storeDay } from './working-time.ts'

/** When and how often a customer may be called (process section 8). */

export const contactGuardFactsSchema = z.object({
  direction: z.enum(['in', 'out']),
  /** Only calls are limited; a message or a letter wakes nobody. */
  channel: z.enum(['phone', 'in_person', 'message', 'letter', 'other']).default('phone'),
  /** ISO 8601 with its offset, or milliseconds. */
  at: z.union([z.iso.datetime({ offset: true }), z.int()]),
  /** Outgoing calls of the day to this customer, by all staff, for all complaints and cases, to all numbers. */
  outgoingTodayAt: z.array(z.union([z.iso.datetime({ offset: true }), z.int()])).default([]),
  doNotCall: z.boolean().default(false),
  /** The first contact of a fresh complaint: it may use the whole window. */
  firstContact: z.boolean().default(false),
  /** The customer asked to be called at this hour. */
  askedFor: z.boolean().default(false),
})

/** Why a call is refused; the first that holds is named. Do-not-call is never overridden. */
export const contactRefusals = ['do_not_call', 'outside_hours', 'too_many_today'] as const
export type ContactRefusal = (typeof contactRefusals)[number]

export interface ContactPermission {
  readonly allowed: boolean
  readonly reason: ContactRefusal | null
  readonly warning: 'last_call_today' | null
  /** The manager may override with a reason (process section 8). */
  readonly overridable: boolean
}

const ms = (instant: string | number) => (typeof instant === 'number' ? instant : Date.parse(instant))

function refused(reason: ContactRefusal): ContactPermission {
  return { allowed: false, reason, warning: null, overridable: reason !== 'do_not_call' }
}

/**
 * May the customer be called now (process section 8)?
 * @param given the call and the calls of the day before it
 * @param policy supplies `contact`, `window` and `timeZone`
 * @returns allowed or not, with the reason, and a warning on the last call of the day
 * @throws z.ZodError when the facts are not of their form
 */
export function mayContact(
  given: z.input<typeof contactGuardFactsSchema>,
  policy: Policy,
): ContactPermission {
  const facts = contactGuardFactsSchema.parse(given)
  const allowed: ContactPermission = { allowed: true, reason: null, warning: null, overridable: false }
  if (facts.direction === 'in' || facts.channel !== 'phone') return allowed
  if (facts.doNotCall) return refused('do_not_call')
  const at = ms(facts.at)
  const inHours =
    facts.askedFor || isInCallHours(at, policy) || (facts.firstContact && isInWindow(at, policy))
  if (!inHours) return refused('outside_hours')
  const today = storeDay(at, policy)
  const calls = facts.outgoingTodayAt.filter((call) => storeDay(ms(call), policy) === today).length
  if (calls >= policy.contact.maxPerDay) return refused('too_many_today')
  return calls + 1 === policy.contact.maxPerDay ? { ...allowed, warning: 'last_call_today' } : allowed
}

function isInCallHours(at: number, policy: Policy): boolean {
  const day = storeTimeOf(policy).dayAt(at)
  return at >= day.callsFromAt && at < day.callsEndAt
}

const longestSearchDays = 366

/**
 * When the customer may next be called (process section 8).
 * @param given the call as it would be made at `at`, and the calls of the day before it
 * @param policy supplies `contact`, `window` and `timeZone`
 * @returns instant, ms: `at` itself where it is allowed, else the first allowed one after it; null where no hour would be
 * @throws z.ZodError when the facts are not of their form
 */
export function nextCallAt(given: z.input<typeof contactGuardFactsSchema>, policy: Policy): number | null {
  const facts = contactGuardFactsSchema.parse(given)
  const at = ms(facts.at)
  if (mayContact(given, policy).allowed) return at
  if (facts.doNotCall) return null
  const storeTime = storeTimeOf(policy)
  const today = storeTime.dayAt(at).index
  for (let index = today; index <= today + longestSearchDays; index += 1) {
    const { callsFromAt, opensAt } = storeTime.day(index)
    const hours = facts.firstContact ? Math.min(callsFromAt, opensAt) : callsFromAt
    const begins = Math.max(hours, at)
    if (mayContact({ ...given, askedFor: false, at: begins }, policy).allowed) return begins
  }
  return null
}
