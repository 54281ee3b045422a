import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type HeadOffice, startHeadOffice } from '../../headoffice/server.ts'
import { launchChromium } from '../helpers/chromium.ts'
import { DeskClient } from './desk-client.ts'
import { StoreJournal } from './store-journal.ts'

const pictures = path.resolve(import.meta.dirname, '..', '.out', 'headoffice')
const token = 'a-token-for-the-tests-only'
const now = Date.parse('2026-11-23T06:30:00Z')

let browser: Browser
let headOffice: HeadOffice

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true })
  browser = await launchChromium()
  headOffice = await startHeadOffice({ port: 0, token, now: () => now })
})
afterAll(async () => {
  await browser.close()
  await headOffice.close()
})

async function newPage(colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    colorScheme,
    locale: 'zh-CN',
  })
  return context.newPage()
}

async function signIn(page: Page): Promise<void> {
  await page.goto(headOffice.url)
  await page.getByLabel('访问口令').fill(token)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '门店', exact: true }).waitFor()
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
}

/** A store with open, grave, late, ended, hostile, quarantined and contradictory records. */
async function pushTroubledDay(): Promise<void> {
  const desk = await DeskClient.enrolled(headOffice, 'SZ001')
  desk.sentAt = '2026-11-23T06:34:10.000Z'
  const journal = new StoreJournal().firstDay()
  journal.customer('customer-2', '<script>alert(1)</script>')
  const dueLater = {
    level: 4,
    state: 'awaiting_signature',
    department: 'manufacturer',
    replyDueAt: '2026-11-24T02:00:00Z',
  }
  journal.complaint('complaint-0002', dueLater, 'customer-2')
  journal.complaint('complaint-0003', { level: 5, state: 'proposing', replyDueAt: '2026-11-24T03:00:00Z' })
  journal.complaint('complaint-0004', { state: 'closed', endedAt: '2026-11-22T05:00:00Z' })
  journal.complaint('complaint-0005', { level: 'four' })
  journal.complaint('complaint-0005', { level: 4 })
  expect((await desk.pushJournal(journal)).status).toBe(200)
  await desk.push(new StoreJournal().firstDay().entries)
  const many = await DeskClient.enrolled(headOffice, 'SZ002', '福田店')
  const other = new StoreJournal()
  other.customer('customer-1', '周女士')
  for (let index = 1000; index < 1060; index += 1) other.complaint(`complaint-${index}`)
  expect((await many.pushJournal(other)).status).toBe(200)
}

