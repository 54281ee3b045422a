import { v7 as uuidv7 } from 'uuid'
import type { PurchaseInput } from '../../../domain/case/input.ts'
import { serialKey } from '../../../domain/serial.ts'
import { normalTerm } from '../customers/recall.ts'
import type { Purchase, PurchaseLine } from './view.ts'

/** A purchase before it is recorded; the till does not always say when it was invoiced. */
export type GivenPurchase = Omit<PurchaseInput, 'invoicedOn'> & { readonly invoicedOn: string | null }

/** A purchase with its lines in their order. */
export interface RecordedPurchase {
  readonly purchase: Purchase
  readonly lines: PurchaseLine[]
}

/** Whatever a purchase is typed as that was not sold out of stock, nothing was promised. */
export function purchaseColumns(given: GivenPurchase) {
  const { lines: _, soldOutOfStock, promisedArrivalOn, confirmationSigned, ...columns } = given
  return {
    ...columns,
    soldOutOfStock,
    promisedArrivalOn: soldOutOfStock ? promisedArrivalOn : null,
    confirmationSigned: soldOutOfStock && confirmationSigned,
  }
}

/**
 * The columns of a line, as it was typed.
 * @param line the line
 * @param purchaseId of which purchase
 * @param position its place, 0 …
 */
export function lineColumns(
  line: PurchaseInput['lines'][number],
  purchaseId: string,
  position: number,
): PurchaseLine {
  return { ...line, id: line.id ?? uuidv7(), purchaseId, position, serialKey: serialKey(line.serialNumber) }
}

/**
 * What a customer is found by because of a purchase: its order number and its serials.
 * @param purchase the purchase
 * @param lines its lines
 */
export function purchaseTerms(
  purchase: Pick<Purchase, 'orderNumber'>,
  lines: readonly Pick<PurchaseLine, 'serialNumber'>[],
): string[] {
  const texts = [purchase.orderNumber, ...lines.map((line) => line.serialNumber)]
  return [...new Set(texts.map(normalTerm))].filter((term) => term !== '')
}
