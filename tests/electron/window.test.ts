import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { _electron, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasDisplay } from '../../electron/start/browser-window.ts'
import { findElectron } from '../../electron/start/electron-binary.ts'
import { sandboxSwitches } from '../../electron/start/electron-window.ts'
import { projectDir } from '../../electron/start/project.ts'
import { launchChromium } from '../helpers/chromium.ts'
import { runProgram } from '../helpers/program.ts'

interface OpenedDesk {
  page: Page
  close: () => Promise<void>
}

interface Host {
  name: string
  open: (dataDir: string) => Promise<OpenedDesk>
}

const browserHost: Host = {
  name: 'Chromium, from the browser host',
  async open(dataDir) {
    const host = runProgram('electron/start/serve-host.ts', ['--data', dataDir, '--port', '0'])
    const link = await host.link()
    const browser = await launchChromium()
    const page = await browser.newPage()
    await page.goto(link)
    return {
      page,
      async close() {
        await browser.close()
        await host.stop()
      },
    }
  },
}

/** Electron itself, wherever its binary and a display are there. */
function electronHosts(): Host[] {
  const binary = findElectron(projectDir)
  if (binary === null || !hasDisplay(process.platform, process.env)) return []
  const open = async (dataDir: string) => {
    const electron = await _electron.launch({
      executablePath: binary,
      args: [...sandboxSwitches(process.platform, process.getuid?.()), projectDir, `--data=${dataDir}`],
    })
    return { page: await electron.firstWindow(), close: () => electron.close() }
  }
  return [{ name: `Electron (${binary})`, open }]
}

describe.each([browserHost, ...electronHosts()])('the page of a new desk in $name', ({ open }) => {
  let folder: string
  let desk: OpenedDesk

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'countersign-window-'))
    desk = await open(path.join(folder, 'store'))
  })

  afterAll(async () => {
    await desk?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('asks for the store before anything else', async () => {
    await expect.poll(() => desk.page.getByRole('textbox').count(), { timeout: 15_000 }).toBeGreaterThan(0)
    expect(await desk.page.title()).toContain('售后服务台')
  })

  it('has no Node', async () => {
    const found = await desk.page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'electron'].filter((name) => name in globalThis),
    )
    expect(found).toEqual([])
  })

  it('runs no script that came in with a text, and builds none', async () => {
    const { hostile, refused } = await desk.page.evaluate(async () => {
      const root = document.documentElement
      const violations: string[] = []
      const allRefused = new Promise<void>((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => {
          violations.push(`${event.effectiveDirective} ${event.blockedURI}`)
          if (violations.length === 3) resolve()
        })
      })
      const script = document.createElement('script')
      script.textContent = 'document.documentElement.dataset.hostile = "ran"'
      document.body.append(script)
      document.body.insertAdjacentHTML(
        'beforeend',
        '<p onclick="document.documentElement.dataset.hostile = 1">',
      )
      // A text as the timer's task is built into a script when its time comes.
      setTimeout('document.documentElement.dataset.hostile = "built"', 0)
      await allRefused
      return { hostile: root.dataset.hostile ?? null, refused: violations.sort() }
    })
    expect(hostile).toBeNull()
    expect(refused).toEqual(['script-src eval', 'script-src-attr inline', 'script-src-elem inline'])
  })

  it('loads nothing from anywhere else', async () => {
    const refused = await desk.page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective))
          fetch('https://example.com/').catch(() => undefined)
        }),
    )
    expect(refused).toBe('connect-src')
  })
})
