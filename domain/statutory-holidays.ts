import { Temporal } from 'temporal-polyfill'

/**
 * The thirteen days that the law itself makes holidays: 《全国年节及纪念日放假办法》 section 2 in the version in force
 * since 2025-01-01. Days that a yearly arrangement adds in lieu, and weekends beside them, are no statutory holidays.
 */

/**
 * First day of the Spring Festival, Dragon Boat and Mid-autumn by year (lunar 1/1, 5/5, 8/15; GB/T 33661-2017). A table,
 * because the lunar calendar that comes with JavaScript is a day late at the Spring Festivals of 2027 and 2030.
 */
const lunarFestivals: Readonly<Record<number, readonly [string, string, string]>> = {
  2025: ['01-29', '05-31', '10-06'],
  2026: ['02-17', '06-19', '09-25'],
  2027: ['02-06', '06-09', '09-15'],
  2028: ['01-26', '05-28', '10-03'],
  2029: ['02-13', '06-16', '09-22'],
  2030: ['02-03', '06-05', '09-12'],
  2031: ['01-23', '06-24', '10-01'],
  2032: ['02-11', '06-12', '09-19'],
  2033: ['01-31', '06-01', '09-08'],
  2034: ['02-19', '06-20', '09-27'],
  2035: ['02-08', '06-10', '09-16'],
  2036: ['01-28', '05-30', '10-04'],
  2037: ['02-15', '06-18', '09-24'],
  2038: ['02-04', '06-07', '09-13'],
  2039: ['01-24', '05-27', '10-02'],
  2040: ['02-12', '06-14', '09-20'],
  2041: ['02-01', '06-03', '09-10'],
  2042: ['01-22', '06-22', '09-28'],
  2043: ['02-10', '06-11', '09-17'],
  2044: ['01-30', '05-31', '10-05'],
  2045: ['02-17', '06-19', '09-25'],
  2046: ['02-06', '06-08', '09-15'],
  2047: ['01-26', '05-29', '10-04'],
  2048: ['02-14', '06-15', '09-22'],
  2049: ['02-02', '06-04', '09-11'],
  2050: ['01-23', '06-23', '09-30'],
  2051: ['02-11', '06-13', '09-19'],
  2052: ['02-01', '06-01', '09-07'],
  2053: ['02-19', '06-20', '09-26'],
  2054: ['02-08', '06-10', '09-16'],
  2055: ['01-28', '05-30', '10-05'],
  2056: ['02-15', '06-17', '09-24'],
  2057: ['02-04', '06-06', '09-13'],
  2058: ['01-24', '06-25', '10-02'],
  2059: ['02-12', '06-14', '09-21'],
  2060: ['02-02', '06-03', '09-09'],
}

/**
 * Is this a statutory holiday: New Year's Day, the eve and the first three days of the Spring Festival, Tomb-sweeping
 * Day, May 1 and 2, Dragon Boat, Mid-autumn, October 1 to 3? Before 2025 and after 2060 the lunar ones are not known.
 * @param date civil date YYYY-MM-DD
 * @throws RangeError when the date is none
 */
export function isStatutoryHoliday(date: string): boolean {
  const { year } = Temporal.PlainDate.from(date)
  return holidaysOf(year).has(date)
}

const byYear = new Map<number, ReadonlySet<string>>()

function holidaysOf(year: number): ReadonlySet<string> {
  const kept = byYear.get(year)
  if (kept) return kept
  const fixed = ['01-01', `04-0${tombSweepingDay(year)}`, '05-01', '05-02', '10-01', '10-02', '10-03']
  const [spring, ...moon] = lunarFestivals[year] ?? []
  const holidays = new Set([...fixed, ...moon].map((monthDay) => `${year}-${monthDay}`))
  if (spring) {
    const newYear = Temporal.PlainDate.from(`${year}-${spring}`)
    for (const days of [-1, 0, 1, 2]) holidays.add(newYear.add({ days }).toString())
  }
  byYear.set(year, holidays)
  return holidays
}

/** Day of April of the solar term 清明, by the usual formula, right for the years 2000 to 2099. */
function tombSweepingDay(year: number): number {
  const short = year - 2000
  return Math.floor(short * 0.2422 + 4.81) - Math.floor(short / 4)
}
