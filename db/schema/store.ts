import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Gift } from '../../domain/case/input.ts'
import type { PaymentMethod } from '../../domain/case/vocabulary.ts'
import type { CustomerAction } from '../../domain/customer.ts'
import type { SaleChannel } from '../../domain/entitlement.ts'
import type { ErasureBasis } from '../../domain/retention.ts'
import type { Department, Role } from '../../domain/vocabulary.ts'
import { bool, list } from './columns.ts'

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

export const customer = sqliteTable(
  'customer',
  {
    id: text('id').primaryKey(),
    anonymous: bool('anonymous'),
    name: text('name').notNull(),
    phones: list<string>('phones'),
    memberNumber: text('member_number').notNull(),
    address: text('address').notNull(),
    consent: bool('consent'),
    doNotCall: bool('do_not_call'),
    createdAt: integer('created_at').notNull(),
    consentAt: integer('consent_at'),
    /** 合并: this double goes on as that customer; what was recorded under it stays its own. */
    mergedIntoId: text('merged_into_id'),
    /** 法律保全: nothing of this customer is erased while it stands, and why. */
    legalHold: bool('legal_hold'),
    legalHoldReason: text('legal_hold_reason').notNull().default(''),
    /** When name, numbers and texts were erased and the key destroyed. */
    erasedAt: integer('erased_at'),
    /** Why they were, once that was so. */
    erasedBasis: text('erased_basis').$type<ErasureBasis>(),
    /** Who last switched do-not-call on or off, and when. */
    doNotCallBy: text('do_not_call_by').references(() => staff.id),
    doNotCallAt: integer('do_not_call_at'),
    /** Grows with every change on the customer's page. */
    version: integer('version').notNull().default(1),
  },
  (t) => [index('customer_merged').on(t.mergedIntoId).where(sql`merged_into_id IS NOT NULL`)],
)

/** One thing that was done with the record of a customer. */
export const customerHappening = sqliteTable(
  'customer_happening',
  {
    id: text('id').primaryKey(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customer.id),
    at: integer('happened_at').notNull(),
    staffId: text('staff_id')
      .notNull()
      .references(() => staff.id),
    action: text('action').$type<CustomerAction>().notNull(),
    /** Facts without personal data, such as which fields were changed. */
    facts: text('facts', { mode: 'json' }).$type<Record<string, string | number | boolean>>().notNull(),
    /** What was written, such as a reason. */
    words: text('words', { mode: 'json' }).$type<Record<string, string>>().notNull(),
  },
  (t) => [index('customer_happening_customer').on(t.customerId)],
)

export const purchase = sqliteTable(
  'purchase',
  {
    id: text('id').primaryKey(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customer.id),
    orderNumber: text('order_number').notNull(),
    channel: text('channel').$type<SaleChannel>().notNull(),
    invoicedOn: text('invoiced_on'),
    deliveredOn: text('delivered_on'),
    /** Grows with every change: a case keeps the version that it was opened with. */
    version: integer('version').notNull().default(1),
    /** How it was paid, to which a refund goes back; null = not known. */
    paymentMethod: text('payment_method').$type<PaymentMethod>(),
    /** 负卖, with the promised arrival and whether 《负卖确认函》 was signed. */
    soldOutOfStock: bool('sold_out_of_stock'),
    promisedArrivalOn: text('promised_arrival_on'),
    confirmationSigned: bool('confirmation_signed'),
  },
  (t) => [index('purchase_customer').on(t.customerId), index('purchase_order').on(t.orderNumber)],
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
    /** Place in the purchase, 0 …. */
    position: integer('position').notNull().default(0),
    brand: text('brand').notNull().default(''),
    /** What the law excludes from returns without a reason; null = nothing of the kind. */
    category: text('category'),
    gifts: text('gifts', { mode: 'json' }).$type<Gift[]>().notNull().default([]),
    /** Serial in the form in which serials are compared (domain/serial.ts); empty without one. */
    serialKey: text('serial_key').notNull().default(''),
  },
  (t) => [
    index('purchase_line_purchase').on(t.purchaseId),
    index('purchase_line_serial').on(t.serialKey).where(sql`serial_key <> ''`),
    check('purchase_line_quantity', sql`${t.quantity} > 0`),
  ],
)
