import { type ClockKind, clockKinds } from '../../domain/clocks.ts'
import {
  type Department,
  departments,
  type Level,
  levels,
  type State,
  states,
} from '../../domain/vocabulary.ts'

export const sorts = ['received', 'reply_due', 'number', 'level'] as const
export type Sort = (typeof sorts)[number]

/** Clocks that a complaint can have; refunds and the desk itself have the others. */
export const complaintClocks = clockKinds.filter((kind) => kind !== 'refund_money' && kind !== 'desk_manned')

const dues = ['late', 'soon'] as const
export type DueFilter = (typeof dues)[number]

/** What the register is narrowed to and how it is ordered. Empty lists mean all. */
export interface RegisterView {
  readonly text: string
  readonly states: State[]
  readonly levels: Level[]
  readonly departments: Department[]
  readonly handlerId: string | null
  /** Kinds of the clock that ends first. */
  readonly clocks: ClockKind[]
  /** How that clock stands; null = any. */
  readonly due: DueFilter | null
  readonly sort: Sort
  readonly descending: boolean
}

/**
 * The view that an address asks for; what is not understood is left out.
 * @param search what stands behind the ? of the address
 */
export function readView(search: string): RegisterView {
  const given = new URLSearchParams(search)
  const list = (name: string) => (given.get(name) ?? '').split(',')
  return {
    text: (given.get('text') ?? '').slice(0, 60),
    states: states.filter((state) => list('states').includes(state)),
    levels: levels.filter((level) => list('levels').includes(String(level))),
    departments: departments.filter((department) => list('departments').includes(department)),
    handlerId: /^[0-9a-f-]{36}$/.exec(given.get('handler') ?? '')?.[0] ?? null,
    clocks: complaintClocks.filter((kind) => list('clocks').includes(kind)),
    due: dues.find((due) => due === given.get('due')) ?? null,
    sort: sorts.find((sort) => sort === given.get('sort')) ?? 'received',
    descending: given.get('order') !== 'up',
  }
}

/**
 * The address of a view; `readView` gives the view back.
 * @param view what is shown
 */
export function writeView(view: RegisterView): string {
  const search = new URLSearchParams()
  if (view.text !== '') search.set('text', view.text)
  if (view.states.length > 0) search.set('states', view.states.join(','))
  if (view.levels.length > 0) search.set('levels', view.levels.join(','))
  if (view.departments.length > 0) search.set('departments', view.departments.join(','))
  if (view.handlerId !== null) search.set('handler', view.handlerId)
  if (view.clocks.length > 0) search.set('clocks', view.clocks.join(','))
  if (view.due !== null) search.set('due', view.due)
  if (view.sort !== 'received') search.set('sort', view.sort)
  if (!view.descending) search.set('order', 'up')
  return search.toString()
}

/** Is anything left out of this view? */
export function isNarrowed(view: RegisterView): boolean {
  return (
    view.text !== '' ||
    view.states.length > 0 ||
    view.levels.length > 0 ||
    view.departments.length > 0 ||
    view.handlerId !== null ||
    view.clocks.length > 0 ||
    view.due !== null
  )
}
