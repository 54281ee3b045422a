/**
 * Give the focus back once what was open beside a list has closed: to the row it belonged to, or to the place's heading
 * where the row is gone or going.
 * @param place the element around heading and list
 * @param rowId what stands in `data-row-link` of the row's link; null = the heading
 */
export function focusRow(place: HTMLElement | null, rowId: string | null): void {
  // The drawer gives its focus away with the next paint.
  requestAnimationFrame(() => {
    const link =
      rowId === null ? null : place?.querySelector<HTMLElement>(`[data-row-link="${CSS.escape(rowId)}"]`)
    const target = link ?? place?.querySelector<HTMLElement>('h1')
    target?.focus()
  })
}
