import type { DrawnSignature } from '../../domain/drawn-signature.ts'
import type { Satisfaction } from '../../domain/vocabulary.ts'
import type { PrintHead } from './print-views.ts'
import type { HappeningView, SignatureView } from './views.ts'

/* Papers of what the customer said: opinion, survey, and the tracking sheet of each round (glossary, Sheets). */

/** 客户意见表: the customer's word on the signed and communicated text. */
export interface OpinionPrint extends PrintHead {
  kind: 'opinion'
  version: number
  /** Which option it is about, 1 … ; null where there is only one. */
  option: number | null
  product: string
  accepts: boolean
  words: string
  how: 'in_person' | 'phone'
  at: string
  takenBy: string
  drawn: DrawnSignature | null
  signature: SignatureView
}

/** 客户满意度调查表. */
export interface SurveyPrint extends PrintHead {
  kind: 'survey'
  product: string
  handlerName: string
  at: string
  how: string
  takenBy: string
  byCustomer: boolean
  solution: Satisfaction
  handler: Satisfaction | null
  technician: Satisfaction | null
  remarks: string
  reason: string
}

/** One round of a tracking sheet. */
export interface TrackedRound {
  round: number
  /** Oldest first. */
  lines: Pick<HappeningView, 'id' | 'at' | 'by' | 'action' | 'details'>[]
  /** The signed text of the round; null where none was signed. */
  signed: { version: number; wording: string; checkCode: string } | null
}

/** 售后服务跟踪表: one per round, the sheet of round n+1 carrying that of round n. Internal. */
export interface TrackingSheetPrint extends PrintHead {
  kind: 'tracking_sheet'
  product: string
  whatHappened: string
  handlerName: string
  /** The first to the present round. */
  rounds: TrackedRound[]
}

export type SheetPrint = OpinionPrint | SurveyPrint | TrackingSheetPrint
