import { asc, eq, sql } from 'drizzle-orm'
import type { StoreFile } from '../../../db/open.ts'
import * as t from '../../../db/schema.ts'
import { clockStatus } from '../../../domain/clock-status.ts'
import type { PolicyAt } from '../../../domain/clocks.ts'
import { complaintClocks } from '../../../domain/clocks.ts'
import type { ComplaintView } from '../views.ts'
import { readClockRows } from './clock-rows.ts'
import { clockFactsOf } from './clocks.ts'
import type { Complaint } from './facts.ts'

const iso = (at: number) => new Date(at).toISOString()

/**
 * Clocks, holds and level of a complaint over time, for the picture.
 * @param file the store's file
 * @param complaint its row
 * @param names of staff by id
 * @param now instant, ms
 * @param policyAt the policy in force at an instant
 */
export function timelineOf(
  file: StoreFile,
  complaint: Complaint,
  names: (id: string | null) => string,
  now: number,
  policyAt: PolicyAt,
): Pick<ComplaintView, 'clocks' | 'holds' | 'levelSteps'> {
  const { orm } = file
  const changes = orm
    .select()
    .from(t.levelChange)
    .where(eq(t.levelChange.complaintId, complaint.id))
    .orderBy(sql`rowid`)
    .all()
  const holds = orm
    .select()
    .from(t.hold)
    .where(eq(t.hold.complaintId, complaint.id))
    .orderBy(asc(t.hold.fromAt))
    .all()
  const rows = readClockRows(file, [complaint.id])(complaint.id)
  const clocks = complaintClocks(clockFactsOf(complaint, rows), now, policyAt).map((clock) => ({
    ...clock,
    status: clockStatus(clock, now, policyAt(now)),
  }))
  const first = {
    at: iso(complaint.receivedAt),
    recordedAt: iso(complaint.receivedAt),
    level: changes[0]?.fromLevel ?? complaint.level,
    rule: 'registered',
    by: names(complaint.firstReceiverId),
  }
  return {
    clocks: clocks.sort(
      (a, b) => Number(a.stoppedAt !== null) - Number(b.stoppedAt !== null) || a.dueAt.localeCompare(b.dueAt),
    ),
    holds: holds.map((hold) => ({
      from: iso(hold.fromAt),
      to: iso(hold.releasedAt ?? hold.untilAt),
      reason: hold.reason,
    })),
    levelSteps: [
      first,
      ...changes.map((change) => ({
        at: iso(change.at),
        recordedAt: iso(change.recordedAt),
        level: change.toLevel,
        rule: change.rule,
        by: names(change.staffId),
      })),
    ],
  }
}
