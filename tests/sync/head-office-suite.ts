import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { asc, eq, gt } from 'drizzle-orm'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { HeadOfficeView } from '../../electron/desk/views.ts'
import { type HeadOffice, startHeadOffice } from '../../headoffice/server.ts'
import * as there from '../../headoffice/tables.ts'
import type { Backend } from '../headoffice/backend.ts'
import { settableClock } from '../helpers/clock.ts'
import type { TestDesk } from '../helpers/desk.ts'
import { startDesk } from '../helpers/desk.ts'
import { act, intake } from '../helpers/walk.ts'
import { atHeadOffice, registerOf, type StoreOnLine, storeOnLine } from './store.ts'

const noon = '2026-05-20T04:00:00.000Z'

async function enrolledStore(headOffice: HeadOffice, clock = settableClock()): Promise<StoreOnLine> {
  const store = await storeOnLine(headOffice, 'SZ001', clock)
  onTestFinished(() => store.close())
  await store.enrol()
  return store
}

/** Takes head office's records of the store back to an entry, as restoring an older backup does. */
async function restoreAt(headOffice: HeadOffice, code: string, seq: number): Promise<void> {
  const { database } = headOffice
  const [last] = await database.select().from(there.journal).where(eq(there.journal.seq, seq))
  await database.delete(there.journal).where(gt(there.journal.seq, seq))
  await database.delete(there.complaint).where(gt(there.complaint.lastSeq, seq))
  await database.delete(there.customer).where(gt(there.customer.lastSeq, seq))
  await database
    .update(there.store)
    .set({ cursorSeq: seq, cursorHash: last?.hash ?? null, entries: seq })
    .where(eq(there.store.code, code))
}

async function recordAndPush(desk: TestDesk): Promise<HeadOfficeView> {
  const { call } = await desk.signIn('2001')
  await call.complaints.register.mutate(intake())
  return call.headOffice.push.mutate()
}

