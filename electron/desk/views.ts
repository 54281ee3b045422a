import type { CaseCondition } from '../../domain/case/moves.ts'
import type { Clock, ClockKind, ClockStatus } from '../../domain/clocks.ts'
import type { RegisterInput, RemedyLine, ResolutionOption } from '../../domain/complaint/input.ts'
import type { Offer } from '../../domain/complaint/judge.ts'
import type { Action, Condition } from '../../domain/complaint/moves.ts'
import type { Goodwill, ResolutionGap } from '../../domain/complaint/resolution.ts'
import type { Policy } from '../../domain/policy.ts'
import type {
  Category,
  Channel,
  Department,
  Level,
  RemedyKind,
  Role,
  State,
  Threat,
  Want,
} from '../../domain/vocabulary.ts'
import type { CaseRef } from './case-views.ts'

/** What the front door answers. Instants are ISO 8601 in UTC, civil dates YYYY-MM-DD in store time, money in fen. */

/** A staff member as others see them. */
export interface StaffView {
  id: string
  number: string
  name: string
  role: Role
  department: Department | null
  /** False for who left: kept in old records, cannot sign in. */
  active: boolean
}

export interface StoreView {
  code: string
  name: string
  timeZone: string
}

/** Before anybody has signed in. */
export interface DeskStatus {
  /** True until the store's code, name and first manager were entered. */
  needsSetup: boolean
  store: StoreView | null
  /** Where this desk runs; decides how printing is done. */
  shell: 'electron' | 'browser'
  demo: boolean
  now: string
}

export interface SessionView {
  /** Goes into the `authorization: Bearer` header of every call. */
  token: string
  staff: StaffView
}

export type Language = 'zh-CN' | 'en'

/** Who is signed in. */
export interface Me {
  staff: StaffView
  store: StoreView
  /** Kept per person; null = never chosen. */
  language: Language | null
}

export interface CustomerView {
  id: string
  anonymous: boolean
  name: string
  phones: string[]
  memberNumber: string
  /** Name, numbers and texts are gone for good (process section 14, retention). */
  erased: boolean
}

/** One line of the earlier complaints of a customer. */
export interface EarlierComplaint {
  id: string
  number: string
  state: State
  level: Level
  receivedAt: string
  /** First words of what happened. */
  summary: string
}

/** A customer found again, with what they bought and complained about before. */
export interface RecalledCustomer {
  customer: CustomerView
  purchases: PurchaseView[]
  complaints: EarlierComplaint[]
  /** Refund and exchange cases, newest first. */
  cases: CaseRef[]
}

export interface PurchaseView {
  /** Of the line. */
  id: string
  orderNumber: string
  model: string
  productName: string
  serialNumber: string
}

/** One row of Today and of the register. */
export interface ComplaintRow {
  id: string
  number: string
  state: State
  level: Level
  customerName: string
  anonymous: boolean
  /** First words of what happened. */
  summary: string
  product: string
  department: Department | null
  handler: { id: string; name: string } | null
  receivedAt: string
  /** null once replied or ended. */
  replyDueAt: string | null
  /** The deadline rests on a year that the calendar does not know. */
  replyDueProvisional: boolean
  /** The running clock that ends first, by which the desk sorts; null when none runs. */
  clock: { kind: ClockKind; dueAt: string; provisional: boolean } | null
  nextAction: Action | null
  /** True when the next action is one that the person signed in may do now. */
  nextIsMine: boolean
}

export interface Page {
  rows: ComplaintRow[]
  /** How many match in all. */
  total: number
  /** Give it back to get the next page; null at the end. */
  nextCursor: string | null
}

export interface TodayView extends Page {
  counts: {
    open: number
    late: number
    /** The first clock ends within the next 2 hours. */
    soon: number
    awaitingSignature: number
    /** A next step that was told to the customer is due today. */
    promises: number
    /** The level rose by itself since this person signed in the time before. */
    raised: number
  }
  /** Years that running deadlines reach into and the calendar does not know. */
  unknownYears: number[]
  now: string
}

