import { BrowserWindow } from 'electron'
import { deskHome, isDeskAddress } from './address.ts'
import { pagePreferences } from './window.ts'

/** How long a printed page may take to say that it is complete, in milliseconds. */
const readyWithinMs = 15_000

/** Runs in the page: settles when the page says that everything it prints is in place. */
const untilReady = `new Promise((resolve, reject) => {
  const root = document.documentElement
  const ready = () => root.dataset.printReady === 'true'
  if (ready()) return resolve(true)
  const observer = new MutationObserver(() => { if (ready()) { observer.disconnect(); resolve(true) } })
  observer.observe(root, { attributes: true, attributeFilter: ['data-print-ready'] })
  setTimeout(() => { observer.disconnect(); reject(new Error('not ready')) }, ${readyWithinMs})
})`

/**
 * Prints one page of the desk to PDF in a window that nobody sees.
 * Takes the page's path and query on the desk; throws when it leads elsewhere or does not become ready within 15 s.
 */
export async function printToPdf(path: string): Promise<Uint8Array> {
  const address = new URL(path, deskHome).href
  if (!isDeskAddress(address)) throw new Error('Only a page of the desk can be printed')
  const window = new BrowserWindow({ show: false, webPreferences: { ...pagePreferences, offscreen: true } })
  try {
    await window.loadURL(address)
    await window.webContents.executeJavaScript(untilReady)
    return await window.webContents.printToPDF({ preferCSSPageSize: true, printBackground: true })
  } finally {
    window.destroy()
  }
}
