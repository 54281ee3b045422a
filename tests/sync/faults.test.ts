import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { backOff } from '../../electron/sync/schedule.ts'
import { type HeadOffice, startHeadOffice } from '../../headoffice/server.ts'
import { settableClock } from '../helpers/clock.ts'
import type { Fault } from './line.ts'
import { atHeadOffice, registerOf, type StoreOnLine, storeOnLine } from './store.ts'

let headOffice: HeadOffice
beforeAll(async () => {
  headOffice = await startHeadOffice({ port: 0, now: () => Date.parse('2026-05-20T02:30:00.000Z') })
})
afterAll(() => headOffice.close())

let count = 0
async function enrolledStore(): Promise<StoreOnLine> {
  count += 1
  const store = await storeOnLine(headOffice, `FA${String(count).padStart(3, '0')}`, settableClock())
  await store.enrol()
  return store
}

async function forTest(): Promise<StoreOnLine> {
  const store = await enrolledStore()
  onTestFinished(() => store.close())
  return store
}

/** Lets time pass until the desk has tried by itself and succeeded. */
async function untilComplete(store: StoreOnLine): Promise<void> {
  for (let tries = 0; tries < 50; tries += 1) {
    await expect.poll(async () => (await store.status()).pushing, { interval: 5 }).toBe(false)
    const { waiting, problem, nextAttemptAt } = await store.status()
    if (waiting === 0 && problem === null) return
    expect(nextAttemptAt, 'a next try is planned').not.toBeNull()
    store.desk.clock.advance(Math.max(1, Date.parse(nextAttemptAt ?? '') - store.desk.clock.now()))
  }
  throw new Error(`Never complete: ${JSON.stringify(await store.status())}`)
}

async function expectSame(store: StoreOnLine): Promise<void> {
  const there = await atHeadOffice(headOffice, store.code)
  expect(there.hashes).toEqual(store.hashes())
  expect(there.complaints).toEqual(await registerOf(await store.manager()))
}

const faults: fc.Arbitrary<Fault> = fc.constantFrom<Fault[]>(
  'pass',
  'lost',
  'unanswered',
  'cut',
  'garbled',
  'foreign',
  { status: 503, retryAfter: '7' },
  { status: 429, retryAfter: '3' },
  { status: 502, page: '<html>Bad gateway</html>' },
  { status: 200, page: '<html>Welcome to this network</html>' },
)

const steps = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('record' as const), times: fc.integer({ min: 1, max: 4 }) }),
    fc.record({ do: fc.constant('push' as const) }),
    fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 20_000 }) }),
    fc.record({
      do: fc.constant('break' as const),
      faults: fc.array(faults, { minLength: 1, maxLength: 6 }),
    }),
  ),
  { minLength: 4, maxLength: 14 },
)

describe('whatever the line does', () => {
  it('everything arrives at head office in order and once', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (plan) => {
        const store = await enrolledStore()
        try {
          for (const step of plan) {
            if (step.do === 'record') for (let each = 0; each < step.times; each += 1) await store.record()
            if (step.do === 'push') await store.push()
            if (step.do === 'wait') store.desk.clock.advance(step.ms)
            if (step.do === 'break') store.line.next(...step.faults)
          }
          await untilComplete(store)
          await expectSame(store)
        } finally {
          await store.close()
        }
      }),
      { numRuns: 25 },
    )
  }, 120_000)

  it.each<[string, Fault, string]>([
    ['never arrives', 'lost', 'no_answer'],
    ['is carried out but not answered', 'unanswered', 'no_answer'],
    ['is answered half', 'cut', 'no_answer'],
    ['is answered with broken JSON', 'garbled', 'not_understood'],
    ['is answered by something else', 'foreign', 'not_understood'],
    ['meets a page that asks to sign in', { status: 200, page: '<html>' }, 'not_understood'],
    ['meets a broken gateway', { status: 502, page: '<html>' }, 'head_office_broken'],
    ['meets a busy head office', { status: 503 }, 'busy'],
  ])('a batch that %s is sent again without new work', async (_, fault, key) => {
    const store = await forTest()
    await store.record()
    store.line.next('pass', fault)
    expect((await store.push()).problem).toMatchObject({ key })
    await untilComplete(store)
    await expectSame(store)
  })

  it('keys and entries are never carried along a redirect', async () => {
    const store = await forTest()
    await store.record()
    store.line.next('pass', { status: 307, to: `${store.line.url}/v1/elsewhere` })
    expect((await store.push()).problem).toMatchObject({ key: 'not_understood' })
    expect(store.line.seen.filter((request) => request.path.endsWith('/elsewhere'))).toEqual([])
  })

  it('a line that stays silent is given up after a minute and tried again with less', async () => {
    const store = await forTest()
    for (let each = 0; each < 3; each += 1) await store.record()
    store.line.next('pass', 'silent')
    const sent = store.asked('journal')
    const round = store.push()
    await expect.poll(() => store.asked('journal')).toBe(sent + 1)
    const first = JSON.parse(store.line.seen.at(-1)?.body ?? '').entries.length
    store.desk.clock.advance(60_000)
    expect((await round).problem).toMatchObject({ key: 'no_answer' })
    await untilComplete(store)
    const again = store.line.seen.filter((request) => request.path.endsWith('/journal'))[sent + 1]
    expect(JSON.parse(again?.body ?? '').entries.length).toBeLessThan(first)
    await expectSame(store)
  })

  it('a batch that is too large for what stands between is sent in smaller parts, in the same round', async () => {
    const store = await forTest()
    for (let each = 0; each < 3; each += 1) await store.record()
    store.line.next('pass', { status: 413, page: '<html>Too large</html>' })
    expect(await store.push()).toMatchObject({ waiting: 0, problem: null })
    await expectSame(store)
  })
})

