import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openForReading } from '../../db/open.ts'
import { verifyStoreFile } from '../../db/verify.ts'
import { rebuildProjections } from '../../headoffice/journal/rebuild.ts'
import { type HeadOffice, startHeadOffice } from '../../headoffice/server.ts'
import { customerKey } from '../../headoffice/tables.ts'
import type { Backend } from '../headoffice/backend.ts'
import { dumpOf } from '../headoffice/erasure-suite.ts'
import { settableClock } from '../helpers/clock.ts'
import { pin } from '../helpers/desk.ts'
import { act } from '../helpers/walk.ts'
import { atHeadOffice, readStoreFile, type StoreOnLine, storeOnLine } from './store.ts'

const person = { name: '待删先生', phone: '13877770001' }
const patient = { timeout: 30_000 }
const story = '电视送错了型号,电话里说了三遍'
/** Three years and two days after the desk's first morning. */
const later = Date.parse('2029-05-22T02:30:00.000Z')

/** From the desk's own erasure to head office's, over the line. */
export function erasureSuite(backend: Backend): void {
  async function started(): Promise<HeadOffice> {
    const headOffice = await startHeadOffice({
      port: 0,
      now: () => later,
      ...(await backend.fresh()),
    })
    onTestFinished(() => headOffice.close())
    return headOffice
  }

  async function withEnded(headOffice: HeadOffice): Promise<{ store: StoreOnLine; id: string }> {
    const store = await storeOnLine(headOffice, 'SZ001', settableClock())
    onTestFinished(() => store.close())
    const { id } = await store.record({ customer: { kind: 'new', ...person }, whatHappened: story })
    await store.record()
    const manager = await store.manager()
    await act(manager, id, 'void', { reason: '录错', pin })
    return { store, id }
  }

  const idOf = (store: StoreOnLine): string =>
    readStoreFile(store.desk.dataDir, (raw) =>
      raw.prepare<[], { id: string }>("SELECT customer_id AS id FROM complaint WHERE state = 'voided'").get(),
    )?.id ?? ''

  async function expectGone(store: StoreOnLine, key: string): Promise<void> {
    const dump = await dumpOf(store.headOffice)
    for (const word of [person.name, person.phone, story.slice(0, 8), key]) expect(dump).not.toContain(word)
    const kept = await store.headOffice.database.select().from(customerKey)
    expect(kept.find((each) => each.customerId === idOf(store))).toMatchObject({ key: null })
    expect((await atHeadOffice(store.headOffice, store.code)).hashes).toEqual(store.hashes())
    const file = openForReading(path.join(store.desk.dataDir, 'store.sqlite'))
    onTestFinished(() => {
      file.raw.close()
    })
    expect(verifyStoreFile(file).faults).toEqual([])
  }

  const keyAt = (store: StoreOnLine): string =>
    readStoreFile(store.desk.dataDir, (raw) =>
      raw
        .prepare<[string], { key: Buffer | null }>('SELECT key FROM customer_key WHERE customer_id = ?')
        .get(idOf(store)),
    )?.key?.toString('base64') ?? ''

  describe(`a customer erased at the store, with head office on ${backend.name}`, () => {
    it('is unreadable there too after the next push: by the retention time', async () => {
      const { store } = await withEnded(await started())
      const key = keyAt(store)
      await store.enrol()
      expect(await dumpOf(store.headOffice)).toContain(person.name)
      for (const days of [2, 1, 0]) {
        store.desk.clock.set(new Date(later - days * 86_400_000).toISOString())
        await store.record()
      }
      // Head office says that the clock is right.
      await store.push()
      store.desk.clock.advance(3_600_000)
      await expect.poll(() => keyAt(store), patient).toBe('')
      expect(await store.push()).toMatchObject({ waiting: 0, problem: null, quarantined: [] })
      await expectGone(store, key)
      // The other customer of the store still has something open.
      expect(await dumpOf(store.headOffice)).toContain('周女士')
      await rebuildProjections(store.headOffice.database)
      await expectGone(store, key)
    })

    it('never was readable when nothing had been pushed before', async () => {
      const { store } = await withEnded(await started())
      const key = keyAt(store)
      const { call } = await store.manager()
      const erasure = { commandId: randomUUID(), id: idOf(store), basis: 'customer_asked', pin } as const
      await call.customers.eraseNow.mutate(erasure)
      expect(await store.enrol()).toMatchObject({ waiting: 0, problem: null, quarantined: [] })
      await expectGone(store, key)
      expect(store.line.seen.some((request) => request.body.includes(key))).toBe(false)
    })

    it('in the middle of a lost answer: sent again, it stays erased', async () => {
      const { store } = await withEnded(await started())
      const key = keyAt(store)
      await store.enrol()
      const { call } = await store.manager()
      const erasure = { commandId: randomUUID(), id: idOf(store), basis: 'consent_withdrawn', pin } as const
      await call.customers.eraseNow.mutate(erasure)
      store.line.next('pass', 'unanswered')
      await store.push()
      await store.record()
      store.desk.clock.advance(3_600_000)
      await expect.poll(async () => (await store.push()).waiting, patient).toBe(0)
      await expectGone(store, key)
    })
  })
}
