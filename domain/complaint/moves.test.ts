import { describe, expect, it } from 'vitest'
import type { Cast } from '../../tests/helpers/section-three.ts'
import { cast, sectionThree } from '../../tests/helpers/section-three.ts'
import { defaultPolicy } from '../policy.ts'
import { endedStates, openStates, states } from '../vocabulary.ts'
import { actionInputs } from './input.ts'
import type { ComplaintFacts, Person } from './judge.ts'
import { offers, refusal } from './judge.ts'
import { actions, conditions, moves, outcomeStates } from './moves.ts'

const people: Readonly<Record<Cast, Person>> = {
  handling_clerk: { staffId: 'handler', role: 'clerk', department: null },
  clerk: { staffId: 'clerk', role: 'clerk', department: null },
  handling_technician: { staffId: 'handler', role: 'technician', department: null },
  technician: { staffId: 'technician', role: 'technician', department: null },
  own_department: { staffId: 'logistics', role: 'department', department: 'logistics' },
  other_department: { staffId: 'finance', role: 'department', department: 'finance' },
  supervisor: { staffId: 'supervisor', role: 'supervisor', department: null },
  manager: { staffId: 'manager', role: 'manager', department: null },
}

/** A complaint of level 2 that lacks nothing. */
const complete: ComplaintFacts = {
  state: 'registered',
  level: 2,
  round: 2,
  handlerId: 'handler',
  // The complaint itself has moved on: what counts is who was asked and who carries out.
  department: 'store',
  sheetDepartment: 'logistics',
  taskDepartments: ['logistics', 'aftersales'],
  anonymous: true,
  hasFinding: true,
  resolution: {
    preparers: ['somebody else'],
    gaps: [],
    goodwill: { totalFen: 0, cashFen: 0, withCited: { totalFen: 0, cashFen: 0 } },
    options: 1,
    offered: 0,
    nothingToExecute: [false],
    approvedByHeadOffice: false,
  },
  rejections: 0,
  visitAttemptDays: 0,
  unreachableDays: 0,
  onHold: false,
  outcomeNoticeGiven: true,
  hasOpenCase: false,
}

it('the table has a row for every action, and every action a form and a row', () => {
  expect([...sectionThree.keys()]).toEqual([...actions])
  expect(Object.keys(moves)).toEqual([...actions])
  expect(Object.keys(actionInputs)).toEqual([...actions])
})

describe.each([...sectionThree.values()])('$action', ({ action, from, who }) => {
  it.each(states)('in state %s is for exactly the people of the table', (state) => {
    const facts: ComplaintFacts = {
      ...complete,
      state,
      onHold: action === 'release',
      level: action === 'outcome_notice' ? 4 : 2,
    }
    for (const name of cast) {
      const expected = !from.has(state)
        ? { code: 'wrong_state' }
        : who.has(name)
          ? null
          : { code: 'wrong_person' }
      expect(refusal(action, people[name], facts, defaultPolicy), name).toEqual(expected)
      const offered = offers(people[name], facts, defaultPolicy).some((offer) => offer.action === action)
      expect(offered, name).toBe(expected === null)
    }
  })
})

it('nobody handles a complaint that nobody was assigned to but supervisor and manager', () => {
  const unassigned = { ...complete, state: 'accepted' as const, handlerId: null }
  for (const name of cast) {
    const allowed = refusal('investigate', people[name], unassigned, defaultPolicy) === null
    expect(allowed, name).toBe(name === 'supervisor' || name === 'manager')
  }
})

it('a contact sheet is answered by its own department, wherever the complaint stands meanwhile', () => {
  const facts = { ...complete, state: 'dispatched' as const, sheetDepartment: 'finance' as const }
  expect(refusal('department_answer', people.own_department, facts, defaultPolicy)).toEqual({
    code: 'wrong_person',
  })
  expect(refusal('department_answer', people.other_department, facts, defaultPolicy)).toBeNull()
  const unasked = { ...facts, sheetDepartment: null }
  expect(refusal('department_answer', people.other_department, unasked, defaultPolicy)).toEqual({
    code: 'wrong_person',
  })
})

it('whoever went to a department handles no complaint any more', () => {
  const moved: Person = { staffId: 'handler', role: 'department', department: 'finance' }
  expect(refusal('investigate', moved, { ...complete, state: 'accepted' }, defaultPolicy)).toEqual({
    code: 'wrong_person',
  })
})

it('an ended complaint can only be reopened, and not at all when merged or voided', () => {
  for (const state of endedStates) {
    const offered = offers(people.manager, { ...complete, state }, defaultPolicy).map((each) => each.action)
    expect(offered).toEqual(state === 'merged' || state === 'voided' ? [] : ['reopen'])
  }
})

it('only moves that section 1 names ask for a PIN', () => {
  const asks = (pin: string) => actions.filter((action) => moves[action].pin === pin)
  expect(asks('own')).toEqual(['sign', 'head_office_ruling', 'end_unsettled', 'void', 'lower_level'])
  expect(asks('supervisor_or_manager')).toEqual(['withdraw'])
  for (const action of asks('own')) expect(Object.keys(actionInputs[action].shape)).toContain('pin')
})

it('every condition is needed by some move or asked for elsewhere in the table', () => {
  const needed = new Set(actions.flatMap((action) => moves[action].needs))
  expect(conditions.filter((condition) => !needed.has(condition))).toEqual([])
})

it('an outcome may be told in no state before the signature', () => {
  const before = openStates.slice(0, openStates.indexOf('signed'))
  expect(before.filter((state) => outcomeStates.some((each) => each === state))).toEqual([])
})
