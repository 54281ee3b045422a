import { randomUUID } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CaseView } from '../../electron/desk/case-views.ts'
import type { TypedPurchase } from '../helpers/cases.ts'
import { newSerial, soldLine, typedPurchase, walkCase } from '../helpers/cases.ts'
import type { SettableClock } from '../helpers/clock.ts'
import type { TestDesk } from '../helpers/desk.ts'
import { pin, startStore, testStaff } from '../helpers/desk.ts'
import { barriers } from './barriers.ts'
import { eventually } from './eventually.ts'
import type { Worker } from './steps.ts'
import { workerAt } from './steps.ts'
import type { DeskWindow } from './window.ts'
import { openBrowser, openDeskAs } from './window.ts'

let browser: Browser
let desk: TestDesk & { clock: SettableClock }
let clerk: DeskWindow
let supervisor: DeskWindow
let manager: DeskWindow

beforeAll(async () => {
  browser = await openBrowser()
  desk = await startStore()
  const at = desk.clock.now()
  clerk = await openDeskAs(browser, desk.url, testStaff.clerk, { at })
  supervisor = await openDeskAs(browser, desk.url, testStaff.supervisor, { at })
  manager = await openDeskAs(browser, desk.url, testStaff.manager, { at })
})
afterAll(async () => {
  await browser?.close()
  await desk?.close()
})

const customer = { kind: 'new', name: '周女士', phone: '13800020001' } as const

/** A purchase that the desk knows. */
async function sold(more: Partial<TypedPurchase>): Promise<string> {
  const { call } = await desk.as(testStaff.otherClerk)
  const purchase = typedPurchase({ orderNumber: randomUUID().slice(0, 18), ...more })
  await call.purchases.add.mutate({ commandId: randomUUID(), customer, purchase })
  return purchase.lines[0]?.serialNumber ?? ''
}

/** The case on screen, as the desk answers for it. */
async function seen({ page }: Worker): Promise<CaseView> {
  const id = new URL(page.url()).hash.split('/')[2]?.split('?')[0] ?? ''
  const { call } = await desk.as(testStaff.otherManager)
  return call.cases.get.query({ id })
}

/**
 * The unit is scanned at the counter: a scanner is a fast keyboard that ends with Enter.
 * @param live what the form says of the customer's rights before it is recorded
 */
async function openCase(
  worker: Worker,
  serial: string,
  reason: string,
  text: string,
  live: RegExp | null = null,
): Promise<CaseView> {
  const { page, keys } = worker
  const main = page.getByRole('main')
  await worker.goTo('退换货')
  await keys.push(main.getByRole('link', { name: '办理退换货' }).first())
  await page.getByRole('textbox', { name: /^订单号、序列号/ }).waitFor()
  await page.keyboard.type(`${serial}\n`)
  await main.getByRole('group', { name: '退换哪些商品' }).waitFor()
  await keys.mark(main.getByRole('radiogroup', { name: '事由' }), reason)
  await keys.write(main.getByLabel('情况', { exact: true }), text)
  const voucher = main.getByRole('checkbox', { name: /^有购物凭证/ })
  await keys.to(voucher)
  if (!(await voucher.isChecked())) await keys.press('Space')
  if (live !== null) await eventually(() => main.innerText()).toMatch(live)
  await keys.press('Control+Enter')
  await page.getByRole('heading', { level: 1, name: /-R\d{4}$/ }).waitFor()
  return seen(worker)
}

/** The unit is looked at; its serial is scanned again. */
function inspect(worker: Worker, serial: string, more: (worker: Worker) => Promise<void> = async () => {}) {
  const { keys, page } = worker
  const form = page.getByRole('dialog')
  return worker.act('检验登记', async () => {
    if (serial !== '') await keys.write(form.getByLabel('机身序列号', { exact: true }), serial)
    const fault = form.getByRole('radiogroup', { name: '故障是否确认' })
    if ((await fault.count()) > 0) await keys.mark(fault, '确认有故障')
    await more(worker)
  })
}

