import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CaseView } from '../../electron/desk/case-views.ts'
import type { TypedPlan, WalkedCase } from '../helpers/cases.ts'
import {
  actOn,
  again,
  couponPlan,
  exchangePlan,
  faultsOf,
  goodsIn,
  goodsOut,
  newSerial,
  refundPlan,
  refusedUntouched,
  repairPlan,
  soldLine,
  typed,
  walkCase,
} from '../helpers/cases.ts'
import type { SettableClock } from '../helpers/clock.ts'
import type { DeskPerson, TestDesk } from '../helpers/desk.ts'
import { pin, refusalOf, startStore, testStaff } from '../helpers/desk.ts'
import type { OptionLine } from '../helpers/walk.ts'
import { act, apologyLine, walk } from '../helpers/walk.ts'
import type { FileWatch } from '../helpers/watch.ts'
import { watchFile } from '../helpers/watch.ts'

const dayMs = 86_400_000

let desk: TestDesk & { readonly clock: SettableClock }
let watch: FileWatch
let clerk: DeskPerson
let supervisor: DeskPerson
let manager: DeskPerson
let otherManager: DeskPerson
const unsound: unknown[] = []

beforeEach(async () => {
  desk = await startStore()
  watch = watchFile(desk)
  clerk = await desk.as(testStaff.clerk)
  supervisor = await desk.as(testStaff.supervisor)
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

/** Lets days pass: whoever was signed in is not any more. */
async function days(count: number): Promise<void> {
  desk.clock.set(new Date(desk.clock.now() + count * dayMs).toISOString())
  clerk = await desk.signIn(testStaff.clerk)
  supervisor = await desk.signIn(testStaff.supervisor)
  manager = await desk.signIn(testStaff.manager)
  otherManager = await desk.signIn(testStaff.otherManager)
}

async function plannedBy(person: DeskPerson, id: string, plan: TypedPlan): Promise<CaseView> {
  await actOn(person, id, 'plan', plan)
  return view(id)
}

describe('the promise guard', () => {
  const refundLine: OptionLine = {
    ...apologyLine,
    kind: 'refund',
    amountFen: 29_900,
    department: 'logistics',
  }

  async function belongingTo(complaintId: string): Promise<WalkedCase> {
    const walked = await walkCase(desk, 'approved', { open: { complaintId } })
    await actOn(clerk, walked.id, 'receive_goods', goodsIn)
    return walked
  }

  it('keeps money and slip back until the complaint’s resolution is signed', async () => {
    const complaint = await walk(desk, 'awaiting_signature', { options: [[refundLine]] })
    const { id } = await belongingTo(complaint.id)
    const paid = { amountFen: 29_900, method: 'wechat', voucherNumber: 'V' } as const
    const refusal = await refusedUntouched(watch, () => actOn(clerk, id, 'pay_out', paid))
    expect(refusal).toMatchObject({ key: 'missing', missing: ['complaint_signed'] })
    expect((await view(id)).slip).toBe(false)
    const paper = (await complaint.view()).resolutions[0]
    await act(manager, complaint.id, 'sign', { resolutionId: paper?.id ?? '', pin })
    expect((await view(id)).slip).toBe(true)
    await actOn(clerk, id, 'pay_out', paid)
  })

  it('keeps goods, repairs and payments back too', async () => {
    const complaint = await walk(desk, 'investigating')
    const tried: [TypedPlan, (id: string) => Promise<unknown>][] = [
      [exchangePlan, (id) => actOn(clerk, id, 'goods_out', { ...goodsOut, serialNumber: newSerial() })],
      [repairPlan, (id) => actOn(clerk, id, 'start_repair', { on: '2026-05-20', repairer: '维修' })],
      [
        { ...exchangePlan, replacement: { model: 'DJ15', priceFen: 39_900 } },
        (id) => actOn(clerk, id, 'take_payment', { amountFen: 10_000, method: 'cash', voucherNumber: 'P' }),
      ],
    ]
    for (const [plan, move] of tried) {
      const { id } = await walkCase(desk, 'approved', { open: { complaintId: complaint.id }, plan })
      await actOn(clerk, id, 'receive_goods', goodsIn)
      const { missing } = await refusedUntouched(watch, () => move(id))
      expect(missing, plan.remedy).toEqual(['complaint_signed'])
    }
  })

  it('is not walked around by linking the case elsewhere', async () => {
    const unsigned = await walk(desk, 'investigating')
    const signed = await walk(desk, 'signed')
    const { id } = await belongingTo(unsigned.id)
    const refusal = await refusedUntouched(watch, () =>
      actOn(clerk, id, 'link_complaint', { number: signed.number }),
    )
    expect(refusal).toMatchObject({ key: 'complaint_linked' })
    const alone = await walkCase(desk, 'approved')
    const unknown = await refusedUntouched(watch, () =>
      actOn(clerk, alone.id, 'link_complaint', { number: 'TS001-20200101-0001' }),
    )
    expect(unknown).toMatchObject({ key: 'complaint_not_found', field: 'input.number' })
    await actOn(clerk, alone.id, 'link_complaint', { number: unsigned.number.toLowerCase() })
    expect(await view(alone.id)).toMatchObject({ complaint: { id: unsigned.id }, slip: false })
  })

  it('lets a signed resolution that the customer accepted carry the remedy, up to what it names', async () => {
    // On day 41 neither law nor store gives money back.
    const old = typed({ invoicedOn: '2026-04-09' })
    const complaint = await walk(desk, 'executing', {
      options: [[refundLine]],
      register: { purchase: null },
    })
    const { customer } = await complaint.view()
    const own = { customer: { kind: 'known', customerId: customer.id }, complaintId: complaint.id } as const
    const walked = await walkCase(desk, 'approved', { open: { ...old, ...own } })
    expect(await walked.view()).toMatchObject({
      withoutSignature: { basis: { kind: 'resolution', number: complaint.number }, citation: null },
      plan: { goodwill: { totalFen: 0 } },
    })
    const dear = await walkCase(desk, 'inspected', {
      open: {
        ...typed({ invoicedOn: '2026-04-09', lines: [soldLine({ paidFen: 29_901 })] }),
        ...own,
      },
    })
    expect((await plannedBy(clerk, dear.id, refundPlan)).plan).toMatchObject({ basis: null })
  })
})

describe('goodwill', () => {
  it('of ¥50 in coupons is the clerk’s own; the manager sees it in the list of the day', async () => {
    const { id } = await walkCase(desk, 'inspected')
    await actOn(clerk, id, 'plan', couponPlan(5_000))
    expect((await actOn(clerk, id, 'submit', { pin })).state).toBe('approved')
    const page = await manager.call.cases.list.query({
      text: '',
      states: [],
      filter: 'without_signature',
      on: '2026-05-20',
      mine: false,
      cursor: null,
    })
    expect(page.rows).toMatchObject([{ id, withoutSignature: { basis: null, citation: null } }])
    expect(page.counts.withoutSignatureToday).toBe(1)
  })

  it('of one yuan in cash is beyond the clerk', async () => {
    const { id } = await walkCase(desk, 'inspected')
    await actOn(clerk, id, 'plan', {
      remedy: 'offers_only',
      offers: [{ kind: 'compensation', amountFen: 100 }],
    })
    expect((await actOn(clerk, id, 'submit', { pin })).state).toBe('awaiting_signature')
  })

  it('of ¥60 waits for the supervisor, whose PIN is asked for', async () => {
    const walked = await walkCase(desk, 'awaiting_signature')
    const planId = (await walked.view()).plan?.id ?? ''
    const pinless = await supervisor.call.cases.awaitingSignature.query()
    expect(pinless).toMatchObject([{ id: walked.id, nextAction: 'sign', nextIsMine: true }])
    const { seq } = watch.head()
    await expect(actOn(supervisor, walked.id, 'sign', { planId, pin: '111111' })).rejects.toThrow('wrong_pin')
    expect(watch.head().seq).toBe(seq)
    const another = actOn(supervisor, walked.id, 'sign', { planId: randomUUID(), pin })
    expect(await refusalOf(another)).toMatchObject({ code: 'stale' })
    expect(watch.head().seq).toBe(seq)
    expect((await actOn(supervisor, walked.id, 'sign', { planId, pin })).state).toBe('approved')
    expect(await walked.view()).toMatchObject({
      withoutSignature: null,
      plan: { signature: { signerNumber: testStaff.supervisor, selfSigned: false } },
    })
  })

  it('above ¥500 is beyond the supervisor, who sends it back or leaves it to the manager', async () => {
    const walked = await walkCase(desk, 'awaiting_signature', { plan: couponPlan(50_001) })
    const planId = (await walked.view()).plan?.id ?? ''
    const beyond = await refusedUntouched(watch, () => actOn(supervisor, walked.id, 'sign', { planId, pin }))
    expect(beyond.missing).toEqual(['within_signing_limit'])
    expect((await actOn(manager, walked.id, 'sign', { planId, pin })).state).toBe('approved')
  })

  it('of ¥2,001 waits for head office behind the manager', async () => {
    const walked = await walkCase(desk, 'awaiting_approval')
    expect(await walked.view()).toMatchObject({
      plan: { signature: null, storeSignedBy: manager.staff.name, approvedAt: null },
      slip: false,
    })
    const ruling = { reference: '总部 12', text: '同意', pin }
    await actOn(otherManager, walked.id, 'head_office_ruling', { decision: 'approve', ...ruling })
    expect(await walked.view()).toMatchObject({
      state: 'approved',
      plan: { signature: { approvalReference: '总部 12', signerNumber: testStaff.manager } },
      withoutSignature: null,
    })
    const refused = await walkCase(desk, 'awaiting_approval')
    await actOn(otherManager, refused.id, 'head_office_ruling', { decision: 'refuse', ...ruling })
    expect(await refused.view()).toMatchObject({ state: 'planned', plan: null, nextAction: 'plan' })
  })

  it('is no matter for a statutory refund of ¥2,999: it waits for nobody', async () => {
    const lines = [soldLine({ paidFen: 299_900 })]
    const { id } = await walkCase(desk, 'inspected', { open: typed({ lines }) })
    await actOn(clerk, id, 'plan', refundPlan)
    expect((await actOn(clerk, id, 'submit', { pin })).state).toBe('approved')
    expect((await view(id)).withoutSignature).toMatchObject({
      basis: { kind: 'entitlement', rule: 'fault_refund', layer: 'law' },
      citation: { zh: expect.stringContaining('第二十四条') },
    })
  })

  it('adds up over the cases of a purchase and of a complaint', async () => {
    const first = await (await walkCase(desk, 'done', { plan: couponPlan(3_000) })).view()
    const second = await walkCase(desk, 'inspected', { open: again(first) })
    expect((await clerk.call.cases.get.query({ id: second.id })).offersWithinMyLimit).toContainEqual({
      kind: 'coupon',
      upToFen: 2_000,
    })
    const shown = await plannedBy(clerk, second.id, couponPlan(2_001))
    expect(shown.plan?.goodwill).toEqual({ totalFen: 5_001, cashFen: 0 })
    expect((await actOn(clerk, second.id, 'submit', { pin })).state).toBe('awaiting_signature')
    const complaint = await walk(desk, 'signed')
    const belongs = { complaintId: complaint.id }
    await walkCase(desk, 'done', { open: belongs, plan: couponPlan(3_000) })
    const third = await walkCase(desk, 'inspected', { open: belongs })
    await actOn(clerk, third.id, 'plan', couponPlan(2_001))
    expect((await actOn(clerk, third.id, 'submit', { pin })).state).toBe('awaiting_signature')
  })

  it('is a refund that nobody owes, whole', async () => {
    // Day 9: the law gives an exchange, and no money.
    const { id } = await walkCase(desk, 'inspected', { open: typed({ invoicedOn: '2026-05-11' }) })
    const shown = await plannedBy(clerk, id, refundPlan)
    expect(shown.plan).toMatchObject({ basis: null, goodwill: { totalFen: 29_900, cashFen: 29_900 } })
  })

  it('that came back needs a new plan; who wrote it does not sign it', async () => {
    const walked = await walkCase(desk, 'awaiting_signature')
    await actOn(supervisor, walked.id, 'return_for_rework', { reason: '太多' })
    expect(await walked.view()).toMatchObject({
      state: 'planned',
      plan: null,
      earlierPlans: [{ version: 1, returnReason: '太多' }],
    })
    const unchanged = await refusedUntouched(watch, () => actOn(clerk, walked.id, 'submit', { pin }))
    expect(unchanged.missing).toEqual(['plan_complete'])
    await actOn(supervisor, walked.id, 'plan', couponPlan(7_000))
    await actOn(clerk, walked.id, 'submit', { pin })
    const planId = (await walked.view()).plan?.id ?? ''
    const own = await refusedUntouched(watch, () => actOn(supervisor, walked.id, 'sign', { planId, pin }))
    expect(own.missing).toEqual(['not_own_paper'])
  })
})

describe('a standing authorisation', () => {
  const scope = {
    title: '三十天内换货',
    remedies: ['exchange' as const],
    reasons: [],
    families: [],
    maxDay: 30,
    maxFen: 50_000,
    fromOn: '2026-05-01',
    toOn: '2026-05-25',
    terms: '',
  }
  /** Day 20: neither refund nor exchange by law. */
  const day20 = () => typed({ invoicedOn: '2026-04-30' })

  async function signed() {
    return manager.call.authorisations.sign.mutate({ commandId: randomUUID(), ...scope, pin })
  }

  it('carries what it covers without a signature, and is cited', async () => {
    const { id: authorisationId, number } = await signed()
    const { id } = await walkCase(desk, 'inspected', { open: day20() })
    expect((await view(id)).authorisations).toEqual([
      { id: authorisationId, number, title: scope.title, remedies: ['exchange'] },
    ])
    await actOn(clerk, id, 'plan', exchangePlan)
    expect((await actOn(clerk, id, 'submit', { pin })).state).toBe('approved')
    expect((await view(id)).withoutSignature).toMatchObject({
      basis: { kind: 'authorisation', authorisationId, number },
    })
  })

  it('that ran out or was revoked carries nothing, also when the plan was made before', async () => {
    const { id: authorisationId } = await signed()
    const before = await walkCase(desk, 'inspected', { open: day20() })
    expect((await plannedBy(clerk, before.id, exchangePlan)).plan?.basis).toMatchObject({
      kind: 'authorisation',
    })
    await manager.call.authorisations.revoke.mutate({
      commandId: randomUUID(),
      id: authorisationId,
      reason: '样机卖完',
      pin,
    })
    expect((await view(before.id)).plan?.basis).toBeNull()
    expect((await actOn(clerk, before.id, 'submit', { pin })).state).toBe('awaiting_signature')

    await signed()
    const later = await walkCase(desk, 'inspected', { open: day20() })
    await days(6)
    expect((await view(later.id)).authorisations).toEqual([])
    await actOn(clerk, later.id, 'plan', exchangePlan)
    expect((await actOn(clerk, later.id, 'submit', { pin })).state).toBe('awaiting_signature')
  })
})
