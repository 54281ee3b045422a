import { randomUUID } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveDesk } from '../../electron/serve.ts'
import type { SettableClock } from '../helpers/clock.ts'
import { settableClock } from '../helpers/clock.ts'
import type { TestDesk } from '../helpers/desk.ts'
import { newFolder, pin, setUpStore, startDesk, startStore, testStaff } from '../helpers/desk.ts'
import { intake } from '../helpers/walk.ts'
import { eventually } from './eventually.ts'
import { keyboardOf } from './keyboard.ts'
import { printed } from './paper.ts'
import { openBrowser, openDeskAs, openWindow, signIn } from './window.ts'

const picture = readFileSync(path.resolve(import.meta.dirname, '../../resources/icons/icon.png'))
const pinCost = { memoryKiB: 1024, passes: 1 }

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

const openIntake = async (number: string) => {
  const opened = await openDeskAs(browser, desk.url, number, { at: desk.clock.now() })
  await opened.page.keyboard.press('Alt+n')
  await field(opened.page, '投诉内容').waitFor()
  return opened
}

function field(page: Page, name: string) {
  return page.getByRole('main').getByLabel(name, { exact: true })
}

describe('at the door', () => {
  it.each([
    ['zh-CN', testStaff.finance, 'PIN 码不对，还可以再试 4 次', /PIN 码错了太多次，请在 .+ 之后再试/],
    ['en', testStaff.logistics, 'Wrong PIN; 4 tries left', /Too many wrong PINs\. Try again after .+/],
  ] as const)('five wrong PINs lock, in words of %s', async (language, number, first, locked) => {
    const { page, close } = await openWindow(browser, desk.url, { language, at: desk.clock.now() })
    await signIn(page, number, '111111', language)
    await page.getByText(first).waitFor()
    for (const guess of ['222222', '333333', '444444', '555555']) {
      const answer = page.waitForResponse((response) => response.url().includes('session.signIn'))
      await page.keyboard.type(guess)
      await page.keyboard.press('Enter')
      await answer
      // The field is emptied for the next try.
      await eventually(() => page.getByLabel(/^PIN/, { exact: false }).first().inputValue()).toBe('')
    }
    await page.getByText(locked).waitFor()
    // The right one does not open it now either.
    await page.keyboard.type(pin)
    await page.keyboard.press('Enter')
    await page.getByText(locked).waitFor()
    expect(await page.getByRole('navigation').count()).toBe(0)
    await close()
  })

  it('the first start is done by keyboard, says what is wrong at its field, and leads to Today', async () => {
    const empty = await startDesk()
    const { page, pointed, close } = await openWindow(browser, empty.url)
    const keys = keyboardOf(page)
    await page.getByRole('heading', { level: 1, name: '第一次使用' }).waitFor()
    await keys.write(page.getByLabel('门店代码'), 'sz002')
    await keys.write(page.getByLabel('门店名称'), '福田店')
    await keys.write(page.getByLabel('店长工号'), '2001')
    await keys.write(page.getByLabel('店长姓名'), '陈店长')
    await keys.write(page.getByLabel('PIN 码', { exact: true }), '135790')
    await keys.write(page.getByLabel('再输一次 PIN 码'), '135791')
    await keys.press('Enter')
    await page.getByText('两次输入的 PIN 码不一样。').waitFor()
    await keys.write(page.getByLabel('再输一次 PIN 码'), '135790')
    await keys.press('Enter')
    await page.getByRole('heading', { level: 1, name: '今日' }).waitFor()
    await page.getByText('SZ002').waitFor()
    expect(pointed).toEqual([])
    await close()
    await empty.close()
  })

  it('an address that leads nowhere says so and shows the way back', async () => {
    const { page, close } = await openDeskAs(browser, desk.url, testStaff.clerk)
    await page.goto(`${desk.url}#/no/such/place`)
    await page.getByRole('heading', { level: 1, name: '没有这个地方' }).waitFor()
    await keyboardOf(page).push(page.getByRole('link', { name: '去今日' }))
    await page.getByRole('heading', { level: 1, name: '今日' }).waitFor()
    await page.goto(`${desk.url}#/complaint/${randomUUID()}`)
    await page.getByRole('alert').getByText('找不到这件投诉').waitFor()
    await close()
  })
})

