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
