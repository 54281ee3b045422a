import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { z } from 'zod'

/** The `prevHash` of the first entry of a journal. */
export const genesisHash = '0'.repeat(64)

/** The form of the entries written by this version of the desk. Readers accept two back and one ahead. */
export const entrySchemaVersion = 1

/** Personal data of one record, sealed under the key of the customer it belongs to (architecture: Journal). */
export const sealedSchema = z.object({
  /** Whose key opens the box. */
  customerId: z.string(),
  /** base64 of nonce (12 bytes), ciphertext and tag (16 bytes). */
  box: z.string(),
})

/** The record after the change: its plain fields and, where it has personal ones, `sealed`. */
export const afterSchema = z.looseObject({ sealed: sealedSchema.optional() })

/** One line of the journal as it stands in the store's file and travels to head office. */
export const entrySchema = z.object({
  /** 1, 2, 3 … without gaps over the life of the store. */
  seq: z.int().positive(),
  /** UUID; the first entry of a command carries the command's own id. */
  id: z.uuid(),
  /** Letter of the store's epoch: A, then B after the first restore from a backup, … */
  epoch: z.string().regex(/^[A-Z]$/),
  /** Store time of the command, ISO 8601 in UTC. */
  at: z.iso.datetime(),
  /** Who did it; null for what the desk does by itself. */
  staffId: z.string().nullable(),
  device: z.string(),
  /** The command, such as `complaint.register`. */
  action: z.string(),
  /** The kind of record, such as `complaint`. */
  entity: z.string(),
  entityId: z.string(),
  after: afterSchema,
  schema: z.int().positive(),
  prevHash: z.string().regex(/^[0-9a-f]{64}$/),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
})

export type Sealed = z.infer<typeof sealedSchema>
export type After = z.infer<typeof afterSchema>
export type Entry = z.infer<typeof entrySchema>

/** A string of an entry in canonical JSON. */
function textForm(value: string): string {
  if (!value.isWellFormed()) throw new Error('A lone surrogate cannot be hashed')
  return JSON.stringify(value)
}

/**
 * A value in RFC 8785 canonical JSON.
 * @param value any JSON value
 * @throws Error when it cannot stand in JSON (NaN, a lone surrogate)
 */
export function canonicalForm(value: unknown): string {
  if (typeof value === 'string') return textForm(value)
  const form = canonicalize(value)
  if (form === undefined) throw new Error('What is not JSON cannot be hashed')
  return form
}

/**
 * A flat record in RFC 8785 canonical JSON, for a record whose properties already stand in the order of RFC 8785; a
 * third of the time that sorting takes.
 * @param sorted pairs of property and JSON value, by UTF-16 code units of the property
 * @throws Error when a value cannot stand in JSON
 */
export function canonicalRecord(sorted: readonly (readonly [string, unknown])[]): string {
  const members = sorted.map(([property, value]) => {
    const simple = value === null || typeof value === 'boolean' || Number.isInteger(value)
    return `${JSON.stringify(property)}:${simple ? String(value) : canonicalForm(value)}`
  })
  return `{${members.join(',')}}`
}

/**
 * The hash of an entry: SHA-256 (hex) over the RFC 8785 canonical JSON of the entry with its `prevHash` and without its
 * `hash`, so that neither a field nor the order of entries can change unseen.
 * @param entry the entry, hash not needed
 * @param afterForm its `after` in canonical JSON, where the caller has it already
 * @returns 64 hexadecimal digits
 * @throws Error when a value cannot stand in JSON (NaN, a lone surrogate)
 */
export function entryHash(entry: Omit<Entry, 'hash'>, afterForm = canonicalForm(entry.after)): string {
  const { seq, id, epoch, at, staffId, device, action, entity, entityId, schema, prevHash } = entry
  // The fixed properties in their canonical order.
  const form =
    `{"action":${textForm(action)},"after":${afterForm},"at":${textForm(at)},"device":${textForm(device)},` +
    `"entity":${textForm(entity)},"entityId":${textForm(entityId)},"epoch":${textForm(epoch)},"id":${textForm(id)},` +
    `"prevHash":${textForm(prevHash)},"schema":${canonicalForm(schema)},"seq":${canonicalForm(seq)},` +
    `"staffId":${staffId === null ? 'null' : textForm(staffId)}}`
  return createHash('sha256').update(form, 'utf8').digest('hex')
}