describe('files at the intake', () => {
  it('a picture that is none is turned away in words; picked, pasted and dropped ones show as thumbnails', async () => {
    const { page, close } = await openIntake(testStaff.supervisor)
    const keys = keyboardOf(page)
    const list = page.getByRole('list', { name: '附件' })
    const pick = async (name: string, buffer: Buffer) => {
      const choosing = page.waitForEvent('filechooser')
      await keys.push(page.getByRole('button', { name: '添加附件' }))
      await (await choosing).setFiles({ name, mimeType: 'image/png', buffer })
    }
    await pick('不是图.png', Buffer.from('<script>alert(1)</script>'))
    await list.getByText('“不是图.png”不是能打开的图片，没有上传。').waitFor()
    await keys.push(list.getByRole('button', { name: '移除 不是图.png' }))
    await list.getByText('没有上传').waitFor({ state: 'hidden' })

    await pick('门店.png', picture)
    await list.locator('img').waitFor()

    const given = (extra: string) => ({
      base64: Buffer.concat([picture, Buffer.from(extra)]).toString('base64'),
    })
    await page.evaluate(({ base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
      const clipboardData = new DataTransfer()
      clipboardData.items.add(new File([bytes], '截图.png', { type: 'image/png' }))
      document.body.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
      )
    }, given('pasted'))
    await list.getByRole('button', { name: '移除 截图.png' }).waitFor()

    await page.evaluate(({ base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([bytes], '现场.png', { type: 'image/png' }))
      const event = (name: string) => new DragEvent(name, { dataTransfer, bubbles: true, cancelable: true })
      document.dispatchEvent(event('dragenter'))
      const zone = document.querySelector('.mantine-Dropzone-root') ?? document.body
      for (const name of ['dragenter', 'dragover', 'drop']) zone.dispatchEvent(event(name))
    }, given('dropped'))
    await list.getByRole('button', { name: '移除 现场.png' }).waitFor()
    await eventually(() => list.locator('img').count()).toBe(3)
    const widths = () =>
      list
        .locator('img')
        .evaluateAll((images) =>
          images.map((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0)),
        )
    await eventually(async () => (await widths()).filter((width) => width > 0)).toHaveLength(3)

    await keys.write(field(page, '客户姓名'), '蒋女士')
    await keys.write(field(page, '投诉内容'), '收到的机器外壳裂了，附照片')
    await keys.press('Control+Enter')
    const facts = page.getByRole('complementary', { name: '投诉概况' })
    await facts.getByText('附件 3').waitFor()
    await eventually(() => facts.locator('img').count()).toBe(3)
    await close()
  })
})

/** How many complaints are open at the desk. */
async function openOnes(): Promise<number> {
  const { call } = await desk.signIn(testStaff.manager)
  const page = await call.complaints.today.query({ scope: 'all', filter: 'all', cursor: null, limit: 1 })
  return page.counts.open
}

