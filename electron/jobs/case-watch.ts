import type Database from 'better-sqlite3'
import { and, asc, eq, isNull, lt } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import * as t from '../../db/schema.ts'
import type { ClockMs } from '../../domain/clocks.ts'
import { isoInstant } from '../../domain/store-time.ts'
import { runningClocks } from '../desk/cases/clocks.ts'
import type { ReturnCase } from '../desk/cases/whole.ts'
import { noClock } from '../desk/complaints/clocks.ts'
import type { DeskContext } from '../desk/context.ts'
import { errorFacts } from '../desk/log.ts'
import type { Audience } from '../desk/notices.ts'
import { audienceOf, caseOccasions, writeNotices } from '../desk/notices.ts'

/*
 * Refund money and signature of refund and exchange cases (process section 6): late ones are written down once, with the
 * time at which they fell due, and told to handler and managers once and then daily.
 */

/** Late clocks of a case that are not written down yet. */
function newLate(desk: DeskContext, row: ReturnCase, clocks: readonly ClockMs[], now: number): ClockMs[] {
  const late = clocks.filter((clock) => clock.due < now)
  if (late.length === 0) return []
  const known = desk.file.orm
    .select({ facts: t.caseHappening.facts })
    .from(t.caseHappening)
    .where(and(eq(t.caseHappening.caseId, row.id), eq(t.caseHappening.action, 'late')))
    .all()
  return late.filter(
    (clock) =>
      !known.some(({ facts }) => facts.clock === clock.kind && facts.dueAt === isoInstant(clock.due)),
  )
}

function recordLate(desk: DeskContext, row: ReturnCase, clocks: readonly ClockMs[], now: number): void {
  const head = {
    commandId: uuidv7(),
    action: 'case.late',
    about: 'case_happening',
    staffId: null,
    at: now,
  } as const
  desk.recorder.command(head, (writer) => {
    for (const clock of clocks)
      writer.putOf(row.customerId, 'case_happening', {
        id: uuidv7(),
        caseId: row.id,
        at: now,
        staffId: null,
        action: 'late',
        fromState: null,
        toState: row.state,
        facts: { clock: clock.kind, dueAt: isoInstant(clock.due) },
        words: {},
      })
  })
}

function watchOne(desk: DeskContext, row: ReturnCase, audience: Audience, now: number): void {
  const clocks = runningClocks(row)
  const late = newLate(desk, row, clocks, now)
  // A late clock changes nothing that a person could have seen differently: the version stays, their act goes through.
  if (late.length > 0) {
    recordLate(desk, row, late, now)
    desk.changes.publish({ type: 'changed', entity: 'case', id: row.id, version: row.version })
    desk.pusher.soon()
  }
  const { orm } = desk.file
  const occasions = caseOccasions(row, clocks, audience, now, desk.policyAt(now))
  const told = occasions.length === 0 ? [] : orm.transaction(() => writeNotices(orm, occasions, now))
  if (told.length > 0) desk.changes.publish({ type: 'notice', staffIds: told })
}

/** Cases whose first clock ends within the time in which a warning may be due. */
function runningCases(desk: DeskContext, before: number): ReturnCase[] {
  return desk.file.orm
    .select()
    .from(t.returnCase)
    .where(and(isNull(t.returnCase.endedAt), lt(t.returnCase.queueAt, before)))
    .orderBy(asc(t.returnCase.queueAt), asc(t.returnCase.id))
    .all()
}

/**
 * Looks at every case whose refund or signature is about to end or late.
 * @param desk the desk
 * @returns how many cases were looked at
 */
export function watchCases(desk: DeskContext): number {
  const now = desk.clock.now()
  const soonMs = desk.policy().clocks.soonMinutes * 60_000
  const rows = runningCases(desk, Math.min(noClock, now + soonMs + 1))
  if (rows.length === 0) return 0
  const audience = audienceOf(desk.file.orm)
  for (const row of rows)
    try {
      watchOne(desk, row, audience, now)
    } catch (error) {
      // One case that cannot be looked at keeps nobody else from it.
      desk.log.error({ caseId: row.id, ...errorFacts(error) }, 'looking at a case failed')
    }
  return rows.length
}

/**
 * Records what fell due for one case before a person acts on it.
 * @param desk the desk
 * @param caseId the case
 */
export function watchCase(desk: DeskContext, caseId: string): void {
  const row = desk.file.orm.select().from(t.returnCase).where(eq(t.returnCase.id, caseId)).get()
  const now = desk.clock.now()
  if (row !== undefined && row.endedAt === null && row.queueAt < now)
    watchOne(desk, row, audienceOf(desk.file.orm), now)
}

function prepareNext(raw: Database.Database) {
  return raw.prepare<[number], { at: number | null }>(
    'SELECT min(queue_at) AS at FROM return_case WHERE ended_at IS NULL AND queue_at > ?',
  )
}

const prepared = new WeakMap<Database.Database, ReturnType<typeof prepareNext>>()

/**
 * When the first clock of a case is about to end or becomes late; daily reminders come with the sweeper's own rounds.
 * @param desk the desk
 * @returns instant, ms; far off when none does
 */
export function nextCaseLook(desk: DeskContext): number {
  const { raw } = desk.file
  const next = prepared.get(raw) ?? prepareNext(raw)
  prepared.set(raw, next)
  const now = desk.clock.now()
  const soonMs = desk.policy().clocks.soonMinutes * 60_000
  const late = next.get(now - 1)?.at ?? noClock
  const soon = next.get(now + soonMs)?.at ?? noClock
  return Math.min(late + 1, soon - soonMs)
}
