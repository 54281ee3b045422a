import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OpenCaseInput } from '../../domain/case/input.ts'
import type { TypedPlan } from '../helpers/cases.ts'
import {
  actOn,
  again,
  exchangePlan,
  faultsOf,
  goodsIn,
  goodsOut,
  inspected,
  newSerial,
  open,
  refundPlan,
  refusedUntouched,
  soldLine,
  typed,
  typedPurchase,
  walkCase,
} from '../helpers/cases.ts'
import type { DeskPerson, TestDesk } from '../helpers/desk.ts'
import { refusalOf, startStore, testStaff } from '../helpers/desk.ts'
import type { FileWatch } from '../helpers/watch.ts'
import { watchFile } from '../helpers/watch.ts'

let desk: TestDesk
let watch: FileWatch
let clerk: DeskPerson
let manager: DeskPerson
beforeAll(async () => {
  desk = await startStore()
  watch = watchFile(desk)
  clerk = await desk.as(testStaff.clerk)
  manager = await desk.as(testStaff.manager)
})
afterAll(async () => {
  const faults = faultsOf(watch)
  watch.close()
  await desk.close()
  expect(faults).toEqual([])
})

const view = (id: string) => clerk.call.cases.get.query({ id })

/** Opens, inspects and plans as the clerk. */
async function planned(more: Partial<OpenCaseInput>, plan: TypedPlan, looked: object = {}): Promise<string> {
  const { id } = await open(clerk, more)
  const serialSeen = (await view(id)).lines[0]?.serialNumber ?? ''
  await actOn(clerk, id, 'inspect', inspected({ serialSeen, ...looked }))
  await actOn(clerk, id, 'plan', plan)
  return id
}

const payOut = (amountFen: number, more: object = {}) => ({
  amountFen,
  method: 'wechat' as const,
  voucherNumber: 'V-77',
  ...more,
})

describe('partial returns of one line', () => {
  it('sum to what was paid, to the fen, however many cases they come in', async () => {
    const purchase = typedPurchase({ lines: [soldLine({ serialNumber: '', quantity: 3, paidFen: 10_000 })] })
    const first = await (await walkCase(desk, 'done', { open: typed(purchase) })).view()
    const second = await (await walkCase(desk, 'done', { open: again(first) })).view()
    const third = await (await walkCase(desk, 'done', { open: again(second) })).view()
    const paid = [first, second, third].map((each) => each.payout?.fen ?? 0)
    expect(paid).toEqual([3_333, 3_334, 3_333])
    expect(third.purchase.lines).toMatchObject([{ takenUnits: 3, returnedUnits: 3, refundedFen: 10_000 }])
  })

  it('planned at the same time share no fen: the second is worked out anew', async () => {
    const purchase = typedPurchase({ lines: [soldLine({ serialNumber: '', quantity: 2, paidFen: 1 })] })
    const one = await planned(typed(purchase), refundPlan)
    const other = await planned(again(await view(one)), refundPlan)
    expect([(await view(one)).refundFen, (await view(other)).refundFen]).toEqual([1, 1])
    await actOn(clerk, one, 'submit', {})
    const outdated = await refusedUntouched(watch, () => actOn(clerk, other, 'submit', {}))
    expect(outdated.key).toBe('plan_outdated')
    await actOn(clerk, other, 'plan', refundPlan)
    expect((await actOn(clerk, other, 'submit', {})).state).toBe('approved')
    expect((await view(other)).refundFen).toBe(0)
  })

  it('give back what a withdrawn case had been promised', async () => {
    const purchase = typedPurchase({ lines: [soldLine({ serialNumber: '', quantity: 2, paidFen: 1 })] })
    const one = await planned(typed(purchase), refundPlan)
    await actOn(clerk, one, 'submit', {})
    await actOn(clerk, one, 'withdraw', { words: '不退了' })
    const other = await planned(again(await view(one)), refundPlan)
    expect((await view(other)).refundFen).toBe(1)
  })
})

