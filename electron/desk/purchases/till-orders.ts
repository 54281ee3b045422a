import type { StoreFile } from '../../../db/open.ts'
import type { TillSearch } from '../till/find.ts'
import { findTillLines } from '../till/find.ts'
import type { TillLineView } from '../till/views.ts'

/** More lines than any purchase has. */
const mostLines = 1_000

/** One order of the till's export, its lines in an order that stays the same from one import to the next. */
export interface TillOrder
  extends Pick<
    TillLineView,
    | 'orderNumber'
    | 'channel'
    | 'invoicedOn'
    | 'deliveredOn'
    | 'paymentMethod'
    | 'customerName'
    | 'phone'
    | 'memberNumber'
  > {
  readonly lines: readonly TillLineView[]
}

const inOrder = new Intl.Collator('en', { numeric: true })

/**
 * One order as the till's last exports had it.
 * @param file the store's file
 * @param orderNumber the whole number
 * @returns null when no export has it
 */
export function tillOrder(file: Pick<StoreFile, 'raw'>, orderNumber: string): TillOrder | null {
  const lines = findTillLines(file, { orderNumber }, mostLines).sort((one, other) =>
    inOrder.compare(one.key, other.key),
  )
  const [first] = lines
  if (first === undefined) return null
  const { channel, invoicedOn, deliveredOn, paymentMethod, customerName, phone, memberNumber } = first
  return {
    orderNumber: first.orderNumber,
    channel,
    invoicedOn,
    deliveredOn,
    paymentMethod,
    customerName,
    phone,
    memberNumber,
    lines,
  }
}

/**
 * Orders with a line that is found, each as a whole.
 * @param file the store's file
 * @param search what was typed, or a phone number
 * @param limit how many lines are looked at
 */
export function tillOrders(file: Pick<StoreFile, 'raw'>, search: TillSearch, limit: number): TillOrder[] {
  const numbers = new Set(findTillLines(file, search, limit).map((line) => line.orderNumber))
  return [...numbers].flatMap((number) => tillOrder(file, number) ?? [])
}