/**
 * Chooses what is given; before it is recorded the form says what it comes to and who must sign.
 * @param says what must stand there
 */
function plan(
  worker: Worker,
  remedy: string,
  says: RegExp,
  more: (worker: Worker) => Promise<void> = async () => {},
): Promise<void> {
  const { keys, page } = worker
  const form = page.getByRole('dialog')
  return worker.act('拟定方案', async () => {
    await keys.mark(form.getByRole('radiogroup', { name: '处理方式' }), remedy)
    await more(worker)
    await eventually(() => form.getByRole('region', { name: '计算' }).innerText()).toMatch(says)
  })
}

async function receive(worker: Worker) {
  await worker.act('收货', (form) =>
    worker.keys.write(form.getByLabel('存放位置', { exact: true }), '货架 A3'),
  )
}

async function pay(worker: Worker, action: '付款' | '收补差款') {
  await worker.act(action, (form) => worker.keys.write(form.getByLabel('凭证号', { exact: true }), 'TK-0520'))
}

async function finish(worker: Worker) {
  await worker.take('完成办理')
  await worker.stands('已完成')
}

/** The plan of this case is signed in the same inbox as the papers of complaints. */
async function signPlan(worker: Worker, number: string) {
  const { keys, page } = worker
  await worker.goTo('签批')
  await keys.push(
    page
      .getByRole('main')
      .getByRole('link', { name: new RegExp(number) })
      .first(),
  )
  await keys.write(page.getByLabel('您的 PIN 码', { exact: true }), pin)
  await keys.press('Enter')
  await page.getByText(`已签批 ${number}`).waitFor()
}

/** Comes back to a case that another has moved on. */
async function back(worker: Worker, { id, number }: CaseView, state: string) {
  await worker.page.goto(`${desk.url}#/returns/${id}`)
  await worker.page.getByRole('heading', { level: 1, name: number }).waitFor()
  await worker.stands(state)
}