describe('an exchange', () => {
  const dearer: TypedPlan = {
    remedy: 'exchange',
    replacement: { model: 'DJ15', productName: '豆浆机', priceFen: 39_901 },
  }

  it('for a dearer unit is paid for before the unit goes out, and never paid out', async () => {
    const id = await planned({}, dearer)
    await actOn(clerk, id, 'submit', {})
    await actOn(clerk, id, 'receive_goods', goodsIn)
    expect(await view(id)).toMatchObject({ refundFen: 0, payFen: 10_001 })
    const handed = { ...goodsOut, serialNumber: newSerial() }
    const unpaid = await refusedUntouched(watch, () => actOn(clerk, id, 'goods_out', handed))
    expect(unpaid).toMatchObject({ key: 'missing', missing: ['payment_taken'] })
    const refund = await refusedUntouched(watch, () => actOn(clerk, id, 'pay_out', payOut(10_001)))
    expect(refund.missing).toEqual(['refund_due'])
    const short = await refusedUntouched(watch, () =>
      actOn(clerk, id, 'take_payment', { ...payOut(10_000), method: 'cash' }),
    )
    expect(short).toMatchObject({ key: 'amount_differs', params: { fen: 10_001 }, field: 'input.amountFen' })
    await actOn(clerk, id, 'take_payment', { ...payOut(10_001), method: 'cash' })
    const twice = await refusedUntouched(watch, () =>
      actOn(clerk, id, 'take_payment', { ...payOut(10_001), method: 'cash' }),
    )
    expect(twice.missing).toEqual(['payment_due'])
    await actOn(clerk, id, 'goods_out', handed)
    await actOn(clerk, id, 'finish', {})
    const done = await view(id)
    expect(done).toMatchObject({ state: 'done', newSerial: handed.serialNumber, handedTo: '周女士' })
    expect(done.custody).toMatchObject([{ endedHow: 'to_shelf' }])

    // The customer has paid 399.01 by now: that is what comes back if this one is taken back.
    const later = await planned(again(done), refundPlan)
    expect(await view(later)).toMatchObject({
      lines: [{ serialNumber: handed.serialNumber }],
      refundFen: 39_901,
    })
  })

  it('for a cheaper unit pays the difference out', async () => {
    const plan = { ...dearer, replacement: { model: 'DJ11', productName: '', priceFen: 19_900 } }
    const done = await (await walkCase(desk, 'done', { plan })).view()
    expect(done.payout).toMatchObject({ fen: 10_000, method: 'wechat' })
    const later = await planned(again(done), refundPlan)
    expect((await view(later)).refundFen).toBe(19_900)
  })

  it('for the same model is priced as it was paid, whatever it costs today', async () => {
    const plan = { ...exchangePlan, replacement: { model: ' dj13b', productName: '', priceFen: 49_900 } }
    const id = await planned({}, plan)
    expect(await view(id)).toMatchObject({ refundFen: 0, payFen: 0 })
  })
})

describe('what is deducted', () => {
  const gifts = [
    { name: '果蔬杯', valueFen: 4_900 },
    { name: '围裙', valueFen: 1_000 },
  ]
  const online = typedPurchase({
    channel: 'online',
    lines: [soldLine({ serialNumber: '', quantity: 2, paidFen: 60_000, gifts })],
  })
  const changedMind = { reason: 'changed_mind', faultKind: null } as const

  it('is a missing gift, once over all cases of the purchase, and the freight that the customer bears', async () => {
    const missing = { giftsMissing: [{ position: 0, gift: 0 }], faultConfirmed: null }
    const plan = { ...refundPlan, freightCustomerFen: 1_200 }
    const first = await planned({ ...typed(online), ...changedMind }, plan, missing)
    expect((await view(first)).plan).toMatchObject({
      refundFen: 30_000 - 4_900 - 1_200,
      settlement: { goodsFen: 30_000, giftsMissingFen: 4_900, freightCustomerFen: 1_200 },
      basis: { kind: 'entitlement', rule: 'no_reason', layer: 'law' },
    })
    await actOn(clerk, first, 'submit', {})
    const second = await planned(again(await view(first), changedMind), refundPlan, missing)
    expect((await view(second)).refundFen).toBe(30_000)
  })

  it('is never more than the goods are worth', async () => {
    const plan = { ...refundPlan, freightCustomerFen: 99_999 }
    const id = await planned({ ...typed(online), ...changedMind }, plan, { faultConfirmed: null })
    expect(await view(id)).toMatchObject({ refundFen: 0, payFen: 0 })
  })

  it('is no freight where the store must bear it', async () => {
    const { id } = await open(clerk)
    const serialSeen = (await view(id)).lines[0]?.serialNumber ?? ''
    await actOn(clerk, id, 'inspect', inspected({ serialSeen }))
    const refusal = await refusedUntouched(watch, () =>
      actOn(clerk, id, 'plan', { ...refundPlan, freightCustomerFen: 1 }),
    )
    expect(refusal).toMatchObject({ key: 'freight_is_the_stores', field: 'input.freightCustomerFen' })
  })
})

