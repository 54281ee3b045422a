import { parseArgs } from 'node:util'
import { DrizzleQueryError } from 'drizzle-orm'
import { pino } from 'pino'
import { z } from 'zod'
import { type OpenDatabase, openFolder, openServer } from './database.ts'
import { issueCode } from './enrolment/enrolment.ts'
import { FolderInUse } from './folder-lock.ts'
import { rebuildProjections } from './journal/rebuild.ts'
import { startHeadOffice } from './server.ts'

const usage = `npm run headoffice -- [command] [options]
  (no command)          run the service
  enrol CODE NAME       print a one-time enrolment code for a store
  rebuild               rebuild the lists from the entries
  --port N              default 8790
  --host ADDRESS        default 127.0.0.1
  --data DIR            PGlite's folder, default ./headoffice-data
Environment: DATABASE_URL (a PostgreSQL server instead of the folder), HEAD_OFFICE_TOKEN (opens the page)`

/** A mistake of the person at the command line: said in a sentence, without a stack. */
class UsageError extends Error {}

const log = pino({ level: 'warn' }, pino.destination(2))

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        port: { type: 'string', default: '8790' },
        host: { type: 'string', default: '127.0.0.1' },
        data: { type: 'string', default: './headoffice-data' },
        help: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : 'Unknown option'}\n\n${usage}`)
  }
}

function pageToken(): string | undefined {
  const token = process.env.HEAD_OFFICE_TOKEN
  if (token === undefined || token === '') return undefined
  if (token.length < 16) throw new UsageError('HEAD_OFFICE_TOKEN must have at least 16 characters.')
  return token
}

async function withDatabase(data: string, work: (open: OpenDatabase) => Promise<void>): Promise<void> {
  const databaseUrl = process.env.DATABASE_URL
  const open = databaseUrl ? await openServer(databaseUrl, log) : await openFolder(data)
  try {
    await work(open)
  } finally {
    await open.close()
  }
}

async function run(port: number, host: string, data: string): Promise<void> {
  const databaseUrl = process.env.DATABASE_URL || undefined
  const given = pageToken()
  const headOffice = await startHeadOffice({ port, host, data, databaseUrl, token: given, log })
  process.stdout.write(`Head office is listening on ${headOffice.url}\n`)
  if (given === undefined) process.stdout.write(`Sign in to the page with this token: ${headOffice.token}\n`)
  let closing = false
  const stop = () => {
    if (closing) return
    closing = true
    void headOffice.close().then(() => process.exit(0))
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

async function main(): Promise<void> {
  const { values, positionals } = readArguments()
  const [command, ...rest] = positionals
  if (values.help) {
    process.stdout.write(`${usage}\n`)
    return
  }
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UsageError(`${values.port} is not a port.`)
  if (command === undefined) return run(port, values.host, values.data)
  if (command === 'rebuild' && rest.length === 0) {
    return withDatabase(values.data, async ({ database }) => {
      const { stores, entries } = await rebuildProjections(database)
      process.stdout.write(`Rebuilt from ${entries} entries of ${stores} stores.\n`)
    })
  }
  const [store, name] = rest
  if (command === 'enrol' && store !== undefined && name !== undefined && rest.length === 2) {
    return withDatabase(values.data, async ({ database }) => {
      const { code, expiresAt } = await issueCode(database, store, name, Date.now())
      process.stdout.write(`${code}\nFor ${store} ${name}; works once, until ${expiresAt.toISOString()}.\n`)
    })
  }
  throw new UsageError(usage)
}

/** What to tell the person; undefined where only a stack helps. */
function sentenceOf(error: unknown): string | undefined {
  if (error instanceof UsageError) return error.message
  if (error instanceof FolderInUse) {
    return `${error.message}. Use its page to issue enrolment codes, or stop it first.`
  }
  if (error instanceof DrizzleQueryError) {
    // Its own words carry what was to be stored, personal data among it.
    const code = error.cause !== undefined && 'code' in error.cause ? String(error.cause.code) : 'no code'
    return `The database refused to go on (${code}).`
  }
  if (error instanceof z.ZodError) return 'The store needs a code of 2 to 12 capitals and digits, and a name.'
  if (!(error instanceof Error) || !('code' in error)) return undefined
  if (error.code === 'EADDRINUSE') return 'The port is in use. Choose another with --port.'
  if (error.code === 'EACCES' || error.code === 'EROFS')
    return 'The data folder or the port is not open to this account.'
  if (error.code === 'ECONNREFUSED') return 'The database at DATABASE_URL does not answer.'
  return undefined
}

try {
  await main()
} catch (error) {
  const sentence = sentenceOf(error)
  if (sentence === undefined) throw error
  process.stderr.write(`${sentence}\n`)
  process.exitCode = 1
}
