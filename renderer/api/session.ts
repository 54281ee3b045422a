import { useSyncExternalStore } from 'react'

/**
 * Who this window acts as: a token in session storage, sent in a header and never a cookie, so it ends with the window.
 * `expired` means that the desk no longer knows the token while somebody is at work: the page stays as it is and asks
 * for the PIN over it, so that nothing typed is lost.
 */
export interface SessionState {
  readonly token: string | null
  readonly expired: boolean
}

const storageKey = 'countersign.session'

/**
 * A pass for one print, given by the desk's own printer in the address of a window that nobody sees; taken out of the
 * address at once and never stored.
 */
function printPass(): string | null {
  const [route = '', query = ''] = location.hash.split('?')
  const search = new URLSearchParams(query)
  const pass = search.get('pass')
  if (!route.startsWith('#/print/') || pass === null) return null
  search.delete('pass')
  history.replaceState(null, '', `${route}?${search}`)
  return pass
}

let state: SessionState = { token: printPass() ?? sessionStorage.getItem(storageKey), expired: false }
const listeners = new Set<() => void>()

function put(next: SessionState): void {
  state = next
  for (const listener of listeners) listener()
}

/** The token of this window, null when nobody is signed in. */
export function sessionToken(): string | null {
  return state.token
}

/**
 * Somebody has signed in.
 * @param token what session.signIn or desk.setup answered
 */
export function beginSession(token: string): void {
  sessionStorage.setItem(storageKey, token)
  put({ token, expired: false })
}

/** Somebody has signed out, or another person takes the window over: back to the sign-in page. */
export function endSession(): void {
  sessionStorage.removeItem(storageKey)
  put({ token: null, expired: false })
}

/**
 * The desk answered `signed_out`.
 * @param token the token that the refused call was sent with; an answer to an older one says nothing about the present
 */
export function expireSession(token: string | null): void {
  if (token === null || token !== state.token || state.expired) return
  put({ ...state, expired: true })
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The session as it stands, for React. */
export function useSession(): SessionState {
  return useSyncExternalStore(subscribe, () => state)
}

/** A call so long (ms) after the last key or pointer is the page's own, not the person's. */
const attendedMs = 60_000
let lastInputAt = performance.now()
for (const event of ['keydown', 'pointerdown', 'pointermove', 'wheel'])
  window.addEventListener(event, () => (lastInputAt = performance.now()), { capture: true, passive: true })

/**
 * Headers of every call to the front door.
 * @returns authorization (when signed in), and whether somebody is at the window: what the page reads again by itself
 *   keeps no session alive
 */
export function deskHeaders(): Record<string, string> {
  const attended = performance.now() - lastInputAt < attendedMs
  const headers: Record<string, string> = { 'x-countersign-attended': attended ? 'yes' : 'no' }
  if (state.token !== null) headers.authorization = `Bearer ${state.token}`
  return headers
}
