import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HeadOffice } from '../../headoffice/server.ts'
import { startHeadOffice } from '../../headoffice/server.ts'
import type { SettableClock } from '../helpers/clock.ts'
import type { TestDesk } from '../helpers/desk.ts'
import { startDesk } from '../helpers/desk.ts'
import { eventually } from './eventually.ts'
import { keyboardOf } from './keyboard.ts'
import { withPalette } from './picture.ts'
import type { DeskWindow, WindowOptions } from './window.ts'
import { commonSize, largeSize, openBrowser, openDeskAs, openWindow } from './window.ts'

const shown = path.resolve(import.meta.dirname, '../../resources/screenshots')
const looked = path.resolve(import.meta.dirname, '../.out/screens')
/** README is read on slow lines, too. */
const mostBytes = 150 * 1024
/** Stands on the picture; any other port where this one is taken. */
const headOfficePort = 18_790

let browser: Browser
/** Without the desk's content security policy, which keeps pictures from being read. */
let plain: BrowserContext
let desk: TestDesk & { clock: SettableClock }
let headOffice: HeadOffice

beforeAll(async () => {
  for (const folder of [shown, looked]) mkdirSync(folder, { recursive: true })
  browser = await openBrowser()
  plain = await browser.newContext()
  desk = await startDesk({ demo: true })
  const now = () => desk.clock.now()
  headOffice = await startHeadOffice({ port: headOfficePort, now }).catch(() =>
    startHeadOffice({ port: 0, now }),
  )
})
afterAll(async () => {
  await browser?.close()
  await headOffice?.close()
  await desk?.close()
})

async function still(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await eventually(() => page.getByText(/^(正在读取…|Loading…)$/).count()).toBe(0)
  await page.evaluate(() => document.fonts.ready)
  await eventually(() => page.evaluate(() => [...document.images].every((image) => image.complete))).toBe(
    true,
  )
}

/**
 * Takes a picture for README, and one of a large screen to be looked at. In continuous integration the picture is taken,
 * too, but the project stays as it was.
 */
async function take(page: Page, name: string): Promise<void> {
  await still(page)
  const taken = await page.screenshot({ animations: 'disabled', caret: 'hide' })
  const picture = await withPalette(plain, taken)
  expect(picture.byteLength).toBeLessThanOrEqual(mostBytes)
  if (process.env.CI === undefined) writeFileSync(path.join(shown, `${name}.png`), picture)
  await page.setViewportSize(largeSize)
  await page.screenshot({ animations: 'disabled', path: path.join(looked, `${name}-1920.png`) })
  await page.setViewportSize(commonSize)
}

const seats = new Map<string, Promise<DeskWindow>>()

/** The window of a person, at a place. Everybody keeps theirs, in each language, for all pictures. */
async function seatAt(
  staffNumber: string,
  place: string,
  { language = 'zh-CN', dark = false }: Pick<WindowOptions, 'language' | 'dark'> = {},
): Promise<Page> {
  const name = `${staffNumber} ${language}`
  const seat =
    seats.get(name) ?? openDeskAs(browser, desk.url, staffNumber, { at: desk.clock.now(), language })
  seats.set(name, seat)
  const { page } = await seat
  await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' })
  await page.goto(`${desk.url}#${place}`)
  await still(page)
  return page
}

/** The complaint of a customer whose department is asked. */
async function dispatchedOf(customer: string): Promise<string> {
  const { call } = await desk.as('1001')
  const { rows } = await call.complaints.list.query({
    text: customer,
    states: ['dispatched'],
    levels: [],
    departments: [],
    handlerId: null,
    sort: 'received',
    descending: true,
    cursor: null,
    limit: 1,
  })
  const id = rows[0]?.id
  if (id === undefined) throw new Error(`The demo store has no dispatched complaint of ${customer}`)
  return id
}

/** The open refund of a customer. */
async function refundOf(customer: string): Promise<string> {
  const { call } = await desk.as('1001')
  const { rows } = await call.cases.list.query({
    text: customer,
    states: [],
    filter: 'open',
    on: null,
    mine: false,
    cursor: null,
    limit: 1,
  })
  const id = rows[0]?.id
  if (id === undefined) throw new Error(`The demo store has no open case of ${customer}`)
  return id
}

