import { contactChannels, deliveredWays, settlements, spokenWays } from '../../../domain/complaint/input.ts'
import type { Action } from '../../../domain/complaint/moves.ts'
import type { Policy } from '../../../domain/policy.ts'
import { satisfactions } from '../../../domain/vocabulary.ts'
import type { ComplaintView, Me, StaffView } from '../../../electron/desk/views.ts'
import { contactDefaults, contactFields } from '../../contact/contact-form.ts'
import { contradictionsIn } from '../../survey/survey-values.ts'
import { firstOptions } from './first-options.ts'
import type { Field, FormValues } from './form-values.ts'
import { localMoment, optionDrafts } from './form-values.ts'

/** What a form may start from. */
export interface FormContext {
  readonly complaint: ComplaintView
  readonly me: Me
  readonly staff: readonly StaffView[]
  readonly policy: Policy
  /** Milliseconds since 1970. */
  readonly now: number
}

/** One action of the table as a form: what is entered, and what need not be typed. */
export interface ActionForm {
  readonly fields: readonly Field[]
  /** Values that save typing; every field has one. */
  readonly defaults: (context: FormContext) => FormValues
  /** Shown beside the fields. */
  readonly aside?:
    | 'submission'
    | 'paper'
    | 'policy_due'
    | 'finding_behind'
    | 'signed_text'
    | 'promise_guard'
    | 'survey_words'
  /** What the schema cannot know by itself; error codes by field. */
  readonly check?: (values: FormValues) => Readonly<Record<string, string | undefined>>
  /** Asked first whether it is meant: it ends or destroys. */
  readonly tone?: 'ends'
  readonly wide?: boolean
}

const reason: Field = { name: 'reason', control: 'area', rows: 3 }
const pin: Field = { name: 'pin', control: 'pin' }
const nothing = () => ({})

function mayHandle(person: StaffView): boolean {
  return person.active && person.role !== 'department'
}

function latestResolution(complaint: ComplaintView) {
  return complaint.resolutions.reduce<ComplaintView['resolutions'][number] | null>(
    (latest, each) => (latest === null || each.version > latest.version ? each : latest),
    null,
  )
}

/** The resolution that the running round works on: the last version, unless it came back. */
export function currentResolution(complaint: ComplaintView) {
  const latest = latestResolution(complaint)
  return latest !== null && latest.round === complaint.round && latest.returnReason === null ? latest : null
}

/** The resolution whose text may be told: signed in the running round. */
export function signedResolution(complaint: ComplaintView) {
  const current = currentResolution(complaint)
  return current !== null && current.signature !== null ? current : null
}

/** How the customer is most likely spoken to: at the counter for a walk-in, else by phone. */
function spokenDefault(complaint: ComplaintView): string {
  return complaint.channel === 'walk_in' ? 'in_person' : 'phone'
}

function pendingTasks(complaint: ComplaintView) {
  return complaint.tasks.filter((task) => task.doneAt === null)
}