describe('waiting before the next try', () => {
  it('lasts at least as long as head office asks for, whatever is recorded, pressed or due meanwhile', async () => {
    const store = await forTest()
    await store.record()
    store.line.next({ status: 503, retryAfter: '120', page: '<html>Busy</html>' })
    const { problem, nextAttemptAt } = await store.push()
    expect(problem).toMatchObject({ key: 'busy' })
    expect(Date.parse(nextAttemptAt ?? '') - store.desk.clock.now()).toBeGreaterThanOrEqual(120_000)
    const asked = store.line.seen.length
    await store.record()
    await store.push()
    store.desk.clock.advance(119_999)
    await store.record()
    expect(store.line.seen.length).toBe(asked)
    expect((await store.status()).nextAttemptAt).toBe(nextAttemptAt)
    await untilComplete(store)
    await expectSame(store)
  })

  it('holds for what is recorded while the refused round is under way', async () => {
    const store = await forTest()
    await store.record()
    store.line.next('pass', { status: 429, retryAfter: '60' })
    const hold = store.line.holdNext()
    const round = store.push()
    await hold.arrived
    await store.record()
    hold.release()
    await round
    const asked = store.line.seen.length
    store.desk.clock.advance(59_999)
    expect(store.line.seen.length).toBe(asked)
    await untilComplete(store)
  })

  it('understands Retry-After as a date too', async () => {
    const store = await forTest()
    await store.record()
    const until = new Date(store.desk.clock.now() + 90_000).toUTCString()
    store.line.next({ status: 503, retryAfter: until })
    const { nextAttemptAt } = await store.push()
    expect(Date.parse(nextAttemptAt ?? '') - store.desk.clock.now()).toBeGreaterThanOrEqual(90_000)
  })

  it('is not prolonged or cut short by setting the computer’s clock', async () => {
    const store = await forTest()
    await store.record()
    store.line.next({ status: 503, retryAfter: '120' })
    await store.push()
    const asked = store.line.seen.length
    store.desk.clock.set('2027-01-01T00:00:00.000Z')
    await store.push()
    expect(store.line.seen.length).toBe(asked)
    store.desk.clock.set('2020-01-01T00:00:00.000Z')
    store.desk.clock.advance(125_000)
    await expect.poll(async () => (await store.status()).waiting, { timeout: 10_000 }).toBe(0)
  })

  it('grows with every failure up to ten minutes, spread between nothing and the whole', () => {
    const whole = Array.from({ length: 20 }, (_, index) => backOff(index + 1, 1))
    expect(whole.slice(0, 4)).toEqual([4_000, 8_000, 16_000, 32_000])
    expect(whole.at(-1)).toBe(600_000)
    expect(backOff(5, 0)).toBe(0)
    expect(backOff(5, 0.5)).toBe(32_000)
  })

  it('is not cut short by new work, and a person may still push by hand', async () => {
    const store = await forTest()
    store.line.always('lost')
    await store.record()
    for (let failure = 0; failure < 4; failure += 1) await store.push()
    const { nextAttemptAt } = await store.status()
    const asked = store.line.seen.length
    await store.record()
    expect((await store.status()).nextAttemptAt).toBe(nextAttemptAt)
    expect(store.line.seen.length).toBe(asked)
    store.line.always('pass')
    expect(await store.push()).toMatchObject({ waiting: 0, problem: null })
  })
})