/** What a desk and head office go through together over the years. */
export function headOfficeSuite(backend: Backend): void {
  async function started(): Promise<HeadOffice> {
    const headOffice = await startHeadOffice({
      port: 0,
      now: () => Date.parse(noon),
      ...(await backend.fresh()),
    })
    onTestFinished(() => headOffice.close())
    return headOffice
  }

  async function expectSame(store: StoreOnLine): Promise<void> {
    const kept = await atHeadOffice(store.headOffice, store.code)
    expect(kept.hashes).toEqual(store.hashes())
    expect(kept.complaints).toEqual(await registerOf(await store.manager()))
  }

  describe(`a store and its head office on ${backend.name}`, () => {
    it('catch up after weeks offline with 5,000 entries, batch by batch', async () => {
      const store = await enrolledStore(await started())
      store.line.always('lost')
      const { call } = await store.manager()
      // Five entries each: customer, purchase, its line, complaint, what happened.
      for (let week = 0; week < 50; week += 1)
        await Promise.all(Array.from({ length: 20 }, () => call.complaints.register.mutate(intake())))
      expect(store.hashes().length).toBeGreaterThan(5_000)
      await store.push()
      store.line.always('pass')
      const sent = store.asked('journal')
      expect(await store.push()).toMatchObject({ waiting: 0, problem: null })
      expect(store.asked('journal') - sent).toBeGreaterThan(10)
      await expectSame(store)
    }, 120_000)

    it('agree again after head office was restored from an older backup: it is sent again from there', async () => {
      const store = await enrolledStore(await started())
      for (let each = 0; each < 4; each += 1) await store.record()
      await store.push()
      await restoreAt(store.headOffice, store.code, 6)
      expect(await store.push()).toMatchObject({ waiting: 0, problem: null })
      await expectSame(store)
    })

    it('stop and say so when the store’s computer was put back to an older state', async () => {
      const store = await enrolledStore(await started())
      await store.record()
      await store.push()
      await store.stop()
      const backup = path.join(mkdtempSync(path.join(tmpdir(), 'countersign-backup-')), 'data')
      onTestFinished(() => rmSync(path.dirname(backup), { recursive: true, force: true }))
      cpSync(store.desk.dataDir, backup, { recursive: true })
      const later = await startDesk({ dataDir: store.desk.dataDir, clock: settableClock() })
      await recordAndPush(later)
      await later.stop()

      const restored = await startDesk({ dataDir: backup, clock: settableClock() })
      onTestFinished(() => restored.close())
      const { call } = await restored.signIn('2001')
      expect((await call.headOffice.push.mutate()).problem).toMatchObject({ key: 'head_office_ahead' })
      expect((await recordAndPush(restored)).problem).toMatchObject({ key: 'fork' })
      expect((await call.headOffice.status.query()).nextAttemptAt).not.toBeNull()
    })

    it('stop and say so when they have different entries in the same place', async () => {
      const store = await enrolledStore(await started())
      await store.record()
      await store.push()
      const { database } = store.headOffice
      await database
        .update(there.store)
        .set({ cursorHash: 'f'.repeat(64) })
        .where(eq(there.store.code, store.code))
      await store.record()
      const view = await store.push()
      expect(view.problem).toMatchObject({ key: 'fork' })
      expect(view.waiting).toBeGreaterThan(0)
    })

    it.each([
      ['three days ahead', '2026-05-23T04:00:00.000Z', -259_200],
      ['six years behind', '2020-05-20T04:00:00.000Z', 189_302_400],
    ])('go on while the store’s clock is %s, which is said', async (_, at, seconds) => {
      const store = await enrolledStore(await started(), settableClock(at))
      await store.record()
      const view = await store.push()
      expect(view).toMatchObject({ waiting: 0, problem: null })
      expect(Math.abs((view.clockOffsetSeconds ?? 0) - seconds)).toBeLessThan(5)
      await expectSame(store)
    })

    it('show an entry that head office keeps aside, while all others go on; it ends once it can be read', async () => {
      const store = await enrolledStore(await started())
      const { id } = await store.record()
      await store.push()
      const head = store.hashes().length
      const { database } = store.headOffice
      // An earlier entry of this complaint that head office could not read.
      const [first] = await database
        .select()
        .from(there.journal)
        .where(eq(there.journal.entityId, id))
        .orderBy(asc(there.journal.seq))
      if (first === undefined) throw new Error('Head office does not have the complaint')
      const { epoch, seq, entity, entityId, action, receivedAt } = first
      const held = { store: store.code, epoch, seq, entity, entityId, action, receivedAt }
      await database.insert(there.quarantine).values({ ...held, reason: 'schema_unknown', detail: '' })
      const manager = await store.manager()
      await act(manager, id, 'note', { text: '客户来电' })
      const other = await store.record()
      const view = await store.push()
      expect(view).toMatchObject({ waiting: 0, problem: null })
      expect(view.quarantined).toMatchObject([{ entity: 'complaint', reason: 'waits' }])
      const kept = await atHeadOffice(store.headOffice, store.code)
      expect(kept.hashes).toEqual(store.hashes())
      expect(kept.complaints.map((row) => row.number)).toContain(other.number)
      await database.delete(there.quarantine)
      await restoreAt(store.headOffice, store.code, head)
      expect((await store.push()).quarantined).toEqual([])
    })

    it('keep what was recorded before and after a restart of the desk', async () => {
      const store = await enrolledStore(await started())
      store.line.always('lost')
      await store.record()
      await store.push()
      await store.stop()
      store.line.always('pass')
      const again = await startDesk({ dataDir: store.desk.dataDir, clock: settableClock() })
      onTestFinished(() => again.close())
      again.clock.advance(1_500)
      await expect
        .poll(async () => (await atHeadOffice(store.headOffice, store.code)).hashes, { timeout: 10_000 })
        .toEqual(store.hashes())
    })
  })
}
