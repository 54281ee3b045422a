import type { PaymentMethod } from '../../../domain/case/vocabulary.ts'
import type { SaleChannel } from '../../../domain/entitlement.ts'
import type { Gift } from '../../../domain/till/amounts.ts'
import type { CellReason, CellWarning } from '../../../domain/till/cell.ts'
import type { TillField } from '../../../domain/till/fields.ts'
import type { DeskErrorView } from '../views.ts'

/** A sold line as the till's last export had it. Dates are civil dates in store time, money in fen. */
export interface TillLineView {
  /** Which sold line it is: the same after every later import. */
  key: string
  orderNumber: string
  channel: SaleChannel
  invoicedOn: string | null
  deliveredOn: string | null
  model: string
  productName: string
  brand: string
  /** Code of a product family of the policy. */
  family: string | null
  category: string
  serialNumber: string
  quantity: number
  /** For all its units together, after discounts. */
  paidFen: number
  warrantyMonths: number | null
  gifts: Gift[]
  paymentMethod: PaymentMethod | null
  customerName: string
  phone: string
  memberNumber: string
}

/** One row of the preview. */
export interface TillSampleRow {
  row: number
  cells: string[]
}

/** An uploaded export before it is read. */
export interface TillFileView {
  uploadId: string
  name: string
  kind: 'csv' | 'xlsx'
  /** null for a spreadsheet. */
  encoding: 'utf-8' | 'gb18030' | null
  delimiter: ',' | '\t' | ';' | null
  headers: string[]
  sample: TillSampleRow[]
  /** Below the headers; null when only reading it all tells. */
  rows: number | null
  mapping: (TillField | null)[]
  /** The mapping was remembered from an earlier file with these headers. */
  remembered: boolean
  channel: SaleChannel
  paymentMethod: PaymentMethod | null
}

/** One mistake of one row. */
export interface TillMistake {
  row: number
  /** 0-based; null when it is the row as a whole. */
  column: number | null
  reason: CellReason | CellWarning
  /** What the file holds there, shortened. */
  value: string
}

/** What is being imported. */
export interface TillJobView {
  uploadId: string
  fileName: string
  /** `checked`: it waits for the person to take it over or give it up. */
  phase: 'reading' | 'checked' | 'failed'
  /** Rows read, and how many there are as far as that is known. */
  rows: number
  total: number | null
  added: number
  changed: number
  same: number
  /** Rows with mistakes, and the first mistakes. */
  bad: number
  mistakes: TillMistake[]
  /** Rows that are taken and worth a look, and the first of them. */
  doubtful: number
  warnings: TillMistake[]
  /** Why it failed. */
  failure: DeskErrorView | null
}

export interface TillStateView {
  /** The caller's own. */
  job: TillJobView | null
  /** Name of another person whose import runs: one at a time. */
  busyBy: string | null
}

/** A row with mistakes, whole, for putting it right elsewhere. */
export interface TillBadRow {
  row: number
  mistakes: { column: number | null; reason: CellReason }[]
  cells: string[]
}

/** An import that was recorded. */
export interface TillImportView {
  id: string
  rows: number
  added: number
  changed: number
  same: number
  leftOut: number
}
