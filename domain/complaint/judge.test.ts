import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clerk, fresh, goodwill, manager, paper, supervisor } from '../../tests/helpers/facts.ts'
import { defaultPolicy, mergePolicy } from '../policy.ts'
import type { State } from '../vocabulary.ts'
import { isEnded, levels, satisfactions } from '../vocabulary.ts'
import type { ComplaintFacts, Outcome, Person } from './judge.ts'
import {
  alternativesLeft,
  atLeastMajor,
  isResolved,
  nextAction,
  offers,
  refusal,
  rejectionIsMajor,
  targetOf,
  visitMayClose,
} from './judge.ts'
import type { Action, Condition } from './moves.ts'

const policy = defaultPolicy
const missing = (...conditions: Condition[]) => ({ code: 'missing', conditions })

describe('what a move needs besides state and person', () => {
  const cases: readonly [
    string,
    Action,
    Person,
    Partial<ComplaintFacts>,
    ReturnType<typeof missing> | null,
  ][] = [
    ['level 2 is settled at the counter', 'settle_at_counter', clerk, { state: 'accepted', level: 2 }, null],
    [
      'level 3 is not settled at the counter',
      'settle_at_counter',
      clerk,
      { state: 'accepted', level: 3 },
      missing('level_settles_at_counter'),
    ],
    [
      'a complaint whose refund or exchange is open is not settled with words',
      'settle_at_counter',
      clerk,
      { state: 'accepted', level: 2, hasOpenCase: true },
      missing('no_open_case'),
    ],
    [
      'nothing is submitted without finding and resolution',
      'submit',
      clerk,
      { state: 'proposing' },
      missing('finding_recorded', 'resolution_complete'),
    ],
    [
      'a resolution with a gap is not submitted',
      'submit',
      clerk,
      { state: 'proposing', hasFinding: true, resolution: { ...paper, gaps: ['wording'] } },
      missing('resolution_complete'),
    ],
    [
      'a supervisor signs level 3 up to 500 yuan',
      'sign',
      supervisor,
      {
        state: 'awaiting_signature',
        level: 3,
        resolution: { ...paper, goodwill: goodwill(50_000, 50_000) },
      },
      null,
    ],
    [
      'a supervisor signs no fen more',
      'sign',
      supervisor,
      { state: 'awaiting_signature', resolution: { ...paper, goodwill: goodwill(50_001, 0) } },
      missing('within_signing_limit'),
    ],
    [
      'a supervisor does not sign level 4',
      'sign',
      supervisor,
      { state: 'awaiting_signature', level: 4, resolution: paper },
      missing('within_signing_limit'),
    ],
    [
      'nobody signs their own paper',
      'sign',
      manager,
      { state: 'awaiting_signature', resolution: { ...paper, preparers: ['clerk', 'manager'] } },
      missing('not_own_paper'),
    ],
    [
      'what is said to rest on a law counts against a supervisor’s limit',
      'sign',
      supervisor,
      {
        state: 'awaiting_signature',
        resolution: {
          ...paper,
          goodwill: { ...goodwill(0, 0), withCited: { totalFen: 50_001, cashFen: 50_001 } },
        },
      },
      missing('within_signing_limit'),
    ],
    [
      'nobody types in head office’s ruling on their own paper',
      'head_office_ruling',
      manager,
      { state: 'awaiting_approval', resolution: { ...paper, preparers: ['manager', 'clerk'] } },
      missing('not_own_paper'),
    ],
    [
      'three missed days close without a visit',
      'close_without_visit',
      manager,
      { state: 'executed', visitAttemptDays: 3 },
      null,
    ],
    [
      'two missed days do not',
      'close_without_visit',
      manager,
      { state: 'executed', visitAttemptDays: 2 },
      missing('visit_attempts_made'),
    ],
    [
      'level 4 is not closed without the outcome notice',
      'close_without_visit',
      manager,
      { state: 'executed', level: 4, anonymous: true },
      missing('outcome_notice_given'),
    ],
    [
      'the first round does not end unsettled',
      'end_unsettled',
      manager,
      { state: 'communicated' },
      missing('two_rounds_or_unreachable'),
    ],
    ['the second round does', 'end_unsettled', manager, { state: 'communicated', round: 2 }, null],
    [
      'fifteen days unreachable do, fourteen do not',
      'end_unsettled',
      manager,
      { state: 'communicated', unreachableDays: 15 },
      null,
    ],
    [
      'fourteen days unreachable do not end it',
      'end_unsettled',
      manager,
      { state: 'communicated', unreachableDays: 14 },
      missing('two_rounds_or_unreachable'),
    ],
    [
      'level 3 has no outcome notice',
      'outcome_notice',
      clerk,
      { state: 'signed', level: 3 },
      missing('level_needs_notice'),
    ],
    ['one hold at a time', 'hold', clerk, { onHold: true }, missing('not_on_hold')],
    ['no release without a hold', 'release', clerk, {}, missing('on_hold')],
    ['level 5 does not rise', 'raise_level', clerk, { level: 5 }, missing('level_can_rise')],
    ['level 1 does not fall', 'lower_level', manager, { level: 1 }, missing('level_can_fall')],
  ]
  it.each(cases)('%s', (_name, action, person, facts, expected) => {
    expect(refusal(action, person, { ...fresh, ...facts }, policy)).toEqual(expected)
  })

  it('a one-person store may let its manager sign what they wrote', () => {
    const facts = {
      ...fresh,
      state: 'awaiting_signature' as const,
      resolution: { ...paper, preparers: ['manager'] },
    }
    expect(refusal('sign', manager, facts, mergePolicy(policy, { allowSelfSigning: true }))).toBeNull()
  })
})