describe('at the counter, without a mouse', () => {
  it('a fault on day 6 is refunded: with a coupon beyond the clerk’s own, signed and then paid', async () => {
    const worker = workerAt(clerk.page)
    const serial = await sold({})
    const rights = /消费者权益保护法 第二十四条[\s\S]*第 6 天，还剩 1 天/
    const opened = await openCase(worker, serial, '质量问题', '打浆时漏电', rights)
    await inspect(worker, serial)
    await plan(worker, '退款', /¥299\.00[\s\S]*客服主管/, async ({ keys, page }) => {
      const form = page.getByRole('dialog')
      const coupon = form.getByRole('checkbox', { name: '优惠券或会员权益' })
      await keys.to(coupon)
      await keys.press('Space')
      await keys.write(form.getByLabel('优惠券或会员权益：金额（元）'), '60')
    })
    await worker.act('提交方案')
    await worker.stands('待签批')
    await signPlan(workerAt(supervisor.page), opened.number)
    await back(worker, opened, '待办理')
    await receive(worker)
    await pay(worker, '付款')
    await finish(worker)
    const done = await seen(worker)
    expect(done.payout).toMatchObject({ fen: 29_900, method: 'wechat', voucherNumber: 'TK-0520' })
    expect(done.plan?.signature?.signerNumber).toBe(testStaff.supervisor)
    expect(clerk.pointed).toEqual([])
    expect(clerk.errors).toEqual([])
  })

  it('on day 12 it is exchanged for a dearer unit, the difference paid first; both serials stay', async () => {
    const worker = workerAt(clerk.page)
    const serial = await sold({ invoicedOn: '2026-05-08' })
    await openCase(worker, serial, '质量问题', '打浆时漏电')
    await inspect(worker, serial)
    await plan(worker, '换货', /¥100\.00[\s\S]*直接通过/, async ({ keys, page }) => {
      const form = page.getByRole('dialog')
      const same = form.getByRole('checkbox', { name: /^换同型号/ })
      await keys.to(same)
      if (await same.isChecked()) await keys.press('Space')
      await keys.write(form.getByLabel('换货型号', { exact: true }), 'DJ15E')
      await keys.write(form.getByLabel('今日单价（元）', { exact: true }), '399')
    })
    await worker.act('提交方案')
    await worker.stands('待办理')
    await receive(worker)
    await pay(worker, '收补差款')
    const fresh = newSerial()
    await worker.act('交付商品', async (form) => {
      await worker.keys.write(form.getByLabel('新机序列号', { exact: true }), fresh)
    })
    await finish(worker)
    const done = await seen(worker)
    expect(done.payment).toMatchObject({ fen: 10_000 })
    expect(done.purchase.lines[0]?.swaps).toMatchObject([{ oldSerial: serial, newSerial: fresh }])
    // The new unit is found by its own number, and its purchase with it.
    const { call } = await desk.as(testStaff.clerk)
    const { known } = await call.purchases.find.query({ text: fresh })
    expect(known.map(({ purchase }) => purchase.id)).toEqual([done.purchase.id])
  })

  it('the third failure of the same unit gives an exchange, found from the desk’s own repairs', async () => {
    const worker = workerAt(clerk.page)
    const serial = newSerial()
    const purchase = typedPurchase({ invoicedOn: '2026-01-10', lines: [soldLine({ serialNumber: serial })] })
    const first = await walkCase(desk, 'done', {
      plan: { remedy: 'repair' },
      open: { customer, purchase: { kind: 'typed', purchase } },
    })
    const { purchase: kept, customer: known } = await first.view()
    await walkCase(desk, 'done', {
      plan: { remedy: 'repair' },
      inspect: { sameFault: true },
      open: {
        customer: { kind: 'known', customerId: known.id },
        purchase: { kind: 'known', purchaseId: kept.id, seenVersion: kept.version },
      },
    })
    await openCase(worker, serial, '质量问题', '又漏电了,修过两次', /维修[\s\S]*保修/)
    await inspect(worker, serial, async ({ keys, page }) => {
      await keys.to(page.getByRole('dialog').getByRole('checkbox', { name: '与上次维修是同样故障' }))
      await keys.press('Space')
    })
    const { entitlement } = await seen(worker)
    expect(entitlement.grants.map(({ remedy, rule }) => [remedy, rule])).toContainEqual([
      'exchange',
      'failed_repairs',
    ])
    await plan(worker, '换货', /直接通过/)
    await worker.act('提交方案')
    await worker.stands('待办理')
  })

  it('an online change of mind is refunded without the gift that stayed away', async () => {
    const worker = workerAt(clerk.page)
    const serial = await sold({
      channel: 'online',
      deliveredOn: '2026-05-15',
      lines: [soldLine({ gifts: [{ name: '保温杯', valueFen: 5_900 }] })],
    })
    await openCase(worker, serial, '无理由退货', '不想要了')
    await inspect(worker, serial, async ({ keys, page }) => {
      const gift = page.getByRole('dialog').getByRole('checkbox', { name: /^保温杯/ })
      await keys.to(gift)
      if (await gift.isChecked()) await keys.press('Space')
      await keys.mark(page.getByRole('dialog').getByRole('radiogroup', { name: '可再次销售' }), '是')
    })
    await plan(worker, '退款', /未退回的赠品[\s\S]*59\.00[\s\S]*¥240\.00[\s\S]*直接通过/)
    await worker.act('提交方案')
    await worker.stands('待办理')
    expect((await seen(worker)).plan?.basis).toMatchObject({ kind: 'entitlement', rule: 'no_reason' })
  })

  it('a statutory refund of ¥2,999 waits for nobody, and stands in the manager’s list of the day', async () => {
    const worker = workerAt(clerk.page)
    const serial = await sold({ lines: [soldLine({ paidFen: 299_900 })] })
    const { number } = await openCase(worker, serial, '质量问题', '开不了机')
    await inspect(worker, serial)
    await plan(worker, '退款', /¥2,999\.00[\s\S]*直接通过/)
    await worker.act('提交方案')
    await worker.stands('待办理')
    await receive(worker)
    await pay(worker, '付款')
    await finish(worker)
    expect((await seen(worker)).plan?.signature).toBeNull()
    const { page } = manager
    await workerAt(page).goTo('退换货')
    await page.getByRole('button', { name: /^今日免签/ }).click()
    const row = page.getByRole('row').filter({ hasText: number })
    await row.getByText('消费者权益保护法', { exact: false }).first().waitFor()
    expect(await barriers(page)).toEqual([])
  })
})

