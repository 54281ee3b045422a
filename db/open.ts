import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { z } from 'zod'
import * as schema from './schema.ts'

export type Drizzle = BetterSQLite3Database<typeof schema>

/** The store's file, open. `raw` is the bare connection for hot statements, `orm` the same one through drizzle. */
export interface StoreFile {
  readonly raw: Database.Database
  readonly orm: Drizzle
  readonly path: string
}

/** Why a store's file cannot be opened; `params` fill the sentence that a person reads. */
export class OpenError extends Error {
  override readonly name = 'OpenError'
  readonly code: 'folder_not_writable' | 'newer_file' | 'older_file' | 'damaged'
  readonly params: Readonly<Record<string, string>>
  constructor(code: OpenError['code'], params: Record<string, string>, cause?: unknown) {
    super(`${code}: ${JSON.stringify(params)}`, { cause })
    this.code = code
    this.params = params
  }
}

/** Queries slower than this are worth a line in the log (ms). */
export const slowQueryMs = 40

const migrationJournal = z.object({ entries: z.array(z.object({ when: z.number(), tag: z.string() })) })

/**
 * Where the released migrations lie: beside the sources, or beside the bundle in a packed app.
 * @returns the folder
 * @throws Error when neither exists: the program is incomplete
 */
export function migrationsFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url))
  const places = [
    join(here, 'migrations'),
    join(here, '../../db/migrations'),
    join(here, '../../../db/migrations'),
  ]
  const found = places.find((place) => existsSync(join(place, 'meta/_journal.json')))
  if (found === undefined) throw new Error(`No migrations in ${places.join(', ')}`)
  return found
}

/**
 * Makes sure that the folder exists, takes new files and is open to nobody else.
 * @param dir the data folder
 * @throws OpenError folder_not_writable
 */
export function ensureWritableFolder(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    keepToOwner(dir, 0o700)
    const probe = join(dir, `.write-probe-${process.pid}`)
    writeFileSync(probe, '')
    rmSync(probe)
  } catch (cause) {
    throw new OpenError('folder_not_writable', { folder: dir }, cause)
  }
}

/** A folder in which everybody may write but not remove what is another's, such as the system's own for passing files. */
const sticky = 0o1000

/**
 * Takes a folder or file away from everybody but its owner. Windows keeps a person's own folders to that person.
 * @param path the folder or file
 * @param mode 0o700 for a folder, 0o600 for a file
 */
export function keepToOwner(path: string, mode: 0o700 | 0o600): void {
  if (process.getuid === undefined) return
  const found = statSync(path)
  if (found.uid !== process.getuid() || (found.mode & sticky) !== 0) return
  if ((found.mode & 0o777) !== mode) chmodSync(path, mode)
}

/** SQLite gives what it writes beside its file the mode of the file, so the file gets its own before it is opened. */
function keepStoreToOwner(path: string): void {
  closeSync(openSync(path, 'a', 0o600))
  for (const each of [path, `${path}-wal`, `${path}-shm`]) if (existsSync(each)) keepToOwner(each, 0o600)
}

/** When the newest migration was made: that of the file, null in one without any, and that of this program. */
function migrationsOf(raw: Database.Database, folder: string): { last: number | null; newest: number } {
  const ours = migrationJournal.parse(JSON.parse(readFileSync(join(folder, 'meta/_journal.json'), 'utf8')))
  const newest = Math.max(...ours.entries.map((entry) => entry.when))
  const known = raw
    .prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '__drizzle_migrations'")
    .get()
  if (known === undefined) return { last: null, newest }
  const { last } = z
    .object({ last: z.number().nullable() })
    .parse(raw.prepare('SELECT max(created_at) AS last FROM __drizzle_migrations').get())
  return { last, newest }
}

function refuseNewer(raw: Database.Database, path: string, folder: string): void {
  const { last, newest } = migrationsOf(raw, folder)
  if (last !== null && last > newest) throw new OpenError('newer_file', { file: path })
}

/**
 * What SQLite says of a file that is no sound database, as an error with a sentence.
 * @param cause what was thrown while the file was opened or read
 * @param path the file
 * @returns OpenError damaged, or the cause itself when it says something else
 */
export function storeErrorOf(cause: unknown, path: string): unknown {
  const damaged = cause instanceof Database.SqliteError && /^SQLITE_(NOTADB|CORRUPT)/.test(cause.code)
  return damaged ? new OpenError('damaged', { file: path }, cause) : cause
}

function setPragmas(raw: Database.Database): void {
  raw.pragma('journal_mode = WAL')
  // The build's WAL default is NORMAL, which loses acknowledged commits in a power cut.
  raw.pragma('synchronous = FULL')
  raw.pragma('foreign_keys = ON')
  // REPLACE deletes rows; only so do the triggers that forbid deleting see it.
  raw.pragma('recursive_triggers = ON')
  raw.pragma('busy_timeout = 5000')
  raw.pragma('trusted_schema = OFF')
  // What is erased must not stay in the bytes of the file.
  raw.pragma('secure_delete = ON')
  raw.pragma('temp_store = MEMORY')
  // 64 MB: lists and sweeps over 50,000 open complaints stay in memory.
  raw.pragma('cache_size = -65536')
  if (raw.pragma('synchronous', { simple: true }) !== 2)
    throw new Error('The file does not keep synchronous = FULL')
  if (raw.pragma('journal_mode', { simple: true }) !== 'wal') throw new Error('The file does not keep WAL')
}

/**
 * Opens (and first makes) a store's file: pragmas asserted, migrations applied.
 * @param path the file, in a folder that exists
 * @returns the open file; close it with `raw.close()`
 * @throws OpenError newer_file when a newer program wrote it, damaged when it is no sound database
 */
export function openStoreFile(path: string): StoreFile {
  const folder = migrationsFolder()
  let raw: Database.Database | undefined
  try {
    keepStoreToOwner(path)
    raw = new Database(path)
    refuseNewer(raw, path, folder)
    setPragmas(raw)
    const orm = drizzle({ client: raw, schema })
    migrate(orm, { migrationsFolder: folder })
    return { raw, orm, path }
  } catch (cause) {
    raw?.close()
    throw storeErrorOf(cause, path)
  }
}

/**
 * Opens a store's file to look at it, also beside a desk that works with it: nothing is written and nothing migrated.
 * @param path the file, which must exist
 * @returns the open file; close it with `raw.close()`
 * @throws OpenError newer_file or older_file when another version of the program wrote it, damaged when it is no store
 */
export function openForReading(path: string): Pick<StoreFile, 'raw' | 'path'> {
  const folder = migrationsFolder()
  let raw: Database.Database | undefined
  try {
    raw = new Database(path, { readonly: true, fileMustExist: true })
    raw.pragma('busy_timeout = 5000')
    raw.pragma('trusted_schema = OFF')
    raw.pragma('temp_store = MEMORY')
    const { last, newest } = migrationsOf(raw, folder)
    if (last === null) throw new OpenError('damaged', { file: path })
    if (last !== newest) throw new OpenError(last > newest ? 'newer_file' : 'older_file', { file: path })
    return { raw, path }
  } catch (cause) {
    raw?.close()
    throw storeErrorOf(cause, path)
  }
}
