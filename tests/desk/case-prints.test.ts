import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CaseState } from '../../domain/case/vocabulary.ts'
import type { SlipPrint } from '../../electron/desk/case-views.ts'
import {
  actOn,
  couponPlan,
  exchangePlan,
  goodsIn,
  goodsOut,
  inspected,
  soldLine,
  typedPurchase,
  walkCase,
} from '../helpers/cases.ts'
import type { DeskPerson, TestDesk } from '../helpers/desk.ts'
import { pin, refusalIn, refusalOf, startStore, testStaff } from '../helpers/desk.ts'
import { walk } from '../helpers/walk.ts'

let desk: TestDesk
let clerk: DeskPerson
let manager: DeskPerson
beforeAll(async () => {
  desk = await startStore()
  clerk = await desk.as(testStaff.clerk)
  manager = await desk.as(testStaff.otherManager)
})
afterAll(() => desk.close())

async function slip(id: string): Promise<SlipPrint> {
  const print = await clerk.call.prints.get.query({ kind: 'slip', id })
  if (print.kind !== 'slip') throw new Error(`Not a slip: ${print.kind}`)
  return print
}

const notSigned = { code: 'not_allowed', key: 'outcome_not_signed' }

describe('before anything may be promised', () => {
  const states: readonly CaseState[] = [
    'opened',
    'inspected',
    'planned',
    'awaiting_signature',
    'awaiting_approval',
    'declined',
    'withdrawn',
    'voided',
  ]

  it.each(states)('a case that is %s has no slip, on screen or as a file', async (state) => {
    const { id, view } = await walkCase(desk, state)
    expect((await view()).slip).toBe(false)
    expect(await refusalOf(slip(id))).toMatchObject(notSigned)
    const response = await clerk.fetch(`print.pdf?kind=slip&id=${id}&paper=a4&lang=zh-CN`)
    expect(await refusalIn(response)).toMatchObject(notSigned)
  })

  it('what the law grants waits for the signature of the complaint that it belongs to, merged ones too', async () => {
    const complaint = await walk(desk, 'proposing')
    const into = await walk(desk, 'awaiting_signature')
    const { id } = await walkCase(desk, 'approved', { open: { complaintId: complaint.id } })
    expect(await refusalOf(slip(id))).toMatchObject(notSigned)
    const { version } = await complaint.view()
    await manager.call.complaints.act.mutate({
      commandId: randomUUID(),
      complaintId: complaint.id,
      seenVersion: version,
      action: 'merge',
      input: { intoNumber: into.number },
    })
    expect(await refusalOf(slip(id))).toMatchObject(notSigned)
    const { resolutions, version: seenVersion } = await into.view()
    const signer = await desk.as(testStaff.manager)
    await signer.call.complaints.act.mutate({
      commandId: randomUUID(),
      complaintId: into.id,
      seenVersion,
      action: 'sign',
      input: { resolutionId: resolutions[0]?.id ?? '', pin },
    })
    expect((await slip(id)).plan.remedy).toBe('refund')
  })

  it('nobody has a paper of something that is not there', async () => {
    const id = randomUUID()
    for (const [kind, key] of [
      ['slip', 'case_not_found'],
      ['custody_receipt', 'custody_not_found'],
      ['custody_label', 'custody_not_found'],
      ['authorisation', 'authorisation_not_found'],
    ] as const)
      expect(await refusalOf(clerk.call.prints.get.query({ kind, id }))).toMatchObject({
        code: 'not_found',
        key,
      })
  })
})

