import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { ClockKind } from '../../domain/clocks.ts'
import type { ResolutionOption } from '../../domain/complaint/input.ts'
import type { Action } from '../../domain/complaint/moves.ts'
import type { CallResult } from '../../domain/contact.ts'
import type { DrawnSignature } from '../../domain/drawn-signature.ts'
import type { Department, Level, RemedyKind, Satisfaction, State } from '../../domain/vocabulary.ts'
import { returnCase } from './case.ts'
import { bool, list } from './columns.ts'
import { complaint } from './complaint.ts'
import { customer, staff } from './store.ts'

const ofComplaint = {
  id: text('id').primaryKey(),
  complaintId: text('complaint_id')
    .notNull()
    .references(() => complaint.id),
}

/** One thing that was done with a complaint: the row of the table, who, when, and the words that belong to no record. */
export const happening = sqliteTable(
  'happening',
  {
    ...ofComplaint,
    at: integer('happened_at').notNull(),
    staffId: text('staff_id').references(() => staff.id),
    action: text('action').$type<Action | 'register' | 'level'>().notNull(),
    fromState: text('from_state').$type<State>(),
    toState: text('to_state').$type<State>().notNull(),
    round: integer('round').notNull(),
    /** The record that this made or changed, of the kind that belongs to the action. */
    recordId: text('record_id'),
    /** Facts without personal data, such as the level before and after. */
    facts: text('facts', { mode: 'json' }).$type<Record<string, string | number | boolean>>().notNull(),
    /** Label codes and what was written: reasons, the customer's words, notes. */
    words: text('words', { mode: 'json' }).$type<Record<string, string>>().notNull(),
  },
  (t) => [index('happening_complaint').on(t.complaintId)],
)

/** One talk or message with a customer, about a complaint or a refund and exchange case. */
export const contact = sqliteTable(
  'contact',
  {
    id: text('id').primaryKey(),
    complaintId: text('complaint_id').references(() => complaint.id),
    caseId: text('case_id').references(() => returnCase.id),
    customerId: text('customer_id')
      .notNull()
      .references(() => customer.id),
    at: integer('contacted_at').notNull(),
    staffId: text('staff_id')
      .notNull()
      .references(() => staff.id),
    direction: text('direction').$type<'in' | 'out'>().notNull(),
    channel: text('channel').$type<'phone' | 'in_person' | 'message' | 'letter' | 'other'>().notNull(),
    reached: integer('reached', { mode: 'boolean' }).notNull(),
    /** 通话结果. */
    result: text('result').$type<CallResult>(),
    /** The customer asked to be called at this hour: no breach (process section 8). */
    askedFor: bool('asked_for'),
    /** The manager who let the call go beyond the guard, and why. */
    overrideBy: text('override_by').references(() => staff.id),
    overrideReason: text('override_reason').notNull().default(''),
    said: text('said').notNull(),
    nextStep: text('next_step').notNull(),
    nextAt: integer('next_at'),
    nuisance: bool('nuisance'),
    /** A repair at the customer's home was agreed for then (上门). */
    onSiteAt: integer('on_site_at'),
    /** It was done. */
    onSiteDone: bool('on_site_done'),
  },
  (t) => [
    index('contact_complaint').on(t.complaintId),
    index('contact_case').on(t.caseId).where(sql`case_id IS NOT NULL`),
    index('contact_customer').on(t.customerId, t.at),
    check('contact_about', sql`(${t.complaintId} IS NULL) <> (${t.caseId} IS NULL)`),
  ],
)

