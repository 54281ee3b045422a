import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openDesk } from '../../electron/desk/desk.ts'
import { browserShell } from '../../electron/shell/shell.ts'
import { makeStandIn, type StandIn } from './stand-in.ts'

const argv = process.argv
let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'countersign-main-'))
})

afterEach(() => {
  process.argv = argv
  vi.doUnmock('electron')
  rmSync(folder, { recursive: true, force: true })
})

/** Starts electron/main.ts against a stand-in, with a data folder, and waits until its window or its end is there. */
async function start({ dataDir = path.join(folder, 'data'), firstStart = true } = {}): Promise<StandIn> {
  const standIn = makeStandIn({ firstStart })
  vi.resetModules()
  vi.doMock('electron', () => standIn.electron)
  process.argv = ['electron', '--no-sandbox', '/project', `--data=${dataDir}`]
  await import('../../electron/main.ts')
  await expect.poll(() => standIn.windows.length + standIn.exits.length).toBeGreaterThan(0)
  return standIn
}

/** Ends the program as a person does, and waits until it has ended. */
async function quit(standIn: StandIn): Promise<void> {
  standIn.app.emit('window-all-closed')
  await expect.poll(() => standIn.exits).toEqual([0])
}

function onlyWindow(standIn: StandIn) {
  const [window] = standIn.windows
  if (window === undefined) throw new Error('no window was opened')
  return window
}

describe('the window of the desk', () => {
  it('is a sandboxed page without Node, and shows the desk', async () => {
    const standIn = await start()
    const { options, addresses } = onlyWindow(standIn)
    expect(options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
    })
    expect(options.webPreferences).not.toHaveProperty('preload')
    expect(addresses).toEqual(['countersign://desk/'])
    await quit(standIn)
  })

  it.each([
    'https://example.com/',
    'http://127.0.0.1:8780/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'countersign://elsewhere/',
    'countersign://desk@elsewhere/',
    'countersign://desk.elsewhere/',
    'countersign-other://desk/',
    'about:blank',
    'blob:countersign://desk/4c1e',
    'not an address',
  ])('does not leave the desk for %s', async (address) => {
    const standIn = await start()
    const page = onlyWindow(standIn).webContents
    expect(page.goes('will-navigate', address)).toBe(false)
    expect(page.goes('will-redirect', address)).toBe(false)
    expect(page.goes('will-frame-navigate', address)).toBe(false)
    expect(page.opens(address)).toBe(false)
    await quit(standIn)
  })

  it('moves within the desk, and lets a frame show what the page made itself', async () => {
    const standIn = await start()
    const page = onlyWindow(standIn).webContents
    expect(page.goes('will-navigate', 'countersign://desk/register?state=signed')).toBe(true)
    expect(page.goes('will-frame-navigate', 'about:srcdoc', false)).toBe(true)
    expect(page.goes('will-frame-navigate', 'blob:countersign://desk/4c1e', false)).toBe(true)
    expect(page.goes('will-frame-navigate', 'https://example.com/', false)).toBe(false)
    expect(page.goes('will-frame-navigate', 'blob:https://example.com/4c1e', false)).toBe(false)
    await quit(standIn)
  })

  it('opens no second window, not even on the desk itself, and no webview', async () => {
    const standIn = await start()
    const page = onlyWindow(standIn).webContents
    expect(page.opens('countersign://desk/')).toBe(false)
    expect(page.attachesWebview()).toBe(false)
    await quit(standIn)
  })

  it.each([
    'media',
    'geolocation',
    'clipboard-read',
    'fileSystem',
    'openExternal',
    'hid',
    'a permission of a later Electron',
  ])('gives no page the permission %s', async (permission) => {
    const standIn = await start()
    expect(standIn.session.grants(permission)).toEqual([false, false, false])
    await quit(standIn)
  })

  it('lets the desk alone show notices on the desktop, and nothing that a frame of it holds', async () => {
    const standIn = await start()
    const { session } = standIn
    expect(session.grants('notifications')).toEqual([true, true, false])
    expect(session.grants('notifications', 'countersign://desk/', false)).toEqual([false, false, false])
    for (const address of ['https://example.com/', 'countersign://elsewhere/', 'about:blank', ''])
      expect(session.grants('notifications', address)).toEqual([false, false, false])
    await quit(standIn)
  })
})

