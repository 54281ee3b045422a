import { asc, desc, eq } from 'drizzle-orm'
import type { RecordOf } from '../../../db/records.ts'
import * as t from '../../../db/schema.ts'
import { offers } from '../../../domain/complaint/judge.ts'
import { goodwillOf, resolutionGaps } from '../../../domain/complaint/resolution.ts'
import type { Caller } from '../context.ts'
import { customerView, earlierComplaints, purchaseLineView } from '../customers/recall.ts'
import { DeskError } from '../errors.ts'
import type { Staff } from '../people/staff.ts'
import { listStaff } from '../people/staff.ts'
import type {
  ComplaintView,
  ContactSheetView,
  FileView,
  FindingView,
  ResolutionView,
  TaskView,
} from '../views.ts'
import type { Complaint, Resolution } from './facts.ts'
import { earlierLines, factsOf, runningHold } from './facts.ts'
import { happeningsOf } from './happenings.ts'
import { complaintRow, partsOf } from './rows.ts'
import { timelineOf } from './timeline.ts'

const iso = (at: number) => new Date(at).toISOString()
const isoOrNull = (at: number | null) => (at === null ? null : iso(at))

/** Names of staff by id, those who left included. */
export type Names = (id: string | null) => string

export function namesOf(staff: readonly Staff[]): Names {
  const byId = new Map(staff.map((each) => [each.id, each.name]))
  return (id) => (id === null ? '' : (byId.get(id) ?? ''))
}

/**
 * The signature under a resolution that is signed for good.
 * @param resolution the version
 * @param staff everybody
 * @returns null while it is not
 */
export function signatureOf(resolution: Resolution, staff: readonly Staff[]): ResolutionView['signature'] {
  const signer = staff.find((each) => each.id === resolution.storeSignedBy)
  if (resolution.signedAt === null || resolution.checkCode === null || signer === undefined) return null
  return {
    signerName: signer.name,
    signerNumber: signer.number,
    signerRole: signer.role,
    at: iso(resolution.signedAt),
    checkCode: resolution.checkCode,
    selfSigned: resolution.preparers.includes(signer.id),
    approvalReference: resolution.approvalReference,
  }
}

function resolutionView(orm: Orm, row: Resolution, staff: readonly Staff[], names: Names): ResolutionView {
  return {
    id: row.id,
    version: row.version,
    round: row.round,
    options: row.options,
    wording: row.wording,
    terms: row.terms,
    internalFloor: row.internalFloor,
    preparedBy: names(row.preparedBy),
    preparedAt: iso(row.preparedAt),
    submittedAt: isoOrNull(row.submittedAt),
    gaps: resolutionGaps(row.options, row.wording),
    goodwill: goodwillOf(row.options, earlierLines(orm, row.complaintId, row.id)),
    signature: signatureOf(row, staff),
    storeSignedBy: row.storeSignedBy === null ? null : names(row.storeSignedBy),
    returnReason: row.returnReason === '' ? null : row.returnReason,
  }
}

type Orm = Caller['desk']['file']['orm']

function findingsOf(orm: Orm, id: string, names: Names): FindingView[] {
  const rows = orm
    .select()
    .from(t.finding)
    .where(eq(t.finding.complaintId, id))
    .orderBy(desc(t.finding.at))
    .all()
  return rows.map(({ complaintId: _, staffId, at, ...rest }) => ({
    ...rest,
    at: iso(at),
    by: names(staffId),
  }))
}

function sheetsOf(orm: Orm, id: string, names: Names): ContactSheetView[] {
  const rows = orm
    .select()
    .from(t.contactSheet)
    .where(eq(t.contactSheet.complaintId, id))
    .orderBy(desc(t.contactSheet.sheetNumber))
    .all()
  return rows.map((row) => ({
    id: row.id,
    sheetNumber: row.sheetNumber,
    department: row.department,
    question: row.question,
    sentAt: iso(row.sentAt),
    sentBy: names(row.sentBy),
    dueAt: iso(row.dueAt),
    provisional: row.provisional,
    status: row.answeredAt !== null ? 'answered' : row.recalledAt !== null ? 'recalled' : 'open',
    answeredAt: isoOrNull(row.answeredAt),
    answer: row.answer,
    plan: row.plan,
    improvement: row.improvement,
    acknowledgedBy: row.acknowledgedBy,
    recallReason: row.recallReason,
  }))
}

