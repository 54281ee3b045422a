import chineseDays from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import { Temporal } from 'temporal-polyfill'
import type { Policy } from './policy.ts'
import { isStatutoryHoliday } from './statutory-holidays.ts'

/**
 * Mainland China's official working days (process section 6).
 *
 * Source: the JSON of the package chinese-days, one entry per date of the State Council's yearly arrangement:
 * `holidays` are all its days off (weekends in them included), `workdays` its make-up working days at weekends. (Its third
 * list, `inLieuDays`, repeats those holidays that were swapped for a make-up day; working days do not need it.) Only the
 * data is used: the package's functions build dates in the machine's own time zone.
 */

const officialHolidays = new Set(Object.keys(chineseDays.holidays))
const officialWorkdays = new Set(Object.keys(chineseDays.workdays))

/** What one policy makes of the calendar, looked up by date once per date. */
type PolicyCalendar = {
  holidays: ReadonlySet<string>
  workdays: ReadonlySet<string>
  years: ReadonlySet<number>
  festivals: ReadonlySet<string> | null
  working: Map<string, boolean>
}
const calendars = new WeakMap<Policy, PolicyCalendar>()
const keptDates = 20_000

function calendarOf(policy: Policy): PolicyCalendar {
  const kept = calendars.get(policy)
  if (kept) return kept
  const calendar: PolicyCalendar = {
    holidays: new Set(policy.calendar.holidays),
    workdays: new Set(policy.calendar.workdays),
    years: new Set(policy.calendar.knownYears),
    festivals: policy.festivalDays === 'statutory' ? null : new Set(policy.festivalDays),
    working: new Map(),
  }
  calendars.set(policy, calendar)
  return calendar
}

/**
 * Does the calendar know a year's official arrangement? A year is known from the library when its National Day is (an
 * arrangement is published for a whole year; stray days around New Year come with the neighbour's), or when the policy
 * says that its own lists complete it.
 * @param year the civil year
 * @param policy supplies `calendar.knownYears`
 */
export function knowsYear(year: number, policy: Policy): boolean {
  return officialHolidays.has(`${year}-10-01`) || calendarOf(policy).years.has(year)
}

/**
 * Is this an official working day? The policy's own lists come first, then the official ones, then Monday to Friday. In
 * a year without an official arrangement the statutory holidays are still none; such an answer is provisional unless
 * the policy completes the year (`knowsYear`).
 * @param date civil date YYYY-MM-DD in store time
 * @param policy supplies `calendar`
 * @throws RangeError when the date is none
 */
export function isWorkingDay(date: string, policy: Policy): boolean {
  const calendar = calendarOf(policy)
  const kept = calendar.working.get(date)
  if (kept !== undefined) return kept
  const working = judgeWorkingDay(date, calendar)
  if (calendar.working.size >= keptDates) calendar.working.clear()
  calendar.working.set(date, working)
  return working
}

function judgeWorkingDay(date: string, calendar: PolicyCalendar): boolean {
  const day = Temporal.PlainDate.from(date)
  if (calendar.workdays.has(date)) return true
  if (calendar.holidays.has(date)) return false
  if (officialWorkdays.has(date)) return true
  if (officialHolidays.has(date) || day.dayOfWeek > 5) return false
  return officialHolidays.has(`${day.year}-10-01`) || !isStatutoryHoliday(date)
}

/**
 * Is this a festival day, on which the first contact may take longer (process section 5)?
 * @param date civil date YYYY-MM-DD in store time
 * @param policy `festivalDays`: a list of dates, or the statutory holidays
 * @throws RangeError when the date is none
 */
export function isFestivalDay(date: string, policy: Policy): boolean {
  const { festivals } = calendarOf(policy)
  return festivals ? festivals.has(date) : isStatutoryHoliday(date)
}
