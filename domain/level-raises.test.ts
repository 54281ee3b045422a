import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { type LevelTimeline, levelRaises, nextLevelRaise } from './level-raises.ts'
import { defaultPolicy, mergePolicy } from './policy.ts'
import type { Level } from './vocabulary.ts'

/** 2026-05-20 is an ordinary Wednesday. */
const at = (time: string, day = 20) => `2026-05-${day}T${time}:00+08:00`
const iso = (time: string, day = 20) => new Date(at(time, day)).toISOString()
const raises = (timeline: LevelTimeline, until: string) =>
  levelRaises(timeline, until, defaultPolicy).map((raise) => [raise.at, raise.to, raise.rule])
const accepted = { acceptedAt: at('10:10'), firstContactAt: at('10:20') }

describe('not accepted', () => {
  test('facts come before raises: acceptance at the very minute is in time', () => {
    const timeline = { level: 2, transferredAt: at('10:00'), acceptedAt: at('11:00') } as const
    expect(raises(timeline, at('18:00'))).toEqual([])
  })

  test('the end of the span is inclusive', () => {
    const timeline = { level: 2, transferredAt: at('10:00') } as const
    expect(raises(timeline, at('11:00'))).toEqual([[iso('11:00'), 3, 'unaccepted']])
    expect(levelRaises(timeline, new Date(at('11:00')).getTime() - 1, defaultPolicy)).toEqual([])
  })

  test('an hour that fills at closing is due at closing', () => {
    expect(raises({ level: 2, transferredAt: at('17:30') }, at('18:30'))).toEqual([
      [iso('18:30'), 3, 'unaccepted'],
    ])
  })

  test('an hour passed at major is lost; lowered by hand it climbs again at the next one', () => {
    const timeline: LevelTimeline = {
      level: 4,
      transferredAt: at('10:00'),
      manualLevels: [{ at: at('12:30'), level: 2 }],
    }
    expect(raises(timeline, at('15:30'))).toEqual([
      [iso('13:00'), 3, 'unaccepted'],
      [iso('14:00'), 4, 'unaccepted'],
    ])
  })

  test('a hold for the customer does not excuse the desk from accepting', () => {
    const timeline: LevelTimeline = { level: 3, transferredAt: at('10:00'), holds: [{ from: at('10:05') }] }
    expect(raises(timeline, at('11:30'))).toEqual([[iso('11:00'), 4, 'unaccepted']])
  })

  test('ending stops it', () => {
    expect(
      raises({ level: 1, transferredAt: at('10:00'), resolvedAt: at('11:30') }, at('18:00')),
    ).toHaveLength(1)
  })
})

describe('no contact', () => {
  const waiting: LevelTimeline = {
    level: 1,
    transferredAt: at('10:00'),
    acceptedAt: at('10:10'),
    customerCallsAt: [at('10:15'), at('12:00')],
  }

  test('a late contact before the second call cancels it, one at the same minute too', () => {
    expect(raises({ ...waiting, firstContactAt: at('11:30') }, at('18:00'))).toEqual([])
    expect(raises({ ...waiting, firstContactAt: at('12:00') }, at('18:00'))).toEqual([])
    expect(raises({ ...waiting, firstContactAt: at('12:01') }, at('18:00'))).toEqual([
      [iso('12:00'), 3, 'no_contact'],
    ])
  })

  test('calls before acceptance do not count', () => {
    expect(raises({ ...waiting, customerCallsAt: [at('10:05'), at('12:00')] }, at('18:00'))).toEqual([])
  })

  test('a call at night counts, at the minute of the call', () => {
    const timeline = { ...waiting, customerCallsAt: [at('19:00'), at('23:15')] }
    expect(raises(timeline, at('08:00', 21))).toEqual([[iso('23:15'), 3, 'no_contact']])
  })

  test('only for service requests', () => {
    expect(raises({ ...waiting, level: 2 }, at('18:00'))).toEqual([])
  })

  test('the festival is judged by the day of acceptance, not of the call', () => {
    const policy = mergePolicy(defaultPolicy, { festivalDays: ['2026-05-21'] })
    const timeline: LevelTimeline = {
      level: 1,
      transferredAt: at('18:00'),
      acceptedAt: at('18:20'),
      customerCallsAt: [at('18:40'), at('18:50')],
    }
    expect(levelRaises(timeline, at('12:00', 21), policy)).toMatchObject([{ at: iso('10:20', 21) }])
  })
})

