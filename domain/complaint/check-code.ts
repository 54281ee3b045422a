/** Crockford's base 32: no I, L, O, U, so that a code read aloud or from paper is not mistaken. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** How many characters a check code has: 40 bits. */
export const checkCodeLength = 8

/**
 * The short code on a signed paper by which anyone at the desk finds the original (process section 4).
 * @param bytes at least 5 random bytes
 * @returns 8 characters of Crockford's base 32
 */
export function checkCodeFrom(bytes: Uint8Array): string {
  let value = 0n
  for (const byte of bytes.subarray(0, 5)) value = (value << 8n) | BigInt(byte)
  let code = ''
  for (let place = checkCodeLength - 1; place >= 0; place -= 1)
    code += alphabet[Number((value >> BigInt(place * 5)) & 31n)]
  return code
}

/**
 * A code as somebody typed it: any case, spaces and hyphens, I and L for 1, O for 0.
 * @param typed what was typed
 * @returns the code, or null when it cannot be one
 */
export function readCheckCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replace(/O/g, '0')
  return code.length === checkCodeLength && [...code].every((each) => alphabet.includes(each)) ? code : null
}
