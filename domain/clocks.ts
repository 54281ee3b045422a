import { isFestivalDay } from './calendar.ts'
import { afterHolds, type Due, windowMinutesOutside, workingDaysOutside } from './held-time.ts'
import type { Policy } from './policy.ts'
import { elapsedOutside, type Hold, holdSpans, type Span } from './spans.ts'
import { type Instant, instantMs, isoInstant, storeTimeOf } from './store-time.ts'
import type { Level } from './vocabulary.ts'
import { civilDaysAfter, closingOn, nextOpeningMs, storeDay, windowMinutesAfterMs } from './working-time.ts'

/** Every clock of process section 6, computed from the facts of a complaint, a case or the desk. */

export const clockKinds = [
  'accept',
  'first_contact',
  'major_call_back',
  'handling',
  'department_answer',
  'signature',
  'reply',
  'on_site',
  'execution',
  'refund_money',
  'return_visit',
  'progress_word',
  'official_sheet',
  'desk_manned',
] as const
export type ClockKind = (typeof clockKinds)[number]

/** One clock. Instants are ISO 8601 in UTC. */
export type Clock = {
  kind: ClockKind
  startedAt: string
  /** When it must have ended; what was done at that very instant is in time. */
  dueAt: string
  /** The due instant rests on a year whose official calendar nobody knows yet. */
  provisional: boolean
  /** When it was stopped, by what it waits for or by the end of the complaint; null while it runs. */
  stoppedAt: string | null
  /** For refund money: from when on the delay is a breach. */
  breachAt: string | null
}

/** A clock in milliseconds, for who computes tens of thousands of them. */
export type ClockMs = {
  readonly kind: ClockKind
  readonly start: number
  readonly due: number
  readonly provisional: boolean
  /** null while it runs. */
  readonly stopped: number | null
}

type Maybe = Instant | null | undefined

/** Something with a beginning and, once it is done, an end. */
export type Task = { startedAt: Instant; doneAt?: Maybe }

/** What the clocks of one complaint depend on. A missing or null fact has not happened. */
export type ClockFacts = {
  level: Level
  transferredAt: Instant
  receivedAt: Instant
  acceptedAt?: Maybe
  /** The last reopening: the long clocks (handling, reply) start anew from it. */
  reopenedAt?: Maybe
  /** Every instant at which the customer was reached. */
  reachedAt?: readonly Instant[] | null
  /** Every contact towards the customer that told of progress, reached or not; a message is enough. */
  wordsAt?: readonly Instant[] | null
  /** When the level became 4 or 5 last; null while it is lower, or when it was so from the start. */
  majorSince?: Maybe
  /** Execution complete, accepted with nothing to execute, or ended. */
  resolvedAt?: Maybe
  endedAt?: Maybe
  holds?: readonly Hold[] | null
  /** The customer agreed to a later date (延期告知): the department's new date, YYYY-MM-DD. */
  postponedTo?: string | null
  /** The work contact sheet that is open, or the last one; `dueAt` where the handler set the due time. */
  dispatch?: (Task & { dueAt?: Maybe }) | null
  /** Submitted for signature; done when signed or returned. */
  signature?: Task | null
  /** Communicated or settled, in this life of the complaint. */
  repliedAt?: Maybe
  /** Agreed repairs at the customer's home. */
  onSite?: readonly Task[] | null
  /** The customer accepted; `dueAt` as signed, where the resolution says when. */
  execution?: (Task & { dueAt?: Maybe }) | null
  /** Executed; done with the survey. */
  returnVisit?: Task | null
  /** A sheet from an authority with the date on it, YYYY-MM-DD. */
  officialSheet?: (Task & { dueOn: string }) | null
}

/** The policy in force at an instant (ms): a running clock keeps the version of its start. */
export type PolicyAt = (ms: number) => Policy

const hourMs = 3_600_000

/** What one computation shares: the holds, and the policy of each start. */
type Context = { policyAt: PolicyAt; holds: Span[]; ended: number | null }

