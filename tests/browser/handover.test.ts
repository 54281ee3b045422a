import { randomUUID } from 'node:crypto'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { SettableClock } from '../helpers/clock.ts'
import { settableClock } from '../helpers/clock.ts'
import type { TestDesk } from '../helpers/desk.ts'
import { pin, startStore, testStaff } from '../helpers/desk.ts'
import { hourMs, pass } from '../helpers/passing.ts'
import { act, walk } from '../helpers/walk.ts'
import { eventually } from './eventually.ts'
import { keyboardOf } from './keyboard.ts'
import { outOfPaper, printed } from './paper.ts'
import { openBrowser, openDeskAs } from './window.ts'

let browser: Browser
let clock: SettableClock
let desk: TestDesk
beforeAll(async () => {
  browser = await openBrowser()
  // 2026-05-20 is an ordinary Wednesday.
  clock = settableClock('2026-05-20T10:30:00+08:00')
  desk = await startStore({ clock })
})
afterAll(async () => {
  await browser?.close()
  await desk?.close()
})

/** A late clock, goods in custody, an hour that was promised, a paper that waits. */
async function afternoon() {
  const clerk = await desk.as(testStaff.clerk)
  const goods = await clerk.call.custody.add.mutate({
    commandId: randomUUID(),
    customer: { kind: 'new', name: '郑女士', phone: '13800020009' },
    description: '电饭煲 FB40',
    serialNumber: 'FB40-001',
    accessories: '内胆',
    place: '二号架',
  })
  const late = await walk(desk, 'registered', {
    register: { customer: { kind: 'new', name: '钱先生', phone: '13800020003' } },
  })
  const promised = await walk(desk, 'investigating')
  await act(clerk, promised.id, 'log_contact', {
    direction: 'in',
    channel: 'phone',
    reached: true,
    said: '问送货什么时候到',
    nextStep: '查到后去电告知',
    nextAt: new Date(clock.now() + 5 * hourMs).toISOString(),
    nuisance: false,
  })
  const paper = await walk(desk, 'awaiting_signature')
  await pass(clock, 3 * hourMs)
  return { goods, late, promised, paper }
}

it('a shift is handed over with the keys alone, and the other clerk’s day begins with it', async () => {
  const { goods, late, promised, paper } = await afternoon()
  const { page, errors, pointed, close } = await openDeskAs(browser, desk.url, testStaff.clerk, {
    at: clock.now(),
  })
  const keys = keyboardOf(page)
  const main = page.getByRole('main')
  await keys.push(page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '交接班' }))
  await keys.push(main.getByRole('button', { name: '汇总交接内容' }))
  const section = (name: string) => main.getByRole('region', { name, exact: true })
  await section('已超时').getByText(late.number).waitFor()
  await section('暂存商品').getByText(goods.number).waitFor()
  await section('到期承诺').getByText(promised.number).waitFor()
  await section('待签批').getByText(paper.number).waitFor()
  await section('待联系').getByText(promised.number).waitFor()
  await page.screenshot({ path: path.resolve(import.meta.dirname, '../.out/handover.png'), fullPage: true })

  await keys.write(section('已超时').getByLabel(`${late.number} 的备注`), '店长在问')
  // Enter goes on to the next remark, as in a form on paper.
  await keys.press('Enter')
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(/的备注$/)
  await keys.write(section('暂存商品').getByLabel(`${goods.number} 的备注`), '明天来取')
  await keys.write(main.getByLabel('交班留言'), '打印机缺纸')
  await keys.to(main.getByRole('combobox', { name: '接班人', exact: true }))
  await keys.type('1002')
  await page.getByRole('option', { name: '员工1002 1002' }).waitFor()
  await keys.press('ArrowDown')
  await keys.press('Enter')
  await keys.write(main.getByLabel('接班人 PIN 码'), '111111')
  await keys.write(main.getByLabel(/^您的 PIN 码/), pin)
  await keys.press('Control+Enter')
  await main.getByText(/PIN 码不对/).waitFor()
  await keys.write(main.getByLabel('接班人 PIN 码'), pin)
  await keys.press('Control+Enter')

  await page.getByRole('button', { name: /员工1002/ }).waitFor()
  await page.getByRole('heading', { level: 1, name: '今日' }).waitFor()
  const strip = main.getByRole('region', { name: '交接班', exact: true })
  await strip.getByText(/员工1001 在 .* 把班交给了您/).waitFor()
  expect(await strip.innerText()).toContain('暂存商品 1')
  await page.screenshot({ path: path.resolve(import.meta.dirname, '../.out/handover-today.png') })
  await keys.push(strip.getByRole('link', { name: '看交接班记录' }))
  await main.getByText('打印机缺纸').waitFor()
  await section('已超时').getByText('店长在问').waitFor()
  await page.screenshot({
    path: path.resolve(import.meta.dirname, '../.out/handover-read.png'),
    fullPage: true,
  })

  // Read once, the day begins without it.
  await eventually(async () => {
    const unread = await (await desk.as(testStaff.otherClerk)).call.handover.unread.query()
    return unread === null
  }).toBe(true)
  await keys.push(page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '今日' }))
  await page.getByRole('heading', { level: 1, name: '今日' }).waitFor()
  await strip.waitFor({ state: 'detached' })
  expect(errors.filter((each) => !each.includes('403'))).toEqual([])
  expect(pointed).toEqual([])
  await close()
})

it('the record prints whole, marked internal, with both names and the remarks', async () => {
  const manager = await desk.signIn(testStaff.manager)
  const [handover] = await manager.call.handover.list.query({})
  if (handover === undefined) throw new Error('no handover')
  const { page, close } = await openDeskAs(browser, desk.url, testStaff.manager, { at: clock.now() })
  for (const lang of ['zh-CN', 'en'] as const) {
    await page.goto(`${desk.url}#/today`)
    await page.getByRole('heading', { level: 1, name: '今日' }).waitFor()
    await page.goto(`${desk.url}#/print/handover/${handover.id}?paper=a4&lang=${lang}`)
    await eventually(() => page.evaluate(() => document.documentElement.dataset.printReady)).toBe('true')
    expect(await outOfPaper(page)).toEqual([])
    const { text } = await printed(page, `handover-${lang}`)
    for (const part of [
      handover.number,
      '员工1001',
      '员工1002',
      '店长在问',
      '明天来取',
      '打印机缺纸',
      '郑女士',
    ])
      expect(text).toContain(part)
    expect(text).toContain(lang === 'en' ? 'Internal' : '内部资料')
    expect(text).not.toContain('13800020009')
  }
  await close()
})
