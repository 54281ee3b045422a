import type { Locator, Page } from 'playwright-core'

/** How often Tab is pressed before a thing counts as out of reach. */
const furthest = 150

/** A person who has no mouse. Texts are typed letter by letter; what a letter of Chinese costs in keys is not counted. */
export interface Keyboard {
  /** Keys pressed and letters typed so far. */
  readonly presses: number
  /** Keys pressed to get around, choose and send: what typing alone would not need. */
  readonly moves: number
  press(key: string, times?: number): Promise<void>
  type(text: string): Promise<void>
  /**
   * Goes on with Tab until the thing has the focus.
   * @throws Error when it cannot be reached
   */
  to(thing: Locator): Promise<void>
  /** Goes to a field and types into it in place of what stands there. */
  write(field: Locator, text: string): Promise<void>
  /** Goes to a list of one choice and takes the one with this text. */
  choose(list: Locator, text: string): Promise<void>
  /** Goes into a group of check boxes or of radio buttons and marks the one with this name. */
  mark(group: Locator, name: string): Promise<void>
  /** Goes to a row of tabs and turns to the one with this name. */
  turnTo(tabs: Locator, name: RegExp): Promise<void>
  /** Goes to a button and presses it. */
  push(button: Locator): Promise<void>
  /**
   * Goes to a button, opens its menu and takes the line with this name.
   * @returns false when the menu, closed again, has no such line
   */
  pick(button: Locator, name: string): Promise<boolean>
}

function hasFocus(thing: Locator): Promise<boolean> {
  return thing.evaluate((element) => element === document.activeElement)
}

/** Is the focus on this thing or in it? */
export function holdsFocus(thing: Locator): Promise<boolean> {
  return thing.evaluate((element) => element.contains(document.activeElement))
}

/**
 * The keyboard of a window.
 * @param page the window's page
 */
export function keyboardOf(page: Page): Keyboard {
  let presses = 0
  let moves = 0

  async function press(key: string, times = 1): Promise<void> {
    for (let count = 0; count < times; count += 1) await page.keyboard.press(key)
    presses += times
    moves += times
  }

  async function tabUntil(arrived: () => Promise<boolean>, what: Locator): Promise<void> {
    await what.first().waitFor()
    for (let count = 0; count < furthest; count += 1) {
      if (await arrived()) return
      await press('Tab')
    }
    throw new Error(`${what} cannot be reached with Tab`)
  }

  async function type(text: string): Promise<void> {
    await page.keyboard.type(text)
    presses += [...text].length
  }

  const to = (thing: Locator) => tabUntil(() => hasFocus(thing), thing)

  async function within(group: Locator, one: Locator): Promise<void> {
    await tabUntil(() => holdsFocus(group), group)
    for (let count = 0; count < furthest && !(await hasFocus(one)); count += 1) await press('ArrowRight')
    if (!(await one.isChecked())) await press('Space')
  }

  return {
    get presses() {
      return presses
    },
    get moves() {
      return moves
    },
    press,
    type,
    to,
    async write(field, text) {
      await to(field)
      if ((await field.inputValue()) !== '') await press('Control+A')
      await type(text)
    },
    async choose(list, text) {
      await to(list)
      const [from, wanted] = await list.evaluate((element, label) => {
        const options = element instanceof HTMLSelectElement ? [...element.options] : []
        const at = element instanceof HTMLSelectElement ? element.selectedIndex : -1
        return [at, options.findIndex((option) => option.label === label)] as const
      }, text)
      if (wanted < 0) throw new Error(`${list} has no choice ${text}`)
      await press(wanted > from ? 'ArrowDown' : 'ArrowUp', Math.abs(wanted - from))
    },
    async mark(group, name) {
      const box = group.getByRole('checkbox', { name, exact: true })
      const one = box.or(group.getByRole('radio', { name, exact: true }))
      await within(group, one)
    },
    async turnTo(tabs, name) {
      const tab = tabs.getByRole('tab', { name })
      await tabUntil(() => holdsFocus(tabs), tabs)
      for (let count = 0; count < furthest && !(await hasFocus(tab)); count += 1) await press('ArrowRight')
    },
    async push(button) {
      await to(button)
      await press('Enter')
    },
    async pick(button, name) {
      await to(button)
      await press('Enter')
      const menu = page.getByRole('menu')
      await menu.waitFor()
      const line = menu.getByRole('menuitem', { name }).first()
      for (let count = 0; (await line.count()) > 0 && count < furthest; count += 1) {
        if (await hasFocus(line)) {
          await press('Enter')
          return true
        }
        await press('ArrowDown')
      }
      await press('Escape')
      return false
    },
  }
}
