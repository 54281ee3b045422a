import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OpenCaseInput } from '../../domain/case/input.ts'
import type { CaseView } from '../../electron/desk/case-views.ts'
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
  repairPlan,
  soldLine,
  typed,
  typedPurchase,
  walkCase,
} from '../helpers/cases.ts'
import type { DeskPerson, TestDesk } from '../helpers/desk.ts'
import { startStore, testStaff } from '../helpers/desk.ts'
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
  const faults = faultsOf(watch)
  watch.close()
  await desk.close()
  expect(faults).toEqual([])
})

const view = (id: string) => clerk.call.cases.get.query({ id })
const plain = (quantity: number, paidFen: number) =>
  typedPurchase({ lines: [soldLine({ serialNumber: '', quantity, paidFen })] })

async function planned(
  more: Partial<OpenCaseInput>,
  plan: TypedPlan,
  looked: object = {},
): Promise<CaseView> {
  const { id } = await open(clerk, more)
  const serialSeen = (await view(id)).lines[0]?.serialNumber ?? ''
  await actOn(clerk, id, 'inspect', inspected({ serialSeen, ...looked }))
  await actOn(clerk, id, 'plan', plan)
  return view(id)
}

async function done(more: Partial<OpenCaseInput>, plan: TypedPlan, serial?: string): Promise<CaseView> {
  const options = serial === undefined ? {} : { newSerial: serial }
  return (await walkCase(desk, 'done', { open: more, plan, ...options })).view()
}

describe('the units of a line without serials', () => {
  const costly: TypedPlan = {
    remedy: 'exchange',
    replacement: { model: 'DJ99', productName: '', priceFen: 1_000_000 },
  }

  it('that were never exchanged are worth what was paid for them, whatever another one cost since', async () => {
    const serial = newSerial()
    const swapped = await done(typed(plain(3, 300_000)), costly, serial)
    const old = await planned(again(swapped), refundPlan)
    expect(old.refundFen).toBe(100_000)
    await actOn(clerk, old.id, 'withdraw', { words: '不退了' })
    // The dear one is known by the serial under which it was given.
    const dear = await planned(again(swapped), refundPlan, { serialSeen: serial })
    expect(dear.refundFen).toBe(1_000_000)
  })

  it('can all come back, though two were exchanged for next to nothing', async () => {
    const cheap: TypedPlan = {
      remedy: 'exchange',
      replacement: { model: 'DJ1', productName: '', priceFen: 500 },
    }
    const two = { lines: [{ position: 0, units: 2 }] }
    const swapped = await done({ ...typed(plain(3, 300_000)), ...two }, cheap)
    expect(swapped.payout?.fen).toBe(199_000)
    const third = await done(again(swapped), refundPlan)
    expect(third.payout?.fen).toBe(100_000)
    const last = await planned(again(third, two), refundPlan)
    expect(last.refundFen).toBe(1_000)
  })

  it('each bear their own price reduction', async () => {
    const offers = [{ kind: 'partial_refund' as const, amountFen: 40_000 }]
    const reduced = await done(typed(plain(2, 200_000)), { remedy: 'offers_only', offers })
    const other = await done(again(reduced), refundPlan)
    expect(other.payout?.fen).toBe(100_000)
    const own = await planned(again(other), refundPlan)
    expect(own.refundFen).toBe(60_000)
  })

  it('do not become one serial because one of them was exchanged for a unit that has one', async () => {
    const swapped = await done(typed(plain(3, 90_000)), exchangePlan, newSerial())
    const next = await view((await open(clerk, again(swapped))).id)
    expect(next.lines).toMatchObject([{ serialNumber: '', units: 1 }])
  })

  it('that replaced others begin without their repairs', async () => {
    const repaired = await done(typed(plain(1, 29_900)), repairPlan)
    const swapped = await done(again(repaired), exchangePlan)
    expect((await view(swapped.id)).purchase.lines[0]?.repairs).toEqual([])
  })
})

describe('the price of what is taken instead', () => {
  it('is that of one unit', async () => {
    const plan: TypedPlan = {
      remedy: 'exchange',
      replacement: { model: 'DJ15', productName: '', priceFen: 39_900 },
    }
    const two = { lines: [{ position: 0, units: 2 }] }
    const found = await planned({ ...typed(plain(2, 59_800)), ...two }, plan)
    expect(found.payFen).toBe(20_000)
  })

  it('is refused in its own words when nobody could book it', async () => {
    const { id } = await open(clerk, { ...typed(plain(2, 59_800)), lines: [{ position: 0, units: 2 }] })
    await actOn(clerk, id, 'inspect', inspected())
    const plan: TypedPlan = {
      remedy: 'exchange',
      replacement: { model: 'DJ15', productName: '', priceFen: 900_000_000 },
    }
    const refusal = await refusedUntouched(watch, () => actOn(clerk, id, 'plan', plan))
    expect(refusal).toMatchObject({ key: 'amount_too_large', field: 'input.replacement.priceFen' })
  })
})

