import { BrowserWindow, Menu, type WebPreferences } from 'electron'
import { deskHome } from './address.ts'

/** A page of the desk is a plain web page: no Node, no preload, its own sandboxed process. */
export const pagePreferences: WebPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  webviewTag: false,
  spellcheck: false,
}

/** Opens the one window of the desk, shown as soon as there is something to see. */
export function openWindow(): BrowserWindow {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: '#ffffff',
    webPreferences: pagePreferences,
  })
  window.once('ready-to-show', () => window.show())
  void window.loadURL(deskHome)
  return window
}

/** Brings the window of the running desk to the front, for the person who started the program a second time. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

/** A menu of what the keyboard expects (copy, paste, zoom); everything of the trade is in the page. */
export function setKeyboardMenu(platform: NodeJS.Platform): void {
  const zoom = {
    label: 'Zoom',
    submenu: [{ role: 'resetZoom' as const }, { role: 'zoomIn' as const }, { role: 'zoomOut' as const }],
  }
  const own = platform === 'darwin' ? [{ role: 'appMenu' as const }] : []
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([...own, { role: 'editMenu' }, zoom, { role: 'windowMenu' }]),
  )
}
