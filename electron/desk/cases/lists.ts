import type { SQL } from 'drizzle-orm'
import {
  and,
  asc,
  between,
  count,
  desc,
  eq,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  like,
  lt,
  or,
} from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { z } from 'zod'
import type { Drizzle } from '../../../db/open.ts'
import * as t from '../../../db/schema.ts'
import { storeTimeOf } from '../../../domain/store-time.ts'
import { storeDay } from '../../../domain/working-time.ts'
import type { CasePage, CaseRef, CaseRow } from '../case-views.ts'
import type { Caller } from '../context.ts'
import { customersFor } from '../customers/recall.ts'
import { DeskError } from '../errors.ts'
import { caseRefs } from '../purchases/view.ts'
import type { listSchema } from './inputs.ts'
import type { Seen } from './judgement.ts'
import { caseRows } from './rows.ts'

/** Where a page ends: the sorted value and the id of its last row. */
const place = z.tuple([z.number(), z.string()])

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

function writeCursor(value: number, id: string): string {
  return Buffer.from(JSON.stringify([value, id])).toString('base64url')
}

/**
 * What a look at cases goes by now.
 * @param caller who looks
 */
export function seenNow({ desk }: Caller): Seen {
  return { orm: desk.file.orm, policy: desk.policy(), now: desk.clock.now() }
}

function matching(orm: Drizzle, text: string): SQL | undefined {
  const word = text.trim()
  if (word === '') return undefined
  const number = word.toUpperCase()
  return or(
    // Nothing else stands in a number, and % or _ would match all of them.
    /^[A-Z0-9-]+$/.test(number) ? like(t.returnCase.number, `%${number}%`) : undefined,
    inArray(t.returnCase.customerId, customersFor(orm, word)),
  )
}

const minuteMs = 60_000

const open = isNull(t.returnCase.endedAt)

/** Approved without a signature on one store day, or ever. */
function withoutSignature({ policy }: Seen, on: string | null): SQL | undefined {
  const all = and(eq(t.returnCase.withoutSignature, true), isNotNull(t.returnCase.approvedAt))
  if (on === null) return all
  const days = storeTimeOf(policy)
  const day = days.dayOn(on)
  const next = days.day(day.index + 1)
  return and(all, gte(t.returnCase.approvedAt, day.startsAt), lt(t.returnCase.approvedAt, next.startsAt))
}

function lateRefund({ now }: Seen): SQL | undefined {
  return and(open, lt(t.returnCase.refundDueAt, now), isNull(t.returnCase.paidOutAt))
}

/** Late ones are not soon any more. */
function soonRefund({ now, policy }: Seen): SQL | undefined {
  const until = now + policy.clocks.soonMinutes * minuteMs
  return and(open, between(t.returnCase.refundDueAt, now, until), isNull(t.returnCase.paidOutAt))
}

interface Order {
  readonly column: SQLiteColumn
  readonly descending: boolean
}

const byQueue: Order = { column: t.returnCase.queueAt, descending: false }

/** What each filter shows, and in which order. */
function filtered(seen: Seen, input: z.output<typeof listSchema>): { where: SQL | undefined; order: Order } {
  switch (input.filter) {
    case 'open':
      return { where: open, order: byQueue }
    case 'all':
      return { where: undefined, order: { column: t.returnCase.openedAt, descending: true } }
    case 'awaiting_signature':
      return { where: eq(t.returnCase.state, 'awaiting_signature'), order: byQueue }
    case 'late':
      return { where: and(open, lt(t.returnCase.queueAt, seen.now)), order: byQueue }
    case 'without_signature':
      return {
        where: withoutSignature(seen, input.on),
        order: { column: t.returnCase.approvedAt, descending: true },
      }
  }
}

function countOf(orm: Drizzle, where: SQL | undefined): number {
  return orm.select({ n: count() }).from(t.returnCase).where(where).get()?.n ?? 0
}

/** One page by the place after which it begins, so that a later page costs what the first costs. */
function page(
  seen: Seen,
  where: SQL | undefined,
  { column, descending }: Order,
  input: z.output<typeof listSchema>,
) {
  const from = readCursor(input.cursor)
  const beyond = descending ? lt : gt
  const direction = descending ? desc : asc
  const after =
    from === null
      ? undefined
      : or(beyond(column, from[0]), and(eq(column, from[0]), beyond(t.returnCase.id, from[1])))
  const found = seen.orm
    .select({ id: t.returnCase.id, value: column })
    .from(t.returnCase)
    .where(and(where, after))
    .orderBy(direction(column), direction(t.returnCase.id))
    .limit(input.limit + 1)
    .all()
  const shown = found.slice(0, input.limit)
  const last = shown.at(-1)
  const more = found.length > input.limit && last !== undefined
  return {
    ids: shown.map((row) => row.id),
    nextCursor: more ? writeCursor(z.number().parse(last.value), last.id) : null,
  }
}

/**
 * Refund and exchange cases: open ones by what ends first, all of them newest first.
 * @param caller who looks
 * @param input filter, text and page
 */
export function listCases(caller: Caller, input: z.output<typeof listSchema>): CasePage {
  const seen = seenNow(caller)
  const { orm, policy, now } = seen
  const { where: kind, order } = filtered(seen, input)
  const where = and(
    kind,
    matching(orm, input.text),
    input.states.length > 0 ? inArray(t.returnCase.state, input.states) : undefined,
    input.mine ? eq(t.returnCase.handlerId, caller.me.staffId) : undefined,
  )
  const { ids, nextCursor } = page(seen, where, order, input)
  return {
    rows: caseRows(seen, ids, caller.me),
    total: countOf(orm, where),
    nextCursor,
    counts: {
      open: countOf(orm, open),
      awaitingSignature: countOf(orm, eq(t.returnCase.state, 'awaiting_signature')),
      lateRefunds: countOf(orm, lateRefund(seen)),
      soonRefunds: countOf(orm, soonRefund(seen)),
      withoutSignatureToday: countOf(orm, withoutSignature(seen, storeDay(now, policy))),
    },
  }
}

/** Plans that wait for a signature, oldest submission first. */
export function casesAwaitingSignature(caller: Caller): CaseRow[] {
  const seen = seenNow(caller)
  const rows = seen.orm
    .select({ id: t.returnCase.id })
    .from(t.returnCase)
    .where(eq(t.returnCase.state, 'awaiting_signature'))
    .orderBy(asc(t.returnCase.submittedAt), asc(t.returnCase.id))
    .all()
  return caseRows(
    seen,
    rows.map((row) => row.id),
    caller.me,
  )
}

/** Cases that belong to a complaint, newest first. */
export function casesOfComplaint(orm: Drizzle, complaintId: string): CaseRef[] {
  return caseRefs(orm, { complaintId })
}

/** Cases of a customer, newest first. */
export function casesOfCustomer(orm: Drizzle, customerId: string): CaseRef[] {
  return caseRefs(orm, { customerId })
}
