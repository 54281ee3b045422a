import { and, eq, getTableColumns, inArray, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Database } from '../database.ts'
import { complaint, customer, customerKey, quarantine, staff, store } from '../tables.ts'
import { placeName } from './chain.ts'
import { eraseCustomers, erasedKeys } from './erasure.ts'
import { type KnownKey, type Projectable, projectEntry, type Verdict } from './projections.ts'

/** An entry with what its line in quarantine would say. */
export type Applicable = Projectable & { action: string; receivedAt: Date }

/** Rows per statement: a statement of PostgreSQL takes 65,535 values. */
export const rowsPerStatement = 1000

/**
 * @param rows any rows
 * @returns the same in parts that fit into one statement
 */
export function parts<T>(rows: readonly T[]): T[][] {
  const all: T[][] = []
  for (let from = 0; from < rows.length; from += rowsPerStatement)
    all.push(rows.slice(from, from + rowsPerStatement))
  return all
}

function recordName(entry: Pick<Projectable, 'entity' | 'entityId'>): string {
  return `${entry.entity}:${entry.entityId}`
}

/** Records of the batch for which an earlier entry waits, with that entry's name. */
async function waitingRecords(
  tx: Database,
  storeCode: string,
  entries: readonly Projectable[],
): Promise<Map<string, string>> {
  const waiting = new Map<string, string>()
  for (const part of parts([...new Set(entries.map((entry) => entry.entityId))])) {
    const rows = await tx
      .select()
      .from(quarantine)
      .where(and(eq(quarantine.store, storeCode), inArray(quarantine.entityId, part)))
      .orderBy(quarantine.epoch, quarantine.seq)
    for (const row of rows) if (!waiting.has(recordName(row))) waiting.set(recordName(row), placeName(row))
  }
  return waiting
}

async function keysOf(
  tx: Database,
  storeCode: string,
  entries: readonly Projectable[],
): Promise<Map<string, KnownKey>> {
  const wanted = new Set<string>()
  for (const { after } of entries) {
    const customerId: unknown = after.sealed?.customerId
    if (typeof customerId === 'string' && !customerId.includes('\u0000')) wanted.add(customerId)
  }
  const keys = new Map<string, KnownKey>()
  for (const part of parts([...wanted])) {
    const rows = await tx
      .select()
      .from(customerKey)
      .where(and(eq(customerKey.store, storeCode), inArray(customerKey.customerId, part)))
    for (const row of rows) {
      keys.set(
        row.customerId,
        row.key === null ? { destroyed: true } : { key: Buffer.from(row.key, 'base64') },
      )
    }
  }
  return keys
}

/** In a conflict, every column takes the new row's value. */
function incoming(columns: Record<string, PgColumn>): Record<string, SQL> {
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, sql`excluded.${sql.identifier(column.name)}`]),
  )
}

async function writeProjections(
  tx: Database,
  storeCode: string,
  verdicts: readonly Verdict[],
): Promise<void> {
  const complaints = new Map<string, typeof complaint.$inferInsert>()
  const customers = new Map<string, typeof customer.$inferInsert>()
  const people = new Map<string, typeof staff.$inferInsert>()
  let storeName: string | undefined
  for (const verdict of verdicts) {
    if (!verdict.applied) continue
    const { projected } = verdict
    // `after` is the whole record, so the last entry of a record says everything.
    if (projected.kind === 'complaint') complaints.set(projected.row.id, projected.row)
    if (projected.kind === 'customer') customers.set(projected.row.id, projected.row)
    if (projected.kind === 'staff') people.set(projected.row.id, projected.row)
    if (projected.kind === 'store') storeName = projected.name
  }
  for (const rows of parts([...complaints.values()])) {
    const set = incoming(getTableColumns(complaint))
    await tx
      .insert(complaint)
      .values(rows)
      .onConflictDoUpdate({ target: [complaint.store, complaint.id], set })
  }
  for (const rows of parts([...customers.values()])) {
    const set = incoming(getTableColumns(customer))
    await tx
      .insert(customer)
      .values(rows)
      .onConflictDoUpdate({ target: [customer.store, customer.id], set })
  }
  for (const rows of parts([...people.values()])) {
    const set = incoming(getTableColumns(staff))
    await tx
      .insert(staff)
      .values(rows)
      .onConflictDoUpdate({ target: [staff.store, staff.id], set })
  }
  if (storeName !== undefined)
    await tx.update(store).set({ name: storeName }).where(eq(store.code, storeCode))
}

/**
 * Lets entries take effect on the projections, in order, under the store's lock. An entry that cannot be read goes into
 * quarantine; the later ones of its record wait behind it; all others go on.
 * @param tx the transaction that holds the store's lock
 * @param storeCode the store
 * @param entries new entries in their order
 * @returns a verdict for each, in the same order
 */
export async function applyEntries(
  tx: Database,
  storeCode: string,
  entries: readonly Applicable[],
): Promise<Verdict[]> {
  const erased = erasedKeys(entries)
  for (const part of parts(erased))
    await eraseCustomers(tx, storeCode, part, entries.at(-1)?.receivedAt ?? new Date(0))
  const waiting = await waitingRecords(tx, storeCode, entries)
  const keys = await keysOf(tx, storeCode, entries)
  const held: (typeof quarantine.$inferInsert)[] = []
  const verdicts = entries.map((entry): Verdict => {
    const behind = waiting.get(recordName(entry))
    const verdict: Verdict =
      behind === undefined
        ? projectEntry(storeCode, entry, keys)
        : { applied: false, reason: 'waits', detail: `Waits for ${behind} of the same record.` }
    if (verdict.applied) return verdict
    const { epoch, seq, entity, entityId, action, receivedAt } = entry
    if (behind === undefined) waiting.set(recordName(entry), placeName(entry))
    const { reason, detail } = verdict
    held.push({ store: storeCode, epoch, seq, entity, entityId, action, reason, detail, receivedAt })
    return verdict
  })
  for (const rows of parts(held)) await tx.insert(quarantine).values(rows)
  await writeProjections(tx, storeCode, verdicts)
  return verdicts
}
