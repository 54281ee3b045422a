import { v7 as uuidv7 } from 'uuid'
import type { Writer } from '../../../db/recorder.ts'
import { complaintClocksMs } from '../../../domain/clocks.ts'
import type { Registration } from '../../../domain/complaint/input.ts'
import { officialChannels } from '../../../domain/complaint/input.ts'
import { suggestDepartment } from '../../../domain/departments.ts'
import { suggestLevel } from '../../../domain/level.ts'
import type { Policy } from '../../../domain/policy.ts'
import { serialKey } from '../../../domain/serial.ts'
import { storeDay } from '../../../domain/working-time.ts'
import { requireStill } from '../commands.ts'
import type { Caller, DeskContext } from '../context.ts'
import type { TermIndex } from '../customers/recall.ts'
import { normalTerm, openTermIndex } from '../customers/recall.ts'
import { recordCustomer } from '../customers/record.ts'
import { clearDraft } from '../drafts.ts'
import { DeskError } from '../errors.ts'
import type { PreparedFile } from '../files/vault.ts'
import type { SignedIn } from '../people/sessions.ts'
import { activeStaff, signedInAs, staffByNumber } from '../people/staff.ts'
import type { Recorded } from '../views.ts'
import { promisable } from './acts/ahead.ts'
import { approvalOf } from './acts/approval.ts'
import { clockColumns } from './clocks.ts'
import type { Complaint } from './facts.ts'
import { attachFiles, letGoOfStaged } from './files.ts'
import { recordedOf } from './recorded.ts'
import { placeSweep } from './sweep-place.ts'

/** Hot statements of recording, prepared once per open file. */
export interface Registrar {
  register(caller: Caller, input: Registration): Promise<Recorded>
}

/** What the rules suggest from the facts of the form (process sections 5 and 11). */
function suggestions(input: Registration, policy: Policy) {
  const { level, reasons } = suggestLevel(
    {
      channel: input.channel,
      wants: input.wants,
      dissatisfied: input.dissatisfied,
      deadlineSet: input.deadlineSet,
      threatens: input.threatens,
      injuryOrDamage: input.injuryOrDamage,
      seriousBreach: input.seriousBreach,
      noPower: input.noPower,
      sameFaultAfterRepair: input.sameFaultAfterRepair,
      claimBeyondGoods: input.claimBeyondGoods,
    },
    policy,
  )
  return { level, reasons, department: suggestDepartment(input.whatHappened, policy).department }
}

type Suggestions = ReturnType<typeof suggestions>

/**
 * A level below the suggested one is the manager's to choose (process section 5).
 * @returns who approved it; null where nobody had to
 */
async function allowLowerLevel(
  caller: Caller,
  input: Registration,
  suggested: number,
): Promise<SignedIn | null> {
  if (input.level >= suggested) return null
  const { desk } = caller
  if (input.levelApproval === null)
    throw new DeskError('not_allowed', 'level_needs_manager', { field: 'level' })
  const manager = staffByNumber(desk.file.orm, input.levelApproval.staffNumber)
  await desk.pins.check(manager?.id ?? null, input.levelApproval.pin, 'levelApproval.pin')
  if (manager?.role !== 'manager')
    throw new DeskError('not_allowed', 'manager_only', { field: 'levelApproval.staffNumber' })
  return signedInAs(manager)
}

/** What the line of what happened says of a level below the suggested one. */
function lowered(suggested: Suggestions, approver: SignedIn | null): Record<string, string | number> {
  return approver === null ? {} : { suggestedLevel: suggested.level, ...approvalOf(approver) }
}

/**
 * @param desk the desk; its file's statements are prepared here
 */
