import type { Person } from '../complaint/judge.ts'
import type { GoodwillSum } from '../complaint/resolution.ts'
import type { Policy } from '../policy.ts'
import type { CaseAction, CaseCondition } from './moves.ts'
import { caseActions, caseMoves } from './moves.ts'
import { withinAuthority } from './plan.ts'
import type { CaseState } from './vocabulary.ts'

/** What the rules must know about a case; nothing personal. */
export interface CaseFacts {
  readonly state: CaseState
  readonly handlerId: string
  readonly inspectionNeeded: boolean
  readonly inspected: boolean
  /** The purchase is not what it was when the case was opened. */
  readonly purchaseChanged: boolean
  readonly goodsIn: boolean
  readonly goodsOut: boolean
  readonly paidOut: boolean
  readonly paymentTaken: boolean
  readonly repair: 'none' | 'running' | 'ended'
  /** null without a complaint; else whether its resolution is signed, so that an outcome may be told (section 4). */
  readonly complaintSigned: boolean | null
  /** The plan that counts now. */
  readonly plan: null | {
    readonly preparers: readonly string[]
    /** Codes of `planGaps`. */
    readonly gaps: readonly string[]
    /** With what earlier cases of the same purchase or complaint gave. */
    readonly goodwill: GoodwillSum
    /** Of this plan alone, fen: what gives nothing beyond the law is within every limit. */
    readonly ownGoodwillFen: number
    /** The unit that is given costs less by its typed price than what comes back is worth: somebody must sign that. */
    readonly priceLowered: boolean
    readonly goodsInNeeded: boolean
    readonly goodsOutNeeded: boolean
    readonly isRepair: boolean
    /** What the store pays out and what the customer pays, fen. */
    readonly refundFen: number
    readonly payFen: number
  }
}

export type CaseRefusal =
  | { readonly code: 'wrong_state' }
  | { readonly code: 'wrong_person' }
  | { readonly code: 'missing'; readonly conditions: readonly CaseCondition[] }

/** An action that the table offers, with what it still needs. */
export interface CaseOffer {
  readonly action: CaseAction
  readonly missing: readonly CaseCondition[]
  /** The one obvious next thing. */
  readonly primary: boolean
  /** The person's PIN is asked with it. */
  readonly pin: boolean
}

function isActor(action: CaseAction, person: Person, facts: CaseFacts): boolean {
  const leads = person.role === 'supervisor' || person.role === 'manager'
  return caseMoves[action].who.some((actor) => {
    if (actor === 'handler')
      return leads || (person.role !== 'department' && facts.handlerId === person.staffId)
    return actor === person.role
  })
}

function moved(facts: CaseFacts): boolean {
  return facts.paidOut || facts.goodsOut || facts.paymentTaken || facts.repair !== 'none'
}

function holds(condition: CaseCondition, person: Person, facts: CaseFacts, policy: Policy): boolean {
  const { plan } = facts
  switch (condition) {
    case 'inspected':
      return facts.inspected || !facts.inspectionNeeded
    case 'plan_complete':
      return plan !== null && plan.gaps.length === 0
    case 'purchase_unchanged':
      // Once something moved, the case goes on by what it kept of the purchase: nothing else could end it.
      return !facts.purchaseChanged || moved(facts)
    case 'purchase_changed':
      return facts.purchaseChanged
    case 'not_own_paper':
      return policy.allowSelfSigning || !plan?.preparers.includes(person.staffId)
    case 'within_signing_limit':
      // A manager's limit does not refuse: it sends the plan on to head office.
      return person.role === 'manager' || (plan !== null && withinAuthority(person.role, plan, policy))
    case 'goods_not_in':
      return !facts.goodsIn
    case 'goods_in':
      return facts.goodsIn || plan?.goodsInNeeded === false
    case 'complaint_signed':
      return facts.complaintSigned !== false
    case 'payment_due':
      return plan !== null && plan.payFen > 0 && !facts.paymentTaken
    case 'payment_taken':
      return plan === null || plan.payFen === 0 || facts.paymentTaken
    case 'refund_due':
      return plan !== null && plan.refundFen > 0 && !facts.paidOut
    case 'repair_planned':
      return plan?.isRepair === true
    case 'repair_not_started':
      return facts.repair === 'none'
    case 'repair_running':
      return facts.repair === 'running'
    case 'repair_ended':
      return plan?.isRepair !== true || facts.repair === 'ended'
    case 'goods_out_due':
      return plan?.goodsOutNeeded === true && !facts.goodsOut
    case 'all_done':
      return allDone(facts)
    case 'nothing_moved':
      return !moved(facts)
    case 'nothing_given':
      return !facts.paidOut && !facts.goodsOut && !facts.paymentTaken && facts.repair !== 'running'
  }
}

