import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openForReading } from '../../db/open.ts'
import type { Verification } from '../../db/verify.ts'
import { entriesAfter, verifyStoreFile } from '../../db/verify.ts'
import { openFields } from '../../domain/journal/sealing.ts'
import type { SettableClock } from '../helpers/clock.ts'
import type { TestDesk } from '../helpers/desk.ts'
import { pin, refusalIn, refusalOf, startStore, testStaff } from '../helpers/desk.ts'
import { act, intake } from '../helpers/walk.ts'
import { typed, wholeLife } from '../helpers/whole-life.ts'

/** Wednesday, 20 May 2026; the retention time of what ends then is over on 20 May 2029. */
const hourMs = 3_600_000
/** The night's work is done in pieces between other things. */
const patient = { timeout: 30_000 }

let desk: TestDesk & { readonly clock: SettableClock }
let complaintId: string
beforeEach(async () => {
  desk = await startStore()
  complaintId = (await wholeLife(desk)).id
})
afterEach(() => desk.close())

const manager = () => desk.signIn(testStaff.manager)
const storeFile = () => path.join(desk.dataDir, 'store.sqlite')

function read<T>(look: (raw: Database.Database) => T): T {
  const raw = new Database(storeFile(), { readonly: true })
  try {
    return look(raw)
  } finally {
    raw.close()
  }
}

function verified(): Verification {
  const file = openForReading(storeFile())
  try {
    return verifyStoreFile(file)
  } finally {
    file.raw.close()
  }
}

const customers = () =>
  read((raw) =>
    raw
      .prepare<[], { id: string; name: string; erasedAt: number | null; basis: string | null }>(
        'SELECT id, name, erased_at AS erasedAt, erased_basis AS basis FROM customer ORDER BY id',
      )
      .all(),
  )

/** Every byte that lies in the folder of the store. */
function bytesOf(folder: string): Buffer {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())
  return Buffer.concat(files.map((each) => readFileSync(path.join(each.parentPath, each.name))))
}

/** What was typed about the customer and still stands somewhere, in the folder or behind a key that is left. */
function leftovers(words: readonly string[] = Object.values(typed)): string[] {
  const bytes = bytesOf(desk.dataDir)
  const opened = read((raw) => {
    const keys = raw.prepare<[string], { key: Buffer | null }>(
      'SELECT key FROM customer_key WHERE customer_id = ?',
    )
    return entriesAfter(raw, 0, 100_000).flatMap(({ entity, entityId, after: { sealed } }) => {
      const key = sealed && keys.get(sealed.customerId)?.key
      return sealed && key ? [JSON.stringify(openFields(key, entity, entityId, sealed))] : []
    })
  }).join('\n')
  return words.filter((word) => bytes.includes(Buffer.from(word)) || opened.includes(word))
}

/** The desk is in use on the days before: what a wrong clock has not. */
async function inUseBefore(instant: string): Promise<void> {
  for (const days of [3, 2, 1]) {
    desk.clock.set(new Date(Date.parse(instant) - days * 24 * hourMs).toISOString())
    const other = { kind: 'new', name: '孙先生', phone: '13800029999' } as const
    await (await manager()).call.complaints.register.mutate(intake({ customer: other }))
  }
}

/** Lets the nights of a time go by, as a desk that stays on and is in use. */
async function nightsGoBy(until: string): Promise<void> {
  await inUseBefore(until)
  desk.clock.set(until)
  desk.clock.advance(25 * hourMs)
  await new Promise((resolve) => setImmediate(resolve))
}

const erased = () => customers().filter((each) => each.erasedAt !== null).length

