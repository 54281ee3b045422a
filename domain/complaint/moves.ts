import type { Role, State } from '../vocabulary.ts'
import { endedStates, openStates, roles } from '../vocabulary.ts'

/**
 * What can be done with a recorded complaint: the rows of process section 3, in its order, as data.
 * The screen offers and the service enforces by this one table (domain/complaint/judge.ts).
 */
export const actions = [
  'accept',
  'settle_at_counter',
  'investigate',
  'record_finding',
  'dispatch',
  'department_answer',
  'recall_dispatch',
  'propose',
  'submit',
  'sign',
  'return_for_rework',
  'head_office_ruling',
  'communicate',
  'customer_accepts',
  'customer_rejects',
  'task_done',
  'complete_execution',
  'outcome_notice',
  'return_visit',
  'close_without_visit',
  'end_unsettled',
  'withdraw',
  'merge',
  'void',
  'reopen',
  'log_contact',
  'add_file',
  'note',
  'reassign',
  'change_department',
  'hold',
  'release',
  'raise_level',
  'lower_level',
  'postpone',
] as const
export type Action = (typeof actions)[number]

/**
 * Who may act. `handler` is the person it is assigned to, or a supervisor or manager acting for any handler (section 1);
 * `own_department` is staff of the department whose contact sheet is open or, for a task, that carries it out.
 */
export type Actor = Role | 'handler' | 'own_department'

/**
 * What must be true of the complaint besides its state; the code is what the screen explains when it is missing.
 * Judged in domain/complaint/judge.ts.
 */
export const conditions = [
  'level_settles_at_counter',
  'no_open_case',
  'finding_recorded',
  'resolution_complete',
  'not_own_paper',
  'within_signing_limit',
  'visit_attempts_made',
  'two_rounds_or_unreachable',
  'level_needs_notice',
  'outcome_notice_given',
  'not_on_hold',
  'on_hold',
  'level_can_rise',
  'level_can_fall',
] as const
export type Condition = (typeof conditions)[number]

/**
 * Where an action leads. A name is that state; `same` stays; the others depend on what is entered and are resolved by
 * `targetOf` in domain/complaint/judge.ts.
 */
export type Target =
  | State
  | 'same'
  | 'signed_or_approval'
  | 'ruled'
  | 'executing_or_executed'
  | 'next_alternative_or_round'
  | 'closed_or_next_round'
  | 'next_round'

export interface Move {
  readonly from: readonly State[]
  readonly to: Target
  readonly who: readonly Actor[]
  readonly needs: readonly Condition[]
  /** Whose PIN is asked again at this moment (section 1). */
  readonly pin: 'none' | 'own' | 'supervisor_or_manager'
}

const beforeSigning = [
  'registered',
  'accepted',
  'investigating',
  'dispatched',
  'proposing',
  'awaiting_signature',
  'awaiting_approval',
] as const satisfies readonly State[]

const deskRoles = ['clerk', 'technician', 'supervisor', 'manager'] as const satisfies readonly Role[]

function move(
  from: readonly State[],
  to: Target,
  who: readonly Actor[],
  needs: readonly Condition[] = [],
  pin: Move['pin'] = 'none',
): Move {
  return { from, to, who, needs, pin }
}

/** The table of process section 3. `register` has no row: there is nothing yet to act on, and every role may. */
export const moves: Readonly<Record<Action, Move>> = {
  accept: move(['registered'], 'accepted', deskRoles),
  settle_at_counter: move(
    ['accepted', 'investigating'],
    'closed',
    ['handler'],
    ['level_settles_at_counter', 'no_open_case'],
  ),
  investigate: move(['accepted'], 'investigating', ['handler']),
  record_finding: move(['investigating', 'proposing'], 'proposing', ['handler']),
  dispatch: move(['accepted', 'investigating', 'proposing'], 'dispatched', ['handler']),
  department_answer: move(['dispatched'], 'proposing', ['handler', 'own_department']),
  recall_dispatch: move(['dispatched'], 'proposing', ['handler']),
  propose: move(['proposing'], 'proposing', ['handler']),
  submit: move(['proposing'], 'awaiting_signature', ['handler'], ['finding_recorded', 'resolution_complete']),
  sign: move(
    ['awaiting_signature'],
    'signed_or_approval',
    ['manager', 'supervisor'],
    ['not_own_paper', 'within_signing_limit'],
    'own',
  ),
  return_for_rework: move(['awaiting_signature'], 'proposing', ['manager', 'supervisor']),
  head_office_ruling: move(['awaiting_approval'], 'ruled', ['manager'], ['not_own_paper'], 'own'),
  communicate: move(['signed'], 'communicated', ['handler']),
  customer_accepts: move(['communicated'], 'executing_or_executed', ['handler']),
  customer_rejects: move(['communicated'], 'next_alternative_or_round', ['handler']),
  task_done: move(['executing'], 'same', ['handler', 'own_department']),
  complete_execution: move(['executing'], 'executed', ['handler']),
  outcome_notice: move(
    ['signed', 'communicated', 'executing', 'executed'],
    'same',
    ['handler'],
    ['level_needs_notice'],
  ),
  return_visit: move(['executed'], 'closed_or_next_round', ['clerk', 'supervisor', 'manager']),
  close_without_visit: move(
    ['executed'],
    'closed',
    ['manager', 'supervisor'],
    ['visit_attempts_made', 'outcome_notice_given'],
  ),
  end_unsettled: move(
    ['communicated', 'proposing', 'executed'],
    'unsettled',
    ['manager'],
    ['two_rounds_or_unreachable'],
    'own',
  ),
  withdraw: move(openStates, 'withdrawn', ['handler'], [], 'supervisor_or_manager'),
  merge: move(openStates, 'merged', ['handler']),
  void: move(openStates, 'voided', ['manager'], [], 'own'),
  reopen: move(['closed', 'withdrawn', 'unsettled'], 'next_round', ['manager']),
  log_contact: move(openStates, 'same', roles),
  add_file: move(openStates, 'same', roles),
  note: move(openStates, 'same', roles),
  reassign: move(openStates, 'same', deskRoles),
  change_department: move(openStates, 'same', ['handler']),
  hold: move(openStates, 'same', ['handler'], ['not_on_hold']),
  release: move(openStates, 'same', ['handler'], ['on_hold']),
  raise_level: move(openStates, 'same', roles, ['level_can_rise']),
  lower_level: move(openStates, 'same', ['manager'], ['level_can_fall'], 'own'),
  postpone: move(beforeSigning, 'same', ['handler']),
}

/** States in which a resolution of the running round is signed, so that its outcome may be told (section 4). */
export const outcomeStates = [
  'signed',
  'communicated',
  'executing',
  'executed',
  ...endedStates,
] as const satisfies readonly State[]
