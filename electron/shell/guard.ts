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

/**
 * Answers every permission question with no, asked or checked, because Electron's own answer is yes. The one exception:
 * the desk's own page may show notices on the desktop.
 */
export function limitPermissions(session: Session): void {
  const mayNotify = (permission: string, origin: string, isMainFrame: boolean) =>
    permission === 'notifications' && isMainFrame && isDeskAddress(origin)
  session.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(mayNotify(permission, details.requestingUrl, details.isMainFrame)),
  )
  session.setPermissionCheckHandler((_contents, permission, origin, details) =>
    mayNotify(permission, origin, details.isMainFrame),
  )
  session.setDevicePermissionHandler(() => false)
}
