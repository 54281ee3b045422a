import { afterAll, beforeAll, expect, it } from 'vitest'
import type { DeskPerson, TestDesk } from '../helpers/desk.ts'
import { refusalOf, startStore, testStaff } from '../helpers/desk.ts'
import { act, intake, walk } from '../helpers/walk.ts'

let desk: TestDesk
let clerk: DeskPerson
beforeAll(async () => {
  desk = await startStore()
  clerk = await desk.as(testStaff.clerk)
  const customer = {
    kind: 'new' as const,
    name: '单晓雨',
    phone: '+86 138-0003-0007',
    memberNumber: 'VIP 7-7',
  }
  const purchase = { orderNumber: 'A2026-0518', model: '65Q8', productName: '电视', serialNumber: 'SNX-55' }
  await clerk.call.complaints.register.mutate(intake({ customer, purchase }))
})
afterAll(() => desk.close())

const recall = (text: string) => clerk.call.customers.recall.query({ text })

it.each([
  ['name', '单晓'],
  ['whole pinyin, as a surname is read', 'shanxiaoyu'],
  ['pinyin as it is typed', 'Shan xiao'],
  ['initials', 'sxy'],
  ['phone', '+8613800030007'],
  ['last four digits of the phone', '0007'],
  ['order number, typed without its hyphen', 'a20260518'],
  ['full-width digits of the order number', 'Ａ２０２６'],
  ['serial number', 'snx55'],
  ['member number', 'vip77'],
])('a customer is found again by %s', async (_by, text) => {
  const found = await recall(text)
  expect(found.map((each) => each.customer.name)).toEqual(['单晓雨'])
  expect(found[0]?.purchases).toMatchObject([{ orderNumber: 'A2026-0518', model: '65Q8' }])
  expect(found[0]?.complaints).toHaveLength(1)
})

it('an anonymous customer is nobody’s to find', async () => {
  await clerk.call.complaints.register.mutate(intake({ customer: { kind: 'anonymous' }, purchase: null }))
  for (const text of ['匿名', 'anonymous']) expect(await recall(text)).toEqual([])
})

it('one character is too little, half a surrogate is nobody', async () => {
  expect(await refusalOf(recall('单'))).toMatchObject({ code: 'invalid', field: 'text' })
  expect(await recall('\ud83d\ud83d')).toEqual([])
})

it('a known customer keeps one record and one line per article', async () => {
  const [known] = await recall('单晓雨')
  if (known === undefined) throw new Error('Not found')
  const purchase = { orderNumber: 'A2026-0518', model: '65Q8', serialNumber: 'SNX-55' }
  const customer = { kind: 'known' as const, customerId: known.customer.id }
  await clerk.call.complaints.register.mutate(intake({ customer, purchase }))
  const again = await clerk.call.customers.earlier.query({ customerId: known.customer.id })
  expect([again.purchases.length, again.complaints.length]).toEqual([1, 2])
})

it('likely doubles are the open ones of the same person or order, however many have ended since', async () => {
  const purchase = { orderNumber: 'B7788990', model: 'X', serialNumber: '' }
  const customer = { kind: 'new' as const, name: '双双', phone: '13800040009' }
  const first = await walk(desk, 'accepted', { register: { customer, purchase } })
  const customerId = (await first.view()).customer.id
  const register = { customer: { kind: 'known' as const, customerId }, purchase }
  for (let each = 0; each < 9; each += 1) await walk(desk, 'voided', { register })
  const doubles = (by: { phone?: string; orderNumber?: string }) =>
    clerk.call.complaints.doubles.query({ customerId: null, phone: '', orderNumber: '', ...by })
  for (const by of [{ phone: '138 0004 0009' }, { orderNumber: 'b7788990' }])
    expect((await doubles(by)).map((each) => each.number)).toEqual([first.number])
  const driver = await desk.as(testStaff.otherManager)
  await act(driver, first.id, 'settle_at_counter', { settlement: 'explanation', what: '说明' })
  expect(await doubles({ phone: '13800040009' })).toEqual([])
})
