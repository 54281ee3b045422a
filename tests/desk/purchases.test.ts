import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TypedPurchase } from '../helpers/cases.ts'
import { exchangePlan, opening, soldLine, walkCase } from '../helpers/cases.ts'
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
  const purchase = orderedPurchase({
    orderNumber: 'TV-2026-0518',
    deliveredOn: '2026-05-12',
    soldOutOfStock: true,
    promisedArrivalOn: '2026-06-01',
    confirmationSigned: true,
    lines: [
      soldLine({
        model: '65Q8',
        serialNumber: 'SN-O0I1-77',
        brand: '海信',
        gifts: [{ name: '挂架', valueFen: 9_900 }],
      }),
      soldLine({ model: 'HDMI-2', serialNumber: '', quantity: 3, paidFen: 10_000 }),
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
        { model: '65Q8', brand: '海信', paidFen: 29_900, gifts: [{ name: '挂架', valueFen: 9_900 }] },
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
    await add(orderedPurchase({ invoicedOn: '2026-05-10', deliveredOn: '2026-05-08' }))
  })

  it('is recorded once when it is sent twice, and its command is nobody else’s', async () => {
    const commandId = randomUUID()
    const sent = orderedPurchase()
    const first = await add(sent, newCustomer(), commandId)
    expect(await add(sent, newCustomer(), commandId)).toEqual(first)
    const { call } = await desk.as(testStaff.otherClerk)
    const again = { commandId, customer: newCustomer(), purchase: sent }
    await refusedWithoutTrace(() => call.purchases.add.mutate(again), { key: 'command_id_used' })
  })

  it('is the same at once and twice', async () => {
    const commandId = randomUUID()
    const sent = orderedPurchase()
    const both = await Promise.all([1, 2].map(() => add(sent, newCustomer(), commandId)))
    expect(both[0]).toEqual(both[1])
  })
})

