import { aboutToEndMs, firstToEnd } from '../../../domain/clock-status.ts'
import type { ClockFacts, ClockMs, PolicyAt } from '../../../domain/clocks.ts'
import { isResolved } from '../../../domain/complaint/judge.ts'
import type { LevelTimeline, RaiseMs, RaiseRule } from '../../../domain/level-raises.ts'
import { raiseRules } from '../../../domain/level-raises.ts'
import type { ClockRows, LevelRow } from './clock-rows.ts'
import type { Complaint } from './facts.ts'

/** The end of time, ms: where a complaint stands in the queue while no clock runs. */
export const noClock = 8_640_000_000_000_000

/** Columns of a complaint from which its clocks and its level are computed. */
export type ClockComplaint = Pick<
  Complaint,
  | 'id'
  | 'state'
  | 'level'
  | 'transferredAt'
  | 'receivedAt'
  | 'rulesFromAt'
  | 'acceptedAt'
  | 'firstContactAt'
  | 'replyFromAt'
  | 'repliedAt'
  | 'resolvedAt'
  | 'endedAt'
  | 'officialDueOn'
>

function isRaise(rule: string): rule is RaiseRule {
  return (raiseRules as readonly string[]).includes(rule)
}

function reachedAt(complaint: ClockComplaint, rows: ClockRows): number[] {
  return [
    ...(complaint.firstContactAt === null ? [] : [complaint.firstContactAt]),
    ...rows.contacts.filter((contact) => contact.reached === 1).map((contact) => contact.at),
    ...rows.papers.flatMap((paper) => paper.communicatedAt ?? []),
    ...rows.opinions.map((opinion) => opinion.at),
  ]
}

/** From the last arrival in a state until it was left. */
function lastStay(rows: ClockRows, state: Complaint['state']) {
  const arrived = rows.moves.findLastIndex((move) => move.toState === state)
  const arrival = rows.moves[arrived]
  return arrival === undefined ? null : { startedAt: arrival.at, doneAt: rows.moves[arrived + 1]?.at ?? null }
}

function executionOf(rows: ClockRows): ClockFacts['execution'] {
  const accepted = rows.opinions.findLast((opinion) => opinion.accepts === 1)
  const tasks = rows.tasks.filter((task) => task.resolutionId === accepted?.resolutionId)
  const stay = lastStay(rows, 'executing')
  if (accepted === undefined || stay === null || tasks.length === 0) return null
  const open = tasks.filter((task) => task.doneAt === null)
  const dueAt = Math.min(...(open.length > 0 ? open : tasks).map((task) => task.dueAt))
  return { ...stay, dueAt }
}

/** The last agreed repair at the customer's home: a later agreement takes the place of the earlier one. */
function onSiteOf(complaint: ClockComplaint, rows: ClockRows): ClockFacts['onSite'] {
  const agreed = rows.contacts.findLastIndex((contact) => contact.onSiteAt !== null)
  const agreement = rows.contacts[agreed]
  if (agreement === undefined) return null
  const done = rows.contacts.slice(agreed + 1).find((contact) => contact.onSiteDone === 1)
  return [{ startedAt: agreement.at, doneAt: done?.at ?? complaint.resolvedAt }]
}

/** Answered = communicated or settled, in any life of the complaint; a reopening is no second sheet. */
function officialSheetOf(complaint: ClockComplaint, rows: ClockRows): ClockFacts['officialSheet'] {
  if (complaint.officialDueOn === null) return null
  const told = rows.papers.find((paper) => paper.communicatedAt !== null)?.communicatedAt
  const doneAt = told ?? complaint.repliedAt ?? reopeningsOf(rows)[0]?.resolvedAt ?? null
  return { startedAt: complaint.receivedAt, dueOn: complaint.officialDueOn, doneAt }
}

/**
 * What the clocks of one complaint depend on.
 * @param complaint its row
 * @param rows what was recorded of it
 */
export function clockFactsOf(complaint: ClockComplaint, rows: ClockRows): ClockFacts {
  const told = rows.papers.flatMap((paper) => paper.communicatedAt ?? [])
  const sheet = rows.sheets.at(-1)
  const paper = rows.papers.findLast((each) => each.submittedAt !== null)
  const agreed = rows.agreed.at(-1)
  const major = rows.levels.findLast((change) => change.fromLevel < 4 && change.toLevel >= 4)
  return {
    level: complaint.level,
    transferredAt: complaint.transferredAt,
    receivedAt: complaint.receivedAt,
    acceptedAt: complaint.acceptedAt,
    reopenedAt: complaint.replyFromAt > complaint.receivedAt ? complaint.replyFromAt : null,
    reachedAt: reachedAt(complaint, rows),
    wordsAt: [
      ...rows.contacts.filter((contact) => contact.direction === 'out').map((contact) => contact.at),
      ...told,
    ],
    majorSince: major?.at ?? null,
    resolvedAt: complaint.resolvedAt,
    endedAt: complaint.endedAt,
    holds: rows.holds.map((hold) => ({ from: hold.fromAt, to: hold.releasedAt ?? hold.untilAt })),
    postponedTo: agreed !== undefined && agreed.at >= complaint.replyFromAt ? agreed.newDateOn : null,
    dispatch:
      sheet === undefined
        ? null
        : {
            startedAt: sheet.sentAt,
            doneAt: sheet.answeredAt ?? sheet.recalledAt,
            dueAt: sheet.dueGiven === 1 ? sheet.dueAt : null,
          },
    signature:
      paper?.submittedAt == null
        ? null
        : { startedAt: paper.submittedAt, doneAt: paper.storeSignedAt ?? paper.returnedAt },
    repliedAt: complaint.repliedAt,
    onSite: onSiteOf(complaint, rows),
    execution: executionOf(rows),
    returnVisit: lastStay(rows, 'executed'),
    officialSheet: officialSheetOf(complaint, rows),
  }
}

