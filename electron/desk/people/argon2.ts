import * as crypto from 'node:crypto'
import { argon2id, argon2Verify } from 'hash-wasm'

/** Cost of a PIN hash. */
export interface PinCost {
  readonly memoryKiB: number
  readonly passes: number
}

/** Argon2id as RFC 9106 recommends for little memory: 64 MiB, three passes. */
export const standardPinCost: PinCost = { memoryKiB: 65_536, passes: 3 }

const tagBytes = 32
const phc = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

function withoutPadding(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replace(/=+$/, '')
}

/**
 * Node's own Argon2id, which works beside the main thread; null where the runtime has none (Electron's BoringSSL).
 */
function native(pin: string, nonce: Uint8Array, cost: PinCost, length: number): Promise<Buffer | null> {
  if (typeof crypto.argon2 !== 'function') return Promise.resolve(null)
  const parameters = {
    message: pin,
    nonce,
    parallelism: 1,
    tagLength: length,
    memory: cost.memoryKiB,
    passes: cost.passes,
  }
  return new Promise((resolve, reject) => {
    crypto.argon2('argon2id', parameters, (error, tag) => {
      if (error === null) resolve(tag)
      else if ('code' in error && error.code === 'ERR_CRYPTO_ARGON2_NOT_SUPPORTED') resolve(null)
      else reject(error)
    })
  })
}

/**
 * Hash of a PIN with a salt of its own.
 * @param pin as typed
 * @param cost memory and passes
 * @returns PHC string format
 */
export async function hashPin(pin: string, cost: PinCost): Promise<string> {
  const salt = crypto.randomBytes(16)
  const tag = await native(pin, salt, cost, tagBytes)
  if (tag !== null)
    return `$argon2id$v=19$m=${cost.memoryKiB},t=${cost.passes},p=1$${withoutPadding(salt)}$${withoutPadding(tag)}`
  return argon2id({
    password: pin,
    salt,
    parallelism: 1,
    iterations: cost.passes,
    memorySize: cost.memoryKiB,
    hashLength: tagBytes,
    outputType: 'encoded',
  })
}

/**
 * Is this the PIN behind the hash?
 * @param pin as typed
 * @param encoded PHC string format, from either implementation
 */
export async function verifyPin(pin: string, encoded: string): Promise<boolean> {
  const [, memory, passes, salt, tag] = phc.exec(encoded) ?? []
  if (memory !== undefined && passes !== undefined && salt !== undefined && tag !== undefined) {
    const expected = Buffer.from(tag, 'base64')
    const cost = { memoryKiB: Number(memory), passes: Number(passes) }
    const found = await native(pin, Buffer.from(salt, 'base64'), cost, expected.length)
    if (found !== null) return crypto.timingSafeEqual(found, expected)
  }
  return argon2Verify({ password: pin, hash: encoded })
}
