import { describe, expect, test } from 'vitest'
import { isFestivalDay, isWorkingDay, knowsYear } from './calendar.ts'
import { defaultPolicy, mergePolicy } from './policy.ts'
import { isStatutoryHoliday } from './statutory-holidays.ts'

describe('official working days', () => {
  test.each([
    ['2026-05-20', true, 'an ordinary Wednesday'],
    ['2026-05-23', false, 'an ordinary Saturday'],
    ['2026-10-01', false, 'National Day'],
    ['2026-10-07', false, 'a Wednesday off in lieu'],
    ['2026-10-10', true, 'a make-up Saturday'],
    ['2026-02-14', true, 'a make-up Saturday before the Spring Festival'],
    ['2026-01-04', true, 'a make-up Sunday'],
    ['2027-01-01', false, 'New Year’s Day of a year without an official arrangement'],
    ['2027-01-04', true, 'the Monday after it'],
  ])('%s: %s (%s)', (date, working) => {
    expect(isWorkingDay(date, defaultPolicy)).toBe(working)
  })

  test('what the policy adds comes before what the library says', () => {
    const policy = mergePolicy(defaultPolicy, {
      calendar: { holidays: ['2026-10-10', '2027-01-04'], workdays: ['2026-10-07', '2027-01-03'] },
    })
    expect(isWorkingDay('2026-10-10', policy)).toBe(false)
    expect(isWorkingDay('2026-10-07', policy)).toBe(true)
    expect(isWorkingDay('2027-01-03', policy)).toBe(true)
    expect(isWorkingDay('2027-01-04', policy)).toBe(false)
    expect(isWorkingDay('2026-10-10', defaultPolicy)).toBe(true)
  })

  test('2027 is not known until somebody completes it', () => {
    expect([2025, 2026, 2027].map((year) => knowsYear(year, defaultPolicy))).toEqual([true, true, false])
    expect(knowsYear(2027, mergePolicy(defaultPolicy, { calendar: { knownYears: [2027] } }))).toBe(true)
  })

  test('a date that does not exist is an error, not a working day', () => {
    expect(() => isWorkingDay('2026-02-30', defaultPolicy)).toThrow(RangeError)
  })
})

describe('festival days', () => {
  const datesOf = (year: number) =>
    Array.from({ length: 365 }, (_, index) =>
      new Date(Date.UTC(year, 0, 1 + index)).toISOString().slice(0, 10),
    )

  test('the law names thirteen days a year; days off in lieu are none of them', () => {
    expect(datesOf(2026).filter(isStatutoryHoliday)).toEqual([
      '2026-01-01',
      ...['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19'],
      '2026-04-05',
      ...['2026-05-01', '2026-05-02'],
      '2026-06-19',
      '2026-09-25',
      ...['2026-10-01', '2026-10-02', '2026-10-03'],
    ])
  })

  test('the Spring Festival of 2027 begins on February 6, where the platform’s lunar calendar is a day late', () => {
    const february = datesOf(2027).filter((date) => date.startsWith('2027-02'))
    expect(february.filter(isStatutoryHoliday)).toEqual([
      '2027-02-05',
      '2027-02-06',
      '2027-02-07',
      '2027-02-08',
    ])
  })

  test('every statutory holiday of a known year is a day off in the official arrangement', () => {
    const statutory = [...datesOf(2025), ...datesOf(2026)].filter(isStatutoryHoliday)
    expect(statutory.filter((date) => isWorkingDay(date, defaultPolicy))).toEqual([])
  })

  test('a list in the policy takes the place of the statutory ones', () => {
    const policy = mergePolicy(defaultPolicy, { festivalDays: ['2026-11-11'] })
    expect(isFestivalDay('2026-11-11', policy)).toBe(true)
    expect(isFestivalDay('2026-10-01', policy)).toBe(false)
    expect(isFestivalDay('2026-10-01', defaultPolicy)).toBe(true)
  })
})
