import { randomBytes } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { checkCodeFrom } from '../../../../domain/complaint/check-code.ts'
import type { ResolutionOption } from '../../../../domain/complaint/input.ts'
import { alternativesLeft, atLeastMajor, rejectionIsMajor } from '../../../../domain/complaint/judge.ts'
import { linesToExecute } from '../../../../domain/complaint/resolution.ts'
import { civilDaysAfter, closingOn } from '../../../../domain/working-time.ts'
import { DeskError } from '../../errors.ts'
import type { Resolution } from '../facts.ts'
import { currentResolution, lastResolution } from '../facts.ts'
import type { Act, ChildRecord, Performers } from './act.ts'
import { promisable } from './ahead.ts'

type Resolving = Pick<
  Performers,
  | 'propose'
  | 'submit'
  | 'sign'
  | 'return_for_rework'
  | 'head_office_ruling'
  | 'communicate'
  | 'customer_accepts'
  | 'customer_rejects'
>

function theResolution(act: Act): Resolution {
  const found = currentResolution(act.desk.file.orm, act.complaint)
  if (found === null) throw new DeskError('not_found', 'resolution_not_found')
  return found
}

/** Four eyes look at a version: everybody who had a hand in it stays known, also when others write it anew. */
function withMe(act: Act, preparers: readonly string[]): string[] {
  return [...new Set([...preparers, act.me.staffId])]
}

/** From here the outcome may be told, and the paper can be found by its code. */
function signedForGood(act: Act): Pick<Resolution, 'signedAt' | 'checkCode'> {
  return { signedAt: act.now, checkCode: checkCodeFrom(randomBytes(5)) }
}

function tasksOf(act: Act, resolution: Resolution, option: ResolutionOption): ChildRecord[] {
  const byPolicy = civilDaysAfter(act.now, act.policy.clocks.executionDays, act.policy)
  return linesToExecute(option).map((line, position) => ({
    entity: 'execution_task',
    record: {
      id: uuidv7(),
      complaintId: act.complaint.id,
      resolutionId: resolution.id,
      position,
      kind: line.kind,
      amountFen: line.amountFen,
      detail: line.detail,
      department: line.department,
      dueAt: Date.parse(line.dueOn === null ? byPolicy : closingOn(line.dueOn, act.policy)),
      doneAt: null,
      doneBy: null,
      evidence: '',
    },
  }))
}

/**
 * A level change with its reason, as a record of the complaint.
 * @param act the command
 * @param toLevel the level after it
 * @param rule code of the rule, or `by_hand`
 */
export function levelChange(act: Act, toLevel: Act['complaint']['level'], rule: string): ChildRecord {
  return {
    entity: 'level_change',
    record: {
      id: uuidv7(),
      complaintId: act.complaint.id,
      at: act.now,
      recordedAt: act.now,
      fromLevel: act.complaint.level,
      toLevel,
      rule,
      staffId: act.me.staffId,
    },
  }
}

/**
 * "The level becomes at least major, and head office is told" (process section 3).
 * @param act the command
 * @param rule why
 */
export function becomeMajor(act: Act, rule: string) {
  const level = atLeastMajor(act.complaint.level)
  return {
    complaint: { level, headOfficeToldAt: act.now },
    records: level === act.complaint.level ? [] : [levelChange(act, level, rule)],
  }
}

