import { and, asc, count, desc, eq, sql } from 'drizzle-orm'
import type { Database } from '../database.ts'
import { alarm, complaint, customer, quarantine, staff, store } from '../tables.ts'

/** Complaints on one page of a list. */
export const pageSize = 50
/** Lines of quarantine and alarms shown; the counts tell of more. */
const listLimit = 100

async function countsByStore(
  database: Database,
  table: typeof complaint | typeof quarantine | typeof alarm,
): Promise<Map<string, number>> {
  const rows = await database
    .select({ store: table.store, count: count() })
    .from(table)
    .where(table === complaint ? eq(complaint.open, true) : undefined)
    .groupBy(table.store)
  return new Map(rows.map((row) => [row.store, row.count]))
}

/**
 * @param database head office's
 * @returns all stores by code, with what is open, quarantined and alarmed in each
 */
export async function listStores(database: Database) {
  const stores = await database.select().from(store).orderBy(asc(store.code))
  const open = await countsByStore(database, complaint)
  const quarantined = await countsByStore(database, quarantine)
  const alarms = await countsByStore(database, alarm)
  return stores.map((row) => ({
    ...row,
    openComplaints: open.get(row.code) ?? 0,
    quarantined: quarantined.get(row.code) ?? 0,
    alarms: alarms.get(row.code) ?? 0,
  }))
}
export type StoreLine = Awaited<ReturnType<typeof listStores>>[number]

/**
 * One store with a page of its complaints: the open ones by the end of their reply time, all of them newest first.
 * @param database head office's
 * @param code the store
 * @param openOnly leave out the ended ones
 * @param page 1, 2, 3 …
 * @returns undefined when there is no such store
 */
export async function readStore(database: Database, code: string, openOnly: boolean, page: number) {
  const [row] = await database.select().from(store).where(eq(store.code, code))
  if (row === undefined) return undefined
  const which = openOnly
    ? and(eq(complaint.store, code), eq(complaint.open, true))
    : eq(complaint.store, code)
  const order = openOnly
    ? [sql`${complaint.replyDueAt} asc nulls last`, asc(complaint.id)]
    : [sql`${complaint.receivedAt} desc nulls last`, desc(complaint.id)]
  const [total] = await database.select({ count: count() }).from(complaint).where(which)
  const complaints = await database
    .select({
      complaint,
      customerName: customer.name,
      anonymous: customer.anonymous,
      handlerName: staff.name,
    })
    .from(complaint)
    .leftJoin(customer, and(eq(customer.store, complaint.store), eq(customer.id, complaint.customerId)))
    .leftJoin(staff, and(eq(staff.store, complaint.store), eq(staff.id, complaint.handlerId)))
    .where(which)
    .orderBy(...order)
    .limit(pageSize)
    .offset((page - 1) * pageSize)
  const quarantined = await database
    .select()
    .from(quarantine)
    .where(eq(quarantine.store, code))
    .orderBy(asc(quarantine.epoch), asc(quarantine.seq))
    .limit(listLimit)
  const alarms = await database
    .select()
    .from(alarm)
    .where(eq(alarm.store, code))
    .orderBy(desc(alarm.lastAt))
    .limit(listLimit)
  return { store: row, total: total?.count ?? 0, complaints, quarantined, alarms }
}
export type StorePage = NonNullable<Awaited<ReturnType<typeof readStore>>>
