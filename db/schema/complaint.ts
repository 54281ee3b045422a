import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { ClockKind } from '../../domain/clocks.ts'
import type { Category, Channel, Department, Level, State, Threat, Want } from '../../domain/vocabulary.ts'
import { bool, list } from './columns.ts'
import { customer, purchaseLine, staff } from './store.ts'

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
