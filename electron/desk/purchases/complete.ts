import type { Drizzle } from '../../../db/open.ts'
import type { Writer } from '../../../db/recorder.ts'
import { serialKey } from '../../../domain/serial.ts'
import { linesInCases } from '../cases/units.ts'
import { incompleteFields } from './check.ts'
import type { GivenPurchase, RecordedPurchase } from './columns.ts'
import { lineColumns, purchaseColumns } from './columns.ts'
import type { Purchase, PurchaseLine } from './view.ts'
import { linesOf } from './view.ts'

const model = (text: string) => text.normalize('NFKC').trim().toLowerCase()

/** Which of the till's lines each line is that intake took down: by its serial, by its model, or as the only one. */
function matched(stood: readonly PurchaseLine[], given: GivenPurchase): Map<number, PurchaseLine> | null {
  const found = new Map<number, PurchaseLine>()
  for (const line of stood) {
    const free = given.lines.map((each, index) => ({ each, index })).filter(({ index }) => !found.has(index))
    const bySerial = free.find(
      ({ each }) => line.serialKey !== '' && serialKey(each.serialNumber) === line.serialKey,
    )
    const byModel = free.find(({ each }) => line.model !== '' && model(each.model) === model(line.model))
    const only = line.model === '' && line.serialKey === '' && free.length === 1 ? free[0] : undefined
    const match = bySerial ?? byModel ?? only
    if (match === undefined) return null
    found.set(match.index, line)
  }
  return found
}

/**
 * Is it a purchase that intake took down and nobody has completed, of which no case knows?
 * @param orm the store's file
 * @param purchase the purchase
 */
export function isCompletable(orm: Drizzle, purchase: Purchase): boolean {
  const lines = linesOf(orm, purchase.id)
  const inCases = linesInCases(
    orm,
    lines.map((line) => line.id),
  )
  return incompleteFields(purchase, lines).length > 0 && inCases.size === 0
}

/**
 * Completes a purchase that intake took down by what the till sold under its number; complaints about its lines stay where
 * they are.
 * @param writer of the command
 * @param orm the store's file
 * @param before the purchase as intake took it down
 * @param given the till's order
 * @returns null where a line of it is none that the till sold: then a person has to say what it is
 */
export function completeFromTill(
  writer: Writer,
  orm: Drizzle,
  before: Purchase,
  given: GivenPurchase,
): RecordedPurchase | null {
  const known = matched(linesOf(orm, before.id), given)
  if (known === null) return null
  const purchase: Purchase = { ...before, ...purchaseColumns(given), version: before.version + 1 }
  const lines = given.lines.map((line, position) =>
    lineColumns({ ...line, id: known.get(position)?.id ?? null }, before.id, position),
  )
  writer.putOf(purchase.customerId, 'purchase', purchase)
  for (const line of lines) writer.putOf(purchase.customerId, 'purchase_line', line)
  return { purchase, lines }
}
