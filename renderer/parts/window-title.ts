/** The window's title is said by two: the place says where one is, the bell how much is new. */

let place = ''
let unseen = 0

function write(): void {
  document.title = unseen > 0 ? `(${unseen}) ${place}` : place
}

/**
 * Name the window after the place that is shown.
 * @param title in the person's language
 */
export function titlePlace(title: string): void {
  place = title
  write()
}

/**
 * Say in the window's title how many notices are new.
 * @param count 0 leaves the place alone
 */
export function titleUnseen(count: number): void {
  unseen = count
  write()
}
