import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CaseView } from '../../electron/desk/case-views.ts'
import type { CaseInput, CaseWalkOptions, TypedPlan } from '../helpers/cases.ts'
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
import { pin, startStore, testStaff } from '../helpers/desk.ts'
import { pictureNamed, upload } from '../helpers/files.ts'
import type { FileWatch } from '../helpers/watch.ts'
import { watchFile } from '../helpers/watch.ts'

let desk: TestDesk
let watch: FileWatch
let clerk: DeskPerson
let manager: DeskPerson
let otherManager: DeskPerson
const unsound: unknown[] = []

beforeEach(async () => {
  desk = await startStore()
  watch = watchFile(desk)
  clerk = await desk.as(testStaff.clerk)
  manager = await desk.as(testStaff.manager)
  otherManager = await desk.as(testStaff.otherManager)
})
afterEach(async () => {
  unsound.push(...faultsOf(watch))
  watch.close()
  await desk.close()
})
afterAll(() => expect(unsound).toEqual([]))

const view = (id: string) => otherManager.call.cases.get.query({ id })

async function lookAt(id: string, more: Partial<CaseInput<'inspect'>> = {}): Promise<void> {
  const serialSeen = (await view(id)).lines[0]?.serialNumber ?? ''
  await actOn(clerk, id, 'inspect', inspected({ serialSeen, ...more }))
}

async function plannedBy(person: DeskPerson, id: string, plan: TypedPlan): Promise<CaseView> {
  await actOn(person, id, 'plan', plan)
  return view(id)
}

describe('the serial on the unit', () => {
  it('must be the one that was sold, however it is written', async () => {
    const { id } = await open(clerk, typed({ lines: [soldLine({ serialNumber: 'DJ-0L1-88' })] }))
    const other = { serialSeen: 'DJ-011-89' }
    const differs = await refusedUntouched(watch, () => lookAt(id, other))
    expect(differs).toMatchObject({
      key: 'serial_differs',
      field: 'input.serialSeen',
      params: { expected: 'DJ-0L1-88' },
    })
    const unexplained = await refusedUntouched(watch, () =>
      lookAt(id, { ...other, serialExplanation: '标签磨损' }),
    )
    expect(unexplained.key).toBe('serial_differs')
    expect((await refusedUntouched(watch, () => lookAt(id, { serialSeen: '' }))).key).toBe('required')
    await lookAt(id, { serialSeen: 'dj 0118 8'.replaceAll(' ', '-') })
    expect((await view(id)).inspection).toMatchObject({ serialMatches: true })
  })

  it('that differs is taken with an explanation and a photo', async () => {
    const { id } = await open(clerk)
    const picture = await upload(clerk, pictureNamed('序列号'), '序列号.png')
    await lookAt(id, { serialSeen: 'OTHER-1', serialExplanation: '主机换过外壳', files: [picture] })
    expect(await view(id)).toMatchObject({
      inspection: { serialMatches: false, serialExplanation: '主机换过外壳' },
      files: [{ name: '序列号.png' }],
    })
  })

  it('is no matter where none was sold', async () => {
    const { id } = await open(clerk, typed({ lines: [soldLine({ serialNumber: '' })] }))
    await lookAt(id, { serialSeen: 'ANY-1' })
    expect((await view(id)).inspection?.serialMatches).toBeNull()
  })
})

