import { crc32, deflateRawSync } from 'node:zlib'

interface Part {
  readonly name: string
  readonly packed: Buffer
  readonly crc: number
  readonly method: 0 | 8
  /** As the archive says it, which need not be true. */
  readonly size: number
}

function header(part: Part, signature: number, central: boolean, offset: number): Buffer {
  const name = Buffer.from(part.name)
  const bytes = Buffer.alloc(central ? 46 : 30)
  bytes.writeUInt32LE(signature, 0)
  const at = central ? 6 : 4
  bytes.writeUInt16LE(20, at)
  if (central) bytes.writeUInt16LE(20, 4)
  bytes.writeUInt16LE(part.method, at + 4)
  bytes.writeUInt32LE(part.crc, at + 10)
  bytes.writeUInt32LE(part.packed.length, at + 14)
  bytes.writeUInt32LE(part.size, at + 18)
  bytes.writeUInt16LE(name.length, at + 22)
  if (central) bytes.writeUInt32LE(offset, 42)
  return Buffer.concat([bytes, name])
}

/**
 * A zip archive as an attacker may write it (PKWARE APPNOTE).
 * @param parts text by its name; a Buffer is taken as deflated already, and its size is told wrong
 * @param claims parts that only claim to hold so many bytes
 */
export function zipOf(
  parts: Readonly<Record<string, string | Buffer>>,
  claims: Readonly<Record<string, number>> = {},
): Buffer {
  const all: Part[] = [
    ...Object.entries(parts).map(([name, content]): Part => {
      if (typeof content !== 'string') return { name, packed: content, crc: 0, method: 8, size: 100 }
      const bytes = Buffer.from(content)
      return { name, packed: deflateRawSync(bytes), crc: crc32(bytes), method: 8, size: bytes.length }
    }),
    ...Object.entries(claims).map(
      ([name, size]): Part => ({
        name,
        packed: deflateRawSync(Buffer.alloc(1_000)),
        crc: 0,
        method: 8,
        size,
      }),
    ),
  ]
  const local: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const part of all) {
    const entry = Buffer.concat([header(part, 0x04034b50, false, 0), part.packed])
    central.push(header(part, 0x02014b50, true, offset))
    local.push(entry)
    offset += entry.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(all.length, 8)
  end.writeUInt16LE(all.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...local, directory, end])
}
