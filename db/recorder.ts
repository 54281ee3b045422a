import type { KeyObject } from 'node:crypto'
import { createSecretKey, randomBytes } from 'node:crypto'
import type Database from 'better-sqlite3'
import { v7 as uuidv7 } from 'uuid'
import { canonicalRecord, entryHash, entrySchemaVersion, genesisHash } from '../domain/journal/entry.ts'
import { customerKeyBytes, sealFields } from '../domain/journal/sealing.ts'
import { maskedRecord, maskRowsOf } from './erasure.ts'
import type { StoreFile } from './open.ts'
import type { Entity, RecordOf, RecordPlan } from './records.ts'
import { entities, recordPlan } from './records.ts'

/** Who does what, when: the same for all entries of one command. */
export interface CommandHead {
  /** Made by the caller; the same command sent twice is done once. */
  readonly commandId: string
  /** Such as `complaint.register`. */
  readonly action: string
  /** The kind of record that it is about: the first entry of that kind carries the command's id. */
  readonly about: Entity
  /** null for what the desk does by itself. */
  readonly staffId: string | null
  /** ms since 1970 UTC. */
  readonly at: number
}

/** Writes the records of one command: each to its table and to the journal, in one transaction. */
export interface Writer {
  readonly head: CommandHead
  /**
   * Writes a record that has no personal columns.
   * @param record the whole record as it is after the change
   */
  put<E extends Entity>(entity: E, record: RecordOf<E>): void
  /**
   * Writes a record whose personal columns belong to a customer.
   * @param customerId whose key seals them
   */
  putOf<E extends Entity>(customerId: string, entity: E, record: RecordOf<E>): void
  /** Makes the key of a new customer; before anything of theirs is written. */
  makeKey(customerId: string): void
  /**
   * Destroys the key that seals a record and everything under it, masks all that was written under it, and writes the
   * record once more without personal fields. Nothing can be written under that key afterwards.
   * @param entity what has a key of its own
   * @param record the record as it stays, its personal columns as they are masked or not
   */
  erase<E extends 'customer' | 'handover'>(entity: E, record: RecordOf<E>): void
}

/** Nothing can be written for a customer whose key is destroyed. */
export class KeyDestroyed extends Error {
  override readonly name = 'KeyDestroyed'
  constructor() {
    super('Nothing can be written for a customer whose key is gone')
  }
}

/** What was done before under a command id. */
export interface DoneCommand {
  readonly action: string
  readonly staffId: string | null
  readonly entity: string
  readonly entityId: string
}

/** The one way to change the store's records. */
export interface Recorder {
  /**
   * One command, one immediate transaction: all of it or nothing.
   * @param head who, what, when
   * @param work writes through the given writer, must write the record that it is about; may read; must be synchronous
   * @returns what `work` returns
   * @throws whatever `work` throws, after everything was rolled back
   */
  command<T>(head: CommandHead, work: (writer: Writer) => T): T
  /** Was this command done already? The first entry of what it is about carries its id. */
  done(commandId: string): DoneCommand | null
  /** The last entry's place and hash; seq 0 in an empty journal. */
  head(): { seq: number; hash: string }
  readonly device: string
  readonly epoch: string
}

function insertStatement(raw: Database.Database, plan: RecordPlan): Database.Statement {
  const names = plan.columns.map((column) => `"${column.column}"`)
  const updates = names.filter((name) => name !== '"id"').map((name) => `${name} = excluded.${name}`)
  return raw.prepare(
    `INSERT INTO "${plan.table}" (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})
     ON CONFLICT("id") DO UPDATE SET ${updates.join(', ')}`,
  )
}

/** One column on its way into the journal. */
interface JournalColumn {
  readonly property: string
  readonly instant: boolean
}

/** How a kind of record stands in the journal: its plain properties in canonical order, its personal ones apart. */
interface JournalPlan {
  readonly plain: readonly JournalColumn[]
  readonly personal: readonly JournalColumn[]
  /** Where `sealed` stands among the plain ones. */
  readonly sealedAt: number
}

function journalPlan(plan: RecordPlan): JournalPlan {
  const plain = plan.columns.filter((column) => !column.personal)
  const sorted = plain.toSorted((one, other) => (one.property < other.property ? -1 : 1))
  const sealedAt = sorted.filter((column) => column.property < 'sealed').length
  return { plain: sorted, personal: plan.columns.filter((column) => column.personal), sealedAt }
}

/** Instants are ISO 8601 in the journal. */
function journalValue(column: JournalColumn, record: Readonly<Record<string, unknown>>): unknown {
  const value = record[column.property]
  return column.instant && typeof value === 'number' ? new Date(value).toISOString() : (value ?? null)
}

function journalPairs(
  columns: readonly JournalColumn[],
  record: Readonly<Record<string, unknown>>,
): [string, unknown][] {
  return columns.map((column) => [column.property, journalValue(column, record)])
}

/**
 * The record of an entry as its table takes it, for rebuilding.
 * @param plan how the kind is written
 * @param fields plain and opened personal fields together
 * @returns the values in the order of the plan's columns
 */
export function tableForm(plan: RecordPlan, fields: Readonly<Record<string, unknown>>): unknown[] {
  return plan.columns.map((column) => {
    const value = column.property in fields ? (fields[column.property] ?? null) : column.before
    return column.toDriver(column.instant && typeof value === 'string' ? Date.parse(value) : value)
  })
}

function deskIdentity(raw: Database.Database): { device: string; epoch: string } {
  raw
    .prepare(`INSERT INTO desk_file (id, device, epoch) VALUES (1, ?, 'A') ON CONFLICT(id) DO NOTHING`)
    .run(randomBytes(6).toString('hex'))
  return (
    raw.prepare<[], { device: string; epoch: string }>('SELECT device, epoch FROM desk_file').get() ??
    noIdentity()
  )
}

