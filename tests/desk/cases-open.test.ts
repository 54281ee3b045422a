import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OpenCaseInput } from '../../domain/case/input.ts'
import type { TypedLine } from '../helpers/cases.ts'
import {
  actOn,
  actOnSeen,
  faultsOf,
  inspected,
  newSerial,
  open,
  opening,
  refusedUntouched,
  soldLine,
  typed,
  typedPurchase,
  walkCase,
} from '../helpers/cases.ts'
import type { DeskPerson, TestDesk } from '../helpers/desk.ts'
import { refusalOf, startStore, testStaff } from '../helpers/desk.ts'
import { onePixel, pictureNamed, upload } from '../helpers/files.ts'
import { importExport, tillText } from '../helpers/till.ts'
import { intake } from '../helpers/walk.ts'
import type { FileWatch } from '../helpers/watch.ts'
import { watchFile } from '../helpers/watch.ts'

let desk: TestDesk
let watch: FileWatch
let clerk: DeskPerson
let other: DeskPerson
let manager: DeskPerson
beforeAll(async () => {
  desk = await startStore()
  watch = watchFile(desk)
  clerk = await desk.as(testStaff.clerk)
  other = await desk.as(testStaff.otherClerk)
  manager = await desk.as(testStaff.manager)
})
afterAll(async () => {
  const faults = faultsOf(watch)
  watch.close()
  await desk.close()
  expect(faults).toEqual([])
})

const oneLine = (more: Partial<TypedLine>) => typed(typedPurchase({ lines: [soldLine(more)] }))
const view = (id: string) => clerk.call.cases.get.query({ id })

/** A purchase that the desk knows, and how a case names it. */
async function bought(purchase = typedPurchase()) {
  const customer = { kind: 'new', name: '周女士', phone: '13800020001' } as const
  const added = await clerk.call.purchases.add.mutate({ commandId: randomUUID(), customer, purchase })
  const known: Partial<OpenCaseInput> = {
    customer: { kind: 'known', customerId: added.customerId },
    purchase: { kind: 'known', purchaseId: added.id, seenVersion: added.version },
  }
  return { ...added, known }
}

