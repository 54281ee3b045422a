import { rmSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SettableClock } from '../helpers/clock.ts'
import { settableClock } from '../helpers/clock.ts'
import type { TestDesk } from '../helpers/desk.ts'
import { newFolder, setUpStore, startDesk, startStore, testStaff } from '../helpers/desk.ts'
import { settled } from '../helpers/passing.ts'
import { intake, walk } from '../helpers/walk.ts'
import { eventually } from './eventually.ts'
import { workerAt } from './steps.ts'
import type { DeskWindow } from './window.ts'
import { openBrowser, openDeskAs, openWindow, signIn } from './window.ts'

type ClockedDesk = TestDesk & { readonly clock: SettableClock }

/** A desktop notice that a page asked its browser for. */
interface Shown {
  readonly title: string
  readonly tag: string
  readonly body: string
}

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
})

/**
 * Lets a person's browser note desktop notices instead of showing them; it grants them when it is asked.
 * @returns what was shown, in order
 */
async function noteNotices(context: BrowserContext): Promise<Shown[]> {
  const shown: Shown[] = []
  await context.exposeBinding('noteNotice', (_, notice: Shown) => {
    shown.push(notice)
  })
  await context.addInitScript(() => {
    const granted = 'test.granted'
    class NotedNotification {
      static get permission() {
        return localStorage.getItem(granted) ?? 'default'
      }
      static async requestPermission() {
        localStorage.setItem(granted, 'granted')
        return 'granted'
      }
      onclick: (() => void) | null = null
      constructor(title: string, { tag, body }: { tag: string; body?: string }) {
        const note: unknown = Reflect.get(window, 'noteNotice')
        if (typeof note === 'function') note({ title, tag, body: body ?? '' })
      }
      close() {
        this.onclick = null
      }
    }
    Reflect.set(window, 'Notification', NotedNotification)
  })
  return shown
}

/** The row of a complaint on Today. */
function rowOf(page: Page, number: string) {
  return page.getByRole('row').filter({ hasText: number })
}

/** What could be scrolled sideways, in pixels. */
function sideways(page: Page): Promise<number> {
  return page.evaluate(() => {
    const main = document.querySelector('main')
    const page = document.documentElement
    return Math.max(
      page.scrollWidth - page.clientWidth,
      main === null ? 0 : main.scrollWidth - main.clientWidth,
    )
  })
}

async function barriers(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'], preload: false })
    .analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)
}