describe('after the retention time', () => {
  it('nothing of the customer is left in any byte of the store’s folder, and the journal still holds', async () => {
    expect(leftovers()).toEqual(expect.arrayContaining([typed.name, typed.phone, typed.wording]))
    expect(existsSync(path.join(desk.dataDir, 'files', customers()[0]?.id ?? ''))).toBe(true)
    await nightsGoBy('2029-05-21T02:30:00.000Z')
    await expect.poll(erased, patient).toBe(1)
    await expect.poll(() => leftovers(), patient).toEqual([])
    expect(readdirSync(path.join(desk.dataDir, 'files'))).toEqual([])
    const { faults, entries } = verified()
    expect(faults).toEqual([])
    expect(entries).toBeGreaterThan(30)
  })

  it('not a day earlier, and not while the customer has anything open', async () => {
    await nightsGoBy('2029-05-18T02:30:00.000Z')
    expect(erased()).toBe(0)
    const { call } = await manager()
    const [customer] = customers()
    await call.complaints.register.mutate(
      intake({ customer: { kind: 'known', customerId: customer?.id ?? '' } }),
    )
    await nightsGoBy('2029-06-18T02:30:00.000Z')
    expect(erased()).toBe(0)
  })

  it('a computer that is off every night erases by day', async () => {
    await inUseBefore('2029-05-21T02:30:00.000Z')
    desk.clock.set('2029-05-21T02:30:00.000Z')
    desk.clock.advance(hourMs)
    await expect.poll(erased, patient).toBe(1)
  })

  it('a computer whose clock was set years ahead by mistake erases nobody', async () => {
    desk.clock.set('2036-01-01T02:30:00.000Z')
    await (await manager()).call.complaints.register.mutate(intake())
    desk.clock.advance(25 * hourMs)
    await (await manager()).call.complaints.register.mutate(intake())
    expect(erased()).toBe(0)
    expect(leftovers([typed.name])).toEqual([typed.name])
  })

  it('the screens say that it was erased; search and prints give nothing', async () => {
    await nightsGoBy('2029-05-21T02:30:00.000Z')
    await expect.poll(erased, patient).toBe(1)
    const { call } = await manager()
    const view = await call.complaints.get.query({ id: complaintId })
    expect(view).toMatchObject({ customerName: '已删除', whatHappened: '已删除', offers: [] })
    expect(JSON.stringify(view)).not.toMatch(new RegExp(Object.values(typed).join('|')))
    for (const text of [typed.name, typed.phone, typed.order, 'jcm', '0001', typed.member])
      expect(await call.customers.recall.query({ text })).toEqual([])
    const printed = refusalOf(call.prints.get.query({ kind: 'intake_record', id: complaintId }))
    expect(await printed).toMatchObject({ code: 'not_allowed', key: 'customer_erased' })
    const photo = await (await manager()).fetch(`files/${view.files[0]?.id}`)
    expect((await refusalIn(photo)).key).toBe('customer_erased')
    const paper = { kind: 'resolution', id: view.resolutions[0]?.id ?? '' } as const
    expect(await refusalOf(call.prints.get.query(paper))).toMatchObject({ key: 'customer_erased' })
  })

  it('nothing can be recorded for that customer any more', async () => {
    await nightsGoBy('2029-05-21T02:30:00.000Z')
    await expect.poll(erased, patient).toBe(1)
    const person = await manager()
    const [customer] = customers()
    const entries = verified().entries
    const again = intake({ customer: { kind: 'known', customerId: customer?.id ?? '' } })
    expect(await refusalOf(person.call.complaints.register.mutate(again))).toMatchObject({
      key: 'customer_erased',
    })
    expect(await refusalOf(act(person, complaintId, 'reopen', { reason: '再看' }))).toMatchObject({
      key: 'customer_erased',
    })
    expect(verified().entries).toBe(entries)
  })
})

