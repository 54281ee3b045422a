import { eq, inArray } from 'drizzle-orm'
import type { Drizzle } from '../../../db/open.ts'
import * as t from '../../../db/schema.ts'

/** A double of a double …; more would be a ring, which merging never makes. */
const longestWay = 100

/**
 * The customer as whom a double goes on.
 * @param orm the store's file
 * @param customerId any customer
 * @returns the end of the way of merges; the customer itself when it is no double
 */
export function mainOf(orm: Drizzle, customerId: string): string {
  let id = customerId
  for (let step = 0; step < longestWay; step += 1) {
    const row = orm
      .select({ into: t.customer.mergedIntoId })
      .from(t.customer)
      .where(eq(t.customer.id, id))
      .get()
    if (row === undefined || row.into === null) return id
    id = row.into
  }
  throw new Error('Customers that are merged in a ring')
}

/**
 * One person under all the records that were made of them: the customer as whom doubles go on, and every double.
 * @param orm the store's file
 * @param customerId any of them
 * @returns their ids, that of the customer who goes on first; the id alone for a customer without doubles
 */
export function groupOf(orm: Drizzle, customerId: string): string[] {
  const group = [mainOf(orm, customerId)]
  for (let fresh = group; fresh.length > 0; ) {
    const rows = orm
      .select({ id: t.customer.id })
      .from(t.customer)
      .where(inArray(t.customer.mergedIntoId, fresh))
      .all()
    fresh = rows.map((row) => row.id)
    group.push(...fresh)
  }
  return group
}