describe('a new serial', () => {
  async function toHandOut(): Promise<CaseView> {
    const walked = await walkCase(desk, 'approved', { plan: exchangePlan })
    await actOn(clerk, walked.id, 'receive_goods', goodsIn)
    return walked.view()
  }

  it('is asked for, is another one, and nobody else’s', async () => {
    const elsewhere = await open(clerk)
    const held = (await view(elsewhere.id)).lines[0]?.serialNumber ?? ''
    const soldTo = typedPurchase({ orderNumber: 'SOLD-9' })
    const customer = { kind: 'new', name: '赵先生', phone: '13800090009' } as const
    await clerk.call.purchases.add.mutate({ commandId: randomUUID(), customer, purchase: soldTo })
    const sold = soldTo.lines[0]?.serialNumber ?? ''
    const { id, lines } = await toHandOut()
    const own = lines[0]?.serialNumber ?? ''
    const tried: [string, string][] = [
      ['', 'required'],
      [own.toLowerCase(), 'serial_same'],
      [held, 'serial_taken'],
      [sold, 'serial_taken'],
      ['СN-777', 'serial_look_alike'],
    ]
    for (const [serialNumber, key] of tried) {
      const refusal = await refusedUntouched(watch, () =>
        actOn(clerk, id, 'goods_out', { ...goodsOut, serialNumber }),
      )
      expect(refusal, serialNumber).toMatchObject({ key, field: 'input.serialNumber' })
    }
    expect((await actOn(clerk, id, 'goods_out', { ...goodsOut, serialNumber: newSerial() })).state).toBe(
      'approved',
    )
  })

  it('takes over the warranty, both numbers are kept, and its own chain goes on', async () => {
    const [second, third] = [newSerial(), newSerial()]
    const first = await (await walkCase(desk, 'done', { plan: exchangePlan, newSerial: second })).view()
    const [bought] = first.purchase.lines
    expect(bought).toMatchObject({
      takenUnits: 0,
      returnedUnits: 1,
      swaps: [{ oldSerial: bought?.serialNumber, newSerial: second, caseNumber: first.number }],
    })
    // The day of the invoice is still the one that counts.
    const next = await (
      await walkCase(desk, 'done', { open: again(first), plan: exchangePlan, newSerial: third })
    ).view()
    expect(next).toMatchObject({
      lines: [{ serialNumber: second }],
      entitlement: { day: 6, warrantyUntil: first.entitlement.warrantyUntil },
    })
    const last = await view((await open(clerk, again(next))).id)
    expect(last.lines).toMatchObject([{ serialNumber: third }])
    expect(last.purchase.lines[0]?.swaps.map((swap) => swap.newSerial)).toEqual([second, third])
    const first1 = bought?.serialNumber ?? ''
    const wrong = await refusedUntouched(watch, () => lookAt(last.id, { serialSeen: first1 }))
    expect(wrong).toMatchObject({ key: 'serial_differs', params: { expected: third } })
  })

  it('begins with no repairs: those of the unit before are not its own', async () => {
    const repaired = await (await walkCase(desk, 'done', { plan: repairPlan })).view()
    expect(repaired.purchase.lines[0]?.repairs).toHaveLength(1)
    const swapped = await (await walkCase(desk, 'done', { open: again(repaired), plan: exchangePlan })).view()
    const [line] = (await view(swapped.id)).purchase.lines
    expect(line?.repairs).toEqual([])
  })
})

describe('repairs of one serial', () => {
  const late: CaseWalkOptions = { open: typed({ invoicedOn: '2026-03-02' }), plan: repairPlan }

  async function repairedInVain(options: CaseWalkOptions): Promise<CaseView> {
    const walked = await walkCase(desk, 'approved', options)
    const on = '2026-05-20'
    await actOn(clerk, walked.id, 'receive_goods', goodsIn)
    await actOn(clerk, walked.id, 'start_repair', { on, repairer: '授权维修' })
    await actOn(clerk, walked.id, 'end_repair', { on, failed: false, delay: null, work: '换线' })
    await actOn(clerk, walked.id, 'goods_out', goodsOut)
    await actOn(clerk, walked.id, 'finish', {})
    return walked.view()
  }

  it('give an exchange at the third failure, found from the desk’s own records', async () => {
    const first = await repairedInVain(late)
    const sameFault: CaseWalkOptions = { ...late, inspect: { sameFault: true } }
    const second = await repairedInVain({ ...sameFault, open: again(first) })
    expect(second.entitlement.grants.map((grant) => grant.remedy)).toEqual(['repair'])
    const third = await (await walkCase(desk, 'inspected', { ...sameFault, open: again(second) })).view()
    expect(third.purchase.lines[0]?.repairs).toMatchObject([{ failed: true }, { failed: true }])
    expect(third.entitlement.grants).toMatchObject([
      { remedy: 'exchange', rule: 'failed_repairs', layer: 'law' },
      { remedy: 'repair' },
    ])
    await actOn(clerk, third.id, 'plan', exchangePlan)
    expect((await actOn(clerk, third.id, 'submit', {})).state).toBe('approved')
    expect((await view(third.id)).withoutSignature).toMatchObject({
      basis: { kind: 'entitlement', rule: 'failed_repairs' },
    })
  })

  it('are counted for the unit that was repaired, and not for another', async () => {
    const serialNumber = newSerial()
    const lines = [soldLine({ serialNumber })]
    const first = await repairedInVain({
      ...late,
      open: typed({ invoicedOn: '2026-03-02', orderNumber: 'ONE', lines }),
    })
    expect(first.state).toBe('done')
    expect(first.purchase.lines[0]?.repairs).toMatchObject([{ caseNumber: first.number }])
    const another = await view((await open(clerk)).id)
    expect(another.purchase.lines[0]?.repairs).toEqual([])
  })

  it('do not begin before the goods came, nor end before they began, nor lie ahead', async () => {
    const { id } = await walkCase(desk, 'approved', { plan: repairPlan })
    const repairer = '授权维修'
    const before = await refusedUntouched(watch, () =>
      actOn(clerk, id, 'start_repair', { on: '2026-05-20', repairer }),
    )
    expect(before.missing).toEqual(['goods_in'])
    await actOn(clerk, id, 'receive_goods', goodsIn)
    for (const [on, key] of [
      ['2026-05-19', 'before_the_goods'],
      ['2026-05-21', 'in_the_future'],
    ] as const) {
      const refusal = await refusedUntouched(watch, () => actOn(clerk, id, 'start_repair', { on, repairer }))
      expect(refusal).toMatchObject({ key, field: 'input.on' })
    }
    await actOn(clerk, id, 'start_repair', { on: '2026-05-20', repairer })
    const out = await refusedUntouched(watch, () => actOn(clerk, id, 'goods_out', goodsOut))
    expect(out.missing).toEqual(['repair_ended'])
    const ended = { failed: false, delay: null, work: '换线' }
    const early = await refusedUntouched(watch, () =>
      actOn(clerk, id, 'end_repair', { on: '2026-05-19', ...ended }),
    )
    expect(early.key).toBe('before_the_goods')
  })
})

