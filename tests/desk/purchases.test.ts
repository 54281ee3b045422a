import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeskPerson, RefusalView, TestDesk } from '../helpers/desk.ts'
import { refusalOf, startStore, testStaff } from '../helpers/desk.ts'
import type { TypedPurchase } from '../helpers/purchase.ts'
import { newCustomer, typedLine, typedPurchase } from '../helpers/purchase.ts'
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

type Customer = ReturnType<typeof newCustomer> | { kind: 'known'; customerId: string }

function add(purchase: unknown, customer: Customer = newCustomer(), commandId = randomUUID()) {
  return clerk.call.purchases.add.mutate({ commandId, customer, purchase: purchase as TypedPurchase })
}

function change(id: string, seenVersion: number, purchase: unknown, commandId = randomUUID()) {
  const input = { commandId, id, seenVersion, purchase: purchase as TypedPurchase }
  return clerk.call.purchases.change.mutate(input)
}

const get = (id: string) => clerk.call.purchases.get.query({ id })
const find = (text: string) => clerk.call.purchases.find.query({ text })

async function refusedWithoutTrace(call: () => Promise<unknown>, expected: Partial<RefusalView>) {
  const commits = watch.commits()
  expect(await refusalOf(call())).toMatchObject(expected)
  expect(watch.commits()).toBe(commits)
}

describe('a purchase that is typed at the desk', () => {
  const purchase = typedPurchase({
    orderNumber: 'TV-2026-0518',
    deliveredOn: '2026-05-12',
    soldOutOfStock: true,
    promisedArrivalOn: '2026-06-01',
    confirmationSigned: true,
    lines: [
      typedLine({
        model: '65Q8',
        serialNumber: 'SN-O0I1-77',
        brand: '海信',
        gifts: [{ name: '挂架', valueFen: 9_900 }],
      }),
      typedLine({ model: 'HDMI-2', serialNumber: '', quantity: 3, paidFen: 10_000 }),
    ],
  })

  it('is there with everything that was typed, in its order', async () => {
    const { id, version, customerId } = await add(purchase, newCustomer('单晓雨', '13800030007'))
    expect(version).toBe(1)
    expect(await get(id)).toMatchObject({
      ...purchase,
      customerId,
      incomplete: [],
      cases: [],
      lines: [
        { model: '65Q8', brand: '海信', paidFen: 59_900, gifts: [{ name: '挂架', valueFen: 9_900 }] },
        { model: 'HDMI-2', quantity: 3, takenUnits: 0, returnedUnits: 0, refundedFen: 0, swaps: [] },
      ],
    })
  })

  it.each([
    ['order number', 'TV-2026'],
    ['order number in small letters', 'tv-2026-0518'],
    ['serial number with O for 0 and l for I', 'sn00l177'],
    ['name', '单晓'],
    ['initials', 'sxy'],
    ['phone', '13800030007'],
  ])('is found by %s', async (_by, text) => {
    const { known } = await find(text)
    expect(known.map((each) => [each.purchase.orderNumber, each.customer.name])).toEqual([
      ['TV-2026-0518', '单晓雨'],
    ])
  })

  it('is found with its customer', async () => {
    const [found] = (await find('TV-2026-0518')).known
    const customerId = found?.customer.id ?? ''
    const { known } = await clerk.call.purchases.find.query({ customerId })
    expect(known.map((each) => each.purchase.id)).toEqual([found?.purchase.id])
    expect(await refusalOf(clerk.call.purchases.find.query({ customerId: randomUUID() }))).toMatchObject({
      code: 'not_found',
      key: 'customer_unknown',
    })
  })

  it('may have been delivered before it was invoiced', async () => {
    await add(typedPurchase({ invoicedOn: '2026-05-10', deliveredOn: '2026-05-08' }))
  })

  it('is recorded once when it is sent twice, and its command is nobody else’s', async () => {
    const commandId = randomUUID()
    const sent = typedPurchase()
    const first = await add(sent, newCustomer(), commandId)
    expect(await add(sent, newCustomer(), commandId)).toEqual(first)
    const { call } = await desk.as(testStaff.otherClerk)
    const again = { commandId, customer: newCustomer(), purchase: sent }
    await refusedWithoutTrace(() => call.purchases.add.mutate(again), { key: 'command_id_used' })
  })

  it('is the same at once and twice', async () => {
    const commandId = randomUUID()
    const sent = typedPurchase()
    const both = await Promise.all([1, 2].map(() => add(sent, newCustomer(), commandId)))
    expect(both[0]).toEqual(both[1])
  })
})

