import { describe, expect, it } from 'vitest'
import type { AuthorisedMatter, SignedAuthorisation } from './authorisation.ts'
import { covers } from './authorisation.ts'

const authorisation: SignedAuthorisation = {
  remedies: ['refund', 'exchange'],
  reasons: ['quality_fault'],
  families: ['small_appliance'],
  maxDay: 30,
  maxFen: 50_000,
  fromOn: '2026-11-01',
  toOn: '2026-11-30',
  revoked: false,
}
const matter: AuthorisedMatter = {
  reason: 'quality_fault',
  remedy: 'refund',
  nothingBack: false,
  families: ['small_appliance'],
  day: 30,
  goodsFen: 50_000,
  on: '2026-11-30',
}

describe('a standing authorisation', () => {
  it('covers what lies within scope, limit and dates, their ends included', () => {
    expect(covers(authorisation, matter)).toBe(true)
    expect(
      covers(authorisation, { ...matter, on: '2026-11-01', remedy: 'exchange', day: 0, goodsFen: 0 }),
    ).toBe(true)
  })

  it.each([
    ['the day after it ended', { on: '2026-12-01' }],
    ['the day before it began', { on: '2026-10-31' }],
    ['a remedy that it does not name', { remedy: 'repair' }],
    ['money for goods that stay with the customer', { nothingBack: true }],
    ['another reason', { reason: 'changed_mind' }],
    ['another family', { families: ['tv'] }],
    ['goods of which one is of another family', { families: ['small_appliance', 'tv'] }],
    ['goods of no known family', { families: [null] }],
    ['a day too late', { day: 31 }],
    ['a fen too much', { goodsFen: 50_001 }],
  ] as const)('does not cover %s', (_, change) => {
    expect(covers(authorisation, { ...matter, ...change })).toBe(false)
  })

  it('covers nothing once it is revoked', () => {
    expect(covers({ ...authorisation, revoked: true }, matter)).toBe(false)
  })

  it('without reasons, families and days is for all of them', () => {
    const wide = { ...authorisation, reasons: [], families: [], maxDay: null }
    expect(covers(wide, { ...matter, reason: 'changed_mind', families: [null], day: 900 })).toBe(true)
  })
})
