import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type LevelFacts, suggestLevel } from './level.ts'
import { defaultPolicy, mergePolicy } from './policy.ts'

const suggest = (facts: LevelFacts) => suggestLevel(facts, defaultPolicy)
const call = (storeTime: string) => `2026-05-20T${storeTime}+08:00`

describe('the entry level', () => {
  test('nothing known but the channel is not taken for a content customer', () => {
    expect(suggest({ channel: 'phone' })).toEqual({ level: 2, reasons: ['dissatisfied'] })
    expect(suggest({ channel: 'phone', wants: [], dissatisfied: false })).toEqual({
      level: 2,
      reasons: ['dissatisfied'],
    })
  })

  test('a service wish beside a refund is a complaint', () => {
    expect(suggest({ channel: 'walk_in', wants: ['service', 'refund'] }).level).toBe(2)
  })

  test('the head-office hotline is no channel of level 5', () => {
    expect(suggest({ channel: 'hotline', wants: ['repair'] }).level).toBe(1)
  })

  test('calls exactly sixty minutes apart count, a millisecond more does not, in any order', () => {
    const wants: LevelFacts['wants'] = ['service']
    expect(suggest({ channel: 'phone', wants, callsAt: [call('11:00:00'), call('10:00:00')] })).toEqual({
      level: 3,
      reasons: ['repeated_calls'],
    })
    expect(
      suggest({ channel: 'phone', wants, callsAt: [call('10:00:00'), call('11:00:00.001')] }).level,
    ).toBe(1)
    expect(suggest({ channel: 'phone', wants, callsAt: [call('10:00:00')] }).level).toBe(1)
  })

  test('all reasons of the highest level are told, in their order, and none below', () => {
    expect(
      suggest({
        channel: 'phone',
        wants: ['compensation'],
        claimBeyondGoods: true,
        noPower: true,
        threatens: ['court'],
        deadlineSet: true,
      }),
    ).toEqual({ level: 4, reasons: ['channel_threat', 'no_power', 'claim_beyond_goods'] })
    expect(suggest({ channel: 'court', injuryOrDamage: true })).toEqual({ level: 5, reasons: ['channel'] })
  })

  test('the span of repeated calls is the policy’s', () => {
    const policy = mergePolicy(defaultPolicy, { repeatedCallsMinutes: 30 })
    expect(
      suggestLevel(
        { channel: 'phone', wants: ['service'], callsAt: [call('10:00:00'), call('10:45:00')] },
        policy,
      ).level,
    ).toBe(1)
  })

  test('knowing more never lowers it', () => {
    const flag = fc.option(fc.boolean())
    const facts = fc.record({
      deadlineSet: flag,
      noPower: flag,
      injuryOrDamage: flag,
      batch: flag,
      dissatisfied: flag,
    })
    fc.assert(
      fc.property(
        facts,
        fc.constantFrom('noPower', 'deadlineSet', 'dissatisfied', 'seriousBreach'),
        (known, more) => {
          const before = suggest({ channel: 'phone', wants: ['repair'], ...known })
          const after = suggest({ channel: 'phone', wants: ['repair'], ...known, [more]: true })
          expect(after.level).toBeGreaterThanOrEqual(before.level)
        },
      ),
    )
  })
})
