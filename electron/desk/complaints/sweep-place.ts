import { sql } from 'drizzle-orm'
import type { Drizzle } from '../../../db/open.ts'
import * as t from '../../../db/schema.ts'
import type { Clock } from '../../../domain/clocks.ts'
import { complaintClocks } from '../../../domain/clocks.ts'
import type { LevelTimeline } from '../../../domain/level-raises.ts'
import type { DeskContext } from '../context.ts'
import { clockColumns, clockFactsOf, levelTimelineOf, nextLookAt } from './clocks.ts'
import type { Complaint } from './facts.ts'

function prepare(orm: Drizzle) {
  const values = { complaintId: sql.placeholder('complaintId'), at: sql.placeholder('at') }
  return {
    set: orm
      .insert(t.sweep)
      .values(values)
      .onConflictDoUpdate({ target: t.sweep.complaintId, set: { at: sql`excluded.at` } })
      .prepare(),
    clear: orm
      .delete(t.sweep)
      .where(sql`complaint_id = ${sql.placeholder('complaintId')}`)
      .prepare(),
  }
}

const prepared = new WeakMap<Drizzle, ReturnType<typeof prepare>>()

/**
 * Notes when the sweeper must look at a complaint again; in the transaction that writes the complaint.
 * @param desk the desk
 * @param complaintId the complaint, written before
 * @param clocks all its clocks
 * @param timeline what its level depends on
 * @param now instant, ms
 */
export function placeSweep(
  desk: DeskContext,
  complaintId: string,
  clocks: readonly Clock[],
  timeline: LevelTimeline,
  now: number,
): void {
  const { orm } = desk.file
  const statements = prepared.get(orm) ?? prepare(orm)
  prepared.set(orm, statements)
  const at = nextLookAt(clocks, timeline, now, desk.policyAt)
  if (at === null) statements.clear.run({ complaintId })
  else statements.set.run({ complaintId, at })
}

/**
 * The complaint with the columns that its clocks decide, computed from all that the open transaction has written.
 * @param desk the desk
 * @param complaint the row as it will be, clocks not yet
 * @param now instant, ms
 */
export function withClocks(desk: DeskContext, complaint: Complaint, now: number): Complaint {
  const { orm } = desk.file
  const clocks = complaintClocks(clockFactsOf(orm, complaint), now, desk.policyAt)
  placeSweep(desk, complaint.id, clocks, levelTimelineOf(orm, complaint), now)
  return { ...complaint, ...clockColumns(clocks) }
}
