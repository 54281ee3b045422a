import { describe, expect, it } from 'vitest'
import { customerOffers } from './customer.ts'

const named = { anonymous: false, merged: false, erased: false }

describe('what may be done with a customer’s record', () => {
  it.each([
    ['clerk', ['change', 'do_not_call', 'consent']],
    ['technician', ['change', 'do_not_call', 'consent']],
    ['department', []],
    ['supervisor', ['change', 'do_not_call', 'consent', 'merge', 'export']],
    ['manager', ['change', 'do_not_call', 'consent', 'legal_hold', 'merge', 'export', 'erase']],
  ] as const)('by a %s', (role, actions) => {
    expect(customerOffers(role, named)).toEqual(actions)
  })

  it('nothing once it was erased, or goes on as another', () => {
    expect(customerOffers('manager', { ...named, erased: true })).toEqual([])
    expect(customerOffers('manager', { ...named, merged: true })).toEqual([])
  })

  it('nobody without a name is changed or merged', () => {
    const offers = customerOffers('manager', { ...named, anonymous: true })
    expect(offers).toEqual(['do_not_call', 'legal_hold', 'export', 'erase'])
  })
})
