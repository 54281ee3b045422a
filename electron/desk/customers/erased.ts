import { eq } from 'drizzle-orm'
import type { Drizzle } from '../../../db/open.ts'
import * as t from '../../../db/schema.ts'
import { DeskError } from '../errors.ts'

/**
 * Was the customer erased? Then nothing of theirs is printed, and nothing new is written for them.
 * @param orm the store's file
 * @param customerId the customer
 */
export function isErased(orm: Drizzle, customerId: string): boolean {
  const row = orm
    .select({ erasedAt: t.customer.erasedAt })
    .from(t.customer)
    .where(eq(t.customer.id, customerId))
    .get()
  return row !== undefined && row.erasedAt !== null
}

/** @throws DeskError not_allowed/customer_erased */
export function requireNotErased(orm: Drizzle, customerId: string): void {
  if (isErased(orm, customerId)) throw new DeskError('not_allowed', 'customer_erased')
}
