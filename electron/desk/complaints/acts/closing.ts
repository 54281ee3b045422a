import { and, asc, eq, isNull } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import * as t from '../../../../db/schema.ts'
import { isSatisfied, visitMayClose } from '../../../../domain/complaint/judge.ts'
import { contradictions } from '../../../../domain/survey.ts'
import { isEnded } from '../../../../domain/vocabulary.ts'
import { DeskError } from '../../errors.ts'
import { letGo } from '../../survey/kept.ts'
import type { Complaint } from '../facts.ts'
import { currentResolution } from '../facts.ts'
import type { Act, ChildRecord, Effects, Performers } from './act.ts'
import { approvalOf } from './approval.ts'

type Closing = Pick<
  Performers,
  | 'task_done'
  | 'complete_execution'
  | 'outcome_notice'
  | 'return_visit'
  | 'close_without_visit'
  | 'end_unsettled'
  | 'withdraw'
  | 'merge'
  | 'void'
  | 'reopen'
>

/** Tasks of the option that the customer took. */
function tasks(act: Act) {
  const paper = currentResolution(act.desk.file.orm, act.complaint)
  if (paper === null) throw new DeskError('not_found', 'resolution_not_found')
  return act.desk.file.orm
    .select()
    .from(t.executionTask)
    .where(and(eq(t.executionTask.complaintId, act.complaint.id), eq(t.executionTask.resolutionId, paper.id)))
    .orderBy(asc(t.executionTask.position))
    .all()
}

function finish(act: Act, given: readonly { taskId: string; evidence: string }[]): ChildRecord[] {
  const known = tasks(act)
  return given.map(({ taskId, evidence }, index) => {
    const task = known.find((each) => each.id === taskId)
    if (task === undefined)
      throw new DeskError('invalid', 'task_not_found', { field: `input.tasks.${index}` })
    // Evidence that was given stands.
    if (task.doneAt !== null)
      throw new DeskError('invalid', 'task_done_already', { field: `input.tasks.${index}` })
    if (act.me.role === 'department' && task.department !== act.me.department)
      throw new DeskError('not_allowed', 'wrong_person')
    return {
      entity: 'execution_task',
      record: { ...task, doneAt: act.now, doneBy: act.me.staffId, evidence },
    }
  })
}

/** An ended complaint asks no department any more: the contact sheet that still waits is recalled. */
function recallOpenSheet(act: Act, reason: string): ChildRecord[] {
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
  if (sheet === undefined) return []
  return [{ entity: 'contact_sheet', record: { ...sheet, recalledAt: act.now, recallReason: reason } }]
}

/** Two customers' matters stay two, unless somebody who leads says that they are one. */
function refuseOtherCustomer(act: Act, other: Complaint): void {
  const { complaint, me } = act
  if (complaint.anonymous || other.anonymous || complaint.customerId === other.customerId) return
  if (me.role === 'supervisor' || me.role === 'manager') return
  const phones = ({ customerId }: Complaint) =>
    act.desk.file.orm
      .select({ phones: t.customer.phones })
      .from(t.customer)
      .where(eq(t.customer.id, customerId))
      .get()?.phones ?? []
  // The same telephone is the same customer, written down twice.
  const known = phones(other)
  if (!phones(complaint).some((phone) => known.includes(phone)))
    throw new DeskError('not_allowed', 'merge_other_customer', { field: 'input.intoNumber' })
}

function earliest<T extends number | string>(...known: readonly (T | null)[]): T | null {
  return known.reduce(
    (first, each) => (first === null || (each !== null && each < first) ? each : first),
    null,
  )
}

/**
 * The complaint that goes on keeps the earlier start, the higher level and the nearer date of an authority; raises are not
 * computed for the past (process section 3, merge).
 */
function goingOn(act: Act, other: Complaint): NonNullable<Effects['other']> {
  const { complaint, now, me } = act
  const level = complaint.level > other.level ? complaint.level : other.level
  const headOfficeToldAt = earliest(complaint.headOfficeToldAt, other.headOfficeToldAt)
  // Its answer after a reopening is not due before that reopening.
  const reopened = other.replyFromAt > other.receivedAt
  const after: Complaint = {
    ...other,
    version: other.version + 1,
    level,
    receivedAt: Math.min(other.receivedAt, complaint.receivedAt),
    transferredAt: Math.min(other.transferredAt, complaint.transferredAt),
    replyFromAt: reopened ? other.replyFromAt : Math.min(other.replyFromAt, complaint.replyFromAt),
    rulesFromAt: now,
    officialDueOn: earliest(complaint.officialDueOn, other.officialDueOn),
    headOfficeToldAt: headOfficeToldAt ?? (level >= 4 ? now : null),
  }
  const of = { id: uuidv7(), complaintId: other.id, staffId: me.staffId }
  const change: ChildRecord = {
    entity: 'level_change',
    record: { ...of, at: now, recordedAt: now, fromLevel: other.level, toLevel: level, rule: 'merged' },
  }
  const line: ChildRecord = {
    entity: 'happening',
    record: {
      ...of,
      id: uuidv7(),
      at: now,
      action: 'merge',
      fromState: other.state,
      toState: other.state,
      round: other.round,
      recordId: null,
      facts: { tookOver: complaint.number },
      words: {},
    },
  }
  return { complaint: after, records: level === other.level ? [line] : [change, line] }
}