/** The customer's own unit goes back to them repaired, and is paid for: neither is an outcome of their complaint. */
function isWaived(condition: CaseCondition, action: CaseAction, facts: CaseFacts): boolean {
  if (condition !== 'complaint_signed' || facts.plan?.isRepair !== true) return false
  return facts.repair === 'ended' && (action === 'goods_out' || action === 'take_payment')
}

function allDone(facts: CaseFacts): boolean {
  const { plan } = facts
  if (plan === null) return false
  return (
    (!plan.goodsInNeeded || facts.goodsIn) &&
    (!plan.goodsOutNeeded || facts.goodsOut) &&
    (plan.refundFen === 0 || facts.paidOut) &&
    (plan.payFen === 0 || facts.paymentTaken)
  )
}

/**
 * May this person do this now?
 * @returns null when allowed, else why not
 */
export function caseRefusal(
  action: CaseAction,
  person: Person,
  facts: CaseFacts,
  policy: Policy,
): CaseRefusal | null {
  const row = caseMoves[action]
  if (!row.from.includes(facts.state)) return { code: 'wrong_state' }
  if (!isActor(action, person, facts)) return { code: 'wrong_person' }
  const missing = row.needs.filter(
    (condition) => !holds(condition, person, facts, policy) && !isWaived(condition, action, facts),
  )
  return missing.length === 0 ? null : { code: 'missing', conditions: missing }
}

/** The next thing that moves the case on, in the order in which it is looked for. */
function nextInLine(facts: CaseFacts): readonly CaseAction[] {
  switch (facts.state) {
    case 'opened':
      return facts.purchaseChanged ? ['adopt_purchase'] : facts.inspectionNeeded ? ['inspect'] : ['plan']
    case 'inspected':
      return facts.purchaseChanged ? ['adopt_purchase'] : ['plan']
    case 'planned':
      if (facts.purchaseChanged) return ['adopt_purchase']
      return facts.plan?.gaps.length === 0 ? ['submit'] : ['plan']
    case 'awaiting_signature':
      return ['sign']
    case 'awaiting_approval':
      return ['head_office_ruling']
    case 'approved':
      return ['receive_goods', 'start_repair', 'end_repair', 'take_payment', 'goods_out', 'pay_out', 'finish']
    default:
      return []
  }
}

/** Conditions under which an action does not concern this case at all: it is then not offered. */
const silent: ReadonlySet<CaseCondition> = new Set([
  'purchase_changed',
  'goods_not_in',
  'payment_due',
  'refund_due',
  'repair_planned',
  'repair_not_started',
  'repair_running',
  'goods_out_due',
  'nothing_moved',
  'nothing_given',
])

function inNeedOfGoods(action: CaseAction, facts: CaseFacts): boolean {
  return action !== 'receive_goods' || facts.plan?.goodsInNeeded !== false
}

/**
 * What the screen offers: every action that state and person allow, with what is still missing, the next one marked.
 * @param person who looks
 * @param facts the case as it stands
 * @param policy the policy in force
 * @returns offers in the order of the table
 */