/** Stretches in which the complaint was resolved before and then was not any more. */
function reopeningsOf(rows: ClockRows): { resolvedAt: number; reopenedAt: number }[] {
  const found: { resolvedAt: number; reopenedAt: number }[] = []
  let resolvedAt: number | null = null
  for (const move of rows.moves) {
    if (isResolved(move.toState)) resolvedAt ??= move.at
    else if (resolvedAt !== null) {
      found.push({ resolvedAt, reopenedAt: move.at })
      resolvedAt = null
    }
  }
  return found
}

/**
 * Level changes at instants that follow each other up to now: where the computer's clock was set back in between, what was
 * written first came first, and nothing that is written lies ahead.
 */
function inOrder(levels: readonly LevelRow[], now: number): LevelRow[] {
  const ordered: LevelRow[] = []
  let bound = now + 1
  for (const change of levels.toReversed()) {
    const at = change.at > bound ? bound - 1 : Math.min(change.at, now)
    ordered.unshift({ ...change, at })
    bound = at
  }
  return ordered
}

/**
 * The facts of one complaint that its level depends on (process section 5). A fact that lies ahead of now because the
 * computer's clock was set back has happened all the same.
 * @param complaint its row
 * @param rows what was recorded of it
 * @param now instant, ms
 */
export function levelTimelineOf(complaint: ClockComplaint, rows: ClockRows, now: number): LevelTimeline {
  const past = (at: number) => Math.min(at, now)
  const pastOrNull = (at: number | null) => (at === null ? null : past(at))
  const { acceptedAt } = complaint
  const changes = inOrder(rows.levels, now)
  const calls = rows.contacts.filter((each) => each.direction === 'in' && each.channel === 'phone')
  const reached = acceptedAt === null ? [] : reachedAt(complaint, rows).filter((at) => at >= acceptedAt)
  const recorded = changes.flatMap(({ rule, at, fromLevel, toLevel }): RaiseMs[] =>
    isRaise(rule) ? [{ at, from: fromLevel, to: toLevel, rule }] : [],
  )
  return {
    level: changes[0]?.fromLevel ?? complaint.level,
    transferredAt: complaint.transferredAt,
    acceptedAt: pastOrNull(acceptedAt),
    firstContactAt: reached.length === 0 ? null : past(Math.min(...reached)),
    customerCallsAt: calls.map((call) => past(call.at)),
    holds: rows.holds.map((hold) => ({
      from: past(hold.fromAt),
      to: pastOrNull(hold.releasedAt) ?? hold.untilAt,
    })),
    resolvedAt: pastOrNull(complaint.resolvedAt),
    manualLevels: changes
      .filter((change) => !isRaise(change.rule))
      .map((change) => ({ at: change.at, level: change.toLevel })),
    reopenings: reopeningsOf(rows).map(({ resolvedAt, reopenedAt }) => ({
      resolvedAt: past(resolvedAt),
      reopenedAt: past(reopenedAt),
    })),
    recorded,
    computedFrom: complaint.rulesFromAt > complaint.transferredAt ? past(complaint.rulesFromAt) : null,
  }
}

/** Columns of a complaint that follow from what was recorded of it. */
export type ClockColumns = Pick<
  Complaint,
  | 'replyDueAt'
  | 'replyDueProvisional'
  | 'clockKind'
  | 'clockProvisional'
  | 'queueAt'
  | 'promisedAt'
  | 'raisedAt'
>

/**
 * What the row says of the clocks: the reply deadline, the running clock that ends first, the promise of the last contact
 * and when a rule last raised the level.
 * @param clocks all clocks of the complaint, `complaintClocksMs`
 * @param rows what was recorded of it
 */
export function clockColumns(
  clocks: readonly ClockMs[],
  rows: Pick<ClockRows, 'contacts' | 'levels'>,
): ClockColumns {
  const reply = clocks.find((clock) => clock.kind === 'reply')
  if (reply === undefined) throw new Error('Every complaint has a reply clock')
  const first = firstToEnd(clocks)
  return {
    replyDueAt: reply.due,
    replyDueProvisional: reply.provisional,
    clockKind: first?.kind ?? null,
    clockProvisional: first?.provisional ?? false,
    queueAt: first?.due ?? noClock,
    promisedAt: rows.contacts.at(-1)?.nextAt ?? null,
    raisedAt: rows.levels.findLast((change) => isRaise(change.rule))?.recordedAt ?? null,
  }
}

const dayMs = 86_400_000

/**
 * When somebody must look again if nothing happens: the next raise, the next clock that is about to end or late, the next
 * daily reminder of a late one.
 * @param clocks all clocks of the complaint
 * @param raise the next raise if nothing happens, `raisesAround`
 * @param now instant, ms
 * @param policyAt the policy in force at an instant
 * @returns instant, ms; null when nothing is to come
 */
export function nextLookAt(
  clocks: readonly ClockMs[],
  raise: RaiseMs | null,
  now: number,
  policyAt: PolicyAt,
): number | null {
  const policy = policyAt(now)
  let next = Number.POSITIVE_INFINITY
  const consider = (at: number) => {
    if (at > now && at < next) next = at
  }
  for (const clock of clocks) {
    if (clock.stopped !== null) continue
    const late = clock.due + 1
    consider(aboutToEndMs(clock, policy))
    consider(late)
    consider(late + Math.ceil(Math.max(0, now - late + 1) / dayMs) * dayMs)
  }
  if (raise !== null) consider(raise.at)
  return Number.isFinite(next) ? next : null
}
