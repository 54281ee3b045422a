import path from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { SettableClock } from '../helpers/clock.ts'
import type { TestDesk } from '../helpers/desk.ts'
import { pin, startStore, testStaff } from '../helpers/desk.ts'
import { act, walk } from '../helpers/walk.ts'
import { eventually } from './eventually.ts'
import { keyboardOf } from './keyboard.ts'
import { outOfPaper, printed } from './paper.ts'
import type { DeskWindow } from './window.ts'
import { openBrowser, openDeskAs } from './window.ts'

let browser: Browser
let desk: TestDesk & { clock: SettableClock }
beforeAll(async () => {
  browser = await openBrowser()
  desk = await startStore()
})
afterAll(async () => {
  await browser?.close()
  await desk?.close()
})

const picture = (name: string) => path.resolve(import.meta.dirname, '../.out', `${name}.png`)

async function turned(): Promise<DeskWindow & { complaint: Awaited<ReturnType<typeof walk>> }> {
  const complaint = await walk(desk, 'executed')
  const opened = await openDeskAs(browser, desk.url, testStaff.otherClerk, { at: desk.clock.now() })
  const { page } = opened
  await page.goto(`${desk.url}#/complaint/${complaint.id}`)
  await page.getByRole('button', { name: '请客户在屏幕上填写' }).click()
  await page.getByRole('heading', { name: '您对这次的处理方案满意吗？' }).waitFor()
  return { ...opened, complaint }
}

it('the turned screen cannot be left without a PIN: not by reload, the back key or a typed address', async () => {
  const { page, close, complaint } = await turned()
  await page.screenshot({ path: picture('survey') })
  const onlySurvey = async () => {
    await page.getByRole('heading', { name: '您对这次的处理方案满意吗？' }).waitFor()
    expect(await page.getByRole('navigation').count()).toBe(0)
    expect(await page.locator('body').innerText()).not.toMatch(/周女士|138|登记簿|今日/)
  }
  await onlySurvey()
  await page.reload()
  await onlySurvey()
  await page.goBack()
  await onlySurvey()
  for (const place of [
    '/today',
    '/register',
    `/complaint/${complaint.id}`,
    '/settings',
    `/print/intake_record/${complaint.id}`,
  ]) {
    await page.evaluate((to) => {
      window.location.hash = to
    }, place)
    await onlySurvey()
  }
  for (const keys of ['Control+k', 'Alt+n', 'Escape']) await page.keyboard.press(keys)
  await onlySurvey()
  await page.getByRole('button', { name: '工作人员解锁' }).click()
  await page.getByLabel('员工1002 的 PIN 码').fill('111111')
  await page.keyboard.press('Enter')
  await page.getByText(/PIN 码不对/).waitFor()
  await onlySurvey()
  await page.getByLabel('员工1002 的 PIN 码').fill(pin)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: complaint.number }).waitFor()
  await close()
})

it('a dissatisfied customer opens round 2, whose tracking sheet carries round 1', async () => {
  const { page, close, complaint } = await turned()
  await page.getByRole('button', { name: '不满意', exact: true }).click()
  await page.getByRole('heading', { name: '您对员工1001的服务满意吗？' }).waitFor()
  await page.getByRole('button', { name: '一般', exact: true }).click()
  await page.getByRole('button', { name: '提交' }).click()
  await page
    .getByText('必填')
    .or(page.getByText(/请填写/))
    .first()
    .waitFor()
  await page.getByLabel('哪里没有做好？').fill('豆浆机还是漏水')
  await page.screenshot({ path: picture('survey-words') })
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByRole('heading', { name: '谢谢您的评价' }).waitFor()
  await page.reload()
  await page.getByRole('heading', { name: '谢谢您的评价' }).waitFor()
  expect(await complaint.view()).toMatchObject({ state: 'proposing', round: 2 })

  await page.getByRole('button', { name: '工作人员解锁' }).click()
  await page.getByLabel('员工1002 的 PIN 码').fill(pin)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: complaint.number }).waitFor()
  await page.getByText('第 2 轮').first().waitFor()
  await keyboardOf(page).push(page.getByRole('main').getByRole('button', { name: '打印' }))
  await page.getByRole('menuitem', { name: /售后服务跟踪表/ }).waitFor()
  await page.keyboard.press('Escape')

  await page.goto(`${desk.url}#/print/tracking_sheet/${complaint.id}?paper=a4&lang=zh-CN`)
  await eventually(() => page.evaluate(() => document.documentElement.dataset.printReady)).toBe('true')
  expect(await outOfPaper(page)).toEqual([])
  const { text } = await printed(page, 'tracking-sheet')
  expect(text).toContain('内部资料')
  expect(text.indexOf('第1轮')).toBeGreaterThan(-1)
  expect(text.indexOf('第1轮')).toBeLessThan(text.lastIndexOf('第2轮'))
  // On paper a word may be cut by the end of its line.
  expect(await page.getByRole('article').innerText()).toContain('豆浆机还是漏水')
  await close()
})

