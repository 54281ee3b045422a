import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { z } from 'zod'
import type { Entry } from '../domain/journal/entry.ts'
import { afterSchema, entryHash, genesisHash } from '../domain/journal/entry.ts'
import { openFields } from '../domain/journal/sealing.ts'
import type { StoreFile } from './open.ts'
import { openStoreFile } from './open.ts'
import { tableForm } from './recorder.ts'
import { entities, isEntity, recordPlan } from './records.ts'

/** One thing that is not as the journal says. */
export interface Fault {
  readonly kind:
    | 'gap'
    | 'chain'
    | 'hash'
    | 'unreadable'
    | 'unknown_entity'
    | 'missing'
    | 'extra'
    | 'different'
  /** Where: the entry's seq or the table and id. */
  readonly where: string
}

export interface Verification {
  readonly entries: number
  readonly records: number
  /** Records whose personal part cannot be compared, because their customer's key was destroyed. */
  readonly erased: number
  readonly faults: readonly Fault[]
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

/**
 * Recomputes the chain of the journal, rebuilds every journaled table from it in a fresh file and compares.
 * @param file the store's file, only read
 * @param maxFaults after so many the rest is not looked for
 * @returns what was compared and what is not as the journal says
 */
export function verifyStoreFile(file: StoreFile, maxFaults = 100): Verification {
  const faults: Fault[] = []
  const note = (kind: Fault['kind'], where: string) => {
    if (faults.length < maxFaults) faults.push({ kind, where })
  }
  const beside = join(tmpdir(), `countersign-verify-${randomUUID()}.sqlite`)
  const rebuilt = openStoreFile(beside)
  try {
    rebuilt.raw.pragma('foreign_keys = OFF')
    rebuilt.raw.pragma('synchronous = OFF')
    const { entries, erased } = rebuilt.raw.transaction(() => replay(file.raw, rebuilt.raw, note))()
    const records = entities.reduce(
      (sum, entity) => sum + compare(file.raw, rebuilt.raw, entity, erased, note),
      0,
    )
    return { entries, records, erased: erased.size, faults }
  } finally {
    rebuilt.raw.close()
    for (const end of ['', '-wal', '-shm']) rmSync(beside + end, { force: true })
  }
}

type Note = (kind: Fault['kind'], where: string) => void

function replay(live: Database.Database, target: Database.Database, note: Note) {
  const selectKey = live.prepare<[string], { key: Buffer | null }>(
    'SELECT key FROM customer_key WHERE customer_id = ?',
  )
  const statements = new Map(
    entities.map((entity) => {
      const plan = recordPlan(entity)
      const names = plan.columns.map((column) => `"${column.column}"`)
      const sql = `INSERT OR REPLACE INTO "${plan.table}" (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`
      return [entity, { plan, statement: target.prepare(sql) }]
    }),
  )
  const erased = new Set<string>()
  let previous = genesisHash
  let entries = 0
  for (const row of live.prepare<[], JournalRow>(`${selectEntries} ORDER BY seq`).iterate()) {
    entries += 1
    if (row.seq !== entries) note('gap', `#${row.seq}`)
    if (row.prevHash !== previous) note('chain', `#${row.seq}`)
    previous = row.hash
    const entry = entryOf(row)
    if (entryHash(entry) !== row.hash) note('hash', `#${row.seq}`)
    if (!isEntity(row.entity)) {
      note('unknown_entity', `#${row.seq} ${row.entity}`)
      continue
    }
    const { sealed, ...plain } = entry.after
    const opened = sealed === undefined ? {} : openSealed(selectKey, entry, note)
    if (opened === null) erased.add(`${row.entity} ${row.entityId}`)
    const target = statements.get(row.entity)
    if (target !== undefined && opened !== null)
      target.statement.run(...tableForm(target.plan, { ...plain, ...opened }))
  }
  return { entries, erased }
}

function openSealed(
  selectKey: Database.Statement<[string], { key: Buffer | null }>,
  entry: Entry,
  note: Note,
): Record<string, unknown> | null {
  const { sealed } = entry.after
  if (sealed === undefined) return {}
  const key = selectKey.get(sealed.customerId)?.key
  if (!key) return null
  try {
    return openFields(key, entry.entity, entry.entityId, sealed)
  } catch (cause) {
    note('unreadable', `#${entry.seq} (${cause instanceof Error ? cause.message : 'not openable'})`)
    return null
  }
}

const anyRow = z.record(z.string(), z.unknown())

function compare(
  live: Database.Database,
  rebuilt: Database.Database,
  entity: (typeof entities)[number],
  erased: ReadonlySet<string>,
  note: Note,
): number {
  const plan = recordPlan(entity)
  const sql = `SELECT * FROM "${plan.table}" ORDER BY id`
  const expected = new Map(
    rebuilt
      .prepare(sql)
      .all()
      .map((row) => {
        const fields = anyRow.parse(row)
        return [String(fields.id), fields]
      }),
  )
  let records = 0
  for (const row of live.prepare(sql).iterate()) {
    const fields = anyRow.parse(row)
    const id = String(fields.id)
    records += 1
    const other = expected.get(id)
    expected.delete(id)
    if (other !== undefined) {
      const odd = plan.columns.filter((column) => fields[column.column] !== other[column.column])
      if (odd.length > 0) note('different', `${plan.table} ${id}: ${odd.map((c) => c.column).join(', ')}`)
    } else if (!erased.has(`${entity} ${id}`)) note('extra', `${plan.table} ${id}`)
  }
  for (const id of expected.keys()) note('missing', `${plan.table} ${id}`)
  return records
}