/** 工作联系单: one open at a time per complaint. */
export const contactSheet = sqliteTable(
  'contact_sheet',
  {
    ...ofComplaint,
    sheetNumber: integer('sheet_number').notNull(),
    department: text('department').$type<Department>().notNull(),
    question: text('question').notNull(),
    sentAt: integer('sent_at').notNull(),
    sentBy: text('sent_by')
      .notNull()
      .references(() => staff.id),
    dueAt: integer('due_at').notNull(),
    /** The handler set the due time; else it is the policy's and follows holds and the calendar. */
    dueGiven: bool('due_given'),
    provisional: bool('provisional'),
    answeredAt: integer('answered_at'),
    answeredBy: text('answered_by').references(() => staff.id),
    answer: text('answer').notNull(),
    plan: text('plan').notNull(),
    improvement: text('improvement').notNull(),
    acknowledgedBy: text('acknowledged_by').notNull(),
    recalledAt: integer('recalled_at'),
    recallReason: text('recall_reason').notNull(),
  },
  (t) => [
    uniqueIndex('contact_sheet_number').on(t.complaintId, t.sheetNumber),
    uniqueIndex('contact_sheet_one_open')
      .on(t.complaintId)
      .where(sql`answered_at IS NULL AND recalled_at IS NULL`),
  ],
)

export const finding = sqliteTable(
  'finding',
  {
    ...ofComplaint,
    at: integer('found_at').notNull(),
    staffId: text('staff_id')
      .notNull()
      .references(() => staff.id),
    founded: integer('founded', { mode: 'boolean' }).notNull(),
    quality: integer('quality', { mode: 'boolean' }).notNull(),
    cause: text('cause').notNull(),
    department: text('department').$type<Department>().notNull(),
    person: text('person').notNull(),
    evidence: text('evidence').notNull(),
  },
  (t) => [index('finding_complaint').on(t.complaintId)],
)

/** 投诉处理单: a signed version never changes. */
export const resolution = sqliteTable(
  'resolution',
  {
    ...ofComplaint,
    version: integer('version').notNull(),
    round: integer('round').notNull(),
    options: list<ResolutionOption>('options'),
    wording: text('wording').notNull(),
    terms: text('terms').notNull(),
    internalFloor: text('internal_floor').notNull(),
    preparedBy: text('prepared_by')
      .notNull()
      .references(() => staff.id),
    /** Everybody who wrote or re-saved this version: none of them may sign it. */
    preparers: list<string>('preparers'),
    preparedAt: integer('prepared_at').notNull(),
    submittedBy: text('submitted_by').references(() => staff.id),
    submittedAt: integer('submitted_at'),
    returnedAt: integer('returned_at'),
    returnReason: text('return_reason').notNull(),
    /** The store's signature; final only with `signedAt`. */
    storeSignedBy: text('store_signed_by').references(() => staff.id),
    storeSignedAt: integer('store_signed_at'),
    approvalReference: text('approval_reference'),
    refusedAt: integer('refused_at'),
    /** Signed for good: from here the outcome may be told. */
    signedAt: integer('signed_at'),
    checkCode: text('check_code').unique(),
    communicatedAt: integer('communicated_at'),
  },
  (t) => [
    uniqueIndex('resolution_version').on(t.complaintId, t.version),
    check('resolution_signed', sql`(${t.signedAt} IS NULL) = (${t.checkCode} IS NULL)`),
    check('resolution_signer', sql`${t.signedAt} IS NULL OR ${t.storeSignedBy} IS NOT NULL`),
  ],
)

export const opinion = sqliteTable(
  'opinion',
  {
    ...ofComplaint,
    resolutionId: text('resolution_id')
      .notNull()
      .references(() => resolution.id),
    at: integer('given_at').notNull(),
    staffId: text('staff_id')
      .notNull()
      .references(() => staff.id),
    accepts: integer('accepts', { mode: 'boolean' }).notNull(),
    option: integer('option').notNull(),
    how: text('how').$type<'in_person' | 'phone'>().notNull(),
    words: text('words').notNull(),
    /** Drawn by the customer on the screen; null where it was given by phone or signed on paper. */
    signature: text('signature', { mode: 'json' }).$type<DrawnSignature>(),
  },
  (t) => [index('opinion_complaint').on(t.complaintId)],
)

