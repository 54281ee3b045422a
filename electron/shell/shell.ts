/**
 * What the desk may ask of the program around it: the few native things that differ between Electron and a plain browser.
 * Everything else reaches the desk and leaves it as a Request and a Response.
 */
export interface Shell {
  /** Which program shows the desk's page. */
  readonly kind: 'electron' | 'browser'
  /**
   * Prints one page of the desk to PDF, with the paper size that the page's own CSS asks for.
   * Takes the page's path and query on the desk (`/print/…?…`), gives the bytes of the PDF, and throws when the page
   * does not report itself ready. `null` where only the browser's print dialog can print.
   */
  readonly printToPdf: ((path: string) => Promise<Uint8Array>) | null
}

/** The shell of a desk that is shown by a browser: printing is the browser's own dialog. */
export const browserShell: Shell = { kind: 'browser', printToPdf: null }
