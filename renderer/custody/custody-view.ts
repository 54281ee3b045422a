import { paths } from '../frame/places.ts'

/** What is chosen on the screen; it stands in the address, so that going back finds it again. */
export interface CustodyPlaceView {
  readonly filter: 'here' | 'all'
  readonly text: string
  /** The goods that are open beside the list. */
  readonly item: string | null
  /** Something is being taken into custody. */
  readonly adding: boolean
}

/**
 * Read the address.
 * @param search what stands behind its ?
 */
export function readCustodyView(search: string): CustodyPlaceView {
  const given = new URLSearchParams(search)
  return {
    filter: given.get('filter') === 'all' ? 'all' : 'here',
    text: given.get('text') ?? '',
    item: given.get('item'),
    adding: given.has('add'),
  }
}

/**
 * The address of what is chosen.
 * @param view the choices
 */
export function custodyPath(view: CustodyPlaceView): string {
  const search = new URLSearchParams()
  if (view.filter === 'all') search.set('filter', 'all')
  if (view.text !== '') search.set('text', view.text)
  if (view.item !== null) search.set('item', view.item)
  if (view.adding) search.set('add', '')
  return search.size === 0 ? paths.custody : `${paths.custody}?${search}`
}
