import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { nextNightly } from '../../electron/sync/schedule.ts'
import { type HeadOffice, startHeadOffice } from '../../headoffice/server.ts'
import { settableClock } from '../helpers/clock.ts'
import { startDesk } from '../helpers/desk.ts'
import { act } from '../helpers/walk.ts'
import { atHeadOffice, registerOf, type StoreOnLine, storeOnLine } from './store.ts'

let headOffice: HeadOffice
beforeAll(async () => {
  headOffice = await startHeadOffice({ port: 0, now: () => Date.parse('2026-05-20T02:30:00.000Z') })
})
afterAll(() => headOffice.close())

let count = 0
async function enrolledStore(): Promise<StoreOnLine> {
  count += 1
  const store = await storeOnLine(headOffice, `PU${String(count).padStart(3, '0')}`, settableClock())
  onTestFinished(() => store.close())
  await store.enrol()
  return store
}

/** Each round begins by asking for the cursor. */
function rounds(store: StoreOnLine): number {
  return store.asked('cursor')
}

function settled(store: StoreOnLine) {
  return expect.poll(() => store.status(), { timeout: 15_000 })
}

describe('pushing to head office', () => {
  it('happens by hand, with everything in order and the register at head office as it is here', async () => {
    const store = await enrolledStore()
    const { id } = await store.record()
    const manager = await store.manager()
    await act(manager, id, 'accept', { handlerId: manager.staff.id, customerPresent: true })
    await store.record({ level: 3 })
    expect((await store.status()).waiting).toBeGreaterThan(0)
    expect(await store.push()).toMatchObject({ waiting: 0, problem: null, pushing: false })
    const there = await atHeadOffice(headOffice, store.code)
    expect(there.hashes).toEqual(store.hashes())
    expect(there.complaints).toEqual(await registerOf(manager))
  })

  it('happens by itself soon after something was recorded, and not before', async () => {
    const store = await enrolledStore()
    const before = rounds(store)
    await store.record()
    store.desk.clock.advance(1_499)
    expect(rounds(store)).toBe(before)
    store.desk.clock.advance(1)
    await settled(store).toMatchObject({ waiting: 0, pushing: false })
    expect(rounds(store)).toBe(before + 1)
  })

  it('happens once for many things recorded together', async () => {
    const store = await enrolledStore()
    const before = rounds(store)
    for (let each = 0; each < 5; each += 1) await store.record()
    store.desk.clock.advance(1_500)
    await settled(store).toMatchObject({ waiting: 0, pushing: false })
    expect(rounds(store)).toBe(before + 1)
  })

  it('takes what is recorded while a round is under way with it or right after it', async () => {
    const store = await enrolledStore()
    await store.record()
    store.line.next('pass')
    store.line.holdNext().release()
    const hold = store.line.holdNext()
    const round = store.push()
    await hold.arrived
    await store.record()
    hold.release()
    await round
    store.desk.clock.advance(1_500)
    await settled(store).toMatchObject({ waiting: 0, pushing: false })
  })

  it('is one round however many ask at once', async () => {
    const store = await enrolledStore()
    const before = rounds(store)
    await store.record()
    const views = await Promise.all([store.push(), store.push(), store.push()])
    expect(views.every((view) => view.waiting === 0)).toBe(true)
    expect(rounds(store)).toBe(before + 1)
  })

  it('happens at the store’s minute of the night although nothing new exists', async () => {
    const store = await enrolledStore()
    const before = rounds(store)
    const { nightlyAt } = await store.status()
    const wait = Date.parse(nightlyAt ?? '') - store.desk.clock.now()
    store.desk.clock.advance(wait - 1)
    expect(rounds(store)).toBe(before)
    store.desk.clock.advance(1)
    await expect.poll(() => rounds(store)).toBe(before + 1)
    await settled(store).toMatchObject({ pushing: false })
    expect((await store.status()).nightlyAt).not.toBe(nightlyAt)
  })

  it('happens when the computer wakes after having slept over the minute of the night', async () => {
    const store = await enrolledStore()
    const before = rounds(store)
    store.desk.clock.set('2026-05-21T01:00:00.000Z')
    store.desk.clock.advance(60_000)
    await expect.poll(() => rounds(store)).toBe(before + 1)
    await settled(store).toMatchObject({ pushing: false })
  })

  it('happens at night also for a store that was set up and enrolled after the desk had started', async () => {
    const clock = settableClock('2026-05-20T10:00:00.000Z')
    const store = await storeOnLine(headOffice, 'NIGHT1', clock)
    onTestFinished(() => store.close())
    clock.advance(3_600_000)
    await store.enrol()
    const before = rounds(store)
    clock.advance(Date.parse((await store.status()).nightlyAt ?? '') - clock.now())
    await expect.poll(() => rounds(store)).toBe(before + 1)
    await settled(store).toMatchObject({ pushing: false })
  })

  it('sends personal data only sealed, with the keys beside it', async () => {
    const store = await enrolledStore()
    const secrets = {
      name: '欧阳雪梅',
      phone: '13912345678',
      orderNumber: 'ORD-77-SECRET',
      serialNumber: 'SERIAL-88-SECRET',
      whatHappened: '电饭煲冒烟,邻居看见了',
    }
    await store.record({
      customer: { kind: 'new', name: secrets.name, phone: secrets.phone },
      purchase: { orderNumber: secrets.orderNumber, model: 'CFXB40', serialNumber: secrets.serialNumber },
      whatHappened: secrets.whatHappened,
    })
    await store.push()
    const bodies = store.line.seen.filter((request) => request.path.endsWith('/journal'))
    const sent = bodies.map((request) => request.body).join('\n')
    for (const secret of Object.values(secrets)) expect(sent).not.toContain(secret)
    const { entries, keys } = JSON.parse(bodies.at(-1)?.body ?? '')
    const sealedFor = entries.flatMap((entry: { after: { sealed?: { customerId: string } } }) =>
      entry.after.sealed === undefined ? [] : [entry.after.sealed.customerId],
    )
    expect(sealedFor.length).toBeGreaterThanOrEqual(4)
    expect(new Set(keys.map((key: { customerId: string }) => key.customerId))).toEqual(new Set(sealedFor))
    expect(JSON.stringify(entries)).not.toContain(keys[0].key)
  })

  it('ends cleanly when the desk is closed in the middle of a round, and goes on after the next start', async () => {
    const store = await enrolledStore()
    await store.record()
    const before = store.hashes()
    store.line.next('pass', 'silent')
    const sent = store.asked('journal')
    const round = store.push().catch(() => 'gone')
    await expect.poll(() => store.asked('journal')).toBe(sent + 1)
    await store.stop()
    expect(await round).toBe('gone')
    const again = await startDesk({ dataDir: store.desk.dataDir, clock: settableClock() })
    onTestFinished(() => again.close())
    again.clock.advance(1_500)
    await expect
      .poll(async () => (await atHeadOffice(headOffice, store.code)).hashes, { timeout: 15_000 })
      .toEqual(before)
  })
})

describe('the minute of the night', () => {
  it('is spread over the stores, between 01:00 and 05:00 store time, and always ahead', () => {
    const zone = 'Asia/Shanghai'
    const now = Date.parse('2026-05-20T02:30:00.000Z')
    const minutes = Array.from({ length: 200 }, (_, index) => {
      const at = nextNightly(`S${index}`, zone, now)
      expect(at).toBeGreaterThan(now)
      expect(nextNightly(`S${index}`, zone, at)).toBe(at + 86_400_000)
      return new Date(at + 8 * 3_600_000).getUTCHours()
    })
    expect(new Set(minutes)).toEqual(new Set([1, 2, 3, 4]))
  })
})