function noIdentity(): never {
  throw new Error('The file has no desk_file row')
}

/**
 * Prepares the hot statements of one open file and returns the recorder for it.
 * @param file the open store's file; this process must own it
 */
export function openRecorder(file: StoreFile): Recorder {
  const { raw } = file
  const { device, epoch } = deskIdentity(raw)
  const upserts = new Map(
    entities.map((entity) => {
      const plan = recordPlan(entity)
      return [entity, { plan, journal: journalPlan(plan), statement: insertStatement(raw, plan) }]
    }),
  )
  const lastEntry = raw.prepare<[], { seq: number; hash: string }>(
    'SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1',
  )
  const doneCommand = raw.prepare<[string], DoneCommand>(
    'SELECT action, staff_id AS staffId, entity, entity_id AS entityId FROM journal WHERE id = ?',
  )
  const insertEntry = raw.prepare(
    `INSERT INTO journal (seq, id, epoch, at, staff_id, device, action, entity, entity_id, after, schema, prev_hash, hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const insertKey = raw.prepare('INSERT INTO customer_key (customer_id, key, created_at) VALUES (?, ?, ?)')
  const selectKey = raw.prepare<[string], { key: Buffer | null }>(
    'SELECT key FROM customer_key WHERE customer_id = ?',
  )
  const destroyKey = raw.prepare(
    'UPDATE customer_key SET key = NULL, destroyed_at = ? WHERE customer_id = ? AND key IS NOT NULL',
  )
  const head = () => lastEntry.get() ?? { seq: 0, hash: genesisHash }

  function openWriter(commandHead: CommandHead): Writer {
    let { seq, hash } = head()
    let named = false
    /** Of the customers that this command writes for: most commands write for one. */
    const keys = new Map<string, KeyObject>()

    function keyOf(customerId: string): KeyObject {
      const known = keys.get(customerId)
      if (known !== undefined) return known
      const bytes = selectKey.get(customerId)?.key
      if (!bytes) throw new KeyDestroyed()
      const key = createSecretKey(bytes)
      keys.set(customerId, key)
      return key
    }

    const at = new Date(commandHead.at).toISOString()

    function targetOf(entity: Entity) {
      const target = upserts.get(entity)
      if (target === undefined) throw new Error(`Unknown kind of record: ${entity}`)
      return target
    }

    function write(
      entity: Entity,
      record: Readonly<Record<string, unknown>>,
      customerId: string | null,
    ): void {
      const { plan, journal, statement } = targetOf(entity)
      if (plan.hasPersonal !== (customerId !== null))
        throw new Error(`${entity}: personal columns and key do not match`)
      statement.run(...plan.columns.map((column) => column.toDriver(record[column.property] ?? null)))
      const entityId = String(record.id)
      const pairs = journalPairs(journal.plain, record)
      if (customerId !== null) {
        const personal = Object.fromEntries(journalPairs(journal.personal, record))
        const sealed = sealFields(keyOf(customerId), customerId, entity, entityId, personal)
        pairs.splice(journal.sealedAt, 0, ['sealed', sealed])
      }
      append(entity, entityId, pairs)
    }

    function erase(entity: 'customer' | 'handover', record: Readonly<Record<string, unknown>>): void {
      const { plan, journal, statement } = targetOf(entity)
      const entityId = String(record.id)
      if (destroyKey.run(commandHead.at, entityId).changes !== 1) throw new KeyDestroyed()
      keys.delete(entityId)
      // Not before the key is gone: until then what was signed cannot be changed.
      if (entity === 'customer') maskRowsOf(raw, entityId)
      const masked = maskedRecord(plan, record)
      statement.run(...plan.columns.map((column) => column.toDriver(masked[column.property] ?? null)))
      append(entity, entityId, journalPairs(journal.plain, masked))
    }

    function append(entity: Entity, entityId: string, pairs: readonly (readonly [string, unknown])[]): void {
      // The form that is hashed is the form that is kept: written once.
      const after = canonicalRecord(pairs)
      const names = !named && entity === commandHead.about
      const entry = {
        seq: seq + 1,
        id: names ? commandHead.commandId : uuidv7(),
        epoch,
        at,
        staffId: commandHead.staffId,
        device,
        action: commandHead.action,
        entity,
        entityId,
        after: {},
        schema: entrySchemaVersion,
        prevHash: hash,
      }
      hash = entryHash(entry, after)
      seq += 1
      named ||= names
      insertEntry.run(
        entry.seq,
        entry.id,
        epoch,
        commandHead.at,
        entry.staffId,
        device,
        entry.action,
        entity,
        entityId,
        after,
        entry.schema,
        entry.prevHash,
        hash,
      )
    }

    return {
      head: commandHead,
      put: (entity, record) => write(entity, record, null),
      putOf: (customerId, entity, record) => write(entity, record, customerId),
      makeKey: (customerId) => {
        const key = randomBytes(customerKeyBytes)
        insertKey.run(customerId, key, commandHead.at)
        keys.set(customerId, createSecretKey(key))
      },
      erase,
    }
  }

  return {
    device,
    epoch,
    head,
    // A UUID is the same in capitals (RFC 9562).
    done: (commandId) => doneCommand.get(commandId.toLowerCase()) ?? null,
    command: (commandHead, work) =>
      raw
        .transaction(() =>
          work(openWriter({ ...commandHead, commandId: commandHead.commandId.toLowerCase() })),
        )
        .immediate(),
  }
}
