import type { SQL } from 'drizzle-orm'
import { and, asc, count, desc, eq, gt, gte, inArray, isNull, like, lt, lte, or } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { z } from 'zod'
import * as t from '../../../db/schema.ts'
import { clockKinds } from '../../../domain/clocks.ts'
import { levelSchema } from '../../../domain/complaint/input.ts'
import type { Policy } from '../../../domain/policy.ts'
import { storeTimeOf } from '../../../domain/store-time.ts'
import { departments, states } from '../../../domain/vocabulary.ts'
import type { Caller } from '../context.ts'
import { customersFor } from '../customers/recall.ts'
import { DeskError } from '../errors.ts'
import { unknownYears } from '../policy-change.ts'
import type { ComplaintRow, Page, TodayView } from '../views.ts'
import { complaintRow, rowParts } from './rows.ts'

const cursorSchema = z.string().max(200).nullable()
const limitSchema = z.int().min(1).max(100).default(50)

export const todaySchema = z.object({
  scope: z.enum(['all', 'mine']),
  filter: z.enum(['all', 'late', 'soon', 'awaiting_signature', 'promises', 'raised']),
  cursor: cursorSchema,
  limit: limitSchema,
})

export const listSchema = z.object({
  text: z.string().max(60),
  states: z.array(z.enum(states)),
  levels: z.array(levelSchema),
  departments: z.array(z.enum(departments)),
  handlerId: z.uuid().nullable(),
  /** The clock that ends first is one of these; empty = any. */
  clocks: z.array(z.enum(clockKinds)).default([]),
  /** How that clock stands; null = any. */
  due: z.enum(['late', 'soon']).nullable().default(null),
  sort: z.enum(['received', 'reply_due', 'number', 'level']),
  descending: z.boolean(),
  cursor: cursorSchema,
  limit: limitSchema,
})

/** Where a page ends: the sorted value and the id of its last row. */
const place = z.tuple([z.union([z.string(), z.number()]), z.string()])

function readCursor(cursor: string | null) {
  if (cursor === null) return null
  try {
    return place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
  } catch (cause) {
    if (cause instanceof SyntaxError || cause instanceof z.ZodError)
      throw new DeskError('invalid', 'not_valid', { field: 'cursor' })
    throw cause
  }
}

function writeCursor(value: string | number, id: string): string {
  return Buffer.from(JSON.stringify([value, id])).toString('base64url')
}

function rowsOf(caller: Caller, ids: readonly string[]): ComplaintRow[] {
  const { desk, me } = caller
  const now = desk.clock.now()
  const policy = desk.policy()
  return rowParts(desk.file.orm, ids).map((parts) => complaintRow(desk.file.orm, parts, me, policy, now))
}

interface Order {
  readonly column: SQLiteColumn
  readonly descending: boolean
}

/** One page by the place after which it begins, so that page 400 costs what page 1 costs. */
function page(caller: Caller, where: SQL | undefined, order: Order, cursor: string | null, limit: number) {
  const { column, descending } = order
  const from = readCursor(cursor)
  const beyond = descending ? lt : gt
  const after =
    from === null
      ? undefined
      : or(beyond(column, from[0]), and(eq(column, from[0]), beyond(t.complaint.id, from[1])))
  const direction = descending ? desc : asc
  const found = caller.desk.file.orm
    .select({ id: t.complaint.id, value: column })
    .from(t.complaint)
    .where(and(where, after))
    .orderBy(direction(column), direction(t.complaint.id))
    .limit(limit + 1)
    .all()
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  const more = found.length > limit && last !== undefined
  return {
    rows: rowsOf(
      caller,
      shown.map((row) => row.id),
    ),
    nextCursor: more ? writeCursor(z.union([z.string(), z.number()]).parse(last.value), last.id) : null,
  }
}

/** Complaints with a promise that is due by then and that somebody still waits for, broken ones among them. */
function promisedBy(caller: Caller, until: number) {
  return caller.desk.file.orm
    .select({ id: t.promise.complaintId })
    .from(t.promise)
    .where(and(isNull(t.promise.keptAt), isNull(t.promise.releasedAt), lte(t.promise.dueAt, until)))
}

/** The last instant of the store day, ms. */
function endOfDay(now: number, policy: Policy): number {
  const storeTime = storeTimeOf(policy)
  return storeTime.day(storeTime.dayAt(now).index + 1).startsAt - 1
}

function countOf(caller: Caller, where: SQL | undefined): number {
  return caller.desk.file.orm.select({ n: count() }).from(t.complaint).where(where).get()?.n ?? 0
}

/** Where nearly all complaints are open, SQLite would go through the whole table: told to count in their index. */
function openCount(caller: Caller): number {
  const counted = caller.desk.file.raw
    .prepare<[], { n: number }>(
      'SELECT count(*) AS n FROM complaint INDEXED BY complaint_queue WHERE ended_at IS NULL',
    )
    .get()
  return counted?.n ?? 0
}

