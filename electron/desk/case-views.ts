import type { CaseEntitlement, CaseRefusedReason } from '../../domain/case/entitled.ts'
import type { AuthorisationInput, CasePlan, CustodyEnd, Gift } from '../../domain/case/input.ts'
import type { CaseOffer } from '../../domain/case/judge.ts'
import type { CaseAction, CaseCondition } from '../../domain/case/moves.ts'
import type { Basis, PlanGap } from '../../domain/case/plan.ts'
import type {
  CaseReason,
  CaseRemedy,
  CaseState,
  Disposition,
  OfferKind,
  PaymentMethod,
  PayoutMethod,
} from '../../domain/case/vocabulary.ts'
import type { GoodwillSum } from '../../domain/complaint/resolution.ts'
import type { EntitledRemedy, Grant, SaleChannel } from '../../domain/entitlement.ts'
import type { Citation } from '../../domain/policy.ts'
import type { ReturnSettlement } from '../../domain/return-money.ts'
import type { CustomerView, FileView, SignatureView, StoreView } from './views.ts'

/** What the front door answers about purchases, refund and exchange cases, custody and authorisations. */

export interface PurchaseLineView {
  id: string
  position: number
  model: string
  productName: string
  brand: string
  family: string | null
  category: string | null
  serialNumber: string
  /** Serials that took the place of the first one, oldest first; the last is the unit that the customer has now. */
  swaps: { at: string; oldSerial: string; newSerial: string; caseId: string; caseNumber: string }[]
  quantity: number
  /** null where nobody has entered it: a case wants it first. */
  paidFen: number | null
  warrantyMonths: number | null
  gifts: Gift[]
  /** Over all cases: units that came back or are in an open case, and fen that were worked out for those that came back. */
  takenUnits: number
  returnedUnits: number
  refundedFen: number
  /** Finished and running repairs of this unit, from the desk's own cases. */
  repairs: { from: string; to: string | null; failed: boolean; caseNumber: string }[]
}

export interface CaseRef {
  id: string
  number: string
  state: CaseState
  reason: CaseReason
  remedy: CaseRemedy | null
  openedAt: string
}

/** A purchase with everything that was done about it. */
export interface WholePurchaseView {
  id: string
  version: number
  customerId: string
  orderNumber: string
  channel: SaleChannel
  invoicedOn: string | null
  deliveredOn: string | null
  paymentMethod: PaymentMethod | null
  soldOutOfStock: boolean
  promisedArrivalOn: string | null
  confirmationSigned: boolean
  lines: PurchaseLineView[]
  cases: CaseRef[]
  /** Fields that a case still needs, such as `invoicedOn` or `lines.0.paidFen`; empty = complete. */
  incomplete: string[]
}

/** A line found in the till's export that the desk does not know as a purchase yet. */
export interface TillPurchaseView {
  orderNumber: string
  channel: SaleChannel
  invoicedOn: string | null
  deliveredOn: string | null
  paymentMethod: PaymentMethod | null
  customerName: string
  phone: string
  memberNumber: string
  lines: {
    position: number
    model: string
    productName: string
    serialNumber: string
    quantity: number
    paidFen: number
    warrantyMonths: number | null
  }[]
}

/** What `purchases.find` answers: the desk's own first, then the till's. */
export interface FoundPurchases {
  known: { purchase: WholePurchaseView; customer: CustomerView }[]
  till: TillPurchaseView[]
}

/** One row of the place 退换货. */
export interface CaseRow {
  id: string
  number: string
  state: CaseState
  reason: CaseReason
  remedy: CaseRemedy | null
  customerName: string
  anonymous: boolean
  product: string
  handler: { id: string; name: string }
  complaint: { id: string; number: string } | null
  openedAt: string
  /** Of the plan: what is paid out, or what the customer pays; null before a plan. */
  refundFen: number | null
  payFen: number | null
  /** The clock that ends first; null when none runs. */
  clock: { kind: 'refund_money' | 'signature'; dueAt: string; breachAt: string | null } | null
  nextAction: CaseAction | null
  nextIsMine: boolean
  /** Approved without anybody's signature: what it rests on, for the manager's list of the day. */
  withoutSignature: { at: string; basis: Basis; citation: Citation | null } | null
}

export interface CasePage {
  rows: CaseRow[]
  total: number
  nextCursor: string | null
  counts: {
    open: number
    awaitingSignature: number
    lateRefunds: number
    /** Refunds not late yet that end within the policy's `soonMinutes`. */
    soonRefunds: number
    withoutSignatureToday: number
  }
}

export interface InspectionView {
  id: string
  at: string
  by: string
  faultConfirmed: boolean | null
  sameFault: boolean
  grade: string | null
  fitForSecondSale: boolean
  damagedByCustomer: boolean
  openedWithoutPermission: boolean
  used: boolean
  tagsComplete: boolean
  packagingComplete: boolean
  accessoriesComplete: boolean
  missing: string
  giftsMissing: { position: number; gift: number; name: string; valueFen: number }[]
  serialSeen: string
  serialExplanation: string
  /** Does the seen serial match the purchase? null where the purchase has none. */
  serialMatches: boolean | null
  modelAvailable: boolean
  disposition: Disposition | null
  remarks: string
}

