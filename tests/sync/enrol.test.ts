import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { type HeadOffice, startHeadOffice } from '../../headoffice/server.ts'
import { settableClock } from '../helpers/clock.ts'
import { refusalOf } from '../helpers/desk.ts'
import { atHeadOffice, storeOnLine } from './store.ts'

let headOffice: HeadOffice
/** Head office takes few wrong codes in ten minutes; each test has ten minutes of its own. */
let headOfficeNow = Date.parse('2026-05-20T02:30:00.000Z')
beforeAll(async () => {
  headOffice = await startHeadOffice({ port: 0, now: () => headOfficeNow })
})
afterAll(() => headOffice.close())

let count = 0
async function newStore() {
  count += 1
  headOfficeNow += 3_600_000
  const store = await storeOnLine(headOffice, `EN${String(count).padStart(3, '0')}`, settableClock())
  onTestFinished(() => store.close())
  return store
}

describe('enrolling a store with head office', () => {
  it('takes the one-time code, then everything recorded before goes out by itself', async () => {
    const store = await newStore()
    await store.record()
    expect(await store.status()).toMatchObject({ enrolled: false, pushing: false, lastAttemptAt: null })
    const view = await store.enrol()
    expect(view).toMatchObject({ enrolled: true, storeName: `${store.code} 店`, waiting: 0, problem: null })
    expect((await atHeadOffice(headOffice, store.code)).hashes).toEqual(store.hashes())
  })

  it('is not spoilt by a push that was asked for before', async () => {
    const store = await newStore()
    expect(await store.push()).toMatchObject({ enrolled: false, pushing: false })
    expect(await store.enrol()).toMatchObject({ waiting: 0, pushing: false })
  })

  it('says that a code is unknown, and leaves the store as it was', async () => {
    const store = await newStore()
    const call = (await store.manager()).call.headOffice.enrol.mutate({
      url: store.line.url,
      code: 'AAAA-BBBB-CCCC-DDDD',
    })
    expect(await refusalOf(call)).toMatchObject({ code: 'invalid', key: 'code_refused', field: 'code' })
    expect(await store.status()).toMatchObject({ enrolled: false })
  })

  it('says that a code was used before', async () => {
    const [first, second] = [await newStore(), await newStore()]
    const code = await headOffice.issueCode(first.code, '第一店')
    await (await first.manager()).call.headOffice.enrol.mutate({ url: first.line.url, code })
    const call = (await second.manager()).call.headOffice.enrol.mutate({ url: second.line.url, code })
    expect(await refusalOf(call)).toMatchObject({ key: 'code_used', field: 'code' })
  })

  it('says that a code is too old', async () => {
    const store = await newStore()
    const code = await headOffice.issueCode(store.code, '旧码店')
    headOfficeNow += 25 * 3_600_000
    const call = (await store.manager()).call.headOffice.enrol.mutate({ url: store.line.url, code })
    expect(await refusalOf(call)).toMatchObject({ key: 'code_expired', field: 'code' })
  })

  it('says that a code belongs to another store, and pushes nothing in its name', async () => {
    const [mine, other] = [await newStore(), await newStore()]
    const code = await headOffice.issueCode(other.code, '别店')
    const call = (await mine.manager()).call.headOffice.enrol.mutate({ url: mine.line.url, code })
    expect(await refusalOf(call)).toMatchObject({ key: 'code_of_other_store', field: 'code' })
    expect(await mine.status()).toMatchObject({ enrolled: false })
    expect((await atHeadOffice(headOffice, other.code)).hashes).toEqual([])
    const enrolled = await (await other.manager()).call.headOffice.enrol.mutate({ url: other.line.url, code })
    expect(enrolled, 'the code was not used up').toMatchObject({ enrolled: true })
  })

  it('says that nobody answers at the address, or somebody else', async () => {
    const store = await newStore()
    const { call } = await store.manager()
    const enrol = (url: string) => call.headOffice.enrol.mutate({ url, code: 'AAAA-BBBB' })
    store.line.next('lost')
    expect(await refusalOf(enrol(store.line.url))).toMatchObject({
      key: 'head_office_no_answer',
      field: 'url',
    })
    store.line.next({ status: 200, page: '<html>Sign in to this network</html>' })
    expect(await refusalOf(enrol(store.line.url))).toMatchObject({ key: 'not_a_head_office', field: 'url' })
    expect(await refusalOf(enrol(`${store.line.url}/elsewhere`))).toMatchObject({ key: 'not_a_head_office' })
  })

  it('says that head office takes no codes for a while, after many wrong ones', async () => {
    const store = await newStore()
    const { call } = await store.manager()
    const enrol = () => call.headOffice.enrol.mutate({ url: store.line.url, code: 'AAAA-BBBB' })
    for (let attempt = 0; attempt < 10; attempt += 1) await refusalOf(enrol())
    expect(await refusalOf(enrol())).toMatchObject({ code: 'busy', key: 'head_office_busy' })
  })

  it('at the wrong store leaves the desk connected whose code it was', async () => {
    const [mine, other] = [await newStore(), await newStore()]
    await other.enrol()
    const code = await headOffice.issueCode(other.code, '别店')
    await refusalOf((await mine.manager()).call.headOffice.enrol.mutate({ url: mine.line.url, code }))
    await other.record()
    expect(await other.push()).toMatchObject({ waiting: 0, problem: null })
  })

  it('is the manager’s to do', async () => {
    const store = await newStore()
    await (await store.manager()).call.staff.add.mutate({
      commandId: crypto.randomUUID(),
      number: '1001',
      name: '客服1001',
      role: 'clerk',
      department: null,
      pin: '246810',
    })
    const clerk = await store.desk.as('1001')
    const call = clerk.call.headOffice.enrol.mutate({ url: store.line.url, code: 'AAAA-BBBB' })
    expect(await refusalOf(call)).toMatchObject({ code: 'not_allowed', key: 'manager_only' })
  })

  it('anew ends a round that still speaks with the old head office, and sends all to the new one', async () => {
    const store = await newStore()
    await store.enrol()
    await store.record()
    const hold = store.line.holdNext()
    const round = store.push()
    await hold.arrived
    const other = await startHeadOffice({ port: 0, now: () => headOfficeNow })
    onTestFinished(() => other.close())
    const code = await other.issueCode(store.code, '新总部')
    await (await store.manager()).call.headOffice.enrol.mutate({ url: other.url, code })
    hold.release()
    await round
    const view = await store.push()
    expect(view).toMatchObject({ storeName: '新总部', waiting: 0, problem: null })
    expect((await atHeadOffice(other, store.code)).hashes).toEqual(store.hashes())
  })

  it('at another computer with the same records says there that this one is no longer accepted', async () => {
    const store = await newStore()
    await store.enrol()
    const code = await headOffice.issueCode(store.code, '换机')
    const taken = await fetch(`${headOffice.url}/v1/enrol`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code, publicKey: 'A'.repeat(43), device: 'other' }),
    })
    expect(taken.status).toBe(201)
    await store.record()
    expect((await store.push()).problem).toMatchObject({ key: 'refused' })
    expect((await store.status()).waiting).toBeGreaterThan(0)
  })
})
