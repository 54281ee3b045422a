import { and, asc, desc, eq, sql } from 'drizzle-orm'
import type { Drizzle } from '../../../db/open.ts'
import * as t from '../../../db/schema.ts'
import type { Clock, ClockFacts, PolicyAt } from '../../../domain/clocks.ts'
import { firstToEnd } from '../../../domain/clocks.ts'
import { isResolved } from '../../../domain/complaint/judge.ts'
import type { LevelRaise, LevelTimeline, RaiseRule } from '../../../domain/level-raises.ts'
import { nextLevelRaise, raiseRules } from '../../../domain/level-raises.ts'
import type { Complaint } from './facts.ts'

/** The end of time, ms: where a complaint stands in the queue while no clock runs. */
export const noClock = 8_640_000_000_000_000

const id = sql.placeholder('id')

/** What clocks and raises are computed from; asked at every command, so prepared once per open file. */
function prepare(orm: Drizzle) {
  return {
    contacts: orm
      .select({
        at: t.contact.at,
        direction: t.contact.direction,
        channel: t.contact.channel,
        reached: t.contact.reached,
      })
      .from(t.contact)
      .where(and(eq(t.contact.complaintId, id), eq(t.contact.nuisance, false)))
      .orderBy(asc(t.contact.at))
      .prepare(),
    levels: orm
      .select()
      .from(t.levelChange)
      .where(eq(t.levelChange.complaintId, id))
      .orderBy(asc(t.levelChange.at), asc(t.levelChange.id))
      .prepare(),
    holds: orm.select().from(t.hold).where(eq(t.hold.complaintId, id)).orderBy(asc(t.hold.fromAt)).prepare(),
    agreed: orm
      .select({ newDateOn: t.postponement.newDateOn, at: t.postponement.at })
      .from(t.postponement)
      .where(and(eq(t.postponement.complaintId, id), eq(t.postponement.consent, true)))
      .orderBy(desc(t.postponement.at))
      .limit(1)
      .prepare(),
    sheet: orm
      .select()
      .from(t.contactSheet)
      .where(eq(t.contactSheet.complaintId, id))
      .orderBy(desc(t.contactSheet.sheetNumber))
      .limit(1)
      .prepare(),
    papers: orm
      .select({
        submittedAt: t.resolution.submittedAt,
        returnedAt: t.resolution.returnedAt,
        storeSignedAt: t.resolution.storeSignedAt,
        communicatedAt: t.resolution.communicatedAt,
      })
      .from(t.resolution)
      .where(eq(t.resolution.complaintId, id))
      .orderBy(asc(t.resolution.version))
      .prepare(),
    opinions: orm
      .select({ at: t.opinion.at, accepts: t.opinion.accepts, resolutionId: t.opinion.resolutionId })
      .from(t.opinion)
      .where(eq(t.opinion.complaintId, id))
      .orderBy(asc(t.opinion.at))
      .prepare(),
    tasks: orm
      .select({
        resolutionId: t.executionTask.resolutionId,
        dueAt: t.executionTask.dueAt,
        doneAt: t.executionTask.doneAt,
      })
      .from(t.executionTask)
      .where(eq(t.executionTask.complaintId, id))
      .prepare(),
    moves: orm
      .select({ at: t.happening.at, fromState: t.happening.fromState, toState: t.happening.toState })
      .from(t.happening)
      .where(eq(t.happening.complaintId, id))
      .orderBy(asc(t.happening.at), asc(t.happening.id))
      .prepare(),
  }
}

const prepared = new WeakMap<Drizzle, ReturnType<typeof prepare>>()

function queries(orm: Drizzle): ReturnType<typeof prepare> {
  const known = prepared.get(orm)
  if (known !== undefined) return known
  const made = prepare(orm)
  prepared.set(orm, made)
  return made
}

function isRaise(rule: string): rule is RaiseRule {
  return (raiseRules as readonly string[]).includes(rule)
}

function executionOf(orm: Drizzle, complaint: Complaint): ClockFacts['execution'] {
  const accepted = queries(orm)
    .opinions.all({ id: complaint.id })
    .findLast((opinion) => opinion.accepts)
  if (accepted === undefined) return null
  const tasks = queries(orm)
    .tasks.all({ id: complaint.id })
    .filter((task) => task.resolutionId === accepted.resolutionId)
  if (tasks.length === 0) return null
  const open = tasks.filter((task) => task.doneAt === null)
  const due = Math.min(...(open.length > 0 ? open : tasks).map((task) => task.dueAt))
  const doneAt = open.length > 0 && complaint.state === 'executing' ? null : complaint.resolvedAt
  return {
    startedAt: accepted.at,
    dueAt: due,
    doneAt: complaint.state === 'executing' ? null : (doneAt ?? accepted.at),
  }
}

/**
 * What the clocks of one complaint depend on, as the file stands (within a transaction: with what it has written).
 * @param orm the store's file
 * @param complaint its row
 */