describe('a unit with a serial', () => {
  it('is alone in its case', async () => {
    const purchase = typedPurchase({ lines: [soldLine(), soldLine()] })
    const both = [
      { position: 0, units: 1 },
      { position: 1, units: 1 },
    ]
    const refusal = await refusedUntouched(watch, () => open(clerk, { ...typed(purchase), lines: both }))
    expect(refusal).toMatchObject({ key: 'one_serial_per_case', field: 'lines' })
  })

  it('needs a new serial when another is sent for it, and the case after it can be opened', async () => {
    const walked = await walkCase(desk, 'approved', {
      open: { reason: 'damaged_on_arrival', faultKind: null },
      plan: { remedy: 'reship' },
    })
    await actOn(clerk, walked.id, 'receive_goods', goodsIn)
    const refusal = await refusedUntouched(watch, () => actOn(clerk, walked.id, 'goods_out', goodsOut))
    expect(refusal).toMatchObject({ key: 'required', field: 'input.serialNumber' })
    const serialNumber = newSerial()
    await actOn(clerk, walked.id, 'goods_out', { ...goodsOut, serialNumber })
    await actOn(clerk, walked.id, 'finish', {})
    const next = await view((await open(clerk, again(await walked.view()))).id)
    expect(next.lines).toMatchObject([{ serialNumber }])
  })

  it('goes from the shelf to one new owner, who can bring it back', async () => {
    const shelf = newSerial()
    await done(typed({ lines: [soldLine({ serialNumber: shelf })] }), refundPlan)
    const owner = await done({}, exchangePlan, shelf)
    const second = await walkCase(desk, 'approved', { plan: exchangePlan })
    await actOn(clerk, second.id, 'receive_goods', goodsIn)
    const refusal = await refusedUntouched(watch, () =>
      actOn(clerk, second.id, 'goods_out', { ...goodsOut, serialNumber: shelf }),
    )
    expect(refusal).toMatchObject({ key: 'serial_taken', params: { number: owner.number } })
    expect((await open(clerk, again(owner))).state).toBe('opened')
  })
})

describe('what was said too early', () => {
  const late = typed({ invoicedOn: '2026-03-02' })

  it('that the same fault is back is undone by looking again', async () => {
    const repaired = await done(late, repairPlan)
    const second = await walkCase(desk, 'inspected', { open: again(repaired), inspect: { sameFault: true } })
    const failed = async () => (await second.view()).purchase.lines[0]?.repairs[0]?.failed
    expect(await failed()).toBe(true)
    const serialSeen = (await second.view()).lines[0]?.serialNumber ?? ''
    await actOn(clerk, second.id, 'inspect', inspected({ serialSeen }))
    expect(await failed()).toBe(false)
  })

  it('is planned anew while nothing was given', async () => {
    const walked = await walkCase(desk, 'approved')
    expect((await actOn(clerk, walked.id, 'plan', exchangePlan)).state).toBe('planned')
    const anew = await walked.view()
    expect(anew).toMatchObject({ plan: { version: 2, remedy: 'exchange', approvedAt: null }, slip: false })
    expect(anew.earlierPlans).toMatchObject([{ version: 1, remedy: 'refund' }])
    await actOn(clerk, walked.id, 'submit', {})
    await actOn(clerk, walked.id, 'receive_goods', goodsIn)
    await actOn(clerk, walked.id, 'goods_out', { ...goodsOut, serialNumber: newSerial() })
    const given = await refusedUntouched(watch, () => actOn(clerk, walked.id, 'plan', refundPlan))
    expect(given.missing).toEqual(['nothing_given'])
  })
})

describe('a repair', () => {
  it('that did not help the second time gives its exchange in the same case', async () => {
    const late = typed({ invoicedOn: '2026-03-02' })
    const first = await done(late, repairPlan)
    const walked = await walkCase(desk, 'approved', {
      open: again(first),
      inspect: { sameFault: true },
      plan: repairPlan,
    })
    await actOn(clerk, walked.id, 'receive_goods', goodsIn)
    const on = '2026-05-20'
    await actOn(clerk, walked.id, 'start_repair', { on, repairer: '授权维修' })
    const running = await refusedUntouched(watch, () => actOn(clerk, walked.id, 'plan', exchangePlan))
    expect(running.missing).toEqual(['nothing_given'])
    await actOn(clerk, walked.id, 'end_repair', { on, failed: true, delay: null, work: '修不好' })
    await actOn(clerk, walked.id, 'plan', exchangePlan)
    expect((await walked.view()).plan?.basis).toMatchObject({ rule: 'failed_repairs' })
    await actOn(clerk, walked.id, 'submit', {})
    await actOn(clerk, walked.id, 'goods_out', { ...goodsOut, serialNumber: newSerial() })
    expect((await actOn(clerk, walked.id, 'finish', {})).state).toBe('done')
  })

  it('goes on by what the case kept, though the purchase is corrected meanwhile', async () => {
    const walked = await walkCase(desk, 'approved', { plan: repairPlan })
    await actOn(clerk, walked.id, 'receive_goods', goodsIn)
    const on = '2026-05-20'
    await actOn(clerk, walked.id, 'start_repair', { on, repairer: '授权维修' })
    const { purchase } = await walked.view()
    const lines = purchase.lines.map(({ id, model, serialNumber, paidFen }) =>
      soldLine({ id, model, serialNumber, paidFen: paidFen ?? 0, brand: '苏泊尔' }),
    )
    await clerk.call.purchases.change.mutate({
      commandId: crypto.randomUUID(),
      id: purchase.id,
      seenVersion: purchase.version,
      purchase: typedPurchase({ lines }),
    })
    await actOn(clerk, walked.id, 'end_repair', { on, failed: false, delay: null, work: '换线' })
    await actOn(clerk, walked.id, 'goods_out', goodsOut)
    expect((await actOn(clerk, walked.id, 'finish', {})).state).toBe('done')
  })
})