/**
 * All clocks of a complaint that have started, in the order of process section 6.
 * @param facts what has happened
 * @param now ISO 8601 or milliseconds; a hold without an end stands until then
 * @param policyAt the policy in force at an instant, or one policy for all
 * @returns the clocks, running and stopped
 * @throws RangeError when an instant or a date is none
 */
export function complaintClocks(facts: ClockFacts, now: Instant, policyAt: PolicyAt | Policy): Clock[] {
  return complaintClocksMs(facts, now, policyAt).map(inWords)
}

/** `complaintClocks` in milliseconds. */
export function complaintClocksMs(facts: ClockFacts, now: Instant, policyAt: PolicyAt | Policy): ClockMs[] {
  const context = contextOf(facts.holds, known(facts.endedAt), now, policyAt)
  return [
    acceptClock(facts, context),
    firstContactClock(facts, context),
    majorCallBackClock(facts, context),
    handlingClock(facts, context),
    departmentAnswerClock(facts, context),
    signatureClock(facts, context),
    replyClock(facts, context),
    ...(facts.onSite ?? []).map((task) => onSiteClock(task, context)),
    executionClock(facts, context),
    returnVisitClock(facts, context),
    progressWordClock(facts, context),
    officialSheetClock(facts, context),
  ].filter((clock) => clock !== null)
}

/**
 * When the customer must have the reply: working days from receipt (or the reopening), held ones added; or the later date
 * to which the customer agreed (process sections 3 and 6).
 * @param start where the clock began, ms
 * @param holds joined spans in order, each with an end (`holdSpans`)
 * @param postponedTo the agreed civil date (延期告知), YYYY-MM-DD in store time
 * @param policy days, window and calendar
 */
export function replyDue(
  start: number,
  holds: readonly Span[],
  postponedTo: string | null,
  policy: Policy,
): Due {
  return postponed(workingDaysOutside(start, policy.clocks.replyDays, policy, holds), postponedTo, policy)
}

/** What the money clock of a refund depends on. */
export type RefundFacts = { goodsReceivedAt: Instant; paidAt?: Maybe; holds?: readonly Hold[] | null }

/**
 * The clock of money that is due after returned goods came in (process section 6).
 * @param facts when the goods came, when the money was paid, holds for the customer's part
 * @param now ISO 8601 or milliseconds; a hold without an end stands until then
 * @param policyAt the policy in force at an instant, or one policy for all
 * @returns the clock, with the instant from which on the delay is a breach
 * @throws RangeError when an instant is none
 */
export function refundMoneyClock(facts: RefundFacts, now: Instant, policyAt: PolicyAt | Policy): Clock {
  const context = contextOf(facts.holds, null, now, policyAt)
  const start = instantMs(facts.goodsReceivedAt)
  const policy = context.policyAt(start)
  const due = (days: number) =>
    afterHolds(start, Date.parse(civilDaysAfter(start, days, policy)), context.holds)
  const clock = clockOf(
    'refund_money',
    start,
    due(policy.clocks.refundMoneyDays),
    known(facts.paidAt),
    context,
  )
  return { ...inWords(clock), breachAt: isoInstant(due(policy.clocks.refundMoneyBreachDays)) }
}

/**
 * The clock of a desk at which nobody is signed in (process section 6). It counts in the window only.
 * @param unmannedSince when the last person signed out, ISO 8601 or milliseconds
 * @param signedInAt when somebody signed in again, null while nobody has
 * @param policy supplies window and minutes
 * @throws RangeError when an instant is none
 */
export function deskMannedClock(unmannedSince: Instant, signedInAt: Maybe, policy: Policy): Clock {
  const start = nextOpeningMs(instantMs(unmannedSince), policy)
  const due = windowMinutesAfterMs(start, policy.clocks.deskMannedMinutes, policy)
  const context = { policyAt: () => policy, holds: [], ended: null }
  return inWords(clockOf('desk_manned', start, due, known(signedInAt), context))
}

export type ClockStatus = 'calm' | 'soon' | 'late'