describe('opening a case', () => {
  it('takes the units as they were sold, and numbers itself by its own letter', async () => {
    const serialNumber = newSerial()
    const { id, number, state, version } = await open(clerk, oneLine({ serialNumber, paidFen: 19_901 }))
    expect({ state, version }).toEqual({ state: 'opened', version: 1 })
    expect(number).toMatch(/^TS001-20260520-R\d{4}$/)
    const shown = await view(id)
    expect(shown).toMatchObject({
      customerName: '周女士',
      handler: { id: clerk.staff.id },
      openedBy: clerk.staff.name,
      lines: [{ position: 0, serialNumber, units: 1, soldUnits: 1, soldFen: 19_901 }],
      purchase: { lines: [{ takenUnits: 1, returnedUnits: 0 }] },
      purchaseChanges: [],
      nextAction: 'inspect',
      nextIsMine: true,
      plan: null,
      slip: false,
      clock: null,
    })
    expect(shown.happenings.map((line) => line.action)).toEqual(['open'])
    expect(shown.entitlement.refused).toContainEqual({ remedy: 'refund', reason: 'fault_not_confirmed' })
  })

  it('takes an order of the till by its number, with all its lines in their order', async () => {
    const manager = await desk.as(testStaff.manager)
    const order = 'TILL-2026-001'
    const serials = [newSerial(), newSerial()]
    const rows = serials.map((serial, place) => ({ order, serial, model: `T${place}`, paid: '88.80' }))
    await importExport(manager, tillText(rows))
    const { id } = await open(clerk, {
      purchase: { kind: 'till', orderNumber: order },
      lines: [{ position: 1, units: 1 }],
    })
    expect(await view(id)).toMatchObject({
      purchase: { orderNumber: order, lines: [{ model: 'T0' }, { model: 'T1', paidFen: 8_880 }] },
      lines: [{ position: 1, serialNumber: serials[1] }],
    })
    const again = await refusedUntouched(watch, () =>
      open(other, { purchase: { kind: 'till', orderNumber: order } }),
    )
    expect(again.key).toBe('purchase_known_of')
  })

  it('takes somebody who gives no name', async () => {
    const { id } = await open(clerk, { customer: { kind: 'anonymous' } })
    expect(await view(id)).toMatchObject({ anonymous: true, customerName: '' })
  })

  it('takes a known purchase only for its customer, and as it was seen', async () => {
    const { known, id, version, customerId } = await bought()
    const stranger = await bought()
    const ofStranger = await refusedUntouched(watch, () =>
      open(clerk, { ...known, customer: { kind: 'known', customerId: stranger.customerId } }),
    )
    expect(ofStranger).toMatchObject({ key: 'purchase_of_another', field: 'purchase.purchaseId' })
    const asNew = await refusedUntouched(watch, () =>
      open(clerk, { ...known, customer: { kind: 'new', name: '另一人', phone: '' } }),
    )
    expect(asNew.key).toBe('purchase_of_another')
    const older = { kind: 'known', purchaseId: id, seenVersion: version + 1 } as const
    const stale = await refusedUntouched(watch, () => open(clerk, { ...known, purchase: older }))
    expect(stale).toMatchObject({ code: 'stale', params: { version } })
    expect((await open(clerk, known)).state).toBe('opened')
    const refs = await clerk.call.cases.ofCustomer.query({ id: customerId })
    expect(refs).toMatchObject([{ state: 'opened', reason: 'quality_fault', remedy: null }])
  })

  it('wants date and price of a purchase that intake has only sketched', async () => {
    const registered = await clerk.call.complaints.register.mutate(
      intake({ customer: { kind: 'new', name: '吴先生', phone: '13800070007' } }),
    )
    const complaint = await clerk.call.complaints.get.query({ id: registered.id })
    const found = await clerk.call.purchases.find.query({ customerId: complaint.customer.id })
    const sketched = found.known[0]?.purchase
    if (sketched === undefined) throw new Error('Intake recorded no purchase')
    const named: Partial<OpenCaseInput> = {
      customer: { kind: 'known', customerId: complaint.customer.id },
      purchase: { kind: 'known', purchaseId: sketched.id, seenVersion: sketched.version },
    }
    const refusal = await refusedUntouched(watch, () => open(clerk, named))
    expect(refusal).toMatchObject({ key: 'purchase_incomplete', params: { field: 'invoicedOn' } })
  })

  it('sent again after its answer was lost is the same case, also when it is sent twenty times at once', async () => {
    const input = opening()
    const answers = await Promise.all(Array.from({ length: 20 }, () => clerk.call.cases.open.mutate(input)))
    expect(new Set(answers.map((each) => each.number)).size).toBe(1)
    const { seq } = watch.head()
    const noted = {
      commandId: randomUUID(),
      caseId: answers[0]?.id ?? '',
      seenVersion: 1,
      action: 'note',
      input: { text: '记' },
    } as const
    const notes = await Promise.all(Array.from({ length: 20 }, () => clerk.call.cases.act.mutate(noted)))
    expect(notes.map((each) => each.version)).toEqual(Array.from({ length: 20 }, () => 2))
    expect(watch.head().seq).toBe(seq + 2)
    const elsewhere = await refusedUntouched(watch, () => other.call.cases.act.mutate(noted))
    expect(elsewhere.key).toBe('command_id_used')
  })

  it('is nothing for a department, nor is a case given to one', async () => {
    const logistics = await desk.as(testStaff.logistics)
    expect((await refusedUntouched(watch, () => open(logistics))).key).toBe('wrong_person')
    const given = await refusedUntouched(watch, () => open(clerk, { handlerId: logistics.staff.id }))
    expect(given).toMatchObject({ key: 'not_a_handler', field: 'handlerId' })
  })

  it('is seen by the complaint that it belongs to, also when that was merged into another', async () => {
    const first = await clerk.call.complaints.register.mutate(intake({ level: 2 }))
    const second = await clerk.call.complaints.register.mutate(intake({ level: 2 }))
    const { version } = await manager.call.complaints.get.query({ id: first.id })
    await manager.call.complaints.act.mutate({
      commandId: randomUUID(),
      complaintId: first.id,
      seenVersion: version,
      action: 'accept',
      input: { handlerId: manager.staff.id, customerPresent: true },
    })
    await manager.call.complaints.act.mutate({
      commandId: randomUUID(),
      complaintId: first.id,
      seenVersion: version + 1,
      action: 'merge',
      input: { intoNumber: second.number },
    })
    const { id } = await open(clerk, { complaintId: first.id })
    expect(await view(id)).toMatchObject({ complaint: { id: second.id, number: second.number } })
    expect(await clerk.call.cases.ofComplaint.query({ id: second.id })).toMatchObject([{ id }])
  })

  it('keeps photos under the customer’s key and gives them back', async () => {
    const picture = await upload(clerk, pictureNamed('故障'), '故障.png')
    const { id } = await open(clerk, { files: [picture] })
    const [file] = (await view(id)).files
    expect(file).toMatchObject({ name: '故障.png', mediaType: 'image/png', addedBy: clerk.staff.name })
    const bytes = await (await clerk.fetch(`files/${file?.id}`)).arrayBuffer()
    expect(Buffer.from(bytes)).toEqual(Buffer.from(pictureNamed('故障')))
  })
})

