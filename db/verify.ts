import type Database from 'better-sqlite3'
import BetterSqlite3 from 'better-sqlite3'
import { z } from 'zod'
import type { Entry } from '../domain/journal/entry.ts'
import { afterSchema, entryHash, genesisHash } from '../domain/journal/entry.ts'
import { openFields } from '../domain/journal/sealing.ts'
import type { StoreFile } from './open.ts'
import { tableForm } from './recorder.ts'
import type { Entity, RecordPlan } from './records.ts'
import { entities, isEntity, recordPlan } from './records.ts'

/** One thing that is not as the journal says. */
export interface Fault {
  readonly kind:
    | 'gap'
    | 'chain'
    | 'hash'
    | 'unreadable'
    | 'unknown_entity'
    | 'key_missing'
    | 'missing'
    | 'extra'
    | 'different'
    | 'file'
  /** Where: the entry's seq, the table and id, or the customer. */
  readonly where: string
}

/** A file that a record names, with what is needed to look at it. */
export interface NamedFile {
  readonly id: string
  readonly customerId: string
  readonly sha256: string
  /** null when it is missing, which is a fault of its own. */
  readonly key: Buffer | null
}

export interface Verification {
  readonly entries: number
  readonly records: number
  readonly faults: readonly Fault[]
  /** What the records name; the files themselves lie beside the store's file and are looked at by the caller. */
  readonly files: readonly NamedFile[]
}

export interface VerifyOptions {
  /** After so many faults no more are listed; default 100. */
  readonly maxFaults?: number
  /** Is told now and then how many of how many entries and records were looked at. */
  readonly onProgress?: (done: number, total: number) => void
}

interface JournalRow {
  seq: number
  id: string
  epoch: string
  at: number
  staffId: string | null
  device: string
  action: string
  entity: string
  entityId: string
  after: string
  schema: number
  prevHash: string
  hash: string
}

const selectEntries = `SELECT seq, id, epoch, at, staff_id AS staffId, device, action, entity, entity_id AS entityId,
  after, schema, prev_hash AS prevHash, hash FROM journal`

/**
 * The entries after a place in the journal, in the form in which they travel.
 * @param raw the open file
 * @param afterSeq exclusive
 * @param limit how many at most
 */
export function entriesAfter(raw: Database.Database, afterSeq: number, limit: number): Entry[] {
  return raw
    .prepare<[number, number], JournalRow>(`${selectEntries} WHERE seq > ? ORDER BY seq LIMIT ?`)
    .all(afterSeq, limit)
    .map(entryOf)
}

function entryOf(row: JournalRow): Entry {
  return { ...row, at: new Date(row.at).toISOString(), after: afterSchema.parse(JSON.parse(row.after)) }
}

/** How often progress is told, in entries and records. */
const progressEvery = 5_000

/**
 * Recomputes the chain of the journal and compares every journaled table with what the journal says. An entry carries
 * its whole record, so the last one of a record is what its row must be; nothing is copied to disk. Everything is read
 * as it was at one instant, also while a desk writes.
 * @param file the store's file, only read
 * @param options how much to list, whom to tell
 * @returns what was compared, what is not as the journal says, and which files the records name
 */
export function verifyStoreFile(file: Pick<StoreFile, 'raw'>, options: VerifyOptions = {}): Verification {
  const { raw } = file
  const faults: Fault[] = []
  const note: Note = (kind, where) => {
    if (faults.length < (options.maxFaults ?? 100)) faults.push({ kind, where })
  }
  const look = () => {
    const reader = openReader(raw, note)
    const step = progressOf(raw, options.onProgress)
    const { entries, last } = followChain(raw, reader, note, step)
    // What cannot be read was noted on the way.
    const again = openReader(raw, () => undefined)
    const records = entities.reduce(
      (sum, entity) => sum + compare(raw, again, entity, last.get(entity) ?? new Map(), note, step),
      0,
    )
    return { entries, records, faults, files: namedFiles(raw, reader.keyOf) }
  }
  return raw.transaction(look).deferred()
}

type Note = (kind: Fault['kind'], where: string) => void

/** Seq of the last entry of each record of one kind. */
type LastEntries = Map<string, number>

const countRow = z.object({ count: z.number() })

function progressOf(raw: Database.Database, tell: VerifyOptions['onProgress']): () => void {
  if (tell === undefined) return () => undefined
  const rowsOf = (table: string) =>
    countRow.parse(raw.prepare(`SELECT count(*) AS count FROM "${table}"`).get()).count
  const total = ['journal', ...entities.map((entity) => recordPlan(entity).table)]
    .map(rowsOf)
    .reduce((sum, count) => sum + count, 0)
  let done = 0
  return () => {
    done += 1
    if (done % progressEvery === 0 || done === total) tell(done, total)
  }
}

/** Reads entries that somebody may have changed: what cannot be read is a fault and not the end. */
interface Reader {
  keyOf(customerId: string): Buffer | null
  /** @returns the entry, null (and a fault) when it cannot be read */
  entry(row: JournalRow): Entry | null
  /** @returns the personal fields of an entry, null (and a fault) when they cannot be had */
  personal(entry: Entry): Record<string, unknown> | null
}

/**
 * Why an entry cannot be used.
 * @throws whatever is no fault of the entry: in a damaged file everything is in doubt
 */
