import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { bool, list } from './columns.ts'
import { staff } from './store.ts'

/*
 * The till's export: reference data of another system, so its lines are not journaled one by one. What is recorded of
 * an import is that it was made. A line is known to the desk from the moment its import is recorded, and not before.
 */

/** One import of the till's export, recorded. */
export const tillImport = sqliteTable(
  'till_import',
  {
    id: text('id').primaryKey(),
    importedAt: integer('imported_at').notNull(),
    staffId: text('staff_id')
      .notNull()
      .references(() => staff.id),
    fileName: text('file_name').notNull(),
    /** SHA-256 of the file as it was uploaded. */
    sha256: text('sha256').notNull(),
    /** Rows of the file below its headers. */
    rows: integer('rows').notNull(),
    added: integer('added').notNull(),
    changed: integer('changed').notNull(),
    same: integer('same').notNull(),
    /** Rows with mistakes that the person chose to leave out. */
    leftOut: integer('left_out').notNull(),
  },
  (t) => [
    index('till_import_at').on(t.importedAt),
    check('till_import_rows', sql`${t.rows} = ${t.added} + ${t.changed} + ${t.same} + ${t.leftOut}`),
  ],
)

/**
 * One sold line as an import brought it. Of the lines with the same key the newest whose import is recorded holds; one
 * whose import is not recorded is being imported, or was given up, and is nobody's.
 */
export const tillLine = sqliteTable(
  'till_line',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** Which sold line it is, the same in every export that holds it. */
    rowKey: text('row_key').notNull(),
    /** The import that brought it; recorded in `till_import` once it is taken over. */
    importId: text('import_id').notNull(),
    /** Of everything below: the same again is no change. */
    digest: text('digest').notNull(),
    orderNumber: text('order_number').notNull(),
    channel: text('channel').$type<'store' | 'online' | 'phone' | 'tv'>().notNull(),
    invoicedOn: text('invoiced_on'),
    deliveredOn: text('delivered_on'),
    model: text('model').notNull(),
    productName: text('product_name').notNull(),
    brand: text('brand').notNull(),
    /** Code of a product family of the policy. */
    family: text('family'),
    category: text('category').notNull(),
    serialNumber: text('serial_number').notNull(),
    /** The serial number as it is compared: look-alikes and separators taken out; empty without a serial number. */
    serialKey: text('serial_key').notNull(),
    quantity: integer('quantity').notNull(),
    /** For all units of the line together, after discounts. */
    paidFen: integer('paid_fen').notNull(),
    warrantyMonths: integer('warranty_months'),
    gifts: list<{ name: string; valueFen: number }>('gifts'),
    paymentMethod: text('payment_method').$type<'cash' | 'card' | 'wechat' | 'alipay' | 'other'>(),
    customerName: text('customer_name').notNull(),
    phone: text('phone').notNull(),
    memberNumber: text('member_number').notNull(),
    /** The till has another line in its place, such as the same with a corrected serial number: nobody's any more. */
    replaced: bool('replaced'),
  },
  (t) => [
    uniqueIndex('till_line_key').on(t.rowKey, t.importId),
    index('till_line_import').on(t.importId),
    index('till_line_order').on(t.orderNumber),
    index('till_line_serial').on(t.serialKey).where(sql`serial_key <> ''`),
    index('till_line_phone').on(t.phone).where(sql`phone <> ''`),
    check('till_line_quantity', sql`${t.quantity} > 0`),
    check('till_line_paid', sql`${t.paidFen} >= 0`),
    check('till_line_channel', sql`${t.channel} IN ('store','online','phone','tv')`),
  ],
)

/** How the columns of an export were read the last time, for the same headers again. */
export const tillMapping = sqliteTable('till_mapping', {
  /** SHA-256 over the headers. */
  fingerprint: text('fingerprint').primaryKey(),
  /** Field of each column in their order, null for one that is not read. */
  fields: text('fields', { mode: 'json' }).$type<(string | null)[]>().notNull(),
  channel: text('channel').$type<'store' | 'online' | 'phone' | 'tv'>().notNull(),
  paymentMethod: text('payment_method').$type<'cash' | 'card' | 'wechat' | 'alipay' | 'other'>(),
  usedAt: integer('used_at').notNull(),
})
