import { z } from 'zod'
import { type After, entrySchema } from '../../domain/journal/entry.ts'
import { customerKeyBytes } from '../../domain/journal/sealing.ts'
import { storeCodeSchema } from '../../domain/text.ts'

function isObject(value: unknown): value is After {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A name that becomes part of a key: PostgreSQL's texts cannot hold the character 0. */
const keyPart = z
  .string()
  .max(200)
  .refine((value) => value.isWellFormed() && !value.includes('\u0000'))

const earliest = Date.parse('1970-01-01T00:00:00Z')
const latest = Date.parse('9999-12-31T23:59:59.999Z')

/**
 * @param text an instant, ISO 8601
 * @returns whether PostgreSQL reads it as it is written, which ends at the year 0 and beyond 9999
 */
export function isStorable(text: string): boolean {
  const at = Date.parse(text)
  return at >= earliest && at <= latest
}

const instantText = z.iso.datetime().refine(isStorable)

/**
 * An entry as head office takes it in: like the journal's own, with unknown fields kept, and `after` any object, since an
 * `after` that cannot be read is kept in quarantine and must not stop the queue.
 */
export const incomingEntrySchema = z.looseObject({
  ...entrySchema.shape,
  at: instantText,
  action: keyPart,
  entity: keyPart,
  entityId: keyPart,
  schema: z.int().positive().max(1_000_000),
  after: z
    .custom<After>(isObject)
    .meta({ type: 'object', description: 'The record after the change; personal fields sealed' }),
})
export type IncomingEntry = z.infer<typeof incomingEntrySchema>

export const cursorSchema = z.object({
  epoch: z.string(),
  seq: z.int(),
  hash: z.string(),
})
export type Cursor = z.infer<typeof cursorSchema>

export const enrolRequestSchema = z.object({
  code: z.string().max(100).meta({ description: 'The one-time code; letter case and dashes do not matter' }),
  store: storeCodeSchema.optional().meta({
    description: "The store that enrols; another store's code is refused then and stays usable",
  }),
  publicKey: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/)
    .meta({ description: "The desk's raw 32-byte Ed25519 public key, base64url without padding" }),
  device: keyPart.min(1),
})
export type EnrolRequest = z.infer<typeof enrolRequestSchema>

export const enrolAnswerSchema = z.object({
  store: storeCodeSchema,
  storeName: z.string(),
  token: z.string().meta({ description: 'Shown once; goes into Authorization: Bearer …' }),
  headOfficePublicKey: z
    .string()
    .meta({ description: 'Raw 32-byte Ed25519 public key, base64url without padding' }),
})
export type EnrolAnswer = z.infer<typeof enrolAnswerSchema>

export const cursorAnswerSchema = z.object({ cursor: cursorSchema.nullable(), now: z.iso.datetime() })
export type CursorAnswer = z.infer<typeof cursorAnswerSchema>

/** Base64 of exactly 32 bytes: 43 characters and one sign of padding. */
const keyText = z.string().regex(/^[A-Za-z0-9+/]{43}=$/)

export const customerKeySchema = z.object({
  customerId: keyPart,
  key: keyText.meta({ description: `base64 of ${customerKeyBytes} bytes (AES-256)` }),
})
export type CustomerKey = z.infer<typeof customerKeySchema>

export const pushRequestSchema = z.looseObject({
  entries: z.array(incomingEntrySchema),
  keys: z.array(customerKeySchema).default([]),
  erased: z
    .array(keyPart)
    .default([])
    .meta({ description: 'Customers whose key the store has destroyed: head office destroys its own' }),
  sentAt: instantText.meta({ description: "The store's clock when it sent this" }),
})
export type PushRequest = z.infer<typeof pushRequestSchema>

/** Why an entry was kept but not applied. */
export const quarantineReasons = ['schema_unknown', 'after_malformed', 'undecryptable', 'waits'] as const
export type QuarantineReason = (typeof quarantineReasons)[number]

export const receiptSchema = z.object({
  epoch: z.string(),
  seq: z.int(),
  id: z.string(),
  status: z.enum(['applied', 'duplicate', 'quarantined']),
  reason: z.enum(quarantineReasons).optional(),
  detail: z.string().optional(),
})
export type Receipt = z.infer<typeof receiptSchema>

export const pushAnswerSchema = z.object({
  receipts: z.array(receiptSchema),
  cursor: cursorSchema.nullable(),
  now: z.iso.datetime(),
  directives: z.array(z.looseObject({})).meta({ description: 'What head office has for the store' }),
})
export type PushAnswer = z.infer<typeof pushAnswerSchema>
