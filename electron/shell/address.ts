/** The scheme under which Electron serves the desk; the page, its calls and its files share this one origin. */
export const deskScheme = 'countersign'

/** Where the desk's page lies in Electron. */
export const deskHome = `${deskScheme}://desk/`

/**
 * Whether an address belongs to the desk itself. Scheme and host are compared after parsing, because
 * `countersign://desk@elsewhere/` and `countersign://desk.elsewhere/` also begin like the desk.
 */
export function isDeskAddress(address: string): boolean {
  const url = URL.parse(address)
  return (
    url !== null &&
    url.protocol === `${deskScheme}:` &&
    url.host === 'desk' &&
    url.username === '' &&
    url.port === ''
  )
}

/** Frames without an address of their own; they inherit the desk's origin and its content security policy. */
const innerFrames = ['about:blank', 'about:srcdoc']

/** Whether a frame inside the desk's page may show an address: the desk itself, or what the page made itself. */
export function isDeskFrame(address: string): boolean {
  return isDeskAddress(address.replace(/^blob:/, '')) || innerFrames.includes(address)
}
