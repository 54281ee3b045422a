import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'

/** Another process has the data folder open. */
export class FolderInUse extends Error {
  constructor(folder: string) {
    super(`Head office is already running on ${folder}`)
    this.name = 'FolderInUse'
  }
}

/**
 * Makes sure that one process alone opens a data folder: PGlite itself would let two in and lose both their work. The
 * lock is SQLite's own on a small file, which the operating system releases however the process ends.
 * @param folder made when missing, readable by its owner only
 * @returns a function that releases the folder
 * @throws FolderInUse when another process has it; an Error of the file system when it cannot be written
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = new Sqlite(join(folder, 'lock.sqlite'), { timeout: 0 })
  try {
    file.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    file.close()
    if (error instanceof Sqlite.SqliteError && error.code === 'SQLITE_BUSY') throw new FolderInUse(folder)
    throw error
  }
  return () => file.close()
}
