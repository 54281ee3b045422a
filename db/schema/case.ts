import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { CaseActionInputs, CasePlan, CustodyEnd } from '../../domain/case/input.ts'
import type { CaseAction } from '../../domain/case/moves.ts'
import type { Basis } from '../../domain/case/plan.ts'
import type {
  CaseReason,
  CaseRemedy,
  CaseState,
  PaymentMethod,
  PayoutMethod,
} from '../../domain/case/vocabulary.ts'
import type { Citation } from '../../domain/policy.ts'
import type { ReturnSettlement } from '../../domain/return-money.ts'
import { bool, list } from './columns.ts'
import { complaint } from './complaint.ts'
import { customer, purchase, purchaseLine, staff } from './store.ts'

/* Refund and exchange cases 退换货 (process section 7), goods in custody 暂存商品 and standing authorisations 授权书. */

/** Gap-free numbers per kind and store day. */
const numbered = () => ({
  id: text('id').primaryKey(),
  number: text('number').notNull().unique(),
  epoch: text('epoch').notNull(),
  numberOn: text('number_on').notNull(),
  numberInDay: integer('number_in_day').notNull(),
})

export const returnCase = sqliteTable(
  'return_case',
  {
    ...numbered(),
    version: integer('version').notNull(),
    state: text('state').$type<CaseState>().notNull(),
    reason: text('reason').$type<CaseReason>().notNull(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customer.id),
    purchaseId: text('purchase_id')
      .notNull()
      .references(() => purchase.id),
    /** Version of the purchase that the case goes by. */
    purchaseVersion: integer('purchase_version').notNull(),
    complaintId: text('complaint_id').references(() => complaint.id),
    handlerId: text('handler_id')
      .notNull()
      .references(() => staff.id),
    openedBy: text('opened_by')
      .notNull()
      .references(() => staff.id),
    openedAt: integer('opened_at').notNull(),
    whatHappened: text('what_happened').notNull(),
    faultKind: text('fault_kind').$type<'performance' | 'appearance'>(),
    voucherValid: bool('voucher_valid'),
    /** The plan that counts now. */
    planId: text('plan_id'),
    submittedAt: integer('submitted_at'),
    approvedAt: integer('approved_at'),
    /** True where law, promise, authorisation or the handler's own limit sufficed: the manager's list of the day. */
    withoutSignature: bool('without_signature'),
    goodsInAt: integer('goods_in_at'),
    goodsOutAt: integer('goods_out_at'),
    newSerial: text('new_serial').notNull().default(''),
    handedTo: text('handed_to').notNull().default(''),
    paidOutAt: integer('paid_out_at'),
    paidOutFen: integer('paid_out_fen'),
    payoutMethod: text('payout_method').$type<PayoutMethod>(),
    payoutVoucher: text('payout_voucher').notNull().default(''),
    payoutMethodReason: text('payout_method_reason').notNull().default(''),
    paymentAt: integer('payment_at'),
    paymentFen: integer('payment_fen'),
    paymentMethod: text('payment_method').$type<PaymentMethod>(),
    paymentVoucher: text('payment_voucher').notNull().default(''),
    /** Refund money 退款: 7 civil days from the goods' receipt, breach at 15. null before, and where nothing is paid out. */
    refundDueAt: integer('refund_due_at'),
    refundBreachAt: integer('refund_breach_at'),
    /** 签批: 4 window hours from the submission. */
    signatureDueAt: integer('signature_due_at'),
    /** What of these ends first; the end of time when nothing runs. Lists sort by it. */
    queueAt: integer('queue_at').notNull(),
    endedAt: integer('ended_at'),
    policyVersion: integer('policy_version').notNull(),
  },
  (t) => [
    uniqueIndex('return_case_number_in_day').on(t.epoch, t.numberOn, t.numberInDay),
    index('return_case_queue').on(t.queueAt, t.id).where(sql`ended_at IS NULL`),
    index('return_case_opened').on(t.openedAt, t.id),
    index('return_case_customer').on(t.customerId),
    index('return_case_purchase').on(t.purchaseId),
    index('return_case_complaint').on(t.complaintId).where(sql`complaint_id IS NOT NULL`),
    index('return_case_approved').on(t.approvedAt).where(sql`without_signature = 1`),
    check(
      'return_case_ended',
      sql`(${t.endedAt} IS NOT NULL) = (${t.state} IN ('done','declined','withdrawn','voided'))`,
    ),
    check('return_case_paid', sql`(${t.paidOutAt} IS NULL) = (${t.paidOutFen} IS NULL)`),
    check('return_case_payment', sql`(${t.paymentAt} IS NULL) = (${t.paymentFen} IS NULL)`),
    check('return_case_amounts', sql`coalesce(${t.paidOutFen}, 1) > 0 AND coalesce(${t.paymentFen}, 1) > 0`),
  ],
)

const ofCase = {
  id: text('id').primaryKey(),
  caseId: text('case_id')
    .notNull()
    .references(() => returnCase.id),
}