function acceptClock(facts: ClockFacts, context: Context): ClockMs {
  const start = instantMs(facts.transferredAt)
  const policy = context.policyAt(start)
  const due = windowMinutesAfterMs(start, policy.clocks.acceptMinutes, policy)
  // A complaint that was reopened is beyond acceptance.
  return clockOf('accept', start, due, earliest(known(facts.acceptedAt), known(facts.reopenedAt)), context)
}

function firstContactClock(facts: ClockFacts, context: Context): ClockMs | null {
  const start = known(facts.acceptedAt)
  if (start === null) return null
  const policy = context.policyAt(start)
  const { firstContactMinutes, firstContactFestivalMinutes } = policy.clocks
  const minutes = isFestivalDay(storeDay(start, policy), policy)
    ? firstContactFestivalMinutes
    : firstContactMinutes
  const due = windowMinutesAfterMs(start, minutes, policy)
  return clockOf('first_contact', start, due, firstSince(start, facts.reachedAt), context)
}

function majorCallBackClock(facts: ClockFacts, context: Context): ClockMs | null {
  if (facts.level < 4) return null
  const start = known(facts.majorSince) ?? instantMs(facts.transferredAt)
  const hours = context.policyAt(start).clocks.majorCallBackHours
  const due = elapsedOutside(start, hours * hourMs, context.holds)
  return clockOf('major_call_back', start, due, firstSince(start, facts.reachedAt), context)
}

function handlingClock(facts: ClockFacts, context: Context): ClockMs {
  const life = known(facts.reopenedAt) ?? instantMs(facts.transferredAt)
  const start = facts.level >= 4 ? Math.max(life, known(facts.majorSince) ?? life) : life
  const hours = context.policyAt(start).clocks.handlingHours[facts.level]
  const due = elapsedOutside(start, hours * hourMs, context.holds)
  return clockOf('handling', start, due, known(facts.resolvedAt), context)
}

function departmentAnswerClock({ dispatch, postponedTo }: ClockFacts, context: Context): ClockMs | null {
  if (!dispatch) return null
  const start = instantMs(dispatch.startedAt)
  const policy = context.policyAt(start)
  const given = known(dispatch.dueAt)
  const due =
    given === null
      ? workingDaysOutside(start, policy.clocks.departmentAnswerDays, policy, context.holds)
      : { at: given, provisional: false }
  return clockOf(
    'department_answer',
    start,
    postponed(due, postponedTo, policy),
    known(dispatch.doneAt),
    context,
  )
}

function signatureClock({ signature }: ClockFacts, context: Context): ClockMs | null {
  if (!signature) return null
  const start = instantMs(signature.startedAt)
  const policy = context.policyAt(start)
  const minutes = policy.clocks.signatureHours * 60
  const due = windowMinutesOutside(start, minutes, policy, context.holds)
  return clockOf('signature', start, due, known(signature.doneAt), context)
}

function replyClock(facts: ClockFacts, context: Context): ClockMs {
  const start = known(facts.reopenedAt) ?? instantMs(facts.receivedAt)
  const due = replyDue(start, context.holds, facts.postponedTo ?? null, context.policyAt(start))
  return clockOf('reply', start, due, known(facts.repliedAt), context)
}

function onSiteClock(task: Task, context: Context): ClockMs {
  const start = instantMs(task.startedAt)
  const hours = context.policyAt(start).clocks.onSiteHours
  const due = elapsedOutside(start, hours * hourMs, context.holds)
  return clockOf('on_site', start, due, known(task.doneAt), context)
}

function executionClock({ execution }: ClockFacts, context: Context): ClockMs | null {
  if (!execution) return null
  const start = instantMs(execution.startedAt)
  const policy = context.policyAt(start)
  const plain =
    known(execution.dueAt) ?? Date.parse(civilDaysAfter(start, policy.clocks.executionDays, policy))
  return clockOf(
    'execution',
    start,
    afterHolds(start, plain, context.holds),
    known(execution.doneAt),
    context,
  )
}