export interface FileView {
  id: string
  sha256: string
  name: string
  mediaType: string
  /** Bytes. */
  size: number
  addedAt: string
  addedBy: string
}

export interface FindingView {
  id: string
  at: string
  by: string
  founded: boolean
  quality: boolean
  cause: string
  department: Department
  person: string
  evidence: string
}

export interface ContactSheetView {
  id: string
  sheetNumber: number
  department: Department
  question: string
  sentAt: string
  sentBy: string
  dueAt: string
  provisional: boolean
  status: 'open' | 'answered' | 'recalled'
  answeredAt: string | null
  answer: string
  plan: string
  improvement: string
  acknowledgedBy: string
  recallReason: string
}

export interface SignatureView {
  signerName: string
  signerNumber: string
  signerRole: Role
  at: string
  checkCode: string
  /** Signed by the person who wrote it, as the policy of a one-person store allows: the paper says so. */
  selfSigned: boolean
  /** Head office's reference where it approved. */
  approvalReference: string | null
}

export interface ResolutionView {
  id: string
  /** 1, 2, 3 … within the complaint. */
  version: number
  round: number
  options: ResolutionOption[]
  wording: string
  terms: string
  /** Only on screen for staff, never in a print view. */
  internalFloor: string
  preparedBy: string
  preparedAt: string
  submittedAt: string | null
  gaps: ResolutionGap[]
  goodwill: Goodwill
  /** null until it is signed for good (after head office's approval where that is needed). */
  signature: SignatureView | null
  /** Signed by the store but waiting for head office. */
  storeSignedBy: string | null
  /** Why it came back. */
  returnReason: string | null
}

export interface TaskView {
  id: string
  kind: RemedyKind
  detail: string
  amountFen: number | null
  department: Department | null
  dueAt: string
  doneAt: string | null
  doneBy: string | null
  evidence: string
}

/** One line of "what happened". Texts are the person's own words; `action` says what it was. */
export interface HappeningView {
  id: string
  at: string
  by: string
  byRole: Role | null
  /** `register` or a row of the table; `level` for a raise by rule. */
  action: Action | 'register' | 'level'
  from: State | null
  to: State
  round: number
  /** Label codes with text, in the order in which they are shown; see i18n `happening.<label>`. */
  details: { label: string; text: string }[]
}

export interface ComplaintView extends ComplaintRow {
  version: number
  round: number
  channel: Channel
  customer: CustomerView
  purchase: PurchaseView | null
  quantity: number
  whatHappened: string
  against: string
  impact: string
  wants: Want[]
  claimFen: number | null
  claimBasis: string
  category: Category | null
  symptom: string | null
  flags: {
    dissatisfied: boolean
    deadlineSet: boolean
    injuryOrDamage: boolean
    seriousBreach: boolean
    noPower: boolean
    sameFaultAfterRepair: boolean
    claimBeyondGoods: boolean
  }
  threatens: Threat[]
  suggestedLevel: Level
  levelReasons: string[]
  suggestedDepartment: Department | null
  firstReceiver: string
  acceptedAt: string | null
  repliedAt: string | null
  endedAt: string | null
  hold: { reason: string; until: string; since: string } | null
  /** Every clock that has started, running ones first, for the list and the timeline picture. */
  clocks: (Clock & { status: ClockStatus })[]
  /** Stretches in which clocks stood. */
  holds: { from: string; to: string; reason: string }[]
  /** The level over time: at registration and after every change; `recordedAt` differs where a rule fell due before. */
  levelSteps: { at: string; recordedAt: string; level: Level; rule: string; by: string }[]
  mergedInto: { id: string; number: string } | null
  toldHeadOffice: boolean
  /** 转办件: the date on the authority's sheet, YYYY-MM-DD. */
  officialDueOn: string | null
  files: FileView[]
  findings: FindingView[]
  sheets: ContactSheetView[]
  resolutions: ResolutionView[]
  /** What the customer has accepted so far, over all papers: goodwill in it uses up the signer's limit. */
  acceptedLines: RemedyLine[]
  /** Index of the option that is offered now. */
  offeredOption: number
  tasks: TaskView[]
  outcomeNotice: { at: string; by: string; salesDepartment: string; text: string } | null
  happenings: HappeningView[]
  earlier: EarlierComplaint[]
  offers: Offer[]
  /** Which prints may be had now. */
  prints: {
    intakeRecord: boolean
    resolutionIds: string[]
    outcomeNotice: boolean
    /** What the customer said to signed texts, oldest first. */
    opinions: { id: string; at: string; accepts: boolean }[]
    surveys: { id: string; at: string }[]
    trackingSheet: boolean
  }
  policyVersion: number
}