describe('where a move leads', () => {
  const lead = (action: Action, facts: Partial<ComplaintFacts>, outcome?: Outcome, person = manager) =>
    targetOf(action, person, { ...fresh, resolution: paper, ...facts }, policy, outcome)

  it('within the manager’s limit a signature is final, one fen beyond it head office decides', () => {
    const state = 'awaiting_signature' as const
    const at = (cashFen: number) => ({ ...paper, goodwill: goodwill(cashFen, cashFen) })
    expect(lead('sign', { state, resolution: at(200_000) }).state).toBe('signed')
    expect(lead('sign', { state, resolution: at(200_001) }).state).toBe('awaiting_approval')
    const cited = { ...goodwill(0, 0), withCited: { totalFen: 900_000, cashFen: 900_000 } }
    expect(lead('sign', { state, resolution: { ...paper, goodwill: cited } }).state).toBe('signed')
  })

  it('head office’s ruling approves or sends back without a new round', () => {
    const state = 'awaiting_approval' as const
    expect(lead('head_office_ruling', { state }, { decision: 'approve' })).toEqual({
      state: 'signed',
      round: 1,
      offered: 0,
    })
    expect(lead('head_office_ruling', { state }, { decision: 'refuse' })).toMatchObject({
      state: 'proposing',
      round: 1,
    })
  })

  it('an accepted apology has nothing to execute', () => {
    const state = 'communicated' as const
    const mixed = { ...paper, options: 2, offered: 1, nothingToExecute: [false, true] }
    expect(lead('customer_accepts', { state, resolution: mixed }, { option: 1 }).state).toBe('executed')
    expect(lead('customer_accepts', { state, resolution: mixed }, { option: 0 }).state).toBe('executing')
  })

  it('alternatives are offered before a new round', () => {
    const state = 'communicated' as const
    const two = { ...paper, options: 2 }
    expect(lead('customer_rejects', { state, resolution: two })).toEqual({ state, round: 1, offered: 1 })
    expect(lead('customer_rejects', { state, resolution: { ...two, offered: 1 } })).toEqual({
      state: 'proposing',
      round: 2,
      offered: 0,
    })
  })

  it.each(satisfactions)('a return visit answered %s closes or opens a new round', (solution) => {
    const satisfied = solution === 'satisfied' || solution === 'very_satisfied'
    expect(lead('return_visit', { state: 'executed' }, { solution })).toMatchObject(
      satisfied ? { state: 'closed', round: 1 } : { state: 'proposing', round: 2 },
    )
  })

  it('reopening is a new round', () => {
    expect(lead('reopen', { state: 'closed', round: 3 })).toEqual({
      state: 'proposing',
      round: 4,
      offered: 0,
    })
  })
})

describe('what makes a complaint major', () => {
  it('the second rejection of a whole resolution does, the first does not', () => {
    expect(rejectionIsMajor({ ...fresh, resolution: paper })).toBe(false)
    expect(rejectionIsMajor({ ...fresh, resolution: paper, rejections: 1 })).toBe(true)
  })
  it('the first rejection of a text that head office approved does', () => {
    expect(rejectionIsMajor({ ...fresh, resolution: { ...paper, approvedByHeadOffice: true } })).toBe(true)
  })
  it('turning down an alternative while another is left does not', () => {
    expect(rejectionIsMajor({ ...fresh, resolution: { ...paper, options: 2 }, rejections: 1 })).toBe(false)
  })
  it('“at least major” never lowers a level', () => {
    for (const level of levels) expect(atLeastMajor(level)).toBe(Math.max(level, 4))
  })
})

