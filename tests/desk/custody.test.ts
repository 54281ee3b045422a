import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CustodyEnd } from '../../domain/case/input.ts'
import type { SettableClock } from '../helpers/clock.ts'
import type { DeskPerson, RefusalView, TestDesk } from '../helpers/desk.ts'
import { refusalOf, startStore, testStaff } from '../helpers/desk.ts'
import { newCustomer } from '../helpers/purchase.ts'
import type { FileWatch } from '../helpers/watch.ts'
import { watchFile } from '../helpers/watch.ts'

let desk: TestDesk & { clock: SettableClock }
let watch: FileWatch
let clerk: DeskPerson
beforeAll(async () => {
  desk = await startStore()
  watch = watchFile(desk)
  clerk = await desk.as(testStaff.clerk)
})
afterAll(async () => {
  watch.close()
  await desk.close()
})

function add(more: Record<string, unknown> = {}, commandId = randomUUID()) {
  return clerk.call.custody.add.mutate({
    commandId,
    customer: newCustomer(),
    description: '豆浆机一台，外箱破损',
    serialNumber: 'SN0001',
    accessories: '电源线',
    place: '货架 A-3',
    ...more,
  })
}

function end(id: string, seenVersion: number, how: CustodyEnd, to: string, commandId = randomUUID()) {
  return clerk.call.custody.end.mutate({ commandId, id, seenVersion, how, to })
}

const move = (id: string, seenVersion: number, place: string, commandId = randomUUID()) =>
  clerk.call.custody.move.mutate({ commandId, id, seenVersion, place })

const numbers = async (filter: 'here' | 'all', text = '') =>
  (await clerk.call.custody.list.query({ filter, text })).map((each) => each.number)

async function refusedWithoutTrace(call: () => Promise<unknown>, expected: Partial<RefusalView>) {
  const commits = watch.commits()
  expect(await refusalOf(call())).toMatchObject(expected)
  expect(watch.commits()).toBe(commits)
}

describe('goods that a customer leaves at the desk', () => {
  it('get a number of their own, gap-free on the store’s day', async () => {
    const first = await add()
    const second = await add()
    expect([first.number, second.number]).toEqual(['TS001-20260520-K0001', 'TS001-20260520-K0002'])
    expect(first).toMatchObject({
      version: 1,
      caseId: null,
      customer: { name: '周女士', phones: ['138****0001'] },
      description: '豆浆机一台，外箱破损',
      serialNumber: 'SN0001',
      accessories: '电源线',
      place: '货架 A-3',
      receivedAt: '2026-05-20T02:30:00.000Z',
      receivedBy: `员工${testStaff.clerk}`,
      endedAt: null,
    })
  })

  it('take no number with what is refused', async () => {
    for (const [more, key, field] of [
      [{ description: ' ' }, 'required', 'description'],
      [{ place: '' }, 'required', 'place'],
      [{ place: 'x'.repeat(121) }, 'too_long', 'place'],
      [{ customer: { kind: 'known', customerId: randomUUID() } }, 'customer_unknown', 'customer.customerId'],
      [{ customer: { kind: 'new', name: '', phone: '' } }, 'required', 'customer.name'],
    ] as const)
      await refusedWithoutTrace(() => add(more), { code: 'invalid', key, field })
    expect((await add()).number).toBe('TS001-20260520-K0003')
  })

  it('are taken once when the command comes twice, at once or later', async () => {
    const commandId = randomUUID()
    const [first, second] = await Promise.all([add({}, commandId), add({}, commandId)])
    expect(second).toEqual(first)
    expect(await add({}, commandId)).toEqual(first)
    const { call } = await desk.as(testStaff.otherClerk)
    const stolen = { commandId, id: first.id, seenVersion: 1, place: 'X' }
    await refusedWithoutTrace(() => call.custody.move.mutate(stolen), { key: 'command_id_used' })
  })

  it('may be an unknown person’s', async () => {
    expect(await add({ customer: { kind: 'anonymous' } })).toMatchObject({ customer: { anonymous: true } })
  })

  it('move, and whoever saw them elsewhere is told', async () => {
    const { id } = await add()
    expect(await move(id, 1, '库房 B-1')).toMatchObject({ version: 2, place: '库房 B-1' })
    await refusedWithoutTrace(() => move(id, 1, '库房 B-2'), { code: 'stale', params: { version: 2 } })
    await refusedWithoutTrace(() => move(randomUUID(), 1, 'X'), { key: 'custody_not_found' })
  })

  it('leave once: to whom is said, and nothing is done with them after', async () => {
    const { id, number } = await add()
    const home = 'returned_to_customer' as const
    await refusedWithoutTrace(() => end(id, 1, home, '  '), { key: 'required', field: 'to' })
    const commandId = randomUUID()
    const ended = await end(id, 1, home, '周女士本人', commandId)
    expect(ended).toMatchObject({
      version: 2,
      endedAt: '2026-05-20T02:30:00.000Z',
      endedHow: home,
      endedTo: '周女士本人',
      endedBy: `员工${testStaff.clerk}`,
    })
    expect(await end(id, 1, home, '周女士本人', commandId)).toEqual(ended)
    await refusedWithoutTrace(() => end(id, 2, 'scrap', ''), { code: 'not_allowed', key: 'custody_ended' })
    await refusedWithoutTrace(() => move(id, 2, 'X'), { code: 'not_allowed', key: 'custody_ended' })
    expect(await numbers('here')).not.toContain(number)
    expect(await numbers('all')).toContain(number)
  })

  it('go home once when two windows hand them out', async () => {
    const { id } = await add()
    const outcomes = await Promise.allSettled([
      end(id, 1, 'returned_to_customer', '甲'),
      end(id, 1, 'returned_to_customer', '乙'),
    ])
    expect(outcomes.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('begin a new day with number 1', async () => {
    desk.clock.advance(24 * 3_600_000)
    clerk = await desk.signIn(testStaff.clerk)
    expect((await add()).number).toBe('TS001-20260521-K0001')
  })
})

describe('the list of what lies at the desk', () => {
  it('has the longest first, and finds by number, place, goods, serial, name and phone', async () => {
    const customer = newCustomer('单晓雨', '13800030007')
    const { number } = await add({
      customer,
      description: '扫地机 100% 新',
      place: '柜台_下',
      serialNumber: 'ZX-55',
    })
    const here = await numbers('here')
    expect(here).toEqual([...here].sort())
    expect(here.at(-1)).toBe(number)
    expect((await numbers('all'))[0]).toBe(number)
    const texts = [number, number.toLowerCase(), '扫地机', '100%', '柜台_', 'zx-55', 'sxy', '0007']
    for (const text of texts) expect(await numbers('here', text), text).toEqual([number])
    // What the database takes for any letter is a letter to the person.
    for (const text of ['扫_机', '扫%机', '没有这样的']) expect(await numbers('here', text), text).toEqual([])
  })
})
