import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import type { RecordOf } from '../../../db/records.ts'
import { isCaseEnded } from '../../../domain/case/vocabulary.ts'
import type { CaseContact } from '../../../domain/contact.ts'
import { caseContactSchema } from '../../../domain/contact.ts'
import { publishCase } from '../cases/recorded.ts'
import type { ReturnCase } from '../cases/whole.ts'
import { goingOn, wholeCase } from '../cases/whole.ts'
import { doneBefore, requireStill } from '../commands.ts'
import { agreedAhead } from '../complaints/acts/ahead.ts'
import type { ContactRecorded } from '../contact-views.ts'
import type { Caller } from '../context.ts'
import { DeskError } from '../errors.ts'
import { promisesOfContact } from '../promises/records.ts'
import type { Passed } from './guard.ts'
import { findMatter, passGuard } from './guard.ts'
import { askOverride } from './override.ts'

export const logOnCaseSchema = z.object({
  commandId: z.uuid(),
  caseId: z.uuid(),
  input: caseContactSchema,
})

const action = 'case.contact'

function contactOf(
  row: ReturnCase,
  input: CaseContact,
  passed: Passed,
  staffId: string,
  now: number,
): RecordOf<'contact'> {
  const { override: _, ...told } = input
  return {
    ...told,
    ...passed,
    id: uuidv7(),
    complaintId: null,
    caseId: row.id,
    customerId: row.customerId,
    at: now,
    staffId,
    result: input.result ?? null,
    nextAt: input.nextAt === null ? null : agreedAhead({ now }, input.nextAt, 'input.nextAt'),
    onSiteAt: null,
    onSiteDone: false,
  }
}

/** The line in what happened with the case; its version stays, because nobody's next act is touched by a talk. */
function happeningOf(row: ReturnCase, contact: RecordOf<'contact'>): RecordOf<'case_happening'> {
  const { direction, channel, reached, result, nextAt, said, nextStep, overrideReason } = contact
  return {
    id: uuidv7(),
    caseId: row.id,
    at: contact.at,
    staffId: contact.staffId,
    action: 'contact',
    fromState: row.state,
    toState: row.state,
    facts: {
      direction,
      contactChannel: channel,
      reached,
      ...(result === null ? {} : { result }),
      ...(nextAt === null ? {} : { nextAt: new Date(nextAt).toISOString() }),
    },
    words: { said, nextStep, ...(overrideReason === '' ? {} : { overrideReason }) },
  }
}

/**
 * Logs a contact about a refund or exchange case (process section 8), guarded as one about a complaint is.
 * @param caller who talked
 * @param call the contact
 * @returns its id
 * @throws DeskError not_allowed/contact_refused, not_allowed/wrong_state once the case has ended, not_found, invalid
 */
export async function logOnCase(
  caller: Caller,
  call: z.output<typeof logOnCaseSchema>,
): Promise<ContactRecorded> {
  const { desk, me } = caller
  const { orm } = desk.file
  const before = doneBefore(desk, call.commandId, action, me)
  if (before !== null) return { id: before }
  const matter = findMatter(orm, { caseId: call.caseId })
  const manager = await askOverride(caller, matter, call.input, 'input.override')
  const meanwhile = doneBefore(desk, call.commandId, action, me)
  if (meanwhile !== null) return { id: meanwhile }
  const now = desk.clock.now()
  const head = { commandId: call.commandId, action, about: 'contact', staffId: me.staffId, at: now } as const
  const { row, contact } = desk.recorder.command(head, (writer) => {
    for (const person of manager === null ? [me] : [me, manager]) requireStill(desk, person)
    const { row } = wholeCase(orm, call.caseId)
    if (isCaseEnded(row.state))
      throw new DeskError('not_allowed', 'wrong_state', { params: { action, state: row.state } })
    const passed = passGuard(desk.file, matter, call.input, now, desk.policy(), manager)
    const contact = contactOf(row, call.input, passed, me.staffId, now)
    writer.putOf(row.customerId, 'contact', contact)
    promisesOfContact(orm, writer, contact)
    writer.putOf(row.customerId, 'case_happening', happeningOf(row, contact))
    return { row, contact }
  })
  publishCase(desk, row, row.complaintId === null ? null : goingOn(orm, row.complaintId))
  desk.promiseWatch.plan()
  return { id: contact.id }
}
