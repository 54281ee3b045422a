import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultPolicy, mergePolicy, PolicyError, parsePolicy } from './policy.ts'
import { departments } from './vocabulary.ts'

const refusal = (partial: unknown): unknown => {
  try {
    return mergePolicy(defaultPolicy, partial)
  } catch (error) {
    return error
  }
}

describe('the default policy', () => {
  test('holds the numbers of the trade as the process names them', () => {
    expect(defaultPolicy).toMatchObject({
      timeZone: 'Asia/Shanghai',
      window: { from: '10:00', to: '18:30' },
      entriesOutsideWindow: 'start_at_next_opening',
      levelRulesDuringHold: 'pause',
      festivalDays: 'statutory',
      storeNoReasonDays: 0,
      contact: { from: '10:00', to: '18:00', maxPerDay: 3 },
      clocks: {
        acceptMinutes: 60,
        handlingHours: { 1: 24, 2: 24, 3: 72, 4: 48, 5: 48 },
        replyDays: 5,
        refundMoneyDays: 7,
        refundMoneyBreachDays: 15,
      },
      batch: { customers: 3, days: 30 },
      goodwill: {
        clerk: { totalFen: 5_000, cashFen: 0 },
        supervisor: { totalFen: 50_000 },
        manager: { totalFen: 200_000 },
      },
      retentionYears: 3,
    })
  })

  test('knows words for every department, so that each can be suggested', () => {
    for (const code of departments)
      expect(Object.keys(defaultPolicy.departments[code].words).length).toBeGreaterThan(20)
  })
})

describe('laying a partial policy over another', () => {
  test('changes what it names, keeps the rest and leaves the base alone', () => {
    const before = structuredClone(defaultPolicy)
    const policy = mergePolicy(defaultPolicy, {
      window: { to: '20:00' },
      departments: { finance: { words: { 电子票: 5 } } },
    })
    expect(policy.window).toEqual({ from: '10:00', to: '20:00' })
    expect(policy.departments.finance.words).toMatchObject({ 电子票: 5, 发票: 6 })
    expect(defaultPolicy).toEqual(before)
  })

  test('replaces lists: festival days given once are the only ones', () => {
    const first = mergePolicy(defaultPolicy, { festivalDays: ['2026-10-01', '2026-10-02'] })
    expect(mergePolicy(first, { festivalDays: ['2027-01-01'] }).festivalDays).toEqual(['2027-01-01'])
  })

  test.each([
    ['window.from', { window: { from: '25:00' } }],
    ['window', { window: { from: '19:00' } }],
    ['clocks.acceptMinutes', { clocks: { acceptMinutes: 0 } }],
    ['clocks.handlingHours.3', { clocks: { handlingHours: { 3: 'soon' } } }],
    ['contact.maxPerDay', { contact: { maxPerDay: null } }],
    ['festivalDays', { festivalDays: ['2026-02-30'] }],
    ['timeZone', { timeZone: 'Asia/Shangahi' }],
    ['contact.maxPerWeek', { contact: { maxPerWeek: 9 } }],
    ['calendar', { calendar: { holidays: ['2027-01-04'], workdays: ['2027-01-04'] } }],
    [
      'families',
      {
        families: [
          { code: 'tv', zh: '电视', en: 'TV' },
          { code: 'tv', zh: '彩电', en: 'TV' },
        ],
      },
    ],
    ['__proto__', JSON.parse('{"__proto__": {"version": 7}}')],
    ['', ['window']],
  ])('refuses a bad field and names it: %s', (field, partial) => {
    const error = refusal(partial)
    expect(error).toBeInstanceOf(PolicyError)
    expect(error).toMatchObject({
      field: expect.stringMatching(new RegExp(`^${field.replaceAll('.', '\\.')}`)),
    })
  })

  test('refuses a document that lacks a field instead of guessing it', () => {
    const { retentionYears: _, ...rest } = defaultPolicy
    expect(() => parsePolicy(rest)).toThrow(expect.objectContaining({ field: 'retentionYears' }))
  })

  const partial = fc.record(
    {
      version: fc.integer({ min: 1, max: 99 }),
      storeNoReasonDays: fc.integer({ min: 0, max: 30 }),
      clocks: fc.record({ acceptMinutes: fc.integer({ min: 1, max: 600 }) }),
      contact: fc.record({ maxPerDay: fc.integer({ min: 1, max: 9 }) }, { requiredKeys: [] }),
      festivalDays: fc.constantFrom('statutory', ['2026-10-01'], []),
    },
    { requiredKeys: [] },
  )

  test('nothing laid over is no change, and laying the same twice is laying it once', () => {
    expect(mergePolicy(defaultPolicy, {})).toEqual(defaultPolicy)
    fc.assert(
      fc.property(partial, (over) => {
        const once = mergePolicy(defaultPolicy, over)
        expect(once).toMatchObject(over)
        expect(mergePolicy(once, over)).toEqual(once)
      }),
      { numRuns: 50 },
    )
  })

  test('of two laid over one after the other the later wins', () => {
    fc.assert(
      fc.property(partial, partial, (first, second) => {
        expect(mergePolicy(mergePolicy(defaultPolicy, first), second)).toMatchObject(second)
      }),
      { numRuns: 50 },
    )
  })
})