describe('while a complaint is being typed', () => {
  it('the desk falls silent: the words say so, nothing typed is lost, and it is recorded once when it is back', async () => {
    const dataDir = newFolder()
    const first = await startDesk({ dataDir })
    await setUpStore(first)
    await first.stop()
    const clock = settableClock()
    let served = await serveDesk({ dataDir, port: 0, pinCost, clock })
    const port = Number(new URL(served.url).port)
    const { page, close } = await openDeskAs(browser, served.url, testStaff.clerk, { at: clock.now() })
    const keys = keyboardOf(page)
    await page.keyboard.press('Alt+n')
    await field(page, '客户姓名').waitFor()
    await keys.write(field(page, '客户姓名'), '杨先生')
    await served.close()
    await keys.write(field(page, '投诉内容'), '洗碗机漏电跳闸')
    await page.getByRole('status').filter({ hasText: '服务台没有应答' }).waitFor()
    await keys.press('Control+Enter')
    const notice = page.getByRole('alert').filter({ hasText: '服务台没有应答' })
    await notice.getByText('您输入的内容还在这里；再发一次不会重复记录。').waitFor()
    expect(await field(page, '投诉内容').inputValue()).toBe('洗碗机漏电跳闸')
    served = await serveDesk({ dataDir, port, pinCost, clock })
    await keys.push(notice.getByRole('button', { name: '再发一次' }))
    await page.getByRole('heading', { level: 1, name: 'TS001-20260520-0001' }).waitFor()
    await page.goto(`${served.url}#/register`)
    await page.getByText('共 1 件').waitFor()
    await close()
    await served.close()
    rmSync(dataDir, { recursive: true, force: true })
  })

  it('an answer that is lost on the way is asked for again and doubles nothing', async () => {
    const { page, close } = await openIntake(testStaff.technician)
    const keys = keyboardOf(page)
    const before = await openOnes()
    let lost = 0
    // The desk records it, and the answer never arrives.
    await page.route('**/rpc/complaints.register**', async (route) => {
      if (lost > 0) return route.continue()
      lost += 1
      await route.fetch()
      return route.abort('connectionreset')
    })
    await keys.write(field(page, '客户姓名'), '沈女士')
    await keys.write(field(page, '投诉内容'), '扫地机器人不回充')
    await keys.press('Control+Enter')
    await page.getByRole('heading', { level: 1, name: /^TS001-/ }).waitFor()
    expect(lost).toBe(1)
    const after = await openOnes()
    expect(after - before).toBe(1)
    await close()
  })

  it('the session ends by itself: the PIN is asked for in place, and the text is still there to be recorded', async () => {
    const { page, close } = await openIntake(testStaff.otherClerk)
    const keys = keyboardOf(page)
    await keys.write(field(page, '客户姓名'), '朱女士')
    await keys.write(field(page, '投诉内容'), '延保卡激活不了')
    desk.clock.advance(16 * 60_000)
    await keys.press('Control+Enter')
    const again = page.getByRole('dialog', { name: '请重新登录' })
    await again.waitFor()
    expect(await field(page, '投诉内容').inputValue()).toBe('延保卡激活不了')
    await keys.write(again.getByLabel('PIN 码', { exact: true }), pin)
    await keys.press('Enter')
    await again.waitFor({ state: 'hidden' })
    expect(await field(page, '投诉内容').inputValue()).toBe('延保卡激活不了')
    await keys.press('Control+Enter')
    await page.getByRole('heading', { level: 1, name: /^TS001-/ }).waitFor()
    await page.getByRole('complementary', { name: '投诉概况' }).getByText('延保卡激活不了').waitFor()
    await close()
  })
})

describe('hostile words', () => {
  const hostile = '<img src=x onerror="alert(1)"><b>粗</b> 😀👨‍👩‍👧 {{name}} $t(words:no) </script>'

  it('are shown as they were typed, in the lists, on the complaint and on paper', async () => {
    const { call } = await desk.signIn(testStaff.manager)
    const name = '<script>alert(2)</script>'
    const { id, number } = await call.complaints.register.mutate(
      intake({ whatHappened: hostile, customer: { kind: 'new', name, phone: '13800099999' } }),
    )
    const { page, errors, close } = await openDeskAs(browser, desk.url, testStaff.manager, {
      at: desk.clock.now(),
    })
    let alerts = 0
    page.on('dialog', (dialog) => {
      alerts += 1
      return dialog.dismiss()
    })
    const row = page.getByRole('row').filter({ hasText: number })
    await row.getByText(name).waitFor()
    await row.getByText(hostile.slice(0, 30)).first().waitFor()
    await page.goto(`${desk.url}#/register?text=${encodeURIComponent(name)}`)
    await row.getByText(name).waitFor()
    await page.goto(`${desk.url}#/complaint/${id}`)
    await page.getByRole('complementary', { name: '投诉概况' }).getByText(hostile).waitFor()
    await page.goto(`${desk.url}#/print/intake_record/${id}?paper=a4&lang=zh-CN`)
    await page.getByRole('article').getByText(hostile).waitFor()
    const { text } = await printed(page, 'hostile')
    expect(text).toContain('onerror="alert(1)"')
    expect(text).toContain('<script>alert(2)</script>')
    expect(alerts).toBe(0)
    expect(errors).toEqual([])
    await close()
  })
})
