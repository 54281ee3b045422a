import type { SQL } from 'drizzle-orm'
import { and, asc, count, eq, gte, inArray, isNotNull, isNull, lt, lte, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Drizzle } from '../../../db/open.ts'
import * as t from '../../../db/schema.ts'
import { promiseState } from '../../../domain/promise.ts'
import { storeTimeOf } from '../../../domain/store-time.ts'
import type { Names } from '../complaints/view.ts'
import { namesOf } from '../complaints/view.ts'
import type { PromisePage, PromiseRow } from '../contact-views.ts'
import { refuseDepartments } from '../contacts/calls.ts'
import type { Caller } from '../context.ts'
import { DeskError } from '../errors.ts'
import { listStaff } from '../people/staff.ts'
import type { PromiseRecord } from './records.ts'

export const promiseFilters = ['open', 'today', 'broken', 'kept'] as const

export const promiseListSchema = z.object({
  filter: z.enum(promiseFilters),
  cursor: z.string().max(200).nullable(),
  limit: z.int().min(1).max(100).default(50),
})

/** Where a page ends: what it is sorted by and the id of its last row. */
const place = z.tuple([z.int(), z.int(), z.uuid()])
type Place = z.output<typeof place>

function readCursor(cursor: string | null): Place | null {
  if (cursor === null) return null
  try {
    return place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
  } catch (cause) {
    if (cause instanceof SyntaxError || cause instanceof z.ZodError)
      throw new DeskError('invalid', 'not_valid', { field: 'cursor' })
    throw cause
  }
}

const writeCursor = (at: Place) => Buffer.from(JSON.stringify(at)).toString('base64url')

const iso = (at: number) => new Date(at).toISOString()
const isoOrNull = (at: number | null) => (at === null ? null : iso(at))

const open = and(isNull(t.promise.keptAt), isNull(t.promise.releasedAt))
/** Settled ones below those that somebody still waits for. */
const isSettled = sql<number>`(${t.promise.keptAt} IS NOT NULL OR ${t.promise.releasedAt} IS NOT NULL)`

interface Shown {
  readonly where: SQL | undefined
  /** Ascending, below whether they are settled. */
  readonly by: SQL<number>
}

function shownBy(now: number, tonight: number): Record<(typeof promiseFilters)[number], Shown> {
  const running = and(open, isNull(t.promise.brokenAt), gte(t.promise.dueAt, now))
  const soonest = sql<number>`${t.promise.dueAt}`
  return {
    open: { where: running, by: soonest },
    today: { where: and(running, lte(t.promise.dueAt, tonight)), by: soonest },
    // One that fell due a moment ago is broken, also before it is written down.
    broken: {
      where: or(isNotNull(t.promise.brokenAt), and(open, lt(t.promise.dueAt, now))),
      by: sql<number>`-${t.promise.dueAt}`,
    },
    kept: {
      where: and(isNotNull(t.promise.keptAt), isNull(t.promise.brokenAt)),
      by: sql<number>`-${t.promise.keptAt}`,
    },
  }
}

interface Joined {
  readonly promise: PromiseRecord
  readonly customerName: string
  readonly anonymous: boolean
}

function attemptsOf(orm: Drizzle, promise: PromiseRecord, names: Names): PromiseRow['attempts'] {
  if (promise.source !== 'call_back') return []
  const about =
    promise.complaintId !== null
      ? eq(t.contact.complaintId, promise.complaintId)
      : eq(t.contact.caseId, promise.caseId ?? '')
  const rows = orm
    .select()
    .from(t.contact)
    .where(
      and(about, eq(t.contact.direction, 'out'), eq(t.contact.reached, false), eq(t.contact.nuisance, false)),
    )
    .orderBy(asc(t.contact.at))
    .all()
  const until = promise.keptAt ?? promise.releasedAt ?? Number.POSITIVE_INFINITY
  return rows
    .filter((row) => row.id !== promise.contactId && row.at > promise.madeAt && row.at < until)
    .map((row) => ({ at: iso(row.at), by: names(row.staffId), result: row.result }))
}

