import type { Policy } from '../policy.ts'
import type { Department, Level, Role, Satisfaction, State } from '../vocabulary.ts'
import { isEnded } from '../vocabulary.ts'
import type { Action, Condition } from './moves.ts'
import { actions, moves } from './moves.ts'
import type { Goodwill } from './resolution.ts'

/** The person who acts. */
export interface Person {
  readonly staffId: string
  readonly role: Role
  /** Of staff with the role `department`. */
  readonly department: Department | null
}

/** What the rules of section 3 must know about a complaint; nothing personal. */
export interface ComplaintFacts {
  readonly state: State
  readonly level: Level
  /** 1 at first, +1 at every new round. */
  readonly round: number
  readonly handlerId: string | null
  readonly department: Department | null
  /** The department whose contact sheet waits for its answer; the complaint may have been moved on since. */
  readonly sheetDepartment: Department | null
  /** Departments that still have something to carry out. */
  readonly taskDepartments: readonly Department[]
  readonly anonymous: boolean
  readonly hasFinding: boolean
  /** The resolution of the running round, if one was written. */
  readonly resolution: null | {
    /** Everybody who wrote, re-saved or submitted it. */
    readonly preparers: readonly string[]
    /** Codes of `resolutionGaps`; empty = complete. */
    readonly gaps: readonly string[]
    /** The dearest of its options with what the complaint was given before, `goodwillOf`. */
    readonly goodwill: Goodwill
    readonly options: number
    /** Index of the option that is offered now. */
    readonly offered: number
    /** True where the offered option is nothing but explanations and apologies. */
    readonly nothingToExecute: readonly boolean[]
    readonly approvedByHeadOffice: boolean
  }
  /** How often the customer has turned down a whole resolution so far. */
  readonly rejections: number
  /** Different store days since execution on which a return visit did not reach the customer. */
  readonly visitAttemptDays: number
  /** Whole days since the first unanswered attempt after the customer was last reached; 0 when reached. */
  readonly unreachableDays: number
  readonly onHold: boolean
  readonly outcomeNoticeGiven: boolean
  /** A refund or exchange case that belongs to it is open. */
  readonly hasOpenCase: boolean
}

export type Refusal =
  | { readonly code: 'wrong_state' }
  | { readonly code: 'wrong_person' }
  | { readonly code: 'missing'; readonly conditions: readonly Condition[] }

/** An action that the table offers to this person in this state, with what it still needs. */
export interface Offer {
  readonly action: Action
  readonly missing: readonly Condition[]
  /** The one obvious next thing. */
  readonly primary: boolean
}

function isActor(action: Action, person: Person, facts: ComplaintFacts): boolean {
  const { who } = moves[action]
  const leads = person.role === 'supervisor' || person.role === 'manager'
  return who.some((actor) => {
    // Whoever went to a department keeps no complaint as its handler.
    if (actor === 'handler')
      return leads || (person.role !== 'department' && facts.handlerId === person.staffId)
    if (actor === 'own_department') return asksDepartmentOf(action, person, facts)
    return actor === person.role
  })
}

/** The answer belongs to the department of the open sheet, a task to the department that carries it out. */
function asksDepartmentOf(action: Action, { role, department }: Person, facts: ComplaintFacts): boolean {
  if (role !== 'department' || department === null) return false
  return action === 'task_done'
    ? facts.taskDepartments.includes(department)
    : facts.sheetDepartment === department
}

/**
 * Is the resolution's goodwill within what this role may sign for one complaint (section 14)? What is given as a cited law
 * grants it is for the manager to judge; a supervisor's limit counts it.
 */
function withinGoodwill(role: Role, facts: ComplaintFacts, policy: Policy): boolean {
  const limit = policy.goodwill[role]
  const goodwill = facts.resolution?.goodwill
  if (goodwill === undefined) return true
  const { totalFen, cashFen } = role === 'manager' ? goodwill : goodwill.withCited
  return totalFen <= limit.totalFen && cashFen <= limit.cashFen
}

