import { asc, count, desc, eq, inArray, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Drizzle } from '../../../db/open.ts'
import type { RecordOf } from '../../../db/records.ts'
import * as t from '../../../db/schema.ts'
import type { HandoverKind } from '../../../domain/handover.ts'
import { handoverKinds } from '../../../domain/handover.ts'
import type { Caller } from '../context.ts'
import { DeskError } from '../errors.ts'
import type { HandoverSummary, HandoverView } from '../handover-views.ts'
import { lineView, standings } from './targets.ts'

/** Newest first, so many at once. */
const shown = 50

export const listHandoversSchema = z.object({ before: z.iso.datetime().nullable().default(null) })

const outgoing = sql<string>`(SELECT name FROM staff WHERE staff.id = ${t.handover.outgoingId})`
const incoming = sql<string>`(SELECT name FROM staff WHERE staff.id = ${t.handover.incomingId})`

function selectHandovers(orm: Drizzle) {
  return orm.select({ handover: t.handover, outgoing, incoming }).from(t.handover)
}

interface Row {
  readonly handover: RecordOf<'handover'>
  readonly outgoing: string
  readonly incoming: string
}

function totalsOf(orm: Drizzle, ids: readonly string[]): Map<string, Record<HandoverKind, number>> {
  const totals = new Map(
    ids.map((id) => [
      id,
      Object.fromEntries(handoverKinds.map((kind) => [kind, 0])) as Record<HandoverKind, number>,
    ]),
  )
  const counted = orm
    .select({ id: t.handoverLine.handoverId, kind: t.handoverLine.kind, n: count() })
    .from(t.handoverLine)
    .where(inArray(t.handoverLine.handoverId, [...ids]))
    .groupBy(t.handoverLine.handoverId, t.handoverLine.kind)
    .all()
  for (const { id, kind, n } of counted) {
    const of = totals.get(id)
    if (of !== undefined) of[kind] = n
  }
  return totals
}

function summaries(orm: Drizzle, rows: readonly Row[]): HandoverSummary[] {
  const totals = totalsOf(
    orm,
    rows.map(({ handover }) => handover.id),
  )
  return rows.flatMap(({ handover, ...names }) => {
    const of = totals.get(handover.id)
    if (of === undefined) return []
    return {
      id: handover.id,
      number: handover.number,
      at: new Date(handover.at).toISOString(),
      since: new Date(handover.sinceAt).toISOString(),
      ...names,
      counts: handover.counts,
      totals: of,
      openedAt: handover.openedAt === null ? null : new Date(handover.openedAt).toISOString(),
    }
  })
}

/**
 * Handovers, newest first.
 * @param orm the store's file
 * @param by `before`: those before this instant, for the next page
 */
export function listHandovers(orm: Drizzle, by: z.output<typeof listHandoversSchema>): HandoverSummary[] {
  const rows = selectHandovers(orm)
    .where(by.before === null ? undefined : sql`${t.handover.at} < ${Date.parse(by.before)}`)
    .orderBy(desc(t.handover.at), desc(t.handover.id))
    .limit(shown)
    .all()
  return summaries(orm, rows)
}

/**
 * A handover as it was printed, with how its records stand now.
 * @param orm the store's file
 * @param id the handover
 * @throws DeskError not_found/handover_not_found
 */
export function handoverView(orm: Drizzle, id: string): HandoverView {
  const row = selectHandovers(orm).where(eq(t.handover.id, id)).get()
  const [summary] = row === undefined ? [] : summaries(orm, [row])
  if (row === undefined || summary === undefined) throw new DeskError('not_found', 'handover_not_found')
  const lines = orm
    .select()
    .from(t.handoverLine)
    .where(eq(t.handoverLine.handoverId, id))
    .orderBy(asc(t.handoverLine.position))
    .all()
  const standing = standings(orm, lines)
  return {
    ...summary,
    incomingId: row.handover.incomingId,
    remarks: row.handover.remarks,
    lines: lines.map((line) => {
      const { target, state, open } = standing(line)
      return { ...lineView(line, target), remark: line.remark, state, open }
    }),
  }
}

/**
 * The handover that this person's day begins with: the last one they had a part in, where they took it over and have not
 * read it yet.
 * @param caller who looks
 */
export function unreadHandover({ desk, me }: Caller): HandoverSummary | null {
  const { orm } = desk.file
  const row = selectHandovers(orm)
    .where(or(eq(t.handover.incomingId, me.staffId), eq(t.handover.outgoingId, me.staffId)))
    .orderBy(desc(t.handover.at), desc(t.handover.id))
    .limit(1)
    .get()
  if (row === undefined || row.handover.incomingId !== me.staffId || row.handover.openedAt !== null)
    return null
  return summaries(orm, [row])[0] ?? null
}
