import type { Page } from 'playwright-core'

/** What Tab did on a page, things named by their words. */
export interface FocusWalk {
  /** Can be pressed or filled, and was not reached. */
  readonly missed: readonly string[]
  /** Was reached and looked as before. */
  readonly unseen: readonly string[]
}

/** Marks what Tab should reach and notes how it looks without the focus. Runs in the page. */
function noteAll(): number {
  const wanted = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]'
  const looks = (element: Element) => {
    const chain = [
      element,
      element.parentElement,
      element.parentElement?.parentElement,
      element.closest('[data-variant]'),
    ]
    return chain
      .map((each) => {
        if (!each) return ''
        const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor } =
          getComputedStyle(each)
        return [outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor].join(' ')
      })
      .join(' | ')
  }
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  for (const animation of document.getAnimations()) animation.finish()
  const reachable = [...document.querySelectorAll<HTMLElement>(wanted)].filter((element) => {
    if (
      element.tabIndex < 0 ||
      element.matches(':disabled') ||
      element.closest('[inert], [aria-hidden=true]')
    )
      return false
    if (!element.checkVisibility({ visibilityProperty: true })) return false
    // Of radio buttons with one name only the chosen one, or the first, is a stop.
    if (element instanceof HTMLInputElement && element.type === 'radio') {
      const group = [
        ...document.querySelectorAll<HTMLInputElement>(`input[type=radio][name="${element.name}"]`),
      ]
      return (group.find((each) => each.checked) ?? group[0]) === element
    }
    return true
  })
  Reflect.set(window, 'focusWalk', {
    looks,
    before: new Map(reachable.map((each) => [each, looks(each)])),
    unseen: [],
  })
  // A field of date and time has a stop for each of its parts.
  const parts = reachable.filter((element) => element.matches('input[type=datetime-local]')).length * 8
  return reachable.length + parts
}

/** Notes what has the focus now; false when Tab has left the page. Runs in the page. */
function noteOne(): boolean {
  const notes: { looks: (element: Element) => string; before: Map<Element, string>; unseen: string[] } =
    Reflect.get(window, 'focusWalk')
  const element = document.activeElement
  if (element === null || element === document.body) return false
  // What moves there slowly counts as it ends.
  for (const animation of document.getAnimations()) animation.finish()
  const before = notes.before.get(element)
  if (before === undefined) return true
  if (before === notes.looks(element)) notes.unseen.push(element.outerHTML.slice(0, 160))
  notes.before.delete(element)
  return true
}

/**
 * Goes through a page with Tab alone.
 * @param page to go through
 */
export async function focusWalk(page: Page): Promise<FocusWalk> {
  const count = await page.evaluate(noteAll)
  for (let step = 0; step < count + 5; step += 1) {
    await page.keyboard.press('Tab')
    await page.evaluate(noteOne)
  }
  return page.evaluate(() => {
    const notes: { before: Map<Element, string>; unseen: string[] } = Reflect.get(window, 'focusWalk')
    return {
      missed: [...notes.before.keys()].map((each) => each.outerHTML.slice(0, 160)),
      unseen: notes.unseen,
    }
  })
}
