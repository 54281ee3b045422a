import type { Entry } from './entry.ts'

/** The command that erases a customer: by the desk itself after the retention time, or by the manager. */
export const erasureAction = 'customer.erase'

/** What has a key of its own: a customer, and a handover for the words of the person who handed over. */
const keyOwners: ReadonlySet<string> = new Set(['customer', 'handover'])

/**
 * Does this entry say that a key was destroyed? It then is the last of its record and carries no personal fields; all
 * earlier entries under that key can be opened by nobody any more. The list of all erasures is the list of these entries.
 * @param entry an entry of the journal
 * @returns whose key it is, null for every other entry
 */
export function erasedKeyOf(entry: Pick<Entry, 'action' | 'entity' | 'entityId' | 'after'>): string | null {
  const says = entry.action === erasureAction && keyOwners.has(entry.entity)
  return says && entry.after.sealed === undefined ? entry.entityId : null
}
