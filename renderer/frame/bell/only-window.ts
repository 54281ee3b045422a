import { useEffect, useState } from 'react'

/**
 * Of all windows of this person on this computer one rings, the others only show. The browser passes the turn on when
 * that window closes. Where it knows no locks (a page without TLS from another computer) every window rings for itself.
 * @param staffId who is signed in
 */
export function useMyTurnToRing(staffId: string): boolean {
  const [mine, setMine] = useState(false)
  useEffect(() => {
    if (navigator.locks === undefined) {
      setMine(true)
      return
    }
    const gone = new AbortController()
    let pass = () => {}
    const held = new Promise<void>((resolve) => {
      pass = resolve
    })
    navigator.locks
      .request(`countersign.bell.${staffId}`, { signal: gone.signal }, () => {
        setMine(true)
        return held
      })
      .catch((error: unknown) => {
        // The window left before its turn came.
        if (!gone.signal.aborted) console.warn('this window cannot ring', error)
      })
    return () => {
      gone.abort()
      pass()
      setMine(false)
    }
  }, [staffId])
  return mine
}
