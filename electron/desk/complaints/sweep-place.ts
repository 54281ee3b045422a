import type Database from 'better-sqlite3'
import type { ClockMs } from '../../../domain/clocks.ts'
import { complaintClocksMs } from '../../../domain/clocks.ts'
import type { LevelTimeline } from '../../../domain/level-raises.ts'
import { raisesAround } from '../../../domain/level-raises.ts'
import type { DeskContext } from '../context.ts'
import { readClockRows } from './clock-rows.ts'
import { clockColumns, clockFactsOf, levelTimelineOf, nextLookAt } from './clocks.ts'
import type { Complaint } from './facts.ts'

function prepare(raw: Database.Database) {
  return {
    set: raw.prepare<[string, number]>(
      `INSERT INTO sweep (complaint_id, at) VALUES (?, ?)
       ON CONFLICT(complaint_id) DO UPDATE SET at = excluded.at WHERE at <> excluded.at`,
    ),
    clear: raw.prepare<[string]>('DELETE FROM sweep WHERE complaint_id = ?'),
  }
}

const prepared = new WeakMap<Database.Database, ReturnType<typeof prepare>>()

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
  clocks: readonly ClockMs[],
  timeline: LevelTimeline,
  now: number,
): void {
  const { next } = raisesAround(timeline, now, desk.policyAt(Number(timeline.transferredAt)))
  setSweep(desk, complaintId, nextLookAt(clocks, next, now, desk.policyAt))
}

/**
 * @param desk the desk
 * @param complaintId the complaint
 * @param at when to look again, ms; null = never
 */
export function setSweep(desk: DeskContext, complaintId: string, at: number | null): void {
  const { raw } = desk.file
  const statements = prepared.get(raw) ?? prepare(raw)
  prepared.set(raw, statements)
  if (at === null) statements.clear.run(complaintId)
  else statements.set.run(complaintId, at)
}

/**
 * The complaint with the columns that its clocks decide, computed from all that the open transaction has written; and the
 * sweeper's place for it.
 * @param desk the desk
 * @param complaint the row as it will be, clocks not yet
 * @param now instant, ms
 */
export function withClocks(desk: DeskContext, complaint: Complaint, now: number): Complaint {
  const rows = readClockRows(desk.file, [complaint.id])(complaint.id)
  const clocks = complaintClocksMs(clockFactsOf(complaint, rows), now, desk.policyAt)
  if (complaint.endedAt !== null) setSweep(desk, complaint.id, null)
  else placeSweep(desk, complaint.id, clocks, levelTimelineOf(complaint, rows, now), now)
  return { ...complaint, ...clockColumns(clocks, rows) }
}