function promiseRow(orm: Drizzle, { promise, ...of }: Joined, names: Names, now: number): PromiseRow {
  const complaint =
    promise.complaintId === null
      ? undefined
      : orm.select().from(t.complaint).where(eq(t.complaint.id, promise.complaintId)).get()
  const ofCase =
    promise.caseId === null
      ? undefined
      : orm.select().from(t.returnCase).where(eq(t.returnCase.id, promise.caseId)).get()
  // The promise of a line carries the id of the task that keeps it.
  const task =
    promise.source === 'resolution'
      ? orm.select().from(t.executionTask).where(eq(t.executionTask.id, promise.id)).get()
      : undefined
  return {
    ...of,
    id: promise.id,
    source: promise.source,
    state: promiseState(promise, now),
    what: promise.what,
    remedy: task?.kind ?? null,
    amountFen: task?.amountFen ?? null,
    complaint:
      complaint === undefined ? null : { id: complaint.id, number: complaint.number, level: complaint.level },
    case: ofCase === undefined ? null : { id: ofCase.id, number: ofCase.number },
    handler: names(complaint?.handlerId ?? ofCase?.handlerId ?? null),
    madeAt: iso(promise.madeAt),
    madeBy: names(promise.madeBy),
    dueAt: iso(promise.dueAt),
    keptAt: isoOrNull(promise.keptAt),
    keptBy: promise.keptBy === null ? null : names(promise.keptBy),
    evidence: promise.evidence,
    brokenAt: isoOrNull(promise.brokenAt),
    attempts: attemptsOf(orm, promise, names),
  }
}

/**
 * The board of promises: those that run, those due by tonight, those that were broken (also when kept late), those that
 * were kept.
 * @param caller who looks
 * @param input which, and the page
 * @throws DeskError not_allowed/wrong_person for departments
 */
export function promises(caller: Caller, input: z.output<typeof promiseListSchema>): PromisePage {
  refuseDepartments(caller)
  const { desk } = caller
  const { orm } = desk.file
  const now = desk.clock.now()
  const storeTime = storeTimeOf(desk.policy())
  const shown = shownBy(now, storeTime.day(storeTime.dayAt(now).index + 1).startsAt - 1)
  const { where, by } = shown[input.filter]
  const from = readCursor(input.cursor)
  const after =
    from === null
      ? undefined
      : sql`(${isSettled}, ${by}, ${t.promise.id}) > (${from[0]}, ${from[1]}, ${from[2]})`
  const found = orm
    .select({ id: t.promise.id, settled: isSettled, by })
    .from(t.promise)
    .where(and(where, after))
    .orderBy(asc(isSettled), asc(by), asc(t.promise.id))
    .limit(input.limit + 1)
    .all()
  const page = found.slice(0, input.limit)
  const last = found.length > input.limit ? page.at(-1) : undefined
  const joined = orm
    .select({ promise: t.promise, customerName: t.customer.name, anonymous: t.customer.anonymous })
    .from(t.promise)
    .innerJoin(t.customer, eq(t.customer.id, t.promise.customerId))
    .where(
      inArray(
        t.promise.id,
        page.map((row) => row.id),
      ),
    )
    .all()
  const byId = new Map(joined.map((row) => [row.promise.id, row]))
  const names = namesOf(listStaff(orm))
  const counted = (filter: Shown) =>
    orm.select({ n: count() }).from(t.promise).where(filter.where).get()?.n ?? 0
  return {
    rows: page.flatMap(({ id }) => {
      const row = byId.get(id)
      return row === undefined ? [] : [promiseRow(orm, row, names, now)]
    }),
    nextCursor: last === undefined ? null : writeCursor([last.settled, last.by, last.id]),
    counts: {
      open: counted(shown.open),
      today: counted(shown.today),
      broken: counted(shown.broken),
      kept: counted(shown.kept),
    },
    now: iso(now),
  }
}
