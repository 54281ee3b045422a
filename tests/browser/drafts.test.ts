import { rmSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ServedDesk } from '../../electron/serve.ts'
import { serveDesk } from '../../electron/serve.ts'
import { newFolder, setUpStore, startDesk, testStaff } from '../helpers/desk.ts'
import { eventually } from './eventually.ts'
import { keyboardOf } from './keyboard.ts'
import type { DeskWindow } from './window.ts'
import { openBrowser, openDeskAs, openWindow, signIn } from './window.ts'

const dataDir = newFolder()
const pinCost = { memoryKiB: 1024, passes: 1 }
let browser: Browser
let desk: ServedDesk
let clerk: DeskWindow

beforeAll(async () => {
  browser = await openBrowser()
  const first = await startDesk({ dataDir })
  await setUpStore(first)
  await first.stop()
  desk = await serveDesk({ dataDir, port: 0, pinCost })
})
afterAll(async () => {
  await browser?.close()
  await desk?.close()
  rmSync(dataDir, { recursive: true, force: true })
})

beforeEach(async () => {
  await clerk?.close()
  clerk = await openDeskAs(browser, desk.url, testStaff.clerk)
  const { page } = clerk
  await page.keyboard.press('Alt+n')
  await field(page, '投诉内容').waitFor()
  const discard = page.getByRole('button', { name: '丢弃' })
  if (await discard.isVisible()) await keyboardOf(page).push(discard)
  await eventually(() => field(page, '投诉内容').inputValue()).toBe('')
})

function field(page: Page, name: string) {
  return page.getByRole('main').getByLabel(name, { exact: true })
}

async function typeComplaint(page: Page, text: string): Promise<void> {
  const keys = keyboardOf(page)
  await keys.write(field(page, '客户姓名'), '韩女士')
  await keys.write(field(page, '投诉内容'), text)
  await keys.mark(page.getByRole('group', { name: '客户诉求' }), '退款')
}

async function expectComplaint(page: Page, text: string): Promise<void> {
  await eventually(() => field(page, '投诉内容').inputValue()).toBe(text)
  expect(await field(page, '客户姓名').inputValue()).toBe('韩女士')
  expect(await page.getByRole('checkbox', { name: '退款' }).isChecked()).toBe(true)
}

function drafted(page: Page) {
  return page.waitForResponse((response) => response.url().includes('drafts.save') && response.ok())
}

describe('what stands in the intake form', () => {
  it('is there again after a reload right behind the last key', async () => {
    const { page } = clerk
    await typeComplaint(page, '电饭煲煮不熟')
    await page.reload()
    await expectComplaint(page, '电饭煲煮不熟')
    await page.getByText(/^已恢复您/).waitFor()
  })

  it('is there again after a look at another place', async () => {
    const { page } = clerk
    await typeComplaint(page, '风扇叶子断了')
    await page.goto(`${desk.url}#/register`)
    await page.getByRole('heading', { level: 1, name: '登记簿' }).waitFor()
    await page.goBack()
    await expectComplaint(page, '风扇叶子断了')
  })

  it('is there again in a new window, for the same person and nobody else', async () => {
    const { page, context } = clerk
    const kept = drafted(page)
    await typeComplaint(page, '空调漏水到楼下')
    await kept
    await page.close()
    const again = await context.newPage()
    await again.goto(`${desk.url}#/intake`)
    await signIn(again, testStaff.otherClerk)
    await field(again, '投诉内容').waitFor()
    expect(await field(again, '投诉内容').inputValue()).toBe('')
    expect(await field(again, '客户姓名').inputValue()).toBe('')
    const own = await openWindow(browser, `${desk.url}#/intake`)
    await signIn(own.page, testStaff.clerk)
    await expectComplaint(own.page, '空调漏水到楼下')
    await own.close()
  })

  it('outlasts a desk that stops and starts again, with what was typed meanwhile', async () => {
    const { page } = clerk
    const kept = drafted(page)
    await typeComplaint(page, '油烟机噪音大')
    await kept
    const port = Number(new URL(desk.url).port)
    await desk.close()
    await keyboardOf(page).write(field(page, '投诉内容'), '油烟机噪音大，邻居也听见')
    await page.getByRole('status').filter({ hasText: '服务台没有应答' }).waitFor()
    desk = await serveDesk({ dataDir, port, pinCost })
    await page.getByRole('status').filter({ hasText: '已连接' }).waitFor()
    await page.reload()
    await expectComplaint(page, '油烟机噪音大，邻居也听见')
  })

  it('is recorded once by two Ctrl+Enter in a row, and leaves an empty form behind', async () => {
    const { page } = clerk
    await typeComplaint(page, '微波炉不转')
    await Promise.all([page.keyboard.press('Control+Enter'), page.keyboard.press('Control+Enter')])
    await page.getByRole('heading', { level: 1, name: /^TS001-\d{8}-0001$/ }).waitFor()
    await page.goto(`${desk.url}#/register`)
    await page.getByText('共 1 件').waitFor()
    await page.keyboard.press('Alt+n')
    await field(page, '投诉内容').waitFor()
    expect(await field(page, '投诉内容').inputValue()).toBe('')
    await page.reload()
    await field(page, '投诉内容').waitFor()
    expect(await field(page, '投诉内容').inputValue()).toBe('')
  })
})