/** What an accepted command answers. */
export interface Recorded {
  id: string
  number: string
  state: State
  version: number
}

/** What is kept while a form is being filled; one per person and form. */
export interface DraftView {
  body: Partial<RegisterInput> & Record<string, unknown>
  savedAt: string
}

/** Error data that every refused call carries (tRPC: error.data.desk; files: JSON body). */
export interface DeskErrorView {
  code: 'not_allowed' | 'not_found' | 'invalid' | 'stale' | 'busy' | 'signed_out'
  /** Text key under `errors.` in i18n. */
  key: string
  params: Record<string, string | number>
  /** Dotted path of the input field that is refused, null when none is to blame. */
  field: string | null
  /** What the table still wants. */
  missing: (Condition | CaseCondition)[]
}

export interface HeadOfficeView {
  enrolled: boolean
  url: string | null
  storeName: string | null
  /** Journal entries not yet acknowledged. */
  waiting: number
  /** Since when the oldest of them waits. */
  waitingSince: string | null
  pushing: boolean
  lastSuccessAt: string | null
  lastAttemptAt: string | null
  /** Text key under `headOffice.problem.`; null when the last round went well. */
  problem: { key: string; params: Record<string, string | number> } | null
  nextAttemptAt: string | null
  nightlyAt: string | null
  quarantined: { seq: number; entity: string; reason: string }[]
  /** Head office's clock minus the store's, in seconds; null before the first answer. */
  clockOffsetSeconds: number | null
}

/** Streamed by GET /changes, one JSON object per line. */
export type ChangeNotice =
  | { type: 'hello'; now: string }
  | {
      type: 'changed'
      entity:
        | 'complaint'
        | 'customer'
        | 'staff'
        | 'store'
        | 'policy'
        | 'head_office'
        | 'case'
        | 'purchase'
        | 'custody'
        | 'authorisation'
        | 'promise'
        | 'handover'
        | 'script'
      id: string
      version: number
    }
  /** The bell of these people has something new. */
  | { type: 'notice'; staffIds: string[] }
  | { type: 'beat' }

/** A person's bell. */
export interface NoticesView {
  unseen: number
  /** False outside the window: nothing rings then. */
  mayRing: boolean
  notices: {
    id: string
    /** null for the clock of the desk itself (`desk_manned`): there is no record to open. */
    complaintId: string | null
    /** Of a refund or exchange case; then there is no complaint here. */
    caseId: string | null
    number: string
    customerName: string
    /** Of the complaint as it stands now. */
    level: Level | null
    kind: 'soon' | 'late' | 'raise' | 'broken'
    /** soon, late: clock, dueAt, days (late for so many days); broken: source, dueAt; raise: from, to, rule (or `by_hand` …), dueAt, recordedAt. */
    facts: Record<string, string | number>
    at: string
    seen: boolean
  }[]
}

/** The policy with its history, for the settings. */
export interface PolicyView {
  policy: Policy
  /** Paths that the manager may change here; head office keeps the others. */
  open: string[]
  versions: { version: number; validAt: string; by: string; reason: string }[]
  /** Years that the calendar does not know, from this one to the next. */
  unknownYears: number[]
}

/** What a changed policy would mean for a complaint recorded now. */
export interface PolicyEffect {
  clocks: { kind: ClockKind; dueAt: string; provisional: boolean }[]
}