function holds(condition: Condition, person: Person, facts: ComplaintFacts, policy: Policy): boolean {
  const { resolution } = facts
  switch (condition) {
    case 'level_settles_at_counter':
      return facts.level <= policy.settleAtCounterMaxLevel
    case 'no_open_case':
      return !facts.hasOpenCase
    case 'finding_recorded':
      return facts.hasFinding
    case 'resolution_complete':
      return resolution !== null && resolution.gaps.length === 0
    case 'not_own_paper':
      return policy.allowSelfSigning || !resolution?.preparers.includes(person.staffId)
    case 'within_signing_limit':
      // A manager's own limit does not refuse: it sends the paper on to head office (targetOf).
      if (person.role === 'manager') return true
      return facts.level <= policy.supervisorSignsToLevel && withinGoodwill(person.role, facts, policy)
    case 'visit_attempts_made':
      return facts.anonymous || facts.visitAttemptDays >= policy.returnVisit.attemptDays
    case 'two_rounds_or_unreachable':
      return (
        facts.round >= policy.unsettled.rounds || facts.unreachableDays >= policy.unsettled.unreachableDays
      )
    case 'level_needs_notice':
      return facts.level >= 4
    case 'outcome_notice_given':
      return facts.level < 4 || facts.outcomeNoticeGiven
    case 'not_on_hold':
      return !facts.onHold
    case 'on_hold':
      return facts.onHold
    case 'level_can_rise':
      return facts.level < 5
    case 'level_can_fall':
      return facts.level > 1
  }
}

/**
 * May this person do this now?
 * @param action a row of the table of process section 3
 * @param person who wants to act
 * @param facts the complaint as it stands
 * @param policy the policy in force
 * @returns null when allowed, else why not
 */
export function refusal(
  action: Action,
  person: Person,
  facts: ComplaintFacts,
  policy: Policy,
): Refusal | null {
  const row = moves[action]
  if (!row.from.includes(facts.state)) return { code: 'wrong_state' }
  if (!isActor(action, person, facts)) return { code: 'wrong_person' }
  const missing = row.needs.filter((condition) => !holds(condition, person, facts, policy))
  return missing.length === 0 ? null : { code: 'missing', conditions: missing }
}

/** The next thing that moves the complaint on, in the order in which it is looked for. */
function nextInLine(facts: ComplaintFacts): readonly Action[] {
  switch (facts.state) {
    case 'registered':
      return ['accept']
    case 'accepted':
      return ['investigate']
    case 'investigating':
      return ['record_finding']
    case 'dispatched':
      return ['department_answer']
    case 'proposing':
      if (!facts.hasFinding) return ['record_finding']
      // After a rejection the matter goes back to the department first (section 3, customer rejects).
      if (facts.resolution === null) return facts.rejections > 0 ? ['dispatch', 'propose'] : ['propose']
      return facts.resolution.gaps.length === 0 ? ['submit'] : ['propose']
    case 'awaiting_signature':
      return ['sign']
    case 'awaiting_approval':
      return ['head_office_ruling']
    case 'signed':
      return ['communicate']
    case 'communicated':
      return ['customer_accepts']
    case 'executing':
      return ['complete_execution']
    case 'executed':
      return facts.level >= 4 && !facts.outcomeNoticeGiven ? ['outcome_notice'] : ['return_visit']
    default:
      return []
  }
}

/**
 * What the screen offers: every action that state and person allow, with what is still missing, the next one marked.
 * @param person who looks
 * @param facts the complaint as it stands
 * @param policy the policy in force
 * @returns offers in the order of the table
 */
export function offers(person: Person, facts: ComplaintFacts, policy: Policy): Offer[] {
  const found = actions.flatMap((action) => {
    const reason = refusal(action, person, facts, policy)
    if (reason === null) return [{ action, missing: [] as readonly Condition[] }]
    // What can never apply to this complaint is not offered at all; what can still be made true is explained.
    if (reason.code !== 'missing' || reason.conditions.some((c) => silent.has(c))) return []
    return [{ action, missing: reason.conditions }]
  })
  const line = nextInLine(facts)
  const primary = line.find((action) =>
    found.some((offer) => offer.action === action && offer.missing.length === 0),
  )
  return found.map((offer) => ({ ...offer, primary: offer.action === primary }))
}