describe('not resolved', () => {
  test('entered at night the hours count from the next opening', () => {
    const timeline: LevelTimeline = {
      level: 2,
      transferredAt: at('20:00', 19),
      acceptedAt: at('20:10', 19),
      firstContactAt: at('20:10', 19),
    }
    expect(raises(timeline, at('18:00', 22))).toEqual([[iso('10:00', 22), 3, 'unresolved_general']])
  })

  test('raised by hand to general after both spans: both rules fire at once', () => {
    const timeline: LevelTimeline = {
      level: 1,
      transferredAt: at('10:00'),
      ...accepted,
      manualLevels: [{ at: at('09:00', 25), level: 2 }],
    }
    expect(raises(timeline, at('10:00', 25))).toEqual([
      [iso('09:00', 25), 3, 'unresolved_general'],
      [iso('09:00', 25), 4, 'unresolved_urgent'],
    ])
  })

  test('fires once: what the manager lowers afterwards stays', () => {
    const timeline: LevelTimeline = {
      level: 2,
      transferredAt: at('10:00'),
      ...accepted,
      manualLevels: [{ at: at('12:00', 22), level: 2 }],
    }
    expect(raises(timeline, at('10:00', 30))).toEqual([[iso('10:00', 22), 3, 'unresolved_general']])
  })

  test('resolved at the very minute is in time', () => {
    const timeline: LevelTimeline = {
      level: 2,
      transferredAt: at('10:00'),
      ...accepted,
      resolvedAt: at('10:00', 22),
    }
    expect(raises(timeline, at('10:00', 30))).toEqual([])
  })

  test('two overlapping holds stop the hours once, and an open one stops them until it ends', () => {
    const timeline: LevelTimeline = { level: 2, transferredAt: at('10:00'), ...accepted }
    const twice = [
      { from: at('10:00', 21), to: at('16:00', 21) },
      { from: at('12:00', 21), to: at('20:00', 21) },
    ]
    expect(raises({ ...timeline, holds: twice }, at('12:00', 23))).toEqual([
      [iso('20:00', 22), 3, 'unresolved_general'],
    ])
    expect(raises({ ...timeline, holds: [{ from: at('10:00', 21) }] }, at('12:00', 30))).toEqual([])
  })

  test('a level reached by hand during a hold waits for its end', () => {
    const timeline: LevelTimeline = {
      level: 1,
      transferredAt: at('10:00'),
      ...accepted,
      holds: [{ from: at('10:00', 24), to: at('15:00', 24) }],
      manualLevels: [{ at: at('12:00', 24), level: 3 }],
    }
    expect(raises(timeline, at('10:00', 26))).toEqual([[iso('15:00', 24), 4, 'unresolved_urgent']])
  })

  test('a reopened complaint has its hours anew and may be raised once more', () => {
    const timeline: LevelTimeline = {
      level: 2,
      transferredAt: at('10:00'),
      ...accepted,
      reopenings: [{ resolvedAt: at('12:00', 22), reopenedAt: at('09:00', 25) }],
      manualLevels: [{ at: at('09:00', 25), level: 2 }],
    }
    expect(raises(timeline, at('12:00', 28))).toEqual([
      [iso('10:00', 22), 3, 'unresolved_general'],
      [iso('09:00', 27), 3, 'unresolved_general'],
      [iso('09:00', 28), 4, 'unresolved_urgent'],
    ])
  })

  test('a merge brings an earlier start but no raises for the past', () => {
    const timeline: LevelTimeline = {
      level: 2,
      transferredAt: at('10:00'),
      ...accepted,
      computedFrom: at('12:00', 22),
    }
    expect(raises(timeline, at('12:00', 30))).toEqual([])
    const still: LevelTimeline = { ...timeline, level: 3 }
    expect(raises(still, at('12:00', 30))).toEqual([[iso('10:00', 23), 4, 'unresolved_urgent']])
  })
})

