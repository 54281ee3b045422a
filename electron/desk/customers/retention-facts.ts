import { inArray } from 'drizzle-orm'
import type { Drizzle } from '../../../db/open.ts'
import * as t from '../../../db/schema.ts'
import type { RetentionFacts } from '../../../domain/retention.ts'

/**
 * What decides whether one person may or must be erased.
 * @param orm the store's file
 * @param group the customer with every double (`groupOf`)
 */
export function retentionFactsOf(orm: Drizzle, group: readonly string[]): RetentionFacts {
  const ids = [...group]
  const customers = orm.select().from(t.customer).where(inArray(t.customer.id, ids)).all()
  const complaints = orm
    .select({ endedAt: t.complaint.endedAt })
    .from(t.complaint)
    .where(inArray(t.complaint.customerId, ids))
    .all()
  const cases = orm
    .select({ endedAt: t.returnCase.endedAt })
    .from(t.returnCase)
    .where(inArray(t.returnCase.customerId, ids))
    .all()
  const custody = orm
    .select({ endedAt: t.custody.endedAt })
    .from(t.custody)
    .where(inArray(t.custody.customerId, ids))
    .all()
  return {
    since: Math.max(...customers.map((each) => each.createdAt)),
    complaints: complaints.map((each) => each.endedAt),
    cases: cases.map((each) => each.endedAt),
    custody: custody.map((each) => each.endedAt),
    legalHold: customers.some((each) => each.legalHold),
    erased: customers.every((each) => each.erasedAt !== null),
  }
}
