import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { z } from 'zod'

/** This process owns the data folder until it ends, however it ends. */
export interface FolderLock {
  /** Says where the running desk answers, for a second start. */
  announce(url: string): void
  release(): void
}

const announcement = z.object({ url: z.url(), pid: z.int() })

function announced(path: string): string | null {
  if (!existsSync(path)) return null
  try {
    return announcement.parse(JSON.parse(readFileSync(path, 'utf8'))).url
  } catch (cause) {
    // A half-written note says nothing; the lock itself is what counts.
    if (cause instanceof SyntaxError || cause instanceof z.ZodError) return null
    throw cause
  }
}

/**
 * Takes the data folder. SQLite's own exclusive lock is kept by the operating system for this process and falls with it,
 * so that neither a crash nor a power cut leaves a folder locked.
 * @param dataDir the store's data folder
 * @returns the lock, or where the desk already runs (null when it did not say)
 */
export function lockFolder(dataDir: string): FolderLock | { readonly takenAt: string | null } {
  const note = join(dataDir, 'desk.running.json')
  const lock = new Database(join(dataDir, 'desk.lock'), { timeout: 0 })
  try {
    lock.pragma('locking_mode = EXCLUSIVE')
    lock.exec('BEGIN EXCLUSIVE')
  } catch (cause) {
    lock.close()
    if (cause instanceof Database.SqliteError && cause.code.startsWith('SQLITE_BUSY'))
      return { takenAt: announced(note) }
    throw cause
  }
  rmSync(note, { force: true })
  return {
    announce: (url) => writeFileSync(note, JSON.stringify({ url, pid: process.pid }), { mode: 0o600 }),
    release: () => {
      rmSync(note, { force: true })
      lock.close()
    },
  }
}