describe('the slip', () => {
  it('spells out what the second of three units is worth, the gift that stayed and the freight', async () => {
    const gifts = [
      { name: '咖啡杯', valueFen: 4_900 },
      { name: '围裙', valueFen: 1_900 },
    ]
    const line = soldLine({ serialNumber: '', quantity: 3, paidFen: 10_000, gifts })
    const typed = typedPurchase({ channel: 'online', orderNumber: 'ON-1', lines: [line] })
    const open = { reason: 'changed_mind', faultKind: null } as const
    const fit = { faultConfirmed: null, grade: 'a', used: false }
    const first = await walkCase(desk, 'done', {
      open: { ...open, purchase: { kind: 'typed', purchase: typed } },
      inspect: fit,
    })
    const { purchase, customer } = await first.view()
    const second = await walkCase(desk, 'approved', {
      open: {
        ...open,
        customer: { kind: 'known', customerId: customer.id },
        purchase: { kind: 'known', purchaseId: purchase.id, seenVersion: 1 },
      },
      inspect: { ...fit, giftsMissing: [{ position: 0, gift: 1 }] },
      plan: { remedy: 'refund', freightCustomerFen: 1_000 },
    })
    const paper = await slip(second.id)
    expect(paper.plan.settlement).toEqual({
      goodsFen: 3_334,
      giftsMissingFen: 1_900,
      freightCustomerFen: 1_000,
      replacementFen: null,
      refundFen: 434,
      payFen: 0,
      lines: [
        {
          id: purchase.lines[0]?.id,
          quantity: 3,
          paidFen: 10_000,
          alreadyReturned: 1,
          alreadyRefundedFen: 3_333,
          returned: 1,
          refundFen: 3_334,
        },
      ],
    })
    expect(paper).toMatchObject({
      number: second.number,
      customerName: '周女士',
      missingGifts: [gifts[1]],
      authorisation: null,
      standing: 'valid',
      caseView: { orderNumber: 'ON-1', paymentMethod: 'wechat', payout: null, phone: '13800020001' },
      plan: { basis: { kind: 'entitlement', rule: 'no_reason' }, signature: null },
    })
    expect(paper.plan.checkCode).toMatch(/^\w{8}$/)
  })

  it('has both serials after an exchange, and who took the new unit', async () => {
    const { id, view } = await walkCase(desk, 'done', { plan: exchangePlan, newSerial: 'NEW-77' })
    const { lines } = await view()
    expect((await slip(id)).caseView).toMatchObject({
      lines: [{ serialNumber: lines[0]?.serialNumber }],
      newSerial: 'NEW-77',
      handedTo: goodsOut.receivedBy,
    })
    expect(lines[0]?.serialNumber).not.toBe('NEW-77')
  })

  it('carries the signature of what needed one', async () => {
    const { id } = await walkCase(desk, 'approved', { plan: couponPlan(6_000) })
    expect((await slip(id)).plan.signature).toMatchObject({
      signerNumber: testStaff.manager,
      selfSigned: false,
    })
  })

  it('cites the authorisation that granted it, though it was revoked since', async () => {
    const signer = await desk.as(testStaff.manager)
    const { id: authorisationId, number } = await signer.call.authorisations.sign.mutate({
      commandId: randomUUID(),
      title: '三十天内换货',
      remedies: ['exchange'],
      reasons: ['quality_fault'],
      families: [],
      maxDay: 30,
      maxFen: 50_000,
      fromOn: '2026-05-20',
      toOn: '2026-05-20',
      terms: '',
      pin,
    })
    const purchase = typedPurchase({ invoicedOn: '2026-04-25' })
    const { id } = await walkCase(desk, 'approved', {
      open: { purchase: { kind: 'typed', purchase } },
      plan: exchangePlan,
    })
    const cited = { number, title: '三十天内换货', signedBy: `店长${testStaff.manager}` }
    expect((await slip(id)).authorisation).toEqual(cited)
    const used = async () =>
      (await clerk.call.authorisations.list.query()).find((each) => each.number === number)
    expect((await used())?.uses).toBe(1)
    await signer.call.authorisations.revoke.mutate({
      commandId: randomUUID(),
      id: authorisationId,
      reason: '缺货',
      pin,
    })
    expect((await slip(id)).authorisation).toEqual(cited)
  })

  it('says that the store no longer acts on it when the case came to nothing', async () => {
    const voided = await walkCase(desk, 'approved')
    await actOn(manager, voided.id, 'void', { reason: '录错', pin })
    expect((await slip(voided.id)).standing).toBe('void')
    const withdrawn = await walkCase(desk, 'approved')
    await actOn(manager, withdrawn.id, 'withdraw', { words: '不退了' })
    expect((await slip(withdrawn.id)).standing).toBe('withdrawn')
  })

  it('is gone while the purchase behind it is put right and nobody has planned anew', async () => {
    const { id, view } = await walkCase(desk, 'approved')
    const { purchase } = await view()
    const { id: purchaseId, lines, invoicedOn, paymentMethod, orderNumber } = purchase
    await clerk.call.purchases.change.mutate({
      commandId: randomUUID(),
      id: purchaseId,
      seenVersion: 1,
      purchase: typedPurchase({
        orderNumber,
        invoicedOn: invoicedOn ?? '2026-05-14',
        paymentMethod,
        lines: lines.map((line) => ({
          ...soldLine(),
          id: line.id,
          serialNumber: line.serialNumber,
          paidFen: 39_900,
        })),
      }),
    })
    await actOn(manager, id, 'adopt_purchase', {})
    expect(await refusalOf(slip(id))).toMatchObject(notSigned)
  })
})

