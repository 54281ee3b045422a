import { z } from 'zod'
import { type After, afterSchema, type Entry, entrySchemaVersion } from '../../domain/journal/entry.ts'
import { openFields } from '../../domain/journal/sealing.ts'
import { endedStates } from '../../domain/vocabulary.ts'
import { isStorable, type QuarantineReason } from '../http/wire.ts'
import type { complaint, customer, staff } from '../tables.ts'

/** Readers accept two schema versions back and one ahead (architecture: Head office protocol). */
const readable = { from: entrySchemaVersion - 2, to: entrySchemaVersion + 1 }

/** How much of what happened the list keeps, in characters. */
const summaryLength = 120

/** What projecting needs of an entry. */
export type Projectable = Pick<Entry, 'epoch' | 'seq' | 'entity' | 'entityId' | 'schema'> & { after: After }

/** A customer's key as head office knows it. */
export type KnownKey = { key: Uint8Array } | { destroyed: true }

/** The state of one record after an entry, as a row of its projection. */
export type Projected =
  | { kind: 'complaint'; row: typeof complaint.$inferInsert }
  | { kind: 'customer'; row: typeof customer.$inferInsert }
  | { kind: 'staff'; row: typeof staff.$inferInsert }
  | { kind: 'store'; name: string }
  | { kind: 'none' }

export type Verdict =
  | { applied: true; projected: Projected }
  | { applied: false; reason: QuarantineReason; detail: string }

// PostgreSQL's texts cannot hold the character 0.
const text = z
  .string()
  .transform((value) => value.replaceAll('\u0000', '').toWellFormed())
  .nullish()
  .transform((value) => value ?? null)
const count = z
  .int()
  .min(0)
  .max(2_147_483_647)
  .nullish()
  .transform((value) => value ?? null)
const instant = z.iso
  .datetime({ offset: true })
  .refine(isStorable)
  .transform((value) => new Date(value))
  .nullish()
  .transform((value) => value ?? null)

/** What is read of the record in `after`, opened fields among it. */
export const complaintAfter = z.object({
  number: text,
  state: text,
  level: count.pipe(z.int().min(1).max(5).nullable()),
  department: text,
  category: text,
  channel: text,
  handlerId: text,
  customerId: text,
  round: count,
  receivedAt: instant,
  replyDueAt: instant,
  endedAt: instant,
  version: count,
  whatHappened: text,
})
/** What is read of the record in `after`, opened fields among it. */
export const customerAfter = z.object({ anonymous: z.boolean().nullish(), name: text })
/** What is read of the record in `after`, opened fields among it. */
export const staffAfter = z.object({ number: text, name: text, role: text })
const storeAfter = z.object({ name: text })

function isEndedState(state: string | null): boolean {
  return state !== null && (endedStates as readonly string[]).includes(state)
}

function summaryOf(whatHappened: string | null): string | null {
  return whatHappened === null
    ? null
    : Array.from(whatHappened).slice(0, summaryLength).join('').toWellFormed()
}

function projectFields(store: string, entry: Projectable, fields: Record<string, unknown>): Projected {
  const key = { store, id: entry.entityId, lastEpoch: entry.epoch, lastSeq: entry.seq }
  switch (entry.entity) {
    case 'complaint': {
      const { whatHappened, ...rest } = complaintAfter.parse(fields)
      const open = !isEndedState(rest.state)
      return { kind: 'complaint', row: { ...key, ...rest, open, summary: summaryOf(whatHappened) } }
    }
    case 'customer': {
      const { anonymous, name } = customerAfter.parse(fields)
      return { kind: 'customer', row: { ...key, anonymous: anonymous ?? false, name } }
    }
    case 'staff':
      return { kind: 'staff', row: { ...key, ...staffAfter.parse(fields) } }
    case 'store': {
      const { name } = storeAfter.parse(fields)
      return name === null ? { kind: 'none' } : { kind: 'store', name }
    }
    default:
      return { kind: 'none' }
  }
}

function malformed(error: z.ZodError): Verdict {
  const places = error.issues.map((issue) => issue.path.join('.') || 'after')
  return { applied: false, reason: 'after_malformed', detail: `Cannot be read: ${places.join(', ')}.` }
}

/**
 * The personal fields of an entry, opened. Those of an erased customer are gone for good and read as absent.
 * @returns the fields, or why they cannot be had
 */
function personalFields(
  entry: Projectable,
  keys: ReadonlyMap<string, KnownKey>,
): { fields: Record<string, unknown> } | { detail: string } {
  const { sealed } = entry.after
  if (sealed === undefined) return { fields: {} }
  const known = keys.get(sealed.customerId)
  if (known === undefined) return { detail: 'The key of the customer did not come with it.' }
  if ('destroyed' in known) return { fields: {} }
  try {
    return { fields: openFields(known.key, entry.entity, entry.entityId, sealed) }
  } catch (error) {
    // Whatever is wrong with the box shows as an error of the cipher, of JSON or of the form within.
    if (error instanceof Error) return { detail: 'The key of the customer does not open it.' }
    throw error
  }
}

/**
 * What an entry makes of its record. Anything missing is left empty; what has the wrong form goes into quarantine.
 * @param store the store's code
 * @param entry the entry
 * @param keys keys of the customers named in sealed fields, by customer
 * @returns the row of its projection, or why there is none
 */
export function projectEntry(
  store: string,
  entry: Projectable,
  keys: ReadonlyMap<string, KnownKey>,
): Verdict {
  if (entry.schema < readable.from || entry.schema > readable.to) {
    const detail = `Written in form ${entry.schema}; head office reads up to ${readable.to}.`
    return { applied: false, reason: 'schema_unknown', detail }
  }
  const after = afterSchema.safeParse(entry.after)
  if (!after.success) return malformed(after.error)
  const personal = personalFields(entry, keys)
  if ('detail' in personal) return { applied: false, reason: 'undecryptable', detail: personal.detail }
  try {
    const { sealed: _, ...plain } = after.data
    return { applied: true, projected: projectFields(store, entry, { ...plain, ...personal.fields }) }
  } catch (error) {
    if (error instanceof z.ZodError) return malformed(error)
    throw error
  }
}