test('a recorded raise stands although a fact typed in later would have prevented it', () => {
  const before: LevelTimeline = { level: 2, transferredAt: at('10:00') }
  const recorded = levelRaises(before, at('11:10'), defaultPolicy)
  const after = levelRaises({ ...before, acceptedAt: at('10:50'), recorded }, at('18:00'), defaultPolicy)
  expect(after).toEqual(recorded)
})

test('the desk can sleep until the next raise', () => {
  const timeline: LevelTimeline = { level: 2, transferredAt: at('18:00') }
  expect(nextLevelRaise(timeline, at('18:10'), defaultPolicy)).toMatchObject({ at: iso('10:30', 21), to: 3 })
  expect(nextLevelRaise({ ...timeline, level: 5 }, at('18:10'), defaultPolicy)).toBeNull()
})

describe('whatever happens to a complaint', () => {
  const start = Date.parse('2026-05-18T00:00:00+08:00')
  const end = start + 14 * 86_400_000
  const quarter = fc.integer({ min: 0, max: 14 * 96 }).map((steps) => start + steps * 900_000)
  const later = fc.option(quarter)
  const level = fc.constantFrom<Level>(1, 2, 3, 4, 5)
  const timelines: fc.Arbitrary<LevelTimeline> = fc
    .record({
      level,
      transferredAt: fc.integer({ min: 0, max: 300 }).map((steps) => start + steps * 900_000),
      acceptedAt: later,
      firstContactAt: later,
      customerCallsAt: fc.array(quarter, { maxLength: 4 }),
      holds: fc.array(fc.record({ from: quarter, to: later }), { maxLength: 3 }),
      resolvedAt: later,
      manualLevels: fc.array(fc.record({ at: quarter, level }), { maxLength: 3 }),
    })
    .filter(({ transferredAt, acceptedAt }) => acceptedAt === null || acceptedAt >= transferredAt)
  const policies = fc.constantFrom(
    defaultPolicy,
    mergePolicy(defaultPolicy, { entriesOutsideWindow: 'exempt' }),
    mergePolicy(defaultPolicy, { levelRulesDuringHold: 'run' }),
  )

  const machineZone = process.env.TZ
  afterEach(() => {
    if (machineZone === undefined) delete process.env.TZ
    else process.env.TZ = machineZone
  })

  test('raises go up, never above 4, in the order of time, one per rule and instant', () => {
    fc.assert(
      fc.property(timelines, policies, (timeline, policy) => {
        const all = levelRaises(timeline, end, policy)
        for (const [index, raise] of all.entries()) {
          expect(raise.to).toBeGreaterThan(raise.from)
          expect(raise.to).toBeLessThanOrEqual(4)
          const before = all[index - 1]
          if (before) expect(Date.parse(raise.at)).toBeGreaterThanOrEqual(Date.parse(before.at))
        }
        expect(new Set(all.map(({ at, rule }) => `${at} ${rule}`)).size).toBe(all.length)
      }),
      { numRuns: 300 },
    )
  })

  test('are the same at once or in steps with what was recorded before', () => {
    fc.assert(
      fc.property(timelines, policies, fc.array(quarter, { maxLength: 5 }), (timeline, policy, stops) => {
        const recorded = [...stops, end]
          .sort((one, other) => one - other)
          .reduce(
            (before, until) => levelRaises({ ...timeline, recorded: before }, until, policy),
            levelRaises(timeline, start, policy),
          )
        expect(recorded).toEqual(levelRaises(timeline, end, policy))
      }),
      { numRuns: 300 },
    )
  })

  test('do not change what was due before when time goes on', () => {
    fc.assert(
      fc.property(timelines, policies, quarter, (timeline, policy, until) => {
        const known = levelRaises(timeline, until, policy)
        expect(levelRaises(timeline, end, policy).slice(0, known.length)).toEqual(known)
      }),
      { numRuns: 300 },
    )
  })

  test('are the same in every zone of the machine', () => {
    fc.assert(
      fc.property(timelines, (timeline) => {
        const [home, away] = ['Asia/Shanghai', 'America/New_York'].map((zone) => {
          process.env.TZ = zone
          return levelRaises(timeline, end, mergePolicy(defaultPolicy, {}))
        })
        expect(away).toEqual(home)
      }),
      { numRuns: 20 },
    )
  })
})
