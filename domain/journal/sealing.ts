import type { KeyObject } from 'node:crypto'
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Sealed } from './entry.ts'

const nonceBytes = 12
const tagBytes = 16

/** Length in bytes of a customer's key (AES-256). */
export const customerKeyBytes = 32

/** Random bytes are drawn for many nonces at once: a draw costs as much as a seal. */
let drawn = Buffer.alloc(0)

function newNonce(): Buffer {
  if (drawn.length < nonceBytes) drawn = randomBytes(nonceBytes * 256)
  const nonce = drawn.subarray(0, nonceBytes)
  drawn = drawn.subarray(nonceBytes)
  return nonce
}

/** Binds a box to its record, so that it cannot be moved to another one. */
function bindingOf(entity: string, entityId: string): Buffer {
  return Buffer.from(`${entity}:${entityId}`, 'utf8')
}

/**
 * Seals the personal fields of one record with AES-256-GCM (NIST SP 800-38D).
 * @param key the customer's key, 32 bytes; as a KeyObject where many records are sealed, which is six times as quick
 * @param customerId whose key it is
 * @param entity the kind of record
 * @param entityId the record
 * @param fields the fields that can identify the customer, JSON values
 * @returns what stands in the journal in their place
 */
export function sealFields(
  key: Uint8Array | KeyObject,
  customerId: string,
  entity: string,
  entityId: string,
  fields: Readonly<Record<string, unknown>>,
): Sealed {
  const nonce = newNonce()
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(bindingOf(entity, entityId))
  const text = Buffer.concat([cipher.update(JSON.stringify(fields), 'utf8'), cipher.final()])
  return { customerId, box: Buffer.concat([nonce, text, cipher.getAuthTag()]).toString('base64') }
}

/**
 * Opens the box of one record.
 * @param key the customer's key, 32 bytes
 * @param entity the kind of record
 * @param entityId the record
 * @param sealed what stands in the journal
 * @returns the personal fields
 * @throws Error when key, record or box do not belong together or the box was changed
 */
export function openFields(
  key: Uint8Array,
  entity: string,
  entityId: string,
  sealed: Sealed,
): Record<string, unknown> {
  const box = Buffer.from(sealed.box, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, nonceBytes))
  decipher.setAAD(bindingOf(entity, entityId))
  decipher.setAuthTag(box.subarray(box.length - tagBytes))
  const text = Buffer.concat([
    decipher.update(box.subarray(nonceBytes, box.length - tagBytes)),
    decipher.final(),
  ])
  return z.record(z.string(), z.unknown()).parse(JSON.parse(text.toString('utf8')))
}
