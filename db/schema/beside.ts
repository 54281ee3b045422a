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
import { returnCase } from './case.ts'
import { complaint } from './complaint.ts'
import { staff } from './store.ts'

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
  /** The screen is turned to the customer of this complaint: only their survey, until a PIN of staff opens it again. */
  surveyOf: text('survey_of').references(() => complaint.id),
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
    /** Of a refund or exchange case; then there is no complaint here. */
    caseId: text('case_id').references(() => returnCase.id),
    kind: text('kind').$type<'soon' | 'late' | 'raise' | 'broken'>().notNull(),
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
