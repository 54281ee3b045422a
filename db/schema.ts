import { sql } from 'drizzle-orm'
import {
  blob,
  check,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'
import type { ClockKind } from '../domain/clocks.ts'
import type { ResolutionOption } from '../domain/complaint/input.ts'
import type { Action } from '../domain/complaint/moves.ts'
import type {
  Category,
  Channel,
  Department,
  Level,
  RemedyKind,
  Role,
  Satisfaction,
  State,
  Threat,
  Want,
} from '../domain/vocabulary.ts'

/*
 * The state now. Conventions: ids are UUIDs; a column that ends in `At` is an instant in ms since 1970 UTC; a column
 * that ends in `On` is a civil date in store time; `…Fen` is money. Every table here but the last group is written only
 * by commands and can be rebuilt from the journal (db/records.ts names which columns are personal).
 */

const bool = (name: string) => integer(name, { mode: 'boolean' }).notNull().default(false)
const list = <T>(name: string) => text(name, { mode: 'json' }).$type<T[]>().notNull()

export const store = sqliteTable('store', {
  id: text('id').primaryKey(),
  code: text('code').notNull(),
  name: text('name').notNull(),
  timeZone: text('time_zone').notNull(),
  demo: bool('demo'),
})

export const staff = sqliteTable(
  'staff',
  {
    id: text('id').primaryKey(),
    number: text('number').notNull().unique(),
    name: text('name').notNull(),
    role: text('role').$type<Role>().notNull(),
    department: text('department').$type<Department>(),
    active: integer('active', { mode: 'boolean' }).notNull(),
    /** When the PIN was last set; the PIN itself never stands in the journal. */
    pinSetAt: integer('pin_set_at').notNull(),
  },
  (t) => [
    check('staff_role', sql`${t.role} IN ('clerk','technician','department','supervisor','manager')`),
    check('staff_department', sql`(${t.role} = 'department') = (${t.department} IS NOT NULL)`),
  ],
)

export const policyVersion = sqliteTable('policy_version', {
  id: text('id').primaryKey(),
  version: integer('version').notNull().unique(),
  body: text('body', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
  validAt: integer('valid_at').notNull(),
  staffId: text('staff_id'),
  reason: text('reason').notNull(),
})

export const customer = sqliteTable('customer', {
  id: text('id').primaryKey(),
  anonymous: bool('anonymous'),
  name: text('name').notNull(),
  phones: list<string>('phones'),
  memberNumber: text('member_number').notNull(),
  address: text('address').notNull(),
  consent: bool('consent'),
  doNotCall: bool('do_not_call'),
  createdAt: integer('created_at').notNull(),
})

export const purchase = sqliteTable(
  'purchase',
  {
    id: text('id').primaryKey(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customer.id),
    orderNumber: text('order_number').notNull(),
    channel: text('channel').$type<'store' | 'online' | 'phone' | 'tv'>().notNull(),
    invoicedOn: text('invoiced_on'),
    deliveredOn: text('delivered_on'),
  },
  (t) => [index('purchase_customer').on(t.customerId)],
)

export const purchaseLine = sqliteTable(
  'purchase_line',
  {
    id: text('id').primaryKey(),
    purchaseId: text('purchase_id')
      .notNull()
      .references(() => purchase.id),
    model: text('model').notNull(),
    productName: text('product_name').notNull(),
    family: text('family'),
    serialNumber: text('serial_number').notNull(),
    quantity: integer('quantity').notNull(),
    paidFen: integer('paid_fen'),
    warrantyMonths: integer('warranty_months'),
  },
  (t) => [
    index('purchase_line_purchase').on(t.purchaseId),
    check('purchase_line_quantity', sql`${t.quantity} > 0`),
  ],
)

export const complaint = sqliteTable(
  'complaint',
  {
    id: text('id').primaryKey(),
    number: text('number').notNull().unique(),
    epoch: text('epoch').notNull(),
    /** Store day of the number, and its place in that day: gap-free. */
    numberOn: text('number_on').notNull(),
    numberInDay: integer('number_in_day').notNull(),
    version: integer('version').notNull(),
    state: text('state').$type<State>().notNull(),
    round: integer('round').notNull(),
    channel: text('channel').$type<Channel>().notNull(),
    receivedAt: integer('received_at').notNull(),
    /** 转出: when it entered this store's queue; never back-dated. */
    transferredAt: integer('transferred_at').notNull(),
    /** Level rules count nothing before this instant (a merge does not compute raises for the past). */
    rulesFromAt: integer('rules_from_at').notNull(),
    firstReceiverId: text('first_receiver_id')
      .notNull()
      .references(() => staff.id),
    handlerId: text('handler_id').references(() => staff.id),
    customerId: text('customer_id')
      .notNull()
      .references(() => customer.id),
    anonymous: bool('anonymous'),
    purchaseLineId: text('purchase_line_id').references(() => purchaseLine.id),
    quantity: integer('quantity').notNull(),
    whatHappened: text('what_happened').notNull(),
    against: text('against').notNull(),
    impact: text('impact').notNull(),
    wants: list<Want>('wants'),
    claimFen: integer('claim_fen'),
    claimBasis: text('claim_basis').notNull(),
    category: text('category').$type<Category>(),
    symptom: text('symptom'),
    dissatisfied: bool('dissatisfied'),
    deadlineSet: bool('deadline_set'),
    threatens: list<Threat>('threatens'),
    injuryOrDamage: bool('injury_or_damage'),
    seriousBreach: bool('serious_breach'),
    noPower: bool('no_power'),
    sameFaultAfterRepair: bool('same_fault_after_repair'),
    claimBeyondGoods: bool('claim_beyond_goods'),
    level: integer('level').$type<Level>().notNull(),
    suggestedLevel: integer('suggested_level').$type<Level>().notNull(),
    levelReasons: list<string>('level_reasons'),
    department: text('department').$type<Department>(),
    suggestedDepartment: text('suggested_department').$type<Department>(),
    acceptedAt: integer('accepted_at'),
    firstContactAt: integer('first_contact_at'),
    /** Start of the reply clock: receipt, or the reopening. */
    replyFromAt: integer('reply_from_at').notNull(),
    replyDueAt: integer('reply_due_at').notNull(),
    replyDueProvisional: bool('reply_due_provisional'),
    repliedAt: integer('replied_at'),
    /** The running clock that ends first, null when none runs; whether its end rests on an unknown calendar. */
    clockKind: text('clock_kind').$type<ClockKind>(),
    clockProvisional: bool('clock_provisional'),
    /** When that clock is due; the end of time when none runs. The desk sorts by it. */
    queueAt: integer('queue_at').notNull(),
    /** When the next step that the last contact agreed on is due: a promise. */
    promisedAt: integer('promised_at'),
    /** When a raise by rule was last written down. */
    raisedAt: integer('raised_at'),
    /** 转办件: the date on the sheet of an authority, by which it wants an answer. */
    officialDueOn: text('official_due_on'),
    resolvedAt: integer('resolved_at'),
    endedAt: integer('ended_at'),
    rejections: integer('rejections').notNull(),
    /** Index of the signed option that is offered now. */
    offeredOption: integer('offered_option').notNull(),
    mergedIntoId: text('merged_into_id'),
    /** Set when process section 3 says that head office is told. */
    headOfficeToldAt: integer('head_office_told_at'),
    policyVersion: integer('policy_version').notNull(),
  },
  (t) => [
    uniqueIndex('complaint_number_in_day').on(t.epoch, t.numberOn, t.numberInDay),
    index('complaint_queue').on(t.queueAt, t.id).where(sql`ended_at IS NULL`),
    index('complaint_handler_queue').on(t.handlerId, t.queueAt, t.id).where(sql`ended_at IS NULL`),
    index('complaint_promised')
      .on(t.promisedAt, t.handlerId)
      .where(sql`ended_at IS NULL AND promised_at IS NOT NULL`),
    index('complaint_raised')
      .on(t.raisedAt, t.handlerId)
      .where(sql`ended_at IS NULL AND raised_at IS NOT NULL`),
    index('complaint_due').on(t.queueAt, t.id),
    index('complaint_received').on(t.receivedAt, t.id),
    index('complaint_customer').on(t.customerId),
    index('complaint_awaiting').on(t.state).where(sql`ended_at IS NULL`),
    check('complaint_level', sql`${t.level} BETWEEN 1 AND 5`),
    check('complaint_round', sql`${t.round} >= 1`),
    check(
      'complaint_ended',
      sql`(${t.endedAt} IS NOT NULL) = (${t.state} IN ('closed','withdrawn','merged','voided','unsettled'))`,
    ),
    check('complaint_accepted', sql`${t.state} <> 'registered' OR ${t.acceptedAt} IS NULL`),
    check(
      'complaint_handler',
      sql`${t.state} IN ('registered','withdrawn','merged','voided') OR ${t.handlerId} IS NOT NULL`,
    ),
  ],
)

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

export const contact = sqliteTable(
  'contact',
  {
    ...ofComplaint,
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
    said: text('said').notNull(),
    nextStep: text('next_step').notNull(),
    nextAt: integer('next_at'),
    nuisance: bool('nuisance'),
    /** A repair at the customer's home was agreed for then (上门). */
    onSiteAt: integer('on_site_at'),
    /** It was done. */
    onSiteDone: bool('on_site_done'),
  },
  (t) => [index('contact_complaint').on(t.complaintId)],
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

/* The journal: everything that was ever done, in order. Never updated, never deleted (triggers refuse it). */

export const journal = sqliteTable('journal', {
  seq: integer('seq').primaryKey(),
  id: text('id').notNull().unique(),
  epoch: text('epoch').notNull(),
  at: integer('at').notNull(),
  staffId: text('staff_id'),
  device: text('device').notNull(),
  action: text('action').notNull(),
  entity: text('entity').notNull(),
  entityId: text('entity_id').notNull(),
  after: text('after').notNull(),
  schema: integer('schema').notNull(),
  prevHash: text('prev_hash').notNull(),
  hash: text('hash').notNull(),
})

/* Beside the journal: keys, and what is never journaled. */

/** A customer's key; null once destroyed. It travels to head office beside the entries, not in them. */
export const customerKey = sqliteTable('customer_key', {
  customerId: text('customer_id').primaryKey(),
  key: blob('key', { mode: 'buffer' }),
  createdAt: integer('created_at').notNull(),
  destroyedAt: integer('destroyed_at'),
})

/** Which computer and epoch writes this file; one row. */
export const deskFile = sqliteTable(
  'desk_file',
  { id: integer('id').primaryKey(), device: text('device').notNull(), epoch: text('epoch').notNull() },
  (t) => [check('desk_file_one', sql`${t.id} = 1`)],
)

export const staffPin = sqliteTable('staff_pin', {
  staffId: text('staff_id')
    .primaryKey()
    .references(() => staff.id),
  /** Argon2id in PHC string format. */
  hash: text('hash').notNull(),
})

/** Wrong PINs in a row, per person and for the whole desk; the lock is a length, not an hour, so no clock can end it. */
export const pinLock = sqliteTable('pin_lock', {
  subject: text('subject').primaryKey(),
  failures: integer('failures').notNull(),
  lockMs: integer('lock_ms').notNull(),
})

export const session = sqliteTable('session', {
  /** SHA-256 of the token. */
  tokenHash: text('token_hash').primaryKey(),
  staffId: text('staff_id')
    .notNull()
    .references(() => staff.id),
  startedAt: integer('started_at').notNull(),
  seenAt: integer('seen_at').notNull(),
})

/** When each person signed in last and the time before: "since I was here" on Today. */
export const lastSignIn = sqliteTable('last_sign_in', {
  staffId: text('staff_id')
    .primaryKey()
    .references(() => staff.id),
  previousAt: integer('previous_at').notNull(),
  at: integer('at').notNull(),
})

export const preference = sqliteTable('preference', {
  staffId: text('staff_id')
    .primaryKey()
    .references(() => staff.id),
  language: text('language').$type<'zh-CN' | 'en'>().notNull(),
})

export const draft = sqliteTable(
  'draft',
  {
    staffId: text('staff_id')
      .notNull()
      .references(() => staff.id),
    form: text('form').notNull(),
    body: text('body', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    savedAt: integer('saved_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.staffId, t.form] })],
)

/** When the sweeper has to look at a complaint again: derived, so that the next due instant is found by index. */
export const sweep = sqliteTable(
  'sweep',
  {
    complaintId: text('complaint_id')
      .primaryKey()
      .references(() => complaint.id),
    at: integer('at').notNull(),
  },
  (t) => [index('sweep_at').on(t.at, t.complaintId)],
)

/** What a person was or will be told by the bell; one per person, record and occasion. */
export const notice = sqliteTable(
  'notice',
  {
    id: text('id').primaryKey(),
    staffId: text('staff_id')
      .notNull()
      .references(() => staff.id),
    /** null for what concerns the desk itself. */
    complaintId: text('complaint_id').references(() => complaint.id),
    kind: text('kind').$type<'soon' | 'late' | 'raise'>().notNull(),
    /** Clock and due instant, or the raise: the same occasion is told once. */
    occasion: text('occasion').notNull(),
    facts: text('facts', { mode: 'json' }).$type<Record<string, string | number>>().notNull(),
    at: integer('at').notNull(),
    seenAt: integer('seen_at'),
  },
  (t) => [
    uniqueIndex('notice_once').on(t.staffId, t.occasion),
    index('notice_staff').on(t.staffId, t.at),
    index('notice_unseen').on(t.staffId).where(sql`seen_at IS NULL`),
  ],
)

/** When somebody was last signed in, as far as a session that is gone tells. One row. */
export const deskWatch = sqliteTable(
  'desk_watch',
  { id: integer('id').primaryKey(), signedOutAt: integer('signed_out_at').notNull() },
  (t) => [check('desk_watch_one', sql`${t.id} = 1`)],
)

/** 在岗: times in which nobody was signed in for longer than the policy allows; for managers and reports. */
export const deskUnmanned = sqliteTable('desk_unmanned', {
  /** Since when nobody was. */
  sinceAt: integer('since_at').primaryKey(),
  dueAt: integer('due_at').notNull(),
  recordedAt: integer('recorded_at').notNull(),
  /** When somebody signed in again. */
  endedAt: integer('ended_at'),
})

/** Search index: what a customer is found by. Derived, rebuilt on demand. */
export const customerTerm = sqliteTable(
  'customer_term',
  { term: text('term').notNull(), customerId: text('customer_id').notNull() },
  (t) => [primaryKey({ columns: [t.term, t.customerId] })],
)

/** The line to head office: where, as whom, and how far. One row. */
export const headOfficeLink = sqliteTable(
  'head_office_link',
  {
    id: integer('id').primaryKey(),
    url: text('url').notNull(),
    storeName: text('store_name').notNull(),
    token: text('token').notNull(),
    privateKey: text('private_key').notNull(),
    headOfficeKey: text('head_office_key').notNull(),
    /** Last entry that head office acknowledged. */
    acknowledgedSeq: integer('acknowledged_seq').notNull(),
    lastSuccessAt: integer('last_success_at'),
    lastAttemptAt: integer('last_attempt_at'),
    clockOffsetMs: integer('clock_offset_ms'),
  },
  (t) => [check('head_office_link_one', sql`${t.id} = 1`)],
)

/** Entries that head office keeps aside, with its reason. */
export const quarantine = sqliteTable('quarantine', {
  seq: integer('seq').primaryKey(),
  entity: text('entity').notNull(),
  reason: text('reason').notNull(),
})