export interface PlanView {
  id: string
  version: number
  plan: CasePlan
  remedy: CaseRemedy
  settlement: ReturnSettlement | null
  refundFen: number
  payFen: number
  gaps: PlanGap[]
  /** On what the remedy rests, and how it is cited; null basis = goodwill. */
  basis: Basis
  citation: Citation | null
  /** Goodwill of this plan with what earlier cases of the same purchase or complaint gave. */
  goodwill: GoodwillSum
  /** Of it, what those earlier cases gave, fen. */
  goodwillBeforeFen: number
  preparedBy: string
  preparedAt: string
  submittedAt: string | null
  returnReason: string | null
  /** Where it was signed; null where no signature was needed or is given yet. */
  signature: SignatureView | null
  approvedAt: string | null
  checkCode: string | null
  storeSignedBy: string | null
}

export interface CaseHappeningView {
  id: string
  at: string
  by: string
  action: CaseAction | 'open' | 'late' | 'contact'
  from: CaseState | null
  to: CaseState
  details: { label: string; text: string }[]
}

export interface CaseView extends CaseRow {
  version: number
  customer: CustomerView
  purchase: WholePurchaseView
  /** Lines of this case, as they stood when it took them. */
  lines: {
    purchaseLineId: string
    position: number
    model: string
    productName: string
    serialNumber: string
    units: number
    soldUnits: number
    soldFen: number
  }[]
  /** What differs between the purchase now and when the case took it; empty = unchanged. */
  purchaseChanges: { field: string; before: string; now: string }[]
  whatHappened: string
  faultKind: 'performance' | 'appearance' | null
  voucherValid: boolean
  openedBy: string
  /** By the store day on which the case was opened; of an ended case by the policy that held at its end. */
  entitlement: { grants: Grant[]; refused: { remedy: EntitledRemedy; reason: CaseRefusedReason }[] } & Pick<
    CaseEntitlement,
    'day' | 'warrantyUntil'
  >
  /** Standing authorisations that would cover a remedy now. */
  authorisations: { id: string; number: string; title: string; remedies: CaseRemedy[] }[]
  inspection: InspectionView | null
  plan: PlanView | null
  /** Earlier versions, newest first. */
  earlierPlans: PlanView[]
  /** Offers of section 7.5 in their order, with how much of each the person signed in may still give, fen. */
  offersWithinMyLimit: { kind: OfferKind; upToFen: number }[]
  repairs: {
    id: string
    from: string
    to: string | null
    failed: boolean
    delay: 'repairer' | 'parts' | null
    repairer: string
    work: string
  }[]
  custody: CustodyView[]
  goodsInAt: string | null
  goodsOutAt: string | null
  newSerial: string
  handedTo: string
  payout: {
    at: string
    fen: number
    method: PayoutMethod
    voucherNumber: string
    methodReason: string
  } | null
  payment: { at: string; fen: number; method: PaymentMethod; voucherNumber: string } | null
  refundDueAt: string | null
  refundBreachAt: string | null
  files: FileView[]
  happenings: CaseHappeningView[]
  offers: CaseOffer[]
  endedAt: string | null
  /** The slip may be had: the plan is approved, and the complaint's resolution signed where there is one. */
  slip: boolean
  policyVersion: number
}

export interface CaseRecorded {
  id: string
  number: string
  state: CaseState
  version: number
}

export interface CustodyView {
  id: string
  number: string
  version: number
  customer: CustomerView
  caseId: string | null
  caseNumber: string | null
  description: string
  serialNumber: string
  accessories: string
  place: string
  receivedAt: string
  receivedBy: string
  endedAt: string | null
  endedHow: CustodyEnd | null
  endedTo: string
  endedBy: string | null
}

export interface AuthorisationView extends AuthorisationInput {
  id: string
  number: string
  signedBy: string
  signedAt: string
  checkCode: string
  /** today between its dates and not revoked */
  inForce: boolean
  revokedAt: string | null
  revokedBy: string | null
  revokedReason: string
  /** How many cases rest on it. */
  uses: number
}

/** 退换货单 with the calculation spelled out, in two copies. */
export interface SlipPrint {
  kind: 'slip'
  store: StoreView
  number: string
  printedAt: string
  customerName: string
  caseView: Pick<
    CaseView,
    | 'reason'
    | 'remedy'
    | 'openedAt'
    | 'lines'
    | 'payout'
    | 'payment'
    | 'newSerial'
    | 'handedTo'
    | 'goodsInAt'
    | 'goodsOutAt'
    | 'refundDueAt'
    | 'repairs'
    | 'handler'
  > & {
    orderNumber: string
    invoicedOn: string | null
    phone: string
    /** How it was paid, to which a refund goes back. */
    paymentMethod: PaymentMethod | null
  }
  plan: PlanView
  /** Gifts that did not come back. */
  missingGifts: Gift[]
  /** Cites what grants it where nobody signed. */
  authorisation: { number: string; title: string; signedBy: string } | null
  /** What the paper is worth now; a case that came to nothing after its approval is no word of the store's any more. */
  standing: 'valid' | 'void' | 'withdrawn' | 'declined'
}

/** Receipt for goods left at the desk, and the label on the shelf. */
export interface CustodyPrint {
  kind: 'custody_receipt' | 'custody_label'
  store: StoreView
  number: string
  printedAt: string
  customerName: string
  custody: CustodyView
}

export interface AuthorisationPrint {
  kind: 'authorisation'
  store: StoreView
  number: string
  printedAt: string
  customerName: ''
  authorisation: AuthorisationView
}

export type { CaseCondition }
