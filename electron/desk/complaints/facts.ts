import { and, asc, desc, eq, gt, gte, isNull, sql } from 'drizzle-orm'
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
const id = sql.placeholder('id')

/** Every list asks these for each of its rows, so they are prepared once per open file. */
function prepare(orm: Drizzle) {
  return {
    lastResolution: orm
      .select()
      .from(t.resolution)
      .where(eq(t.resolution.complaintId, id))
      .orderBy(desc(t.resolution.version))
      .limit(1)
      .prepare(),
    runningHold: orm
      .select()
      .from(t.hold)
      .where(
        and(
          eq(t.hold.complaintId, id),
          isNull(t.hold.releasedAt),
          gt(t.hold.untilAt, sql.placeholder('now')),
        ),
      )
      .limit(1)
      .prepare(),
    contacts: orm
      .select({ at: t.contact.at, direction: t.contact.direction, reached: t.contact.reached })
      .from(t.contact)
      .where(and(eq(t.contact.complaintId, id), eq(t.contact.nuisance, false)))
      .orderBy(asc(t.contact.at))
      .prepare(),
    finding: orm
      .select({ id: t.finding.id })
      .from(t.finding)
      .where(eq(t.finding.complaintId, id))
      .limit(1)
      .prepare(),
    notice: orm
      .select({ id: t.outcomeNotice.id })
      .from(t.outcomeNotice)
      .where(and(eq(t.outcomeNotice.complaintId, id), gte(t.outcomeNotice.at, sql.placeholder('since'))))
      .limit(1)
      .prepare(),
  }
}

const prepared = new WeakMap<Drizzle, ReturnType<typeof prepare>>()

function queries(orm: Drizzle): ReturnType<typeof prepare> {
  const known = prepared.get(orm)
  if (known !== undefined) return known
  const made = prepare(orm)
  prepared.set(orm, made)
  return made
}

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
  return queries(orm).lastResolution.get({ id: complaintId }) ?? null
}

/**
 * The hold that stands now.
 * @param orm the store's file
 * @param complaintId the complaint
 * @param now instant, ms
 */
export function runningHold(orm: Drizzle, complaintId: string, now: number): RecordOf<'hold'> | null {
  return queries(orm).runningHold.get({ id: complaintId, now }) ?? null
}

/** How long the customer could not be reached, and on how many days a return visit was tried in vain. */
function reachability(orm: Drizzle, complaint: Complaint, now: number, policy: Policy) {
  const contacts = queries(orm).contacts.all({ id: complaint.id })
  const lastReached = contacts.findLast((each) => each.reached || each.direction === 'in')?.at ?? 0
  const missed = contacts.filter((each) => !each.reached && each.direction === 'out')
  const firstMiss = missed.find((each) => each.at > lastReached)?.at
  const since = complaint.resolvedAt ?? Number.POSITIVE_INFINITY
  const visits = missed.filter((each) => each.at >= since).map((each) => storeDay(each.at, policy))
  return {
    unreachableDays: firstMiss === undefined ? 0 : Math.floor((now - firstMiss) / dayMs),
    visitAttemptDays: new Set(visits).size,
  }
}

function resolutionFacts(resolution: Resolution | null, offered: number): ComplaintFacts['resolution'] {
  if (resolution === null) return null
  const { options, wording, preparedBy, submittedBy } = resolution
  return {
    preparers: submittedBy === null ? [preparedBy] : [preparedBy, submittedBy],
    gaps: resolutionGaps(options, wording),
    goodwill: goodwillOf(options),
    options: options.length,
    offered,
    nothingToExecute: options.map(nothingToExecute),
    approvedByHeadOffice: resolution.approvalReference !== null,
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
  const { finding, notice } = queries(orm)
  const resolution = currentResolution(orm, complaint)
  return {
    state: complaint.state,
    level: complaint.level,
    round: complaint.round,
    handlerId: complaint.handlerId,
    department: complaint.department,
    anonymous: complaint.anonymous,
    hasFinding: finding.get({ id: complaint.id }) !== undefined,
    resolution: resolutionFacts(resolution, complaint.offeredOption),
    rejections: complaint.rejections,
    ...reachability(orm, complaint, now, policy),
    onHold: runningHold(orm, complaint.id, now) !== null,
    outcomeNoticeGiven: notice.get({ id: complaint.id, since: resolution?.signedAt ?? 0 }) !== undefined,
  }
}
