import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TypedPurchase } from '../helpers/cases.ts'
import { actOn, goodsIn, opening, soldLine, walkCase } from '../helpers/cases.ts'
import type { DeskPerson, RefusalView, TestDesk } from '../helpers/desk.ts'
import { refusalOf, startStore, testStaff } from '../helpers/desk.ts'
import { newCustomer, orderedPurchase } from '../helpers/purchase.ts'
import { importExport, tillText } from '../helpers/till.ts'
import { intake } from '../helpers/walk.ts'
import type { FileWatch } from '../helpers/watch.ts'
import { watchFile } from '../helpers/watch.ts'

let desk: TestDesk
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

function add(purchase: unknown, customer = newCustomer()) {
  return clerk.call.purchases.add.mutate({
    commandId: randomUUID(),
    customer,
    purchase: purchase as TypedPurchase,
  })
}

function change(id: string, seenVersion: number, purchase: unknown, person = clerk) {
  const input = { commandId: randomUUID(), id, seenVersion, purchase: purchase as TypedPurchase }
  return person.call.purchases.change.mutate(input)
}

async function refusedWithoutTrace(call: () => Promise<unknown>, expected: Partial<RefusalView>) {
  const commits = watch.commits()
  expect(await refusalOf(call())).toMatchObject(expected)
  expect(watch.commits()).toBe(commits)
}

describe('one sale is not recorded twice', () => {
  it('for another customer, who would be refunded for what somebody else bought', async () => {
    const purchase = orderedPurchase()
    const { id } = await add(purchase, newCustomer('周文静', '13800020077'))
    const other = newCustomer('别人', '13900000001')
    const expected = { code: 'invalid', key: 'purchase_known_of', params: { id, name: '周**' } } as const
    const written = ` ${purchase.orderNumber.toLowerCase().slice(0, 4)}-${purchase.orderNumber.slice(4)}`
    for (const orderNumber of [purchase.orderNumber, written])
      await refusedWithoutTrace(() => add({ ...purchase, orderNumber, lines: [soldLine()] }, other), {
        ...expected,
        field: 'purchase.orderNumber',
      })
    await refusedWithoutTrace(() => add({ ...purchase, orderNumber: '' }, other), {
      ...expected,
      field: 'purchase.lines.0.serialNumber',
    })
    await refusedWithoutTrace(
      () => clerk.call.cases.open.mutate(opening({ customer: other, purchase: { kind: 'typed', purchase } })),
      expected,
    )
    // Neither by intake's leave, which asks nothing.
    const taken = { orderNumber: purchase.orderNumber, model: 'DJ13B', serialNumber: '' }
    await clerk.call.complaints.register.mutate(intake({ customer: other, purchase: taken }))
    const [begun] = (await clerk.call.purchases.find.query({ text: '13900000001' })).known
    const line = soldLine({ id: begun?.purchase.lines[0]?.id, serialNumber: '' })
    await refusedWithoutTrace(
      () => change(begun?.purchase.id ?? '', 1, { ...purchase, lines: [line] }),
      expected,
    )
  })

  it('by a unit that came back the same day; a unit that came back before was sold again', async () => {
    const line = soldLine()
    const typed = orderedPurchase({ lines: [line] })
    const { id } = await walkCase(desk, 'approved', {
      open: { purchase: { kind: 'typed', purchase: typed } },
    })
    await actOn(clerk, id, 'receive_goods', { ...goodsIn, at: '2026-05-19T04:00:00.000Z' })
    const other = newCustomer('别人', '13900000002')
    const again = (invoicedOn: string) => orderedPurchase({ invoicedOn, lines: [line] })
    for (const day of ['2026-05-13', '2026-05-19'])
      await refusedWithoutTrace(() => add(again(day), other), { key: 'purchase_known_of' })
    expect(await add(again('2026-05-20'), other)).toMatchObject({ version: 1 })
  })
})