describe('a purchase that is changed after the case was opened', () => {
  async function putRight(of: CaseView, by: DeskPerson = clerk): Promise<void> {
    const { purchase } = of
    const [line] = purchase.lines
    await by.call.purchases.change.mutate({
      commandId: randomUUID(),
      id: purchase.id,
      seenVersion: purchase.version,
      purchase: {
        orderNumber: purchase.orderNumber,
        channel: purchase.channel,
        invoicedOn: purchase.invoicedOn ?? '',
        lines: [
          { ...soldLine(), id: line?.id ?? null, serialNumber: line?.serialNumber ?? '', paidFen: 39_900 },
        ],
      },
    })
  }

  it.each(['planned', 'awaiting_signature', 'approved'] as const)(
    'stops a case that is %s until somebody adopts it, and the plan is made anew',
    async (state) => {
      const walked = await walkCase(desk, state)
      await putRight(await walked.view())
      const changed = await walked.view()
      expect(changed.purchaseChanges).toContainEqual({
        field: 'lines.0.paidFen',
        before: '29900',
        now: '39900',
      })
      if (state === 'approved') await actOn(clerk, walked.id, 'receive_goods', goodsIn)
      const paid = { amountFen: 29_900, method: 'wechat', voucherNumber: 'V' } as const
      const stopped = {
        planned: () => actOn(clerk, walked.id, 'submit', {}),
        awaiting_signature: () => actOn(manager, walked.id, 'sign', { planId: changed.plan?.id ?? '', pin }),
        approved: () => actOn(clerk, walked.id, 'pay_out', paid),
      }[state]
      const refusal = await refusedUntouched(watch, stopped)
      expect(refusal).toMatchObject({ key: 'missing', missing: ['purchase_unchanged'] })
      expect((await actOn(clerk, walked.id, 'adopt_purchase', {})).state).toBe('inspected')
      const adopted = await walked.view()
      expect(adopted).toMatchObject({
        plan: null,
        purchaseChanges: [],
        lines: [{ soldFen: 39_900 }],
        slip: false,
      })
      expect(adopted.earlierPlans).toHaveLength(1)
      const plan = await plannedBy(clerk, walked.id, refundPlan)
      expect(plan).toMatchObject({ refundFen: 39_900, plan: { version: 2 } })
    },
  )

  it('is nothing to adopt while it is as it was, nor after money went', async () => {
    const walked = await walkCase(desk, 'approved')
    const same = await refusedUntouched(watch, () => actOn(clerk, walked.id, 'adopt_purchase', {}))
    expect(same.missing).toEqual(['purchase_changed'])
    await actOn(clerk, walked.id, 'receive_goods', goodsIn)
    await actOn(clerk, walked.id, 'pay_out', { amountFen: 29_900, method: 'wechat', voucherNumber: 'V' })
    await putRight(await walked.view(), manager)
    const paid = await refusedUntouched(watch, () => actOn(clerk, walked.id, 'adopt_purchase', {}))
    expect(paid.missing).toEqual(['nothing_moved'])
    expect((await actOn(clerk, walked.id, 'finish', {})).state).toBe('done')
  })
})
