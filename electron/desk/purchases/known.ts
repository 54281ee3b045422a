import { and, eq, inArray, isNotNull, notInArray } from 'drizzle-orm'
import type { Drizzle } from '../../../db/open.ts'
import * as t from '../../../db/schema.ts'
import { serialKey } from '../../../domain/serial.ts'
import { storeDay } from '../../../domain/working-time.ts'
import type { DeskContext } from '../context.ts'
import { normalTerm } from '../customers/recall.ts'
import { DeskError } from '../errors.ts'
import type { GivenPurchase } from './columns.ts'
import { isCompletable } from './complete.ts'
import type { Purchase, PurchaseLine } from './view.ts'

/** Whose it is, as far as somebody else may read it: 周**. */
function maskedName(name: string): string {
  const [first] = Array.from(name.trim())
  return `${first ?? ''}**`
}

/**
 * Refuses a purchase for one that the desk has.
 * @param orm the store's file
 * @param of the purchase that it has
 * @param customerId of whom the purchase was to be recorded
 * @param field where it shows
 * @throws DeskError invalid: purchase_known, or purchase_known_of with whose it is, each with its id
 */
export function known(
  orm: Drizzle,
  of: Pick<Purchase, 'id' | 'customerId'>,
  customerId: string,
  field: string,
): never {
  if (of.customerId === customerId)
    throw new DeskError('invalid', 'purchase_known', { field, params: { id: of.id } })
  const owner = orm.select().from(t.customer).where(eq(t.customer.id, of.customerId)).get()
  throw new DeskError('invalid', 'purchase_known_of', {
    field,
    params: { id: of.id, name: maskedName(owner?.name ?? '') },
  })
}

/** Purchases with the same order number, whatever spaces, dashes and letters it was written with. */
function sameOrders(orm: Drizzle, orderNumber: string): Purchase[] {
  const term = normalTerm(orderNumber)
  if (term === '') return []
  const customers = orm
    .select({ id: t.customerTerm.customerId })
    .from(t.customerTerm)
    .where(eq(t.customerTerm.term, term))
  return orm
    .select()
    .from(t.purchase)
    .where(inArray(t.purchase.customerId, customers))
    .all()
    .filter((each) => normalTerm(each.orderNumber) === term)
}

/** Purchases with this very unit: as it was sold, or as it took another one's place. */
function sameUnits(orm: Drizzle, key: string): Purchase[] {
  const swapped = orm
    .select({ id: t.serialSwap.purchaseLineId })
    .from(t.serialSwap)
    .where(eq(t.serialSwap.newKey, key))
    .all()
  const sold = orm
    .select({ id: t.purchaseLine.id })
    .from(t.purchaseLine)
    .where(eq(t.purchaseLine.serialKey, key))
    .all()
  const ids = [...sold, ...swapped].map((row) => row.id)
  return orm
    .selectDistinct({ purchase: t.purchase })
    .from(t.purchase)
    .innerJoin(t.purchaseLine, eq(t.purchaseLine.purchaseId, t.purchase.id))
    .where(inArray(t.purchaseLine.id, ids))
    .all()
    .map((row) => row.purchase)
}

/** Instants at which the unit came back for money or another unit. */
function comebacks(orm: Drizzle, purchaseId: string, key: string): number[] {
  return orm
    .select({ at: t.returnCase.goodsInAt })
    .from(t.caseLine)
    .innerJoin(t.returnCase, eq(t.returnCase.id, t.caseLine.caseId))
    .where(
      and(
        eq(t.returnCase.purchaseId, purchaseId),
        eq(t.caseLine.serialKey, key),
        isNotNull(t.caseLine.refundedFen),
        isNotNull(t.returnCase.goodsInAt),
        notInArray(t.returnCase.state, ['declined', 'withdrawn', 'voided']),
      ),
    )
    .all()
    .flatMap(({ at }) => at ?? [])
}

/** Does a sale end before a civil date? Sold again is only what came back on an earlier day. */
function endsBefore(desk: DeskContext, purchase: Purchase, key: string, invoicedOn: string | null): boolean {
  if (invoicedOn === null) return false
  const policy = desk.policy()
  return comebacks(desk.file.orm, purchase.id, key).some((at) => storeDay(at, policy) < invoicedOn)
}

/** A purchase before it is changed, with its lines. */
export interface StoodPurchase {
  readonly purchase: Purchase
  readonly lines: readonly PurchaseLine[]
}

function refuseOrder(
  desk: DeskContext,
  customerId: string,
  given: GivenPurchase,
  stood: StoodPurchase | null,
): void {
  const { orm } = desk.file
  const { orderNumber, channel } = given
  const before = stood?.purchase
  const completes = before !== undefined && isCompletable(orm, before)
  const stays =
    before !== undefined &&
    normalTerm(before.orderNumber) === normalTerm(orderNumber) &&
    before.channel === channel
  if (stays && !completes) return
  const same = sameOrders(orm, orderNumber).find(
    // Of two that intake took down the one that is completed first is the sale.
    (each) => each.id !== before?.id && each.channel === channel && !(stays && isCompletable(orm, each)),
  )
  if (same !== undefined) known(orm, same, customerId, 'purchase.orderNumber')
}

function refuseUnits(
  desk: DeskContext,
  customerId: string,
  given: GivenPurchase,
  stood: StoodPurchase | null,
): void {
  const { orm } = desk.file
  const before = stood?.purchase
  const completes = before !== undefined && isCompletable(orm, before)
  const sameDay = before?.invoicedOn === given.invoicedOn
  for (const [index, line] of given.lines.entries()) {
    const key = serialKey(line.serialNumber)
    if (key === '') continue
    const stays = sameDay && stood?.lines.some((each) => each.serialKey === key) === true
    if (stays && !completes) continue
    const same = sameUnits(orm, key).find(
      (each) =>
        each.id !== before?.id &&
        !endsBefore(desk, each, key, given.invoicedOn) &&
        !(before !== undefined && isCompletable(orm, each)),
    )
    if (same !== undefined) known(orm, same, customerId, `purchase.lines.${index}.serialNumber`)
  }
}

/**
 * The same sale twice would be refunded twice: an order number of the same channel, or the serial of a unit that has not
 * come back since, that the desk has with another purchase, whoever's.
 * @param desk the desk
 * @param customerId whose purchase
 * @param given as it was typed
 * @param stood as it is there already; what stays as it is was taken then, unless it is only completed now
 * @throws DeskError invalid: purchase_known, purchase_known_of; each with its id and field
 */
export function refuseKnown(
  desk: DeskContext,
  customerId: string,
  given: GivenPurchase,
  stood: StoodPurchase | null = null,
): void {
  refuseOrder(desk, customerId, given, stood)
  refuseUnits(desk, customerId, given, stood)
}
