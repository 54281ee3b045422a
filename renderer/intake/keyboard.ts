import { type KeyboardEvent, useEffect, useRef } from 'react'

/** What Enter stops at, in the order of the page. */
const stops = 'input:not([type="file"], [type="hidden"]), select, textarea, button[type="submit"]'

/**
 * Enter in a field goes to the next one instead of sending the form: a barcode scanner ends every code with Enter.
 * In a text of several lines, on a button or a summary it keeps its own meaning, and a choice that an open list has
 * taken is done with.
 * @param event of the form
 */
export function onEnterMoveOn(event: KeyboardEvent<HTMLFormElement>): void {
  const { target } = event
  if (event.key !== 'Enter' || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey)
    return
  // Enter that ends an input method's composition belongs to the word being written.
  if (event.nativeEvent.isComposing) return
  if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return
  event.preventDefault()
  const fields = [...event.currentTarget.querySelectorAll<HTMLElement>(stops)].filter(
    (each) => each === target || (each.tabIndex >= 0 && !each.matches(':disabled') && each.checkVisibility()),
  )
  fields[fields.indexOf(target) + 1]?.focus()
}

/**
 * Ctrl+Enter anywhere on the page records, wherever the cursor stands.
 * @param record what it does; the newest one counts
 */
export function useCtrlEnter(record: () => Promise<void>): void {
  const latest = useRef(record)
  latest.current = record
  useEffect(() => {
    function onKeyDown(event: globalThis.KeyboardEvent): void {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return
      event.preventDefault()
      void latest.current()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}
