import type { Role } from '../vocabulary.ts'
import { roles } from '../vocabulary.ts'
import type { CaseState } from './vocabulary.ts'
import { openCaseStates } from './vocabulary.ts'

/**
 * What can be done with a refund or exchange case (process section 7), as data: the screen offers and the service enforces
 * by this one table (domain/case/judge.ts). `open` has no row: there is nothing yet to act on.
 */
export const caseActions = [
  'inspect',
  'receive_goods',
  'plan',
  'submit',
  'sign',
  'return_for_rework',
  'head_office_ruling',
  'take_payment',
  'pay_out',
  'start_repair',
  'end_repair',
  'goods_out',
  'finish',
  'adopt_purchase',
  'decline',
  'withdraw',
  'void',
  'reassign',
  'link_complaint',
  'add_file',
  'note',
] as const
export type CaseAction = (typeof caseActions)[number]

/** `handler`: who the case is assigned to; supervisor and manager act for any handler. */
export type CaseActor = Role | 'handler'

/** What must be true besides the state; the code is what the screen explains while it is missing. */
export const caseConditions = [
  'inspected',
  'plan_complete',
  'purchase_unchanged',
  'purchase_changed',
  'not_own_paper',
  'within_signing_limit',
  'goods_not_in',
  'goods_in',
  'complaint_signed',
  'payment_due',
  'payment_taken',
  'refund_due',
  'repair_planned',
  'repair_not_started',
  'repair_running',
  'repair_ended',
  'goods_out_due',
  'all_done',
  'nothing_moved',
  'nothing_given',
] as const
export type CaseCondition = (typeof caseConditions)[number]

/** `approved_or_signature`: approved at once where nobody's signature is needed; see `caseTarget`. */
export type CaseTarget =
  | CaseState
  | 'same'
  | 'approved_or_signature'
  | 'signed_or_approval'
  | 'ruled'
  | 'begun_again'

export interface CaseMove {
  readonly from: readonly CaseState[]
  readonly to: CaseTarget
  readonly who: readonly CaseActor[]
  readonly needs: readonly CaseCondition[]
  /** Whose PIN is asked again at this moment (section 1); `own_for_goodwill`: where it approves goodwill at once. */
  readonly pin: 'none' | 'own' | 'own_for_goodwill'
}

/** Roles that open and take cases. */
export const caseRoles = ['clerk', 'technician', 'supervisor', 'manager'] as const satisfies readonly Role[]

const beforeSubmission = ['opened', 'inspected', 'planned'] as const satisfies readonly CaseState[]

function move(
  from: readonly CaseState[],
  to: CaseTarget,
  who: readonly CaseActor[],
  needs: readonly CaseCondition[] = [],
  pin: CaseMove['pin'] = 'none',
): CaseMove {
  return { from, to, who, needs, pin }
}

export const caseMoves: Readonly<Record<CaseAction, CaseMove>> = {
  // What is approved but not begun may still be looked at and planned anew; so may a repair that took too long.
  inspect: move([...beforeSubmission, 'approved'], 'inspected', ['handler', 'technician'], ['nothing_given']),
  receive_goods: move(openCaseStates, 'same', caseRoles, ['goods_not_in']),
  plan: move(
    [...beforeSubmission, 'approved'],
    'planned',
    ['handler'],
    ['inspected', 'purchase_unchanged', 'nothing_given'],
  ),
  submit: move(
    ['planned'],
    'approved_or_signature',
    ['handler'],
    ['plan_complete', 'purchase_unchanged'],
    'own_for_goodwill',
  ),
  sign: move(
    ['awaiting_signature'],
    'signed_or_approval',
    ['manager', 'supervisor'],
    ['purchase_unchanged', 'not_own_paper', 'within_signing_limit'],
    'own',
  ),
  return_for_rework: move(['awaiting_signature'], 'planned', ['manager', 'supervisor']),
  head_office_ruling: move(
    ['awaiting_approval'],
    'ruled',
    ['manager'],
    ['purchase_unchanged', 'not_own_paper'],
    'own',
  ),
  take_payment: move(
    ['approved'],
    'same',
    ['handler'],
    ['payment_due', 'complaint_signed', 'purchase_unchanged'],
  ),
  pay_out: move(
    ['approved'],
    'same',
    ['handler'],
    ['refund_due', 'complaint_signed', 'goods_in', 'purchase_unchanged'],
  ),
  start_repair: move(
    ['approved'],
    'same',
    ['handler', 'technician'],
    ['repair_planned', 'repair_not_started', 'goods_in', 'complaint_signed'],
  ),
  end_repair: move(['approved'], 'same', ['handler', 'technician'], ['repair_running']),
  goods_out: move(
    ['approved'],
    'same',
    ['handler'],
    ['goods_out_due', 'complaint_signed', 'goods_in', 'repair_ended', 'payment_taken', 'purchase_unchanged'],
  ),
  finish: move(['approved'], 'done', ['handler'], ['all_done', 'complaint_signed']),
  adopt_purchase: move(openCaseStates, 'begun_again', ['handler'], ['purchase_changed', 'nothing_moved']),
  decline: move(beforeSubmission, 'declined', ['handler'], ['nothing_moved']),
  withdraw: move(openCaseStates, 'withdrawn', ['handler'], ['nothing_moved']),
  void: move(openCaseStates, 'voided', ['manager'], ['nothing_moved'], 'own'),
  reassign: move(openCaseStates, 'same', caseRoles),
  link_complaint: move(openCaseStates, 'same', ['handler'], ['nothing_moved']),
  add_file: move(openCaseStates, 'same', roles),
  note: move(openCaseStates, 'same', roles),
}