it('at level 4 a satisfied visit closes only after the outcome notice', () => {
  const major = { ...fresh, level: 4 as const }
  expect(visitMayClose(major, 'satisfied')).toBe(false)
  expect(visitMayClose({ ...major, outcomeNoticeGiven: true }, 'satisfied')).toBe(true)
  expect(visitMayClose(major, 'dissatisfied')).toBe(true)
})

it('after a rejection the matter is dispatched again first, before anything is proposed', () => {
  const facts: ComplaintFacts = { ...fresh, state: 'proposing', round: 2, hasFinding: true, rejections: 1 }
  expect(nextAction(facts)).toBe('dispatch')
  expect(nextAction({ ...facts, rejections: 0 })).toBe('propose')
})

/** What the desk records for an action, as far as the rules look at it. */
function after(action: Action, before: ComplaintFacts, person: Person, outcome: Outcome): ComplaintFacts {
  const { state, round, offered } = targetOf(action, person, before, policy, outcome)
  const facts = { ...before, state, round }
  if (round > before.round) return { ...facts, resolution: null, rejections: before.rejections + 1 }
  switch (action) {
    case 'record_finding':
      return { ...facts, hasFinding: true }
    case 'propose':
      return {
        ...facts,
        resolution: { ...paper, preparers: [person.staffId], options: 2, nothingToExecute: [true, false] },
      }
    case 'return_for_rework':
      return { ...facts, resolution: null }
    case 'head_office_ruling':
      return outcome.decision === 'refuse' ? { ...facts, resolution: null } : facts
    case 'hold':
      return { ...facts, onHold: true }
    case 'release':
      return { ...facts, onHold: false }
    case 'outcome_notice':
      return { ...facts, outcomeNoticeGiven: true }
    case 'raise_level':
      return { ...facts, level: atLeastMajor(facts.level) }
    default:
      return facts.resolution === null ? facts : { ...facts, resolution: { ...facts.resolution, offered } }
  }
}

describe('whatever is done in whatever order', () => {
  const people = [clerk, supervisor, manager]
  const choices = fc.array(
    fc.record({
      person: fc.constantFrom(...people),
      pick: fc.nat(),
      decision: fc.constantFrom('approve' as const, 'refuse' as const),
      option: fc.constantFrom(0, 1),
      solution: fc.constantFrom(...satisfactions),
    }),
    { maxLength: 60 },
  )
  type Step = { action: Action; before: ComplaintFacts; after: ComplaintFacts }

  function play(steps: Iterable<{ person: Person; pick: number } & Outcome>): Step[] {
    let facts = fresh
    const done: Step[] = []
    for (const { person, pick, ...outcome } of steps) {
      // The straight way is offered first, so that random lives come further than registration and withdrawal.
      const possible = offers(person, facts, policy)
        .filter((offer) => offer.missing.length === 0)
        .sort((a, b) => Number(b.primary) - Number(a.primary))
      const chosen = pick % 3 === 0 ? possible[0] : possible[pick % Math.max(possible.length, 1)]
      if (chosen === undefined) continue
      const next = after(chosen.action, facts, person, outcome)
      done.push({ action: chosen.action, before: facts, after: next })
      facts = next
    }
    return done
  }

  const told: readonly State[] = ['signed', 'communicated', 'executing', 'executed']

  it('no outcome is reached in a round that nobody signed', () => {
    fc.assert(
      fc.property(choices, (steps) => {
        let signedInRound = 0
        for (const { action, after: next } of play(steps)) {
          if (action === 'sign') signedInRound = next.round
          if (told.includes(next.state)) expect(signedInRound).toBe(next.round)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('the round never falls, and only a rejection, a visit or a reopening raises it', () => {
    fc.assert(
      fc.property(choices, (steps) => {
        for (const { action, before, after: next } of play(steps)) {
          expect(next.round - before.round).toBeGreaterThanOrEqual(0)
          if (next.round > before.round)
            expect(['customer_rejects', 'return_visit', 'reopen']).toContain(action)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('what has ended comes back by reopening alone', () => {
    fc.assert(
      fc.property(choices, (steps) => {
        for (const { action, before, after: next } of play(steps)) {
          if (isEnded(before.state)) expect(action).toBe('reopen')
          if (isEnded(next.state)) expect(isResolved(next.state)).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('at most one next step is marked, it can be done, and alternatives are only those that were signed', () => {
    fc.assert(
      fc.property(choices, fc.constantFrom(...people), (steps, person) => {
        for (const { after: facts } of play(steps)) {
          const primary = offers(person, facts, policy).filter((offer) => offer.primary)
          expect(primary.length).toBeLessThanOrEqual(1)
          for (const offer of primary) expect(offer.missing).toEqual([])
          if (facts.resolution === null) expect(alternativesLeft(facts)).toBe(false)
        }
      }),
      { numRuns: 200 },
    )
  })
})