/** From execution to the end, and back (process section 3). */
export const closing: Closing = {
  task_done(act, input) {
    return { recordId: input.taskId, records: finish(act, [input]), words: { evidence: input.evidence } }
  },
  complete_execution(act, input) {
    const open = tasks(act).filter((task) => task.doneAt === null)
    const missing = open.find((task) => !input.tasks.some((given) => given.taskId === task.id))
    if (missing !== undefined)
      throw new DeskError('invalid', 'task_without_evidence', { field: 'input.tasks' })
    const contactId = uuidv7()
    const word: ChildRecord = {
      entity: 'contact',
      record: {
        id: contactId,
        complaintId: act.complaint.id,
        customerId: act.complaint.customerId,
        at: act.now,
        staffId: act.me.staffId,
        direction: 'out',
        channel: input.wordHow,
        reached: true,
        said: input.word,
        nextStep: '',
        nextAt: null,
        nuisance: false,
        onSiteAt: null,
        onSiteDone: false,
        caseId: null,
        result: null,
        askedFor: false,
        overrideBy: null,
        overrideReason: '',
      },
    }
    return { records: [...finish(act, input.tasks), word], words: { word: input.word } }
  },
  outcome_notice(act, input) {
    const paper = currentResolution(act.desk.file.orm, act.complaint)
    if (paper === null) throw new DeskError('not_found', 'resolution_not_found')
    const id = uuidv7()
    const record = {
      id,
      complaintId: act.complaint.id,
      resolutionId: paper.id,
      at: act.now,
      staffId: act.me.staffId,
      ...input,
    }
    return { recordId: id, records: [{ entity: 'outcome_notice', record }] }
  },
  return_visit(act, input) {
    if (!isSatisfied(input.solution) && input.reason === '')
      throw new DeskError('invalid', 'required', { field: 'input.reason' })
    const contradicted = contradictions(input).flatMap(({ words }) => words)
    if (contradicted.length > 0 && (input.contradiction ?? '') === '')
      throw new DeskError('invalid', 'survey_contradicts', {
        field: 'input.contradiction',
        params: { words: [...new Set(contradicted)].join(', ') },
      })
    if (!visitMayClose(act.facts, input.solution))
      throw new DeskError('not_allowed', 'missing', { missing: ['outcome_notice_given'] })
    letGo(act.desk, act.complaint.id)
    const id = uuidv7()
    return {
      recordId: id,
      records: [
        {
          entity: 'return_visit',
          record: {
            id,
            complaintId: act.complaint.id,
            at: act.now,
            staffId: act.me.staffId,
            ...input,
            byCustomer: input.byCustomer ?? false,
            contradiction: input.contradiction ?? '',
          },
        },
      ],
    }
  },
  close_without_visit: (_act, input) => ({ words: { remark: input.remark } }),
  end_unsettled: (_act, input) => ({ words: { reason: input.reason, referredTo: input.referredTo } }),
  withdraw: (act, input) => ({
    records: recallOpenSheet(act, input.words),
    facts: approvalOf(act.approver ?? act.me),
    words: { customerWords: input.words },
  }),
  merge(act, input) {
    const other = act.desk.file.orm
      .select()
      .from(t.complaint)
      .where(eq(t.complaint.number, input.intoNumber.toUpperCase()))
      .get()
    if (other === undefined || other.id === act.complaint.id)
      throw new DeskError('invalid', 'merge_target_unknown', { field: 'input.intoNumber' })
    if (isEnded(other.state))
      throw new DeskError('invalid', 'merge_target_ended', { field: 'input.intoNumber' })
    refuseOtherCustomer(act, other)
    return {
      complaint: { mergedIntoId: other.id },
      records: recallOpenSheet(act, other.number),
      other: goingOn(act, other),
      facts: { into: other.number },
    }
  },
  void: (act, input) => ({
    records: recallOpenSheet(act, input.reason),
    words: { reason: input.reason },
  }),
  reopen(act, input) {
    // Its long clocks start anew.
    const anew = {
      endedAt: null,
      resolvedAt: null,
      repliedAt: null,
      rulesFromAt: act.now,
      replyFromAt: act.now,
      // What was withdrawn before anybody took it is now with the manager who took it up again.
      handlerId: act.complaint.handlerId ?? act.me.staffId,
      acceptedAt: act.complaint.acceptedAt ?? act.now,
    }
    return {
      complaint: anew,
      words: { reason: input.reason },
    }
  },
}
