import { eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { Writer } from '../../../db/recorder.ts'
import * as t from '../../../db/schema.ts'
import type { PurchaseInput } from '../../../domain/case/input.ts'
import type { Caller, DeskContext } from '../context.ts'
import { openTermIndex } from '../customers/recall.ts'
import { DeskError } from '../errors.ts'
import { checkPurchase, refuseFuture } from './check.ts'
import type { GivenPurchase, RecordedPurchase } from './columns.ts'
import { lineColumns, purchaseColumns, purchaseTerms } from './columns.ts'
import { completeFromTill, isCompletable } from './complete.ts'
import { known, refuseKnown } from './known.ts'
import { refuseAgainstTill } from './till-check.ts'
import { tillOrder } from './till-orders.ts'
import type { Purchase } from './view.ts'

/** Where a purchase comes from that the desk does not know yet. */
export type PurchaseSource =
  | { readonly kind: 'till'; readonly orderNumber: string }
  | { readonly kind: 'typed'; readonly purchase: PurchaseInput }

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
  return purchase ?? known(orm, before, customerId, 'purchase.orderNumber')
}

/**
 * Makes the records of a purchase that the desk does not know yet, inside an open command; search terms too. An order of
 * the till that intake took down without price and date is completed by it.
 * @param writer of the command
 * @param caller who records it: an order that the till knows otherwise is only taken from a supervisor or manager
 * @param customerId whose purchase; their key is there
 * @param source typed at the desk, or an order of the till's export
 * @throws DeskError invalid: purchase_known and purchase_known_of with its id, till_order_unknown, in_the_future, family_unknown,
 *   category_unknown, serial_look_alike, serial_twice; not_allowed/till_differs; each with its field
 */
export function materialise(
  writer: Writer,
  caller: Caller,
  customerId: string,
  source: PurchaseSource,
): RecordedPurchase {
  const { desk } = caller
  const recorded = source.kind === 'typed' ? typed(source.purchase) : sold(source.orderNumber)
  openTermIndex(desk.file).add(customerId, purchaseTerms(recorded.purchase, recorded.lines))
  return recorded

  function typed(given: PurchaseInput): RecordedPurchase {
    checkPurchase(desk, given)
    refuseKnown(desk, customerId, given)
    refuseAgainstTill(caller, given)
    return made(given)
  }

  function sold(orderNumber: string): RecordedPurchase {
    const given = ofTill(desk, orderNumber)
    refuseFuture(desk, given)
    const complete = completed(writer, desk, customerId, given)
    if (complete !== null) return complete
    refuseKnown(desk, customerId, given)
    return made(given)
  }

  function made(given: GivenPurchase): RecordedPurchase {
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
