import { randomUUID } from 'node:crypto'
import type { TypedPurchase } from './cases.ts'
import { typedPurchase } from './cases.ts'

/**
 * An ordinary purchase with an order number that no other has.
 * @param more what is different
 */
export function orderedPurchase(more: Partial<TypedPurchase> = {}): TypedPurchase {
  return typedPurchase({ orderNumber: `A${randomUUID().slice(0, 12)}`, ...more })
}

/**
 * A customer who comes for the first time.
 * @param name their name
 * @param phone their number
 */
export function newCustomer(name = '周女士', phone = '13800020001') {
  return { kind: 'new' as const, name, phone }
}
