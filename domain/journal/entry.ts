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

/**
 * The hash of an entry: SHA-256 (hex) over the RFC 8785 canonical JSON of the entry with its `prevHash` and without its
 * `hash`, so that neither a field nor the order of entries can change unseen.
 * @param entry the entry, hash not needed
 * @returns 64 hexadecimal digits
 * @throws Error when a value cannot stand in JSON (NaN, a lone surrogate)
 */
export function entryHash(entry: Omit<Entry, 'hash'>): string {
  const { seq, id, epoch, at, staffId, device, action, entity, entityId, after, schema, prevHash } = entry
  const form = canonicalize({
    seq,
    id,
    epoch,
    at,
    staffId,
    device,
    action,
    entity,
    entityId,
    after,
    schema,
    prevHash,
  })
  if (form === undefined) throw new Error('An entry that is not JSON cannot be hashed')
  return createHash('sha256').update(form, 'utf8').digest('hex')
}
