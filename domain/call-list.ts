import type { ClockKind, ClockMs } from './clocks.ts'
import type { Policy } from './policy.ts'
import { storeTimeOf } from './store-time.ts'
import type { State } from './vocabulary.ts'

/** 待联系: who is to be called next, and why (process section 8). Instants are milliseconds. */

/** Why a customer is to be called; at the same instant in this order. */
export const callReasons = [
  'promise',
  'first_contact',
  'major_call_back',
  'communicate',
  'progress_word',
  'return_visit',
] as const
export type CallReason = (typeof callReasons)[number]

export interface CallCause {
  readonly code: CallReason
  readonly dueAt: number
  /** What was promised; empty for a clock. */
  readonly what: string
}

/** Clocks that a call stops. */
const called: Partial<Record<ClockKind, CallReason>> = {
  first_contact: 'first_contact',
  major_call_back: 'major_call_back',
  progress_word: 'progress_word',
  return_visit: 'return_visit',
}

function causeOf(clock: ClockMs, state: State): CallCause | null {
  if (clock.stopped !== null) return null
  // The reply waits for a call only when there is a signed text to tell.
  const code = clock.kind === 'reply' && state === 'signed' ? 'communicate' : called[clock.kind]
  return code === undefined ? null : { code, dueAt: clock.due, what: '' }
}

/** What a call-back that was promised says. */
export interface PromisedCall {
  readonly dueAt: number
  readonly what: string
}

/**
 * Why the customer of a complaint or case is to be called.
 * @param clocks of the complaint; none for a case
 * @param state of the complaint; null for a case
 * @param promises call-backs that were promised and are still open
 * @param until promises that are due later wait for their day, ms
 * @returns the first to fall due first; empty when nobody needs to call
 */
export function callCauses(
  clocks: readonly ClockMs[],
  state: State | null,
  promises: readonly PromisedCall[],
  until: number,
): CallCause[] {
  const byClock = state === null ? [] : clocks.flatMap((clock) => causeOf(clock, state) ?? [])
  const promised = promises
    .filter((promise) => promise.dueAt <= until)
    .map(({ dueAt, what }): CallCause => ({ code: 'promise', dueAt, what }))
  return [...byClock, ...promised].sort(byDue)
}

function byDue(one: CallCause, other: CallCause): number {
  return one.dueAt - other.dueAt || callReasons.indexOf(one.code) - callReasons.indexOf(other.code)
}

/** So long before an agreed hour its call is on the list again. */
const aroundHourMs = 30 * 60_000

/**
 * Until when a matter waits because of what its last contact left: after an unanswered attempt until the time of the next
 * one, after a word until shortly before the hour that was agreed; a first contact or call-back that is still owed does not
 * wait for an agreed hour.
 * @param last the last contact that is no nuisance; null without one
 * @param causes why the customer is to be called
 * @param now instant, ms
 * @returns instant, ms; null where nothing is to be waited for
 */
export function waitsUntil(
  last: { readonly broughtWord: boolean; readonly nextAt: number | null } | null,
  causes: readonly CallCause[],
  now: number,
): number | null {
  if (last === null || last.nextAt === null) return null
  if (!last.broughtWord) return last.nextAt > now ? last.nextAt : null
  const owed = causes.some(({ code }) => code === 'first_contact' || code === 'major_call_back')
  const until = last.nextAt - aroundHourMs
  return owed || until <= now ? null : until
}

/** One customer to be called about one matter. */
export interface CallEntry {
  readonly number: string
  /** Never empty. */
  readonly causes: readonly CallCause[]
  readonly permission: { readonly allowed: boolean }
  /** When it is allowed next; null where no hour would be. */
  readonly nextAllowedAt: number | null
  /** As `waitsUntil` says. */
  readonly waitsUntil: number | null
}

function byFirstCause(one: CallEntry, other: CallEntry): number {
  const [first, second] = [one.causes[0], other.causes[0]]
  const apart = first === undefined || second === undefined ? 0 : byDue(first, second)
  return apart || one.number.localeCompare(other.number)
}

/**
 * The call list in its order: who may be called now by what falls due first, below them who may not, by when they may; those
 * whom nobody may call last.
 * @param entries what is to be called
 */
export function callList<E extends CallEntry>(entries: readonly E[]): { ready: E[]; blocked: E[] } {
  const isReady = (entry: E) => entry.permission.allowed && entry.waitsUntil === null
  const ready = entries.filter(isReady)
  const blocked = entries.filter((entry) => !isReady(entry))
  const at = (entry: E) => Math.max(entry.nextAllowedAt ?? Number.MAX_SAFE_INTEGER, entry.waitsUntil ?? 0)
  return {
    ready: ready.sort(byFirstCause),
    blocked: blocked.sort((one, other) => at(one) - at(other) || byFirstCause(one, other)),
  }
}

const hourMs = 3_600_000
const fiveMinutesMs = 300_000

/**
 * When somebody whom nobody reached is usually tried again: an hour later, at the next five minutes, within the hours for
 * calls; else when these next begin.
 * @param now instant, ms
 * @param policy supplies the hours and the time zone
 * @returns instant, ms
 */
export function nextAttemptAt(now: number, policy: Policy): number {
  const storeTime = storeTimeOf(policy)
  const later = Math.ceil((now + hourMs) / fiveMinutesMs) * fiveMinutesMs
  const today = storeTime.dayAt(now)
  if (later < today.callsEndAt) return Math.max(later, today.callsFromAt)
  return storeTime.day(today.index + 1).callsFromAt
}