/** A line of the purchase in a case, as it stood when the case took it. */
export const caseLine = sqliteTable(
  'case_line',
  {
    ...ofCase,
    purchaseLineId: text('purchase_line_id')
      .notNull()
      .references(() => purchaseLine.id),
    /** Units that this case is about. */
    units: integer('units').notNull(),
    /** Of the whole line, when the case took it. */
    soldUnits: integer('sold_units').notNull(),
    soldFen: integer('sold_fen').notNull(),
    serialNumber: text('serial_number').notNull(),
    serialKey: text('serial_key').notNull(),
    /** Open case, or goods came back: these units are taken. Cleared where the case ended without. */
    takesUnits: integer('takes_units', { mode: 'boolean' }).notNull(),
    /** Open or waiting for its repair: no second case for the unit. */
    open: integer('open', { mode: 'boolean' }).notNull(),
    /** What they were worth before gifts and freight; null until goods came back for money or another unit. */
    refundedFen: integer('refunded_fen'),
  },
  (t) => [
    index('case_line_case').on(t.caseId),
    index('case_line_purchase_line').on(t.purchaseLineId),
    index('case_line_serial').on(t.serialKey).where(sql`serial_key <> ''`),
    uniqueIndex('case_line_one_open_unit').on(t.serialKey).where(sql`open = 1 AND serial_key <> ''`),
    check('case_line_units', sql`${t.units} BETWEEN 1 AND ${t.soldUnits}`),
  ],
)

/** A gift that did not come back, as the purchase had it when that was seen. */
export interface MissingGift {
  position: number
  gift: number
  purchaseLineId: string
  name: string
  valueFen: number
}

export type Inspected = Omit<CaseActionInputs['inspect'], 'files' | 'giftsMissing'> & {
  giftsMissing: MissingGift[]
  /** With `sameFault`: the repair that did not help. */
  failedRepairId: string | null
}

/** 检验: what was found on receipt. The newest counts. */
export const caseInspection = sqliteTable(
  'case_inspection',
  {
    ...ofCase,
    at: integer('inspected_at').notNull(),
    staffId: text('staff_id')
      .notNull()
      .references(() => staff.id),
    found: text('found', { mode: 'json' }).$type<Inspected>().notNull(),
  },
  (t) => [index('case_inspection_case').on(t.caseId)],
)

/** What a paper says of the sale behind a plan. */
export interface SoldAs {
  readonly orderNumber: string
  readonly invoicedOn: string | null
  readonly paymentMethod: PaymentMethod | null
  readonly lines: readonly {
    readonly purchaseLineId: string
    readonly model: string
    readonly productName: string
  }[]
}

/** A plan with its calculation; a signed or approved version never changes. */
export const casePlan = sqliteTable(
  'case_plan',
  {
    ...ofCase,
    version: integer('version').notNull(),
    remedy: text('remedy').$type<CaseRemedy>().notNull(),
    plan: text('plan', { mode: 'json' }).$type<CasePlan>().notNull(),
    settlement: text('settlement', { mode: 'json' }).$type<ReturnSettlement>(),
    refundFen: integer('refund_fen').notNull(),
    payFen: integer('pay_fen').notNull(),
    /** Of this plan alone. */
    goodwillFen: integer('goodwill_fen').notNull(),
    goodwillCashFen: integer('goodwill_cash_fen').notNull(),
    basis: text('basis', { mode: 'json' }).$type<Basis>(),
    citation: text('citation', { mode: 'json' }).$type<Citation>(),
    /** The sale as the plan saw it: what is printed of it stays whatever is put right later. */
    soldAs: text('sold_as', { mode: 'json' }).$type<SoldAs>().notNull(),
    preparers: list<string>('preparers'),
    preparedBy: text('prepared_by')
      .notNull()
      .references(() => staff.id),
    preparedAt: integer('prepared_at').notNull(),
    submittedBy: text('submitted_by').references(() => staff.id),
    submittedAt: integer('submitted_at'),
    returnedAt: integer('returned_at'),
    returnReason: text('return_reason').notNull(),
    storeSignedBy: text('store_signed_by').references(() => staff.id),
    storeSignedAt: integer('store_signed_at'),
    approvalReference: text('approval_reference'),
    /** From here money and goods may leave. */
    approvedAt: integer('approved_at'),
    checkCode: text('check_code').unique(),
  },
  (t) => [
    uniqueIndex('case_plan_version').on(t.caseId, t.version),
    check('case_plan_approved', sql`(${t.approvedAt} IS NULL) = (${t.checkCode} IS NULL)`),
    check(
      'case_plan_amounts',
      sql`${t.refundFen} >= 0 AND ${t.payFen} >= 0 AND (${t.refundFen} = 0 OR ${t.payFen} = 0)`,
    ),
  ],
)

