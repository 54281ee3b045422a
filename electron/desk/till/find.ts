import { z } from 'zod'
import type { StoreFile } from '../../../db/open.ts'
import { serialKey } from '../../../domain/serial.ts'
import type { TillLineView } from './views.ts'

/** By what sold lines are looked for. `text` is any of the three, as a person types or scans it. */
export type TillSearch =
  | { readonly text: string }
  | { readonly orderNumber: string }
  | { readonly serial: string }
  | { readonly phone: string }

/** Fewer characters would find half the store. */
export const shortestSearch = 4

const giftsSchema = z.array(z.object({ name: z.string(), valueFen: z.number() }))

type LineRow = Omit<TillLineView, 'gifts'> & { readonly gifts: string }

/** The newest line of each key whose import is recorded, unless another took its place: all others are nobody's. */
const selectLines = `SELECT l.row_key AS key, l.order_number AS orderNumber, l.channel, l.invoiced_on AS invoicedOn,
  l.delivered_on AS deliveredOn, l.model, l.product_name AS productName, l.brand, l.family, l.category,
  l.serial_number AS serialNumber, l.quantity, l.paid_fen AS paidFen, l.warranty_months AS warrantyMonths, l.gifts,
  l.payment_method AS paymentMethod, l.customer_name AS customerName, l.phone, l.member_number AS memberNumber
  FROM till_line l WHERE EXISTS (SELECT 1 FROM till_import i WHERE i.id = l.import_id)
  AND l.replaced = 0 AND NOT EXISTS (SELECT 1 FROM till_line n JOIN till_import m ON m.id = n.import_id
    WHERE n.row_key = l.row_key AND n.id > l.id)`

/** What begins with a text: everything from it up to the text with a last character behind all others. */
const beginning = (text: string) => [text, `${text}\u{10ffff}`]

/** A condition with what it compares with, and the column in whose order the index gives what it finds. */
interface Condition {
  readonly sql: string
  readonly order: 'order_number' | 'serial_key' | 'phone'
  readonly values: readonly string[]
}

function ofOrder(text: string): Condition[] {
  const typed = text.normalize('NFKC').trim()
  return [...new Set([typed, typed.toUpperCase(), typed.toLowerCase()])].map((writing) => ({
    sql: 'l.order_number >= ? AND l.order_number < ?',
    order: 'order_number',
    values: beginning(writing),
  }))
}

function ofSerial(text: string): Condition[] {
  const key = serialKey(text)
  return key === ''
    ? []
    : [{ sql: "l.serial_key = ? AND l.serial_key <> ''", order: 'serial_key', values: [key] }]
}

function ofPhone(text: string): Condition[] {
  const digits = text
    .normalize('NFKC')
    .replaceAll(/[\s()+-]/g, '')
    .replace(/^(?:00)?86(?=1\d{10}$)/, '')
  if (!/^\d{4,20}$/.test(digits)) return []
  return [
    { sql: "l.phone >= ? AND l.phone < ? AND l.phone <> ''", order: 'phone', values: beginning(digits) },
  ]
}

function conditionsOf(search: TillSearch): Condition[] {
  if ('orderNumber' in search) {
    const typed = search.orderNumber.normalize('NFKC').trim()
    return typed === '' ? [] : [{ sql: 'l.order_number = ?', order: 'order_number', values: [typed] }]
  }
  if ('serial' in search) return ofSerial(search.serial)
  if ('phone' in search) return ofPhone(search.phone)
  if (Array.from(search.text.trim()).length < shortestSearch) return []
  return [...ofOrder(search.text), ...ofSerial(search.text), ...ofPhone(search.text)]
}

function lineView(row: LineRow): TillLineView {
  return { ...row, gifts: giftsSchema.parse(JSON.parse(row.gifts)) }
}

/**
 * Sold lines as the till's last exports had them; a line is there from the moment its import was recorded.
 * @param file the store's file
 * @param search `text`: the beginning of an order number or phone number, or a serial number, 4 characters at least;
 * `orderNumber` and `phone` as a whole or `phone` by its beginning; `serial` compared by `serialKey`
 * @param limit how many at most
 * @returns in the order of their order numbers; of many, those that the indexes give first
 */
export function findTillLines(
  file: Pick<StoreFile, 'raw'>,
  search: TillSearch,
  limit: number,
): TillLineView[] {
  const found = new Map<string, TillLineView>()
  // One condition after another: each has an index of its own.
  for (const { sql, order, values } of conditionsOf(search)) {
    const rows = file.raw
      .prepare<unknown[], LineRow>(`${selectLines} AND ${sql} ORDER BY l.${order}, l.id LIMIT ?`)
      .all(...values, limit)
    for (const row of rows) found.set(row.key, lineView(row))
  }
  return [...found.values()]
    .sort((one, other) => (one.orderNumber < other.orderNumber ? -1 : 1))
    .slice(0, limit)
}
