import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { Fault, NamedFile } from '../../../db/verify.ts'
import { nonceBytes, openingCipher, sealedPath, tagBytes } from './sealed-form.ts'

/**
 * Opens the sealed content of every file that a record names and recomputes its hash, a piece at a time.
 * @param dataDir the store's data folder
 * @param files what the records name; those without a key are passed over, since that is a fault already
 * @param onProgress is told after each file how many of how many were looked at
 * @returns a fault for each that is missing or not what its record says
 */
export async function checkFiles(
  dataDir: string,
  files: readonly NamedFile[],
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<Fault[]> {
  const faults: Fault[] = []
  for (const [place, named] of files.entries()) {
    const wrong = named.key === null ? null : await wrongWith(dataDir, named, named.key)
    if (wrong !== null) faults.push({ kind: 'file', where: `file ${named.id}: ${wrong}` })
    onProgress(place + 1, files.length)
  }
  return faults
}

/** What is wrong with one file, null when nothing is. */
async function wrongWith(dataDir: string, named: NamedFile, key: Uint8Array): Promise<string | null> {
  const path = sealedPath(dataDir, named.customerId, named.sha256)
  try {
    const handle = await open(path, 'r')
    try {
      return (await contentHash(handle, path, key, named.sha256)) === named.sha256 ? null : 'changed'
    } finally {
      await handle.close()
    }
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause
    // The cipher's own refusal carries no code of the file system.
    const code = 'code' in cause ? String(cause.code) : ''
    if (code === 'ENOENT') return 'missing'
    return /^E[A-Z]+$/.test(code) ? `cannot be read (${code})` : 'changed'
  }
}

async function contentHash(
  handle: FileHandle,
  path: string,
  key: Uint8Array,
  sha256: string,
): Promise<string> {
  const { size } = await handle.stat()
  const end = size - tagBytes
  if (end < nonceBytes) return ''
  const nonce = Buffer.alloc(nonceBytes)
  const tag = Buffer.alloc(tagBytes)
  await handle.read(nonce, 0, nonceBytes, 0)
  await handle.read(tag, 0, tagBytes, end)
  const hash = createHash('sha256')
  const opening = openingCipher(key, sha256, nonce, tag)
  // A stream cannot be asked for nothing: its end is inclusive.
  if (end === nonceBytes) hash.update(opening.final())
  else await pipeline(createReadStream(path, { start: nonceBytes, end: end - 1 }), opening, hash)
  return hash.digest('hex')
}
