/** Civil dates out of what people type or paste, and back. All dates are YYYY-MM-DD in store time. */

const dayMs = 86_400_000
const dateForm = String.raw`(?:(\d{4})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})|(\d{1,2})月(\d{1,2}))日?`
/** One date, or a span to another date or to another day of the same month. */
const spanForm = new RegExp(`${dateForm}(?:[-~～—–至到]+(?:${dateForm}|(\\d{1,2})日?))?`, 'g')

/** The date, or null when there is no such day. */
function civilDate(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  const same = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return same ? date.toISOString().slice(0, 10) : null
}

function datesFrom(first: string, last: string): string[] {
  const days = Math.round((Date.parse(last) - Date.parse(first)) / dayMs)
  // A span of more than two months is a slip of the pen, not a holiday.
  if (days < 0 || days > 62) return []
  return Array.from({ length: days + 1 }, (_, index) =>
    new Date(Date.parse(first) + index * dayMs).toISOString().slice(0, 10),
  )
}

/** The dates of one match; empty when one of them does not exist. */
function datesOf(match: RegExpMatchArray, year: number): string[] {
  const part = (index: number) => (match[index] === undefined ? null : Number(match[index]))
  const first = civilDate(part(1) ?? year, part(2) ?? part(4) ?? 0, part(3) ?? part(5) ?? 0)
  if (first === null) return []
  const firstYear = Number(first.slice(0, 4))
  const firstMonth = Number(first.slice(5, 7))
  const lastDay = part(8) ?? part(10) ?? part(11)
  if (lastDay === null) return [first]
  const last = civilDate(part(6) ?? firstYear, part(7) ?? part(9) ?? firstMonth, lastDay)
  return last === null ? [] : datesFrom(first, last)
}

/** Without blanks and what stands in brackets, such as weekdays. */
function bare(text: string): string {
  return text
    .replace(/\s+to\s+/gi, '至')
    .replace(/[（(][^）)]*[）)]/g, '')
    .replace(/[^\S\n]+/g, '')
}

export interface ReadDates {
  /** In order, each once. */
  readonly dates: string[]
  /** Lines that hold something else. */
  readonly unread: string[]
}

function ordered(dates: readonly string[]): string[] {
  return [...new Set(dates)].sort()
}

/**
 * Dates typed one a line, or several with commas, or spans.
 * @param text what was typed
 * @param year for dates without one, such as 2月5日
 */
export function readDates(text: string, year: number): ReadDates {
  const dates: string[] = []
  const unread: string[] = []
  for (const line of text.split('\n')) {
    const plain = bare(line)
    const found = [...plain.matchAll(spanForm)].map((match) => datesOf(match, year))
    const rest = plain.replace(spanForm, '').replace(/[,，、;；。]/g, '')
    if (rest !== '' || found.some((each) => each.length === 0)) unread.push(line.trim())
    else dates.push(...found.flat())
  }
  return { dates: ordered(dates), unread }
}

/**
 * Days off and make-up days out of the text of the State Council's yearly notice, as in
 * "10月1日（周四）至8日（周四）放假调休，共8天。9月27日（周日）、10月10日（周六）上班。"
 * @param text of the notice
 * @param year that it arranges
 */
export function readNotice(text: string, year: number): { holidays: string[]; workdays: string[] } {
  const holidays: string[] = []
  const workdays: string[] = []
  for (const clause of bare(text).split(/[。；;，,\n]/)) {
    const dates = [...clause.matchAll(spanForm)].flatMap((match) => datesOf(match, year))
    if (/上班|补班/.test(clause)) workdays.push(...dates)
    else if (/放假|休/.test(clause)) holidays.push(...dates)
  }
  return { holidays: ordered(holidays), workdays: ordered(workdays) }
}

/**
 * Dates as they are shown for changing: one a line, days in a row as a span.
 * @param dates in any order
 * @param to the word between the ends of a span
 */
export function writeDates(dates: readonly string[], to: string): string {
  const lines: { first: string; last: string }[] = []
  for (const date of ordered(dates)) {
    const line = lines.at(-1)
    if (line !== undefined && Date.parse(date) - Date.parse(line.last) === dayMs) line.last = date
    else lines.push({ first: date, last: date })
  }
  return lines.map(({ first, last }) => (first === last ? first : `${first} ${to} ${last}`)).join('\n')
}