/** An open sheet is due when its clock says: holds and a supplied calendar have moved it since it was sent. */
function withRunningDue(sheets: ContactSheetView[], clocks: ComplaintView['clocks']): ContactSheetView[] {
  const clock = clocks.find((each) => each.kind === 'department_answer' && each.stoppedAt === null)
  if (clock === undefined) return sheets
  const { dueAt, provisional } = clock
  return sheets.map((sheet) => (sheet.status === 'open' ? { ...sheet, dueAt, provisional } : sheet))
}

function opinionsOf(orm: Orm, id: string): ComplaintView['prints']['opinions'] {
  return orm
    .select({ id: t.opinion.id, at: t.opinion.at, accepts: t.opinion.accepts })
    .from(t.opinion)
    .where(eq(t.opinion.complaintId, id))
    .orderBy(asc(t.opinion.id))
    .all()
    .map(({ at, ...rest }) => ({ ...rest, at: iso(at) }))
}

function surveysOf(orm: Orm, id: string): ComplaintView['prints']['surveys'] {
  return orm
    .select({ id: t.returnVisit.id, at: t.returnVisit.at })
    .from(t.returnVisit)
    .where(eq(t.returnVisit.complaintId, id))
    .orderBy(asc(t.returnVisit.id))
    .all()
    .map(({ at, ...rest }) => ({ ...rest, at: iso(at) }))
}

function tasksOf(orm: Orm, id: string, names: Names): TaskView[] {
  const rows = orm
    .select()
    .from(t.executionTask)
    .where(eq(t.executionTask.complaintId, id))
    .orderBy(asc(t.executionTask.position))
    .all()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    detail: row.detail,
    amountFen: row.amountFen,
    department: row.department,
    dueAt: iso(row.dueAt),
    doneAt: isoOrNull(row.doneAt),
    doneBy: row.doneBy === null ? null : names(row.doneBy),
    evidence: row.evidence,
  }))
}

function filesOf(orm: Orm, id: string, names: Names): FileView[] {
  const rows = orm.select().from(t.file).where(eq(t.file.complaintId, id)).orderBy(asc(t.file.addedAt)).all()
  return rows.map((row) => ({
    id: row.id,
    sha256: row.sha256,
    name: row.name,
    mediaType: row.mediaType,
    size: row.size,
    addedAt: iso(row.addedAt),
    addedBy: names(row.staffId),
  }))
}

function outcomeNoticeOf(orm: Orm, id: string, names: Names): ComplaintView['outcomeNotice'] {
  const row = orm
    .select()
    .from(t.outcomeNotice)
    .where(eq(t.outcomeNotice.complaintId, id))
    .orderBy(desc(t.outcomeNotice.at))
    .limit(1)
    .get()
  if (row === undefined) return null
  return { at: iso(row.at), by: names(row.staffId), salesDepartment: row.salesDepartment, text: row.text }
}

function purchaseOf(orm: Orm, lineId: string | null): ComplaintView['purchase'] {
  if (lineId === null) return null
  const row = orm
    .select({ line: t.purchaseLine, orderNumber: t.purchase.orderNumber })
    .from(t.purchaseLine)
    .innerJoin(t.purchase, eq(t.purchase.id, t.purchaseLine.purchaseId))
    .where(eq(t.purchaseLine.id, lineId))
    .get()
  return row === undefined ? null : purchaseLineView(row.line, row.orderNumber)
}

/** @throws Error where there is no such customer */
export function customerRecord(orm: Orm, id: string): RecordOf<'customer'> {
  const row = orm.select().from(t.customer).where(eq(t.customer.id, id)).get()
  if (row === undefined) throw new Error('A complaint without its customer')
  return row
}

function mergedInto(orm: Orm, id: string | null): ComplaintView['mergedInto'] {
  if (id === null) return null
  return (
    orm
      .select({ id: t.complaint.id, number: t.complaint.number })
      .from(t.complaint)
      .where(eq(t.complaint.id, id))
      .get() ?? null
  )
}

