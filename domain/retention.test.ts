import { describe, expect, it } from 'vitest'
import { defaultPolicy } from './policy.ts'
import type { RetentionFacts } from './retention.ts'
import { erasureDueOn, hindrances, isErasureDue, retentionCutoff } from './retention.ts'

const facts = (more: Partial<RetentionFacts> = {}): RetentionFacts => ({
  since: '2026-05-20T02:30:00Z',
  complaints: ['2026-05-22T02:30:00Z'],
  cases: [],
  custody: [],
  legalHold: false,
  erased: false,
  ...more,
})

describe('the retention time', () => {
  it.each([
    ['three years after the complaint closed', {}, '2029-05-22'],
    [
      'after the last of several',
      { complaints: ['2026-05-22T02:30:00Z', '2026-06-30T02:30:00Z'] },
      '2029-06-30',
    ],
    ['a case that ended later counts', { cases: ['2026-07-01T02:30:00Z'] }, '2029-07-01'],
    ['goods that were fetched later count', { custody: ['2026-08-01T02:30:00Z'] }, '2029-08-01'],
    ['who never complained: since they are known', { complaints: [] }, '2029-05-20'],
    ['a double that was recorded later', { since: '2026-09-01T02:30:00Z' }, '2029-09-01'],
    ['the day is the store’s, not Greenwich’s', { complaints: ['2026-05-22T16:30:00Z'] }, '2029-05-23'],
    ['the day before that midnight', { complaints: ['2026-05-22T15:59:59.999Z'] }, '2029-05-22'],
    ['29 February', { since: '2024-02-01T00:00:00Z', complaints: ['2024-02-29T02:00:00Z'] }, '2027-02-28'],
  ] as const)('%s', (_, more, on) => {
    expect(erasureDueOn(facts(more), defaultPolicy)).toBe(on)
  })

  it('is over when that day begins in the store, not a moment before', () => {
    expect(isErasureDue(facts(), '2029-05-21T15:59:59.999Z', defaultPolicy)).toBe(false)
    expect(isErasureDue(facts(), '2029-05-21T16:00:00.000Z', defaultPolicy)).toBe(true)
  })

  it('is as long as the policy says', () => {
    const policy = { ...defaultPolicy, retentionYears: 5 }
    expect(erasureDueOn(facts(), policy)).toBe('2031-05-22')
  })
})

describe('nobody is erased', () => {
  it.each([
    ['while a complaint is open', { complaints: ['2026-05-22T02:30:00Z', null] }, ['open_complaint']],
    ['while a case is open', { cases: [null] }, ['open_case']],
    ['while something of theirs lies at the desk', { custody: [null] }, ['custody']],
    ['under legal hold', { legalHold: true }, ['legal_hold']],
    ['twice', { erased: true }, ['erased']],
    ['and all that hinders is said', { legalHold: true, custody: [null] }, ['legal_hold', 'custody']],
  ] as const)('%s', (_, more, hinders) => {
    expect(hindrances(facts(more))).toEqual(hinders)
    expect(isErasureDue(facts(more), '2099-01-01T00:00:00Z', defaultPolicy)).toBe(false)
  })
})

it('nobody who is due is passed over by the first look', () => {
  for (const ended of ['2024-02-28T15:59:00Z', '2024-02-29T15:59:00Z', '2026-05-22T15:59:59.999Z']) {
    const on = erasureDueOn(facts({ since: '2024-01-01T00:00:00Z', complaints: [ended] }), defaultPolicy)
    expect(Date.parse(ended)).toBeLessThan(retentionCutoff(`${on}T00:00:00+08:00`, defaultPolicy))
  }
})
