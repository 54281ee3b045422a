import { and, asc, desc, eq, gte, isNull } from 'drizzle-orm'
import type { Drizzle } from '../../../db/open.ts'
import type { RecordOf } from '../../../db/records.ts'
import * as t from '../../../db/schema.ts'
import type { ComplaintFacts } from '../../../domain/complaint/judge.ts'
import { goodwillOf, nothingToExecute, resolutionGaps } from '../../../domain/complaint/resolution.ts'
import type { Policy } from '../../../domain/policy.ts'
import { storeDay } from '../../../domain/working-time.ts'

export type Complaint = RecordOf<'complaint'>
export type Resolution = RecordOf<'resolution'>

const dayMs = 86_400_000

/**
 * The resolution that the running round works on: the last version, unless it came back or head office refused it.
 * @param orm the store's file
 * @param complaint the complaint
 */
export function currentResolution(orm: Drizzle, complaint: Complaint): Resolution | null {
  const last = lastResolution(orm, complaint.id)
  if (last === null || last.round !== complaint.round) return null
  return last.returnedAt !== null || last.refusedAt !== null ? null : last
}

/**
 * The newest version of any round.
 * @param orm the store's file
 * @param complaintId the complaint
 */
export function lastResolution(orm: Drizzle, complaintId: string): Resolution | null {
  return (
    orm
      .select()
      .from(t.resolution)
      .where(eq(t.resolution.complaintId, complaintId))
      .orderBy(desc(t.resolution.version))
      .limit(1)
      .get() ?? null
  )
}

/**
 * The hold that stands now.
 * @param orm the store's file
 * @param complaintId the complaint
 * @param now instant, ms
 */
export function runningHold(orm: Drizzle, complaintId: string, now: number): RecordOf<'hold'> | null {
  const open = orm
    .select()
    .from(t.hold)
    .where(and(eq(t.hold.complaintId, complaintId), isNull(t.hold.releasedAt)))
    .all()
  return open.find((hold) => hold.fromAt <= now && hold.untilAt > now) ?? null
}

/** Outgoing attempts since a moment that did not reach the customer, and when the customer was last reached. */
function reachability(orm: Drizzle, complaint: Complaint, now: number, policy: Policy) {
  const contacts = orm
    .select({ at: t.contact.at, direction: t.contact.direction, reached: t.contact.reached })
    .from(t.contact)
    .where(and(eq(t.contact.complaintId, complaint.id), eq(t.contact.nuisance, false)))
    .orderBy(asc(t.contact.at))
    .all()
  const lastReached = contacts.findLast((each) => each.reached || each.direction === 'in')?.at ?? 0
  const missed = contacts.filter((each) => !each.reached && each.direction === 'out')
  const firstMiss = missed.find((each) => each.at > lastReached)?.at
  const since = complaint.resolvedAt ?? Number.POSITIVE_INFINITY
  return {
    unreachableDays: firstMiss === undefined ? 0 : Math.floor((now - firstMiss) / dayMs),
    visitAttemptDays: new Set(
      missed.filter((each) => each.at >= since).map((each) => storeDay(each.at, policy)),
    ).size,
  }
}

/**
 * What the rules of section 3 must know about a complaint as it stands.
 * @param orm the store's file
 * @param complaint its row
 * @param policy the policy in force
 * @param now instant, ms
 */
export function factsOf(orm: Drizzle, complaint: Complaint, policy: Policy, now: number): ComplaintFacts {
  const resolution = currentResolution(orm, complaint)
  const finding = orm
    .select({ id: t.finding.id })
    .from(t.finding)
    .where(eq(t.finding.complaintId, complaint.id))
    .limit(1)
    .get()
  const notice = orm
    .select({ id: t.outcomeNotice.id })
    .from(t.outcomeNotice)
    .where(
      and(eq(t.outcomeNotice.complaintId, complaint.id), gte(t.outcomeNotice.at, resolution?.signedAt ?? 0)),
    )
    .limit(1)
    .get()
  return {
    state: complaint.state,
    level: complaint.level,
    round: complaint.round,
    handlerId: complaint.handlerId,
    department: complaint.department,
    anonymous: complaint.anonymous,
    hasFinding: finding !== undefined,
    resolution:
      resolution === null
        ? null
        : {
            preparers: [
              resolution.preparedBy,
              ...(resolution.submittedBy === null ? [] : [resolution.submittedBy]),
            ],
            gaps: resolutionGaps(resolution.options, resolution.wording),
            goodwill: goodwillOf(resolution.options),
            options: resolution.options.length,
            offered: complaint.offeredOption,
            nothingToExecute: resolution.options.map(nothingToExecute),
            approvedByHeadOffice: resolution.approvalReference !== null,
          },
    rejections: complaint.rejections,
    ...reachability(orm, complaint, now, policy),
    onHold: runningHold(orm, complaint.id, now) !== null,
    outcomeNoticeGiven: notice !== undefined,
  }
}
