import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SettableClock } from '../helpers/clock.ts'
import type { TestDesk } from '../helpers/desk.ts'
import { startStore, testStaff } from '../helpers/desk.ts'
import { walk } from '../helpers/walk.ts'
import type { Told } from './steps.ts'
import { workerAt } from './steps.ts'
import type { DeskWindow } from './window.ts'
import { openBrowser, openDeskAs } from './window.ts'

let browser: Browser
let desk: TestDesk & { clock: SettableClock }
let first: DeskWindow
let second: DeskWindow

beforeAll(async () => {
  browser = await openBrowser()
  desk = await startStore()
  first = await openDeskAs(browser, desk.url, testStaff.clerk, { at: desk.clock.now() })
  second = await openDeskAs(browser, desk.url, testStaff.supervisor, { at: desk.clock.now() })
})
afterAll(async () => {
  await browser?.close()
  await desk?.close()
})

const told: Told = {
  customer: '冯女士',
  phone: '13800030001',
  order: 'A20260519007',
  model: 'XQG100',
  product: '洗衣机',
  text: '送来的洗衣机门上有划痕，要求换一台。',
  wants: ['exchange'],
  dissatisfied: true,
}

describe('two people at two screens', () => {
  it('what one records and accepts appears at the other without reloading', async () => {
    const one = workerAt(first.page)
    await second.page.getByText('没有未结的投诉').waitFor()
    await one.fillIntake(told)
    const number = await one.record()
    const row = second.page.getByRole('row').filter({ hasText: number })
    await row.getByText('已登记').waitFor()
    await row.getByText(told.customer).waitFor()
    await one.act('受理')
    await row.getByText('已受理').waitFor()
    // On the complaint itself, too.
    const two = workerAt(second.page)
    await two.open(number)
    await one.take('开始调查')
    await two.stands('调查中')
  })

  it('a form that is open when the other records says what was changed, and goes on with what was typed', async () => {
    const { id, number } = await walk(desk, 'investigating')
    for (const { page } of [first, second]) await page.goto(`${desk.url}#/complaint/${id}`)
    const one = workerAt(first.page)
    const two = workerAt(second.page)
    await one.stands('调查中')
    await two.stands('调查中')
    const form = first.page.getByRole('dialog', { name: new RegExp(`^添加备注 · ${number}`) })
    await one.keys.pick(first.page.getByRole('button', { name: '更多操作' }), '添加备注')
    await one.keys.write(form.getByRole('textbox', { name: '备注' }), '客户说周五在家')
    await two.act('升级', (level) => two.keys.write(level.getByLabel('原因', { exact: true }), '客户又来催'))
    const changed = form.getByRole('alert').filter({ hasText: '填写期间有人改过这条投诉' })
    await changed.getByText(`员工${testStaff.supervisor}`).waitFor()
    await changed.getByText('升级').waitFor()
    expect(await form.getByRole('textbox', { name: '备注' }).inputValue()).toBe('客户说周五在家')
    await one.keys.push(changed.getByRole('button', { name: '按新情况继续' }))
    await one.keys.press('Control+Enter')
    await form.waitFor({ state: 'hidden' })
    await first.page.getByRole('tabpanel').getByText('客户说周五在家').first().waitFor()
    await first.page.getByRole('main').getByText('加急客诉', { exact: true }).first().waitFor()
  })

  it('who sends an outdated version is told so, keeps the words and can go on, and nothing is recorded twice', async () => {
    const { id, view } = await walk(desk, 'investigating')
    // This window hears of no changes, as on a line that has just broken.
    await first.page.route('**/changes', (route) => route.abort())
    await first.page.goto(`${desk.url}#/today`)
    await first.page.reload()
    for (const { page } of [first, second]) await page.goto(`${desk.url}#/complaint/${id}`)
    const one = workerAt(first.page)
    const two = workerAt(second.page)
    await one.stands('调查中')
    await two.stands('调查中')
    const form = first.page.getByRole('dialog', { name: /^记录调查结论/ })
    await one.keys.push(first.page.getByRole('button', { name: '记录调查结论' }))
    await one.keys.mark(form.getByRole('radiogroup', { name: '是否属实' }), '属实')
    await one.keys.write(form.getByLabel('原因', { exact: true }), '运输途中碰伤')
    await two.act('添加备注', (note) => two.keys.write(note.getByRole('textbox', { name: '备注' }), '已拍照'))
    const answer = first.page.waitForResponse((response) => response.url().includes('complaints.act'))
    await one.keys.press('Control+Enter')
    expect((await answer).status()).toBe(409)
    const changed = form.getByRole('alert').filter({ hasText: '填写期间有人改过这条投诉' })
    await changed.getByText('您输入的内容都在').waitFor()
    expect(await form.getByLabel('原因', { exact: true }).inputValue()).toBe('运输途中碰伤')
    expect((await view()).findings).toHaveLength(0)
    await one.keys.push(changed.getByRole('button', { name: '按新情况继续' }))
    await one.keys.press('Control+Enter')
    await one.stands('拟定方案')
    expect((await view()).findings.map((each) => each.cause)).toEqual(['运输途中碰伤'])
  })
})
