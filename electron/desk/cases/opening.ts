import { and, eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { Drizzle } from '../../../db/open.ts'
import type { Writer } from '../../../db/recorder.ts'
import * as t from '../../../db/schema.ts'
import type { CaseOpening } from '../../../domain/case/input.ts'
import { caseRoles } from '../../../domain/case/moves.ts'
import { serialKey } from '../../../domain/serial.ts'
import type { Role } from '../../../domain/vocabulary.ts'
import { storeDay } from '../../../domain/working-time.ts'
import type { CaseRecorded } from '../case-views.ts'
import { requireStill } from '../commands.ts'
import { noClock } from '../complaints/clocks.ts'
import { letGoOfStaged } from '../complaints/files.ts'
import type { Caller, DeskContext } from '../context.ts'
import { recordCustomer } from '../customers/record.ts'
import { DeskError } from '../errors.ts'
import type { PreparedFile } from '../files/vault.ts'
import { nextNumber } from '../numbers.ts'
import { activeStaff } from '../people/staff.ts'
import { incompleteFields } from '../purchases/check.ts'
import type { RecordedPurchase } from '../purchases/columns.ts'
import { materialise } from '../purchases/materialise.ts'
import { linesOf } from '../purchases/view.ts'
import { faultOf } from './entitled.ts'
import { attachCaseFiles } from './files.ts'
import { openComplaintsAbout } from './guard.ts'
import { caseRecorded, publishCase } from './recorded.ts'
import { cameBackSince, currentSerial, openCaseOfSerial, unitsOf } from './units.ts'
import type { CaseLine, LinkedComplaint, PurchaseLine, ReturnCase } from './whole.ts'
import { goingOn, requireOneSerial } from './whole.ts'

/** The purchase that the case is about: known and as it was seen, or recorded with the case. */
function purchaseOf(writer: Writer, caller: Caller, input: CaseOpening): RecordedPurchase {
  const { desk } = caller
  const { orm } = desk.file
  const { purchase: given } = input
  if (given.kind !== 'known') {
    const customer = recordCustomer(writer, desk, input.customer)
    return materialise(writer, caller, customer.id, given)
  }
  const purchase = orm.select().from(t.purchase).where(eq(t.purchase.id, given.purchaseId)).get()
  if (purchase === undefined)
    throw new DeskError('not_found', 'purchase_not_found', { field: 'purchase.purchaseId' })
  const { version } = purchase
  if (version !== given.seenVersion) throw new DeskError('stale', 'stale', { params: { version } })
  if (input.customer.kind !== 'known' || input.customer.customerId !== purchase.customerId)
    throw new DeskError('invalid', 'purchase_of_another', { field: 'purchase.purchaseId' })
  return { purchase, lines: linesOf(orm, purchase.id) }
}

/** The open case that holds units of a line. */
function holderOf(orm: Drizzle, purchaseLineId: string): string | null {
  const found = orm
    .select({ number: t.returnCase.number })
    .from(t.caseLine)
    .innerJoin(t.returnCase, eq(t.returnCase.id, t.caseLine.caseId))
    .where(and(eq(t.caseLine.purchaseLineId, purchaseLineId), eq(t.caseLine.open, true)))
    .limit(1)
    .get()
  return found?.number ?? null
}

/**
 * Are these units free? A unit is in one open case at most, and no more come back than were sold.
 * @throws DeskError not_allowed: unit_in_open_case, unit_came_back, more_than_sold
 */
function requireFree(
  desk: DeskContext,
  sold: PurchaseLine,
  serial: string,
  units: number,
  invoicedOn: string,
  field: string,
): void {
  const { orm } = desk.file
  const key = serialKey(serial)
  const holder = openCaseOfSerial(orm, key)
  if (holder !== null)
    throw new DeskError('not_allowed', 'unit_in_open_case', { field, params: { number: holder } })
  const left = sold.quantity - unitsOf(orm, sold.id).takenUnits
  if (units > left) {
    const number = units <= sold.quantity ? holderOf(orm, sold.id) : null
    if (number !== null)
      throw new DeskError('not_allowed', 'unit_in_open_case', { field, params: { number } })
    throw new DeskError('not_allowed', 'more_than_sold', { field, params: { left } })
  }
  // The same unit under another record of its sale; sold again after it came back, it has a later invoice.
  const back = cameBackSince(orm, key, invoicedOn, (at) => storeDay(at, desk.policy()))
  if (back !== null) throw new DeskError('not_allowed', 'unit_came_back', { field, params: { number: back } })
}

function linesTaken(
  desk: DeskContext,
  caseId: string,
  recorded: RecordedPurchase,
  input: CaseOpening,
): CaseLine[] {
  const { purchase, lines } = recorded
  const taken = input.lines.map(({ position, units }, index): CaseLine => {
    const field = `lines.${index}`
    const sold = lines.find((line) => line.position === position)
    const again = input.lines.findIndex((line) => line.position === position)
    if (sold === undefined || again !== index)
      throw new DeskError('invalid', 'line_unknown', { field: `${field}.position` })
    const serialNumber = currentSerial(desk.file.orm, sold)
    const { paidFen } = sold
    if (paidFen === null || purchase.invoicedOn === null)
      throw new DeskError('not_allowed', 'purchase_incomplete')
    requireFree(desk, sold, serialNumber, units, purchase.invoicedOn, `${field}.units`)
    return {
      id: uuidv7(),
      caseId,
      purchaseLineId: sold.id,
      units,
      soldUnits: sold.quantity,
      soldFen: paidFen,
      serialNumber,
      serialKey: serialKey(serialNumber),
      takesUnits: true,
      open: true,
      refundedFen: null,
    }
  })
  requireOneSerial(taken.map((line) => line.serialKey))
  return taken
}

/**
 * Is the open complaint about these goods the one that the case belongs to? Else money would go beside its resolution.
 * @throws DeskError not_allowed/complaint_open
 */
function requireItsComplaint(
  desk: DeskContext,
  { purchase, lines }: RecordedPurchase,
  taken: readonly CaseLine[],
  complaint: LinkedComplaint | null,
): void {
  const about = lines
    .filter((line) => taken.some((each) => each.purchaseLineId === line.id))
    .map((line) => ({ line, purchase }))
  const open = openComplaintsAbout(desk.file.orm, about)
  const [first] = open
  if (first === undefined || open.some((each) => each.id === complaint?.id)) return
  const { id, number } = first
  throw new DeskError('not_allowed', 'complaint_open', { field: 'complaintId', params: { id, number } })
}

function requireComplete({ purchase, lines }: RecordedPurchase): void {
  const [missing] = incompleteFields(purchase, lines)
  if (missing !== undefined)
    throw new DeskError('not_allowed', 'purchase_incomplete', {
      field: 'purchase',
      params: { field: missing },
    })
}

function newCase(
  desk: DeskContext,
  caller: Caller,
  recorded: RecordedPurchase,
  complaint: LinkedComplaint | null,
  input: CaseOpening,
  now: number,
): ReturnCase {
  const { purchase } = recorded
  return {
    id: uuidv7(),
    ...nextNumber(desk, 'case', now),
    version: 1,
    state: 'opened',
    reason: input.reason,
    customerId: purchase.customerId,
    purchaseId: purchase.id,
    purchaseVersion: purchase.version,
    complaintId: complaint?.id ?? null,
    handlerId: input.handlerId ?? caller.me.staffId,
    openedBy: caller.me.staffId,
    openedAt: now,
    whatHappened: input.whatHappened,
    faultKind: faultOf(input.reason, input.faultKind),
    voucherValid: input.voucherValid,
    planId: null,
    submittedAt: null,
    approvedAt: null,
    withoutSignature: false,
    goodsInAt: null,
    goodsOutAt: null,
    newSerial: '',
    handedTo: '',
    paidOutAt: null,
    paidOutFen: null,
    payoutMethod: null,
    payoutVoucher: '',
    payoutMethodReason: '',
    paymentAt: null,
    paymentFen: null,
    paymentMethod: null,
    paymentVoucher: '',
    refundDueAt: null,
    refundBreachAt: null,
    signatureDueAt: null,
    queueAt: noClock,
    endedAt: null,
    policyVersion: desk.policy().version,
  }
}

function write(caller: Caller, input: CaseOpening, files: readonly PreparedFile[]) {
  const { desk, me } = caller
  const now = desk.clock.now()
  const head = {
    commandId: input.commandId,
    action: 'case.open',
    about: 'case',
    staffId: me.staffId,
    at: now,
  } as const
  return desk.recorder.command(head, (writer) => {
    requireStill(desk, me)
    const complaint = input.complaintId === null ? null : goingOn(desk.file.orm, input.complaintId)
    const recorded = purchaseOf(writer, caller, input)
    requireComplete(recorded)
    const row = newCase(desk, caller, recorded, complaint, input, now)
    const lines = linesTaken(desk, row.id, recorded, input)
    requireItsComplaint(desk, recorded, lines, complaint)
    const { customerId } = row
    writer.putOf(customerId, 'case', row)
    for (const line of lines) writer.putOf(customerId, 'case_line', line)
    attachCaseFiles(desk, writer, row, files, me.staffId)
    writer.putOf(customerId, 'case_happening', {
      id: uuidv7(),
      caseId: row.id,
      at: now,
      staffId: me.staffId,
      action: 'open',
      fromState: null,
      toState: 'opened',
      facts: {
        reason: row.reason,
        units: lines.reduce((sum, line) => sum + line.units, 0),
        ...(complaint === null ? {} : { complaint: complaint.number }),
        ...(files.length === 0 ? {} : { files: files.length }),
      },
      words: {},
    })
    return { row, complaint }
  })
}

/** Who may open and take cases (process section 1): everybody but the departments. */
function requireRoles(caller: Caller, input: CaseOpening): void {
  const takes = (role: Role) => (caseRoles as readonly Role[]).includes(role)
  if (!takes(caller.me.role))
    throw new DeskError('not_allowed', 'wrong_person', { params: { action: 'open', state: 'opened' } })
  if (input.handlerId === null) return
  const handler = activeStaff(caller.desk.file.orm, input.handlerId, 'handlerId')
  if (!takes(handler.role)) throw new DeskError('invalid', 'not_a_handler', { field: 'handlerId' })
}

/**
 * Opens a refund or exchange case on a purchase that the desk knows, that the till's export has, or that is typed now.
 * @param caller who opens it
 * @param input customer, purchase, units and what happened
 * @returns the case
 * @throws DeskError not_allowed: wrong_person, complaint_open, purchase_incomplete, unit_in_open_case, unit_came_back, more_than_sold;
 *   stale; invalid; nothing is recorded then
 */
export async function openCase(caller: Caller, input: CaseOpening): Promise<CaseRecorded> {
  const { desk, me } = caller
  const before = caseRecorded(desk, input.commandId, 'case.open', me)
  if (before !== null) return before
  requireRoles(caller, input)
  faultOf(input.reason, input.faultKind)
  const files = await desk.vault.prepare(me.staffId, input.files)
  // Between the first look and here others may have done it: the second click arrives at once.
  const meanwhile = caseRecorded(desk, input.commandId, 'case.open', me)
  if (meanwhile !== null) return meanwhile
  const { row, complaint } = write(caller, input, files)
  letGoOfStaged(desk, files)
  publishCase(desk, row, complaint)
  const { id, number, state, version } = row
  return { id, number, state, version }
}