/** From the written resolution to the customer's word on it (process section 3). */
export const resolving: Resolving = {
  propose(act, input) {
    for (const [index, option] of input.options.entries())
      for (const [position, line] of option.lines.entries())
        promisable(act, line.dueOn, `input.options.${index}.lines.${position}.dueOn`)
    const running = currentResolution(act.desk.file.orm, act.complaint)
    const last = lastResolution(act.desk.file.orm, act.complaint.id)
    const id = running?.id ?? uuidv7()
    return {
      recordId: id,
      records: [
        {
          entity: 'resolution',
          record: {
            id,
            complaintId: act.complaint.id,
            version: running?.version ?? (last?.version ?? 0) + 1,
            round: act.complaint.round,
            ...input,
            preparedBy: act.me.staffId,
            preparers: withMe(act, running?.preparers ?? []),
            preparedAt: act.now,
            submittedBy: null,
            submittedAt: null,
            returnedAt: null,
            returnReason: '',
            storeSignedBy: null,
            storeSignedAt: null,
            approvalReference: null,
            refusedAt: null,
            signedAt: null,
            checkCode: null,
            communicatedAt: null,
          },
        },
      ],
    }
  },
  submit(act) {
    const paper = theResolution(act)
    const record = {
      ...paper,
      submittedBy: act.me.staffId,
      submittedAt: act.now,
      preparers: withMe(act, paper.preparers),
    }
    return { recordId: paper.id, records: [{ entity: 'resolution', record }] }
  },
  sign(act, input) {
    const paper = theResolution(act)
    // The paper that was read must be the paper that is signed.
    if (paper.id !== input.resolutionId) throw new DeskError('stale', 'stale')
    const final = act.target.state === 'signed'
    const record = {
      ...paper,
      storeSignedBy: act.me.staffId,
      storeSignedAt: act.now,
      ...(final ? signedForGood(act) : {}),
    }
    const beyond = final ? {} : { headOfficeToldAt: act.now }
    return { complaint: beyond, recordId: paper.id, records: [{ entity: 'resolution', record }] }
  },
  return_for_rework(act, input) {
    const paper = theResolution(act)
    const record = { ...paper, returnedAt: act.now, returnReason: input.reason }
    return {
      recordId: paper.id,
      records: [{ entity: 'resolution', record }],
      words: { reason: input.reason },
    }
  },
  head_office_ruling(act, input) {
    const paper = theResolution(act)
    const ruled =
      input.decision === 'approve'
        ? { ...signedForGood(act), approvalReference: input.reference }
        : { refusedAt: act.now, returnReason: input.text }
    return {
      recordId: paper.id,
      records: [{ entity: 'resolution', record: { ...paper, ...ruled } }],
      facts: { decision: input.decision },
      words: { reference: input.reference, ruling: input.text },
    }
  },
  communicate(act, input) {
    const paper = theResolution(act)
    const signedAt = paper.signedAt ?? act.now
    for (const field of ['deliveredAt', 'spokenAt'] as const) {
      const at = Date.parse(input[field])
      // Both must lie between the signature and now: nothing may be told before, nothing recorded ahead of time.
      if (at > act.now + minuteMs)
        throw new DeskError('invalid', 'in_the_future', { field: `input.${field}` })
      if (at < signedAt - minuteMs)
        throw new DeskError('invalid', 'before_signature', { field: `input.${field}` })
    }
    // The customer has the reply once it is both read and heard, however late somebody types it in.
    const told = Math.max(Date.parse(input.deliveredAt), Date.parse(input.spokenAt))
    const toldAt = Math.min(Math.max(told, signedAt), act.now)
    return {
      complaint: { repliedAt: act.complaint.repliedAt ?? toldAt },
      recordId: paper.id,
      records: [{ entity: 'resolution', record: { ...paper, communicatedAt: toldAt } }],
      facts: { ...input },
    }
  },
  customer_accepts(act, input) {
    const paper = theResolution(act)
    const option = paper.options[input.option]
    if (option === undefined || input.option > act.complaint.offeredOption)
      throw new DeskError('invalid', 'option_not_offered', { field: 'input.option' })
    const id = uuidv7()
    return {
      recordId: id,
      records: [
        {
          entity: 'opinion',
          record: {
            id,
            complaintId: act.complaint.id,
            resolutionId: paper.id,
            at: act.now,
            staffId: act.me.staffId,
            accepts: true,
            option: input.option,
            how: input.how,
            words: input.opinion,
            signature: input.signature ?? null,
          },
        },
        ...tasksOf(act, paper, option),
      ],
    }
  },
  customer_rejects(act, input) {
    const paper = theResolution(act)
    const id = uuidv7()
    const major = rejectionIsMajor(act.facts) ? becomeMajor(act, 'rejected') : null
    const whole = !alternativesLeft(act.facts)
    return {
      complaint: { ...major?.complaint, rejections: act.complaint.rejections + (whole ? 1 : 0) },
      recordId: id,
      records: [
        {
          entity: 'opinion',
          record: {
            id,
            complaintId: act.complaint.id,
            resolutionId: paper.id,
            at: act.now,
            staffId: act.me.staffId,
            accepts: false,
            option: act.complaint.offeredOption,
            how: input.how,
            words: input.opinion,
            signature: input.signature ?? null,
          },
        },
        ...(major?.records ?? []),
      ],
      facts: { alternativeOffered: !whole },
    }
  },
}

const minuteMs = 60_000