function returnVisitClock({ returnVisit }: ClockFacts, context: Context): ClockMs | null {
  if (!returnVisit) return null
  const start = instantMs(returnVisit.startedAt)
  const policy = context.policyAt(start)
  const due = workingDaysOutside(start, policy.clocks.returnVisitDays, policy, context.holds)
  return clockOf('return_visit', start, due, known(returnVisit.doneAt), context)
}

/**
 * Progress is told daily while a department has the complaint and it is open for more than a day: the day after the last
 * word is due at the end of the call hours. The word moves the clock on; the answer stops it.
 */
function progressWordClock(facts: ClockFacts, context: Context): ClockMs | null {
  const { dispatch } = facts
  if (!dispatch) return null
  const received = instantMs(facts.receivedAt)
  const policy = context.policyAt(received)
  const open = received + policy.clocks.progressAfterHours * hourMs
  const start = Math.max(open, instantMs(dispatch.startedAt))
  const answered = known(dispatch.doneAt)
  const over = earliest(answered, context.ended)
  if (over !== null && over <= start) return null
  const storeTime = storeTimeOf(policy)
  const callsEnd = (index: number) => storeTime.day(index).callsEndAt
  const words = (facts.wordsAt ?? []).map(instantMs)
  const lastWordDay = Math.max(...words.map((word) => storeTime.dayAt(word).index))
  const firstDay = storeTime.dayAt(start).index
  const callsOver = start >= callsEnd(firstDay) ? 1 : 0
  const due = callsEnd(Math.max(firstDay + callsOver, lastWordDay + 1))
  return clockOf('progress_word', start, due, answered, context)
}

/** The authority's date is not the desk's to move: holds do not count. */
function officialSheetClock({ officialSheet }: ClockFacts, context: Context): ClockMs | null {
  if (!officialSheet) return null
  const start = instantMs(officialSheet.startedAt)
  const due = Date.parse(closingOn(officialSheet.dueOn, context.policyAt(start)))
  return clockOf('official_sheet', start, due, known(officialSheet.doneAt), context)
}

function contextOf(
  holds: readonly Hold[] | null | undefined,
  ended: number | null,
  now: Instant,
  policyAt: PolicyAt | Policy,
): Context {
  const nowMs = instantMs(now)
  const standing = (holds ?? []).map(({ from, to }) => ({ from, to: to ?? Math.max(nowMs, instantMs(from)) }))
  return {
    policyAt: typeof policyAt === 'function' ? policyAt : () => policyAt,
    holds: holdSpans(standing, Number.POSITIVE_INFINITY),
    ended,
  }
}

function clockOf(
  kind: ClockKind,
  start: number,
  due: number | Due,
  stopped: number | null,
  context: Context,
): ClockMs {
  const { at, provisional } = typeof due === 'number' ? { at: due, provisional: false } : due
  return { kind, start, due: at, provisional, stopped: earliest(stopped, context.ended) }
}

/** For the border: instants in ISO 8601. */
function inWords({ kind, start, due, provisional, stopped }: ClockMs): Clock {
  return {
    kind,
    startedAt: isoInstant(start),
    dueAt: isoInstant(due),
    provisional,
    stoppedAt: stopped === null ? null : isoInstant(stopped),
    breachAt: null,
  }
}

/** The later of the due instant and the closing on the date to which the customer agreed. */
function postponed(due: Due, date: string | null | undefined, policy: Policy): Due {
  if (!date) return due
  const agreed = Date.parse(closingOn(date, policy))
  return agreed > due.at ? { at: agreed, provisional: false } : due
}

function known(instant: Maybe): number | null {
  return instant === null || instant === undefined ? null : instantMs(instant)
}

function earliest(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other
  return Math.min(one, other)
}

function firstSince(start: number, instants: readonly Instant[] | null | undefined): number | null {
  const since = (instants ?? []).map(instantMs).filter((at) => at >= start)
  return since.length === 0 ? null : Math.min(...since)
}
