import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import * as t from '../../../db/schema.ts'
import { serialKey } from '../../../domain/serial.ts'
import { takesCases } from '../case-roles.ts'
import type { FoundPurchases, TillPurchaseView } from '../case-views.ts'
import type { Caller, DeskContext } from '../context.ts'
import { beginsWith, customerIdsFor, customerView } from '../customers/recall.ts'
import { DeskError } from '../errors.ts'
import type { TillSearch } from '../till/find.ts'
import { isCompletable } from './complete.ts'
import type { TillOrder } from './till-orders.ts'
import { tillOrders } from './till-orders.ts'
import { purchaseView } from './view.ts'

export const findSchema = z.union([
  z.object({ text: z.string().trim().min(2).max(60) }),
  z.object({ customerId: z.uuid() }),
])

const mostKnown = 8
const mostTill = 8
/** Lines of the till that are looked at for orders which the desk does not know yet. */
const tillLines = 60

type Orm = DeskContext['file']['orm']

function byOrder(orm: Orm, text: string): string[] {
  const typed = text.normalize('NFKC')
  return [...new Set([text, typed, typed.toUpperCase()])].flatMap((writing) =>
    orm
      .select({ id: t.purchase.id })
      .from(t.purchase)
      .where(beginsWith(t.purchase.orderNumber, writing))
      .limit(mostKnown)
      .all()
      .map((row) => row.id),
  )
}

/** By the serial of a unit as it was sold, or of one that took its place. */
function bySerial(orm: Orm, text: string): string[] {
  const key = serialKey(text)
  if (key === '') return []
  const sold = orm
    .select({ id: t.purchaseLine.purchaseId })
    .from(t.purchaseLine)
    .where(and(beginsWith(t.purchaseLine.serialKey, key), sql`serial_key <> ''`))
    .limit(mostKnown)
    .all()
  const swapped = orm
    .select({ id: t.purchaseLine.purchaseId })
    .from(t.serialSwap)
    .innerJoin(t.purchaseLine, eq(t.purchaseLine.id, t.serialSwap.purchaseLineId))
    .where(beginsWith(t.serialSwap.newKey, key))
    .limit(mostKnown)
    .all()
  return [...sold, ...swapped].map((row) => row.id)
}

function ofCustomers(orm: Orm, customerIds: readonly string[]): string[] {
  return orm
    .select({ id: t.purchase.id })
    .from(t.purchase)
    .where(inArray(t.purchase.customerId, [...customerIds]))
    .orderBy(desc(t.purchase.invoicedOn), desc(t.purchase.id))
    .limit(mostKnown)
    .all()
    .map((row) => row.id)
}

function knownViews(orm: Orm, ids: readonly string[]): FoundPurchases['known'] {
  const wanted = [...new Set(ids)].slice(0, mostKnown)
  if (wanted.length === 0) return []
  const rows = orm
    .select({ purchase: t.purchase, customer: t.customer })
    .from(t.purchase)
    .innerJoin(t.customer, eq(t.customer.id, t.purchase.customerId))
    .where(inArray(t.purchase.id, wanted))
    .all()
  return rows
    .toSorted((one, other) => wanted.indexOf(one.purchase.id) - wanted.indexOf(other.purchase.id))
    .map(({ purchase, customer }) => ({
      purchase: purchaseView(orm, purchase),
      customer: customerView(customer),
    }))
}

function tillView(order: TillOrder): TillPurchaseView {
  return {
    ...order,
    lines: order.lines.map((line, position) => ({
      position,
      model: line.model,
      productName: line.productName,
      serialNumber: line.serialNumber,
      quantity: line.quantity,
      paidFen: line.paidFen,
      warrantyMonths: line.warrantyMonths,
    })),
  }
}

/** Orders of the till's export that the desk has no purchase of, or only what intake took down. */
function unknownOrders(orm: Orm, orders: readonly TillOrder[]): TillPurchaseView[] {
  if (orders.length === 0) return []
  const numbers = orders.map((order) => order.orderNumber)
  const known = orm.select().from(t.purchase).where(inArray(t.purchase.orderNumber, numbers)).all()
  const whole = new Set(
    known.filter((each) => !isCompletable(orm, each)).map((purchase) => purchase.orderNumber),
  )
  return orders
    .filter((order) => !whole.has(order.orderNumber))
    .slice(0, mostTill)
    .map(tillView)
}

/**
 * Purchases by order number, serial, phone, name or pinyin while typing, or those of one customer: the desk's own, and
 * orders of the till's export that the desk does not know yet.
 * @param caller who looks: departments see nothing of the till
 * @param by what was typed or scanned, or whose
 * @throws DeskError not_found/customer_unknown
 */
export function findPurchases(caller: Caller, by: z.output<typeof findSchema>): FoundPurchases {
  const { desk } = caller
  const { orm } = desk.file
  // A department answers without knowing who bought what.
  const ofTill = (search: TillSearch) => (takesCases(caller) ? tillOrders(desk.file, search, tillLines) : [])
  if ('customerId' in by) {
    const customer = orm.select().from(t.customer).where(eq(t.customer.id, by.customerId)).get()
    if (customer === undefined) throw new DeskError('not_found', 'customer_unknown')
    const orders = customer.phones.flatMap((phone) => ofTill({ phone }))
    return {
      known: knownViews(orm, ofCustomers(orm, [customer.id])),
      till: unknownOrders(orm, orders),
    }
  }
  const text = by.text
  const people = customerIdsFor(orm, text, mostKnown)
  const ids = [...byOrder(orm, text), ...bySerial(orm, text), ...ofCustomers(orm, people)]
  return {
    known: knownViews(orm, ids),
    till: unknownOrders(orm, ofTill({ text })),
  }
}
