import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SettableClock } from '../helpers/clock.ts'
import { settableClock } from '../helpers/clock.ts'
import type { TestDesk } from '../helpers/desk.ts'
import { pin, startStore, testStaff } from '../helpers/desk.ts'
import { minuteMs } from '../helpers/passing.ts'
import { act, intake, walk } from '../helpers/walk.ts'
import { eventually } from './eventually.ts'
import type { Keyboard } from './keyboard.ts'
import { keyboardOf } from './keyboard.ts'
import { outOfPaper, printed } from './paper.ts'
import { openBrowser, openDeskAs } from './window.ts'

let browser: Browser
let clock: SettableClock
let desk: TestDesk
beforeAll(async () => {
  browser = await openBrowser()
  // 2026-05-20 is an ordinary Wednesday.
  clock = settableClock('2026-05-20T11:00:00+08:00')
  desk = await startStore({ clock })
})
afterAll(async () => {
  await browser?.close()
  await desk?.close()
})

const picture = (name: string) => path.resolve(import.meta.dirname, `../.out/${name}.png`)

const names = ['赵一', '钱二', '孙三', '李四', '周五', '吴六', '郑七', '王八', '冯九', '陈十'] as const
const of = (index: number) => ({
  register: {
    customer: {
      kind: 'new' as const,
      name: names[index] ?? '',
      phone: `1380002000${index}`,
    },
  },
})

/** Ten customers who wait for a call: three fresh ones, two with a department, two to be told, two visits, one promise. */
async function tenComplaints(): Promise<void> {
  const clerk = await desk.as(testStaff.clerk)
  for (const index of [0, 1, 2]) {
    const { id } = await clerk.call.complaints.register.mutate(intake(of(index).register))
    await act(clerk, id, 'accept', { handlerId: clerk.staff.id, customerPresent: false })
  }
  for (const index of [3, 4]) await walk(desk, 'dispatched', of(index))
  for (const index of [5, 6]) await walk(desk, 'signed', of(index))
  for (const index of [7, 8]) await walk(desk, 'executed', of(index))
  const promised = await walk(desk, 'investigating', of(9))
  await act(clerk, promised.id, 'log_contact', {
    direction: 'in',
    channel: 'phone',
    reached: true,
    said: '问什么时候有结果',
    nextStep: '告诉客户查到了什么',
    nextAt: new Date(clock.now() + 20 * minuteMs).toISOString(),
    nuisance: false,
  })
}

/** Who is on screen, once the form of their call is there. */
async function whoNow(page: Page): Promise<string> {
  const call = page.getByRole('main').getByRole('region', { name: /^正在联系：/ })
  await call.getByRole('button', { name: '记录并接下一位' }).waitFor()
  return (await call.getAttribute('aria-label'))?.replace('正在联系：', '') ?? ''
}

async function untilNot(page: Page, name: string): Promise<void> {
  await eventually(async () => (await whoNow(page)) !== name).toBe(true)
}

/** Talked: a digit, what was said, the next step and tomorrow by its button. */
async function talk(page: Page, keys: Keyboard): Promise<void> {
  const main = page.getByRole('main')
  await keys.press('1')
  await eventually(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA')
  await keys.type('已告诉客户由谁办理，客户知道了')
  await keys.write(main.getByLabel('下一步', { exact: true }), '明天告知进展')
  await keys.push(main.getByRole('button', { name: /^明天/ }))
  await keys.press('Control+Enter')
}

describe('a day of calls by the keys alone', () => {
  it('over ten open complaints, the next by itself, until nobody waits', async () => {
    await tenComplaints()
    const { page, errors, pointed, close } = await openDeskAs(browser, desk.url, testStaff.clerk, {
      at: clock.now(),
    })
    const keys = keyboardOf(page)
    const main = page.getByRole('main')
    await keys.push(page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '待联系' }))
    await main.getByRole('heading', { name: '现在可以联系（10）' }).waitFor()
    expect(await whoNow(page)).toBe('陈十')
    const first = main.getByRole('region', { name: '正在联系：陈十' })
    await first.getByText('138****0009').waitFor()
    await first.getByText('签批之前只能告知进展', { exact: false }).first().waitFor()
    await page.screenshot({ path: picture('calls'), fullPage: true })

    // R shows the number, before it nothing on the page has it.
    expect(await page.content()).not.toContain('13800020009')
    await keys.press('r')
    await first.getByText('13800020009').waitFor()
    await talk(page, keys)
    await untilNot(page, '陈十')

    const called = ['陈十']
    for (let call = 1; call < 9; call += 1) {
      const name = await whoNow(page)
      called.push(name)
      if (call % 3 === 0) await talk(page, keys)
      else {
        // An attempt in vain: a digit and Ctrl+Enter.
        await keys.press(String(2 + (call % 3)))
        await keys.press('Control+Enter')
      }
      await untilNot(page, name)
    }
    expect(new Set(called).size).toBe(9)
    const last = await whoNow(page)
    expect([...called, last].toSorted()).toEqual([...names].toSorted())
    await page.screenshot({ path: picture('calls-last'), fullPage: true })
    await keys.press('s')
    await keys.type('客户正在开会')
    await keys.press('Enter')
    await page.getByText(/已跳过/).waitFor()
    await main.getByRole('heading', { name: '现在可以联系（1）' }).waitFor()
    const clerk = await desk.as(testStaff.clerk)
    const { ready, blocked } = await clerk.call.contacts.calls.query()
    expect(ready.map((row) => row.customerName)).toEqual([last])
    // Who was reached is off the list until there is something to tell; the others wait for their next attempt.
    expect(blocked.map((row) => row.waitsUntil)).not.toContain(null)
    const { rows } = await clerk.call.promises.list.query({ filter: 'kept', cursor: null })
    const callBacks = rows.filter((row) => row.source === 'call_back')
    expect(callBacks.map((row) => row.customerName)).toEqual(['陈十'])
    const skipped = await clerk.call.complaints.get.query({ id: ready[0]?.id ?? '' })
    expect(skipped.happenings[0]?.details).toContainEqual({ label: 'text', text: '跳过联系：客户正在开会' })
    expect(pointed).toEqual([])
    expect(errors).toEqual([])
    await close()
  })

  it('the list is printed with masked numbers', async () => {
    const { page, close } = await openDeskAs(browser, desk.url, testStaff.clerk, { at: clock.now() })
    const clerk = await desk.as(testStaff.clerk)
    await page.goto(`${desk.url}#/print/call_list/${clerk.staff.id}?paper=a4&lang=zh-CN`)
    await page.getByRole('article').waitFor()
    expect(await outOfPaper(page)).toEqual([])
    const { text } = await printed(page, 'call-list')
    expect(text).toContain('138****0003')
    expect(text).not.toMatch(/1380002000\d/)
    await close()
  })
})