it('words that contradict the steps come back to the staff, who ask and record', async () => {
  const { page, close, complaint } = await turned()
  await page.getByRole('button', { name: '非常满意' }).click()
  await page.getByRole('button', { name: '没有接触，跳过' }).click()
  await page.getByLabel('其他意见').fill('其实很失望')
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByRole('heading', { name: '谢谢您的评价' }).waitFor()
  await page.getByRole('button', { name: '工作人员解锁' }).click()
  await page.getByLabel('员工1002 的 PIN 码').fill(pin)
  await page.keyboard.press('Enter')
  await page.getByText('客户在屏幕上填写的回访还没有登记').waitFor()
  await page.getByRole('button', { name: '核实后登记' }).click()
  const form = page.getByRole('dialog', { name: /^登记回访/ })
  await form.getByText('话和评价不一致').waitFor()
  await page.screenshot({ path: picture('survey-contradiction') })
  await form.getByLabel('核实后评价不变的原因').fill('说的是天气')
  await page.keyboard.press('Control+Enter')
  await form.waitFor({ state: 'hidden' })
  expect((await complaint.view()).state).toBe('closed')
  await close()
})

it('a signature drawn with a finger stands on the opinion sheet, and the survey has its sheet too', async () => {
  const complaint = await walk(desk, 'communicated')
  const { page, errors, close } = await openDeskAs(browser, desk.url, testStaff.clerk, {
    at: desk.clock.now(),
  })
  await page.goto(`${desk.url}#/complaint/${complaint.id}?do=customer_accepts`)
  const form = page.getByRole('dialog', { name: /^客户同意/ })
  await form.getByLabel('客户意见（原话）').fill('就按这个办')
  await form.getByText('此刻可以这样说').waitFor()
  const field = form.getByRole('img', { name: '客户签名' })
  await field.scrollIntoViewIfNeeded()
  const box = await field.boundingBox()
  if (box === null) throw new Error('no field to sign in')
  const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const
  for (const stroke of [
    [at(0.15, 0.3), at(0.25, 0.7), at(0.35, 0.3), at(0.4, 0.65)],
    [at(0.5, 0.4), at(0.6, 0.6), at(0.75, 0.35)],
  ]) {
    const [first, ...rest] = stroke
    if (first === undefined) continue
    await page.mouse.move(...first)
    await page.mouse.down()
    for (const point of rest) await page.mouse.move(...point, { steps: 12 })
    await page.mouse.up()
  }
  await page.screenshot({ path: picture('signature') })
  await page.keyboard.press('Control+Enter')
  await form.waitFor({ state: 'hidden' })

  const executed = await walk(desk, 'executed')
  await act(await desk.as(testStaff.otherClerk), executed.id, 'return_visit', {
    how: 'phone',
    solution: 'dissatisfied',
    handler: 'satisfied',
    technician: null,
    remarks: '师傅来得晚',
    reason: '还是漏水',
  })
  const opinion = (await complaint.view()).prints.opinions[0]?.id
  const survey = (await executed.view()).prints.surveys[0]?.id
  for (const [kind, id, words] of [
    ['opinion', opinion, ['客户意见表', '就按这个办', '查验码']],
    ['survey', survey, ['客户满意度调查表', '还是漏水', '师傅来得晚']],
  ] as const) {
    await page.goto(`${desk.url}#/today`)
    await page.getByRole('heading', { level: 1, name: '今日' }).waitFor()
    await page.goto(`${desk.url}#/print/${kind}/${id}?paper=a4&lang=zh-CN`)
    await eventually(() => page.evaluate(() => document.documentElement.dataset.printReady)).toBe('true')
    expect(await outOfPaper(page)).toEqual([])
    const { text, pages } = await printed(page, kind)
    expect(pages).toBe(1)
    for (const word of words) expect(text).toContain(word)
    expect(text).not.toContain('内部资料')
    if (kind === 'opinion') {
      const ink = page.getByRole('img', { name: '客户在屏幕上手写的签名' })
      expect(await ink.locator('path').count()).toBe(2)
    }
  }
  expect(errors).toEqual([])
  await close()
})