const silent: ReadonlySet<Condition> = new Set([
  'on_hold',
  'not_on_hold',
  'level_can_rise',
  'level_can_fall',
  'level_needs_notice',
])

/**
 * The next action of the complaint itself, whoever may do it: what Today names in its row.
 * @param facts the complaint as it stands
 * @returns the action, null when the complaint has ended
 */
export function nextAction(facts: ComplaintFacts): Action | null {
  return nextInLine(facts)[0] ?? null
}

/** What was entered, as far as it decides where an action leads. */
export interface Outcome {
  /** Head office's ruling. */
  readonly decision?: 'approve' | 'refuse'
  /** Which option the customer took. */
  readonly option?: number
  /** The customer's satisfaction with the solution. */
  readonly solution?: Satisfaction
}

/**
 * Where an allowed action leads.
 * @param action the action
 * @param person who acts
 * @param facts the complaint before it
 * @param policy the policy in force
 * @param outcome what was entered
 * @returns state and round after it, and which option is then offered
 */
export function targetOf(
  action: Action,
  person: Person,
  facts: ComplaintFacts,
  policy: Policy,
  outcome: Outcome = {},
): { state: State; round: number; offered: number } {
  const { to } = moves[action]
  const stay = { round: facts.round, offered: facts.resolution?.offered ?? 0 }
  const nextRound = { state: 'proposing' as const, round: facts.round + 1, offered: 0 }
  switch (to) {
    case 'same':
      return { ...stay, state: facts.state }
    case 'signed_or_approval': {
      return { ...stay, state: withinGoodwill(person.role, facts, policy) ? 'signed' : 'awaiting_approval' }
    }
    case 'ruled':
      return { ...stay, state: outcome.decision === 'approve' ? 'signed' : 'proposing' }
    case 'executing_or_executed': {
      const done = facts.resolution?.nothingToExecute[outcome.option ?? stay.offered] ?? false
      return { ...stay, offered: outcome.option ?? stay.offered, state: done ? 'executed' : 'executing' }
    }
    case 'next_alternative_or_round':
      if (alternativesLeft(facts)) return { ...stay, state: facts.state, offered: stay.offered + 1 }
      return nextRound
    case 'closed_or_next_round':
      return isSatisfied(outcome.solution) ? { ...stay, state: 'closed' } : nextRound
    case 'next_round':
      return nextRound
    default:
      return { ...stay, state: to }
  }
}

/**
 * Is there a signed alternative that the customer has not heard yet? It is offered before a new round (section 3).
 * @param facts the complaint as it stands
 */
export function alternativesLeft(facts: ComplaintFacts): boolean {
  return facts.resolution !== null && facts.resolution.offered + 1 < facts.resolution.options
}

/**
 * Satisfied or very satisfied closes; anything less opens a new round (section 3, return visit).
 * @param solution the answer for the solution
 */
export function isSatisfied(solution: Satisfaction | undefined): boolean {
  return solution === 'very_satisfied' || solution === 'satisfied'
}

/**
 * May a return visit with this answer close the complaint? At level 4 and 5 the outcome notice must be given before.
 * @param facts the complaint as it stands
 * @param solution the answer for the solution
 */
export function visitMayClose(facts: ComplaintFacts, solution: Satisfaction): boolean {
  return !isSatisfied(solution) || facts.level < 4 || facts.outcomeNoticeGiven
}

/**
 * Does this rejection make the complaint at least major, and is head office told? At the second rejection of a whole
 * resolution, or at the first of a text that head office approved (section 3).
 * @param facts the complaint before the rejection
 */
export function rejectionIsMajor(facts: ComplaintFacts): boolean {
  if (alternativesLeft(facts)) return false
  return facts.rejections + 1 >= 2 || facts.resolution?.approvedByHeadOffice === true
}

/**
 * The level after "becomes at least major", which never lowers.
 * @param level the level before
 */
export function atLeastMajor(level: Level): Level {
  return level < 4 ? 4 : level
}

/**
 * Resolved = execution complete, accepted with nothing to execute, or ended (section 5, last sentence).
 * @param state the state after the action
 */
export function isResolved(state: State): boolean {
  return state === 'executed' || isEnded(state)
}