/**
 * What is open, by the reply deadline.
 * @param caller who looks
 * @param input scope, tile and page
 */
export function today(caller: Caller, input: z.output<typeof todaySchema>): TodayView {
  const { desk, me } = caller
  const now = desk.clock.now()
  const policy = desk.policy()
  const soonEnd = now + policy.clocks.soonMinutes * 60_000
  const open = and(
    isNull(t.complaint.endedAt),
    input.scope === 'mine' ? eq(t.complaint.handlerId, me.staffId) : undefined,
  )
  const filters = {
    all: open,
    late: and(open, lt(t.complaint.queueAt, now)),
    soon: and(open, gte(t.complaint.queueAt, now), lt(t.complaint.queueAt, soonEnd)),
    awaiting_signature: and(open, eq(t.complaint.state, 'awaiting_signature')),
    promises: and(open, inArray(t.complaint.id, promisedBy(caller, endOfDay(now, policy)))),
    raised: and(open, gt(t.complaint.raisedAt, desk.sessions.previousStart(me.staffId))),
  }
  const totals = {
    all: input.scope === 'all' ? openCount(caller) : countOf(caller, filters.all),
    late: countOf(caller, filters.late),
    soon: countOf(caller, filters.soon),
    awaiting_signature: countOf(caller, filters.awaiting_signature),
    promises: countOf(caller, filters.promises),
    raised: countOf(caller, filters.raised),
  }
  const order = { column: t.complaint.queueAt, descending: false }
  return {
    ...page(caller, filters[input.filter], order, input.cursor, input.limit),
    total: totals[input.filter],
    counts: {
      open: totals.all,
      late: totals.late,
      soon: totals.soon,
      awaitingSignature: totals.awaiting_signature,
      promises: totals.promises,
      raised: totals.raised,
    },
    unknownYears: unknownYears(desk),
    now: new Date(now).toISOString(),
  }
}

const sortColumns = {
  received: t.complaint.receivedAt,
  reply_due: t.complaint.queueAt,
  number: t.complaint.number,
  level: t.complaint.level,
} as const

function matching(caller: Caller, text: string): SQL | undefined {
  const word = text.trim()
  if (word === '') return undefined
  const number = word.toUpperCase()
  return or(
    // Nothing else stands in a number, and % or _ would match all of them.
    /^[A-Z0-9-]+$/.test(number) ? like(t.complaint.number, `%${number}%`) : undefined,
    inArray(t.complaint.customerId, customersFor(caller.desk.file.orm, word)),
  )
}

function dueFilter(caller: Caller, due: 'late' | 'soon' | null): SQL | undefined {
  if (due === null) return undefined
  const now = caller.desk.clock.now()
  const soonEnd = now + caller.desk.policy().clocks.soonMinutes * 60_000
  const running = isNull(t.complaint.endedAt)
  return due === 'late'
    ? and(running, lt(t.complaint.queueAt, now))
    : and(running, gte(t.complaint.queueAt, now), lt(t.complaint.queueAt, soonEnd))
}

/**
 * The register: all complaints, filtered and sorted.
 * @param caller who looks
 * @param input filters, order and page
 */
export function list(caller: Caller, input: z.output<typeof listSchema>): Page {
  const where = and(
    matching(caller, input.text),
    input.states.length > 0 ? inArray(t.complaint.state, input.states) : undefined,
    input.levels.length > 0 ? inArray(t.complaint.level, input.levels) : undefined,
    input.departments.length > 0 ? inArray(t.complaint.department, input.departments) : undefined,
    input.handlerId === null ? undefined : eq(t.complaint.handlerId, input.handlerId),
    input.clocks.length > 0 ? inArray(t.complaint.clockKind, input.clocks) : undefined,
    dueFilter(caller, input.due),
  )
  const order = { column: sortColumns[input.sort], descending: input.descending }
  return { ...page(caller, where, order, input.cursor, input.limit), total: countOf(caller, where) }
}

/** The manager's inbox, oldest submission first. */
export function awaitingSignature(caller: Caller): ComplaintRow[] {
  const ids = caller.desk.file.orm
    .select({ id: t.complaint.id })
    .from(t.complaint)
    .innerJoin(
      t.resolution,
      and(eq(t.resolution.complaintId, t.complaint.id), eq(t.resolution.round, t.complaint.round)),
    )
    .where(
      and(
        isNull(t.complaint.endedAt),
        eq(t.complaint.state, 'awaiting_signature'),
        isNull(t.resolution.returnedAt),
        isNull(t.resolution.refusedAt),
      ),
    )
    .orderBy(asc(t.resolution.submittedAt))
    .all()
  return rowsOf(
    caller,
    ids.map((row) => row.id),
  )
}
