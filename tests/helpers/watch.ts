import path from 'node:path'
import Database from 'better-sqlite3'
import { z } from 'zod'
import type { TestDesk } from './desk.ts'

/** A second pair of eyes on the store's file while the desk writes it. */
export interface FileWatch {
  readonly raw: Database.Database
  /** Another number whenever anybody else committed anything at all to the file. */
  commits(): number
  /** The journal's last place and hash. */
  head(): { seq: number; hash: string }
  close(): void
}

/**
 * Opens the store's file of a running desk, for reading only.
 * @param desk the desk
 */
export function watchFile(desk: Pick<TestDesk, 'dataDir'>): FileWatch {
  const raw = new Database(path.join(desk.dataDir, 'store.sqlite'), { readonly: true })
  const last = raw.prepare<[], { seq: number; hash: string }>(
    'SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1',
  )
  return {
    raw,
    commits: () => z.number().parse(raw.pragma('data_version', { simple: true })),
    head: () => last.get() ?? { seq: 0, hash: '' },
    close: () => raw.close(),
  }
}
