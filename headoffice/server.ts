import { once } from 'node:events'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { type Logger, pino } from 'pino'
import { type Database, openFolder, openServer } from './database.ts'
import { issueCode } from './enrolment/enrolment.ts'
import { headOfficeKey } from './enrolment/identity.ts'
import { newToken } from './enrolment/secrets.ts'
import { FailureLimiter } from './http/limiter.ts'
import { Problem, problemOf, problemResponse } from './http/problem.ts'
import { deskRoutes } from './http/routes.ts'
import { pageRoutes } from './page/routes.ts'

export type HeadOfficeOptions = {
  /** 0 takes any free one. */
  port: number
  /** The address to listen on; default 127.0.0.1. */
  host?: string
  /** Folder for PGlite; in memory when both this and `databaseUrl` are absent. */
  data?: string
  /** A PostgreSQL server; goes before `data`. */
  databaseUrl?: string
  /** The clock, milliseconds since 1970; default the machine's. */
  now?: () => number
  /** Opens the page; default a new random one. */
  token?: string
  /** Default: silent. */
  log?: Logger
}

export type HeadOffice = {
  /** Such as http://127.0.0.1:8790, without a slash at the end. */
  url: string
  /** Opens the page. */
  token: string
  database: Database
  /** Issues a one-time enrolment code for a store. */
  issueCode: (store: string, name: string) => Promise<string>
  close: () => Promise<void>
}

async function listen(app: Hono, port: number, host: string) {
  const server = createAdaptorServer({ fetch: app.fetch })
  server.listen(port, host)
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port')
  const name = host.includes(':') ? `[${host}]` : host
  const close = async () => {
    server.close()
    if ('closeIdleConnections' in server) server.closeIdleConnections()
    await once(server, 'close')
  }
  return { url: `http://${name}:${address.port}`, close }
}

/**
 * Starts head office's service in this process.
 * @param options where to listen and where the records are
 * @returns the running service
 * @throws FolderInUse when another process has the data folder; the system's error when port or database cannot be had
 */
export async function startHeadOffice(options: HeadOfficeOptions): Promise<HeadOffice> {
  const { host = '127.0.0.1', now = Date.now, token = newToken(), log = pino({ level: 'silent' }) } = options
  const { database, close: closeDatabase } =
    options.databaseUrl === undefined
      ? await openFolder(options.data)
      : await openServer(options.databaseUrl, log)
  try {
    const headOfficePublicKey = await headOfficeKey(database, now())
    const limiter = new FailureLimiter()
    const app = new Hono()
    app.onError((error, context) => problemResponse(context, problemOf(error, log)))
    app.notFound((context) =>
      problemResponse(context, new Problem('not-found', 404, 'There is no such address.')),
    )
    app.route('/v1', deskRoutes({ database, headOfficePublicKey, now, limiter }))
    app.route('/', pageRoutes({ database, now, limiter, token }))
    const { url, close: closeServer } = await listen(app, options.port, host)
    return {
      url,
      token,
      database,
      issueCode: async (store, name) => (await issueCode(database, store, name, now())).code,
      close: async () => {
        await closeServer()
        await closeDatabase()
      },
    }
  } catch (error) {
    await closeDatabase()
    throw error
  }
}
