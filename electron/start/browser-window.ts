import { spawn } from 'node:child_process'
import path from 'node:path'
import { findChromium } from './chromium.ts'
import { sandboxSwitches } from './electron-window.ts'

/** A browser's window on the desk. */
export interface BrowserWindowProcess {
  /** True once the person has closed the window, false when the browser could not show it. */
  closed: Promise<boolean>
  close(): void
}

/** Whether a window can be shown at all: Linux without a display has nowhere to put one. */
export function hasDisplay(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): boolean {
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
}

/**
 * Shows an address in a window of its own (Chromium's app mode), with a profile that belongs to this desk's data, so that
 * no extension and no other session of the person's everyday browser sees it. Null when the machine has no Chromium.
 */
export function openBrowserWindow(url: string, dataDir: string): BrowserWindowProcess | null {
  const chromium = findChromium(process.env)
  if (chromium === null) return null
  const child = spawn(
    chromium,
    [
      `--app=${url}`,
      `--user-data-dir=${path.join(dataDir, 'window-chromium')}`,
      '--no-first-run',
      '--no-default-browser-check',
      ...sandboxSwitches(process.platform, process.getuid?.()),
    ],
    { stdio: 'ignore' },
  )
  const closed = new Promise<boolean>((resolve) => {
    child.on('error', () => resolve(false))
    child.on('close', (status) => resolve(status === 0))
  })
  return { closed, close: () => child.kill('SIGTERM') }
}