describe('README shows', () => {
  it('the door', async () => {
    const { page, close } = await openWindow(browser, desk.url, { at: desk.clock.now() })
    await page.getByRole('region', { name: '演示门店' }).getByText('2001').waitFor()
    await take(page, 'sign-in')
    await close()
  })

  it.each([
    ['today', {}],
    ['today-en', { language: 'en' }],
    ['today-dark', { dark: true }],
  ] as const)('what ends next: %s', async (name, options) => {
    const page = await seatAt('1001', '/today', options)
    await page.getByRole('row').nth(3).waitFor()
    await take(page, name)
  })

  it('a complaint being taken down from a customer whom the desk knows', async () => {
    const page = await seatAt('1001', '/intake')
    const keys = keyboardOf(page)
    const field = (name: string) => page.getByRole('main').getByLabel(name, { exact: true })
    await keys.write(field('客户姓名'), 'fxg')
    const known = page.getByRole('complementary', { name: '提示' })
    await page.getByRole('option', { name: /冯晓光/ }).waitFor()
    await keys.press('ArrowDown')
    await keys.press('Enter')
    await known.getByText('冯晓光').waitFor()
    await keys.write(field('订单号'), 'XS10')
    await page.getByRole('option', { name: /XS1000318/ }).waitFor()
    await keys.press('ArrowDown')
    await keys.press('Enter')
    await eventually(() => field('商品型号').inputValue()).toBe('MG-25L')
    await keys.press('Shift+Tab')
    await keys.write(field('投诉对象'), '微波炉维修')
    await keys.write(
      field('投诉内容'),
      '微波炉修好取回的第二天又不加热，和上次一样的毛病。客户来回跑了三趟，要求退款，说今天不解决就打 12315。',
    )
    await keys.mark(page.getByRole('group', { name: '客户诉求' }), '退款')
    const circumstances = page.getByRole('group', { name: '情况', exact: true })
    await keys.mark(circumstances, '限时解决')
    await keys.mark(circumstances, '维修后同样故障')
    await keys.mark(page.getByRole('group', { name: '扬言曝光或投诉' }), '监管部门')
    await known.getByText('重大客诉', { exact: true }).waitFor()
    await take(page, 'intake')
  })

  it.each([
    ['complaint', 'zh-CN'],
    ['complaint-en', 'en'],
  ] as const)('one complaint with everything about it: %s', async (name, language) => {
    const page = await seatAt('1001', `/complaint/${await dispatchedOf('沈卫国')}`, { language })
    await take(page, name)
  })

  it('the paper on the manager’s desk', async () => {
    const page = await seatAt('2001', '/sign-off')
    await page.getByRole('region', { name: '客户将看到的处理单' }).waitFor()
    await take(page, 'sign-off')
  })

  it('the register', async () => {
    const page = await seatAt('1001', '/register')
    await page.getByRole('row').nth(5).waitFor()
    await take(page, 'register')
  })

  it('refunds and exchanges, what ends first on top', async () => {
    const page = await seatAt('1001', '/returns')
    await page.getByRole('row').nth(5).waitFor()
    await take(page, 'returns')
  })

  it.each([
    ['case', 'zh-CN'],
    ['case-en', 'en'],
  ] as const)('one refund with its calculation: %s', async (name, language) => {
    const page = await seatAt('1001', `/returns/${await refundOf('龙小琴')}`, { language })
    await page.getByRole('table', { name: /^(计算|Calculation)$/ }).waitFor()
    await take(page, name)
  })

  it('the settings of the staff', async () => {
    const page = await seatAt('2001', '/settings/staff')
    await page.getByRole('row').nth(3).waitFor()
    await take(page, 'settings')
  })

  it('the line to head office, with everything received', async () => {
    const page = await seatAt('2001', '/head-office')
    const keys = keyboardOf(page)
    await keys.write(page.getByLabel('总部地址'), headOffice.url)
    await keys.write(page.getByLabel('一次性代码'), await headOffice.issueCode('SZ001', '南山演示店'))
    await keys.press('Enter')
    await page.getByRole('button', { name: '立即推送' }).waitFor()
    await page.keyboard.press('Enter')
    await keys.push(page.getByRole('button', { name: '立即推送' }))
    await page.getByText('总部已收到全部记录').waitFor()
    await take(page, 'head-office')
  })
})
