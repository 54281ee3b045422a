import { and, desc, eq } from 'drizzle-orm'
import type { Drizzle } from '../../../db/open.ts'
import type { RecordOf } from '../../../db/records.ts'
import * as t from '../../../db/schema.ts'
import { replyDue } from '../../../domain/clocks.ts'
import type { Policy } from '../../../domain/policy.ts'
import { holdSpans } from '../../../domain/spans.ts'
import { isEnded } from '../../../domain/vocabulary.ts'
import type { Complaint } from './facts.ts'

/** The end of time, ms: where a complaint stands in the queue while no clock runs. */
export const noClock = 8_640_000_000_000_000

/**
 * Where the complaint stands in the queue: when its running clock is due.
 * @param complaint state and reply columns
 * @returns instant, ms; `noClock` when none runs
 */
export function queuePlace(complaint: Pick<Complaint, 'state' | 'repliedAt' | 'replyDueAt'>): number {
  return isEnded(complaint.state) || complaint.repliedAt !== null ? noClock : complaint.replyDueAt
}

/** What is being written by the same command and cannot be read yet. */
export interface PendingClockChange {
  readonly hold?: RecordOf<'hold'>
  readonly postponedTo?: string
}

/**
 * The reply deadline as it is after a hold, a postponement, a merge or a reopening.
 * @param orm the store's file, for the holds and postponements since the clock's start
 * @param complaint the complaint after the change
 * @param policy the policy in force
 * @param pending what the same command adds
 */
export function replyColumns(
  orm: Drizzle,
  complaint: Complaint,
  policy: Policy,
  pending: PendingClockChange = {},
) {
  const kept = orm.select().from(t.hold).where(eq(t.hold.complaintId, complaint.id)).all()
  const holds = [
    ...kept.filter((each) => each.id !== pending.hold?.id),
    ...(pending.hold ? [pending.hold] : []),
  ]
  const agreed = orm
    .select({ newDateOn: t.postponement.newDateOn, at: t.postponement.at })
    .from(t.postponement)
    .where(and(eq(t.postponement.complaintId, complaint.id), eq(t.postponement.consent, true)))
    .orderBy(desc(t.postponement.at))
    .limit(1)
    .get()
  const postponedTo =
    pending.postponedTo ??
    (agreed !== undefined && agreed.at >= complaint.replyFromAt ? agreed.newDateOn : null)
  const spans = holdSpans(
    holds.map((hold) => ({ from: hold.fromAt, to: hold.releasedAt ?? hold.untilAt })),
    noClock,
  )
  const due = replyDue(complaint.replyFromAt, spans, postponedTo, policy)
  return {
    replyDueAt: due.at,
    replyDueProvisional: due.provisional,
    queueAt: queuePlace({ ...complaint, replyDueAt: due.at }),
  }
}
