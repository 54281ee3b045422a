import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { app, type BrowserWindow, dialog, powerMonitor, protocol, session } from 'electron'
import { type Desk, openDesk } from './desk/desk.ts'
import { deskScheme } from './shell/address.ts'
import { guardPages, limitPermissions } from './shell/guard.ts'
import { openedLine, refusedStatus } from './shell/handshake.ts'
import { printToPdf } from './shell/print.ts'
import { focusWindow, openWindow, setKeyboardMenu } from './shell/window.ts'
import { startLanguage } from './start/language.ts'
import { isStartFailure, startFailureSentence, startMessages, usageSentence } from './start/messages.ts'
import { parseOptions, type StartOptions, UsageError } from './start/options.ts'

// The desk in a window of its own. Everything of the trade is behind desk.fetch; here is only what Electron must be told.

const messages = startMessages(startLanguage(process.env))

/** Says why the desk does not open, on the terminal and in a box, and ends. */
function refuse(sentence: string): void {
  process.stderr.write(`${sentence}\n`)
  if (app.isReady()) dialog.showErrorBox('Countersign 售后服务台', sentence)
  app.exit(refusedStatus)
}

function refuseFor(error: unknown, options: StartOptions): void {
  if (isStartFailure(error)) refuse(startFailureSentence(error, options, messages))
  else refuse(`${messages.notStarted} ${error instanceof Error ? error.stack : String(error)}`)
}

/** Ends the program only after the desk has put its file away. */
function closeBeforeExit(desk: Desk): void {
  let closing = false
  app.on('will-quit', (event) => {
    event.preventDefault()
    if (closing) return
    closing = true
    desk.close().then(
      () => app.exit(0),
      (error: unknown) => {
        process.stderr.write(`${String(error)}\n`)
        app.exit(1)
      },
    )
  })
}

async function open(options: StartOptions): Promise<BrowserWindow> {
  limitPermissions(session.defaultSession)
  setKeyboardMenu(process.platform)
  const desk = await openDesk({
    dataDir: options.dataDir,
    demo: options.demo,
    shell: { kind: 'electron', printToPdf },
  })
  protocol.handle(deskScheme, (request) => desk.fetch(request))
  closeBeforeExit(desk)
  powerMonitor.on('resume', () => desk.wake())
  const window = openWindow()
  process.stdout.write(`${openedLine}\n`)
  return window
}

function start(options: StartOptions): void {
  // The lock is one per folder of Electron's own files, so that two stores' desks can be open side by side.
  const ownFiles = path.join(options.dataDir, 'window-electron')
  try {
    mkdirSync(ownFiles, { recursive: true, mode: 0o700 })
  } catch {
    refuse(messages.folder_not_writable(options.dataDir))
    return
  }
  app.setPath('userData', ownFiles)
  // Windows shows notices only of programs that it knows by this name, which the installer gave them.
  if (process.platform === 'win32') app.setAppUserModelId('com.countersign.desk')
  if (!app.requestSingleInstanceLock()) {
    app.exit(0)
    return
  }
  let window: BrowserWindow | null = null
  app.on('second-instance', () => {
    if (window) focusWindow(window)
  })
  app.on('window-all-closed', () => app.quit())
  app.whenReady().then(
    async () => {
      try {
        window = await open(options)
      } catch (error) {
        refuseFor(error, options)
      }
    },
    (error: unknown) => refuseFor(error, options),
  )
}

protocol.registerSchemesAsPrivileged([
  { scheme: deskScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
])
guardPages(app)
try {
  start(parseOptions(process.argv.slice(app.isPackaged ? 1 : 2), { unknown: 'ignore' }))
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  refuse(usageSentence(error, messages))
}
