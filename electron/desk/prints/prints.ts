import { and, desc, eq, gt, isNotNull, max } from 'drizzle-orm'
import { z } from 'zod'
import * as t from '../../../db/schema.ts'
import type { Complaint } from '../complaints/facts.ts'
import { currentResolution } from '../complaints/facts.ts'
import { partsOf } from '../complaints/rows.ts'
import { complaintView, customerRecord, namesOf, signatureOf } from '../complaints/view.ts'
import { callListPrint } from '../contacts/calls.ts'
import type { Caller } from '../context.ts'
import { requireNotErased } from '../customers/erased.ts'
import { customerOnPaper } from '../customers/recall.ts'
import { DeskError } from '../errors.ts'
import { listStaff } from '../people/staff.ts'
import type { IntakeRecordPrint, OutcomeNoticePrint, PrintView, ResolutionPrint } from '../print-views.ts'
import { storeView } from '../store.ts'
import { authorisationPrint, custodyPrint, slipPrint } from './case-prints.ts'
import { opinionPrint, surveyPrint, trackingSheetPrint } from './sheet-prints.ts'
import { handoverPrint } from './talk-prints.ts'

export const printSchema = z.object({
  kind: z.enum([
    'intake_record',
    'resolution',
    'outcome_notice',
    'slip',
    'custody_receipt',
    'custody_label',
    'authorisation',
    'handover',
    'call_list',
    'opinion',
    'survey',
    'tracking_sheet',
  ]),
  /**
   * The complaint; for `resolution` the version of the resolution, for `call_list` who prints it; else the case, the goods,
   * the authorisation or the handover.
   */
  id: z.uuid(),
})

function head(caller: Caller, complaintId: string) {
  const { desk } = caller
  const parts = partsOf(desk.file.orm, complaintId)
  if (parts === null) throw new DeskError('not_found', 'complaint_not_found')
  requireNotErased(desk.file.orm, parts.complaint.customerId)
  return {
    parts,
    head: {
      store: storeView(desk.file.orm),
      number: parts.complaint.number,
      printedAt: new Date(desk.clock.now()).toISOString(),
      customerName: parts.customerName,
    },
  }
}

function intakeRecord(caller: Caller, complaintId: string): IntakeRecordPrint {
  const { head: top } = head(caller, complaintId)
  const view = complaintView(caller, complaintId)
  return {
    ...top,
    kind: 'intake_record',
    complaint: {
      channel: view.channel,
      receivedAt: view.receivedAt,
      firstReceiver: view.firstReceiver,
      customer: customerOnPaper(customerRecord(caller.desk.file.orm, view.customer.id)),
      purchase: view.purchase,
      quantity: view.quantity,
      whatHappened: view.whatHappened,
      against: view.against,
      impact: view.impact,
      wants: view.wants,
      claimFen: view.claimFen,
      claimBasis: view.claimBasis,
      category: view.category,
      flags: view.flags,
      threatens: view.threatens,
      level: view.level,
      levelReasons: view.levelReasons,
      department: view.department,
      handler: view.handler,
      replyDueAt: view.replyDueAt,
      replyDueProvisional: view.replyDueProvisional,
      fileNames: view.files.map((each) => each.name),
    },
  }
}

/** Promise guard (process section 4): a text without its signature leaves the desk on no way. */
function signed(caller: Caller, row: typeof t.resolution.$inferSelect | undefined) {
  if (row === undefined) throw new DeskError('not_found', 'resolution_not_found')
  const staff = listStaff(caller.desk.file.orm)
  const signature = signatureOf(row, staff)
  if (signature === null) throw new DeskError('not_allowed', 'outcome_not_signed')
  return { row, signature, names: namesOf(staff) }
}

/**
 * What the customer has been offered: the signed options up to the one that was offered last. Alternatives that nobody has
 * heard yet stay inside (process section 3, alternatives left are offered first).
 */
function offeredOptions(caller: Caller, row: typeof t.resolution.$inferSelect, complaint: Complaint) {
  const { orm } = caller.desk.file
  const answered = orm
    .select({ option: t.opinion.option })
    .from(t.opinion)
    .where(eq(t.opinion.resolutionId, row.id))
    .all()
    .map((opinion) => opinion.option)
  const running = currentResolution(orm, complaint)?.id === row.id ? complaint.offeredOption : 0
  return row.options.slice(0, Math.max(running, ...answered, 0) + 1)
}

