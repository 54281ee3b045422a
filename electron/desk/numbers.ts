import { storeDay } from '../../domain/working-time.ts'
import type { DeskContext } from './context.ts'
import { storeView } from './store.ts'

/** Kinds beside complaints that are numbered by store and day (process section 2), with their letter and their table. */
const series = {
  case: { letter: 'R', table: 'return_case' },
  custody: { letter: 'K', table: 'custody' },
  authorisation: { letter: 'A', table: 'authorisation' },
  handover: { letter: 'H', table: 'handover' },
} as const

/** What every numbered record carries. */
export interface RecordNumber {
  readonly number: string
  readonly epoch: string
  readonly numberOn: string
  readonly numberInDay: number
}

/**
 * The next number of a kind on the store's civil day: `SZ001-20261122-R0003`, after a restore with the letter of the new
 * epoch before it, `…-BR0001`. Gap-free only inside the transaction that writes the record.
 * @param desk the desk
 * @param kind whose number
 * @param now instant, ms
 * @throws DeskError not_allowed/not_set_up
 */
export function nextNumber(desk: DeskContext, kind: keyof typeof series, now: number): RecordNumber {
  const { letter, table } = series[kind]
  const { epoch } = desk.recorder
  const numberOn = storeDay(now, desk.policy())
  const last = desk.file.raw
    .prepare<[string, string], { last: number | null }>(
      `SELECT max(number_in_day) AS last FROM ${table} WHERE epoch = ? AND number_on = ?`,
    )
    .get(epoch, numberOn)
  const numberInDay = (last?.last ?? 0) + 1
  const letters = epoch === 'A' ? letter : `${epoch}${letter}`
  const { code } = storeView(desk.file.orm)
  const number = `${code}-${numberOn.replaceAll('-', '')}-${letters}${String(numberInDay).padStart(4, '0')}`
  return { number, epoch, numberOn, numberInDay }
}
