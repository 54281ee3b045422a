import { and, asc, eq, gt, or } from 'drizzle-orm'
import type { Database } from '../database.ts'
import { incomingEntrySchema } from '../http/wire.ts'
import { complaint, customer, journal, quarantine, staff, store } from '../tables.ts'
import { applyEntries, rowsPerStatement } from './apply.ts'

async function rebuildStore(tx: Database, storeCode: string): Promise<number> {
  await tx.select({ code: store.code }).from(store).where(eq(store.code, storeCode)).for('update')
  for (const table of [complaint, customer, staff, quarantine])
    await tx.delete(table).where(eq(table.store, storeCode))
  let after = { epoch: '', seq: 0 }
  let count = 0
  for (;;) {
    const rows = await tx
      .select()
      .from(journal)
      .where(
        and(
          eq(journal.store, storeCode),
          or(gt(journal.epoch, after.epoch), and(eq(journal.epoch, after.epoch), gt(journal.seq, after.seq))),
        ),
      )
      .orderBy(asc(journal.epoch), asc(journal.seq))
      .limit(rowsPerStatement)
    const last = rows.at(-1)
    if (last === undefined) return count
    await applyEntries(
      tx,
      storeCode,
      rows.map((row) => ({ ...incomingEntrySchema.parse(JSON.parse(row.raw)), receivedAt: row.receivedAt })),
    )
    count += rows.length
    after = { epoch: last.epoch, seq: last.seq }
  }
}

/**
 * Rebuilds the projections of every store from its entries, one store at a time under its lock, so that the service may
 * go on meanwhile. Quarantine is judged anew: what a newer version can read takes effect now.
 * @param database head office's
 * @returns how many stores and entries were gone through
 */
export async function rebuildProjections(database: Database): Promise<{ stores: number; entries: number }> {
  const stores = await database.select({ code: store.code }).from(store).orderBy(asc(store.code))
  let entries = 0
  for (const { code } of stores) entries += await database.transaction((tx) => rebuildStore(tx, code))
  return { stores: stores.length, entries }
}
