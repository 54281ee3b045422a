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
    'signed_resolution_never_deleted',
    'customer_key_only_destroyed',
    'customer_key_never_deleted',
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

describe('a customer’s key that was taken away hides nothing', () => {
  const takeKey = [
    ['emptied', 'UPDATE customer_key SET key = NULL, destroyed_at = 1'],
    ['removed', 'DELETE FROM customer_key'],
  ] as const
  const changes = [
    ['a level that was lowered', 'UPDATE complaint SET level = 1 WHERE level = 4', 'different'],
    ['an amount', 'UPDATE execution_task SET amount_fen = amount_fen + 1', 'different'],
    ['a signature that was moved', 'UPDATE resolution SET signed_at = signed_at + 1', 'different'],
    ['a complaint that was removed', "DELETE FROM complaint WHERE state = 'dispatched'", 'missing'],
    [
      'a file that nobody added',
      `INSERT INTO file SELECT 'x', id, customer_id, '${'a'.repeat(64)}', 'x.png', 'image/png', 1, 1,
       first_receiver_id FROM complaint LIMIT 1`,
      'extra',
    ],
  ] as const
  describe.each(takeKey)('%s', (_how, take) => {
    it('is a fault in itself, said once for each customer', () => {
      const { count } = file.raw
        .prepare<[], { count: number }>('SELECT count(*) AS count FROM customer')
        .get() ?? { count: 0 }
      file.raw.exec(take)
      expect(faults().map((fault) => fault.kind)).toEqual(Array(count).fill('key_missing'))
    })

    it.each(changes)('%s', (_what, change, kind) => {
      file.raw.exec(take)
      expect(file.raw.prepare(change).run().changes).toBeGreaterThan(0)
      expect(kinds()).toEqual(new Set(['key_missing', kind]))
    })
  })
})

describe('an entry that cannot be read is a fault, and what comes after it is still compared', () => {
  const last = "(SELECT max(seq) FROM journal WHERE entity = 'complaint')"
  it.each([
    ['no JSON', `UPDATE journal SET after = '{' WHERE seq = ${last}`],
    ['an empty record', `UPDATE journal SET after = '{}' WHERE seq = ${last}`],
    ['no record', `UPDATE journal SET after = '7' WHERE seq = ${last}`],
    ['another record', `UPDATE journal SET after = json_set(after, '$.id', 'x') WHERE seq = ${last}`],
    [
      'a box of the wrong form',
      `UPDATE journal SET after = json_set(after, '$.sealed', 7) WHERE seq = ${last}`,
    ],
    ['an empty box', `UPDATE journal SET after = json_set(after, '$.sealed.box', '') WHERE seq = ${last}`],
    ['an instant beyond all time', `UPDATE journal SET at = 9e15 WHERE seq = ${last}`],
  ])('%s', (_what, change) => {
    file.raw.exec(change)
    file.raw.exec("UPDATE staff SET role = 'manager' WHERE number = '1001'")
    const found = faults()
    expect(found.map((fault) => fault.kind)).toContain('unreadable')
    expect(found).toContainEqual({ kind: 'different', where: expect.stringMatching(/^staff .*: role$/) })
  })

  it('half a surrogate, which no hash can be made of', () => {
    file.raw.exec(`UPDATE journal SET after = json_insert(after, '$.odd', json('"\\ud800"')) WHERE seq = 20`)
    expect(kinds()).toContain('hash')
  })
})

it('a desk that works on beside it is no fault: all is read as of one instant', () => {
  const writer = openStoreFile(path.join(copied, 'store.sqlite'))
  const raise = writer.raw.prepare('UPDATE complaint SET level = 5, version = version + 1')
  let told = 0
  const { faults: found } = verifyStoreFile(file, {
    onProgress: () => {
      told += 1
      raise.run()
    },
  })
  writer.raw.close()
  expect(told).toBeGreaterThan(0)
  expect(found).toEqual([])
  expect(kinds()).toContain('different')
})

it('the store that was looked at is not changed by looking', () => {
  const before = file.raw.pragma('data_version')
  verifyStoreFile(file)
  expect(file.raw.pragma('data_version')).toEqual(before)
})
