import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto'
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
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { DeskError } from '../errors.ts'
import { mediaTypeOf } from './content.ts'

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
}

/**
 * Photos and files. An upload is staged by content; a command then seals it under the customer's key, so that destroying
 * the key destroys the file. Stored once per customer by the SHA-256 of its content.
 */
export interface FileVault {
  /**
   * @param bytes the whole file
   * @param name as the person's computer calls it
   * @throws DeskError invalid when it is not what it says or not taken
   */
  stage(bytes: Uint8Array, name: string): Promise<StagedFile>
  /**
   * @param sha256 of the content
   * @returns what was staged, for the form's thumbnail
   * @throws DeskError not_found
   */
  readStaged(sha256: string): Promise<{ bytes: Uint8Array; mediaType: string }>
  /**
   * Looks up staged files before a command.
   * @throws DeskError not_found/file_not_found
   */
  prepare(files: readonly { sha256: string; name: string }[]): Promise<PreparedFile[]>
  /**
   * Seals a staged file durably under a customer's key. Before the commit: a file too much does no harm, one missing does.
   */
  seal(customerId: string, key: Uint8Array, sha256: string): void
  /** @throws DeskError not_found, Error when it was changed */
  read(customerId: string, key: Uint8Array, sha256: string): Uint8Array
  /** Removes uploads that no command named, older than a week. */
  sweep(now: number): void
}

const nonceBytes = 12
const tagBytes = 16
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

/**
 * The same content under the same key gives the same bytes, so its nonce comes from both; no two contents share one.
 */
function nonceOf(key: Uint8Array, sha256: string): Buffer {
  return createHmac('sha256', key).update(`file:${sha256}`).digest().subarray(0, nonceBytes)
}

/**
 * @param dataDir the store's data folder
 */
export function openFileVault(dataDir: string): FileVault {
  const staging = join(dataDir, 'staging')
  const files = join(dataDir, 'files')
  for (const folder of [staging, files]) mkdirSync(folder, { recursive: true, mode: 0o700 })

  const stagedPath = (sha256: string) => {
    if (!contentAddress.test(sha256)) throw new DeskError('invalid', 'not_a_file', { field: 'sha256' })
    return join(staging, sha256)
  }

  function readStagedBytes(sha256: string): Buffer {
    const path = stagedPath(sha256)
    if (!existsSync(path)) throw new DeskError('not_found', 'file_not_found')
    return readFileSync(path)
  }

  return {
    async stage(bytes, name) {
      const mediaType = await mediaTypeOf(bytes, name)
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const path = stagedPath(sha256)
      if (!existsSync(path)) writeDurably(path, [bytes])
      return { sha256, mediaType, size: bytes.length }
    },
    async readStaged(sha256) {
      const bytes = readStagedBytes(sha256)
      return { bytes, mediaType: await mediaTypeOf(bytes, 'staged.txt') }
    },
    async prepare(named) {
      return Promise.all(
        named.map(async ({ sha256, name }) => {
          const bytes = readStagedBytes(sha256)
          return { sha256, name, size: bytes.length, mediaType: await mediaTypeOf(bytes, name) }
        }),
      )
    },
    seal(customerId, key, sha256) {
      const folder = join(files, customerId)
      const path = join(folder, sha256)
      if (existsSync(path)) return
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      const nonce = nonceOf(key, sha256)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      cipher.setAAD(Buffer.from(`file:${sha256}`))
      const text = Buffer.concat([cipher.update(readStagedBytes(sha256)), cipher.final()])
      writeDurably(path, [nonce, text, cipher.getAuthTag()])
      syncFolder(folder)
    },
    read(customerId, key, sha256) {
      const path = join(files, customerId, sha256)
      if (!existsSync(path)) throw new DeskError('not_found', 'file_not_found')
      const box = readFileSync(path)
      const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, nonceBytes))
      decipher.setAAD(Buffer.from(`file:${sha256}`))
      decipher.setAuthTag(box.subarray(box.length - tagBytes))
      return Buffer.concat([
        decipher.update(box.subarray(nonceBytes, box.length - tagBytes)),
        decipher.final(),
      ])
    },
    sweep(now) {
      for (const name of readdirSync(staging)) {
        const path = join(staging, name)
        if (now - statSync(path).mtimeMs > stagedForMs) rmSync(path, { force: true })
      }
    },
  }
}