export function caseOffers(person: Person, facts: CaseFacts, policy: Policy): CaseOffer[] {
  const found = caseActions.flatMap((action) => {
    const reason = caseRefusal(action, person, facts, policy)
    if (!inNeedOfGoods(action, facts)) return []
    if (reason === null) return [{ action, missing: [] as readonly CaseCondition[] }]
    if (reason.code !== 'missing' || reason.conditions.some((condition) => silent.has(condition))) return []
    return [{ action, missing: reason.conditions }]
  })
  const primary = nextInLine(facts).find((action) =>
    found.some((offer) => offer.action === action && offer.missing.length === 0),
  )
  return found.map((offer) => ({
    ...offer,
    primary: offer.action === primary,
    pin: caseAsksPin(offer.action, person, facts, policy),
  }))
}

/**
 * The next action of the case itself, whoever may do it: what lists name in its row.
 * @param facts the case as it stands
 * @param policy the policy in force
 * @returns the action, null when the case has ended or waits for nothing
 */
export function nextCaseAction(facts: CaseFacts, policy: Policy): CaseAction | null {
  const anybody: Person = { staffId: facts.handlerId, role: 'manager', department: null }
  const line = nextInLine(facts).filter((action) => inNeedOfGoods(action, facts))
  const ready = line.find((action) => {
    const missing = caseRefusal(action, anybody, facts, policy)
    return (
      missing === null ||
      (missing.code === 'missing' && missing.conditions.every((c) => c === 'not_own_paper'))
    )
  })
  return ready ?? line.find((action) => !(facts.state === 'approved' && action === 'receive_goods')) ?? null
}

/**
 * Is submitting another's plan the signature under it? A supervisor or manager who approves by it what somebody else has
 * prepared is its signer (process section 1).
 * @param person who submits it
 * @param facts the case as it stands
 * @param policy supplies limits and whether one may sign one's own paper
 */
export function signsBySubmitting(person: Person, { plan }: CaseFacts, policy: Policy): boolean {
  if (plan === null || (person.role !== 'supervisor' && person.role !== 'manager')) return false
  if (!policy.allowSelfSigning && plan.preparers.includes(person.staffId)) return false
  return (plan.ownGoodwillFen > 0 || plan.priceLowered) && withinAuthority(person.role, plan, policy)
}

/**
 * Is the person's PIN asked again for this action (process section 1: signing and approving money)?
 * @param action a row of the table
 * @param person who acts
 * @param facts the case as it stands
 * @param policy supplies the limits
 */
export function caseAsksPin(action: CaseAction, person: Person, facts: CaseFacts, policy: Policy): boolean {
  const { pin } = caseMoves[action]
  if (pin !== 'own_for_goodwill') return pin === 'own'
  const { plan } = facts
  if (plan === null || (plan.ownGoodwillFen === 0 && !plan.priceLowered)) return false
  return caseTarget(action, person, facts, policy) === 'approved'
}

/**
 * Where an allowed action leads.
 * @param action the action
 * @param person who acts
 * @param facts the case before it
 * @param policy the policy in force
 * @param ruling head office's decision, for `head_office_ruling`
 */
export function caseTarget(
  action: CaseAction,
  person: Person,
  facts: CaseFacts,
  policy: Policy,
  ruling: 'approve' | 'refuse' | null = null,
): CaseState {
  const { to } = caseMoves[action]
  const within = facts.plan !== null && withinAuthority(person.role, facts.plan, policy)
  switch (to) {
    case 'same':
      return facts.state
    case 'approved_or_signature':
      if (facts.plan?.priceLowered === true && !signsBySubmitting(person, facts, policy))
        return 'awaiting_signature'
      return within ? 'approved' : 'awaiting_signature'
    case 'signed_or_approval':
      return within ? 'approved' : 'awaiting_approval'
    case 'ruled':
      return ruling === 'approve' ? 'approved' : 'planned'
    case 'begun_again':
      // What was found on the unit stays true; what was planned for another price does not.
      return facts.inspected ? 'inspected' : 'opened'
    default:
      return to
  }
}
