import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { asc, eq } from 'drizzle-orm'
import type { HeadOfficeView, Recorded } from '../../electron/desk/views.ts'
import type { HeadOffice } from '../../headoffice/server.ts'
import { complaint, journal } from '../../headoffice/tables.ts'
import type { SettableClock } from '../helpers/clock.ts'
import type { DeskPerson, TestDesk } from '../helpers/desk.ts'
import { pin, startDesk } from '../helpers/desk.ts'
import { intake } from '../helpers/walk.ts'
import type { Line } from './line.ts'
import { startLine } from './line.ts'

/** A store with its manager signed in, and the line from it to head office. */
export interface StoreOnLine {
  readonly code: string
  readonly desk: TestDesk & { readonly clock: SettableClock }
  readonly line: Line
  /** The manager, signed in anew when the session ended by the time that passed. */
  manager(): Promise<DeskPerson>
  readonly headOffice: HeadOffice
  record(more?: Parameters<typeof intake>[0]): Promise<Recorded>
  enrol(): Promise<HeadOfficeView>
  push(): Promise<HeadOfficeView>
  status(): Promise<HeadOfficeView>
  /** The desk's own journal: the hash of every entry, in order. */
  hashes(): string[]
  /** How many requests of a kind have come over the line. */
  asked(kind: 'cursor' | 'journal'): number
  /** Stops the desk and leaves its folder. */
  stop(): Promise<void>
  close(): Promise<void>
}

const managerNumber = '2001'

/** Reads the store's file beside the running desk. */
export function readStoreFile<T>(dataDir: string, read: (raw: Database.Database) => T): T {
  const raw = new Database(path.join(dataDir, 'store.sqlite'), { readonly: true })
  try {
    return read(raw)
  } finally {
    raw.close()
  }
}

/** The hash of every entry of a store's file, in order. */
export function journalHashes(dataDir: string): string[] {
  return readStoreFile(dataDir, (raw) =>
    raw.prepare<[], { hash: string }>('SELECT hash FROM journal ORDER BY seq').all(),
  ).map((row) => row.hash)
}

/** What head office has of a store: the hash of every entry in order, and its list of complaints. */
export async function atHeadOffice({ database }: Pick<HeadOffice, 'database'>, code: string) {
  const entries = await database
    .select({ hash: journal.hash })
    .from(journal)
    .where(eq(journal.store, code))
    .orderBy(asc(journal.seq))
  const complaints = await database
    .select({ number: complaint.number, state: complaint.state, level: complaint.level })
    .from(complaint)
    .where(eq(complaint.store, code))
    .orderBy(asc(complaint.number))
  return { hashes: entries.map((entry) => entry.hash), complaints }
}

/** The desk's register, as head office should list it. */
export async function registerOf(person: DeskPerson) {
  const rows: { number: string; state: string; level: number }[] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<typeof person.call.complaints.list.query>> =
      await person.call.complaints.list.query({
        text: '',
        states: [],
        levels: [],
        departments: [],
        handlerId: null,
        sort: 'number',
        descending: false,
        cursor,
        limit: 100,
      })
    rows.push(...page.rows.map(({ number, state, level }) => ({ number, state, level })))
    cursor = page.nextCursor
  } while (cursor !== null)
  return rows
}

/**
 * Sets up a new store and lays a line to head office; it is not enrolled yet.
 * @param headOffice a running head office
 * @param code the store's code, one per test and head office
 * @param clock time at the desk
 */
export async function storeOnLine(
  headOffice: HeadOffice,
  code: string,
  clock: SettableClock,
): Promise<StoreOnLine> {
  const desk = await startDesk({ clock })
  const line = await startLine(headOffice.url)
  await desk.open.desk.setup.mutate({
    commandId: randomUUID(),
    storeCode: code,
    storeName: `${code} 店`,
    managerNumber,
    managerName: '店长2001',
    pin,
  })
  let signedIn = await desk.signIn(managerNumber)
  let running = true

  async function manager(): Promise<DeskPerson> {
    const ended = await signedIn.call.session.me.query().then(
      () => false,
      () => true,
    )
    if (ended) signedIn = await desk.signIn(managerNumber)
    return signedIn
  }

  async function stop(): Promise<void> {
    if (!running) return
    running = false
    await desk.stop()
  }

  return {
    code,
    desk,
    line,
    manager,
    headOffice,
    stop,
    record: async (more) => (await manager()).call.complaints.register.mutate(intake(more)),
    async enrol() {
      const { call } = await manager()
      const url = line.url
      await call.headOffice.enrol.mutate({ url, code: await headOffice.issueCode(code, `${code} 店`) })
      return call.headOffice.push.mutate()
    },
    push: async () => (await manager()).call.headOffice.push.mutate(),
    status: async () => (await manager()).call.headOffice.status.query(),
    hashes: () => journalHashes(desk.dataDir),
    asked: (kind) => line.seen.filter((request) => request.path.endsWith(`/${kind}`)).length,
    async close() {
      await stop()
      await line.close()
      rmSync(desk.dataDir, { recursive: true, force: true })
    },
  }
}
