import { z } from 'zod'
import { isFestivalDay } from './calendar.ts'
import type { Policy } from './policy.ts'
import { elapsedOutside, holdSpans, isWithin, knownBy, type Span } from './spans.ts'
import { instantMs, isoInstant, storeTimeOf } from './store-time.ts'
import type { Level } from './vocabulary.ts'
import { isInWindow, nextOpeningMs, windowMinutesAfterMs } from './working-time.ts'

/**
 * Levels that rise by themselves (process section 5). Everything is computed from the facts of one complaint, so the
 * answer is the same whether the desk was on or off, computed at once or in steps.
 */

const instant = z.union([z.iso.datetime({ offset: true }), z.int()])
const level = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)])

export const raiseRules = ['unaccepted', 'no_contact', 'unresolved_general', 'unresolved_urgent'] as const
export type RaiseRule = (typeof raiseRules)[number]

const raiseSchema = z.object({ at: instant, from: level, to: level, rule: z.enum(raiseRules) })

/** One raise: the instant it fell due (ISO 8601, UTC), the levels before and after, and the rule. */
export type LevelRaise = Omit<z.infer<typeof raiseSchema>, 'at'> & { at: string }

/** A raise as it is computed: its instant in milliseconds. */
export type RaiseMs = Omit<LevelRaise, 'at'> & { at: number }

/** The facts of one complaint that its level depends on. A missing or null fact has not happened. */
export const levelTimelineSchema = z.object({
  /** Level at registration. */
  level,
  /** When it entered this store's queue. */
  transferredAt: instant,
  acceptedAt: instant.nullish(),
  /** After acceptance: the customer was reached and the matter talked through. */
  firstContactAt: instant.nullish(),
  /** Incoming calls. */
  customerCallsAt: z.array(instant).nullish(),
  /** Holds for the customer's part. */
  holds: z.array(z.object({ from: instant, to: instant.nullish() })).nullish(),
  /** Execution complete, accepted with nothing to execute, or ended; the last time that was so. */
  resolvedAt: instant.nullish(),
  /** Levels set by a person or by another rule of the process ("becomes at least major"). */
  manualLevels: z.array(z.object({ at: instant, level })).nullish(),
  /** Earlier resolutions and the reopenings that followed them. */
  reopenings: z.array(z.object({ resolvedAt: instant, reopenedAt: instant })).nullish(),
  /** Raises that were recorded before. They stand, and nothing else is raised at or before the last of them. */
  recorded: z.array(raiseSchema).nullish(),
  /** Nothing is raised at or before this instant, such as the merge that gave the complaint an earlier start. */
  computedFrom: instant.nullish(),
})
export type LevelTimeline = z.infer<typeof levelTimelineSchema>

const hourMs = 3_600_000
/** Beyond every span of a policy: ten years and more. */
const farHours = 100_000

/** The timeline in milliseconds, as far as it is known by `until`. */
type Facts = {
  until: number
  startsAt: number
  acceptedAt: number | null
  contactAt: number | null
  callsAt: number[]
  holds: Span[]
  resolved: Span[]
  reopenedAt: number[]
  manual: { at: number; level: Level }[]
  recorded: RaiseMs[]
  computedFrom: number
  /** Nothing new is raised at or before this instant. */
  settledUntil: number
}

/** Where a rule of the [unresolved_*] pair counts from, and whether it has fired since. */
type Unresolved = { rule: RaiseRule; at: Level; hours: number; due: number; spent: boolean }

/**
 * All automatic raises of one complaint up to an instant (process section 5).
 * @param timeline the facts of the complaint; those after `until` are ignored
 * @param until ISO 8601 or milliseconds, inclusive
 * @param policy supplies window, calendar, `entriesOutsideWindow`, `levelRulesDuringHold`, `raises` and the minutes of
 *   the first contact
 * @returns the raises in order, those recorded before included
 * @throws RangeError when an instant is none
 */
export function levelRaises(timeline: LevelTimeline, until: string | number, policy: Policy): LevelRaise[] {
  return raisesUntil(timeline, instantMs(until), policy).map((raise) => ({
    ...raise,
    at: isoInstant(raise.at),
  }))
}

