import { randomUUID } from 'node:crypto'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SettableClock } from '../helpers/clock.ts'
import type { TestDesk } from '../helpers/desk.ts'
import { pin, startStore, testStaff } from '../helpers/desk.ts'
import { apologyLine, compensationLine, walk } from '../helpers/walk.ts'
import { eventually } from './eventually.ts'
import { focusWalk } from './focus.ts'
import { commonSize, largeSize, openBrowser, openDeskAs, openWindow } from './window.ts'

let browser: Browser
let desk: TestDesk & { clock: SettableClock }
/** Every place of the desk by a name, as the part of its address behind the #. */
const places = new Map<string, string>()

beforeAll(async () => {
  browser = await openBrowser()
  desk = await startStore()
  const options = [[compensationLine(5_000), apologyLine], [compensationLine(10_000)]]
  await walk(desk, 'registered', { level: 5 })
  await walk(desk, 'dispatched', { level: 3 })
  const waiting = await walk(desk, 'awaiting_signature', { options, level: 4, internalFloor: '三百元' })
  const executing = await walk(desk, 'executing', { options })
  const executed = await walk(desk, 'executed', { level: 4 })
  const { resolutions } = await executing.view()
  places.set('Today', '/today')
  places.set('Register, narrowed to nothing', '/register?text=nothing-like-it')
  places.set('New complaint', '/intake')
  places.set('a complaint that is being carried out', `/complaint/${executing.id}`)
  places.set('a major complaint', `/complaint/${executed.id}`)
  places.set('a customer', `/customer/${(await executed.view()).customer.id}`)
  places.set('Sign-off', `/sign-off/${waiting.id}`)
  places.set('Call list', '/calls')
  places.set('Promises', '/promises?filter=open')
  places.set('Handover', '/handover')
  places.set('a handover', `/handover/${await handOver()}`)
  places.set('Head office', '/head-office')
  for (const tab of ['store', 'staff', 'scripts', 'my-pin', 'appearance'])
    places.set(`Settings, ${tab}`, `/settings/${tab}`)
  places.set('a slip', `/print/resolution/${resolutions.at(-1)?.id ?? ''}?paper=a4&lang=zh-CN`)
  places.set('nowhere', '/nowhere')
  places.set('Register', '/register')
})
afterAll(async () => {
  await browser?.close()
  await desk?.close()
})

/** One shift to the next, with a remark on every line. */
async function handOver(): Promise<string> {
  const { call } = await desk.signIn(testStaff.clerk)
  const { lines } = await call.handover.gather.query()
  const { id } = await call.handover.record.mutate({
    commandId: randomUUID(),
    incomingStaffNumber: testStaff.manager,
    incomingPin: pin,
    outgoingPin: pin,
    remarks: '打印机缺纸',
    lines: lines.map(({ kind, recordId }) => ({ kind, recordId, remark: '店长在问，明天上午再去电一次' })),
  })
  return id
}

async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await eventually(() => page.getByText(/^(正在读取…|Loading…)$/).count()).toBe(0)
}

/** What keeps somebody from reading or using the page: everything in light, and in dark what the colours change. */
async function barriers(page: Page): Promise<unknown[]> {
  const axe = () =>
    new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'], preload: false })
  const found = (await axe().analyze()).violations
  await page.emulateMedia({ colorScheme: 'dark' })
  await settledColours(page)
  found.push(...(await axe().withRules(['color-contrast']).analyze()).violations)
  await page.emulateMedia({ colorScheme: 'light' })
  await settledColours(page)
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => [id, nodes.map((node) => [node.html.slice(0, 200), node.failureSummary])])
}

function settledColours(page: Page): Promise<void> {
  return page.evaluate(() => {
    for (const animation of document.getAnimations()) animation.finish()
  })
}

/** What can be scrolled sideways: the page itself, or its middle. */
function sideways(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [document.documentElement, document.body, ...document.querySelectorAll('main')]
      .filter((element) => element.scrollWidth > element.clientWidth)
      .map((element) => `${element.tagName} ${element.scrollWidth} > ${element.clientWidth}`),
  )
}

/** Keys of words that stand on the screen because their words are missing. */
function wordless(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    document.body.innerText
      .split('\n')
      .filter((line) => /^(?:[a-z-]+:)?[a-z]\w*(?:\.\w+)+$/.test(line.trim())),
  )
}

describe.each(['zh-CN', 'en'] as const)('in %s, light and dark', (language) => {
  it('every place can be read by everybody, fits its window, and complains about nothing', async () => {
    const opened = await openDeskAs(browser, desk.url, testStaff.manager, { language, at: desk.clock.now() })
    const { page, errors } = opened
    const wrong: Record<string, unknown> = {}
    for (const [name, path] of places) {
      await page.goto(`${desk.url}#${path}`)
      await settled(page)
      const found = [...(await barriers(page)), ...(await sideways(page)), ...(await wordless(page))]
      await page.setViewportSize(largeSize)
      found.push(...(await sideways(page)))
      await page.setViewportSize(commonSize)
      if (found.length > 0) wrong[name] = found
    }
    expect(wrong).toEqual({})
    expect(errors).toEqual([])
    await opened.close()
  })

  it('so do the sign-in page, the menu and the forms of the actions', async () => {
    const door = await openWindow(browser, desk.url, { language })
    await settled(door.page)
    expect([...(await barriers(door.page)), ...(await sideways(door.page))]).toEqual([])
    await door.close()

    const opened = await openDeskAs(browser, desk.url, testStaff.manager, { language, at: desk.clock.now() })
    const { page, errors } = opened
    const wrong: Record<string, unknown> = {}
    await page.goto(`${desk.url}#${places.get('a complaint that is being carried out')}`)
    await settled(page)
    const more = page.getByRole('button', { name: /^(更多操作|More actions)$/ })
    await more.press('Enter')
    await page.getByRole('menu').waitFor()
    const menu = await barriers(page)
    if (menu.length > 0) wrong.menu = menu
    const items = page.locator('[role=menuitem]:not([aria-disabled])')
    const actions = await items.evaluateAll((lines) => lines.map((line) => line.textContent ?? ''))
    await page.keyboard.press('Escape')
    expect(actions.length).toBeGreaterThan(8)
    // The forms are the same in both languages but for their words: in English every third is looked at.
    for (const action of actions.filter((_, index) => language === 'zh-CN' || index % 3 === 0)) {
      await more.press('Enter')
      await page.getByRole('menuitem', { name: action, exact: true }).press('Enter')
      const form = page.getByRole('dialog')
      await form.waitFor()
      const found = [...(await barriers(page)), ...(await sideways(page)), ...(await wordless(page))]
      if (found.length > 0) wrong[action] = found
      // An open list of choices takes the first Escape.
      await eventually(async () => {
        await page.keyboard.press('Escape')
        return form.isVisible()
      }).toBe(false)
    }
    expect(wrong).toEqual({})
    expect(errors).toEqual([])
    await opened.close()
  })
})

describe('without a mouse', () => {
  it('Tab reaches everything that can be pressed or filled, and shows where it is', async () => {
    const opened = await openDeskAs(browser, desk.url, testStaff.manager, { at: desk.clock.now() })
    const wrong: Record<string, unknown> = {}
    for (const [name, path] of places) {
      await opened.page.goto(`${desk.url}#${path}`)
      await settled(opened.page)
      const { missed, unseen } = await focusWalk(opened.page)
      if (missed.length + unseen.length > 0) wrong[name] = { missed, unseen }
    }
    expect(wrong).toEqual({})
    expect(opened.pointed).toEqual([])
    await opened.close()
  })
})