describe('a purchase is not recorded', () => {
  const line = (more: object) => typedPurchase({ lines: [typedLine(more)] })
  const cases: readonly [string, unknown, string, string][] = [
    ['that is invoiced tomorrow', typedPurchase({ invoicedOn: '2026-05-21' }), 'in_the_future', 'invoicedOn'],
    ['delivered tomorrow', typedPurchase({ deliveredOn: '2026-05-21' }), 'in_the_future', 'deliveredOn'],
    ['of 30 February', typedPurchase({ invoicedOn: '2026-02-30' }), 'not_a_date', 'invoicedOn'],
    ['without a line', typedPurchase({ lines: [] }), 'required', 'lines'],
    ['without a model', line({ model: ' ' }), 'required', 'lines.0.model'],
    ['of no unit', line({ quantity: 0 }), 'not_a_quantity', 'lines.0.quantity'],
    ['of half a unit', line({ quantity: 0.5 }), 'not_a_quantity', 'lines.0.quantity'],
    ['for less than nothing', line({ paidFen: -1 }), 'not_an_amount', 'lines.0.paidFen'],
    ['for half a fen', line({ paidFen: 0.5 }), 'not_an_amount', 'lines.0.paidFen'],
    ['of a family that nobody has', line({ family: 'spaceship' }), 'family_unknown', 'lines.0.family'],
    ['of a category that no law names', line({ category: 'shiny' }), 'category_unknown', 'lines.0.category'],
    [
      'with a Cyrillic letter in its serial',
      line({ serialNumber: 'SNА123' }),
      'serial_look_alike',
      'lines.0.serialNumber',
    ],
    [
      'with one serial in two lines',
      typedPurchase({ lines: ['SN-100', 'sn1OO'].map((serialNumber) => typedLine({ serialNumber })) }),
      'serial_twice',
      'lines.1.serialNumber',
    ],
  ]

  it.each(cases)('%s', async (_what, purchase, key, field) => {
    await refusedWithoutTrace(() => add(purchase), { code: 'invalid', key, field: `purchase.${field}` })
  })

  it('for a customer whom nobody knows', async () => {
    const nobody = { kind: 'known' as const, customerId: randomUUID() }
    await refusedWithoutTrace(() => add(typedPurchase(), nobody), { key: 'customer_unknown' })
  })

  it('a second time for the same customer: neither by its order nor by its unit', async () => {
    const purchase = typedPurchase()
    const { id, customerId } = await add(purchase)
    const same = { kind: 'known' as const, customerId }
    await refusedWithoutTrace(() => add({ ...purchase, lines: [typedLine()] }, same), {
      code: 'invalid',
      key: 'purchase_known',
      field: 'purchase.orderNumber',
      params: { id },
    })
    await refusedWithoutTrace(() => add({ ...purchase, orderNumber: 'ELSE-1' }, same), {
      key: 'purchase_known',
      field: 'purchase.lines.0.serialNumber',
      params: { id },
    })
    // Another shop's numbers may be the same, and another person may have a receipt of their own.
    await add({ ...purchase, channel: 'online', lines: [typedLine()] }, same)
    await add(purchase, newCustomer('别人', '13900000001'))
  })
})

describe('a purchase that intake took down', () => {
  async function fromIntake() {
    const purchase = { orderNumber: `B${randomUUID().slice(0, 8)}`, model: '65Q8', serialNumber: 'K-9' }
    const customer = newCustomer('接待', '13800040009')
    const { id } = await clerk.call.complaints.register.mutate(intake({ customer, purchase }))
    const { customer: known } = await clerk.call.complaints.get.query({ id })
    const { known: found } = await clerk.call.purchases.find.query({ customerId: known.id })
    if (found[0] === undefined) throw new Error('Intake made no purchase')
    return found[0].purchase
  }

  it('says what a case still needs, and is completed', async () => {
    const before = await fromIntake()
    expect(before).toMatchObject({ version: 1, incomplete: ['invoicedOn', 'lines.0.paidFen'] })
    const purchase = typedPurchase({
      orderNumber: before.orderNumber,
      lines: [typedLine({ id: before.lines[0]?.id, model: '65Q8', serialNumber: 'K-9', paidFen: 299_900 })],
    })
    const commandId = randomUUID()
    const changed = await change(before.id, 1, purchase, commandId)
    expect(changed).toEqual({ id: before.id, version: 2, customerId: before.customerId })
    expect(await change(before.id, 1, purchase, commandId)).toEqual(changed)
    const after = await get(before.id)
    expect(after).toMatchObject({ incomplete: [], invoicedOn: '2026-05-10' })
    expect(after.lines).toMatchObject([{ id: before.lines[0]?.id, paidFen: 299_900 }])
  })

  it('keeps the line that its complaint is about', async () => {
    const before = await fromIntake()
    await refusedWithoutTrace(() => change(before.id, 1, typedPurchase()), {
      code: 'not_allowed',
      key: 'line_in_case',
      field: 'purchase.lines',
      params: { model: '65Q8', count: 1 },
    })
  })
})