function raisesUntil(timeline: LevelTimeline, until: number, policy: Policy): RaiseMs[] {
  const facts = factsBy(timeline, until, policy)
  if (facts === null) return []
  const steps = unacceptedSteps(facts, policy)
  const noContactAt = noContactMoment(facts, policy)
  const unresolved = unresolvedRules(facts, policy)
  const raises: RaiseMs[] = []
  let current: Level = timeline.level

  const raise = (at: number, to: Level, rule: RaiseRule) => {
    raises.push({ at, from: current, to, rule })
    current = to
  }

  for (const at of decisiveInstants(facts, steps, noContactAt, unresolved)) {
    // Facts come before raises of the same instant.
    current = facts.manual.findLast((each) => each.at === at)?.level ?? current
    if (facts.reopenedAt.includes(at)) startAgain(unresolved, at, facts)
    for (const stood of facts.recorded.filter((each) => each.at === at)) {
      raises.push(stood)
      current = highest(current, stood.to)
      for (const each of unresolved) each.spent ||= each.rule === stood.rule
    }
    if (at <= facts.settledUntil || isWithin(at, facts.resolved)) continue

    if (steps.has(at) && current < 4) raise(at, oneHigher(current), 'unaccepted')
    if (at === noContactAt && current === 1) raise(at, 3, 'no_contact')
    if (isWithin(at, facts.holds)) continue
    for (const each of unresolved) {
      if (each.spent || at < each.due || current !== each.at) continue
      each.spent = true
      raise(at, oneHigher(current), each.rule)
    }
  }
  return raises
}

/**
 * The next raise if nothing more happens, so that the desk can sleep until then.
 * @param timeline the facts of the complaint
 * @param after ISO 8601 or milliseconds: only raises later than this
 * @param policy as for `levelRaises`
 * @returns the raise, or null when none is to come
 * @throws RangeError when an instant is none
 */
export function nextLevelRaise(
  timeline: LevelTimeline,
  after: string | number,
  policy: Policy,
): LevelRaise | null {
  const { next } = raisesAround(timeline, instantMs(after), policy)
  return next === null ? null : { ...next, at: isoInstant(next.at) }
}

/**
 * Raises that are due and the next one to come if nothing more happens, from one computation: whoever looks at many
 * complaints asks for both.
 * @param timeline the facts of the complaint, none of them after `now` but the ends of holds
 * @param now milliseconds
 * @param policy as for `levelRaises`
 * @returns raises up to `now` in milliseconds, those recorded before included, and the next one or null
 * @throws RangeError when an instant is none
 */
export function raisesAround(
  timeline: LevelTimeline,
  now: number,
  policy: Policy,
): { due: RaiseMs[]; next: RaiseMs | null } {
  const farMs = Math.max(now, instantMs(timeline.transferredAt)) + farHours * hourMs
  const all = raisesUntil(timeline, farMs, policy)
  const later = all.findIndex(({ at }) => at > now)
  return later < 0 ? { due: all, next: null } : { due: all.slice(0, later), next: all[later] ?? null }
}

/** The facts known by `until`; null when no rule applies: not transferred yet, or exempt. */
function factsBy(timeline: LevelTimeline, until: number, policy: Policy): Facts | null {
  const transferredAt = instantMs(timeline.transferredAt)
  if (transferredAt > until) return null
  if (policy.entriesOutsideWindow === 'exempt' && !isInWindow(transferredAt, policy)) return null

  const resolved = (timeline.reopenings ?? [])
    .map(({ resolvedAt, reopenedAt }) => ({ from: instantMs(resolvedAt), to: instantMs(reopenedAt) }))
    .filter(({ from }) => from <= until)
  const resolvedAt = knownBy(timeline.resolvedAt, until)
  if (resolvedAt !== null) resolved.push({ from: resolvedAt, to: Number.POSITIVE_INFINITY })

  const recorded = (timeline.recorded ?? [])
    .map((raise) => ({ ...raise, at: instantMs(raise.at) }))
    .filter(({ at }) => at <= until)
  const computedFrom = knownBy(timeline.computedFrom, until) ?? Number.NEGATIVE_INFINITY

  return {
    until,
    startsAt: nextOpeningMs(transferredAt, policy),
    acceptedAt: knownBy(timeline.acceptedAt, until),
    contactAt: knownBy(timeline.firstContactAt, until),
    callsAt: (timeline.customerCallsAt ?? []).map(instantMs).filter((at) => at <= until),
    holds: policy.levelRulesDuringHold === 'pause' ? holdSpans(timeline.holds, until) : [],
    resolved,
    reopenedAt: resolved.map(({ to }) => to).filter((at) => at <= until),
    manual: (timeline.manualLevels ?? [])
      .map(({ at, level }) => ({ at: instantMs(at), level }))
      .filter(({ at }) => at <= until),
    recorded,
    computedFrom,
    settledUntil: Math.max(computedFrom, ...recorded.map(({ at }) => at)),
  }
}