describe('goods of a case in custody', () => {
  it('have their receipt with the case’s number, and leave by their case', async () => {
    const { id, number } = await walkCase(desk, 'approved')
    await actOn(manager, id, 'receive_goods', goodsIn)
    const [custody] = (await clerk.call.cases.get.query({ id })).custody
    if (custody === undefined) throw new Error('Nothing in custody')
    const receipt = await clerk.call.prints.get.query({ kind: 'custody_receipt', id: custody.id })
    expect(receipt).toMatchObject({
      number: custody.number,
      custody: { caseNumber: number, place: goodsIn.place, customer: { name: '周女士' } },
    })
    const commandId = randomUUID()
    const end = {
      commandId,
      id: custody.id,
      seenVersion: 1,
      how: 'returned_to_customer' as const,
      to: '周女士',
    }
    expect(await refusalOf(clerk.call.custody.end.mutate(end))).toMatchObject({
      key: 'custody_of_open_case',
      params: { number },
    })
  })

  it('may be given back at the desk when the case came to nothing', async () => {
    const { id, view } = await walkCase(desk, 'opened')
    await actOn(manager, id, 'receive_goods', goodsIn)
    const serialSeen = (await view()).lines[0]?.serialNumber ?? ''
    await actOn(manager, id, 'inspect', inspected({ serialSeen }))
    await actOn(manager, id, 'decline', { reason: '人为损坏' })
    const [custody] = (await clerk.call.cases.get.query({ id })).custody
    const end = { commandId: randomUUID(), id: custody?.id ?? '', seenVersion: custody?.version ?? 0 }
    const ended = await clerk.call.custody.end.mutate({ ...end, how: 'returned_to_customer', to: '周女士' })
    expect(ended).toMatchObject({ endedHow: 'returned_to_customer', endedTo: '周女士' })
  })
})

it('whoever types the check code from a slip or an authorisation is led to its original', async () => {
  const { id, number, view } = await walkCase(desk, 'approved')
  const code = (await view()).plan?.checkCode ?? ''
  const found = await clerk.call.prints.byCheckCode.query({
    code: ` ${code.slice(0, 4).toLowerCase()} ${code.slice(4)}`,
  })
  expect(found).toEqual({ kind: 'slip', caseId: id, number, version: 1 })
  const [signed] = await clerk.call.authorisations.list.query()
  expect(await clerk.call.prints.byCheckCode.query({ code: signed?.checkCode ?? '' })).toEqual({
    kind: 'authorisation',
    authorisationId: signed?.id,
    number: signed?.number,
  })
})