describe('goods that stay', () => {
  it('have a lower price after a partial refund, and come back for no more than that', async () => {
    const offers = [{ kind: 'partial_refund' as const, amountFen: 5_000 }]
    const plan: TypedPlan = { remedy: 'offers_only', offers }
    const first = await walkCase(desk, 'done', { plan })
    const done = await first.view()
    expect(done.payout).toMatchObject({ fen: 5_000 })
    const later = await planned(again(done), refundPlan)
    expect((await view(later)).refundFen).toBe(24_900)
  })

  it('are not refunded in part beyond what was paid, nor in part and whole', async () => {
    const { id } = await open(clerk)
    const serialSeen = (await view(id)).lines[0]?.serialNumber ?? ''
    await actOn(clerk, id, 'inspect', inspected({ serialSeen }))
    const offers = [{ kind: 'partial_refund' as const, amountFen: 29_901 }]
    const beyond = await refusedUntouched(watch, () =>
      actOn(clerk, id, 'plan', { remedy: 'offers_only', offers }),
    )
    expect(beyond.key).toBe('more_than_paid')
    const both = await refusedUntouched(watch, () =>
      actOn(clerk, id, 'plan', { remedy: 'refund', offers: [{ kind: 'partial_refund', amountFen: 1 }] }),
    )
    expect(both.key).toBe('more_than_paid')
    const kept = await refusedUntouched(watch, () =>
      actOn(clerk, id, 'plan', { remedy: 'exchange', keepsGoods: true }),
    )
    expect(kept).toMatchObject({ key: 'not_valid', field: 'input.keepsGoods' })
  })

  it('refunded whole while the customer keeps them is goodwill, and counts the unit as returned', async () => {
    const id = await planned({ reason: 'refund_only' }, { ...refundPlan, keepsGoods: true })
    const before = await view(id)
    expect(before.plan).toMatchObject({ basis: null, goodwill: { totalFen: 29_900, cashFen: 29_900 } })
    expect((await actOn(clerk, id, 'submit', {})).state).toBe('awaiting_signature')
    await actOn(manager, id, 'sign', { planId: before.plan?.id ?? '', pin: '246810' })
    await actOn(clerk, id, 'pay_out', payOut(29_900))
    await actOn(clerk, id, 'finish', {})
    const repeated = await refusedUntouched(watch, () => view(id).then((done) => open(clerk, again(done))))
    expect(repeated.key).toBe('more_than_sold')
  })
})