describe('a purchase that is put right', () => {
  it('goes by the version that was seen', async () => {
    const { id } = await add(typedPurchase())
    await change(id, 1, typedPurchase())
    await refusedWithoutTrace(() => change(id, 1, typedPurchase()), { code: 'stale', params: { version: 2 } })
    await refusedWithoutTrace(() => change(randomUUID(), 1, typedPurchase()), { key: 'purchase_not_found' })
  })

  it('is no other one when it is saved as it stands', async () => {
    const purchase = typedPurchase()
    const { id } = await add(purchase)
    const { lines } = await get(id)
    const same = { ...purchase, lines: [{ ...purchase.lines[0], id: lines[0]?.id }] }
    expect(await change(id, 1, same)).toMatchObject({ version: 1 })
  })

  it('loses a line that was typed by mistake, and the line stays on record', async () => {
    const kept = typedLine({ model: 'KEEP' })
    const { id, customerId } = await add(typedPurchase({ lines: [typedLine({ model: 'WRONG' }), kept] }))
    const { lines } = await get(id)
    await change(
      id,
      1,
      typedPurchase({ lines: [{ ...kept, id: lines[1]?.id }, typedLine({ model: 'NEW' })] }),
    )
    expect((await get(id)).lines.map((line) => [line.model, line.position])).toEqual([
      ['KEEP', 0],
      ['NEW', 1],
    ])
    const recalled = await clerk.call.customers.earlier.query({ customerId })
    expect(recalled.purchases.map((each) => each.model).sort()).toEqual(['KEEP', 'NEW'])
    const kinds = watch.raw.prepare('SELECT count(*) AS n FROM purchase_line WHERE id = ?')
    expect(kinds.get(lines[0]?.id)).toEqual({ n: 1 })
  })

  it('takes no line of another purchase, and none twice', async () => {
    const { id: other } = await add(typedPurchase())
    const { id } = await add(typedPurchase())
    const foreign = (await get(other)).lines[0]?.id
    const own = (await get(id)).lines[0]?.id
    await refusedWithoutTrace(() => change(id, 1, typedPurchase({ lines: [typedLine({ id: foreign })] })), {
      key: 'not_valid',
      field: 'purchase.lines.0.id',
    })
    const twice = [typedLine({ id: own }), typedLine({ id: own })]
    await refusedWithoutTrace(() => change(id, 1, typedPurchase({ lines: twice })), {
      key: 'not_valid',
      field: 'purchase.lines.1.id',
    })
  })

  it('is not made into another purchase of the same customer', async () => {
    const first = typedPurchase()
    const { id, customerId } = await add(first)
    const second = await add(typedPurchase(), { kind: 'known', customerId })
    await refusedWithoutTrace(() => change(second.id, 1, { ...first, lines: [typedLine()] }), {
      key: 'purchase_known',
      params: { id },
    })
  })
})

describe('the till’s export', () => {
  it('is offered for orders that the desk does not know yet, with all their lines', async () => {
    const rows = [
      { order: 'T20260519', model: '冰箱', serial: 'FR-1', paid: '2999.00', phone: '13811112222' },
      { order: 'T20260519', model: '支架', serial: '', quantity: '2', paid: '100.00', phone: '13811112222' },
      { order: 'T20260520', model: '电视', serial: 'TV-1', phone: '13811112222' },
    ]
    await importExport(await desk.as(testStaff.manager), tillText(rows))
    await add(typedPurchase({ orderNumber: 'T20260520' }), newCustomer('田女士', '13811112222'))
    for (const text of ['T2026051', 'fr-1 ', '1381111']) {
      const { till } = await find(text)
      expect(till.map((order) => order.orderNumber)).toEqual(['T20260519'])
      expect(till[0]?.lines).toMatchObject([
        { position: 0, model: '冰箱', serialNumber: 'FR-1', quantity: 1, paidFen: 299_900 },
        { position: 1, model: '支架', serialNumber: '', quantity: 2, paidFen: 10_000 },
      ])
    }
    const [found] = (await find('T20260520')).known
    const of = await clerk.call.purchases.find.query({ customerId: found?.customer.id ?? '' })
    expect(of.till.map((order) => order.orderNumber)).toEqual(['T20260519'])
  })
})
