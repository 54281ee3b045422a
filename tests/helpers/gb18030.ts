let gb18030: ReadonlyMap<string, Buffer> | null = null

/** Every character of two bytes, since Node only decodes GB18030. */
function twoByteCharacters(): ReadonlyMap<string, Buffer> {
  const decoder = new TextDecoder('gb18030')
  const characters = new Map<string, Buffer>()
  for (let first = 0x81; first <= 0xfe; first += 1)
    for (let second = 0x40; second <= 0xfe; second += 1) {
      const bytes = Buffer.of(first, second)
      const character = decoder.decode(bytes)
      if (second !== 0x7f && Array.from(character).length === 1) characters.set(character, bytes)
    }
  return characters
}

/**
 * Text in GB18030.
 * @param text of ASCII and the characters of GBK
 * @throws Error for any other character
 */
export function inGb18030(text: string): Buffer {
  gb18030 ??= twoByteCharacters()
  const parts: Buffer[] = []
  for (const piece of text.match(/\p{ASCII}+|\P{ASCII}/gu) ?? []) {
    const bytes = (piece.codePointAt(0) ?? 0) < 128 ? Buffer.from(piece, 'latin1') : gb18030.get(piece)
    if (bytes === undefined) throw new Error(`Not in GBK: ${piece}`)
    parts.push(bytes)
  }
  return Buffer.concat(parts)
}