/** Columns that the view takes as they are. */
function plainColumns(row: Complaint) {
  return {
    version: row.version,
    round: row.round,
    channel: row.channel,
    quantity: row.quantity,
    whatHappened: row.whatHappened,
    against: row.against,
    impact: row.impact,
    wants: row.wants,
    claimFen: row.claimFen,
    claimBasis: row.claimBasis,
    category: row.category,
    symptom: row.symptom,
    flags: {
      dissatisfied: row.dissatisfied,
      deadlineSet: row.deadlineSet,
      injuryOrDamage: row.injuryOrDamage,
      seriousBreach: row.seriousBreach,
      noPower: row.noPower,
      sameFaultAfterRepair: row.sameFaultAfterRepair,
      claimBeyondGoods: row.claimBeyondGoods,
    },
    threatens: row.threatens,
    suggestedLevel: row.suggestedLevel,
    levelReasons: row.levelReasons,
    suggestedDepartment: row.suggestedDepartment,
    acceptedAt: isoOrNull(row.acceptedAt),
    repliedAt: isoOrNull(row.repliedAt),
    endedAt: isoOrNull(row.endedAt),
    toldHeadOffice: row.headOfficeToldAt !== null,
    officialDueOn: row.officialDueOn,
    offeredOption: row.offeredOption,
    policyVersion: row.policyVersion,
  }
}

/**
 * Everything about one complaint, as this person may act on it.
 * @param caller who looks
 * @param id the complaint
 * @throws DeskError not_found/complaint_not_found
 */
export function complaintView(caller: Caller, id: string): ComplaintView {
  const { desk, me } = caller
  const { orm } = desk.file
  const now = desk.clock.now()
  const policy = desk.policy()
  const parts = partsOf(orm, id)
  if (parts === null) throw new DeskError('not_found', 'complaint_not_found')
  const { complaint } = parts
  const staff = listStaff(orm)
  const names = namesOf(staff)
  const versions = orm
    .select()
    .from(t.resolution)
    .where(eq(t.resolution.complaintId, id))
    .orderBy(desc(t.resolution.version))
    .all()
  const hold = runningHold(orm, id, now)
  const resolutions = versions.map((row) => resolutionView(orm, row, staff, names))
  const timeline = timelineOf(desk.file, complaint, names, now, desk.policyAt)
  const outcomeNotice = outcomeNoticeOf(orm, id, names)
  const customer = customerView(customerRecord(orm, complaint.customerId))
  return {
    ...complaintRow(orm, parts, me, policy, now),
    ...plainColumns(complaint),
    customer,
    purchase: purchaseOf(orm, complaint.purchaseLineId),
    firstReceiver: names(complaint.firstReceiverId),
    ...timeline,
    hold: hold === null ? null : { reason: hold.reason, until: iso(hold.untilAt), since: iso(hold.fromAt) },
    mergedInto: mergedInto(orm, complaint.mergedIntoId),
    files: filesOf(orm, id, names),
    findings: findingsOf(orm, id, names),
    sheets: withRunningDue(sheetsOf(orm, id, names), timeline.clocks),
    resolutions,
    acceptedLines: earlierLines(orm, id, null),
    tasks: tasksOf(orm, id, names),
    outcomeNotice,
    happenings: happeningsOf(orm, complaint),
    earlier: earlierComplaints(orm, complaint.customerId, id),
    // Nothing is written or printed any more for a customer who was erased.
    offers: customer.erased ? [] : offers(me, factsOf(orm, complaint, policy, now), policy),
    prints: {
      intakeRecord: !customer.erased,
      resolutionIds: customer.erased
        ? []
        : resolutions.filter((each) => each.signature !== null).map((each) => each.id),
      outcomeNotice: outcomeNotice !== null && !customer.erased,
      opinions: customer.erased ? [] : opinionsOf(orm, id),
      surveys: customer.erased ? [] : surveysOf(orm, id),
      trackingSheet: !customer.erased,
    },
  }
}
