import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { launchChromium } from '../helpers/chromium.ts'
import { pin } from '../helpers/desk.ts'

const builtPage = path.resolve(import.meta.dirname, '..', '..', 'out', 'renderer', 'index.html')

/**
 * Starts the browser of the tests; who starts it closes it.
 * @throws Error when the page of the desk is not built
 */
export async function openBrowser(): Promise<Browser> {
  if (!existsSync(builtPage))
    throw new Error('The page is not built: run `npm run build` before the tests in tests/browser')
  return launchChromium()
}

/** How a person's window is set up. */
export interface WindowOptions {
  readonly language?: 'zh-CN' | 'en'
  readonly dark?: boolean
  readonly size?: { readonly width: number; readonly height: number }
  /** The time on this person's computer, ISO 8601 or ms; it stands still. Default: the machine's own, which goes on. */
  readonly at?: string | number
}

/** A browser of one person: nothing in it is shared with another. */
export interface DeskWindow {
  readonly page: Page
  readonly context: BrowserContext
  /** Errors on the page's console, refusals of the content security policy among them, and uncaught ones. */
  readonly errors: readonly string[]
  /** What a mouse or a finger has done in this window. */
  readonly pointed: readonly string[]
  close(): Promise<void>
}

export const commonSize = { width: 1366, height: 768 }
export const largeSize = { width: 1920, height: 1080 }

/**
 * Opens a window of the desk.
 * @param browser runs it
 * @param url of the desk, or of a place in it
 * @param options language (Chinese), light, 1366 × 768, the machine's time
 */
export async function openWindow(
  browser: Browser,
  url: string,
  options: WindowOptions = {},
): Promise<DeskWindow> {
  const context = await browser.newContext({
    viewport: options.size ?? commonSize,
    colorScheme: options.dark === true ? 'dark' : 'light',
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(15_000)
  const pointed: string[] = []
  await context.exposeBinding('noteThePointer', (_, what: string) => {
    pointed.push(what)
  })
  await context.addInitScript((language) => {
    if (localStorage.getItem('countersign.language') === null)
      localStorage.setItem('countersign.language', language)
    for (const name of ['mousedown', 'touchstart', 'click', 'dblclick', 'contextmenu'])
      window.addEventListener(
        name,
        (event) => {
          // A click that the keyboard makes counts no presses of a button.
          const byHand = name !== 'click' || (event instanceof MouseEvent && event.detail > 0)
          const note: unknown = Reflect.get(window, 'noteThePointer')
          if (byHand && typeof note === 'function') note(name)
        },
        true,
      )
  }, options.language ?? 'zh-CN')
  if (options.at !== undefined) await context.clock.setFixedTime(options.at)
  const page = await context.newPage()
  const errors: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  page.on('pageerror', (error) => errors.push(error.message))
  await page.goto(url)
  return { page, context, errors, pointed, close: () => context.close() }
}

const signInWords = { 'zh-CN': { number: '工号', pin: 'PIN 码' }, en: { number: 'Staff number', pin: 'PIN' } }

/**
 * Signs in with the keys alone, as everybody does.
 * @param page at the sign-in page
 * @param number staff number
 * @param withPin another PIN than everybody's
 */
export async function signIn(
  page: Page,
  number: string,
  withPin = pin,
  language: 'zh-CN' | 'en' = 'zh-CN',
): Promise<void> {
  const words = signInWords[language]
  await page.getByRole('combobox', { name: words.number }).waitFor()
  await page.keyboard.type(number)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Tab')
  await page.keyboard.type(withPin)
  await page.keyboard.press('Enter')
}

/**
 * Opens a window and signs somebody in.
 * @param browser runs it
 * @param url of the desk
 * @param number staff number
 * @param options of the window
 */
export async function openDeskAs(
  browser: Browser,
  url: string,
  number: string,
  options: WindowOptions = {},
): Promise<DeskWindow> {
  const opened = await openWindow(browser, url, options)
  await signIn(opened.page, number, pin, options.language)
  await opened.page.getByRole('navigation', { name: /主导航|Main navigation/ }).waitFor()
  return opened
}
