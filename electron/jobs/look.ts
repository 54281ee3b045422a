import { eq, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { Drizzle, StoreFile } from '../../db/open.ts'
import type { Writer } from '../../db/recorder.ts'
import * as t from '../../db/schema.ts'
import type { ClockMs } from '../../domain/clocks.ts'
import { complaintClocksMs } from '../../domain/clocks.ts'
import type { RaiseMs } from '../../domain/level-raises.ts'
import { raisesAround } from '../../domain/level-raises.ts'
import type { Level } from '../../domain/vocabulary.ts'
import type { ClockRows, LevelRow } from '../desk/complaints/clock-rows.ts'
import { readClockRows } from '../desk/complaints/clock-rows.ts'
import type { ClockColumns, ClockComplaint } from '../desk/complaints/clocks.ts'
import { clockColumns, clockFactsOf, levelTimelineOf, nextLookAt } from '../desk/complaints/clocks.ts'
import { setSweep } from '../desk/complaints/sweep-place.ts'
import type { DeskContext } from '../desk/context.ts'
import type { Audience, Rise } from '../desk/notices.ts'
import { audienceOf, clockOccasions, riseOccasions, writeNotices } from '../desk/notices.ts'

/*
 * What fell due for some complaints, looked at together in one transaction: raises of the level, late clocks, notices, and
 * when to look again. Each thing is recorded once, with the time at which it fell due and the time now.
 */

/** Columns that a look needs; the whole record is read only where something is written. */
type Looked = ClockComplaint &
  ClockColumns & { version: number; handlerId: string | null; customerId: string; sweepAt: number | null }

type LookedRow = { [K in keyof Looked]: Looked[K] extends boolean ? 0 | 1 : Looked[K] }

function prepare({ raw, orm }: StoreFile) {
  return {
    open: raw.prepare<[string], LookedRow>(
      `SELECT c.id, c.state, c.level, c.version, c.transferred_at AS transferredAt, c.received_at AS receivedAt,
        c.rules_from_at AS rulesFromAt, c.accepted_at AS acceptedAt, c.first_contact_at AS firstContactAt,
        c.reply_from_at AS replyFromAt, c.replied_at AS repliedAt, c.resolved_at AS resolvedAt, c.ended_at AS endedAt,
        c.official_due_on AS officialDueOn, c.handler_id AS handlerId, c.customer_id AS customerId,
        c.reply_due_at AS replyDueAt, c.reply_due_provisional AS replyDueProvisional, c.clock_kind AS clockKind,
        c.clock_provisional AS clockProvisional, c.queue_at AS queueAt, c.promised_at AS promisedAt,
        c.raised_at AS raisedAt, s.at AS sweepAt
       FROM complaint c LEFT JOIN sweep s ON s.complaint_id = c.id
       WHERE c.ended_at IS NULL AND c.id IN (SELECT value FROM json_each(?))`,
    ),
    whole: orm
      .select()
      .from(t.complaint)
      .where(eq(t.complaint.id, sql.placeholder('id')))
      .prepare(),
  }
}

const prepared = new WeakMap<Drizzle, ReturnType<typeof prepare>>()

function queries(file: StoreFile): ReturnType<typeof prepare> {
  const known = prepared.get(file.orm)
  if (known !== undefined) return known
  const made = prepare(file)
  prepared.set(file.orm, made)
  return made
}

/** What was done, to be told after the commit. */
interface Told {
  readonly changed: { id: string; version: number }[]
  readonly staffIds: Set<string>
}

/**
 * Raises that are due and not recorded yet, and the next one. None takes a level back: where the computer's clock was set back, what stands
 * in the file is the level.
 */
function newRises(
  desk: DeskContext,
  complaint: Looked,
  rows: ClockRows,
  now: number,
): { rises: Rise[]; next: RaiseMs | null } {
  const timeline = levelTimelineOf(complaint, rows, now)
  const { due, next } = raisesAround(timeline, now, desk.policyAt(complaint.transferredAt))
  const known = timeline.recorded?.length ?? 0
  let level: number = complaint.level
  const rises = due.slice(known).flatMap(({ at, to, rule }) => {
    if (to <= level) return []
    const rise = { id: uuidv7(), from: level, to, rule, at, recordedAt: now }
    level = to
    return [rise]
  })
  return { rises, next }
}

function levelRow(complaintId: string, rise: Rise): LevelRow {
  const { at, recordedAt, rule } = rise
  return {
    complaintId,
    at,
    recordedAt,
    rule,
    fromLevel: rise.from as Level,
    toLevel: rise.to as Level,
  }
}

/** Running clocks whose end has passed without being written down. */
function newLate(clocks: readonly ClockMs[], rows: ClockRows, now: number): ClockMs[] {
  return clocks.filter(
    ({ kind, due, stopped }) =>
      stopped === null && due < now && !rows.late.some((each) => each.clock === kind && each.dueAt === due),
  )
}

const columnNames = [
  'replyDueAt',
  'replyDueProvisional',
  'clockKind',
  'clockProvisional',
  'queueAt',
  'promisedAt',
  'raisedAt',
] as const satisfies readonly (keyof ClockColumns)[]

function lookAtOne(
  desk: DeskContext,
  writer: Writer,
  before: Looked,
  rowsBefore: ClockRows,
  audience: Audience,
  now: number,
  told: Told,
): void {
  const { id } = before
  const { rises, next: raise } = newRises(desk, before, rowsBefore, now)
  let rows = rowsBefore
  let after = before
  let late = 0
  /** Clocks that were late by an instant, at the level that the complaint had then. */
  const noteLate = (clocks: readonly ClockMs[], by: number) => {
    for (const { kind, due } of newLate(clocks, rows, by)) {
      const record = { complaintId: id, clock: kind, dueAt: due }
      writer.put('late_clock', { id: uuidv7(), ...record, recordedAt: now })
      rows = { ...rows, late: [...rows.late, record] }
      late += 1
    }
  }
  for (const rise of rises) {
    // A higher level may end a clock later: what was late before it rose stays so.
    noteLate(complaintClocksMs(clockFactsOf(after, rows), rise.at, desk.policyAt), rise.at)
    const change = levelRow(id, rise)
    writer.put('level_change', { id: rise.id, ...change, staffId: null })
    rows = { ...rows, levels: [...rows.levels, change] }
    after = { ...after, level: change.toLevel }
  }
  const { level } = after
  const clocks = complaintClocksMs(clockFactsOf(after, rows), now, desk.policyAt)
  noteLate(clocks, now)
  const columns = clockColumns(clocks, rows)
  let { version } = before
  // A clock that became late changes nothing that a person could have seen differently: their act goes through.
  if (rises.length > 0 || columnNames.some((name) => columns[name] !== before[name])) {
    const whole = queries(desk.file).whole.get({ id })
    if (whole === undefined) throw new Error('A complaint vanished while it was looked at')
    version += 1
    const tells = level >= 4 && before.level < 4
    const headOfficeToldAt = tells ? now : whole.headOfficeToldAt
    writer.putOf(whole.customerId, 'complaint', { ...whole, ...columns, level, version, headOfficeToldAt })
  }
  const next = nextLookAt(clocks, raise, now, desk.policyAt)
  if (next !== before.sweepAt) setSweep(desk, id, next)
  const occasions = [
    ...clockOccasions(after, clocks, audience, now, desk.policyAt(now)),
    ...rises.flatMap((rise) => riseOccasions(after, rise, audience)),
  ]
  for (const staffId of writeNotices(desk.file.orm, occasions, now)) told.staffIds.add(staffId)
  if (version !== before.version || late > 0) told.changed.push({ id, version })
}

/**
 * Looks at some complaints in one transaction.
 * @param desk the desk
 * @param ids complaints; those that have ended are forgotten
 * @param budgetMs after so long the rest is left for the next time; one at least is looked at
 * @returns how many of them, from the front, were looked at
 */
export function lookAt(desk: DeskContext, ids: readonly string[], budgetMs: number): number {
  const { clock, file, recorder, changes, pusher } = desk
  const began = clock.monotonic()
  const now = clock.now()
  const told: Told = { changed: [], staffIds: new Set() }
  const head = {
    commandId: uuidv7(),
    action: 'complaint.sweep',
    about: 'complaint',
    staffId: null,
    at: now,
  } as const
  const looked = recorder.command(head, (writer) => {
    const open = new Map(
      queries(file)
        .open.all(JSON.stringify(ids))
        .map(({ replyDueProvisional, clockProvisional, ...row }): [string, Looked] => [
          row.id,
          {
            ...row,
            replyDueProvisional: replyDueProvisional === 1,
            clockProvisional: clockProvisional === 1,
          },
        ]),
    )
    const rowsOf = readClockRows(file, ids)
    const audience = audienceOf(file.orm)
    let done = 0
    for (const id of ids) {
      if (done > 0 && clock.monotonic() - began >= budgetMs) break
      const complaint = open.get(id)
      if (complaint === undefined) setSweep(desk, id, null)
      else lookAtOne(desk, writer, complaint, rowsOf(id), audience, now, told)
      done += 1
    }
    return done
  })
  for (const { id, version } of told.changed)
    changes.publish({ type: 'changed', entity: 'complaint', id, version })
  if (told.staffIds.size > 0) changes.publish({ type: 'notice', staffIds: [...told.staffIds] })
  if (told.changed.length > 0) pusher.soon()
  return looked
}