describe('a purchase whose case is done', () => {
  it('is not rewritten by a clerk around what was refunded, so that it could be refunded again', async () => {
    const typed = orderedPurchase()
    const { view } = await walkCase(desk, 'done', { open: { purchase: { kind: 'typed', purchase: typed } } })
    const { purchase } = await view()
    const { id, version } = purchase
    const line = { ...typed.lines[0], id: purchase.lines[0]?.id }
    const others: readonly [string, object][] = [
      ['lines.0.quantity', { lines: [{ ...line, quantity: 2 }] }],
      ['lines.0.paidFen', { lines: [{ ...line, paidFen: 299_000 }] }],
      ['lines.0.serialNumber', { lines: [{ ...line, serialNumber: 'ANOTHER-1' }] }],
      ['lines.1.model', { lines: [line, soldLine()] }],
      ['orderNumber', { orderNumber: 'ANOTHER-1' }],
      ['channel', { channel: 'online' }],
      ['invoicedOn', { invoicedOn: '2026-05-20' }],
    ]
    for (const [field, more] of others)
      await refusedWithoutTrace(() => change(id, version, { ...typed, lines: [line], ...more }), {
        code: 'not_allowed',
        key: 'line_settled',
        field: `purchase.${field}`,
      })
    const named = await change(id, version, { ...typed, lines: [{ ...line, brand: '苏泊尔' }] })
    expect(named).toMatchObject({ version: version + 1 })
    const dearer = { ...typed, lines: [{ ...line, paidFen: 29_901 }] }
    const supervisor = await desk.as(testStaff.supervisor)
    expect(await change(id, version + 1, dearer, supervisor)).toMatchObject({ version: version + 2 })
  })
})

describe('an order that the till knows, typed by hand', () => {
  const orderNumber = 'T20260610'
  const line = soldLine({ model: '电饭煲', serialNumber: 'RC-10', paidFen: 29_900 })
  const asSold = orderedPurchase({ orderNumber, invoicedOn: '2026-05-03', lines: [line] })

  it('is taken at the till’s prices and no others', async () => {
    const manager = await desk.as(testStaff.manager)
    const rows = [{ order: orderNumber, model: '电饭煲', serial: 'RC-10', paid: '299.00' }]
    await importExport(manager, tillText(rows))
    const typed = (more: object) => ({ ...asSold, ...more })
    const others: readonly [string, string, unknown][] = [
      ['lines.0.paidFen', '299.00', typed({ lines: [{ ...line, paidFen: 299_000 }] })],
      ['lines.0.quantity', '1', typed({ lines: [{ ...line, quantity: 2 }] })],
      ['lines.0.serialNumber', 'RC-10', typed({ lines: [{ ...line, serialNumber: 'RC-99' }] })],
      ['lines.0.serialNumber', 'RC-10', typed({ lines: [{ ...line, serialNumber: '' }] })],
      ['lines.1.model', '电饭煲', typed({ lines: [line, soldLine()] })],
      ['invoicedOn', '2026-05-03', typed({ invoicedOn: '2026-05-18' })],
      ['channel', 'store', typed({ channel: 'online', deliveredOn: '2026-05-19' })],
      ['lines.0.paidFen', '299.00', typed({ orderNumber: 't20260610', lines: [{ ...line, paidFen: 1 }] })],
      ['orderNumber', orderNumber, typed({ orderNumber: '' })],
    ]
    for (const [field, till, purchase] of others) {
      const refused = {
        code: 'not_allowed',
        key: 'till_differs',
        field: `purchase.${field}`,
        params: { till },
      }
      await refusedWithoutTrace(() => add(purchase), refused as Partial<RefusalView>)
      const open = opening({ purchase: { kind: 'typed', purchase: purchase as TypedPurchase } })
      await refusedWithoutTrace(() => clerk.call.cases.open.mutate(open), refused as Partial<RefusalView>)
    }
    const { id } = await add(asSold)
    const { lines } = await clerk.call.purchases.get.query({ id })
    const dearer = { ...asSold, lines: [{ ...line, id: lines[0]?.id, paidFen: 299_000 }] }
    await refusedWithoutTrace(() => change(id, 1, dearer), { key: 'till_differs' })
    expect(await change(id, 1, dearer, manager)).toMatchObject({ version: 2 })
    // What somebody answered for stays when a clerk puts something else right.
    const named = { ...dearer, paymentMethod: 'cash' } as const
    expect(await change(id, 2, named)).toMatchObject({ version: 3 })
  })
})