/** Every instant at which a level may change, in order and within `until`. */
function decisiveInstants(
  facts: Facts,
  steps: ReadonlySet<number>,
  noContactAt: number | null,
  unresolved: readonly Unresolved[],
): number[] {
  const instants = new Set(steps)
  if (noContactAt !== null) instants.add(noContactAt)
  for (const { at } of [...facts.manual, ...facts.recorded]) instants.add(at)
  for (const { to } of facts.holds) instants.add(to)
  for (const at of facts.reopenedAt) instants.add(at)
  for (const from of [facts.startsAt, ...facts.reopenedAt]) {
    for (const { hours } of unresolved) instants.add(elapsedOutside(from, hours * hourMs, facts.holds))
  }
  return [...instants].filter((at) => at <= facts.until).sort((one, other) => one - other)
}

/** The ends of the window hours in which nobody accepted. A reopened complaint is beyond acceptance. */
function unacceptedSteps(facts: Facts, policy: Policy): Set<number> {
  const steps = new Set<number>()
  // Facts come first: acceptance at the very end of an hour is in time.
  const last = Math.min(
    facts.until,
    (facts.acceptedAt ?? Number.POSITIVE_INFINITY) - 1,
    Math.min(...facts.resolved.map(({ from }) => from)) - 1,
  )
  // Three steps lead from any level to 4; more of them matter only where a person may have lowered it in between.
  const lastChange = Math.max(facts.settledUntil, ...facts.manual.map(({ at }) => at))
  const start = facts.startsAt
  for (let at = start, climbing = 0; climbing < 3; ) {
    at = windowMinutesAfterMs(at, policy.raises.unacceptedMinutes, policy)
    if (at > last) break
    steps.add(at)
    if (at > lastChange) climbing += 1
  }
  return steps
}

/** When the first contact is overdue and the customer has called often enough, if no contact came before. */
function noContactMoment({ acceptedAt, contactAt, callsAt, startsAt }: Facts, policy: Policy): number | null {
  if (acceptedAt === null) return null
  const calls = callsAt.filter((at) => at >= acceptedAt).sort((one, other) => one - other)
  const decisiveCall = calls[policy.raises.noContactCalls - 1]
  if (decisiveCall === undefined) return null
  const { firstContactMinutes, firstContactFestivalMinutes } = policy.clocks
  const festival = isFestivalDay(storeTimeOf(policy).dayAt(acceptedAt).date, policy)
  const minutes = festival ? firstContactFestivalMinutes : firstContactMinutes
  const overdueAt = windowMinutesAfterMs(Math.max(acceptedAt, startsAt), minutes, policy)
  const moment = Math.max(overdueAt, decisiveCall)
  return contactAt !== null && contactAt <= moment ? null : moment
}

function unresolvedRules(facts: Facts, policy: Policy): [Unresolved, Unresolved] {
  const { unresolvedGeneralHours, unresolvedUrgentHours } = policy.raises
  const rule = (name: RaiseRule, at: Level, hours: number): Unresolved => {
    const due = elapsedOutside(facts.startsAt, hours * hourMs, facts.holds)
    return { rule: name, at, hours, due, spent: due <= facts.computedFrom }
  }
  return [
    rule('unresolved_general', 2, unresolvedGeneralHours),
    rule('unresolved_urgent', 3, unresolvedUrgentHours),
  ]
}

/** After a reopening both rules count from it and may fire once more. */
function startAgain(unresolved: readonly Unresolved[], at: number, facts: Facts): void {
  for (const each of unresolved) {
    each.due = elapsedOutside(at, each.hours * hourMs, facts.holds)
    each.spent = false
  }
}

function oneHigher(level: Level): Level {
  if (level === 1) return 2
  return level === 2 ? 3 : 4
}

function highest(one: Level, other: Level): Level {
  return one > other ? one : other
}