describe('the scheme of the desk', () => {
  it('is a secure origin that may fetch and stream', async () => {
    const standIn = await start()
    expect(standIn.privileged).toEqual([
      {
        scheme: 'countersign',
        privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true },
      },
    ])
    await quit(standIn)
  })

  it('passes every request to the desk, which answers with its own content security policy', async () => {
    const standIn = await start()
    const answer = await standIn.schemes.get('countersign')?.(new Request('countersign://desk/'))
    expect(answer?.status).toBe(200)
    expect(answer?.headers.get('content-security-policy')).toContain("script-src 'self'")
    expect(await answer?.text()).toContain('<!doctype html>')
    await quit(standIn)
  })
})

describe('a second start', () => {
  it('brings the first window to the front', async () => {
    const standIn = await start()
    standIn.app.emit('second-instance')
    expect(onlyWindow(standIn).calls).toEqual(['restore', 'show', 'focus'])
    await quit(standIn)
  })

  it('opens neither a window nor the data, and ends well', async () => {
    const standIn = await start({ firstStart: false })
    expect(standIn.exits).toEqual([0])
    expect(standIn.windows).toEqual([])
    expect(standIn.schemes.size).toBe(0)
  })

  it("keeps Electron's own files, and so the lock, beside the data that it belongs to", async () => {
    const standIn = await start({ dataDir: path.join(folder, 'second store') })
    expect(standIn.paths.get('userData')).toBe(path.join(folder, 'second store', 'window-electron'))
    await quit(standIn)
  })

  it('says where the desk already runs when a browser host has it open', async () => {
    const dataDir = path.join(folder, 'data')
    const desk = await openDesk({ dataDir, shell: browserShell })
    desk.announce('http://127.0.0.1:8780/')
    const standIn = await start({ dataDir })
    expect(standIn.exits).toEqual([3])
    expect(standIn.errorBoxes).toEqual([expect.stringMatching(/http:\/\/127\.0\.0\.1:8780\/$/)])
    await desk.close()
  })
})

describe('a computer that wakes from sleep', () => {
  it('has its desk look at once at what fell due meanwhile', async () => {
    const dataDir = path.join(folder, 'data')
    const standIn = await start({ dataDir })
    standIn.powerMonitor.emit('resume')
    expect(readFileSync(path.join(dataDir, 'desk.log'), 'utf8')).toContain('desk woke')
    await quit(standIn)
  })
})

describe('the end of the program', () => {
  it('comes after the desk has put its file away, so the data can be opened at once', async () => {
    const dataDir = path.join(folder, 'data')
    const standIn = await start({ dataDir })
    standIn.app.quit()
    expect(standIn.exits).toEqual([])
    await expect.poll(() => standIn.exits).toEqual([0])
    const again = await openDesk({ dataDir, shell: browserShell })
    await again.close()
  })

  it('comes with a sentence when the data folder cannot be written', async () => {
    const file = path.join(folder, 'a file')
    writeFileSync(file, '')
    const standIn = await start({ dataDir: path.join(file, 'data') })
    expect(standIn.exits).toEqual([3])
    expect(standIn.windows).toEqual([])
  })
})

describe('printing to PDF', () => {
  it('prints a page of the desk in a window that nobody sees, and puts the window away', async () => {
    const standIn = await start()
    const { printToPdf } = await import('../../electron/shell/print.ts')
    const pdf = await printToPdf('/print/resolution?complaint=1')
    expect(new TextDecoder().decode(pdf)).toBe('%PDF-1.7')
    const hidden = standIn.windows[1]
    expect(hidden?.options).toMatchObject({
      show: false,
      webPreferences: { sandbox: true, nodeIntegration: false },
    })
    expect(hidden?.addresses).toEqual(['countersign://desk/print/resolution?complaint=1'])
    expect(hidden?.calls).toEqual(['destroy'])
    await quit(standIn)
  })

  it.each(['https://example.com/', '//elsewhere/print', 'file:///etc/passwd'])(
    'refuses %s',
    async (address) => {
      const standIn = await start()
      const { printToPdf } = await import('../../electron/shell/print.ts')
      await expect(printToPdf(address)).rejects.toThrow('Only a page of the desk')
      expect(standIn.windows).toHaveLength(1)
      await quit(standIn)
    },
  )
})
