import { and, eq, inArray, sql } from 'drizzle-orm'
import { erasedKeyOf } from '../../domain/journal/erasure.ts'
import type { Database } from '../database.ts'
import { complaint, customer, customerKey } from '../tables.ts'
import type { Projectable } from './projections.ts'

/**
 * Whose keys these entries say destroyed. It holds also of an entry that otherwise waits in quarantine: an erasure waits
 * for nothing.
 * @param entries entries of a store
 */
export function erasedKeys(entries: readonly (Projectable & { action: string })[]): string[] {
  return entries.flatMap((entry) => erasedKeyOf(entry) ?? [])
}

/**
 * Erases customers: their keys are destroyed for good, also those that never came, and the projections lose what was read
 * with them. To be done in the transaction in which it becomes known, before anything of theirs is projected.
 * @param tx the transaction that holds the store's lock
 * @param storeCode the store
 * @param customerIds whose keys the store has destroyed
 * @param at when head office was told
 */
export async function eraseCustomers(
  tx: Database,
  storeCode: string,
  customerIds: readonly string[],
  at: Date,
): Promise<void> {
  // A text with the character 0 can be no key's name.
  const ids = [...new Set(customerIds)].filter((id) => !id.includes('\u0000'))
  if (ids.length === 0) return
  await tx
    .insert(customerKey)
    .values(
      ids.map((customerId) => ({
        store: storeCode,
        customerId,
        key: null,
        receivedAt: at,
        destroyedAt: at,
      })),
    )
    .onConflictDoUpdate({
      target: [customerKey.store, customerKey.customerId],
      set: { key: null, destroyedAt: sql`coalesce(${customerKey.destroyedAt}, excluded.destroyed_at)` },
    })
  await tx
    .update(customer)
    .set({ name: null })
    .where(and(eq(customer.store, storeCode), inArray(customer.id, ids)))
  await tx
    .update(complaint)
    .set({ summary: null })
    .where(and(eq(complaint.store, storeCode), inArray(complaint.customerId, ids)))
}
