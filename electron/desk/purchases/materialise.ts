import { eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { Writer } from '../../../db/recorder.ts'
import * as t from '../../../db/schema.ts'
import type { PurchaseInput } from '../../../domain/case/input.ts'
import { serialKey } from '../../../domain/serial.ts'
import type { DeskContext } from '../context.ts'
import { openTermIndex } from '../customers/recall.ts'
import { DeskError } from '../errors.ts'
import { checkPurchase } from './check.ts'
import type { GivenPurchase, RecordedPurchase } from './columns.ts'
import { lineColumns, purchaseColumns, purchaseTerms } from './columns.ts'
import { completeFromTill, isCompletable } from './complete.ts'
import { tillOrder } from './till-orders.ts'
import type { Purchase, PurchaseLine } from './view.ts'
import { linesOf } from './view.ts'

/** Where a purchase comes from that the desk does not know yet. */
export type PurchaseSource =
  | { readonly kind: 'till'; readonly orderNumber: string }
  | { readonly kind: 'typed'; readonly purchase: PurchaseInput }

function known(purchaseId: string, field: string): never {
  throw new DeskError('invalid', 'purchase_known', { field, params: { id: purchaseId } })
}

/**
 * The same sale twice would be refunded twice: an order number of the same channel, or the serial of a unit, that the desk
 * has with another purchase of the same customer.
 * @param desk the desk
 * @param of whose purchase, and which one it is when it is there already
 * @param purchase as it was typed
 * @param stood its lines before: what stays as it is was taken then
 * @throws DeskError invalid/purchase_known with its id
 */
export function refuseKnown(
  desk: DeskContext,
  of: { readonly customerId: string; readonly orderNumber?: string; readonly id?: string },
  purchase: GivenPurchase,
  stood: readonly PurchaseLine[] = [],
): void {
  const { orm } = desk.file
  const others = orm
    .select()
    .from(t.purchase)
    .where(eq(t.purchase.customerId, of.customerId))
    .all()
    .filter((each) => each.id !== of.id)
  const { orderNumber, channel } = purchase
  const sameOrder = others.find((each) => each.orderNumber === orderNumber && each.channel === channel)
  if (orderNumber !== '' && orderNumber !== of.orderNumber && sameOrder !== undefined)
    known(sameOrder.id, 'purchase.orderNumber')
  const otherLines = others.flatMap((each) => linesOf(orm, each.id))
  for (const [index, line] of purchase.lines.entries()) {
    const key = serialKey(line.serialNumber)
    if (key === '' || stood.some((each) => each.serialKey === key)) continue
    const sameUnit = otherLines.find((each) => each.serialKey === key)
    if (sameUnit !== undefined) known(sameUnit.purchaseId, `purchase.lines.${index}.serialNumber`)
  }
}

/** The till's lines as somebody would have typed them; codes that the policy no longer has are left out. */
function ofTill(desk: DeskContext, orderNumber: string): GivenPurchase {
  const order = tillOrder(desk.file, orderNumber)
  if (order === null) throw new DeskError('invalid', 'till_order_unknown', { field: 'purchase.orderNumber' })
  const { families, entitlement } = desk.policy()
  return {
    orderNumber: order.orderNumber,
    channel: order.channel,
    invoicedOn: order.invoicedOn,
    deliveredOn: order.deliveredOn,
    paymentMethod: order.paymentMethod,
    soldOutOfStock: false,
    promisedArrivalOn: null,
    confirmationSigned: false,
    lines: order.lines.map((line) => ({
      id: null,
      model: line.model,
      productName: line.productName,
      brand: line.brand,
      serialNumber: line.serialNumber,
      quantity: line.quantity,
      paidFen: line.paidFen,
      warrantyMonths: line.warrantyMonths,
      gifts: line.gifts,
      family: families.some((family) => family.code === line.family) ? line.family : null,
      category: entitlement.noReasonExcludedCategories.includes(line.category) ? line.category : null,
    })),
  }
}

/** An order of the till that intake took down for this customer is completed; one that the desk has otherwise is known. */
function completed(
  writer: Writer,
  desk: DeskContext,
  customerId: string,
  given: GivenPurchase,
): RecordedPurchase | null {
  const { orm } = desk.file
  const same = orm.select().from(t.purchase).where(eq(t.purchase.orderNumber, given.orderNumber)).all()
  const [before] = same
  if (before === undefined) return null
  const alone = same.length === 1 && before.customerId === customerId && isCompletable(orm, before)
  const purchase = alone ? completeFromTill(writer, orm, before, given) : null
  return purchase ?? known(before.id, 'purchase.orderNumber')
}

/**
 * Makes the records of a purchase that the desk does not know yet, inside an open command; search terms too. An order of
 * the till that intake took down without price and date is completed by it.
 * @param writer of the command
 * @param desk the desk
 * @param customerId whose purchase; their key is there
 * @param source typed at the desk, or an order of the till's export
 * @throws DeskError invalid: purchase_known with its id, till_order_unknown, in_the_future, family_unknown,
 *   category_unknown, serial_look_alike, serial_twice; each with its field
 */
export function materialise(
  writer: Writer,
  desk: DeskContext,
  customerId: string,
  source: PurchaseSource,
): RecordedPurchase {
  const recorded = source.kind === 'typed' ? typed(source.purchase) : sold(source.orderNumber)
  openTermIndex(desk.file).add(customerId, purchaseTerms(recorded.purchase, recorded.lines))
  return recorded

  function typed(given: PurchaseInput): RecordedPurchase {
    checkPurchase(desk, given)
    return made(given)
  }

  function sold(orderNumber: string): RecordedPurchase {
    const given = ofTill(desk, orderNumber)
    return completed(writer, desk, customerId, given) ?? made(given)
  }

  function made(given: GivenPurchase): RecordedPurchase {
    refuseKnown(desk, { customerId }, given)
    const purchase: Purchase = { id: uuidv7(), customerId, version: 1, ...purchaseColumns(given) }
    // A line's id is the desk's to give.
    const lines = given.lines.map((line, position) =>
      lineColumns({ ...line, id: null }, purchase.id, position),
    )
    writer.putOf(customerId, 'purchase', purchase)
    for (const line of lines) writer.putOf(customerId, 'purchase_line', line)
    return { purchase, lines }
  }
}
