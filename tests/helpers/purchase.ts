import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { purchaseSchema } from '../../domain/case/input.ts'

export type TypedPurchase = z.input<typeof purchaseSchema>
export type TypedLine = TypedPurchase['lines'][number]

/**
 * An ordinary line: one soy-milk maker for 599 yuan with a year of warranty.
 * @param more what is different
 */
export function typedLine(more: Partial<TypedLine> = {}): TypedLine {
  return {
    model: 'DJ13B-D08D',
    productName: '豆浆机',
    serialNumber: `SN${randomUUID().slice(0, 8)}`,
    quantity: 1,
    paidFen: 59_900,
    warrantyMonths: 12,
    ...more,
  }
}

/**
 * An ordinary purchase in the store ten days before the ordinary morning.
 * @param more what is different
 */
export function typedPurchase(more: Partial<TypedPurchase> = {}): TypedPurchase {
  return {
    orderNumber: `A${randomUUID().slice(0, 12)}`,
    channel: 'store',
    invoicedOn: '2026-05-10',
    paymentMethod: 'wechat',
    lines: [typedLine()],
    ...more,
  }
}

/**
 * A customer who comes for the first time.
 * @param name their name
 * @param phone their number
 */
export function newCustomer(name = '周女士', phone = '13800020001') {
  return { kind: 'new' as const, name, phone }
}
