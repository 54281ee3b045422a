import { useSyncExternalStore } from 'react'

/**
 * Where the window is, kept behind the # of the address: the desk serves one page, in Electron from its own scheme.
 * wouter's own hash hook does not cut a query off the path, which the print pages have.
 */

const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener('hashchange', announce)
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) window.removeEventListener('hashchange', announce)
  }
}

function announce(): void {
  for (const listener of listeners) listener()
}

function hash(): string {
  return `/${window.location.hash.replace(/^#?\/?/, '')}`
}

function currentPath(): string {
  return hash().split('?')[0] ?? '/'
}

function currentSearch(): string {
  return hash().split('?')[1] ?? ''
}

function navigate(to: string, options: { replace?: boolean } = {}): void {
  const target = `#/${to.replace(/^[#/]+/, '')}`
  if (options.replace === true) {
    window.history.replaceState(null, '', target)
    announce()
  } else {
    window.location.hash = target
  }
}

/** For wouter's Router: path and navigation. */
export function useHashPath(): [string, typeof navigate] {
  return [useSyncExternalStore(subscribe, currentPath), navigate]
}
useHashPath.hrefs = (href: string) => `#${href}`

/** For wouter's Router: what stands behind the ? of the hash, without it. Read it with wouter's useSearch. */
export function useHashSearch(): string {
  return useSyncExternalStore(subscribe, currentSearch)
}
