import type { DecipherGCM } from 'node:crypto'
import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto'
import { join } from 'node:path'

/** A sealed file is its nonce, the ciphertext and the tag (AES-256-GCM, NIST SP 800-38D), in this order. */
export const nonceBytes = 12
export const tagBytes = 16

/**
 * Where the sealed content of a customer lies.
 * @param dataDir the store's data folder
 * @param customerId whose it is
 * @param sha256 of the content
 */
export function sealedPath(dataDir: string, customerId: string, sha256: string): string {
  return join(dataDir, 'files', customerId, sha256)
}

/** Binds a sealed content to its address, so that no other can be put in its place. */
function bindingOf(sha256: string): Buffer {
  return Buffer.from(`file:${sha256}`)
}

/** The same content under the same key gives the same bytes, so its nonce comes from both; no two contents share one. */
function nonceOf(key: Uint8Array, sha256: string): Buffer {
  return createHmac('sha256', key).update(`file:${sha256}`).digest().subarray(0, nonceBytes)
}

/**
 * Seals a content.
 * @param key the customer's key, 32 bytes
 * @param sha256 of the content
 * @param bytes the content
 * @returns the parts of the sealed file, in their order
 */
export function sealedParts(key: Uint8Array, sha256: string, bytes: Uint8Array): Uint8Array[] {
  const nonce = nonceOf(key, sha256)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(bindingOf(sha256))
  const text = Buffer.concat([cipher.update(bytes), cipher.final()])
  return [nonce, text, cipher.getAuthTag()]
}

/**
 * What opens a sealed file; its `final` throws when the file was changed.
 * @param key the customer's key, 32 bytes
 * @param sha256 of the content
 * @param nonce the file's first bytes
 * @param tag its last ones
 * @throws Error when one of them has the wrong length
 */
export function openingCipher(
  key: Uint8Array,
  sha256: string,
  nonce: Uint8Array,
  tag: Uint8Array,
): DecipherGCM {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
  decipher.setAAD(bindingOf(sha256))
  decipher.setAuthTag(tag)
  return decipher
}
