import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { keepToOwner } from '../../../db/open.ts'
import { megabyte, tillLimits } from '../../../domain/till/limits.ts'
import { DeskError } from '../errors.ts'
import type { TableFile } from './table-file.ts'
import { openTable } from './table-file.ts'

/** A till's export that was uploaded and waits to be taken over. */
export interface TillUpload {
  readonly id: string
  readonly staffId: string
  readonly name: string
  readonly sha256: string
  readonly table: TableFile
}

/** The uploaded exports of each person: the last one, for nobody but them, until it is taken over or the desk ends. */
export interface TillUploads {
  /**
   * Takes a file as it comes in and looks at it.
   * @param staffId who uploads it
   * @param name as the person's computer calls it
   * @param body its bytes
   * @throws DeskError invalid when it is too large, empty, or not taken
   */
  receive(staffId: string, name: string, body: ReadableStream<Uint8Array> | null): Promise<TillUpload>
  /** @throws DeskError not_found/till_upload_gone, also for what another has uploaded */
  get(staffId: string, id: string): TillUpload
  /** Removes an upload. */
  letGo(upload: TillUpload): Promise<void>
}

const prefix = 'till-'

/** What a file is by its first bytes. */
function kindOf(head: Uint8Array): 'csv' | 'xlsx' {
  const starts = (...bytes: number[]) => bytes.every((byte, place) => head[place] === byte)
  if (starts(0x50, 0x4b, 0x03, 0x04)) return 'xlsx'
  // The old form of spreadsheets, and new ones with a password.
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) throw new DeskError('invalid', 'till_old_workbook')
  if (starts(0xff, 0xfe) || starts(0xfe, 0xff)) throw new DeskError('invalid', 'till_not_a_table')
  return 'csv'
}

function tooLarge(name: string): DeskError {
  return new DeskError('invalid', 'till_file_too_large', {
    params: { name, megabytes: tillLimits.megabytes },
  })
}

async function writeBody(path: string, name: string, body: ReadableStream<Uint8Array> | null) {
  const hash = createHash('sha256')
  const handle = await open(path, 'wx', 0o600)
  let size = 0
  let head = Buffer.alloc(0)
  try {
    for await (const part of body ?? []) {
      size += part.length
      if (size > tillLimits.megabytes * megabyte) throw tooLarge(name)
      if (head.length < 4) head = Buffer.concat([head, part.subarray(0, 4)])
      hash.update(part)
      await handle.write(part)
    }
  } finally {
    await handle.close()
  }
  if (size === 0) throw new DeskError('invalid', 'file_empty', { params: { name } })
  return { sha256: hash.digest('hex'), head }
}

/**
 * @param dataDir the store's data folder; what an earlier run left there is removed
 */
export function openTillUploads(dataDir: string): TillUploads {
  const staging = join(dataDir, 'staging')
  for (const each of readdirSync(staging, { recursive: true, withFileTypes: true }))
    if (each.isFile() && each.name.startsWith(prefix))
      rmSync(join(each.parentPath, each.name), { force: true })
  const uploads = new Map<string, TillUpload>()

  async function letGo(upload: TillUpload): Promise<void> {
    uploads.delete(upload.id)
    await rm(upload.table.path, { force: true })
  }

  return {
    async receive(staffId, name, body) {
      const id = randomUUID()
      const folder = join(staging, staffId)
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      keepToOwner(folder, 0o700)
      const path = join(folder, `${prefix}${id}`)
      try {
        const { sha256, head } = await writeBody(path, name, body)
        const table = await openTable(path, kindOf(head))
        const upload = { id, staffId, name, sha256, table }
        for (const earlier of uploads.values()) if (earlier.staffId === staffId) await letGo(earlier)
        uploads.set(id, upload)
        return upload
      } catch (cause) {
        await rm(path, { force: true })
        throw cause
      }
    },
    get(staffId, id) {
      const upload = uploads.get(id)
      if (upload === undefined || upload.staffId !== staffId)
        throw new DeskError('not_found', 'till_upload_gone')
      return upload
    },
    letGo,
  }
}
