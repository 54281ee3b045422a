import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { isWorkingDay } from './calendar.ts'
import { defaultPolicy, mergePolicy } from './policy.ts'
import { instantMs } from './store-time.ts'
import {
  civilDaysAfter,
  isInWindow,
  nextOpening,
  storeDay,
  windowMinutesAfter,
  windowMinutesBetween,
  workingDaysAfter,
} from './working-time.ts'

const ms = (storeTime: string) => Date.parse(`${storeTime}+08:00`)
const at = (storeTime: string) => new Date(ms(storeTime)).toISOString()
const anyInstant = fc.integer({ min: ms('2025-01-01T00:00'), max: ms('2026-11-30T00:00') })
const anySpan = fc.integer({ min: 1, max: 3_000 })

const machineZone = process.env.TZ
afterEach(() => {
  if (machineZone === undefined) delete process.env.TZ
  else process.env.TZ = machineZone
})

describe('the window', () => {
  test('holds its opening minute and not its closing one', () => {
    expect(isInWindow(at('2026-05-20T10:00'), defaultPolicy)).toBe(true)
    expect(isInWindow(at('2026-05-20T18:29:59.999'), defaultPolicy)).toBe(true)
    expect(isInWindow(at('2026-05-20T18:30'), defaultPolicy)).toBe(false)
    expect(isInWindow(at('2026-05-20T09:59:59.999'), defaultPolicy)).toBe(false)
  })

  test('opens every day, Sundays and holidays too', () => {
    expect(isInWindow(at('2026-10-04T12:00'), defaultPolicy)).toBe(true)
  })

  test('an instant at closing waits for the next morning', () => {
    expect(nextOpening(at('2026-05-20T18:30'), defaultPolicy)).toBe(at('2026-05-21T10:00'))
    expect(nextOpening(at('2026-05-20T03:00'), defaultPolicy)).toBe(at('2026-05-20T10:00'))
    expect(nextOpening(at('2026-05-20T12:34:56.789'), defaultPolicy)).toBe(at('2026-05-20T12:34:56.789'))
  })

  test('follows the policy', () => {
    const policy = mergePolicy(defaultPolicy, { window: { from: '09:00', to: '21:00' } })
    expect(windowMinutesAfter(at('2026-05-20T20:30'), 60, policy)).toBe(at('2026-05-21T09:30'))
  })
})

describe('window minutes', () => {
  test('a span that fills exactly at closing is due then', () => {
    expect(windowMinutesAfter(at('2026-05-20T17:30'), 60, defaultPolicy)).toBe(at('2026-05-20T18:30'))
    expect(windowMinutesAfter(at('2026-05-20T17:30:00.001'), 60, defaultPolicy)).toBe(
      at('2026-05-21T10:00:00.001'),
    )
  })

  test('from closing on they begin next morning', () => {
    expect(windowMinutesAfter(at('2026-05-20T18:30'), 60, defaultPolicy)).toBe(at('2026-05-21T11:00'))
  })

  test('several days pass like one', () => {
    expect(windowMinutesAfter(at('2026-05-20T10:00'), 3 * 510, defaultPolicy)).toBe(at('2026-05-22T18:30'))
  })

  test('between two instants the nights do not count', () => {
    expect(windowMinutesBetween(at('2026-05-20T18:00'), at('2026-05-21T10:30'), defaultPolicy)).toBe(60)
    expect(windowMinutesBetween(at('2026-05-20T19:00'), at('2026-05-21T09:00'), defaultPolicy)).toBe(0)
  })

  test('never end outside the window, never go back, and have the length that was asked', () => {
    fc.assert(
      fc.property(anyInstant, anySpan, (from, minutes) => {
        const due = windowMinutesAfter(from, minutes, defaultPolicy)
        expect(isInWindow(instantMs(due) - 1, defaultPolicy)).toBe(true)
        expect(instantMs(due)).toBeGreaterThanOrEqual(from + minutes * 60_000)
        expect(windowMinutesBetween(from, due, defaultPolicy)).toBeCloseTo(minutes, 6)
      }),
    )
  })

  test('grow with the start and with the span', () => {
    fc.assert(
      fc.property(anyInstant, fc.nat(100_000_000), anySpan, fc.nat(500), (from, later, minutes, more) => {
        const due = instantMs(windowMinutesAfter(from, minutes, defaultPolicy))
        expect(instantMs(windowMinutesAfter(from + later, minutes, defaultPolicy))).toBeGreaterThanOrEqual(
          due,
        )
        expect(instantMs(windowMinutesAfter(from, minutes + more, defaultPolicy))).toBeGreaterThanOrEqual(due)
      }),
    )
  })

  test('come out the same in one span or in two', () => {
    fc.assert(
      fc.property(anyInstant, anySpan, anySpan, (from, first, second) => {
        const inTwo = windowMinutesAfter(
          windowMinutesAfter(from, first, defaultPolicy),
          second,
          defaultPolicy,
        )
        expect(windowMinutesAfter(from, first + second, defaultPolicy)).toBe(inTwo)
      }),
    )
  })

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('%s is no span', (minutes) => {
    expect(() => windowMinutesAfter(at('2026-05-20T10:00'), minutes, defaultPolicy)).toThrow(RangeError)
  })
})

