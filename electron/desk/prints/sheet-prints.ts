import { eq } from 'drizzle-orm'
import * as t from '../../../db/schema.ts'
import { partsOf } from '../complaints/rows.ts'
import { complaintView, namesOf, signatureOf } from '../complaints/view.ts'
import type { Caller } from '../context.ts'
import { requireNotErased } from '../customers/erased.ts'
import { DeskError } from '../errors.ts'
import { listStaff } from '../people/staff.ts'
import type { OpinionPrint, SurveyPrint, TrackedRound, TrackingSheetPrint } from '../sheet-print-views.ts'
import { storeView } from '../store.ts'
import type { ComplaintView, HappeningView } from '../views.ts'

function head({ desk }: Caller, complaintId: string) {
  const parts = partsOf(desk.file.orm, complaintId)
  if (parts === null) throw new DeskError('not_found', 'complaint_not_found')
  requireNotErased(desk.file.orm, parts.complaint.customerId)
  return {
    parts,
    top: {
      store: storeView(desk.file.orm),
      number: parts.complaint.number,
      printedAt: new Date(desk.clock.now()).toISOString(),
      customerName: parts.customerName,
      product: parts.product,
    },
  }
}

/**
 * 客户意见表: what the customer said to the signed text, with the signature they drew.
 * @param caller who prints
 * @param id the opinion
 * @throws DeskError not_found/opinion_not_found, not_allowed/outcome_not_signed
 */
export function opinionPrint(caller: Caller, id: string): OpinionPrint {
  const { orm } = caller.desk.file
  const row = orm
    .select({ opinion: t.opinion, resolution: t.resolution })
    .from(t.opinion)
    .innerJoin(t.resolution, eq(t.resolution.id, t.opinion.resolutionId))
    .where(eq(t.opinion.id, id))
    .get()
  if (row === undefined) throw new DeskError('not_found', 'opinion_not_found')
  const { opinion, resolution } = row
  const staff = listStaff(orm)
  const signature = signatureOf(resolution, staff)
  if (signature === null) throw new DeskError('not_allowed', 'outcome_not_signed')
  const { top } = head(caller, opinion.complaintId)
  return {
    ...top,
    kind: 'opinion',
    version: resolution.version,
    option: resolution.options.length > 1 ? opinion.option + 1 : null,
    accepts: opinion.accepts,
    words: opinion.words,
    how: opinion.how,
    at: new Date(opinion.at).toISOString(),
    takenBy: namesOf(staff)(opinion.staffId),
    drawn: opinion.signature,
    signature,
  }
}

/**
 * 客户满意度调查表: one return visit.
 * @param caller who prints
 * @param id the return visit
 * @throws DeskError not_found/survey_not_found
 */
export function surveyPrint(caller: Caller, id: string): SurveyPrint {
  const { orm } = caller.desk.file
  const visit = orm.select().from(t.returnVisit).where(eq(t.returnVisit.id, id)).get()
  if (visit === undefined) throw new DeskError('not_found', 'survey_not_found')
  const { parts, top } = head(caller, visit.complaintId)
  const { solution, handler, technician, remarks, reason, how, byCustomer } = visit
  return {
    ...top,
    kind: 'survey',
    handlerName: parts.handlerName ?? '',
    at: new Date(visit.at).toISOString(),
    takenBy: namesOf(listStaff(orm))(visit.staffId),
    ...{ solution, handler, technician, remarks, reason, how, byCustomer },
  }
}

/** Lines that say the round after them, or the one that runs when they are read. */
const ending: ReadonlySet<HappeningView['action']> = new Set(['customer_rejects', 'return_visit', 'level'])

function lineOf({ id, at, by, action, details }: HappeningView): TrackedRound['lines'][number] {
  return { id, at, by, action, details }
}

function roundsOf(view: ComplaintView): TrackedRound[] {
  const numbers = Array.from({ length: view.round }, (_, index) => index + 1)
  const rounds = new Map(numbers.map((round) => [round, { round, lines: [], signed: null } as TrackedRound]))
  let reached = 1
  for (const line of view.happenings.toReversed()) {
    // What ended a round belongs to it, though the next has begun with it; so does a raise by rule to the one it fell in.
    const round = ending.has(line.action) ? reached : line.round
    if (line.action !== 'level') reached = line.round
    rounds.get(round)?.lines.push(lineOf(line))
  }
  // Before the signature no paper says an outcome (process section 4).
  for (const { round, version, wording, signature } of view.resolutions) {
    const of = rounds.get(round)
    if (of !== undefined && signature !== null && version > (of.signed?.version ?? 0))
      of.signed = { version, wording, checkCode: signature.checkCode }
  }
  return [...rounds.values()]
}

/**
 * 售后服务跟踪表 of the present round, carrying those of the rounds before it.
 * @param caller who prints
 * @param complaintId the complaint
 * @throws DeskError not_found/complaint_not_found
 */
export function trackingSheetPrint(caller: Caller, complaintId: string): TrackingSheetPrint {
  const { parts, top } = head(caller, complaintId)
  const view = complaintView(caller, complaintId)
  return {
    ...top,
    kind: 'tracking_sheet',
    whatHappened: parts.complaint.whatHappened,
    handlerName: parts.handlerName ?? '',
    rounds: roundsOf(view),
  }
}
