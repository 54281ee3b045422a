import { eq } from 'drizzle-orm'
import * as t from '../../../../db/schema.ts'
import { serialKey } from '../../../../domain/serial.ts'
import { DeskError } from '../../errors.ts'
import { activeStaff } from '../../people/staff.ts'
import { incompleteFields } from '../../purchases/check.ts'
import { linesOf } from '../../purchases/view.ts'
import { currentSerial, openCaseOfSerial, unitsOf } from '../units.ts'
import { goingOn, requireOneSerial } from '../whole.ts'
import type { CaseAct, CasePerformers } from './act.ts'
import { given } from './inspecting.ts'

type Anytime = CasePerformers<
  'adopt_purchase' | 'decline' | 'withdraw' | 'void' | 'reassign' | 'link_complaint' | 'add_file' | 'note'
>

/**
 * The purchase as it is now must still hold what the case is about.
 * @throws DeskError not_allowed/purchase_incomplete, invalid: more_than_sold, unit_in_open_case
 */
function requireAdoptable(act: CaseAct): void {
  const { row, purchase, lines } = act.whole
  const { orm } = act.desk.file
  const [missing] = incompleteFields(purchase, linesOf(orm, purchase.id))
  if (missing !== undefined)
    throw new DeskError('not_allowed', 'purchase_incomplete', { params: { field: missing } })
  requireOneSerial(lines.map(({ sold }) => serialKey(currentSerial(orm, sold))))
  for (const { taken, sold } of lines) {
    const left = sold.quantity - unitsOf(orm, sold.id, row.id).takenUnits
    if (taken.units > left) throw new DeskError('not_allowed', 'more_than_sold', { params: { left } })
    const number = openCaseOfSerial(orm, serialKey(currentSerial(orm, sold)), row.id)
    if (number !== null) throw new DeskError('not_allowed', 'unit_in_open_case', { params: { number } })
  }
}

/** What can be done beside the way, and what ends a case before anything was moved. */
export const anytime: Anytime = {
  adopt_purchase(act) {
    requireAdoptable(act)
    return {
      takenAnew: true,
      plan: null,
      row: {
        purchaseVersion: act.whole.purchase.version,
        submittedAt: null,
        approvedAt: null,
        withoutSignature: false,
      },
      facts: { version: act.whole.purchase.version },
    }
  },
  decline: (_act, input) => ({ words: { reason: input.reason } }),
  withdraw: (_act, input) => ({ words: { customerWords: input.words } }),
  void: (_act, input) => ({ words: { reason: input.reason } }),
  reassign(act, input) {
    const handler = activeStaff(act.desk.file.orm, input.handlerId, 'input.handlerId')
    if (handler.role === 'department')
      throw new DeskError('invalid', 'not_a_handler', { field: 'input.handlerId' })
    const leads = act.me.role === 'supervisor' || act.me.role === 'manager'
    const isHandler = act.whole.row.handlerId === act.me.staffId
    // Other staff may take over, that is: reassign to themselves (process section 1).
    if (!leads && !isHandler && handler.id !== act.me.staffId)
      throw new DeskError('not_allowed', 'only_to_yourself', { field: 'input.handlerId' })
    return {
      row: { handlerId: handler.id },
      facts: { handler: handler.name },
      words: given({ reason: input.reason }),
    }
  },
  link_complaint(act, input) {
    const { orm } = act.desk.file
    const field = 'input.number'
    const found = orm
      .select({ id: t.complaint.id })
      .from(t.complaint)
      .where(eq(t.complaint.number, input.number.toUpperCase()))
      .get()
    if (found === undefined) throw new DeskError('invalid', 'complaint_not_found', { field })
    // Whoever could link it elsewhere could tell an outcome before it is signed.
    if (act.facts.complaintSigned === false) throw new DeskError('not_allowed', 'complaint_linked', { field })
    const complaint = goingOn(orm, found.id, field)
    return { row: { complaintId: complaint.id }, facts: { complaint: complaint.number } }
  },
  add_file: (act) => ({
    facts: { files: act.files.length },
    words: { names: act.files.map((each) => each.name).join('\n') },
  }),
  note: (_act, input) => ({ words: { text: input.text } }),
}