function reasonOf(cause: unknown): string {
  if (cause instanceof BetterSqlite3.SqliteError || !(cause instanceof Error)) throw cause
  return cause instanceof z.ZodError ? 'not in the form of an entry' : cause.message
}

function openReader(raw: Database.Database, note: Note): Reader {
  const selectKey = raw.prepare<[string], { key: Buffer | null }>(
    'SELECT key FROM customer_key WHERE customer_id = ?',
  )
  const withoutKey = new Set<string>()
  const keyOf = (customerId: string) => selectKey.get(customerId)?.key ?? null
  return {
    keyOf,
    entry(row) {
      try {
        const entry = entryOf(row)
        if (entry.after.id !== row.entityId) throw new Error('not the record that it says')
        return entry
      } catch (cause) {
        note('unreadable', `#${row.seq} (${reasonOf(cause)})`)
        return null
      }
    },
    personal(entry) {
      const { sealed } = entry.after
      if (sealed === undefined) return {}
      const key = keyOf(sealed.customerId)
      if (key === null) {
        // No journaled command destroys a key yet, so a key that is gone was taken away past the journal.
        if (!withoutKey.has(sealed.customerId)) note('key_missing', `customer ${sealed.customerId}`)
        withoutKey.add(sealed.customerId)
        return null
      }
      try {
        return openFields(key, entry.entity, entry.entityId, sealed)
      } catch (cause) {
        note('unreadable', `#${entry.seq} (${reasonOf(cause)})`)
        return null
      }
    },
  }
}

/** Is the entry what was hashed? What cannot be hashed never was. */
function isAsHashed(entry: Entry, hash: string): boolean {
  try {
    return entryHash(entry) === hash
  } catch (cause) {
    reasonOf(cause)
    return false
  }
}

function followChain(raw: Database.Database, reader: Reader, note: Note, step: () => void) {
  const last = new Map<Entity, LastEntries>(entities.map((entity) => [entity, new Map()]))
  let previous = genesisHash
  let entries = 0
  for (const row of raw.prepare<[], JournalRow>(`${selectEntries} ORDER BY seq`).iterate()) {
    entries += 1
    step()
    if (row.seq !== entries) note('gap', `#${row.seq}`)
    if (row.prevHash !== previous) note('chain', `#${row.seq}`)
    previous = row.hash
    const entry = reader.entry(row)
    if (entry !== null) {
      if (!isAsHashed(entry, row.hash)) note('hash', `#${row.seq}`)
      reader.personal(entry)
    }
    if (isEntity(row.entity)) last.get(row.entity)?.set(row.entityId, row.seq)
    else note('unknown_entity', `#${row.seq} ${row.entity}`)
  }
  return { entries, last }
}

const anyRow = z.record(z.string(), z.unknown())

/** Columns of a row that are not as its last entry says; the personal ones only where they can be opened. */
function oddColumns(
  reader: Reader,
  plan: RecordPlan,
  row: JournalRow,
  live: Readonly<Record<string, unknown>>,
): string[] {
  const entry = reader.entry(row)
  if (entry === null) return []
  const { sealed: _, ...plain } = entry.after
  const opened = reader.personal(entry)
  const expected = formOf(plan, { ...plain, ...opened })
  if (expected === null) return ['cannot be written as the entry says']
  return plan.columns
    .filter(
      (column, place) => (opened !== null || !column.personal) && live[column.column] !== expected[place],
    )
    .map((column) => column.column)
}

/** What an entry says of a row, null when it says what no row can hold. */
function formOf(plan: RecordPlan, fields: Readonly<Record<string, unknown>>): unknown[] | null {
  try {
    return tableForm(plan, fields)
  } catch (cause) {
    reasonOf(cause)
    return null
  }
}

function compare(
  raw: Database.Database,
  reader: Reader,
  entity: Entity,
  last: LastEntries,
  note: Note,
  step: () => void,
): number {
  const plan = recordPlan(entity)
  const selectEntry = raw.prepare<[number], JournalRow>(`${selectEntries} WHERE seq = ?`)
  let records = 0
  for (const row of raw.prepare(`SELECT * FROM "${plan.table}" ORDER BY id`).iterate()) {
    const fields = anyRow.parse(row)
    const id = String(fields.id)
    records += 1
    step()
    const seq = last.get(id)
    last.delete(id)
    const entry = seq === undefined ? undefined : selectEntry.get(seq)
    if (entry === undefined) note('extra', `${plan.table} ${id}`)
    else {
      const odd = oddColumns(reader, plan, entry, fields)
      if (odd.length > 0) note('different', `${plan.table} ${id}: ${odd.join(', ')}`)
    }
  }
  for (const id of last.keys()) note('missing', `${plan.table} ${id}`)
  return records
}

const fileRow = z.object({ id: z.string(), customerId: z.string(), sha256: z.string() })

function namedFiles(raw: Database.Database, keyOf: Reader['keyOf']): NamedFile[] {
  return raw
    .prepare(
      `SELECT id, customer_id AS customerId, sha256 FROM file
       UNION ALL SELECT id, customer_id, sha256 FROM case_file ORDER BY id`,
    )
    .all()
    .map((row) => fileRow.parse(row))
    .map((named) => ({ ...named, key: keyOf(named.customerId) }))
}