/** A repair of one unit: counted per serial over all cases. */
export const caseRepair = sqliteTable(
  'case_repair',
  {
    ...ofCase,
    purchaseLineId: text('purchase_line_id')
      .notNull()
      .references(() => purchaseLine.id),
    serialKey: text('serial_key').notNull(),
    fromOn: text('from_on').notNull(),
    toOn: text('to_on'),
    /** It did not help: said at its end, or by a later inspection that found the same fault again. */
    failed: bool('failed'),
    delay: text('delay').$type<'repairer' | 'parts'>(),
    repairer: text('repairer').notNull(),
    work: text('work').notNull(),
    paid: bool('paid'),
  },
  (t) => [
    index('case_repair_case').on(t.caseId),
    index('case_repair_serial').on(t.serialKey).where(sql`serial_key <> ''`),
    index('case_repair_line').on(t.purchaseLineId),
  ],
)

/** 换机: the new serial takes over the warranty; both numbers are kept. */
export const serialSwap = sqliteTable(
  'serial_swap',
  {
    ...ofCase,
    purchaseLineId: text('purchase_line_id')
      .notNull()
      .references(() => purchaseLine.id),
    at: integer('swapped_at').notNull(),
    oldSerial: text('old_serial').notNull(),
    newSerial: text('new_serial').notNull(),
    oldKey: text('old_key').notNull(),
    newKey: text('new_key').notNull(),
  },
  (t) => [
    index('serial_swap_line').on(t.purchaseLineId),
    index('serial_swap_old').on(t.oldKey),
    index('serial_swap_new').on(t.newKey),
  ],
)

/** One thing that was done with a case. */
export const caseHappening = sqliteTable(
  'case_happening',
  {
    ...ofCase,
    at: integer('happened_at').notNull(),
    staffId: text('staff_id').references(() => staff.id),
    action: text('action').$type<CaseAction | 'open' | 'late' | 'contact'>().notNull(),
    fromState: text('from_state').$type<CaseState>(),
    toState: text('to_state').$type<CaseState>().notNull(),
    /** Facts without personal data. */
    facts: text('facts', { mode: 'json' }).$type<Record<string, string | number | boolean>>().notNull(),
    /** Label codes and what was written. */
    words: text('words', { mode: 'json' }).$type<Record<string, string>>().notNull(),
  },
  (t) => [index('case_happening_case').on(t.caseId)],
)

/** A photo or file of a case. */
export const caseFile = sqliteTable(
  'case_file',
  {
    ...ofCase,
    customerId: text('customer_id')
      .notNull()
      .references(() => customer.id),
    sha256: text('sha256').notNull(),
    name: text('name').notNull(),
    mediaType: text('media_type').notNull(),
    size: integer('size').notNull(),
    addedAt: integer('added_at').notNull(),
    staffId: text('staff_id')
      .notNull()
      .references(() => staff.id),
  },
  (t) => [uniqueIndex('case_file_content').on(t.caseId, t.sha256)],
)

/** 暂存商品: what a customer left at the desk, with a case or without. */
export const custody = sqliteTable(
  'custody',
  {
    ...numbered(),
    version: integer('version').notNull(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customer.id),
    caseId: text('case_id').references(() => returnCase.id),
    description: text('description').notNull(),
    serialNumber: text('serial_number').notNull(),
    accessories: text('accessories').notNull(),
    /** Where it lies. */
    place: text('place').notNull(),
    receivedAt: integer('received_at').notNull(),
    receivedBy: text('received_by')
      .notNull()
      .references(() => staff.id),
    endedAt: integer('ended_at'),
    endedBy: text('ended_by').references(() => staff.id),
    endedHow: text('ended_how').$type<CustodyEnd>(),
    endedTo: text('ended_to').notNull(),
  },
  (t) => [
    uniqueIndex('custody_number_in_day').on(t.epoch, t.numberOn, t.numberInDay),
    index('custody_here').on(t.receivedAt, t.id).where(sql`ended_at IS NULL`),
    index('custody_customer').on(t.customerId),
    index('custody_case').on(t.caseId).where(sql`case_id IS NOT NULL`),
    check('custody_ended', sql`(${t.endedAt} IS NULL) = (${t.endedHow} IS NULL)`),
  ],
)

/** 授权书: signed by the manager; a signed one is only ever revoked. */
export const authorisation = sqliteTable(
  'authorisation',
  {
    ...numbered(),
    title: text('title').notNull(),
    remedies: list<'refund' | 'exchange' | 'reship' | 'repair'>('remedies'),
    reasons: list<CaseReason>('reasons'),
    families: list<string>('families'),
    maxDay: integer('max_day'),
    maxFen: integer('max_fen').notNull(),
    fromOn: text('from_on').notNull(),
    toOn: text('to_on').notNull(),
    terms: text('terms').notNull(),
    signedBy: text('signed_by')
      .notNull()
      .references(() => staff.id),
    signedAt: integer('signed_at').notNull(),
    checkCode: text('check_code').notNull().unique(),
    revokedAt: integer('revoked_at'),
    revokedBy: text('revoked_by').references(() => staff.id),
    revokedReason: text('revoked_reason').notNull(),
  },
  (t) => [
    uniqueIndex('authorisation_number_in_day').on(t.epoch, t.numberOn, t.numberInDay),
    check('authorisation_dates', sql`${t.fromOn} <= ${t.toOn}`),
  ],
)