describe('the page of head office', () => {
  it('shows nothing without the token, and says when it is wrong', async () => {
    const page = await newPage()
    expect((await page.goto(`${headOffice.url}/stores/SZ001`))?.url()).toBe(`${headOffice.url}/`)
    await expectAccessible(page)
    await page.getByLabel('访问口令').fill('guess')
    await page.getByRole('button', { name: '登录' }).click()
    await expect.poll(() => page.getByRole('alert').textContent()).toBe('口令不对，请再试一次。')
    await expectAccessible(page)
  })

  it('answers a form from another site and a forged session with no', async () => {
    const headers = {
      'Content-Type': 'application/x-www-form-urlencoded',
      Origin: 'https://elsewhere.example',
    }
    const body = new URLSearchParams({ store: 'SZ009', name: '假店' })
    const form = await fetch(`${headOffice.url}/codes`, { method: 'POST', headers, body, redirect: 'manual' })
    expect(form.status).toBe(403)
    const own = { Cookie: 'head_office_session=9999999999999.forged', Origin: headOffice.url }
    const forged = await fetch(`${headOffice.url}/codes`, {
      method: 'POST',
      headers: own,
      body,
      redirect: 'manual',
    })
    expect(forged.status).toBe(303)
    expect(await forged.text()).not.toContain('SZ009')
  })

  it('gives pages a policy that lets no script run, and a cookie that no script reads', async () => {
    const answer = await fetch(`${headOffice.url}/sign-in`, {
      method: 'POST',
      headers: { Origin: headOffice.url },
      body: new URLSearchParams({ token }),
      redirect: 'manual',
    })
    expect(answer.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/)
    const policy = answer.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe-inline')
  })

  it('says what belongs there while there is no store, and issues a code by keyboard that a desk can use', async () => {
    const page = await newPage()
    await signIn(page)
    await expect.poll(() => page.getByText('还没有门店').isVisible()).toBe(true)
    await page.screenshot({ path: path.join(pictures, 'empty.png'), fullPage: true })
    await page.getByLabel('门店编码').focus()
    await page.keyboard.type('SZ001')
    await page.keyboard.press('Tab')
    await page.keyboard.type('南山店')
    await page.keyboard.press('Enter')
    const code = await page.getByRole('status').locator('.code').textContent()
    await expectAccessible(page)
    const body = JSON.stringify({ code, publicKey: 'A'.repeat(43), device: '前台电脑' })
    expect((await fetch(`${headOffice.url}/v1/enrol`, { method: 'POST', body })).status).toBe(201)
    await page.goto(headOffice.url)
    expect(await page.getByRole('row', { name: /SZ001 南山店 尚未上报/ }).count()).toBe(1)
  })

  it('lists the stores with their clocks, alarms and quarantine, and a store’s complaints by their reply time', async () => {
    await pushTroubledDay()
    const page = await newPage()
    const scripts: string[] = []
    await signIn(page)
    page.on('dialog', (dialog) => scripts.push(dialog.message()))
    page.on('console', (message) => scripts.push(message.text()))
    const store = page.getByRole('row', { name: /SZ001/ })
    expect(await store.textContent()).toMatch(/2026-11-23 14:30\s+10\s+◐ 快 4 分 10 秒\s+3\s+◐ 2\s+● 1/)
    await expectAccessible(page)
    await page.screenshot({ path: path.join(pictures, 'stores.png'), fullPage: true })
    await page.getByRole('link', { name: 'SZ001' }).click()
    await page.getByRole('heading', { name: 'SZ001 南山店' }).waitFor()
    const rows = page.getByRole('table', { name: /未结投诉 3/ }).getByRole('row')
    expect(await rows.count()).toBe(4)
    expect(await rows.nth(1).textContent()).toMatch(/0001\s+已登记\s+2 一般客诉\s+物流\s+钱先生/)
    expect(await rows.nth(1).textContent()).toContain('● 迟 4 小时 30 分')
    expect(await rows.nth(2).textContent()).toMatch(
      /待签批\s+● 4 重大客诉\s+厂家\s+<script>alert\(1\)<\/script>/,
    )
    expect(await page.getByRole('table', { name: '隔离条目' }).textContent()).toMatch(
      /A:9\s*complaint.change\s*◐ 记录格式不对/,
    )
    expect(await page.getByRole('table', { name: '警报' }).textContent()).toContain('同一编号两个条目')
    await expectAccessible(page)
    await page.screenshot({ path: path.join(pictures, 'store.png'), fullPage: true })
    await page.getByRole('link', { name: '全部' }).click()
    await expect.poll(() => page.getByRole('row', { name: /已结案/ }).count()).toBe(1)
    expect(scripts).toEqual([])
  })

  it('turns pages and keeps English while going through them, in the dark as well', async () => {
    const page = await newPage('dark')
    await signIn(page)
    await page.getByRole('link', { name: 'English' }).click()
    await page.getByRole('link', { name: 'SZ002' }).click()
    await expect.poll(() => page.getByText('Page 1 of 2').isVisible()).toBe(true)
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Next' }).click()
    await expect.poll(() => page.getByText('Page 2 of 2').isVisible()).toBe(true)
    expect(await page.getByRole('table', { name: 'Open complaints 60' }).getByRole('row').count()).toBe(11)
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    expect(await page.locator('main').textContent()).toMatch(/Registered\s+2 General\s+Logistics/)
    await page.goto(`${headOffice.url}/stores/SZ001?lang=en`)
    await expectAccessible(page)
    await page.screenshot({ path: path.join(pictures, 'store-dark-en.png'), fullPage: true })
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect.poll(() => page.getByLabel('Access token').isVisible()).toBe(true)
  })
})
