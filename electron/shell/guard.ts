import type { App, Session, WebContents } from 'electron'
import { isDeskAddress, isDeskFrame } from './address.ts'

/**
 * Keeps every page of the program, whoever opens it, on the desk: no navigation, redirect or frame leads anywhere else,
 * and no page opens a window or a webview.
 */
export function guardPages(app: App): void {
  app.on('web-contents-created', (_event, contents) => guardPage(contents))
}

function guardPage(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!isDeskAddress(event.url)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => {
    if (!isDeskAddress(event.url)) event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    const allowed = event.isMainFrame ? isDeskAddress(event.url) : isDeskFrame(event.url)
    if (!allowed) event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

/** Answers every permission question with no, asked or checked, because Electron's own answer is yes. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
}
