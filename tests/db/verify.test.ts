import { copyFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { StoreFile } from '../../db/open.ts'
import { openStoreFile } from '../../db/open.ts'
import { verifyStoreFile } from '../../db/verify.ts'
import { newFolder, setUpStore, startDesk, testStaff } from '../helpers/desk.ts'
import { act, walk } from '../helpers/walk.ts'

let sound: string
let copied: string
let file: StoreFile
beforeAll(async () => {
  sound = newFolder()
  const desk = await startDesk({ dataDir: sound })
  await setUpStore(desk)
  await walk(desk, 'closed', { level: 4, round: 2 })
  await walk(desk, 'dispatched')
  await walk(desk, 'merged')
  const last = await walk(desk, 'accepted')
  await act(await desk.as(testStaff.clerk), last.id, 'note', { text: '最后一句' })
  await desk.stop()
})
afterAll(() => rmSync(sound, { recursive: true }))

beforeEach(() => {
  copied = newFolder()
  copyFileSync(path.join(sound, 'store.sqlite'), path.join(copied, 'store.sqlite'))
  file = openStoreFile(path.join(copied, 'store.sqlite'))
  // Somebody with the file in their hands, past every guard of the desk.
  file.raw.pragma('foreign_keys = OFF')
  for (const trigger of [
    'journal_never_updated',
    'journal_never_deleted',
    'journal_without_gaps',
    'signed_resolution_never_changes',
  ])
    file.raw.exec(`DROP TRIGGER ${trigger}`)
})
afterEach(() => {
  file.raw.close()
  rmSync(copied, { recursive: true })
})

const faults = () => verifyStoreFile(file).faults
const kinds = () => new Set(faults().map((fault) => fault.kind))

it('a store as the desk left it is sound', () => {
  const { entries, records, faults: found } = verifyStoreFile(file)
  expect(found).toEqual([])
  expect(entries).toBeGreaterThan(60)
  expect(records).toBeGreaterThan(40)
})

describe('verify finds', () => {
  it.each([
    ['a level that was lowered in the table', 'UPDATE complaint SET level = 1 WHERE level = 4', 'complaint'],
    ['what happened, written anew', "UPDATE complaint SET what_happened = '没事'", 'what_happened'],
    ['a signed text that was softened', "UPDATE resolution SET wording = '不赔'", 'wording'],
    ['an amount', 'UPDATE execution_task SET amount_fen = amount_fen + 1', 'amount_fen'],
    ['a deadline that was moved', 'UPDATE complaint SET reply_due_at = reply_due_at + 1', 'reply_due_at'],
    ['a customer’s phone', `UPDATE customer SET phones = '["13900000000"]'`, 'phones'],
    ['a clerk who became manager', "UPDATE staff SET role = 'manager' WHERE number = '1001'", 'role'],
  ])('%s', (_what, sql, where) => {
    expect(file.raw.prepare(sql).run().changes).toBeGreaterThan(0)
    expect(faults().some((fault) => fault.kind === 'different' && fault.where.includes(where))).toBe(true)
  })

  it('a row that was removed', () => {
    file.raw.exec("DELETE FROM happening WHERE action = 'note'")
    expect(kinds()).toEqual(new Set(['missing']))
  })

  it('a row that no command wrote', () => {
    file.raw.exec(
      "INSERT INTO staff SELECT 'somebody', '6666', name, role, department, active, pin_set_at FROM staff LIMIT 1",
    )
    expect(kinds()).toEqual(new Set(['extra']))
  })

  it('an entry whose author was changed', () => {
    file.raw.exec('UPDATE journal SET staff_id = NULL WHERE seq = 20 AND staff_id IS NOT NULL')
    expect(kinds()).toEqual(new Set(['hash']))
  })

  it('an entry whose time was changed', () => {
    file.raw.exec('UPDATE journal SET at = at - 86400000 WHERE seq = 20')
    expect(kinds()).toContain('hash')
  })

  it('an entry that was changed and hashed anew', () => {
    file.raw.exec(
      "UPDATE journal SET action = 'complaint.forged', hash = lower(hex(randomblob(32))) WHERE seq = 20",
    )
    expect(kinds()).toEqual(new Set(['hash', 'chain']))
  })

  it('a sealed box that was replaced', () => {
    file.raw.exec(
      `UPDATE journal SET after = json_set(after, '$.sealed.box',
        (SELECT json_extract(after, '$.sealed.box') FROM journal WHERE entity = 'customer' LIMIT 1))
       WHERE seq = (SELECT max(seq) FROM journal WHERE entity = 'happening')`,
    )
    expect(kinds()).toContain('unreadable')
  })

  it('an entry that was cut out of the middle', () => {
    file.raw.exec('DELETE FROM journal WHERE seq = 20')
    expect(kinds()).toContain('gap')
    expect(kinds()).toContain('chain')
  })

  it('an entry that was cut off the end, by what it left in the tables', () => {
    file.raw.exec('DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)')
    const found = faults()
    expect(found).toHaveLength(1)
    expect(['extra', 'different']).toContain(found[0]?.kind)
  })

  it('two entries that changed places', () => {
    file.raw.exec('UPDATE journal SET seq = -20 WHERE seq = 20; UPDATE journal SET seq = 20 WHERE seq = 21')
    file.raw.exec('UPDATE journal SET seq = 21 WHERE seq = -20')
    expect(kinds()).toContain('chain')
    expect(kinds()).toContain('hash')
  })
})

it('a customer whose key was destroyed is counted as erased, not as a fault of the chain', () => {
  const { id } = file.raw
    .prepare<[], { id: string }>('SELECT customer_id AS id FROM complaint LIMIT 1')
    .get() ?? { id: '' }
  file.raw.prepare('UPDATE customer_key SET key = NULL, destroyed_at = 1 WHERE customer_id = ?').run(id)
  const { erased, faults: found } = verifyStoreFile(file)
  expect(erased).toBeGreaterThan(0)
  expect(found.filter((fault) => ['hash', 'chain', 'gap', 'unreadable'].includes(fault.kind))).toEqual([])
})

it('the store that was looked at is not changed by looking', () => {
  const before = file.raw.pragma('data_version')
  verifyStoreFile(file)
  expect(file.raw.pragma('data_version')).toEqual(before)
})
