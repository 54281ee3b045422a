import type { Policy, PolicyChoice } from '../../../domain/policy.ts'
import { readDates, writeDates } from './calendar-text.ts'

/** Lists of the policy as lines that people can change, and back. */

/** What stands between the parts of a line. */
const separator = '|'

/**
 * A list that people choose from, one a line: code, Chinese and English name.
 * @param choices of the policy
 */
export function writeChoices(choices: readonly PolicyChoice[]): string {
  return choices.map(({ code, zh, en }) => [code, zh, en].join(` ${separator} `)).join('\n')
}

/**
 * The list behind such lines; empty lines are left out. A part that is missing comes as an empty name, which the desk
 * refuses by its place.
 * @param text of the field
 */
export function readChoices(text: string): PolicyChoice[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [code = '', zh = '', en = ''] = line.split(/[|｜]/).map((part) => part.trim())
      return { code, zh, en }
    })
}

/**
 * Festival days as they are shown: nothing for the statutory holidays, else dates and spans one a line.
 * @param days of the policy
 */
export function writeFestivalDays(days: Policy['festivalDays']): string {
  return days === 'statutory' ? '' : writeDates(days, '-')
}

/**
 * The festival days behind such lines; text that is no dates goes as it is, and the desk refuses it by name.
 * @param text of the field
 */
export function readFestivalDays(text: string): Policy['festivalDays'] | string {
  if (text.trim() === '') return 'statutory'
  const { dates, unread } = readDates(text, Number.NaN)
  return unread.length > 0 ? text : dates
}
