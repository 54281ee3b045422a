import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import { drizzle as drizzlePg } from 'drizzle-orm/node-postgres'
import { migrate as migratePg } from 'drizzle-orm/node-postgres/migrator'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite'
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator'
import pg from 'pg'
import type { Logger } from 'pino'
import { lockFolder } from './folder-lock.ts'

/** The database or a transaction in it, whichever driver carries it. */
export type Database = PgDatabase<PgQueryResultHKT>

export type OpenDatabase = { database: Database; close: () => Promise<void> }

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url))

/** Any number does, as long as every process of head office uses the same. */
const migrationLock = 7_340_001

/**
 * Opens a PostgreSQL server and brings its tables up to date; several processes may start at once.
 * @param databaseUrl postgres://…
 * @param log told of connections that broke while idle
 * @throws the driver's error when the server cannot be reached
 */
export async function openServer(databaseUrl: string, log: Logger): Promise<OpenDatabase> {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 10,
    connectionTimeoutMillis: 5_000,
    lock_timeout: 15_000,
    statement_timeout: 60_000,
    idle_in_transaction_session_timeout: 60_000,
  })
  const lost = (error: Error) =>
    log.warn({ code: 'code' in error ? error.code : undefined }, 'connection lost')
  pool.on('error', lost)
  // A client that is in use when its connection breaks tells only itself; unheard, that would end the process.
  pool.on('connect', (client) => client.on('error', lost))
  const database = drizzlePg(pool)
  try {
    const guard = await pool.connect()
    try {
      await guard.query('SELECT pg_advisory_lock($1)', [migrationLock])
      await migratePg(database, { migrationsFolder })
      await guard.query('SELECT pg_advisory_unlock($1)', [migrationLock])
    } finally {
      guard.release(true)
    }
  } catch (error) {
    await pool.end()
    throw error
  }
  return { database, close: () => pool.end() }
}

/**
 * Opens PGlite, the PostgreSQL inside this process, and brings its tables up to date.
 * @param folder where it keeps its files; in memory when absent
 * @throws FolderInUse when another process has the folder
 */
export async function openFolder(folder: string | undefined): Promise<OpenDatabase> {
  const path = folder === undefined ? undefined : resolve(folder)
  const release = path === undefined ? () => undefined : lockFolder(path)
  try {
    const lite = await PGlite.create(path === undefined ? 'memory://' : join(path, 'pglite'))
    const database = drizzlePglite(lite)
    await migratePglite(database, { migrationsFolder })
    return {
      database,
      close: async () => {
        await lite.close()
        release()
      },
    }
  } catch (error) {
    release()
    throw error
  }
}
