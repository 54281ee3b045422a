import type { Policy } from '../../../domain/policy.ts'
import { readDates } from './calendar-text.ts'

type Calendar = Policy['calendar']

/** What the person entered for one year. */
export interface YearDates {
  readonly holidays: string
  readonly workdays: string
}

export interface ReadYear {
  readonly holidays: string[]
  readonly workdays: string[]
  /** Lines that are no dates. */
  readonly unread: string[]
  /** Dates of other years. */
  readonly otherYear: string[]
  /** Dates in both lists. */
  readonly both: string[]
}

const inYear = (date: string, year: number) => date.startsWith(`${year}-`)

/**
 * What was entered, read and checked.
 * @param typed the two fields
 * @param year that is supplied
 */
export function readYear(typed: YearDates, year: number): ReadYear {
  const holidays = readDates(typed.holidays, year)
  const workdays = readDates(typed.workdays, year)
  const all = [...holidays.dates, ...workdays.dates]
  return {
    holidays: holidays.dates,
    workdays: workdays.dates,
    unread: [...holidays.unread, ...workdays.unread],
    otherYear: all.filter((date) => !inYear(date, year)),
    both: holidays.dates.filter((date) => workdays.dates.includes(date)),
  }
}

/** Can it be saved as it is? */
export function isComplete(read: ReadYear): boolean {
  return (
    read.holidays.length > 0 &&
    read.unread.length === 0 &&
    read.otherYear.length === 0 &&
    read.both.length === 0
  )
}

/**
 * The calendar with one year as it was read; the other years stay.
 * @param calendar of the policy in force
 * @param year that is supplied or corrected
 * @param read its dates
 */
export function withYear(calendar: Calendar, year: number, read: ReadYear): Calendar {
  const others = (dates: readonly string[]) => dates.filter((date) => !inYear(date, year))
  return {
    holidays: [...others(calendar.holidays), ...read.holidays].sort(),
    workdays: [...others(calendar.workdays), ...read.workdays].sort(),
    knownYears: [...new Set([...calendar.knownYears, year])].sort((a, b) => a - b),
  }
}

/** The dates of one year that the store itself has supplied. */
export function datesIn(dates: readonly string[], year: number): string[] {
  return dates.filter((date) => inYear(date, year))
}
