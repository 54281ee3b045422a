import { and, eq, isNull, max } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import * as t from '../../../../db/schema.ts'
import { workingDaysAfter } from '../../../../domain/working-time.ts'
import { DeskError } from '../../errors.ts'
import { activeStaff } from '../../people/staff.ts'
import type { Act, Performers } from './act.ts'
import { agreedAhead } from './ahead.ts'

type Handling = Pick<
  Performers,
  | 'accept'
  | 'settle_at_counter'
  | 'investigate'
  | 'record_finding'
  | 'dispatch'
  | 'department_answer'
  | 'recall_dispatch'
>

/** The one contact sheet that waits for its answer. */
function openSheet(act: Act) {
  const sheet = act.desk.file.orm
    .select()
    .from(t.contactSheet)
    .where(
      and(
        eq(t.contactSheet.complaintId, act.complaint.id),
        isNull(t.contactSheet.answeredAt),
        isNull(t.contactSheet.recalledAt),
      ),
    )
    .get()
  if (sheet === undefined) throw new Error('A dispatched complaint without an open contact sheet')
  return sheet
}

/** From acceptance to the department's answer (process section 3). */
export const handling: Handling = {
  accept(act, input) {
    const handler = activeStaff(act.desk.file.orm, input.handlerId, 'input.handlerId')
    if (handler.role === 'department')
      throw new DeskError('invalid', 'not_a_handler', { field: 'input.handlerId' })
    const contactAt = input.customerPresent ? act.now : null
    return {
      complaint: { handlerId: handler.id, acceptedAt: act.now, firstContactAt: contactAt },
      facts: { handler: handler.name, customerPresent: input.customerPresent },
    }
  },
  settle_at_counter: (act, input) => ({
    complaint: { repliedAt: act.now },
    facts: { settlement: input.settlement },
    words: { what: input.what },
  }),
  investigate: () => ({}),
  record_finding(act, input) {
    const id = uuidv7()
    return {
      complaint: { department: input.department },
      recordId: id,
      records: [
        {
          entity: 'finding',
          record: { id, complaintId: act.complaint.id, at: act.now, staffId: act.me.staffId, ...input },
        },
      ],
    }
  },
  dispatch(act, input) {
    const byPolicy = workingDaysAfter(act.now, act.policy.clocks.departmentAnswerDays, act.policy)
    const dueAt = input.dueAt === null ? null : agreedAhead(act, input.dueAt, 'input.dueAt')
    const last = act.desk.file.orm
      .select({ sheetNumber: max(t.contactSheet.sheetNumber) })
      .from(t.contactSheet)
      .where(eq(t.contactSheet.complaintId, act.complaint.id))
      .get()
    const id = uuidv7()
    return {
      complaint: { department: input.department },
      recordId: id,
      records: [
        {
          entity: 'contact_sheet',
          record: {
            id,
            complaintId: act.complaint.id,
            sheetNumber: (last?.sheetNumber ?? 0) + 1,
            department: input.department,
            question: input.question,
            sentAt: act.now,
            sentBy: act.me.staffId,
            dueAt: dueAt ?? Date.parse(byPolicy.at),
            dueGiven: dueAt !== null,
            provisional: dueAt === null && byPolicy.provisional,
            answeredAt: null,
            answeredBy: null,
            answer: '',
            plan: '',
            improvement: '',
            acknowledgedBy: '',
            recalledAt: null,
            recallReason: '',
          },
        },
      ],
    }
  },
  department_answer(act, input) {
    const sheet = openSheet(act)
    return {
      recordId: sheet.id,
      records: [
        {
          entity: 'contact_sheet',
          record: { ...sheet, ...input, answeredAt: act.now, answeredBy: act.me.staffId },
        },
      ],
    }
  },
  recall_dispatch(act, input) {
    const sheet = openSheet(act)
    return {
      recordId: sheet.id,
      records: [
        { entity: 'contact_sheet', record: { ...sheet, recalledAt: act.now, recallReason: input.reason } },
      ],
      words: { reason: input.reason },
    }
  },
}
