import type { CaseReason, CaseState } from '../../domain/case/vocabulary.ts'
import type { CallResult } from '../../domain/contact.ts'
import type { CustomerAction } from '../../domain/customer.ts'
import type { PromiseState } from '../../domain/promise.ts'
import type { ErasureBasis, ErasureHindrance } from '../../domain/retention.ts'
import type { Level, Satisfaction, State } from '../../domain/vocabulary.ts'
import type { CustomerView, EarlierComplaint, PurchaseView, StoreView } from './views.ts'

/** What the front door answers about one customer. Instants are ISO 8601 in UTC, civil dates in store time. */

/** Of the complaint or case that something belongs to. */
export interface MatterView {
  kind: 'complaint' | 'case'
  id: string
  number: string
}

/** Everything about one person, under all records that were made of them. Numbers are masked. */
export interface CustomerPageView {
  customer: CustomerView
  version: number
  address: string
  createdAt: string
  erased: { at: string; basis: ErasureBasis } | null
  consent: { given: boolean; at: string | null }
  doNotCall: { on: boolean; at: string | null; by: string }
  legalHold: { on: boolean; reason: string }
  mergedInto: CustomerView | null
  /** Doubles that go on as this customer. */
  doubles: CustomerView[]
  /** Others with the same number, name or member number. */
  likely: (CustomerView & { complaints: number })[]
  complaints: EarlierComplaint[]
  cases: {
    id: string
    number: string
    state: CaseState
    reason: CaseReason
    openedAt: string
    summary: string
  }[]
  purchases: (PurchaseView & { invoicedOn: string | null })[]
  /** The newest first. */
  contacts: {
    id: string
    at: string
    by: string
    direction: 'in' | 'out'
    channel: string
    reached: boolean
    result: CallResult | null
    said: string
    nextStep: string
    nuisance: boolean
    about: MatterView | null
  }[]
  promises: { id: string; what: string; dueAt: string; state: PromiseState; about: MatterView | null }[]
  custody: {
    id: string
    number: string
    description: string
    place: string
    receivedAt: string
    endedAt: string | null
  }[]
  happenings: {
    id: string
    at: string
    by: string
    action: CustomerAction
    facts: Record<string, string | number | boolean>
    words: Record<string, string>
  }[]
  /** When the retention time is over, YYYY-MM-DD; null while something stands in the way of erasing. */
  erasureDueOn: string | null
  hindrances: ErasureHindrance[]
  /** What this person may do; `erase` only once nothing of `hindrances` stands in its way. */
  offers: CustomerAction[]
}

/** What a changed record of a customer answers. */
export interface CustomerRecorded {
  id: string
  version: number
}

/** A customer's own data, as they may have it (个人信息保护法, article 45): nothing internal, no outcome that is not signed. */
export interface CustomerExport {
  store: StoreView
  exportedAt: string
  exportedBy: string
  customers: {
    name: string
    phones: string[]
    memberNumber: string
    address: string
    consent: boolean
    consentAt: string | null
    doNotCall: boolean
    createdAt: string
  }[]
  complaints: {
    number: string
    receivedAt: string
    endedAt: string | null
    state: State
    level: Level
    whatHappened: string
    against: string
    impact: string
    claimFen: number | null
    claimBasis: string
    files: string[]
    /** Signed texts that were communicated. */
    resolutions: { version: number; signedAt: string; wording: string; terms: string }[]
    opinions: { at: string; accepts: boolean; words: string }[]
    returnVisits: { at: string; solution: Satisfaction; remarks: string }[]
  }[]
  cases: {
    number: string
    openedAt: string
    endedAt: string | null
    state: CaseState
    reason: CaseReason
    whatHappened: string
    paidOutFen: number | null
    files: string[]
  }[]
  purchases: {
    orderNumber: string
    invoicedOn: string | null
    model: string
    productName: string
    serialNumber: string
    quantity: number
    paidFen: number | null
  }[]
  contacts: { at: string; direction: 'in' | 'out'; channel: string; reached: boolean; said: string }[]
  promises: { what: string; madeAt: string; dueAt: string; keptAt: string | null }[]
  custody: { number: string; description: string; receivedAt: string; endedAt: string | null }[]
}