export function openRegistrar(desk: DeskContext): Registrar {
  const { file, recorder } = desk
  const terms: TermIndex = openTermIndex(file)
  const lastInDay = file.raw.prepare<[string, string], { last: number | null }>(
    'SELECT max(number_in_day) AS last FROM complaint WHERE epoch = ? AND number_on = ?',
  )
  const storeCode = file.raw.prepare<[], { code: string }>('SELECT code FROM store LIMIT 1')
  const knownLine = file.raw.prepare<[string, string, string, string], { id: string }>(
    `SELECT l.id FROM purchase p JOIN purchase_line l ON l.purchase_id = p.id
     WHERE p.customer_id = ? AND p.order_number = ? AND l.model = ? AND l.serial_number = ?
     AND l.position >= 0 LIMIT 1`,
  )

  function nextNumber(now: number, policy: Policy) {
    const numberOn = storeDay(now, policy)
    const numberInDay = (lastInDay.get(recorder.epoch, numberOn)?.last ?? 0) + 1
    const code = storeCode.get()?.code
    if (code === undefined) throw new DeskError('not_allowed', 'not_set_up')
    // After a restore numbers carry the letter of the new epoch (process section 2).
    const epoch = recorder.epoch === 'A' ? '' : recorder.epoch
    const number = `${code}-${numberOn.replaceAll('-', '')}-${epoch}${String(numberInDay).padStart(4, '0')}`
    return { number, numberOn, numberInDay }
  }

  function writeCustomer(writer: Writer, input: Registration): { id: string; anonymous: boolean } {
    const customer = recordCustomer(writer, desk, input.customer, terms)
    // Whoever gave no name is nobody that could be known again.
    if (input.customer.kind === 'known' && customer.anonymous)
      throw new DeskError('invalid', 'customer_unknown', { field: 'customer.customerId' })
    return customer
  }

  function writePurchase(writer: Writer, customerId: string, input: Registration): string | null {
    const given = input.purchase
    if (given === null || Object.values(given).every((value) => value === '')) return null
    const { orderNumber, model, serialNumber } = given
    const known = knownLine.get(customerId, orderNumber, model, serialNumber)
    if (known !== undefined) return known.id
    const purchaseId = uuidv7()
    const lineId = uuidv7()
    writer.putOf(customerId, 'purchase', {
      id: purchaseId,
      customerId,
      orderNumber: given.orderNumber,
      channel: 'store',
      invoicedOn: null,
      deliveredOn: null,
      version: 1,
      paymentMethod: null,
      soldOutOfStock: false,
      promisedArrivalOn: null,
      confirmationSigned: false,
    })
    writer.putOf(customerId, 'purchase_line', {
      id: lineId,
      purchaseId,
      model: given.model,
      productName: given.productName,
      family: null,
      serialNumber: given.serialNumber,
      quantity: input.quantity,
      paidFen: null,
      warrantyMonths: null,
      position: 0,
      brand: '',
      category: null,
      gifts: [],
      serialKey: serialKey(given.serialNumber),
    })
    terms.add(
      customerId,
      [given.orderNumber, given.serialNumber].map(normalTerm).filter((term) => term !== ''),
    )
    return lineId
  }

  function write(
    caller: Caller,
    input: Registration,
    files: readonly PreparedFile[],
    policy: Policy,
    suggested: Suggestions,
    approver: SignedIn | null,
  ): Complaint {
    const { me } = caller
    const now = desk.clock.now()
    const head = {
      commandId: input.commandId,
      action: 'complaint.register',
      about: 'complaint',
      staffId: me.staffId,
      at: now,
    } as const
    return recorder.command(head, (writer) => {
      for (const person of approver === null ? [me] : [me, approver]) requireStill(desk, person)
      const customer = writeCustomer(writer, input)
      const purchaseLineId = writePurchase(writer, customer.id, input)
      const timeline = { level: input.level, transferredAt: now }
      const { officialDueOn } = input
      const officialSheet = officialDueOn === null ? null : { startedAt: now, dueOn: officialDueOn }
      const clocks = complaintClocksMs({ ...timeline, receivedAt: now, officialSheet }, now, desk.policyAt)
      const complaint: Complaint = {
        id: uuidv7(),
        ...nextNumber(now, policy),
        epoch: recorder.epoch,
        version: 1,
        state: 'registered',
        round: 1,
        channel: input.channel,
        receivedAt: now,
        transferredAt: now,
        rulesFromAt: now,
        firstReceiverId: me.staffId,
        handlerId: input.handlerId,
        customerId: customer.id,
        anonymous: customer.anonymous,
        purchaseLineId,
        quantity: input.quantity,
        whatHappened: input.whatHappened,
        against: input.against,
        impact: input.impact,
        wants: input.wants,
        claimFen: input.claimFen,
        claimBasis: input.claimBasis,
        category: input.category,
        symptom: input.symptom,
        dissatisfied: input.dissatisfied,
        deadlineSet: input.deadlineSet,
        threatens: input.threatens,
        injuryOrDamage: input.injuryOrDamage,
        seriousBreach: input.seriousBreach,
        noPower: input.noPower,
        sameFaultAfterRepair: input.sameFaultAfterRepair,
        claimBeyondGoods: input.claimBeyondGoods,
        level: input.level,
        suggestedLevel: suggested.level,
        levelReasons: suggested.reasons,
        department: input.department,
        suggestedDepartment: suggested.department,
        acceptedAt: null,
        firstContactAt: null,
        replyFromAt: now,
        repliedAt: null,
        ...clockColumns(clocks, { contacts: [], levels: [] }),
        resolvedAt: null,
        endedAt: null,
        rejections: 0,
        offeredOption: 0,
        mergedIntoId: null,
        headOfficeToldAt: input.level >= 4 ? now : null,
        policyVersion: policy.version,
        officialDueOn: input.officialDueOn,
      }
      writer.putOf(customer.id, 'complaint', complaint)
      placeSweep(desk, complaint.id, clocks, timeline, now)
      attachFiles(desk, writer, complaint, files, me.staffId)
      writer.putOf(customer.id, 'happening', {
        id: uuidv7(),
        complaintId: complaint.id,
        at: now,
        staffId: me.staffId,
        action: 'register',
        fromState: null,
        toState: 'registered',
        round: 1,
        recordId: null,
        facts: { level: input.level, files: files.length, ...lowered(suggested, approver) },
        words: {},
      })
      // With the record, or a crash in between would offer the same form again.
      clearDraft(caller, 'intake')
      return complaint
    })
  }

  return {
    /**
     * Records a complaint (process section 3, register).
     * @throws DeskError invalid, not_allowed; nothing is recorded then
     */
    async register(caller, input) {
      const before = recordedOf(desk, input.commandId, 'complaint.register', caller.me)
      if (before !== null) return before
      const policy = desk.policy()
      if (input.officialDueOn !== null && !officialChannels.includes(input.channel))
        throw new DeskError('invalid', 'not_valid', { field: 'officialDueOn' })
      // Not a text: it stands readable in the journal.
      if (input.symptom !== null && !policy.symptoms.some(({ code }) => code === input.symptom))
        throw new DeskError('invalid', 'not_valid', { field: 'symptom' })
      promisable({ now: desk.clock.now(), policy }, input.officialDueOn, 'officialDueOn')
      if (input.handlerId !== null) {
        const handler = activeStaff(file.orm, input.handlerId, 'handlerId')
        if (handler.role === 'department')
          throw new DeskError('invalid', 'not_a_handler', { field: 'handlerId' })
      }
      const suggested = suggestions(input, policy)
      // Read before anything else is waited for: the same command, sent twice, lets go of what it named.
      const files = await desk.vault.prepare(caller.me.staffId, input.files)
      const approver = await allowLowerLevel(caller, input, suggested.level)
      // Between the first look and here others may have done it: the second click arrives at once.
      const meanwhile = recordedOf(desk, input.commandId, 'complaint.register', caller.me)
      if (meanwhile !== null) return meanwhile
      const { id, number, state, version } = write(caller, input, files, policy, suggested, approver)
      letGoOfStaged(desk, files)
      desk.changes.publish({ type: 'changed', entity: 'complaint', id, version })
      desk.pusher.soon()
      desk.sweeper.plan()
      return { id, number, state, version }
    },
  }
}