describe('working days', () => {
  test('the day after the start is day 1, whatever the hour of the start', () => {
    expect(workingDaysAfter(at('2026-05-20T00:00'), 1, defaultPolicy).at).toBe(at('2026-05-21T18:30'))
    expect(workingDaysAfter(at('2026-05-20T23:59'), 1, defaultPolicy).at).toBe(at('2026-05-21T18:30'))
  })

  test('skip the October holiday and count its make-up Saturday', () => {
    expect(workingDaysAfter(at('2026-09-30T11:00'), 3, defaultPolicy)).toEqual({
      at: at('2026-10-10T18:30'),
      provisional: false,
    })
  })

  test('are provisional when they reach into a year nobody knows, and firm once it is supplied', () => {
    const from = at('2026-12-30T11:00')
    expect(workingDaysAfter(from, 1, defaultPolicy)).toEqual({
      at: at('2026-12-31T18:30'),
      provisional: false,
    })
    expect(workingDaysAfter(from, 2, defaultPolicy)).toEqual({
      at: at('2027-01-04T18:30'),
      provisional: true,
    })
    const supplied = mergePolicy(defaultPolicy, {
      calendar: { holidays: ['2027-01-01'], workdays: ['2027-01-02'], knownYears: [2027] },
    })
    expect(workingDaysAfter(from, 2, supplied)).toEqual({ at: at('2027-01-02T18:30'), provisional: false })
  })

  test('end on a working day, each later than the one before', () => {
    fc.assert(
      fc.property(anyInstant, fc.integer({ min: 1, max: 30 }), (from, days) => {
        const due = workingDaysAfter(from, days, defaultPolicy).at
        expect(isWorkingDay(storeDay(due, defaultPolicy), defaultPolicy)).toBe(true)
        expect(instantMs(workingDaysAfter(from, days + 1, defaultPolicy).at)).toBeGreaterThan(instantMs(due))
      }),
    )
  })

  test('do not depend on the zone of the machine', () => {
    fc.assert(
      fc.property(anyInstant, fc.integer({ min: 1, max: 10 }), (from, days) => {
        const dues = ['America/New_York', 'Asia/Shanghai', 'Pacific/Kiritimati'].map((zone) => {
          process.env.TZ = zone
          // A fresh policy object: nothing remembered from the zone before.
          const policy = mergePolicy(defaultPolicy, {})
          return [
            workingDaysAfter(from, days, policy).at,
            windowMinutesAfter(from, days * 60, policy),
            storeDay(from, policy),
          ]
        })
        expect(dues[1]).toEqual(dues[0])
        expect(dues[2]).toEqual(dues[0])
      }),
      { numRuns: 20 },
    )
  })

  test.each([0, -1, 1.5])('%s is no number of working days', (days) => {
    expect(() => workingDaysAfter(at('2026-05-20T10:00'), days, defaultPolicy)).toThrow(RangeError)
  })
})

describe('civil days', () => {
  test('the start day is day 0 and holidays count', () => {
    expect(civilDaysAfter(at('2026-09-30T23:00'), 7, defaultPolicy)).toBe(at('2026-10-07T18:30'))
    expect(civilDaysAfter(at('2026-05-20T09:00'), 0, defaultPolicy)).toBe(at('2026-05-20T18:30'))
  })
})

describe('the store’s day', () => {
  test('changes at the store’s midnight', () => {
    expect(storeDay('2026-05-20T15:59:59.999Z', defaultPolicy)).toBe('2026-05-20')
    expect(storeDay('2026-05-20T16:00:00Z', defaultPolicy)).toBe('2026-05-21')
  })

  test('keeps its local hours where the clocks change', () => {
    const policy = mergePolicy(defaultPolicy, { timeZone: 'Europe/Berlin' })
    // 2026-03-29 has 23 hours there; the window opens at 10:00 local all the same.
    expect(nextOpening('2026-03-28T20:00:00Z', policy)).toBe('2026-03-29T08:00:00.000Z')
    expect(nextOpening('2026-03-27T20:00:00Z', policy)).toBe('2026-03-28T09:00:00.000Z')
    expect(storeDay('2026-03-29T22:30:00Z', policy)).toBe('2026-03-30')
  })

  test.each(['2026-05-20T10:00:00', '2026-02-30T10:00:00Z', '', 'tomorrow'])(
    '%j is no instant',
    (instant) => {
      expect(() => storeDay(instant, defaultPolicy)).toThrow(RangeError)
    },
  )
})
