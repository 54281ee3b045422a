import { and, asc, desc, eq, gt, gte, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Drizzle } from '../../../db/open.ts'
import type { RecordOf } from '../../../db/records.ts'
import * as t from '../../../db/schema.ts'
import type { RemedyLine } from '../../../domain/complaint/input.ts'
import type { ComplaintFacts } from '../../../domain/complaint/judge.ts'
import { goodwillOf, nothingToExecute, resolutionGaps } from '../../../domain/complaint/resolution.ts'
import type { Policy } from '../../../domain/policy.ts'
import type { Department } from '../../../domain/vocabulary.ts'
import { storeDay } from '../../../domain/working-time.ts'
import { hasOpenCase } from '../cases/guard.ts'

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
    told: orm
      .select({ at: t.resolution.communicatedAt })
      .from(t.resolution)
      .where(and(eq(t.resolution.complaintId, id), isNotNull(t.resolution.communicatedAt)))
      .prepare(),
    opinions: orm.select({ at: t.opinion.at }).from(t.opinion).where(eq(t.opinion.complaintId, id)).prepare(),
    accepted: orm
      .select({
        resolutionId: t.opinion.resolutionId,
        option: t.opinion.option,
        options: t.resolution.options,
      })
      .from(t.opinion)
      .innerJoin(t.resolution, eq(t.resolution.id, t.opinion.resolutionId))
      .where(and(eq(t.opinion.complaintId, id), eq(t.opinion.accepts, true)))
      .prepare(),
    openSheet: orm
      .select({ department: t.contactSheet.department })
      .from(t.contactSheet)
      .where(
        and(
          eq(t.contactSheet.complaintId, id),
          isNull(t.contactSheet.answeredAt),
          isNull(t.contactSheet.recalledAt),
        ),
      )
      .limit(1)
      .prepare(),
    openTasks: orm
      .select({ department: t.executionTask.department })
      .from(t.executionTask)
      .where(
        and(
          eq(t.executionTask.complaintId, id),
          eq(t.executionTask.resolutionId, sql.placeholder('resolutionId')),
          isNull(t.executionTask.doneAt),
        ),
      )
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

/**
 * When the customer was last spoken to: by the same facts that the clocks go by, and whenever the customer came forward.
 */
function lastReachedAt(orm: Drizzle, complaint: Complaint, contacts: readonly ContactFact[]): number {
  const { told, opinions } = queries(orm)
  const heard = contacts.filter((each) => each.reached || each.direction === 'in').map((each) => each.at)
  const papers = told.all({ id: complaint.id }).flatMap((paper) => paper.at ?? [])
  const words = opinions.all({ id: complaint.id }).map((opinion) => opinion.at)
  return Math.max(complaint.firstContactAt ?? 0, ...heard, ...papers, ...words)
}

interface ContactFact {
  readonly at: number
  readonly direction: 'in' | 'out'
  readonly reached: boolean
}

/** How long the customer could not be reached, and on how many days a return visit was tried in vain. */
function reachability(orm: Drizzle, complaint: Complaint, now: number, policy: Policy) {
  const contacts = queries(orm).contacts.all({ id: complaint.id })
  const missed = contacts.filter((each) => !each.reached && each.direction === 'out')
  if (missed.length === 0) return { unreachableDays: 0, visitAttemptDays: 0 }
  const lastReached = lastReachedAt(orm, complaint, contacts)
  const firstMiss = missed.find((each) => each.at > lastReached)?.at
  const since = complaint.resolvedAt ?? Number.POSITIVE_INFINITY
  const visits = missed.filter((each) => each.at >= since).map((each) => storeDay(each.at, policy))
  return {
    unreachableDays: firstMiss === undefined ? 0 : Math.floor((now - firstMiss) / dayMs),
    visitAttemptDays: new Set(visits).size,
  }
}

/**
 * What the customer accepted on other papers of the same complaint: a limit is per complaint, not per paper (section 14).
 * @param orm the store's file
 * @param complaintId the complaint
 * @param resolutionId the paper in hand, null for one that is not recorded yet
 */
export function earlierLines(orm: Drizzle, complaintId: string, resolutionId: string | null): RemedyLine[] {
  return queries(orm)
    .accepted.all({ id: complaintId })
    .filter((opinion) => opinion.resolutionId !== resolutionId)
    .flatMap((opinion) => opinion.options[opinion.option]?.lines ?? [])
}

/** Departments whose part of what the customer accepted is still to be done. */
function departmentsToDo(orm: Drizzle, complaint: Complaint, resolution: Resolution | null): Department[] {
  if (complaint.state !== 'executing' || resolution === null) return []
  const open = queries(orm).openTasks.all({ id: complaint.id, resolutionId: resolution.id })
  return open.flatMap((task) => task.department ?? [])
}

function openSheetDepartment(orm: Drizzle, complaint: Complaint): Department | null {
  if (complaint.state !== 'dispatched') return null
  return queries(orm).openSheet.get({ id: complaint.id })?.department ?? null
}

function resolutionFacts(
  orm: Drizzle,
  resolution: Resolution | null,
  offered: number,
): ComplaintFacts['resolution'] {
  if (resolution === null) return null
  const { options, wording, preparers } = resolution
  return {
    preparers,
    gaps: resolutionGaps(options, wording),
    goodwill: goodwillOf(options, earlierLines(orm, resolution.complaintId, resolution.id)),
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
    sheetDepartment: openSheetDepartment(orm, complaint),
    taskDepartments: departmentsToDo(orm, complaint, resolution),
    anonymous: complaint.anonymous,
    hasFinding: finding.get({ id: complaint.id }) !== undefined,
    resolution: resolutionFacts(orm, resolution, complaint.offeredOption),
    rejections: complaint.rejections,
    ...reachability(orm, complaint, now, policy),
    onHold: runningHold(orm, complaint.id, now) !== null,
    outcomeNoticeGiven: notice.get({ id: complaint.id, since: resolution?.signedAt ?? 0 }) !== undefined,
    get hasOpenCase() {
      return hasOpenCase(orm, complaint.id)
    },
  }
}
