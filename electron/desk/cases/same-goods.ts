import { serialKey } from '../../../domain/serial.ts'
import type { Purchase, PurchaseLine } from './whole.ts'

/** A line of a purchase, as far as it tells which goods are meant. */
export interface MeantGoods {
  readonly line: Pick<PurchaseLine, 'id' | 'serialNumber' | 'model'>
  readonly purchase: Pick<Purchase, 'orderNumber'>
}

/**
 * Are these the same goods, be it under two records of their sale?
 * @param one a line of a purchase
 * @param other another, or the same
 */
export function sameGoods(one: MeantGoods, other: MeantGoods): boolean {
  if (one.line.id === other.line.id) return true
  const serial = serialKey(one.line.serialNumber)
  if (serial !== '') return serial === serialKey(other.line.serialNumber)
  const { orderNumber } = one.purchase
  return (
    orderNumber !== '' && orderNumber === other.purchase.orderNumber && one.line.model === other.line.model
  )
}
