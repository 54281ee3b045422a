import { readFileSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SettableClock } from '../helpers/clock.ts'
import type { TestDesk } from '../helpers/desk.ts'
import { pin, startStore, testStaff } from '../helpers/desk.ts'
import { act, intake } from '../helpers/walk.ts'
import { eventually } from './eventually.ts'
import { keyboardOf } from './keyboard.ts'
import type { DeskWindow } from './window.ts'
import { openBrowser, openDeskAs } from './window.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser?.close())

let desk: TestDesk & { readonly clock: SettableClock }
let opened: DeskWindow
let page: Page
let complaintId: string
let number: string

beforeEach(async () => {
  desk = await startStore()
  const clerk = await desk.as(testStaff.clerk)
  const recorded = await clerk.call.complaints.register.mutate(intake())
  complaintId = recorded.id
  number = recorded.number
  await clerk.call.complaints.register.mutate(
    intake({ customer: { kind: 'new', name: '周小姐', phone: '13800020001' }, whatHappened: '电话没人接' }),
  )
})
afterEach(async () => {
  await opened?.close()
  await desk?.close()
})

async function atDesk(staff: string): Promise<ReturnType<typeof keyboardOf>> {
  opened = await openDeskAs(browser, desk.url, staff, { at: desk.clock.now() })
  page = opened.page
  return keyboardOf(page)
}

const main = () => page.getByRole('main')
const form = () => page.getByRole('dialog')
const more = () => main().getByRole('button', { name: '更多操作', exact: true })
const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true })

/** Nothing keeps anybody from reading or using what is on screen. */
async function expectReadable(): Promise<void> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] })
  const { violations } = await axe.analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html.slice(0, 120))])).toEqual([])
}

/** Goes from the search to the customer's page. */
async function findCustomer(keys: ReturnType<typeof keyboardOf>, text: string): Promise<void> {
  await keys.press('Control+k')
  await page.getByRole('textbox', { name: '搜索', exact: true }).waitFor()
  await keys.type(text)
  await page.getByRole('dialog').getByText('客户', { exact: true }).waitFor()
  // The complaint first, then who it is.
  await keys.press('ArrowDown', 2)
  await keys.press('Enter')
}

describe('the customer’s page, with the keys alone', () => {
  it('from the complaint: another number, do-not-call, a double merged in', async () => {
    const keys = await atDesk(testStaff.supervisor)
    await page.goto(`${desk.url}#/complaint/${complaintId}`)
    await keys.push(main().getByRole('link', { name: '客户资料' }))
    await heading('周女士').waitFor()
    await expectReadable()

    await keys.push(main().getByRole('button', { name: '修改资料' }))
    await keys.write(form().getByLabel('新手机号'), '13900007777')
    await keys.press('Enter')
    await main().getByText('138****0001 / 139****7777').waitFor()

    await keys.pick(more(), '设为免打扰')
    await keys.write(form().getByLabel('原因'), '客户要求不要再打')
    await expectReadable()
    await keys.push(form().getByRole('button', { name: '记录' }))
    await main().getByText('不再致电').waitFor()

    await keys.push(main().getByRole('button', { name: '把周小姐合并进来' }))
    await keys.write(form().getByLabel('原因'), '同一号码,同一人')
    await keys.push(form().getByRole('button', { name: '合并', exact: true }))
    await main().getByText('已合并进来').waitFor()
    await keys.push(main().getByRole('tab', { name: '投诉与退换货 2' }))
    await main().getByText('电话没人接').waitFor()
    await expectReadable()
    expect(opened.errors).toEqual([])
    expect(opened.pointed).toEqual([])
  })

  it('the customer’s own data is saved in both forms', async () => {
    const keys = await atDesk(testStaff.supervisor)
    await findCustomer(keys, '周女士')
    await heading('周女士').waitFor()
    await keys.pick(more(), '导出客户资料')
    await keys.push(form().getByRole('button', { name: '生成文件' }))
    const saved = page.waitForEvent('download')
    await keys.push(form().getByRole('button', { name: /^保存可读文件/ }))
    const file = await saved
    expect(file.suggestedFilename()).toBe('客户资料-2026-05-20.html')
    const text = readFileSync(await file.path(), 'utf8')
    for (const part of ['周女士', '13800020001', number, intake().whatHappened]) expect(text).toContain(part)
    const again = page.waitForEvent('download')
    await keys.push(form().getByRole('button', { name: /^保存数据文件/ }))
    const data: unknown = JSON.parse(readFileSync(await (await again).path(), 'utf8'))
    expect(data).toMatchObject({ customers: [{ name: '周女士' }], complaints: [{ number }] })
  })

  it('the manager erases who asks for it; the screens say so in place of name and texts', async () => {
    await act(await desk.as(testStaff.manager), complaintId, 'void', { reason: '录错', pin })
    const keys = await atDesk(testStaff.manager)
    await page.goto(`${desk.url}#/complaint/${complaintId}`)
    await keys.push(main().getByRole('link', { name: '客户资料' }))
    await heading('周女士').waitFor()
    await keys.pick(more(), '删除资料')
    await keys.write(form().getByLabel('本人 PIN 码'), '999999')
    await keys.press('Enter')
    await form().getByText(/PIN/).nth(1).waitFor()
    await expectReadable()
    await keys.write(form().getByLabel('本人 PIN 码'), pin)
    await keys.press('Enter')
    await heading('已删除').waitFor()
    await main()
      .getByText(/客户要求删除/)
      .waitFor()
    await expectReadable()
    await eventually(() => main().getByText('周女士').count()).toBe(0)
    await page.goto(`${desk.url}#/complaint/${complaintId}`)
    await main().getByText('已删除').first().waitFor()
    expect(await main().getByText(intake().whatHappened).count()).toBe(0)
  })
})
