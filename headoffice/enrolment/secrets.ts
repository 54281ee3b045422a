import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'

/** Letters and digits that cannot be mistaken for each other when read out on the phone (Crockford's base 32). */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * @param secret any text
 * @returns its SHA-256 in hexadecimal digits; enough for secrets that are long and random
 */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('hex')
}

/**
 * Compares two secrets in a time that tells nothing about where they differ.
 * @param left one
 * @param right the other
 */
export function sameSecret(left: string, right: string): boolean {
  return timingSafeEqual(Buffer.from(secretHash(left)), Buffer.from(secretHash(right)))
}

/** @returns 256 random bits, base64url */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** @returns 80 random bits in four groups of four, to be read out on the phone */
export function newEnrolmentCode(): string {
  const group = () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('')
  return [group(), group(), group(), group()].join('-')
}

/**
 * @param typed a code as a person typed it
 * @returns the code as it was issued: letter case, dashes, spaces and look-alikes do not matter
 */
export function readEnrolmentCode(typed: string): string {
  const plain = typed
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replaceAll('O', '0')
    .replaceAll('I', '1')
    .replaceAll('L', '1')
  return plain.match(/.{1,4}/g)?.join('-') ?? ''
}