describe('a unit that is taken', () => {
  it('is in one case of two that two windows open at once', async () => {
    const { known } = await bought()
    const outcomes = await Promise.allSettled([open(clerk, known), open(other, known)])
    expect(outcomes.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected'])
    const lost = outcomes.find((each) => each.status === 'rejected')
    expect(await refusalOf(Promise.reject(lost?.reason))).toMatchObject({ key: 'unit_in_open_case' })
  })

  it('is named by its serial however it is written, under another purchase too', async () => {
    await open(clerk, oneLine({ serialNumber: 'SN-01L8-77O' }))
    for (const serialNumber of ['sn01187 70', 'SN 0118 770', 'ＳＮ－０１１８－７７０']) {
      const again = await refusedUntouched(watch, () => open(other, oneLine({ serialNumber })))
      expect(again, serialNumber).toMatchObject({
        key: 'purchase_known_of',
        field: 'purchase.lines.0.serialNumber',
        params: { name: '周**' },
      })
    }
    const cyrillic = await refusedUntouched(watch, () =>
      open(other, oneLine({ serialNumber: 'ЅN-0118-770' })),
    )
    expect(cyrillic).toMatchObject({
      key: 'serial_look_alike',
      field: 'purchase.lines.0.serialNumber',
    })
  })

  it('without a serial is counted: three sold are three, in however many cases', async () => {
    const purchase = typedPurchase({ lines: [soldLine({ serialNumber: '', quantity: 3 })] })
    const { known } = await bought(purchase)
    const two = await open(clerk, { ...known, lines: [{ position: 0, units: 2 }] })
    const beyond = await refusedUntouched(watch, () =>
      open(other, { ...known, lines: [{ position: 0, units: 2 }] }),
    )
    expect(beyond).toMatchObject({ key: 'unit_in_open_case', params: { number: two.number } })
    await open(other, { ...known, lines: [{ position: 0, units: 1 }] })
    const fourth = await refusedUntouched(watch, () => open(clerk, known))
    expect(fourth.key).toBe('unit_in_open_case')
    const four = await refusedUntouched(watch, () =>
      open(clerk, { ...known, lines: [{ position: 0, units: 4 }] }),
    )
    expect(four).toMatchObject({ key: 'more_than_sold', params: { left: 0 } })
  })

  it('and came back for its money does not come back again, under any record of its sale', async () => {
    const purchase = typedPurchase({ orderNumber: 'TWICE-1' })
    const walked = await walkCase(desk, 'done', { open: typed(purchase) })
    const { purchase: sold, customer } = await walked.view()
    expect(sold.lines).toMatchObject([{ takenUnits: 1, returnedUnits: 1, refundedFen: 29_900 }])
    const again = await refusedUntouched(watch, () =>
      open(clerk, {
        customer: { kind: 'known', customerId: customer.id },
        purchase: { kind: 'known', purchaseId: sold.id, seenVersion: sold.version },
      }),
    )
    expect(again).toMatchObject({ key: 'more_than_sold', params: { left: 0 } })
    const copy = await refusedUntouched(watch, () =>
      open(clerk, typed({ ...purchase, orderNumber: 'TWICE-2' })),
    )
    expect(copy).toMatchObject({ key: 'purchase_known_of', params: { id: sold.id } })
    // Sold again from the shelf on the very day it cannot be told from the sale that was refunded.
    const sameDay = { ...purchase, orderNumber: 'TWICE-3', invoicedOn: '2026-05-20' }
    const soldAgain = await refusedUntouched(watch, () => open(clerk, typed(sameDay)))
    expect(soldAgain).toMatchObject({ key: 'purchase_known_of' })
  })

  it.each(['declined', 'withdrawn', 'voided'] as const)(
    'is free again once its case is %s',
    async (state) => {
      const { purchase, customer } = await (await walkCase(desk, state)).view()
      expect(purchase.lines).toMatchObject([{ takenUnits: 0, returnedUnits: 0 }])
      const { number } = await open(clerk, {
        customer: { kind: 'known', customerId: customer.id },
        purchase: { kind: 'known', purchaseId: purchase.id, seenVersion: purchase.version },
      })
      expect(number).toMatch(/-R\d{4}$/)
    },
  )
})

describe('bad input', () => {
  const bad: readonly [string, Partial<OpenCaseInput>, string, string][] = [
    ['no units', { lines: [{ position: 0, units: 0 }] }, 'not_a_quantity', 'lines.0.units'],
    ['half a unit', { lines: [{ position: 0, units: 0.5 }] }, 'not_a_quantity', 'lines.0.units'],
    ['minus one unit', { lines: [{ position: 0, units: -1 }] }, 'not_a_quantity', 'lines.0.units'],
    ['no line', { lines: [] }, 'required', 'lines'],
    ['a line that was not sold', { lines: [{ position: 1, units: 1 }] }, 'line_unknown', 'lines.0.position'],
    [
      'a line twice',
      {
        lines: [
          { position: 0, units: 1 },
          { position: 0, units: 1 },
        ],
      },
      'line_unknown',
      'lines.1.position',
    ],
    ['nothing happened', { whatHappened: '  ' }, 'required', 'whatHappened'],
    ['a fault of another reason', { faultKind: 'wrong_article' }, 'not_valid', 'faultKind'],
    ['a complaint that nobody has', { complaintId: randomUUID() }, 'complaint_not_found', 'complaintId'],
    ['a handler that nobody is', { handlerId: randomUUID() }, 'staff_unknown', 'handlerId'],
    [
      'an order that the till does not have',
      { purchase: { kind: 'till', orderNumber: 'NOBODY-1' } },
      'till_order_unknown',
      'purchase.orderNumber',
    ],
    [
      'a customer that nobody is',
      { customer: { kind: 'known', customerId: randomUUID() } },
      'customer_unknown',
      'customer.customerId',
    ],
    ['a negative price', oneLine({ paidFen: -1 }), 'not_an_amount', 'purchase.purchase.lines.0.paidFen'],
    [
      'a price of half a fen',
      oneLine({ paidFen: 0.5 }),
      'not_an_amount',
      'purchase.purchase.lines.0.paidFen',
    ],
    [
      'a quantity of nothing',
      oneLine({ quantity: 0 }),
      'not_a_quantity',
      'purchase.purchase.lines.0.quantity',
    ],
    [
      'a purchase of tomorrow',
      typed(typedPurchase({ invoicedOn: '2026-05-21' })),
      'in_the_future',
      'purchase.invoicedOn',
    ],
    [
      'a date that is none',
      typed(typedPurchase({ invoicedOn: '2026-02-30' })),
      'not_a_date',
      'purchase.purchase.invoicedOn',
    ],
  ]

  it.each(bad)('%s is refused by name, and nothing is recorded', async (_, more, key, field) => {
    expect(await refusedUntouched(watch, () => open(clerk, more))).toMatchObject({
      code: 'invalid',
      key,
      field,
    })
  })

  it('an old version, an unknown case, another’s photo and an unknown action are refused', async () => {
    const { id } = await open(clerk)
    await actOn(clerk, id, 'note', { text: '一' })
    const stale = await refusedUntouched(watch, () => actOnSeen(clerk, id, 1, 'note', { text: '二' }))
    expect(stale).toMatchObject({ code: 'stale', params: { version: 2 } })
    const nowhere = await refusedUntouched(watch, () =>
      actOnSeen(clerk, randomUUID(), 1, 'note', { text: '三' }),
    )
    expect(nowhere).toMatchObject({ code: 'not_found', key: 'case_not_found' })
    const picture = await upload(other, onePixel, '别人的.png')
    const anothers = await refusedUntouched(watch, () => actOn(clerk, id, 'add_file', { files: [picture] }))
    expect(anothers.key).toBe('file_not_found')
    const unknown = await refusedUntouched(watch, () =>
      clerk.call.cases.act.mutate({
        commandId: randomUUID(),
        caseId: id,
        seenVersion: 2,
        action: 'refund' as 'note',
        input: {},
      }),
    )
    expect(unknown.code).toBe('invalid')
  })

  const lookedAt: readonly [string, Parameters<typeof inspected>[0], string, string][] = [
    ['a grade that the policy does not have', { grade: 'z' }, 'not_valid', 'input.grade'],
    [
      'a gift that was not given',
      { giftsMissing: [{ position: 0, gift: 0 }] },
      'gift_unknown',
      'input.giftsMissing.0',
    ],
    ['the same fault without a repair', { sameFault: true }, 'no_earlier_repair', 'input.sameFault'],
  ]

  it.each(lookedAt)('an inspection with %s is refused by name', async (_, more, key, field) => {
    const { id } = await open(clerk)
    const serialSeen = (await view(id)).lines[0]?.serialNumber ?? ''
    const refusal = await refusedUntouched(watch, () =>
      actOn(clerk, id, 'inspect', inspected({ serialSeen, ...more })),
    )
    expect(refusal).toMatchObject({ key, field })
  })
})