describe('a complaint that nobody accepted before the shop closed', () => {
  const dataDir = newFolder()
  const evening = '2026-05-20T09:45:00.000Z'
  const nextMorning = '2026-05-21T03:00:00.000Z'
  let desk: ClockedDesk
  let seat: DeskWindow
  let shown: Shown[]
  let number = ''

  beforeAll(async () => {
    desk = await startDesk({ dataDir, clock: settableClock(evening) })
    await setUpStore(desk)
    seat = await openWindow(browser, desk.url, { at: evening })
    shown = await noteNotices(seat.context)
    await seat.page.reload()
    await signIn(seat.page, testStaff.manager)
  })
  afterAll(async () => {
    await seat?.close()
    await desk?.close()
    rmSync(dataDir, { recursive: true, force: true })
  })

  it('is recorded at 17:45, by somebody who wants to be told on the desktop', async () => {
    const { page } = seat
    await page.getByRole('button', { name: '提醒', exact: true }).press('Enter')
    await page.getByRole('switch', { name: '在桌面提醒我' }).press('Space')
    await eventually(() => page.getByRole('switch', { name: '在桌面提醒我' }).isChecked()).toBe(true)
    await page.keyboard.press('Escape')
    const worker = workerAt(page)
    await worker.fillIntake({
      customer: '孙先生',
      phone: '13800040001',
      order: '',
      model: '',
      product: '空调',
      text: '空调装好三天就不制冷，要求派人来看。',
      wants: ['repair'],
      dissatisfied: true,
    })
    number = await worker.record()
    await page.getByText('一般客诉').first().waitFor()
    expect(shown).toEqual([])
  })

  it('is urgent at 11:00 the next day, with both times of the raise', async () => {
    const { port } = new URL(desk.url)
    await desk.stop()
    desk = await startDesk({ dataDir, clock: settableClock(nextMorning), port: Number(port) })
    const { page, context } = seat
    await context.clock.setFixedTime(nextMorning)
    await page.goto(desk.url)
    await page.reload()
    await signIn(page, testStaff.manager)
    const row = rowOf(page, number)
    await row.waitFor()
    await eventually(() => row.innerText()).toContain('加急')
    expect(await row.innerText()).toContain('受理')
    expect(await row.innerText()).toContain('迟 45 分')
    expect(await row.locator('time').getAttribute('datetime')).toBe('2026-05-21T02:15:00.000Z')
    await page.getByRole('button', { name: /^新升级/ }).press('Enter')
    await row.waitFor()
    await row.getByRole('link', { name: number, exact: true }).press('Enter')
    await page.getByRole('tab', { name: '时间线' }).press('Enter')
    await page.getByText('以表格查看').press('Enter')
    const raise = page.getByRole('row').filter({ hasText: '超时未受理' })
    expect(await raise.innerText()).toMatch(/加急客诉.*2026-05-21 10:15.*2026-05-21 11:00/s)
  })

  it('was told on the desktop once for the raise and once for the late clock, naming no customer', async () => {
    const { page } = seat
    const ours = () => shown.filter((notice) => notice.title.startsWith(number))
    await eventually(() => ours().length).toBe(2)
    // Another window of the same person, and the same one read again, tell nothing a second time.
    await page.reload()
    const second = await seat.context.newPage()
    await second.goto(desk.url)
    await signIn(second, testStaff.manager)
    await rowOf(second, number).waitFor()
    await second.close()
    expect(new Set(shown.map((notice) => notice.tag)).size).toBe(shown.length)
    expect(ours()).toHaveLength(2)
    const told = ours().map((notice) => `${notice.title} ${notice.body}`)
    expect(told.find((text) => text.includes('由一般客诉升为加急客诉'))).toMatch(/应于 10:15，记录于 11:00/)
    expect(told.find((text) => text.includes('受理已超时'))).toContain('10:15')
    expect(told.join()).not.toContain('孙先生')
  })

  it('is in the bell until it was seen, and in the title of the window', async () => {
    const { page } = seat
    expect(await page.title()).toMatch(/^\(\d+\) /)
    await page.getByRole('button', { name: /^提醒，/ }).press('Enter')
    const raise = page.getByRole('button', { name: /由一般客诉升为加急客诉/ })
    await raise.waitFor()
    expect(await barriers(page)).toEqual([])
    await raise.press('Enter')
    await page.getByRole('heading', { level: 1, name: number }).waitFor()
    await page.getByRole('button', { name: /^提醒，/ }).press('Enter')
    await page.getByRole('button', { name: '全部标为已看' }).press('Enter')
    await page.getByRole('button', { name: '提醒', exact: true }).waitFor()
    await eventually(() => page.title()).not.toMatch(/^\(/)
    await page.keyboard.press('Escape')
  })

  it('leads from its row straight to the form of the next action', async () => {
    const { page } = seat
    await workerAt(page).goTo('今日')
    await rowOf(page, number).getByRole('link', { name: number, exact: true }).focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    const form = page.getByRole('dialog', { name: /^受理/ })
    await form.waitFor()
    await page.keyboard.press('Control+Enter')
    await form.waitFor({ state: 'hidden' })
    await workerAt(page).stands('已受理')
    expect(seat.errors.filter((error) => !/Failed to (load|fetch)|ERR_|401/.test(error))).toEqual([])
  })
})

describe('a department that is asked on the day before the October holiday', () => {
  let desk: ClockedDesk
  let seat: DeskWindow

  beforeAll(async () => {
    desk = await startStore({ clock: settableClock('2026-09-30T02:30:00.000Z') })
    seat = await openDeskAs(browser, desk.url, testStaff.manager, { at: desk.clock.now() })
  })
  afterAll(async () => {
    await seat?.close()
    await desk?.close()
  })

  it('has until the third working day after it, the make-up Saturday counted', async () => {
    const { id } = await walk(desk, 'dispatched')
    const { page } = seat
    await page.goto(`${desk.url}#/complaint/${id}`)
    await page.getByRole('tab', { name: '时间线' }).click()
    await page.getByText('以表格查看').click()
    const clock = page.getByRole('row').filter({ hasText: '部门答复' })
    await clock.waitFor()
    expect(await clock.innerText()).toContain('2026-10-10 18:30')
    expect(await clock.innerText()).not.toContain('暂定')
    for (const width of [1366, 1024, 820]) {
      await page.setViewportSize({ width, height: 768 })
      await eventually(async () => [width, await sideways(page)]).toEqual([width, 0])
    }
    expect(await barriers(page)).toEqual([])
  })
})

describe('a year that the calendar does not know', () => {
  let desk: ClockedDesk
  let seat: DeskWindow
  let number = ''
  let id = ''

  beforeAll(async () => {
    desk = await startStore({ clock: settableClock('2026-12-29T02:30:00.000Z') })
    const { call } = await desk.as(testStaff.manager)
    const recorded = await call.complaints.register.mutate(intake())
    number = recorded.number
    id = recorded.id
    desk.clock.advance(60_000)
    await settled()
    seat = await openDeskAs(browser, desk.url, testStaff.manager, { at: desk.clock.now() })
  })
  afterAll(async () => {
    await seat?.close()
    await desk?.close()
  })

  it('is said on Today, and the deadline that reaches into it is provisional', async () => {
    const { page } = seat
    await page.getByText('日历还没有 2027 年的节假日安排').waitFor()
    await page.goto(`${desk.url}#/complaint/${id}`)
    await page.getByText('2027-01-06 18:30 暂定').first().waitFor()
    await workerAt(page).goTo('今日')
    await page.getByRole('link', { name: '补上日历' }).click()
    await page.getByRole('listitem').filter({ hasText: number }).getByText('暂定').first().waitFor()
  })

  it('is supplied from the pasted notice, after its effect was shown', async () => {
    const { page } = seat
    await page
      .getByLabel('粘贴放假通知')
      .fill('一、元旦：1月1日（周五）至4日（周一）放假调休，共4天。1月9日（周六）上班。')
    await page.getByText('放假 4 天，调休上班 1 天').waitFor()
    const effect = page.getByRole('row').filter({ hasText: '答复客户' }).first()
    await eventually(() => effect.innerText()).toMatch(/01-06 18:30 暂定.*01-07 18:30/s)
    expect(await barriers(page)).toEqual([])
    expect(await sideways(page)).toBe(0)
    await page.getByRole('button', { name: '补上 2027 年日历' }).click()
    await page.getByText('今年和明年的安排都有了').waitFor()
  })

  it('moves the deadline and takes the warning away', async () => {
    const { page } = seat
    await page.goto(`${desk.url}#/complaint/${id}`)
    await page.getByText('2027-01-07 18:30').first().waitFor()
    await eventually(() => page.getByText('暂定').count()).toBe(0)
    await workerAt(page).goTo('今日')
    await rowOf(page, number).waitFor()
    // Today first shows what it knew, then what is true now.
    await eventually(() => page.getByText('日历还没有').count()).toBe(0)
  })

  it('a rule is changed with a reason, and the next complaint goes by it', async () => {
    const { page } = seat
    await page.goto(`${desk.url}#/settings/policy`)
    const field = page.getByLabel('答复客户', { exact: true })
    await field.fill('0')
    await page.getByText('这个值不行。').waitFor()
    await field.fill('3')
    const changed = page.getByRole('region', { name: '现在登记的投诉' })
    await eventually(() => changed.innerText()).toMatch(/01-07 18:30\s+01-05 18:30/)
    await page.getByRole('button', { name: '存为新的一版' }).click()
    await page.getByText('这一项必须填写。').or(page.getByText('请填写')).first().waitFor()
    await page.getByLabel('更改原因').last().fill('年底客诉多，答复要快')
    await page.getByRole('button', { name: '存为新的一版' }).click()
    await page.getByRole('row').filter({ hasText: '年底客诉多，答复要快' }).waitFor()
    desk.clock.advance(60_000)
    await settled()
    const { call } = await desk.signIn(testStaff.manager)
    const next = await call.complaints.register.mutate(intake())
    const [before, after] = await Promise.all(
      [id, next.id].map((each) => call.complaints.get.query({ id: each })),
    )
    expect(before?.replyDueAt).toBe('2027-01-07T10:30:00.000Z')
    expect(after?.replyDueAt).toBe('2027-01-05T10:30:00.000Z')
  })

  it('is no business of a clerk: the rules are to read', async () => {
    const clerk = await openDeskAs(browser, `${desk.url}#/settings/policy`, testStaff.clerk, {
      at: desk.clock.now(),
      language: 'en',
    })
    const { page } = clerk
    await page.getByText('Only the manager can change this.').waitFor()
    expect(await page.getByRole('main').getByRole('textbox').count()).toBe(0)
    expect(await barriers(page)).toEqual([])
    await clerk.close()
  })
})

describe('Today with nothing, a little and a lot to do', () => {
  let desk: ClockedDesk

  beforeAll(async () => {
    desk = await startStore({ clock: settableClock('2026-05-20T02:30:00.000Z') })
  })
  afterAll(() => desk?.close())

  async function register(count: number): Promise<void> {
    const { call } = await desk.signIn(testStaff.manager)
    for (let index = 0; index < count; index += 1)
      await call.complaints.register.mutate(
        intake({
          level: index % 2 === 0 ? 2 : 4,
          customer: { kind: 'new', name: `客户${index}`, phone: '' },
        }),
      )
  }

  async function look(language: 'zh-CN' | 'en', open: number, dark: boolean): Promise<void> {
    const seat = await openDeskAs(browser, desk.url, testStaff.manager, {
      at: desk.clock.now(),
      language,
      dark,
    })
    const { page } = seat
    const tile = page.getByRole('button', { name: language === 'en' ? /^Open/ : /^未结/ })
    await eventually(() => tile.innerText()).toContain(String(open))
    const rows = page.locator('tbody tr')
    await eventually(() => rows.count()).toBe(Math.min(open, 100))
    expect(await sideways(page)).toBe(0)
    if (open <= 5) expect(await barriers(page)).toEqual([])
    if (open > 100) await pageToTheEnd(page, open)
    expect(seat.errors).toEqual([])
    await seat.close()
  }

  /** Down to the end with the keys: the rest comes by itself. */
  async function pageToTheEnd(page: DeskWindow['page'], open: number): Promise<void> {
    const rows = page.locator('tbody tr')
    await rows.first().getByRole('link').first().focus()
    for (let shown = 100; shown < open; shown = await rows.count()) {
      await page.keyboard.press('End')
      await page.keyboard.press('ArrowDown')
      await eventually(() => rows.count()).toBeGreaterThan(shown)
    }
    await page.keyboard.press('End')
    expect(await page.evaluate(() => document.activeElement?.closest('tr')?.rowIndex)).toBe(open)
  }

  it('says what belongs there when nothing is open', async () => {
    await look('zh-CN', 0, false)
    await look('en', 0, true)
  })

  it('shows five at a glance', async () => {
    await register(5)
    await look('zh-CN', 5, false)
    await look('en', 5, true)
  })

  it('shows five hundred, the first to end on top', async () => {
    await register(495)
    await look('zh-CN', 500, false)
    await look('en', 500, true)
  })
})
