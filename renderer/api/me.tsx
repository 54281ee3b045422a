import { createContext, type ReactNode, useContext } from 'react'
import type { Me } from '../../electron/desk/views.ts'

const MeContext = createContext<Me | null>(null)

/** Gives everything inside it the person signed in. */
export function MeProvider({ me, children }: { me: Me; children: ReactNode }) {
  return <MeContext value={me}>{children}</MeContext>
}

/**
 * Who is signed in, and their store.
 * @throws Error outside of MeProvider, where nobody is signed in
 */
export function useMe(): Me {
  const me = useContext(MeContext)
  if (me === null) throw new Error('useMe stands outside of MeProvider')
  return me
}