describe('money that is paid out', () => {
  async function due(plan: TypedPlan = refundPlan): Promise<string> {
    const id = await planned({}, plan)
    await actOn(clerk, id, 'submit', {})
    await actOn(clerk, id, 'receive_goods', goodsIn)
    return id
  }

  it('is what was planned, once, and after the goods came in', async () => {
    const id = await planned({}, refundPlan)
    await actOn(clerk, id, 'submit', {})
    const early = await refusedUntouched(watch, () => actOn(clerk, id, 'pay_out', payOut(29_900)))
    expect(early.missing).toEqual(['goods_in'])
    await actOn(clerk, id, 'receive_goods', goodsIn)
    for (const amountFen of [29_899, 29_901]) {
      const refusal = await refusedUntouched(watch, () => actOn(clerk, id, 'pay_out', payOut(amountFen)))
      expect(refusal).toMatchObject({ key: 'amount_differs', params: { fen: 29_900 } })
    }
    for (const amountFen of [-29_900, 299.5]) {
      const refusal = await refusedUntouched(watch, () => actOn(clerk, id, 'pay_out', payOut(amountFen)))
      expect(refusal).toMatchObject({ key: 'not_an_amount', field: 'input.amountFen' })
    }
    const unproven = await refusedUntouched(watch, () =>
      actOn(clerk, id, 'pay_out', payOut(29_900, { voucherNumber: ' ' })),
    )
    expect(unproven).toMatchObject({ key: 'required', field: 'input.voucherNumber' })
    await actOn(clerk, id, 'pay_out', payOut(29_900))
    const twice = await refusedUntouched(watch, () => actOn(clerk, id, 'pay_out', payOut(29_900)))
    expect(twice.missing).toEqual(['refund_due'])
    const back = await refusedUntouched(watch, () => actOn(clerk, id, 'withdraw', { words: '算了' }))
    expect(back.missing).toEqual(['nothing_moved'])
  })

  it('leaves once, though two windows pay it out at the same moment', async () => {
    const id = await due()
    const outcomes = await Promise.allSettled([
      actOn(clerk, id, 'pay_out', payOut(29_900)),
      actOn(manager, id, 'pay_out', payOut(29_900, { voucherNumber: 'V-78' })),
    ])
    expect(outcomes.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected'])
    const lost = outcomes.find((each) => each.status === 'rejected')
    // Depending on who read when, the other is told of the change, or that nothing is due any more.
    expect(['stale', 'not_allowed']).toContain((await refusalOf(Promise.reject(lost?.reason))).code)
    expect((await view(id)).happenings.filter((line) => line.action === 'pay_out')).toHaveLength(1)
  })

  it('goes back the way it came, or somebody says why not', async () => {
    const id = await due()
    const cash = payOut(29_900, { method: 'cash' })
    const refusal = await refusedUntouched(watch, () => actOn(clerk, id, 'pay_out', cash))
    expect(refusal).toMatchObject({
      key: 'method_differs',
      field: 'input.method',
      params: { method: 'wechat' },
    })
    const credit = payOut(29_900, { method: 'store_credit', methodReason: '顾客不在' })
    const unwanted = await refusedUntouched(watch, () => actOn(clerk, id, 'pay_out', credit))
    expect(unwanted.key).toBe('method_differs')
    await actOn(clerk, id, 'pay_out', { ...cash, methodReason: '微信已注销' })
    expect((await view(id)).payout).toMatchObject({ method: 'cash', methodReason: '微信已注销' })
  })

  it('is store credit where the customer wants it, and nothing else then', async () => {
    const id = await due({ ...refundPlan, storeCredit: true })
    const wechat = payOut(29_900, { methodReason: '方便' })
    expect((await refusedUntouched(watch, () => actOn(clerk, id, 'pay_out', wechat))).key).toBe(
      'method_differs',
    )
    await actOn(clerk, id, 'pay_out', payOut(29_900, { method: 'store_credit' }))
    expect((await view(id)).payout?.method).toBe('store_credit')
  })

  it('is every compensation in hand too', async () => {
    const offers = [{ kind: 'compensation' as const, amountFen: 8_000 }]
    const walked = await walkCase(desk, 'approved', { plan: { remedy: 'repair', offers } })
    expect(await walked.view()).toMatchObject({ refundFen: 8_000, payFen: 0 })
  })
})

describe('what the plan form shows', () => {
  it('is what the plan will come to, and whether the person alone may give it', async () => {
    const { id } = await open(clerk)
    const serialSeen = (await view(id)).lines[0]?.serialNumber ?? ''
    await actOn(clerk, id, 'inspect', inspected({ serialSeen }))
    const shown = (plan: TypedPlan) => clerk.call.cases.planPreview.query({ caseId: id, plan })
    expect(await shown(refundPlan)).toMatchObject({
      refundFen: 29_900,
      basis: { kind: 'entitlement', rule: 'fault_refund' },
      goodwill: { totalFen: 0, cashFen: 0 },
      gaps: [],
      needsSignature: false,
      problem: null,
    })
    expect(await shown({ remedy: 'exchange' })).toMatchObject({ settlement: null, gaps: ['replacement'] })
    const offers = [{ kind: 'partial_refund' as const, amountFen: 40_000 }]
    expect(await shown({ remedy: 'offers_only', offers })).toMatchObject({ problem: 'more_than_paid' })
    expect(
      await shown({ remedy: 'offers_only', offers: [{ kind: 'coupon', amountFen: 6_000 }] }),
    ).toMatchObject({
      needsSignature: true,
    })
  })

  it('is, before the case is open, what confirming the fault would give', async () => {
    const customer = { kind: 'new', name: '赵先生', phone: '13800090009' } as const
    const added = await clerk.call.purchases.add.mutate({
      commandId: randomUUID(),
      customer,
      purchase: typedPurchase(),
    })
    const [line] = (await clerk.call.purchases.get.query({ id: added.id })).lines
    const asked = { reason: 'quality_fault', faultKind: null, voucherValid: true } as const
    const lines = [{ purchaseLineId: line?.id ?? '', units: 1 }]
    const grants = (preview: { grants: { remedy: string }[] }) => preview.grants.map((grant) => grant.remedy)
    const known = await clerk.call.cases.preview.query({ ...asked, lines })
    expect(known).toMatchObject({ assumesConfirmed: true, day: 6 })
    expect(grants(known)).toEqual(['refund', 'exchange', 'repair'])
    const typedNow = await clerk.call.cases.preview.query({
      ...asked,
      reason: 'changed_mind',
      typed: { purchase: typedPurchase(), lines: [{ position: 0, units: 1 }] },
    })
    expect(typedNow).toMatchObject({
      assumesConfirmed: false,
      grants: [],
      refused: [{ remedy: 'refund', reason: 'no_reason_not_promised' }],
    })
  })
})