/** Every row of the table as a form, in the table's order. */
export const actionForms: Readonly<Record<Action, ActionForm>> = {
  accept: {
    fields: [
      { name: 'handlerId', control: 'staff' },
      { name: 'customerPresent', control: 'check' },
    ],
    defaults: ({ complaint, me }) => ({
      handlerId: mayHandle(me.staff) ? me.staff.id : '',
      customerPresent: complaint.channel === 'walk_in',
    }),
  },
  settle_at_counter: {
    fields: [
      { name: 'settlement', control: 'choice', choices: settlements, words: 'words:settlement' },
      { name: 'what', control: 'area', rows: 3 },
    ],
    defaults: ({ complaint }) => ({
      settlement: complaint.wants.includes('apology') ? 'apology' : 'explanation',
      what: '',
    }),
  },
  investigate: { fields: [], defaults: nothing },
  record_finding: {
    fields: [
      { name: 'founded', control: 'yes_no' },
      { name: 'quality', control: 'yes_no' },
      { name: 'cause', control: 'area', rows: 5 },
      { name: 'department', control: 'department' },
      { name: 'person', control: 'line' },
      { name: 'evidence', control: 'area', rows: 2 },
    ],
    defaults: ({ complaint }) => {
      const last = complaint.findings.at(-1)
      return {
        founded: last === undefined ? '' : last.founded ? 'yes' : 'no',
        quality: (last?.quality ?? complaint.category === 'quality') ? 'yes' : 'no',
        cause: last?.cause ?? '',
        department: last?.department ?? complaint.department ?? complaint.suggestedDepartment ?? '',
        person: last?.person ?? '',
        evidence: last?.evidence ?? '',
      }
    },
  },
  dispatch: {
    fields: [
      { name: 'department', control: 'department' },
      { name: 'question', control: 'area', rows: 6 },
      { name: 'dueAt', control: 'moment', nullable: true },
    ],
    defaults: ({ complaint }) => ({
      department: complaint.department ?? complaint.suggestedDepartment ?? '',
      question: '',
      dueAt: '',
    }),
    aside: 'policy_due',
  },
  department_answer: {
    fields: [
      { name: 'answer', control: 'area', rows: 5 },
      { name: 'plan', control: 'area', rows: 2 },
      { name: 'improvement', control: 'area', rows: 2 },
      { name: 'acknowledgedBy', control: 'line' },
    ],
    defaults: ({ me }) => ({
      answer: '',
      plan: '',
      improvement: '',
      acknowledgedBy: me.staff.role === 'department' ? me.staff.name : '',
    }),
  },
  recall_dispatch: { fields: [reason], defaults: () => ({ reason: '' }) },
  propose: {
    fields: [
      { name: 'options', control: 'options' },
      { name: 'wording', control: 'area', rows: 6 },
      { name: 'terms', control: 'area', rows: 2 },
      { name: 'internalFloor', control: 'line' },
    ],
    defaults: ({ complaint }) => {
      const last = latestResolution(complaint)
      return {
        options: last === null ? firstOptions(complaint) : optionDrafts(last.options),
        wording: last?.wording ?? '',
        terms: last?.terms ?? '',
        internalFloor: last?.internalFloor ?? '',
      }
    },
    aside: 'finding_behind',
    wide: true,
  },
  submit: { fields: [], defaults: nothing, aside: 'submission' },
  sign: { fields: [pin], defaults: () => ({ pin: '' }), aside: 'paper', wide: true },
  return_for_rework: { fields: [reason], defaults: () => ({ reason: '' }) },
  head_office_ruling: {
    fields: [
      { name: 'decision', control: 'choice', choices: ['approve', 'refuse'], words: 'decision' },
      { name: 'reference', control: 'line' },
      { name: 'text', control: 'area', rows: 5 },
      pin,
    ],
    defaults: () => ({ decision: 'approve', reference: '', text: '', pin: '' }),
  },
  communicate: {
    fields: [
      { name: 'deliveredHow', control: 'choice', choices: deliveredWays, words: 'words:deliveredWay' },
      { name: 'deliveredAt', control: 'moment' },
      { name: 'spokenHow', control: 'choice', choices: spokenWays, words: 'words:spokenWay' },
      { name: 'spokenAt', control: 'moment' },
    ],
    defaults: ({ complaint, me, now }) => {
      const moment = localMoment(new Date(now).toISOString(), me.store.timeZone)
      return {
        deliveredHow: 'handed_over',
        deliveredAt: moment,
        spokenHow: spokenDefault(complaint),
        spokenAt: moment,
      }
    },
    aside: 'signed_text',
  },
  customer_accepts: {
    fields: [
      { name: 'option', control: 'option' },
      { name: 'opinion', control: 'area', rows: 3 },
      { name: 'how', control: 'choice', choices: spokenWays, words: 'words:spokenWay' },
      { name: 'signature', control: 'signature', when: (values) => values.how === 'in_person' },
    ],
    defaults: ({ complaint }) => ({
      option: String(complaint.offeredOption),
      opinion: '',
      how: spokenDefault(complaint),
      signature: null,
    }),
  },
  customer_rejects: {
    fields: [
      { name: 'opinion', control: 'area', rows: 3 },
      { name: 'how', control: 'choice', choices: spokenWays, words: 'words:spokenWay' },
      { name: 'signature', control: 'signature', when: (values) => values.how === 'in_person' },
    ],
    defaults: ({ complaint }) => ({ opinion: '', how: spokenDefault(complaint), signature: null }),
  },
  task_done: {
    fields: [
      { name: 'taskId', control: 'task' },
      { name: 'evidence', control: 'area', rows: 2 },
    ],
    defaults: ({ complaint }) => ({ taskId: pendingTasks(complaint)[0]?.id ?? '', evidence: '' }),
  },
  complete_execution: {
    fields: [
      { name: 'tasks', control: 'evidences' },
      { name: 'wordHow', control: 'choice', choices: contactChannels, words: 'words:contactChannel' },
      { name: 'word', control: 'area', rows: 3 },
    ],
    defaults: ({ complaint }) => ({
      tasks: pendingTasks(complaint).map((task) => ({ taskId: task.id, evidence: task.evidence })),
      wordHow: 'phone',
      word: '',
    }),
  },
  outcome_notice: {
    fields: [
      { name: 'salesDepartment', control: 'line' },
      { name: 'text', control: 'area', rows: 8 },
    ],
    defaults: ({ complaint }) => ({
      salesDepartment: complaint.outcomeNotice?.salesDepartment ?? '',
      text: complaint.outcomeNotice?.text ?? signedResolution(complaint)?.wording ?? '',
    }),
  },
  return_visit: {
    fields: [
      { name: 'how', control: 'choice', choices: contactChannels, words: 'words:contactChannel' },
      { name: 'solution', control: 'survey', choices: satisfactions },
      { name: 'handler', control: 'survey', choices: satisfactions, nullable: true },
      { name: 'technician', control: 'survey', choices: satisfactions, nullable: true },
      { name: 'remarks', control: 'area', rows: 2 },
      { name: 'reason', control: 'area', rows: 2, when: (values) => isLessThanSatisfied(values.solution) },
      { name: 'contradiction', control: 'area', rows: 2, when: (values) => contradictsItself(values) },
      { name: 'byCustomer', control: 'check', when: (values) => values.byCustomer === true },
    ],
    defaults: () => ({
      how: 'phone',
      solution: '',
      handler: '',
      technician: '',
      remarks: '',
      reason: '',
      contradiction: '',
      byCustomer: false,
    }),
    aside: 'survey_words',
    check: (values) => ({
      ...(isLessThanSatisfied(values.solution) && isBlank(values.reason) ? { reason: 'required' } : {}),
      ...(contradictsItself(values) && isBlank(values.contradiction) ? { contradiction: 'required' } : {}),
    }),
  },
  close_without_visit: {
    fields: [{ name: 'remark', control: 'area', rows: 3 }],
    defaults: () => ({ remark: '' }),
    tone: 'ends',
  },
  end_unsettled: {
    fields: [reason, { name: 'referredTo', control: 'line' }, pin],
    defaults: () => ({ reason: '', referredTo: '', pin: '' }),
    tone: 'ends',
  },
  withdraw: {
    fields: [
      { name: 'words', control: 'area', rows: 3 },
      { name: 'approval', control: 'countersign' },
    ],
    defaults: ({ me }) => ({
      words: '',
      approval: {
        staffNumber: me.staff.role === 'supervisor' || me.staff.role === 'manager' ? me.staff.number : '',
        pin: '',
      },
    }),
    tone: 'ends',
  },
  merge: {
    fields: [{ name: 'intoNumber', control: 'other_complaint' }],
    defaults: () => ({ intoNumber: '' }),
    tone: 'ends',
  },
  void: { fields: [reason, pin], defaults: () => ({ reason: '', pin: '' }), tone: 'ends' },
  reopen: { fields: [reason], defaults: () => ({ reason: '' }) },
  // Entered in a drawer of its own: contact/ContactDrawer.tsx.
  log_contact: { fields: contactFields, defaults: () => contactDefaults('out') },
  add_file: { fields: [{ name: 'files', control: 'files' }], defaults: () => ({ files: [] }) },
  note: { fields: [{ name: 'text', control: 'area', rows: 5 }], defaults: () => ({ text: '' }) },
  reassign: {
    fields: [
      { name: 'handlerId', control: 'staff' },
      { name: 'reason', control: 'line' },
    ],
    defaults: ({ complaint, me }) => ({
      // Taking over is the most frequent reason to reassign.
      handlerId: complaint.handler?.id !== me.staff.id && mayHandle(me.staff) ? me.staff.id : '',
      reason: '',
    }),
  },
  change_department: {
    fields: [{ name: 'department', control: 'department' }, reason],
    defaults: ({ complaint }) => ({
      department:
        complaint.suggestedDepartment === complaint.department ? '' : (complaint.suggestedDepartment ?? ''),
      reason: '',
    }),
  },
  hold: {
    fields: [reason, { name: 'until', control: 'moment' }],
    defaults: () => ({ reason: '', until: '' }),
  },
  release: { fields: [{ name: 'reason', control: 'line' }], defaults: () => ({ reason: '' }) },
  raise_level: {
    fields: [{ name: 'level', control: 'level' }, reason],
    defaults: ({ complaint }) => ({ level: String(Math.min(complaint.level + 1, 5)), reason: '' }),
  },
  lower_level: {
    fields: [{ name: 'level', control: 'level' }, reason, pin],
    defaults: ({ complaint }) => ({ level: String(Math.max(complaint.level - 1, 1)), reason: '', pin: '' }),
  },
  postpone: {
    fields: [
      reason,
      { name: 'newDate', control: 'day' },
      { name: 'consent', control: 'yes_no' },
      { name: 'evidence', control: 'area', rows: 2 },
    ],
    defaults: () => ({ reason: '', newDate: '', consent: '', evidence: '' }),
  },
}

function isLessThanSatisfied(solution: unknown): boolean {
  return solution === 'neutral' || solution === 'dissatisfied' || solution === 'very_dissatisfied'
}

function isBlank(value: unknown): boolean {
  return String(value ?? '').trim() === ''
}

function contradictsItself(values: FormValues): boolean {
  return contradictionsIn(values).length > 0
}
