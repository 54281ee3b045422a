import type { ResolutionOption } from '../../domain/complaint/input.ts'
import type { Level } from '../../domain/vocabulary.ts'
import type { AuthorisationPrint, CustodyPrint, SlipPrint } from './case-views.ts'
import type { SheetPrint } from './sheet-print-views.ts'
import type { TalkPrint } from './talk-print-views.ts'
import type { ComplaintView, SignatureView, StoreView } from './views.ts'

/** What printed sheets say. Instants are ISO 8601 in UTC, money in fen. */
export interface PrintHead {
  store: StoreView
  number: string
  printedAt: string
  customerName: string
}

export interface IntakeRecordPrint extends PrintHead {
  kind: 'intake_record'
  complaint: Pick<
    ComplaintView,
    | 'channel'
    | 'receivedAt'
    | 'firstReceiver'
    | 'customer'
    | 'purchase'
    | 'quantity'
    | 'whatHappened'
    | 'against'
    | 'impact'
    | 'wants'
    | 'claimFen'
    | 'claimBasis'
    | 'category'
    | 'flags'
    | 'threatens'
    | 'level'
    | 'levelReasons'
    | 'department'
    | 'handler'
    | 'replyDueAt'
    | 'replyDueProvisional'
  > & { fileNames: string[] }
}

export interface ResolutionPrint extends PrintHead {
  kind: 'resolution'
  version: number
  round: number
  product: string
  receivedAt: string
  options: ResolutionOption[]
  wording: string
  terms: string
  preparedBy: string
  signature: SignatureView
  /** What a signed version is worth now: it never changes, but others may have taken its place. */
  standing: 'valid' | 'rejected' | 'superseded' | 'void'
  /** The newest signed version, where that is another one. */
  supersededBy: number | null
}

export interface OutcomeNoticePrint extends PrintHead {
  kind: 'outcome_notice'
  salesDepartment: string
  text: string
  writtenBy: string
  writtenAt: string
  level: Level
  version: number
  signature: SignatureView
}

export type PrintView =
  | IntakeRecordPrint
  | ResolutionPrint
  | OutcomeNoticePrint
  | SlipPrint
  | CustodyPrint
  | AuthorisationPrint
  | TalkPrint
  | SheetPrint
