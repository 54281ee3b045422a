import type { KeyboardEvent } from 'react'

/** Put on the one link of each row that the keys move to. */
export const rowLink = { 'data-row-link': '' } as const

/** Put on the button of each row that the right arrow moves to. */
export const rowAction = { 'data-row-action': '', tabIndex: -1 } as const

/**
 * Move through the rows of a list with arrows, J and K, Home and End: put it on `onKeyDown` of the element around the
 * list. Enter opens, because each row's link has the focus; the right arrow goes on to the row's action, the left one back
 * to its link. Keys typed into a field are left alone.
 * @param event the key
 * @param onPastEnd called when the person goes beyond the last row, to fetch more
 */
export function moveThroughRows(event: KeyboardEvent<HTMLElement>, onPastEnd: () => void = () => {}): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  if (
    event.target instanceof HTMLElement &&
    event.target.closest('input, textarea, select, [role="listbox"]')
  )
    return
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row-link]')]
  const row = document.activeElement?.closest('tr') ?? null
  const sideways = { ArrowRight: '[data-row-action]', ArrowLeft: '[data-row-link]' }[event.key]
  if (sideways !== undefined) {
    row?.querySelector<HTMLElement>(sideways)?.focus()
    return
  }
  const at = links.findIndex((link) => link.closest('tr') === row && row !== null)
  const to = targetOf(event.key, at, links.length)
  if (to === null) return
  event.preventDefault()
  if (to >= links.length) onPastEnd()
  else links[Math.max(0, to)]?.focus()
}

function targetOf(key: string, at: number, count: number): number | null {
  if (key === 'ArrowDown' || key === 'j') return at + 1
  if (key === 'ArrowUp' || key === 'k') return at < 0 ? 0 : at - 1
  if (key === 'Home') return 0
  return key === 'End' ? count - 1 : null
}
