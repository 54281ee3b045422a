import type { PurchaseInput } from '../../../domain/case/input.ts'
import { serialKey } from '../../../domain/serial.ts'
import type { Caller, DeskContext } from '../context.ts'
import { DeskError } from '../errors.ts'
import { findTillLines } from '../till/find.ts'
import type { TillLineView } from '../till/views.ts'
import type { StoodPurchase } from './known.ts'
import type { TillOrder } from './till-orders.ts'
import { tillOrder } from './till-orders.ts'

/** Who answers for a purchase that is not as the till sold it, or that is put right after money or goods moved. */
const answering: ReadonlySet<string> = new Set(['supervisor', 'manager'])

/**
 * May this person record a purchase against the till, or put a settled one right?
 * @param caller who types it
 */
export function answersForPurchases({ me }: Caller): boolean {
  return answering.has(me.role)
}

type TypedLine = PurchaseInput['lines'][number]

const folded = (text: string) => text.normalize('NFKC').trim().toUpperCase()

/** The till's order of this number, however its letters were typed. */
function orderOf(desk: DeskContext, orderNumber: string): TillOrder | null {
  const typed = orderNumber.normalize('NFKC').trim()
  for (const writing of new Set([typed, typed.toUpperCase(), typed.toLowerCase()])) {
    const order = tillOrder(desk.file, writing)
    if (order !== null) return order
  }
  return null
}

/** Which line of the till a typed one is: by its serial, as the same goods at the same price, or as the same model. */
function soldAs(line: TypedLine, free: readonly TillLineView[]): TillLineView | undefined {
  const key = serialKey(line.serialNumber)
  const sameModel = free.filter((each) => folded(each.model) === folded(line.model))
  return (
    free.find((each) => key !== '' && serialKey(each.serialNumber) === key) ??
    sameModel.find((each) => each.quantity === line.quantity && each.paidFen === line.paidFen) ??
    sameModel[0]
  )
}

/** One field that the till has otherwise; `stood` when the purchase had it so before. */
interface Difference {
  readonly field: string
  readonly till: string
  readonly stood: boolean
}

function* lineDifferences(
  given: PurchaseInput,
  order: TillOrder,
  stood: StoodPurchase | null,
): Generator<Difference> {
  const free = [...order.lines]
  for (const [index, line] of given.lines.entries()) {
    const before = stood?.lines.find((each) => each.id === line.id)
    const path = (name: string) => `purchase.lines.${index}.${name}`
    const sold = soldAs(line, free)
    if (sold === undefined) {
      const till = order.lines.map((each) => each.model).join(' / ')
      yield { field: path('model'), till, stood: before?.model === line.model }
      continue
    }
    free.splice(free.indexOf(sold), 1)
    if (folded(sold.model) !== folded(line.model))
      yield { field: path('model'), till: sold.model, stood: before?.model === line.model }
    if (sold.quantity !== line.quantity)
      yield {
        field: path('quantity'),
        till: String(sold.quantity),
        stood: before?.quantity === line.quantity,
      }
    if (sold.paidFen !== line.paidFen)
      yield {
        field: path('paidFen'),
        till: (sold.paidFen / 100).toFixed(2),
        stood: before?.paidFen === line.paidFen,
      }
    if (serialKey(sold.serialNumber) !== '' && serialKey(sold.serialNumber) !== serialKey(line.serialNumber))
      yield {
        field: path('serialNumber'),
        till: sold.serialNumber,
        stood: before?.serialKey === serialKey(line.serialNumber),
      }
  }
}

function* orderDifferences(
  given: PurchaseInput,
  order: TillOrder,
  stood: StoodPurchase | null,
): Generator<Difference> {
  for (const name of ['channel', 'invoicedOn', 'deliveredOn'] as const) {
    const till = order[name]
    if (till !== null && till !== given[name])
      yield { field: `purchase.${name}`, till, stood: stood?.purchase[name] === given[name] }
  }
  yield* lineDifferences(given, order, stood)
}

/** A unit that the till sold with another order than the one that was typed. */
function* otherOrders(
  desk: DeskContext,
  given: PurchaseInput,
  stood: StoodPurchase | null,
): Generator<Difference> {
  for (const line of given.lines) {
    if (serialKey(line.serialNumber) === '') continue
    const sold = findTillLines(desk.file, { serial: line.serialNumber }, 100).map((each) => each.orderNumber)
    const [till] = sold
    if (till === undefined || sold.some((number) => folded(number) === folded(given.orderNumber))) continue
    const stays =
      stood !== null &&
      folded(stood.purchase.orderNumber) === folded(given.orderNumber) &&
      stood.lines.some((each) => each.serialKey === serialKey(line.serialNumber))
    yield { field: 'purchase.orderNumber', till, stood: stays }
  }
}

/**
 * An order that the till's export knows is taken as the till sold it: what the customer paid decides what comes back. Where
 * the till is wrong, a supervisor or manager records it otherwise.
 * @param caller who types it
 * @param given as it was typed
 * @param stood as it is there already; what stays as it is was taken then
 * @throws DeskError not_allowed/till_differs with the field and what the till has
 */
export function refuseAgainstTill(
  caller: Caller,
  given: PurchaseInput,
  stood: StoodPurchase | null = null,
): void {
  if (answersForPurchases(caller)) return
  const { desk } = caller
  const order = given.orderNumber === '' ? null : orderOf(desk, given.orderNumber)
  const found = order === null ? otherOrders(desk, given, stood) : orderDifferences(given, order, stood)
  for (const { field, till, stood: stays } of found)
    if (!stays) throw new DeskError('not_allowed', 'till_differs', { field, params: { till } })
}