function resolutionPrint(caller: Caller, id: string): ResolutionPrint {
  const found = caller.desk.file.orm.select().from(t.resolution).where(eq(t.resolution.id, id)).get()
  const { row, signature, names } = signed(caller, found)
  const { parts, head: top } = head(caller, row.complaintId)
  return {
    ...top,
    kind: 'resolution',
    version: row.version,
    round: row.round,
    product: parts.product,
    receivedAt: new Date(parts.complaint.receivedAt).toISOString(),
    options: offeredOptions(caller, row, parts.complaint),
    wording: row.wording,
    terms: row.terms,
    preparedBy: names(row.preparedBy),
    signature,
    ...standingOf(caller, row, parts.complaint),
  }
}

/** A paper that was turned down, replaced or voided must not look like one that the store stands by. */
function standingOf(
  caller: Caller,
  row: typeof t.resolution.$inferSelect,
  complaint: Complaint,
): Pick<ResolutionPrint, 'standing' | 'supersededBy'> {
  const { orm } = caller.desk.file
  const newer = orm
    .select({ version: max(t.resolution.version) })
    .from(t.resolution)
    .where(
      and(
        eq(t.resolution.complaintId, row.complaintId),
        gt(t.resolution.version, row.version),
        isNotNull(t.resolution.signedAt),
      ),
    )
    .get()
  const supersededBy = newer?.version ?? null
  if (complaint.state === 'voided') return { standing: 'void', supersededBy }
  if (supersededBy !== null) return { standing: 'superseded', supersededBy }
  const last = orm
    .select({ accepts: t.opinion.accepts, option: t.opinion.option })
    .from(t.opinion)
    .where(eq(t.opinion.resolutionId, row.id))
    .orderBy(desc(t.opinion.id))
    .limit(1)
    .get()
  // Turned down as a whole: an alternative that is still open may yet be taken.
  const rejected = last !== undefined && !last.accepts && last.option + 1 >= row.options.length
  return { standing: rejected ? 'rejected' : 'valid', supersededBy }
}

function outcomeNoticePrint(caller: Caller, complaintId: string): OutcomeNoticePrint {
  const { orm } = caller.desk.file
  const notice = orm
    .select()
    .from(t.outcomeNotice)
    .where(eq(t.outcomeNotice.complaintId, complaintId))
    .orderBy(desc(t.outcomeNotice.at))
    .limit(1)
    .get()
  if (notice === undefined) throw new DeskError('not_found', 'outcome_notice_not_found')
  const found = orm.select().from(t.resolution).where(eq(t.resolution.id, notice.resolutionId)).get()
  const { row, signature, names } = signed(caller, found)
  const { parts, head: top } = head(caller, complaintId)
  return {
    ...top,
    kind: 'outcome_notice',
    salesDepartment: notice.salesDepartment,
    text: notice.text,
    writtenBy: names(notice.staffId),
    writtenAt: new Date(notice.at).toISOString(),
    level: parts.complaint.level,
    version: row.version,
    signature,
  }
}

/**
 * What a printed sheet says.
 * @param caller who prints
 * @param input which sheet
 * @throws DeskError not_allowed/outcome_not_signed before the signature, not_found
 */
export function printView(caller: Caller, input: z.output<typeof printSchema>): PrintView {
  switch (input.kind) {
    case 'intake_record':
      return intakeRecord(caller, input.id)
    case 'resolution':
      return resolutionPrint(caller, input.id)
    case 'outcome_notice':
      return outcomeNoticePrint(caller, input.id)
    case 'opinion':
      return opinionPrint(caller, input.id)
    case 'survey':
      return surveyPrint(caller, input.id)
    case 'tracking_sheet':
      return trackingSheetPrint(caller, input.id)
    case 'handover':
      return handoverPrint(caller, input.id)
    case 'call_list':
      return callListPrint(caller)
    case 'slip':
      return slipPrint(caller, input.id)
    case 'custody_receipt':
    case 'custody_label':
      return custodyPrint(caller, input.kind, input.id)
    case 'authorisation':
      return authorisationPrint(caller, input.id)
  }
}