describe('goodwill', () => {
  async function withCoupon(
    yuan: string,
    says: RegExp,
    approves: boolean,
  ): Promise<{ worker: Worker; opened: CaseView }> {
    const worker = workerAt(clerk.page)
    const serial = await sold({})
    const opened = await openCase(worker, serial, '质量问题', '打浆时漏电')
    await inspect(worker, serial)
    await plan(worker, '仅安抚', says, async ({ keys, page }) => {
      const form = page.getByRole('dialog')
      await keys.to(form.getByRole('checkbox', { name: '优惠券或会员权益' }))
      await keys.press('Space')
      await keys.write(form.getByLabel('优惠券或会员权益：金额（元）'), yuan)
    })
    await worker.act('提交方案', async (form) => {
      // Whoever approves goodwill by it says so with the PIN.
      const field = form.getByLabel('您的 PIN 码', { exact: true })
      if (approves) await worker.keys.write(field, pin)
      else expect(await field.count()).toBe(0)
    })
    return { worker, opened }
  }

  it('within the clerk’s own ¥50 needs nobody', async () => {
    const { worker } = await withCoupon('50', /直接通过/, true)
    await worker.stands('待办理')
  })

  it('above the manager’s ¥2,000 waits for head office, and its word is typed in by another than who signed', async () => {
    const { worker, opened } = await withCoupon('2000.01', /总部审批/, false)
    await worker.stands('待签批')
    await signPlan(workerAt(manager.page), opened.number)
    await back(worker, opened, '待总部审批')
    expect((await seen(worker)).slip).toBe(false)
    const lead = workerAt(manager.page)
    await back(lead, opened, '待总部审批')
    await lead.act('录入总部批示', async (form) => {
      await lead.keys.write(form.getByLabel('总部文号', { exact: true }), '总批 2026-88')
      await lead.keys.write(form.getByLabel('批示内容', { exact: true }), '同意')
      await lead.keys.write(form.getByLabel('您的 PIN 码', { exact: true }), pin)
    })
    await lead.stands('待办理')
  })
})

describe('two windows', () => {
  it('open a case for the same unit at once: one has it, the other is told which', async () => {
    const serial = await sold({})
    const { call } = await desk.as(testStaff.otherManager)
    const worker = workerAt(clerk.page)
    const { page, keys } = worker
    await worker.goTo('退换货')
    await keys.push(page.getByRole('main').getByRole('link', { name: '办理退换货' }).first())
    await page.getByRole('textbox', { name: /^订单号、序列号/ }).waitFor()
    await page.keyboard.type(`${serial}\n`)
    await keys.mark(page.getByRole('main').getByRole('radiogroup', { name: '事由' }), '质量问题')
    await keys.write(page.getByRole('main').getByLabel('情况', { exact: true }), '漏电')
    const { known } = await call.purchases.find.query({ text: serial })
    const [found] = known
    if (found === undefined) throw new Error('The purchase is not found')
    const other = await call.cases.open.mutate({
      commandId: randomUUID(),
      customer: { kind: 'known', customerId: found.customer.id },
      purchase: { kind: 'known', purchaseId: found.purchase.id, seenVersion: found.purchase.version },
      lines: [{ position: 0, units: 1 }],
      reason: 'quality_fault',
      whatHappened: '漏电',
      voucherValid: true,
    })
    await keys.press('Control+Enter')
    await page.getByText(other.number).first().waitFor()
    expect(await page.getByRole('heading', { level: 1, name: /-R\d{4}$/ }).count()).toBe(0)
  })
})
