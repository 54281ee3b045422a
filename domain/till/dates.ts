import type { Cell, Reading } from './cell.ts'
import { readFigure } from './cell.ts'

const time = String.raw`(?:[ T]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)?`
const yearFirst = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})${time}$`)
const chinese = new RegExp(String.raw`^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日${time}$`)
const together = new RegExp(String.raw`^(\d{4})(\d{2})(\d{2})(?:\d{4}|\d{6})?${time}$`)
const yearLast = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})${time}$`)
const serialNumber = /^(\d{5})(?:\.\d+)?$/

/** Years in which something can have been sold that the desk still hears of. */
const years = { first: 1990, last: 2099 } as const

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

const two = (value: number) => String(value).padStart(2, '0')

function civil(year: number, month: number, day: number): Reading<string> {
  const exists =
    year >= years.first &&
    year <= years.last &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysInMonth(year, month)
  return exists ? { value: `${year}-${two(month)}-${two(day)}` } : { reason: 'not_a_date' }
}

/** Day or month first? Only a number above 12, or two equal ones, tell. */
function dayAndMonth(one: number, other: number, year: number): Reading<string> {
  if (one === other) return civil(year, one, one)
  if (one > 12) return civil(year, other, one)
  if (other > 12) return civil(year, one, other)
  return { reason: 'ambiguous_date' }
}

const dayMs = 86_400_000

/**
 * The civil date that a spreadsheet means by a number of days.
 * @param days since the last day of 1899, as spreadsheets count (1900 system); the fraction is the time and is left out
 */
export function serialDate(days: number): Reading<string> {
  const date = new Date(Date.UTC(1899, 11, 30) + Math.floor(days) * dayMs)
  if (Number.isNaN(date.getTime())) return { reason: 'not_a_date' }
  return civil(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())
}

/**
 * A civil date in store time as tills write it: 2026-05-03, 2026/5/3, 20260503, 2026年5月3日, the number of days of a
 * spreadsheet, 13/05/2026 and 05/13/2026; a time behind it is left out. 03/05/2026 could be March or May and is refused.
 * @param cell what the file holds
 * @returns YYYY-MM-DD; empty for an empty cell
 */
export function readDate(cell: Cell): Reading<string> {
  const figure = readFigure(cell)
  if ('reason' in figure || figure.value === '') return figure
  const text = figure.value
  const first = yearFirst.exec(text)
  if (first !== null) return civil(Number(first[1]), Number(first[3]), Number(first[4]))
  const plain = chinese.exec(text) ?? together.exec(text)
  if (plain !== null) return civil(Number(plain[1]), Number(plain[2]), Number(plain[3]))
  const last = yearLast.exec(text)
  if (last !== null) return dayAndMonth(Number(last[1]), Number(last[3]), Number(last[4]))
  const days = serialNumber.exec(text)
  return days === null ? { reason: 'not_a_date' } : serialDate(Number(days[1]))
}
