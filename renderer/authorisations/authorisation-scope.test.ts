import { describe, expect, it } from 'vitest'
import { isPast, type ScopeWords, scopeParts, standingOf } from './authorisation-scope.ts'

const words: ScopeWords = {
  phrase: (code, facts = {}) => [code, ...Object.values(facts)].join(' '),
  remedy: (code) => code,
  reason: (code) => code,
  family: (code) => ({ small_appliances: '小家电' })[code] ?? code,
  money: (fen) => `¥${fen / 100}`,
  comma: '、',
  semicolon: '；',
}

const scope = {
  remedies: ['refund', 'exchange'],
  reasons: ['quality_fault'],
  families: ['small_appliances'],
  maxDay: 30,
  maxFen: 50_000,
  fromOn: '2026-11-01',
  toOn: '2026-12-31',
} as const

describe('what an authorisation allows, in one line', () => {
  const said = (change: object) =>
    scopeParts(
      {
        ...scope,
        remedies: [...scope.remedies],
        reasons: [...scope.reasons],
        families: [...scope.families],
        ...change,
      },
      words,
    ).join('')

  it('names remedies, reasons, families, day, worth and dates', () => {
    expect(said({})).toBe(
      'refund、exchange；quality_fault；小家电；withinDay 30；upTo ¥500；dates 2026-11-01 2026-12-31',
    )
  })

  it('says that there is no limit instead of leaving the part out, which could be read as none', () => {
    expect(said({ reasons: [], families: [], maxDay: null })).toBe(
      'refund、exchange；anyReason；anyFamily；anyDay；upTo ¥500；dates 2026-11-01 2026-12-31',
    )
  })

  it('keeps day 0, which is the day of the invoice and not "any"', () => {
    expect(said({ maxDay: 0 })).toContain('withinDay 0')
  })
})

describe('how an authorisation stands', () => {
  const signed = { revokedAt: null, inForce: false, fromOn: '2026-11-01' }

  it.each([
    [{ ...signed, inForce: true }, '2026-11-01', 'in_force', false],
    [signed, '2026-10-31', 'to_come', false],
    [signed, '2027-01-01', 'ended', true],
    [{ ...signed, revokedAt: '2026-11-05T01:00:00.000Z' }, '2026-11-06', 'revoked', true],
  ] as const)('%o on %s is %s', (authorisation, today, standing, past) => {
    expect(standingOf(authorisation, today)).toBe(standing)
    expect(isPast(standing)).toBe(past)
  })
})
