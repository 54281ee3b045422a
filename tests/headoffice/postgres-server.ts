import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'

/** A PostgreSQL server for the tests, on which each may have a database of its own. */
export type PostgresServer = {
  newDatabase: () => Promise<string>
  stop: () => Promise<void>
}

/** The newest server on this machine. */
function findBinaries(): string | undefined {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [
    ...versions.map((version) => path.join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(path.delimiter),
  ]
  const file = process.platform === 'win32' ? 'initdb.exe' : 'initdb'
  return folders.find((folder) => existsSync(path.join(folder, file)))
}

/** Whether these tests can run here: on DATABASE_URL, or on a server of their own. */
export function hasPostgres(): boolean {
  return Boolean(process.env.DATABASE_URL) || findBinaries() !== undefined
}

/** A server refuses to run as root; the account that its package made exists then. */
function asServer(command: string, args: string[]): [string, string[]] {
  return process.getuid?.() === 0 ? ['runuser', ['-u', 'postgres', '--', command, ...args]] : [command, args]
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('No free port')
  return address.port
}

function makeFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'headoffice-pg-'))
  if (process.getuid?.() === 0) {
    chmodSync(folder, 0o755)
    const given = spawnSync('chown', ['postgres', folder])
    if (given.status !== 0) throw new Error('There is no account postgres to run the server')
  }
  return folder
}

async function startOwn(binaries: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = makeFolder()
  const data = path.join(folder, 'data')
  const made = spawnSync(
    ...asServer(path.join(binaries, 'initdb'), [
      '-D',
      data,
      '-U',
      'postgres',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--no-sync',
    ]),
    { encoding: 'utf8', cwd: folder },
  )
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`)
  const port = await freePort()
  const settings = `-c listen_addresses=127.0.0.1 -p ${port} -c unix_socket_directories='${folder}' -c fsync=off`
  const control = (...args: string[]) =>
    spawnSync(...asServer(path.join(binaries, 'pg_ctl'), ['-D', data, '-w', ...args]), {
      stdio: 'ignore',
      cwd: folder,
    })
  if (control('-l', path.join(folder, 'log'), '-o', settings, 'start').status !== 0) {
    throw new Error(`The server did not start; see ${folder}/log`)
  }
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  const stop = async () => {
    control('-m', 'immediate', 'stop')
    rmSync(folder, { recursive: true, force: true })
  }
  return { url, stop }
}

/** Starts a server of the tests' own, or uses DATABASE_URL, whose account must be allowed to make databases. */
export async function startPostgres(): Promise<PostgresServer> {
  const given = process.env.DATABASE_URL
  const binaries = findBinaries()
  if (!given && binaries === undefined) throw new Error('No PostgreSQL server here and no DATABASE_URL')
  const own = given || binaries === undefined ? undefined : await startOwn(binaries)
  const admin = new pg.Client({ connectionString: own?.url ?? given })
  await admin.connect()
  const made: string[] = []
  return {
    newDatabase: async () => {
      const name = `countersign_test_${randomBytes(6).toString('hex')}`
      await admin.query(`CREATE DATABASE ${name}`)
      made.push(name)
      const url = new URL(own?.url ?? given ?? '')
      url.pathname = `/${name}`
      return url.href
    },
    stop: async () => {
      if (own === undefined) for (const name of made) await admin.query(`DROP DATABASE ${name} WITH (FORCE)`)
      await admin.end()
      await own?.stop()
    },
  }
}
