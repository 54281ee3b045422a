import { v7 as uuidv7 } from 'uuid'
import { storeDay } from '../../../../domain/working-time.ts'
import { complaintMatter, passGuard } from '../../contacts/guard.ts'
import { DeskError } from '../../errors.ts'
import { activeStaff } from '../../people/staff.ts'
import { runningHold } from '../facts.ts'
import type { Act, Performers } from './act.ts'
import { agreedAhead, promisable } from './ahead.ts'
import { becomeMajor, levelChange } from './resolving.ts'

type Anytime = Pick<
  Performers,
  | 'log_contact'
  | 'add_file'
  | 'note'
  | 'reassign'
  | 'change_department'
  | 'hold'
  | 'release'
  | 'raise_level'
  | 'lower_level'
  | 'postpone'
>

function refuseOthersReassigning(act: Act, handlerId: string): void {
  const leads = act.me.role === 'supervisor' || act.me.role === 'manager'
  const isHandler = act.complaint.handlerId === act.me.staffId
  // Other staff may take over, that is: reassign to themselves (process section 1).
  if (!leads && !isHandler && handlerId !== act.me.staffId)
    throw new DeskError('not_allowed', 'only_to_yourself', { field: 'input.handlerId' })
}

/** A reason that may be left out. */
function given(reason: string): Record<string, string> {
  return reason === '' ? {} : { reason }
}

/** What can be done in any open state (process section 3, below the table). */
export const anytime: Anytime = {
  log_contact(act, input) {
    const nextAt = input.nextAt === null ? null : agreedAhead(act, input.nextAt, 'input.nextAt')
    const onSiteAt = input.onSiteAt == null ? null : agreedAhead(act, input.onSiteAt, 'input.onSiteAt')
    const passed = passGuard(
      act.desk.file,
      complaintMatter(act.complaint),
      input,
      act.now,
      act.policy,
      act.approver,
    )
    const { override: _, ...contact } = input
    const id = uuidv7()
    const firstContact = input.reached && !input.nuisance && act.complaint.acceptedAt !== null
    return {
      complaint: firstContact && act.complaint.firstContactAt === null ? { firstContactAt: act.now } : {},
      recordId: id,
      records: [
        {
          entity: 'contact',
          record: {
            id,
            complaintId: act.complaint.id,
            customerId: act.complaint.customerId,
            at: act.now,
            staffId: act.me.staffId,
            ...contact,
            ...passed,
            nextAt,
            onSiteAt,
            onSiteDone: input.onSiteDone ?? false,
            caseId: null,
            result: input.result ?? null,
          },
        },
      ],
    }
  },
  add_file: (act) => ({
    facts: { files: act.files.length },
    words: { names: act.files.map((each) => each.name).join('\n') },
  }),
  note: (_act, input) => ({ words: { text: input.text } }),
  reassign(act, input) {
    const handler = activeStaff(act.desk.file.orm, input.handlerId, 'input.handlerId')
    if (handler.role === 'department')
      throw new DeskError('invalid', 'not_a_handler', { field: 'input.handlerId' })
    refuseOthersReassigning(act, handler.id)
    return {
      complaint: { handlerId: handler.id },
      facts: { handler: handler.name },
      words: given(input.reason),
    }
  },
  change_department: (act, input) => ({
    complaint: { department: input.department },
    facts: { fromDepartment: act.complaint.department ?? '', toDepartment: input.department },
    words: { reason: input.reason },
  }),
  hold(act, input) {
    const untilAt = agreedAhead(act, input.until, 'input.until')
    const id = uuidv7()
    const record = {
      id,
      complaintId: act.complaint.id,
      fromAt: act.now,
      untilAt,
      releasedAt: null,
      staffId: act.me.staffId,
      reason: input.reason,
    }
    return {
      recordId: id,
      records: [{ entity: 'hold', record }],
    }
  },
  release(act, input) {
    const running = runningHold(act.desk.file.orm, act.complaint.id, act.now)
    if (running === null) throw new DeskError('not_allowed', 'missing', { missing: ['on_hold'] })
    const record = { ...running, releasedAt: act.now }
    return {
      recordId: running.id,
      records: [{ entity: 'hold', record }],
      words: given(input.reason),
    }
  },
  raise_level(act, input) {
    if (input.level <= act.complaint.level)
      throw new DeskError('invalid', 'level_not_higher', { field: 'input.level' })
    return {
      complaint: { level: input.level },
      records: [levelChange(act, input.level, 'by_hand')],
      facts: { fromLevel: act.complaint.level, toLevel: input.level },
      words: { reason: input.reason },
    }
  },
  lower_level(act, input) {
    if (input.level >= act.complaint.level)
      throw new DeskError('invalid', 'level_not_lower', { field: 'input.level' })
    return {
      complaint: { level: input.level },
      records: [levelChange(act, input.level, 'by_hand')],
      facts: { fromLevel: act.complaint.level, toLevel: input.level },
      words: { reason: input.reason },
    }
  },
  postpone(act, input) {
    if (input.newDate <= storeDay(act.now, act.policy))
      throw new DeskError('invalid', 'in_the_past', { field: 'input.newDate' })
    promisable(act, input.newDate, 'input.newDate')
    const id = uuidv7()
    const major = input.consent ? null : becomeMajor(act, 'postponement_refused')
    return {
      complaint: { ...major?.complaint },
      recordId: id,
      records: [
        {
          entity: 'postponement',
          record: {
            id,
            complaintId: act.complaint.id,
            at: act.now,
            staffId: act.me.staffId,
            newDateOn: input.newDate,
            consent: input.consent,
            reason: input.reason,
            evidence: input.evidence,
          },
        },
        ...(major?.records ?? []),
      ],
    }
  },
}
