import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { generateSQLiteDrizzleJson, generateSQLiteMigration } from 'drizzle-kit/api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { StoreFile } from '../../db/open.ts'
import { migrationsFolder, openStoreFile } from '../../db/open.ts'
import * as schema from '../../db/schema.ts'
import { newFolder, setUpStore, startDesk } from '../helpers/desk.ts'
import type { Walked } from '../helpers/walk.ts'
import { walk } from '../helpers/walk.ts'

let dataDir: string
let file: StoreFile
let complaint: Walked
beforeAll(async () => {
  dataDir = newFolder()
  const desk = await startDesk({ dataDir })
  await setUpStore(desk)
  complaint = await walk(desk, 'closed')
  await desk.stop()
  file = openStoreFile(path.join(dataDir, 'store.sqlite'))
})
afterAll(() => {
  file.raw.close()
  rmSync(dataDir, { recursive: true })
})

const refusedBy = (sql: string, ...values: unknown[]) => {
  const run = () => file.raw.prepare(sql).run(...values)
  return expect(run, sql)
}

describe('the store’s file', () => {
  it('keeps every acknowledged commit over a power cut', () => {
    expect(file.raw.pragma('synchronous', { simple: true })).toBe(2)
    expect(file.raw.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(file.raw.pragma('foreign_keys', { simple: true })).toBe(1)
    expect(file.raw.pragma('trusted_schema', { simple: true })).toBe(0)
  })

  it('takes in every table only what the column says', () => {
    const tables = z
      .array(z.object({ name: z.string(), strict: z.number(), type: z.string() }))
      .parse(file.raw.pragma('table_list'))
      .filter(({ name, type }) => type === 'table' && !/^(sqlite_|__drizzle)/.test(name))
    expect(tables.length).toBeGreaterThan(20)
    expect(tables.filter((table) => table.strict === 0).map((table) => table.name)).toEqual([])
    refusedBy("UPDATE complaint SET level = 'urgent'").toThrow(/datatype|cannot store/i)
  })

  it('is what the schema says: there is nothing left to migrate', async () => {
    const folder = path.join(migrationsFolder(), 'meta')
    const { entries } = z
      .object({ entries: z.array(z.object({ idx: z.number() })) })
      .parse(JSON.parse(readFileSync(path.join(folder, '_journal.json'), 'utf8')))
    const last = String(entries.at(-1)?.idx ?? 0).padStart(4, '0')
    const kept = JSON.parse(readFileSync(path.join(folder, `${last}_snapshot.json`), 'utf8'))
    const now = await generateSQLiteDrizzleJson(schema, kept.id)
    expect(await generateSQLiteMigration(kept, now)).toEqual([])
  })
})

describe('the journal', () => {
  it('never changes and never shrinks', () => {
    refusedBy("UPDATE journal SET action = 'complaint.void'").toThrow('the journal never changes')
    refusedBy('DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)').toThrow(
      'the journal never changes',
    )
  })

  it('loses no entry to one that comes in its place', () => {
    refusedBy(
      `INSERT OR REPLACE INTO journal SELECT (SELECT max(seq) + 1 FROM journal), id, epoch, at, staff_id, device,
       action, entity, entity_id, after, schema, prev_hash, hash FROM journal WHERE seq = 1`,
    ).toThrow('the journal never changes')
  })

  it('has no gaps and no doubles', () => {
    const copy = (seq: string, id: string) =>
      `INSERT INTO journal SELECT ${seq}, ${id}, epoch, at, staff_id, device, action, entity, entity_id, after,
       schema, prev_hash, hash FROM journal WHERE seq = 1`
    refusedBy(copy('(SELECT max(seq) + 2 FROM journal)', "'new'")).toThrow('the journal has no gaps')
    refusedBy(copy('1', "'new'")).toThrow()
    refusedBy(copy('(SELECT max(seq) + 1 FROM journal)', 'id')).toThrow(/UNIQUE/)
  })
})

describe('a signed resolution', () => {
  it.each([
    ["wording = 'x'"],
    ["options = '[]'"],
    ["terms = 'x'"],
    ["check_code = 'AAAAAAAA'"],
    ['signed_at = signed_at + 1'],
    ['signed_at = NULL, check_code = NULL'],
    ['version = 9'],
    ['store_signed_by = prepared_by'],
    ['prepared_by = store_signed_by'],
    ['submitted_by = NULL'],
    ["preparers = '[]'"],
    ["approval_reference = 'HQ-1'"],
    ['store_signed_at = store_signed_at - 1'],
    ["internal_floor = '再让一步'"],
    ["return_reason = 'x'"],
    ['round = round + 1'],
    ['id = id, complaint_id = (SELECT id FROM complaint LIMIT 1 OFFSET 1)'],
  ])('does not take %s', (change) => {
    refusedBy(`UPDATE resolution SET ${change} WHERE signed_at IS NOT NULL`).toThrow()
  })

  it('is not deleted, nor replaced by another', () => {
    file.raw.pragma('foreign_keys = OFF')
    refusedBy('DELETE FROM resolution WHERE signed_at IS NOT NULL').toThrow(
      'a signed resolution never changes',
    )
    refusedBy('INSERT OR REPLACE INTO resolution SELECT * FROM resolution').toThrow(
      'a signed resolution never changes',
    )
    file.raw.pragma('foreign_keys = ON')
  })

  it('may still be noted as communicated', () => {
    const { changes } = file.raw
      .prepare('UPDATE resolution SET communicated_at = communicated_at WHERE complaint_id = ?')
      .run(complaint.id)
    expect(changes).toBe(1)
  })
})

describe('the tables refuse', () => {
  it.each([
    ['a level beyond 5', 'UPDATE complaint SET level = 6'],
    ['a round before the first', 'UPDATE complaint SET round = 0'],
    ['an end without its instant', "UPDATE complaint SET ended_at = NULL WHERE state = 'closed'"],
    ['an open complaint with an end', "UPDATE complaint SET state = 'executed' WHERE state = 'closed'"],
    ['a complaint of nobody', 'UPDATE complaint SET customer_id = zeroblob(0)'],
    ['a customer who does not exist', "UPDATE complaint SET customer_id = 'nobody'"],
    ['work without a handler', "UPDATE complaint SET handler_id = NULL WHERE state = 'closed'"],
    ['a department of a clerk', "UPDATE staff SET department = 'store' WHERE role = 'clerk'"],
    ['two of the same staff number', "UPDATE staff SET number = '1001'"],
    ['a signature without a code', 'UPDATE resolution SET signed_at = 1, check_code = NULL'],
    ['two stores’ identities in one file', "INSERT INTO desk_file VALUES (2, 'd', 'A')"],
  ])('%s', (_what, sql) => {
    refusedBy(sql).toThrow()
  })
})