export function clockFactsOf(orm: Drizzle, complaint: Complaint): ClockFacts {
  const ask = queries(orm)
  const key = { id: complaint.id }
  const contacts = ask.contacts.all(key)
  const papers = ask.papers.all(key)
  const told = papers.flatMap((paper) => paper.communicatedAt ?? [])
  const spoken = [...told, ...ask.opinions.all(key).map((opinion) => opinion.at)]
  const sheet = ask.sheet.get(key)
  const paper = papers.at(-1)
  const agreed = ask.agreed.get(key)
  const major = ask.levels.all(key).findLast((change) => change.fromLevel < 4 && change.toLevel >= 4)
  return {
    level: complaint.level,
    transferredAt: complaint.transferredAt,
    receivedAt: complaint.receivedAt,
    acceptedAt: complaint.acceptedAt,
    reopenedAt: complaint.replyFromAt > complaint.receivedAt ? complaint.replyFromAt : null,
    reachedAt: [
      ...(complaint.firstContactAt === null ? [] : [complaint.firstContactAt]),
      ...contacts.filter((contact) => contact.reached).map((contact) => contact.at),
      ...spoken,
    ],
    wordsAt: [
      ...contacts.filter((contact) => contact.direction === 'out').map((contact) => contact.at),
      ...told,
    ],
    majorSince: major?.at ?? null,
    resolvedAt: complaint.resolvedAt,
    endedAt: complaint.endedAt,
    holds: ask.holds.all(key).map((hold) => ({ from: hold.fromAt, to: hold.releasedAt ?? hold.untilAt })),
    postponedTo: agreed !== undefined && agreed.at >= complaint.replyFromAt ? agreed.newDateOn : null,
    dispatch:
      sheet === undefined
        ? null
        : {
            startedAt: sheet.sentAt,
            doneAt: sheet.answeredAt ?? sheet.recalledAt,
            dueAt: sheet.dueGiven ? sheet.dueAt : null,
          },
    signature:
      paper?.submittedAt == null
        ? null
        : { startedAt: paper.submittedAt, doneAt: paper.storeSignedAt ?? paper.returnedAt },
    repliedAt: complaint.repliedAt,
    execution: executionOf(orm, complaint),
    returnVisit:
      complaint.state === 'executed' && complaint.resolvedAt !== null
        ? { startedAt: complaint.resolvedAt }
        : null,
  }
}

/** Stretches in which the complaint was resolved before and then was not any more. */
function reopeningsOf(orm: Drizzle, complaint: Complaint): { resolvedAt: number; reopenedAt: number }[] {
  const found: { resolvedAt: number; reopenedAt: number }[] = []
  let resolvedAt: number | null = null
  for (const move of queries(orm).moves.all({ id: complaint.id })) {
    if (isResolved(move.toState)) resolvedAt ??= move.at
    else if (resolvedAt !== null) {
      found.push({ resolvedAt, reopenedAt: move.at })
      resolvedAt = null
    }
  }
  return found
}

/**
 * The facts of one complaint that its level depends on (process section 5).
 * @param orm the store's file
 * @param complaint its row
 */
export function levelTimelineOf(orm: Drizzle, complaint: Complaint): LevelTimeline {
  const ask = queries(orm)
  const key = { id: complaint.id }
  const changes = ask.levels.all(key)
  const calls = ask.contacts.all(key).filter((each) => each.direction === 'in' && each.channel === 'phone')
  const recorded = changes.flatMap(({ rule, at, fromLevel, toLevel }): LevelRaise[] =>
    isRaise(rule) ? [{ at: new Date(at).toISOString(), from: fromLevel, to: toLevel, rule }] : [],
  )
  return {
    level: changes[0]?.fromLevel ?? complaint.level,
    transferredAt: complaint.transferredAt,
    acceptedAt: complaint.acceptedAt,
    firstContactAt: complaint.firstContactAt,
    customerCallsAt: calls.map((call) => call.at),
    holds: ask.holds.all(key).map((hold) => ({ from: hold.fromAt, to: hold.releasedAt ?? hold.untilAt })),
    resolvedAt: complaint.resolvedAt,
    manualLevels: changes
      .filter((change) => !isRaise(change.rule))
      .map((change) => ({ at: change.at, level: change.toLevel })),
    reopenings: reopeningsOf(orm, complaint),
    recorded,
    computedFrom: complaint.rulesFromAt > complaint.transferredAt ? complaint.rulesFromAt : null,
  }
}

/** Columns of a complaint that its clocks decide. */
export type ClockColumns = Pick<
  Complaint,
  'replyDueAt' | 'replyDueProvisional' | 'clockKind' | 'clockProvisional' | 'queueAt'
>

/**
 * What the row says of the clocks: the reply deadline, and the running clock that ends first.
 * @param clocks all clocks of the complaint, `complaintClocks`
 */
export function clockColumns(clocks: readonly Clock[]): ClockColumns {
  const reply = clocks.find((clock) => clock.kind === 'reply')
  if (reply === undefined) throw new Error('Every complaint has a reply clock')
  const first = firstToEnd(clocks)
  return {
    replyDueAt: Date.parse(reply.dueAt),
    replyDueProvisional: reply.provisional,
    clockKind: first?.kind ?? null,
    clockProvisional: first?.provisional ?? false,
    queueAt: first === null ? noClock : Date.parse(first.dueAt),
  }
}

const dayMs = 86_400_000

/**
 * When somebody must look again if nothing happens: the next raise, the next clock that turns soon or late, the next
 * daily reminder of a late one.
 * @param clocks all clocks of the complaint
 * @param timeline what its level depends on
 * @param now instant, ms
 * @param policyAt the policy in force at an instant
 * @returns instant, ms; null when nothing is to come
 */
export function nextLookAt(
  clocks: readonly Clock[],
  timeline: LevelTimeline,
  now: number,
  policyAt: PolicyAt,
): number | null {
  const policy = policyAt(now)
  const soonMs = policy.clocks.soonMinutes * 60_000
  const turns = clocks
    .filter((clock) => clock.stoppedAt === null)
    .flatMap((clock) => {
      const late = Date.parse(clock.dueAt) + 1
      const nextReminder = late + Math.ceil(Math.max(0, now - late + 1) / dayMs) * dayMs
      return [late - 1 - soonMs, late, nextReminder]
    })
  const raise = nextLevelRaise(timeline, now, policyAt(Number(timeline.transferredAt)))
  const instants = [...turns, ...(raise === null ? [] : [Date.parse(raise.at)])].filter((at) => at > now)
  return instants.length === 0 ? null : Math.min(...instants)
}