describe('a contact from the complaint itself', () => {
  it('takes three keystrokes for a call that nobody answered', async () => {
    const { id, number } = await walk(desk, 'dispatched')
    const { page, pointed, close } = await openDeskAs(browser, desk.url, testStaff.clerk, { at: clock.now() })
    await page.goto(`${desk.url}#/complaint/${id}`)
    await page.getByRole('heading', { level: 1, name: number }).waitFor()
    const keys = keyboardOf(page)
    const before = keys.presses
    await keys.press('c')
    const drawer = page.getByRole('dialog', { name: /^记录联系/ })
    await drawer.getByText(/可以拨打/).waitFor()
    await eventually(() => drawer.evaluate((element) => element.contains(document.activeElement))).toBe(true)
    await keys.press('2')
    await page.screenshot({ path: picture('contact-drawer') })
    await keys.press('Control+Enter')
    await drawer.waitFor({ state: 'hidden' })
    expect(keys.presses - before).toBe(3)
    await page
      .getByText(/无人接听/)
      .first()
      .waitFor()
    expect(pointed).toEqual([])
    await close()
  })

  it('asks for the manager when the guard refuses, before it shows the number', async () => {
    const { id, number } = await walk(desk, 'dispatched')
    const clerk = await desk.signIn(testStaff.clerk)
    for (let call = 0; call < 3; call += 1)
      await act(clerk, id, 'log_contact', {
        direction: 'out',
        channel: 'phone',
        reached: false,
        result: 'no_answer',
        said: '',
        nextStep: '再打',
        nextAt: new Date(clock.now() + 60 * minuteMs).toISOString(),
        nuisance: false,
      })
    const { page, close } = await openDeskAs(browser, desk.url, testStaff.clerk, { at: clock.now() })
    await page.goto(`${desk.url}#/complaint/${id}`)
    await page.getByRole('heading', { level: 1, name: number }).waitFor()
    const keys = keyboardOf(page)
    await keys.press('c')
    const drawer = page.getByRole('dialog', { name: /^记录联系/ })
    await drawer.getByText(/今天给这位客户的外呼已达上限/).waitFor()
    await keys.press('r')
    await drawer
      .getByText(/没有记录/)
      .first()
      .waitFor()
    expect(await page.content()).not.toContain('13800020001')
    await keys.write(drawer.getByLabel('店长工号'), testStaff.manager)
    await keys.write(drawer.getByLabel('店长 PIN 码'), pin)
    await keys.write(drawer.getByLabel('放行原因'), '客户在等发票')
    await page.screenshot({ path: picture('contact-refused'), fullPage: true })
    await keys.push(drawer.getByRole('button', { name: /显示号码/ }))
    await drawer.getByText('13800020001').waitFor()
    await keys.to(drawer.getByRole('radio', { name: /已通话/ }))
    await keys.press('3')
    await keys.press('Control+Enter')
    await drawer.waitFor({ state: 'hidden' })
    await page
      .getByText(/客户在等发票|占线/)
      .first()
      .waitFor()
    await close()
  })
})

it('the manager’s board of promises begins with what was broken', async () => {
  clock.set('2026-05-22T10:30:00+08:00')
  const manager = await desk.signIn(testStaff.manager)
  const { rows } = await manager.call.promises.list.query({ filter: 'broken', cursor: null })
  expect(rows.length).toBeGreaterThan(0)
  const { page, errors, close } = await openDeskAs(browser, desk.url, testStaff.manager, { at: clock.now() })
  await page.goto(`${desk.url}#/promises`)
  const table = page.getByRole('main').getByRole('table', { name: '承诺列表' })
  await table.waitFor()
  await table.getByText('未兑现').first().waitFor()
  await page.screenshot({ path: picture('promises'), fullPage: true })
  expect(errors).toEqual([])
  await close()
})
