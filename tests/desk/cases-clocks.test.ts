import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  actOn,
  couponPlan,
  faultsOf,
  goodsIn,
  refundPlan,
  refusedUntouched,
  typed,
  walkCase,
} from '../helpers/cases.ts'
import type { SettableClock } from '../helpers/clock.ts'
import type { TestDesk } from '../helpers/desk.ts'
import { pin, startStore, testStaff } from '../helpers/desk.ts'
import { dayMs, hourMs, minuteMs, pass, settled } from '../helpers/passing.ts'
import type { FileWatch } from '../helpers/watch.ts'
import { watchFile } from '../helpers/watch.ts'

let desk: TestDesk & { readonly clock: SettableClock }
let watch: FileWatch
beforeEach(async () => {
  desk = await startStore()
  watch = watchFile(desk)
})
afterEach(async () => {
  const faults = faultsOf(watch)
  watch.close()
  await desk.close()
  expect(faults).toEqual([])
})

/** Store time is +08:00. */
const at = (date: string, time: string) => new Date(`${date}T${time}:00+08:00`).toISOString()
const view = async (id: string) => (await desk.signIn(testStaff.otherManager)).call.cases.get.query({ id })
const bell = async (number: string, caseId: string) => {
  const { notices } = await (await desk.signIn(number)).call.notices.list.query()
  return notices.filter((notice) => notice.caseId === caseId)
}
const list = async (filter: 'open' | 'late') =>
  (await desk.signIn(testStaff.manager)).call.cases.list.query({
    text: '',
    states: [],
    filter,
    on: null,
    mine: false,
    cursor: null,
  })

/** Lets the desk look after time has passed without it. */
async function later(ms: number): Promise<void> {
  desk.clock.set(new Date(desk.clock.now() + ms).toISOString())
  desk.clock.advance(minuteMs)
  await settled()
  desk.clock.advance(0)
  await settled()
}

/** From 10:30 to closing time seven days later, at which a refund is due. */
const sevenDays = 7 * dayMs + 8 * hourMs

/** A refund whose goods came in now. */
async function waiting() {
  const walked = await walkCase(desk, 'approved', { plan: refundPlan })
  const clerk = await desk.as(testStaff.clerk)
  await actOn(clerk, walked.id, 'receive_goods', goodsIn)
  return walked
}

describe('refund money', () => {
  it('is due seven civil days after the goods came in, and a breach after fifteen', async () => {
    const { id } = await waiting()
    expect(await view(id)).toMatchObject({
      goodsInAt: at('2026-05-20', '10:30'),
      refundDueAt: at('2026-05-27', '18:30'),
      refundBreachAt: at('2026-06-04', '18:30'),
      clock: {
        kind: 'refund_money',
        dueAt: at('2026-05-27', '18:30'),
        breachAt: at('2026-06-04', '18:30'),
      },
    })
  })

  it('counts from the goods, also where they came long before the plan was approved', async () => {
    const walked = await walkCase(desk, 'inspected', {
      open: { ...typed({ invoicedOn: '2026-05-08' }), reason: 'damaged_on_arrival', faultKind: null },
    })
    const clerk = await desk.as(testStaff.clerk)
    const [early, ahead] = [at('2026-05-11', '09:00'), at('2026-05-20', '10:35')]
    const refused = (instant: string) =>
      refusedUntouched(watch, () => actOn(clerk, walked.id, 'receive_goods', { ...goodsIn, at: instant }))
    expect(await refused(ahead)).toMatchObject({ key: 'in_the_future', field: 'input.at' })
    // The last minute of the day before the invoice, in store time.
    expect(await refused(at('2026-05-07', '23:59'))).toMatchObject({
      key: 'before_the_goods',
      field: 'input.at',
      params: { date: '2026-05-08' },
    })
    await actOn(clerk, walked.id, 'receive_goods', { ...goodsIn, at: early })
    expect((await view(walked.id)).clock).toBeNull()
    await actOn(clerk, walked.id, 'plan', refundPlan)
    await actOn(clerk, walked.id, 'submit', {})
    expect((await view(walked.id)).refundDueAt).toBe(at('2026-05-18', '18:30'))
    expect((await list('late')).rows).toMatchObject([{ id: walked.id }])
  })

  it('counts from the approval where no goods are asked for, and not at all where nothing is paid', async () => {
    const never = await walkCase(desk, 'approved', {
      open: { ...typed(), reason: 'not_shipped', faultKind: null },
      inspect: null,
    })
    expect((await never.view()).refundDueAt).toBe(at('2026-05-27', '18:30'))
    const coupon = await walkCase(desk, 'approved', { plan: couponPlan(1_000) })
    expect(await coupon.view()).toMatchObject({ refundDueAt: null, clock: null })
  })

  it('that is late is written down once and told to handler and managers, then daily', async () => {
    const { id, number } = await waiting()
    await later(sevenDays - 2 * minuteMs)
    expect((await view(id)).happenings.filter((line) => line.action === 'late')).toEqual([])
    await later(2 * minuteMs)
    await pass(desk.clock, 30 * minuteMs)
    const late = (await view(id)).happenings.filter((line) => line.action === 'late')
    expect(late).toMatchObject([{ by: '', from: null, to: 'approved' }])
    expect(late[0]?.details).toContainEqual({ label: 'dueAt', text: at('2026-05-27', '18:30') })
    for (const who of [testStaff.clerk, testStaff.manager, testStaff.otherManager]) {
      const told = (await bell(who, id)).filter((notice) => notice.kind === 'late')
      expect(told, who).toMatchObject([
        { number, customerName: '周女士', complaintId: null, facts: { clock: 'refund_money', days: 0 } },
      ])
    }
    expect(await bell(testStaff.otherClerk, id)).toEqual([])
    await later(dayMs)
    const daily = (await bell(testStaff.manager, id)).filter((notice) => notice.kind === 'late')
    expect(daily.map((notice) => notice.facts.days)).toEqual([1, 0])
    expect((await view(id)).happenings.filter((line) => line.action === 'late')).toHaveLength(1)
    const page = await list('late')
    expect(page).toMatchObject({ total: 1, counts: { lateRefunds: 1 }, rows: [{ id }] })
  })

  it('is told as a breach after fifteen days', async () => {
    const { id } = await waiting()
    await later(sevenDays + 8 * dayMs + minuteMs)
    const told = await bell(testStaff.manager, id)
    expect(told[0]?.facts).toMatchObject({ clock: 'refund_money', days: 8, breach: 1 })
  })

  it('is told beforehand, when it is about to end', async () => {
    const { id } = await waiting()
    await later(sevenDays - 20 * minuteMs)
    expect(await bell(testStaff.clerk, id)).toMatchObject([
      { kind: 'soon', facts: { clock: 'refund_money' } },
    ])
  })

  it('is counted as soon from two hours before its end, and no more once it is late or paid', async () => {
    const { id } = await waiting()
    const counts = async (instant: string) => {
      desk.clock.set(instant)
      return (await list('open')).counts
    }
    expect(await counts(at('2026-05-27', '16:29'))).toMatchObject({ soonRefunds: 0, lateRefunds: 0 })
    expect(await counts(at('2026-05-27', '16:30'))).toMatchObject({ soonRefunds: 1, lateRefunds: 0 })
    expect(await counts(at('2026-05-27', '18:31'))).toMatchObject({ soonRefunds: 0, lateRefunds: 1 })
    desk.clock.set(at('2026-05-27', '17:00'))
    const clerk = await desk.signIn(testStaff.clerk)
    await actOn(clerk, id, 'pay_out', { amountFen: 29_900, method: 'wechat', voucherNumber: 'V' })
    expect((await list('open')).counts).toMatchObject({ soonRefunds: 0, lateRefunds: 0 })
  })

  it('rests once it is paid; that it was late stays written down', async () => {
    const { id } = await waiting()
    desk.clock.set(at('2026-05-28', '11:00'))
    const clerk = await desk.signIn(testStaff.clerk)
    await actOn(clerk, id, 'pay_out', { amountFen: 29_900, method: 'wechat', voucherNumber: 'V' })
    const paid = await view(id)
    expect(paid.clock).toBeNull()
    expect(paid.happenings.map((line) => line.action).slice(0, 2)).toEqual(['pay_out', 'late'])
    expect((await list('late')).rows).toEqual([])
  })
})

