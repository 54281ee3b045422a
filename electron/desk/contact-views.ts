import type { CallReason } from '../../domain/call-list.ts'
import type { CallResult } from '../../domain/contact.ts'
import type { ContactRefusal } from '../../domain/contact-guard.ts'
import type { PromiseSource, PromiseState } from '../../domain/promise.ts'
import type { Level, RemedyKind, State } from '../../domain/vocabulary.ts'
import type { StoreView } from './views.ts'

/** What the front door answers about contacts, the call list and promises. Instants are ISO 8601 in UTC. */

/** What the contact guard says of an outgoing call now. */
export interface PermissionView {
  allowed: boolean
  reason: ContactRefusal | null
  /** This call would be the last one allowed today. */
  warning: 'last_call_today' | null
  /** A manager may let it pass with a reason. */
  overridable: boolean
  /** An hour that the customer asked for, by what was noted. */
  askedFor: boolean
  /** When it is allowed next; now where it is, null where no hour would be. */
  nextAllowedAt: string | null
  /** Outgoing calls of the store day to this customer: all staff, complaints, cases and numbers. */
  callsToday: { at: string; by: string; result: CallResult | null }[]
  maxPerDay: number
}

/** The numbers behind the mask, given once. */
export interface RevealedView {
  phones: string[]
}

/** What a logged contact answers. */
export interface ContactRecorded {
  id: string
}

/** One call to make. */
export interface CallRow {
  kind: 'complaint' | 'case'
  /** Of the complaint or case. */
  id: string
  number: string
  customerId: string
  customerName: string
  /** Masked. */
  phones: string[]
  /** null for a case. */
  state: State | null
  level: Level | null
  product: string
  summary: string
  handler: string
  /** Why, the first to fall due first. */
  reasons: { code: CallReason; dueAt: string; what: string }[]
  dueAt: string
  /** A return visit by who handled the complaint: somebody else should make it where somebody else is on duty. */
  ownReturnVisit: boolean
  /** The next attempt, or shortly before the hour that was agreed; null where nothing is to be waited for. */
  waitsUntil: string | null
  permission: Omit<PermissionView, 'callsToday'> & { callsToday: number }
}

export interface CallListView {
  ready: CallRow[]
  /** Not now: with the instant at which they may be called. */
  blocked: CallRow[]
  now: string
}

export interface PromiseRow {
  id: string
  source: PromiseSource
  state: PromiseState
  /** The next step that was told, or what the promised line says. */
  what: string
  /** Of a promised line. */
  remedy: RemedyKind | null
  amountFen: number | null
  customerName: string
  anonymous: boolean
  complaint: { id: string; number: string; level: Level } | null
  case: { id: string; number: string } | null
  handler: string
  madeAt: string
  madeBy: string
  dueAt: string
  keptAt: string | null
  keptBy: string | null
  /** By what it was kept. */
  evidence: string
  brokenAt: string | null
  /** Attempts since it was made that brought no word. */
  attempts: { at: string; by: string; result: CallResult | null }[]
}

export interface PromisePage {
  rows: PromiseRow[]
  nextCursor: string | null
  counts: { open: number; today: number; broken: number; kept: number }
  now: string
}

/** 待联系: the list as it is printed, numbers masked. */
export interface CallListPrint {
  kind: 'call_list'
  store: StoreView
  number: string
  printedAt: string
  customerName: ''
  printedBy: string
  list: CallListView
}
