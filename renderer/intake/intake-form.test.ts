import { describe, expect, it } from 'vitest'
import { defaultPolicy } from '../../domain/policy.ts'
import type { StaffView } from '../../electron/desk/views.ts'
import {
  atFields,
  chosen,
  emptyIntake,
  intakeValuesSchema,
  registrationOf,
  registrationSchema,
  suggestionFor,
} from './intake-form.ts'

const clerk: StaffView = {
  id: '01a206ea-351c-7739-95fc-ad2ee19958d2',
  number: '1001',
  name: '林晓雯',
  role: 'clerk',
  department: null,
  active: true,
}
const empty = emptyIntake(clerk)

describe('the suggestion and the clerk', () => {
  it('the suggestion stands until the clerk chooses', () => {
    const values = { ...empty, whatHappened: '发票一直没开', wants: ['compensation' as const] }
    const suggestion = suggestionFor(values, defaultPolicy)
    expect(chosen(values, suggestion)).toEqual({ level: 3, department: 'finance' })
  })

  it('what the clerk chose stands against every later word, also "none"', () => {
    const values = { ...empty, level: 2 as const, department: '' as const, whatHappened: '发票一直没开' }
    const worse = { ...values, flags: ['injuryOrDamage' as const] }
    expect(chosen(worse, suggestionFor(worse, defaultPolicy))).toEqual({ level: 2, department: null })
  })

  it("the manager's PIN goes out only where a lower level needs it", () => {
    const typed = { ...empty, whatHappened: 'x', managerNumber: '2001', managerPin: '246810' }
    const approvalAt = (level: 1 | 2 | 3) => {
      const values = { ...typed, level }
      return registrationOf(values, suggestionFor(values, defaultPolicy)).levelApproval
    }
    expect(approvalAt(1)).toEqual({ staffNumber: '2001', pin: '246810' })
    expect(approvalAt(2)).toBeNull()
    expect(approvalAt(3)).toBeNull()
  })
})

describe('what is sent', () => {
  it('a form without a purchase names none', () => {
    const values = { ...empty, name: '赵女士', whatHappened: 'x' }
    expect(registrationOf(values, suggestionFor(values, defaultPolicy)).purchase).toBeNull()
  })

  it('an amount that was typed goes with the wish for compensation and stays behind without it', () => {
    const values = { ...empty, name: '赵女士', whatHappened: 'x', claimYuan: '300', claimBasis: '误工' }
    const suggestion = suggestionFor(values, defaultPolicy)
    expect(registrationOf(values, suggestion).claimFen).toBeNull()
    expect(registrationOf({ ...values, wants: ['compensation'] }, suggestion).claimFen).toBe(30000)
  })

  it('every refusal of the schema stands at a field of the form', () => {
    const values = {
      ...empty,
      phone: 'abc',
      quantity: 'x',
      wants: ['compensation' as const],
      claimYuan: 'many',
    }
    const parsed = registrationSchema.safeParse(registrationOf(values, suggestionFor(values, defaultPolicy)))
    const errors = Object.fromEntries(
      (parsed.error?.issues ?? []).map((issue) => [issue.path.map(String).join('.'), issue.message]),
    )
    expect(Object.keys(atFields(errors)).toSorted()).toEqual([
      'claimYuan',
      'name',
      'phone',
      'quantity',
      'whatHappened',
    ])
  })
})

describe('a draft read back', () => {
  it('is the form as it was', () => {
    const { managerPin: _, ...body } = {
      ...empty,
      name: '赵女士',
      wants: ['refund' as const],
      level: 4 as const,
    }
    expect(intakeValuesSchema.parse(JSON.parse(JSON.stringify(body)))).toEqual(body)
  })

  it('of an older program, or damaged, loses only what cannot be read', () => {
    const read = intakeValuesSchema.parse({
      name: '赵女士',
      channel: 'pigeon',
      wants: ['gold'],
      level: 9,
      odd: 1,
    })
    expect(read).toMatchObject({ name: '赵女士', channel: 'walk_in', wants: [], level: null })
  })
})
