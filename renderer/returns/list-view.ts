import { Temporal } from 'temporal-polyfill'
import { type CaseState, caseStates } from '../../domain/case/vocabulary.ts'

/** What the list can be narrowed to, in the order of its tiles. */
export const listFilters = ['open', 'awaiting_signature', 'late', 'without_signature', 'all'] as const
export type ListFilter = (typeof listFilters)[number]

/** What the list of cases shows. */
export interface ListView {
  readonly filter: ListFilter
  readonly text: string
  readonly states: CaseState[]
  readonly mine: boolean
  /** The store day of the manager's list, YYYY-MM-DD; null = today. */
  readonly on: string | null
}

/**
 * The view that an address asks for; what is not understood is left out.
 * @param search what stands behind the ? of the address
 */
export function readListView(search: string): ListView {
  const given = new URLSearchParams(search)
  const chosen = (given.get('states') ?? '').split(',')
  return {
    filter: listFilters.find((code) => code === given.get('filter')) ?? 'open',
    text: (given.get('text') ?? '').slice(0, 60),
    states: caseStates.filter((state) => chosen.includes(state)),
    mine: given.get('mine') === 'yes',
    on: /^\d{4}-\d\d-\d\d$/.exec(given.get('on') ?? '')?.[0] ?? null,
  }
}

/**
 * The address of a view; `readListView` gives the view back.
 * @param view what is shown
 */
export function writeListView(view: ListView): string {
  const search = new URLSearchParams()
  if (view.filter !== 'open') search.set('filter', view.filter)
  if (view.text !== '') search.set('text', view.text)
  if (view.states.length > 0) search.set('states', view.states.join(','))
  if (view.mine) search.set('mine', 'yes')
  if (view.on !== null) search.set('on', view.on)
  return search.toString()
}

/**
 * The civil date at an instant.
 * @param now milliseconds since 1970
 * @param timeZone of the store
 * @returns YYYY-MM-DD
 */
export function storeDate(now: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate().toString()
}
