import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { HandoverCounts, HandoverKind, HandoverWhy } from '../../domain/handover.ts'
import { returnCase } from './case.ts'
import { complaint } from './complaint.ts'
import { contact, resolution } from './life.ts'
import { customer, staff } from './store.ts'

/* Promises, shifts and scripts (process sections 8 to 10). */

/** What was promised to a customer: a call-back time, or what a signed resolution says. */
export const promise = sqliteTable(
  'promise',
  {
    id: text('id').primaryKey(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customer.id),
    complaintId: text('complaint_id').references(() => complaint.id),
    caseId: text('case_id').references(() => returnCase.id),
    source: text('source').$type<'call_back' | 'resolution'>().notNull(),
    contactId: text('contact_id').references(() => contact.id),
    resolutionId: text('resolution_id').references(() => resolution.id),
    what: text('what').notNull(),
    madeAt: integer('made_at').notNull(),
    madeBy: text('made_by')
      .notNull()
      .references(() => staff.id),
    dueAt: integer('due_at').notNull(),
    /** Kept, late or in time, with the evidence. */
    keptAt: integer('kept_at'),
    keptBy: text('kept_by').references(() => staff.id),
    evidence: text('evidence').notNull(),
    /** Nobody waits for it any more: the matter ended, or a new promise took its place. */
    releasedAt: integer('released_at'),
    /** It fell due unkept: written down once, told to the managers. */
    brokenAt: integer('broken_at'),
  },
  (t) => [
    index('promise_open').on(t.dueAt, t.id).where(sql`kept_at IS NULL AND released_at IS NULL`),
    index('promise_complaint').on(t.complaintId).where(sql`complaint_id IS NOT NULL`),
    index('promise_case').on(t.caseId).where(sql`case_id IS NOT NULL`),
    index('promise_broken').on(t.dueAt).where(sql`broken_at IS NOT NULL`),
    index('promise_kept').on(t.keptAt).where(sql`kept_at IS NOT NULL`),
    index('promise_customer').on(t.customerId),
    check('promise_about', sql`(${t.complaintId} IS NULL) <> (${t.caseId} IS NULL)`),
  ],
)

/** 交接班记录: what one shift leaves to the next. */
export const handover = sqliteTable(
  'handover',
  {
    id: text('id').primaryKey(),
    number: text('number').notNull().unique(),
    epoch: text('epoch').notNull(),
    numberOn: text('number_on').notNull(),
    numberInDay: integer('number_in_day').notNull(),
    /** From when on the shift's own counts run. */
    sinceAt: integer('since_at').notNull(),
    at: integer('handed_at').notNull(),
    outgoingId: text('outgoing_id')
      .notNull()
      .references(() => staff.id),
    incomingId: text('incoming_id')
      .notNull()
      .references(() => staff.id),
    /** The shift's own counts by name. */
    counts: text('counts', { mode: 'json' }).$type<HandoverCounts>().notNull(),
    /** Words of the outgoing person; sealed under the handover's own key. */
    remarks: text('remarks').notNull(),
    /** When the incoming person read it. */
    openedAt: integer('opened_at'),
  },
  (t) => [
    uniqueIndex('handover_number_in_day').on(t.epoch, t.numberOn, t.numberInDay),
    index('handover_at').on(t.at),
    index('handover_unread').on(t.incomingId).where(sql`opened_at IS NULL`),
    check('handover_two', sql`${t.outgoingId} <> ${t.incomingId}`),
  ],
)

/** One thing that was handed over, as it stood then; it stays open until somebody closes it. */
export const handoverLine = sqliteTable(
  'handover_line',
  {
    id: text('id').primaryKey(),
    handoverId: text('handover_id')
      .notNull()
      .references(() => handover.id),
    position: integer('position').notNull(),
    kind: text('kind').$type<HandoverKind>().notNull(),
    /** The complaint or case; for goods in custody and promises these themselves. */
    recordId: text('record_id').notNull(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customer.id),
    number: text('number').notNull(),
    dueAt: integer('due_at'),
    /** The clock, or what the contact is for. */
    why: text('why').$type<HandoverWhy>(),
    /** Name and first words, as they were printed. */
    what: text('what').notNull(),
    remark: text('remark').notNull(),
  },
  (t) => [uniqueIndex('handover_line_position').on(t.handoverId, t.position)],
)

/** Scripts and techniques as the manager worded them; the default ones are part of the program. */
export const scriptVersion = sqliteTable(
  'script_version',
  {
    id: text('id').primaryKey(),
    code: text('code').notNull(),
    version: integer('version').notNull(),
    /** Texts in both languages. */
    body: text('body', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    at: integer('changed_at').notNull(),
    staffId: text('staff_id')
      .notNull()
      .references(() => staff.id),
    reason: text('reason').notNull(),
  },
  (t) => [uniqueIndex('script_version_once').on(t.code, t.version)],
)
