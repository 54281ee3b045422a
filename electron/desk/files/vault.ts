import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { keepToOwner } from '../../../db/open.ts'
import { DeskError } from '../errors.ts'
import { mediaTypeOf } from './content.ts'
import { nonceBytes, openingCipher, sealedParts, sealedPath, tagBytes } from './sealed-form.ts'

/** A file that was uploaded and waits to be named by a command. */
export interface StagedFile {
  readonly sha256: string
  readonly mediaType: string
  /** Bytes. */
  readonly size: number
}

/** A staged file under the name that the command gives it. */
export interface PreparedFile extends StagedFile {
  readonly name: string
  /** Who uploaded it. */
  readonly stagedBy: string
}

/**
 * Photos and files. An upload is staged by content, for nobody but who uploaded it; a command then seals it under the
 * customer's key, so that destroying the key destroys the file, and lets go of the staged copy, which lies in clear.
 * Stored once per customer by the SHA-256 of its content.
 */
export interface FileVault {
  /**
   * @param staffId who uploads it
   * @param bytes the whole file
   * @param name as the person's computer calls it
   * @throws DeskError invalid when it is not what it says or not taken
   */
  stage(staffId: string, bytes: Uint8Array, name: string): Promise<StagedFile>
  /**
   * @param staffId who asks: nobody sees what another has staged
   * @param sha256 of the content
   * @returns what was staged, for the form's thumbnail
   * @throws DeskError not_found
   */
  readStaged(staffId: string, sha256: string): Promise<{ bytes: Uint8Array; mediaType: string }>
  /**
   * Looks up staged files before a command; all are read before the first wait.
   * @param staffId who names them: nobody can name what another has staged
   * @throws DeskError not_found/file_not_found
   */
  prepare(staffId: string, files: readonly { sha256: string; name: string }[]): Promise<PreparedFile[]>
  /**
   * Seals a staged file durably under a customer's key. Before the commit: a file too much does no harm, one missing does.
   */
  seal(customerId: string, key: Uint8Array, staged: Pick<PreparedFile, 'sha256' | 'stagedBy'>): void
  /** Removes a staged copy, after the commit of the command that named it. */
  letGo(staged: Pick<PreparedFile, 'sha256' | 'stagedBy'>): void
  /** @throws DeskError not_found, Error when it was changed */
  read(customerId: string, key: Uint8Array, sha256: string): Uint8Array
  /** Removes uploads that no command named within a week. */
  sweep(): void
  /**
   * Removes all files of erased customers, and what is staged of the same contents; again is no harm.
   * @param customerIds whose
   * @param contents SHA-256 of what they gave
   */
  destroy(customerIds: readonly string[], contents: readonly string[]): void
}

const stagedForMs = 7 * 86_400_000
const contentAddress = /^[0-9a-f]{64}$/

function writeDurably(path: string, parts: readonly Uint8Array[]): void {
  const partial = `${path}.partial-${process.pid}`
  const handle = openSync(partial, 'w', 0o600)
  try {
    for (const part of parts) writeSync(handle, part)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(partial, path)
}

/** Syncs the folder, so that the new name outlasts a power cut; Windows has no such call and needs none. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function ownFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  keepToOwner(path, 0o700)
}

/**
 * @param dataDir the store's data folder
 * @param now the desk's clock, ms since 1970 UTC
 */
export function openFileVault(dataDir: string, now: () => number): FileVault {
  const staging = join(dataDir, 'staging')
  for (const folder of [staging, join(dataDir, 'files')]) ownFolder(folder)

  const stagedPath = (staffId: string, sha256: string) => {
    if (!contentAddress.test(sha256)) throw new DeskError('invalid', 'not_a_file', { field: 'sha256' })
    return join(staging, staffId, sha256)
  }

  function readStagedBytes(staffId: string, sha256: string): Buffer {
    const path = stagedPath(staffId, sha256)
    if (!existsSync(path)) throw new DeskError('not_found', 'file_not_found')
    return readFileSync(path)
  }

  return {
    async stage(staffId, bytes, name) {
      const mediaType = await mediaTypeOf(bytes, name)
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const path = stagedPath(staffId, sha256)
      ownFolder(join(staging, staffId))
      if (!existsSync(path)) writeDurably(path, [bytes])
      // Its week begins with the last upload.
      utimesSync(path, now() / 1000, now() / 1000)
      return { sha256, mediaType, size: bytes.length }
    },
    async readStaged(staffId, sha256) {
      const bytes = readStagedBytes(staffId, sha256)
      return { bytes, mediaType: await mediaTypeOf(bytes, 'staged.txt') }
    },
    async prepare(staffId, named) {
      return Promise.all(
        named.map(async ({ sha256, name }) => {
          const bytes = readStagedBytes(staffId, sha256)
          const mediaType = await mediaTypeOf(bytes, name)
          return { sha256, name, size: bytes.length, mediaType, stagedBy: staffId }
        }),
      )
    },
    seal(customerId, key, { sha256, stagedBy }) {
      const path = sealedPath(dataDir, customerId, sha256)
      if (existsSync(path)) return
      ownFolder(dirname(path))
      writeDurably(path, sealedParts(key, sha256, readStagedBytes(stagedBy, sha256)))
      syncFolder(dirname(path))
    },
    letGo({ sha256, stagedBy }) {
      rmSync(stagedPath(stagedBy, sha256), { force: true })
    },
    read(customerId, key, sha256) {
      const path = sealedPath(dataDir, customerId, sha256)
      if (!existsSync(path)) throw new DeskError('not_found', 'file_not_found')
      const box = readFileSync(path)
      const end = box.length - tagBytes
      const opening = openingCipher(key, sha256, box.subarray(0, nonceBytes), box.subarray(end))
      return Buffer.concat([opening.update(box.subarray(nonceBytes, end)), opening.final()])
    },
    destroy(customerIds, contents) {
      for (const id of customerIds) {
        const folder = dirname(sealedPath(dataDir, id, 'any'))
        if (existsSync(folder)) rmSync(folder, { recursive: true, force: true })
      }
      const gone = new Set(contents)
      for (const each of readdirSync(staging, { recursive: true, withFileTypes: true }))
        if (each.isFile() && gone.has(each.name)) rmSync(join(each.parentPath, each.name), { force: true })
    },
    sweep() {
      for (const each of readdirSync(staging, { recursive: true, withFileTypes: true })) {
        const path = join(each.parentPath, each.name)
        if (each.isFile() && now() - statSync(path).mtimeMs > stagedForMs) rmSync(path, { force: true })
      }
    },
  }
}