describe('a signature', () => {
  it('is due four window hours after the submission, late after it, and rests once it is given', async () => {
    const walked = await walkCase(desk, 'awaiting_signature')
    expect((await view(walked.id)).clock).toEqual({
      kind: 'signature',
      dueAt: at('2026-05-20', '14:30'),
      breachAt: null,
    })
    await later(4 * hourMs + minuteMs)
    expect((await bell(testStaff.manager, walked.id))[0]).toMatchObject({
      kind: 'late',
      facts: { clock: 'signature' },
    })
    const supervisor = await desk.signIn(testStaff.supervisor)
    const planId = (await view(walked.id)).plan?.id ?? ''
    await actOn(supervisor, walked.id, 'sign', { planId, pin })
    expect((await view(walked.id)).clock).toBeNull()
  })

  it('that is awaited in two cases stands in the list by what ends first', async () => {
    const first = await walkCase(desk, 'awaiting_signature')
    const refund = await waiting()
    const without = await walkCase(desk, 'opened')
    const { rows, counts } = await list('open')
    expect(rows.map((row) => row.id)).toEqual([first.id, refund.id, without.id])
    expect(counts).toMatchObject({ open: 3, awaitingSignature: 1, lateRefunds: 0 })
  })
})

describe('the list', () => {
  it('finds by number, name and phone, pages by its place, and takes no other cursor', async () => {
    const cases = []
    for (let each = 0; each < 5; each += 1) cases.push(await walkCase(desk, 'opened'))
    const manager = await desk.signIn(testStaff.manager)
    const asked = {
      text: '',
      states: [],
      filter: 'all' as const,
      on: null,
      mine: false,
      cursor: null,
      limit: 2,
    }
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page: Awaited<ReturnType<typeof manager.call.cases.list.query>> =
        await manager.call.cases.list.query({ ...asked, cursor })
      seen.push(...page.rows.map((row) => row.id))
      cursor = page.nextCursor
    } while (cursor !== null)
    expect(seen).toEqual(cases.map((each) => each.id).toReversed())
    const last = cases.at(-1)
    const byNumber = await manager.call.cases.list.query({ ...asked, text: last?.number.toLowerCase() ?? '' })
    expect(byNumber.rows.map((row) => row.id)).toEqual([last?.id])
    expect((await manager.call.cases.list.query({ ...asked, text: 'zhou' })).total).toBe(5)
    expect((await manager.call.cases.list.query({ ...asked, text: '%' })).total).toBe(0)
    expect((await manager.call.cases.list.query({ ...asked, mine: true })).total).toBe(0)
    expect((await manager.call.cases.list.query({ ...asked, states: ['done'] })).total).toBe(0)
    await expect(manager.call.cases.list.query({ ...asked, cursor: 'x' })).rejects.toThrow('not_valid')
  })
})