export const executionTask = sqliteTable(
  'execution_task',
  {
    ...ofComplaint,
    resolutionId: text('resolution_id')
      .notNull()
      .references(() => resolution.id),
    position: integer('position').notNull(),
    kind: text('kind').$type<RemedyKind>().notNull(),
    amountFen: integer('amount_fen'),
    detail: text('detail').notNull(),
    department: text('department').$type<Department>(),
    dueAt: integer('due_at').notNull(),
    doneAt: integer('done_at'),
    doneBy: text('done_by').references(() => staff.id),
    evidence: text('evidence').notNull(),
  },
  (t) => [index('execution_task_complaint').on(t.complaintId)],
)

export const returnVisit = sqliteTable(
  'return_visit',
  {
    ...ofComplaint,
    at: integer('visited_at').notNull(),
    staffId: text('staff_id')
      .notNull()
      .references(() => staff.id),
    how: text('how').notNull(),
    solution: text('solution').$type<Satisfaction>().notNull(),
    handler: text('handler').$type<Satisfaction>(),
    technician: text('technician').$type<Satisfaction>(),
    remarks: text('remarks').notNull(),
    reason: text('reason').notNull(),
    /** Filled in by the customer on the turned screen. */
    byCustomer: bool('by_customer'),
    /** Words and score contradict each other, and the person who closed it said why it stands. */
    contradiction: text('contradiction').notNull().default(''),
  },
  (t) => [index('return_visit_complaint').on(t.complaintId)],
)

/** 投诉处理回复通知单. */
export const outcomeNotice = sqliteTable(
  'outcome_notice',
  {
    ...ofComplaint,
    resolutionId: text('resolution_id')
      .notNull()
      .references(() => resolution.id),
    at: integer('written_at').notNull(),
    staffId: text('staff_id')
      .notNull()
      .references(() => staff.id),
    salesDepartment: text('sales_department').notNull(),
    text: text('text').notNull(),
  },
  (t) => [index('outcome_notice_complaint').on(t.complaintId)],
)

/** A stretch in which the customer must act and clocks stand. */
export const hold = sqliteTable(
  'hold',
  {
    ...ofComplaint,
    fromAt: integer('from_at').notNull(),
    untilAt: integer('until_at').notNull(),
    releasedAt: integer('released_at'),
    staffId: text('staff_id')
      .notNull()
      .references(() => staff.id),
    reason: text('reason').notNull(),
  },
  (t) => [index('hold_complaint').on(t.complaintId), check('hold_span', sql`${t.untilAt} > ${t.fromAt}`)],
)

export const levelChange = sqliteTable(
  'level_change',
  {
    ...ofComplaint,
    /** When it fell due or was decided, and when it was written down. */
    at: integer('due_at').notNull(),
    recordedAt: integer('recorded_at').notNull(),
    fromLevel: integer('from_level').$type<Level>().notNull(),
    toLevel: integer('to_level').$type<Level>().notNull(),
    rule: text('rule').notNull(),
    staffId: text('staff_id').references(() => staff.id),
  },
  (t) => [index('level_change_complaint').on(t.complaintId)],
)

/** A clock that was not stopped in time: written down once, also for the hours when the computer was off. */
export const lateClock = sqliteTable(
  'late_clock',
  {
    ...ofComplaint,
    clock: text('clock').$type<ClockKind>().notNull(),
    dueAt: integer('due_at').notNull(),
    recordedAt: integer('recorded_at').notNull(),
  },
  (t) => [uniqueIndex('late_clock_once').on(t.complaintId, t.clock, t.dueAt)],
)

/** 延期告知. */
export const postponement = sqliteTable(
  'postponement',
  {
    ...ofComplaint,
    at: integer('told_at').notNull(),
    staffId: text('staff_id')
      .notNull()
      .references(() => staff.id),
    newDateOn: text('new_date_on').notNull(),
    consent: integer('consent', { mode: 'boolean' }).notNull(),
    reason: text('reason').notNull(),
    evidence: text('evidence').notNull(),
  },
  (t) => [index('postponement_complaint').on(t.complaintId)],
)

/** A photo or file of a complaint; its bytes lie sealed beside the database under customer and content. */
export const file = sqliteTable(
  'file',
  {
    ...ofComplaint,
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
  (t) => [uniqueIndex('file_content').on(t.complaintId, t.sha256)],
)