describe('a purchase is not recorded', () => {
  const line = (more: object) => orderedPurchase({ lines: [soldLine(more)] })
  const cases: readonly [string, unknown, string, string][] = [
    [
      'that is invoiced tomorrow',
      orderedPurchase({ invoicedOn: '2026-05-21' }),
      'in_the_future',
      'invoicedOn',
    ],
    ['delivered tomorrow', orderedPurchase({ deliveredOn: '2026-05-21' }), 'in_the_future', 'deliveredOn'],
    ['of 30 February', orderedPurchase({ invoicedOn: '2026-02-30' }), 'not_a_date', 'invoicedOn'],
    ['without a line', orderedPurchase({ lines: [] }), 'required', 'lines'],
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
      orderedPurchase({ lines: ['SN-100', 'sn1OO'].map((serialNumber) => soldLine({ serialNumber })) }),
      'serial_twice',
      'lines.1.serialNumber',
    ],
  ]

  it.each(cases)('%s', async (_what, purchase, key, field) => {
    await refusedWithoutTrace(() => add(purchase), { code: 'invalid', key, field: `purchase.${field}` })
  })

  it('for a customer whom nobody knows', async () => {
    const nobody = { kind: 'known' as const, customerId: randomUUID() }
    await refusedWithoutTrace(() => add(orderedPurchase(), nobody), { key: 'customer_unknown' })
  })

  it('a second time for the same customer: neither by its order nor by its unit', async () => {
    const purchase = orderedPurchase()
    const { id, customerId } = await add(purchase)
    const same = { kind: 'known' as const, customerId }
    await refusedWithoutTrace(() => add({ ...purchase, lines: [soldLine()] }, same), {
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
    // Another shop's numbers may be the same.
    const elsewhere = { channel: 'online', deliveredOn: '2026-05-15', lines: [soldLine()] } as const
    await add({ ...purchase, ...elsewhere }, same)
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
    const purchase = orderedPurchase({
      orderNumber: before.orderNumber,
      lines: [soldLine({ id: before.lines[0]?.id, model: '65Q8', serialNumber: 'K-9', paidFen: 299_900 })],
    })
    const commandId = randomUUID()
    const changed = await change(before.id, 1, purchase, commandId)
    expect(changed).toEqual({ id: before.id, version: 2, customerId: before.customerId })
    expect(await change(before.id, 1, purchase, commandId)).toEqual(changed)
    const after = await get(before.id)
    expect(after).toMatchObject({ incomplete: [], invoicedOn: '2026-05-14' })
    expect(after.lines).toMatchObject([{ id: before.lines[0]?.id, paidFen: 299_900 }])
  })

  it('keeps the line that its complaint is about', async () => {
    const before = await fromIntake()
    await refusedWithoutTrace(() => change(before.id, 1, orderedPurchase()), {
      code: 'not_allowed',
      key: 'line_in_case',
      field: 'purchase.lines',
      params: { model: '65Q8', count: 1 },
    })
  })
})

describe('a purchase that is put right', () => {
  it('goes by the version that was seen', async () => {
    const { id } = await add(orderedPurchase())
    await change(id, 1, orderedPurchase())
    await refusedWithoutTrace(() => change(id, 1, orderedPurchase()), {
      code: 'stale',
      params: { version: 2 },
    })
    await refusedWithoutTrace(() => change(randomUUID(), 1, orderedPurchase()), { key: 'purchase_not_found' })
  })

  it('is no other one when it is saved as it stands', async () => {
    const purchase = orderedPurchase()
    const { id } = await add(purchase)
    const { lines } = await get(id)
    const same = { ...purchase, lines: [{ ...purchase.lines[0], id: lines[0]?.id }] }
    expect(await change(id, 1, same)).toMatchObject({ version: 1 })
  })

  it('loses a line that was typed by mistake, and the line stays on record', async () => {
    const kept = soldLine({ model: 'KEEP' })
    const { id, customerId } = await add(orderedPurchase({ lines: [soldLine({ model: 'WRONG' }), kept] }))
    const { lines } = await get(id)
    await change(
      id,
      1,
      orderedPurchase({ lines: [{ ...kept, id: lines[1]?.id }, soldLine({ model: 'NEW' })] }),
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
    const { id: other } = await add(orderedPurchase())
    const { id } = await add(orderedPurchase())
    const foreign = (await get(other)).lines[0]?.id
    const own = (await get(id)).lines[0]?.id
    await refusedWithoutTrace(() => change(id, 1, orderedPurchase({ lines: [soldLine({ id: foreign })] })), {
      key: 'not_valid',
      field: 'purchase.lines.0.id',
    })
    const twice = [soldLine({ id: own }), soldLine({ id: own })]
    await refusedWithoutTrace(() => change(id, 1, orderedPurchase({ lines: twice })), {
      key: 'not_valid',
      field: 'purchase.lines.1.id',
    })
  })

  it('is not made into another purchase of the same customer', async () => {
    const first = orderedPurchase()
    const { id, customerId } = await add(first)
    const second = await add(orderedPurchase(), { kind: 'known', customerId })
    await refusedWithoutTrace(() => change(second.id, 1, { ...first, lines: [soldLine()] }), {
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
    await add(orderedPurchase({ orderNumber: 'T20260520' }), newCustomer('田女士', '13811112222'))
    await importExport(await desk.as(testStaff.manager), tillText(rows))
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

  it('becomes the desk’s own with the case that is opened about it', async () => {
    const orderNumber = 'T20260601'
    const rows = [
      { order: orderNumber, model: '冰箱', serial: 'FR-77', paid: '2999.00' },
      { order: orderNumber, model: '支架', serial: '', quantity: '2', paid: '100.00' },
    ]
    await importExport(await desk.as(testStaff.manager), tillText(rows))
    const customer = newCustomer('田女士', '13811113333')
    const open = (more: object = {}) =>
      clerk.call.cases.open.mutate(
        opening({
          customer,
          purchase: { kind: 'till', orderNumber },
          lines: [{ position: 1, units: 2 }],
          ...more,
        }),
      )
    await refusedWithoutTrace(() => open({ purchase: { kind: 'till', orderNumber: 'T-NONE' } }), {
      key: 'till_order_unknown',
    })
    const { purchase } = await clerk.call.cases.get.query({ id: (await open()).id })
    expect(purchase).toMatchObject({
      orderNumber,
      invoicedOn: '2026-05-03',
      incomplete: [],
      lines: [
        { model: '冰箱', serialNumber: 'FR-77', paidFen: 299_900, takenUnits: 0 },
        { model: '支架', quantity: 2, paidFen: 10_000, takenUnits: 2 },
      ],
    })
    expect((await find(orderNumber)).till).toEqual([])
    await refusedWithoutTrace(open, {
      key: 'purchase_known_of',
      params: { id: purchase.id, name: '田**' },
    })
    expect((await find('fr77')).known.map((each) => each.purchase.id)).toContain(purchase.id)
  })

  it('completes what intake took down, and the complaint stays about its line', async () => {
    const orderNumber = 'T20260602'
    const rows = [
      { order: orderNumber, model: '支架', serial: '', paid: '50.00' },
      { order: orderNumber, model: '洗衣机', serial: 'WM-5', paid: '1999.00' },
    ]
    await importExport(await desk.as(testStaff.manager), tillText(rows))
    const taken = { orderNumber, model: '洗衣机?', serialNumber: 'wm5' }
    const { id: complaintId } = await clerk.call.complaints.register.mutate(
      intake({ customer: newCustomer('温女士', '13811114444'), purchase: taken }),
    )
    const complaint = await clerk.call.complaints.get.query({ id: complaintId })
    expect((await find(orderNumber)).till.map((order) => order.orderNumber)).toEqual([orderNumber])
    const { id } = await clerk.call.cases.open.mutate(
      opening({
        customer: { kind: 'known', customerId: complaint.customer.id },
        purchase: { kind: 'till', orderNumber },
        lines: [{ position: 1, units: 1 }],
        complaintId,
      }),
    )
    const { purchase } = await clerk.call.cases.get.query({ id })
    expect(purchase).toMatchObject({ version: 2, incomplete: [], invoicedOn: '2026-05-03' })
    expect(purchase.lines.map((line) => line.id)[1]).toBe(complaint.purchase?.id)
    expect((await clerk.call.complaints.get.query({ id: complaintId })).purchase?.model).toBe('洗衣机')
  })

  it('leaves it to a person what intake took down and the till never sold', async () => {
    const orderNumber = 'T20260603'
    await importExport(await desk.as(testStaff.manager), tillText([{ order: orderNumber, model: '烤箱' }]))
    const taken = { orderNumber, model: '微波炉', serialNumber: '' }
    const { id } = await clerk.call.complaints.register.mutate(
      intake({ customer: newCustomer('高女士', '13811115555'), purchase: taken }),
    )
    const { customer } = await clerk.call.complaints.get.query({ id })
    const open = opening({
      customer: { kind: 'known', customerId: customer.id },
      purchase: { kind: 'till', orderNumber },
    })
    await refusedWithoutTrace(() => clerk.call.cases.open.mutate(open), { key: 'purchase_known' })
  })
})

describe('a purchase with cases', () => {
  const three = soldLine({ serialNumber: '', quantity: 3, paidFen: 30_000 })

  it('keeps the units that its cases took, whatever is typed later', async () => {
    const { id: caseId, view } = await walkCase(desk, 'done', {
      open: {
        purchase: { kind: 'typed', purchase: orderedPurchase({ lines: [three] }) },
        lines: [{ position: 0, units: 2 }],
      },
    })
    const { purchase } = await view()
    expect(purchase.lines).toMatchObject([{ takenUnits: 2, returnedUnits: 2, refundedFen: 20_000 }])
    expect(purchase.cases).toMatchObject([{ id: caseId, state: 'done', remedy: 'refund' }])
    const { id, version } = purchase
    const line = { ...three, id: purchase.lines[0]?.id }
    const as = (lines: unknown[]) => ({ ...orderedPurchase(), lines })
    await refusedWithoutTrace(() => change(id, version, as([{ ...line, quantity: 1 }])), {
      code: 'not_allowed',
      key: 'line_in_case',
      field: 'purchase.lines.0.quantity',
      params: { model: three.model, count: 2 },
    })
    await refusedWithoutTrace(() => change(id, version, as([soldLine()])), {
      key: 'line_in_case',
      field: 'purchase.lines',
    })
    const supervisor = await desk.as(testStaff.supervisor)
    const input = { commandId: randomUUID(), id, seenVersion: version }
    const put = (typed: object) =>
      supervisor.call.purchases.change.mutate({
        ...input,
        purchase: { ...orderedPurchase(), lines: [{ ...line, ...typed }] },
      })
    await refusedWithoutTrace(() => put({ paidFen: 19_999 }), {
      key: 'below_refunded',
      field: 'purchase.lines.0.paidFen',
      params: { fen: 20_000 },
    })
    expect(await put({ quantity: 2 })).toMatchObject({ version: version + 1 })
  })

  it('tells an open case that its price was put right', async () => {
    const typed = orderedPurchase({ lines: [three] })
    const { id, view } = await walkCase(desk, 'inspected', {
      open: { purchase: { kind: 'typed', purchase: typed } },
    })
    const { purchase } = await view()
    const line = { ...three, id: purchase.lines[0]?.id, paidFen: 27_000 }
    await change(purchase.id, 1, { ...typed, lines: [line] })
    expect((await view()).purchaseChanges).toContainEqual({
      field: 'lines.0.paidFen',
      before: '30000',
      now: '27000',
    })
    expect((await clerk.call.cases.get.query({ id })).lines[0]?.soldFen).toBe(30_000)
  })

  it('is found by the serial that took the place of the one that was sold, and so is its customer', async () => {
    const { view, id } = await walkCase(desk, 'done', { plan: exchangePlan, newSerial: 'SWAP-O1' })
    const { purchase, customer } = await view()
    expect((await find('swap01')).known.map((each) => each.purchase.id)).toEqual([purchase.id])
    const [recalled] = await clerk.call.customers.recall.query({ text: 'swap01' })
    expect(recalled).toMatchObject({ customer: { id: customer.id }, cases: [{ id, state: 'done' }] })
    expect((await get(purchase.id)).lines[0]?.swaps).toMatchObject([{ newSerial: 'SWAP-O1', caseId: id }])
  })
})