describe('a customer who asks', () => {
  const ask = (more: { id?: string; pin?: string } = {}) => ({
    commandId: randomUUID(),
    id: customers()[0]?.id ?? '',
    basis: 'customer_asked' as const,
    pin,
    ...more,
  })

  it('is erased by the manager with the PIN, and the journal names who and on which basis', async () => {
    const { call, staff } = await manager()
    await call.customers.eraseNow.mutate(ask())
    expect(customers()).toMatchObject([{ name: '已删除', basis: 'customer_asked' }])
    expect(leftovers()).toEqual([])
    expect(verified().faults).toEqual([])
    const said = read((raw) => entriesAfter(raw, 0, 100_000)).filter(
      (each) => each.action === 'customer.erase',
    )
    expect(said).toMatchObject([
      { entity: 'customer', staffId: staff.id, after: { erasedBasis: 'customer_asked' } },
    ])
    expect(said[0]?.after.sealed).toBeUndefined()
  })

  it('twice with the same command is once', async () => {
    const { call } = await manager()
    const command = ask()
    await call.customers.eraseNow.mutate(command)
    await call.customers.eraseNow.mutate(command)
    expect(await refusalOf(call.customers.eraseNow.mutate(ask()))).toMatchObject({ key: 'erasure_erased' })
  })

  it('is not erased by anybody else, with a wrong PIN, or while something is open', async () => {
    const clerk = await desk.signIn(testStaff.clerk)
    expect(await refusalOf(clerk.call.customers.eraseNow.mutate(ask()))).toMatchObject({
      key: 'manager_only',
    })
    const { call } = await manager()
    expect(await refusalOf(call.customers.eraseNow.mutate(ask({ pin: '999999' })))).toMatchObject({
      key: 'wrong_pin',
    })
    const [customer] = customers()
    await call.complaints.register.mutate(
      intake({ customer: { kind: 'known', customerId: customer?.id ?? '' } }),
    )
    expect(await refusalOf(call.customers.eraseNow.mutate(ask()))).toMatchObject({
      key: 'erasure_open_complaint',
    })
    expect(leftovers([typed.name])).toEqual([typed.name])
  })

  it('leaves everybody else as they were', async () => {
    const { call } = await manager()
    const other = await call.complaints.register.mutate(intake())
    await call.customers.eraseNow.mutate(ask())
    const view = await call.complaints.get.query({ id: other.id })
    expect(view).toMatchObject({ customerName: '周女士', whatHappened: intake().whatHappened })
  })
})

describe('with the file in their hands, past every guard of the desk, somebody', () => {
  async function forged(sql: string): Promise<string[]> {
    const { call } = await manager()
    await call.customers.eraseNow.mutate({
      commandId: randomUUID(),
      id: customers()[0]?.id ?? '',
      basis: 'customer_asked',
      pin,
    })
    await desk.stop()
    const raw = new Database(storeFile())
    const triggers = raw
      .prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'trigger'")
      .all()
    for (const { name } of triggers) raw.exec(`DROP TRIGGER "${name}"`)
    expect(raw.prepare(sql).run().changes).toBeGreaterThan(0)
    raw.close()
    return verified().faults.map((fault) => fault.kind)
  }

  it.each([
    [
      'writes a text back',
      "UPDATE resolution SET wording = '赔十倍' WHERE signed_at IS NOT NULL",
      ['not_erased'],
    ],
    ['lowers a level of an erased customer', 'UPDATE complaint SET level = 1', ['different']],
    ['gives the key back', 'UPDATE customer_key SET key = randomblob(32)', ['key_left']],
    ['undoes the erasure', 'UPDATE customer SET erased_at = NULL', ['different']],
  ])('%s: verify says so', async (_, sql, kinds) => {
    expect(await forged(sql)).toEqual(kinds)
  })
})

it('what was signed cannot lose its words while the customer’s key is there, nor anything else ever', () => {
  const raw = new Database(storeFile())
  const change = (sql: string) => () => raw.exec(sql)
  expect(change("UPDATE resolution SET wording = '已删除' WHERE signed_at IS NOT NULL")).toThrow(
    'never changes',
  )
  expect(change('UPDATE customer_key SET key = randomblob(32)')).toThrow('only ever destroyed')
  expect(change('DELETE FROM customer_key')).toThrow('only ever destroyed')
  raw.exec('BEGIN; UPDATE customer_key SET key = NULL, destroyed_at = 1')
  expect(change('UPDATE resolution SET version = version + 1 WHERE signed_at IS NOT NULL')).toThrow(
    'never changes',
  )
  expect(change("UPDATE resolution SET wording = '已删除' WHERE signed_at IS NOT NULL")).not.toThrow()
  raw.exec('ROLLBACK')
  raw.close()
})
