import { existsSync } from 'node:fs'
import { type Browser, chromium, type LaunchOptions } from 'playwright-core'
import { findChromium } from '../../electron/start/chromium.ts'

/** Where the browser of the tests was found. */
export interface TestBrowser {
  path: string
  from: 'CHROMIUM_PATH or CHROME_PATH' | 'this machine' | "Playwright's own download"
}

/** The Chromium for the tests: the named one, the machine's, or Playwright's own; null when there is none. */
export function findTestBrowser(env: NodeJS.ProcessEnv = process.env): TestBrowser | null {
  const found = findChromium(env)
  if (found !== null) {
    const named = found === env.CHROMIUM_PATH || found === env.CHROME_PATH
    return { path: found, from: named ? 'CHROMIUM_PATH or CHROME_PATH' : 'this machine' }
  }
  const own = chromium.executablePath()
  return existsSync(own) ? { path: own, from: "Playwright's own download" } : null
}

/**
 * How the tests start Chromium: quiet towards the network, and without Chromium's own sandbox, which containers and root
 * do not have; the tests show it nothing but the desk.
 */
export function launchOptions(): LaunchOptions {
  const browser = findTestBrowser()
  if (browser === null)
    throw new Error('No Chromium here; run `node tests/helpers/ensure-machine.ts` to get one')
  const args = [
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--font-render-hinting=none',
  ]
  return { executablePath: browser.path, headless: true, chromiumSandbox: false, args }
}

/** Starts the browser of the tests; who starts it closes it. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch(launchOptions())
}
