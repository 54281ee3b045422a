import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Database } from '../database.ts'
import type { Cursor, CustomerKey, IncomingEntry, PushRequest, Receipt } from '../http/wire.ts'
import { quarantineReasons } from '../http/wire.ts'
import { alarm, batch, customerKey, journal, quarantine, store } from '../tables.ts'
import { applyEntries, parts } from './apply.ts'
import { Contradiction, checkHashes, newEntries, placeName } from './chain.ts'
import { eraseCustomers } from './erasure.ts'

type StoreRow = typeof store.$inferSelect

function cursorOf(row: StoreRow): Cursor | null {
  const { cursorEpoch: epoch, cursorSeq: seq, cursorHash: hash } = row
  return epoch === null || seq === null || hash === null ? null : { epoch, seq, hash }
}

/**
 * @param database head office's
 * @param storeCode an enrolled store
 * @returns the last entry of the store that head office has
 */
export async function readCursor(database: Database, storeCode: string): Promise<Cursor | null> {
  const [row] = await database.select().from(store).where(eq(store.code, storeCode))
  return row === undefined ? null : cursorOf(row)
}

/** Hashes of the store's entries with the numbers of the batch and those just before them. */
async function knownHashes(
  tx: Database,
  storeCode: string,
  entries: readonly IncomingEntry[],
): Promise<Map<string, string>> {
  const known = new Map<string, string>()
  const numbers = new Set(entries.flatMap(({ seq }) => [seq - 1, seq]))
  for (const part of parts([...numbers])) {
    const rows = await tx
      .select({ epoch: journal.epoch, seq: journal.seq, hash: journal.hash })
      .from(journal)
      .where(and(eq(journal.store, storeCode), inArray(journal.seq, part)))
    for (const row of rows) known.set(placeName(row), row.hash)
  }
  return known
}

async function keepKeys(
  tx: Database,
  storeCode: string,
  keys: readonly CustomerKey[],
  receivedAt: Date,
): Promise<void> {
  const rows = keys.map((item) => ({ store: storeCode, ...item, receivedAt }))
  // A key that is known stays as it is; above all, a destroyed one never comes back.
  for (const part of parts(rows)) await tx.insert(customerKey).values(part).onConflictDoNothing()
}

async function heldReceipts(
  tx: Database,
  storeCode: string,
  entries: readonly IncomingEntry[],
): Promise<Map<string, Pick<Receipt, 'reason' | 'detail'>>> {
  const held = new Map<string, Pick<Receipt, 'reason' | 'detail'>>()
  for (const part of parts(entries.map(({ seq }) => seq))) {
    const rows = await tx
      .select()
      .from(quarantine)
      .where(and(eq(quarantine.store, storeCode), inArray(quarantine.seq, part)))
    for (const row of rows) {
      const reason = quarantineReasons.find((known) => known === row.reason)
      held.set(placeName(row), { reason, detail: row.detail })
    }
  }
  return held
}

/** Adds the new entries, lets them take effect and moves the cursor. */
async function addEntries(
  tx: Database,
  row: StoreRow,
  added: readonly IncomingEntry[],
  receivedAt: Date,
  sentAt: Date,
): Promise<Cursor | null> {
  const last = added.at(-1)
  if (last === undefined) return cursorOf(row)
  const number = row.batches + 1
  const offsetMs = sentAt.getTime() - receivedAt.getTime()
  await tx
    .insert(batch)
    .values({ store: row.code, number, receivedAt, sentAt, offsetMs, entries: added.length })
  const lines = added.map((entry) => {
    const { epoch, seq, id, action, entity, entityId, schema, prevHash, hash } = entry
    const at = new Date(entry.at)
    const raw = JSON.stringify(entry)
    const key = { store: row.code, epoch, seq }
    return {
      ...key,
      id,
      at,
      receivedAt,
      batch: number,
      action,
      entity,
      entityId,
      schema,
      prevHash,
      hash,
      raw,
    }
  })
  for (const part of parts(lines)) await tx.insert(journal).values(part)
  await applyEntries(
    tx,
    row.code,
    added.map((entry) => ({ ...entry, receivedAt })),
  )
  await tx
    .update(store)
    .set({
      cursorEpoch: last.epoch,
      cursorSeq: last.seq,
      cursorHash: last.hash,
      entries: row.entries + added.length,
      batches: number,
    })
    .where(eq(store.code, row.code))
  return { epoch: last.epoch, seq: last.seq, hash: last.hash }
}

async function raiseAlarm(
  database: Database,
  storeCode: string,
  found: Contradiction,
  at: Date,
): Promise<void> {
  const { kind, entry, knownHash } = found
  await database
    .insert(alarm)
    .values({
      store: storeCode,
      kind,
      epoch: entry.epoch,
      seq: entry.seq,
      offeredHash: entry.hash,
      knownHash: knownHash ?? null,
      firstAt: at,
      lastAt: at,
    })
    .onConflictDoUpdate({
      target: [alarm.store, alarm.kind, alarm.epoch, alarm.seq, alarm.offeredHash],
      set: { lastAt: at, times: sql`${alarm.times} + 1` },
    })
}

/**
 * Takes in a batch: all of it or nothing, exactly once, however many processes and tries bring it. Entries, effects and
 * cursor share one transaction under a lock on the store's row.
 * @param database head office's
 * @param storeCode an enrolled store
 * @param request the batch, its form checked
 * @param now milliseconds since 1970
 * @returns a receipt per entry in order and the cursor after them
 * @throws Problem 409 `gap` with `expected`; Contradiction 409 `fork` or 422 `broken-chain`, which also raise an alarm
 */
export async function ingest(
  database: Database,
  storeCode: string,
  request: PushRequest,
  now: number,
): Promise<{ receipts: Receipt[]; cursor: Cursor | null }> {
  const { entries, keys } = request
  const receivedAt = new Date(now)
  const sentAt = new Date(request.sentAt)
  try {
    checkHashes(entries)
    return await database.transaction(async (tx) => {
      const [row] = await tx.select().from(store).where(eq(store.code, storeCode)).for('update')
      if (row === undefined) throw new Error('A store that has a desk has no row')
      const known = await knownHashes(tx, storeCode, entries)
      const added = newEntries(entries, cursorOf(row), known)
      await keepKeys(tx, storeCode, keys, receivedAt)
      for (const part of parts(request.erased)) await eraseCustomers(tx, storeCode, part, receivedAt)
      const cursor = await addEntries(tx, row, added, receivedAt, sentAt)
      const clockOffsetMs = sentAt.getTime() - now
      await tx.update(store).set({ lastPushAt: receivedAt, clockOffsetMs }).where(eq(store.code, storeCode))
      const held = await heldReceipts(tx, storeCode, entries)
      const fresh = new Set(added)
      const receipts = entries.map((entry): Receipt => {
        const { epoch, seq, id } = entry
        const waiting = held.get(placeName(entry))
        // Told again when the entry is sent again: the desk may never have had the first answer.
        if (waiting !== undefined) return { epoch, seq, id, status: 'quarantined', ...waiting }
        return { epoch, seq, id, status: fresh.has(entry) ? 'applied' : 'duplicate' }
      })
      return { receipts, cursor }
    })
  } catch (error) {
    if (error instanceof Contradiction) await raiseAlarm(database, storeCode, error, receivedAt)
    throw error
  }
}
