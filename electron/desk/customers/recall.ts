import { and, desc, eq, gte, inArray, isNull, lt, ne, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { pinyin } from 'pinyin-pro'
import type { Drizzle, StoreFile } from '../../../db/open.ts'
import type { RecordOf } from '../../../db/records.ts'
import * as t from '../../../db/schema.ts'
import { maskedPhone } from '../../../domain/phone-mask.ts'
import { serialKey } from '../../../domain/serial.ts'
import { DeskError } from '../errors.ts'
import { caseRefs, takenAway } from '../purchases/view.ts'
import type { CustomerView, EarlierComplaint, PurchaseView, RecalledCustomer } from '../views.ts'
import { groupOf, mainOf } from './group.ts'

const recallLimit = 8

/**
 * Everything that begins with a text, by the column's index.
 * @param column in binary order
 * @param text the beginning
 */
export function beginsWith(column: SQLiteColumn, text: string) {
  return and(gte(column, text), lt(column, `${text}\u{10ffff}`))
}
const summaryLength = 60

/** How a term is kept and looked for: lower case, no spaces, full-width forms folded. */
export function normalTerm(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s'·.-]/g, '')
}

/**
 * What a customer is found by: name, its pinyin and initials, phone numbers and their last four digits, member number.
 * @param customer the customer
 */
export function termsOf(customer: Pick<RecordOf<'customer'>, 'name' | 'phones' | 'memberNumber'>): string[] {
  const { name } = customer
  const spoken =
    name === '' ? [] : [pinyin(name, { toneType: 'none', type: 'array', surname: 'head', v: true })].flat()
  const terms = [
    name,
    spoken.join(''),
    spoken.map((syllable) => syllable[0] ?? '').join(''),
    ...customer.phones,
    ...customer.phones.filter((phone) => phone.length > 4).map((phone) => phone.slice(-4)),
    customer.memberNumber,
  ]
  return [...new Set(terms.map(normalTerm))].filter((term) => term !== '')
}

/** Keeps the search terms of customers; written in the transaction of the command. */
export interface TermIndex {
  add(customerId: string, terms: readonly string[]): void
}

export function openTermIndex(file: StoreFile): TermIndex {
  const insert = file.raw.prepare(
    'INSERT INTO customer_term (term, customer_id) VALUES (?, ?) ON CONFLICT DO NOTHING',
  )
  return {
    add(customerId, terms) {
      for (const term of terms) insert.run(term, customerId)
    },
  }
}

/** Customers who are found by what stands in the index of terms. */
function byTerm(orm: Drizzle, text: string) {
  const term = normalTerm(text)
  return orm
    .selectDistinct({ id: t.customerTerm.customerId })
    .from(t.customerTerm)
    .where(term === '' ? sql`false` : beginsWith(t.customerTerm.term, term))
}

/** Customers whose unit of this serial took another one's place. */
function bySwappedSerial(orm: Drizzle, text: string) {
  const key = serialKey(text)
  return orm
    .selectDistinct({ id: t.returnCase.customerId })
    .from(t.serialSwap)
    .innerJoin(t.returnCase, eq(t.returnCase.id, t.serialSwap.caseId))
    .where(key === '' ? sql`false` : beginsWith(t.serialSwap.newKey, key))
}

/**
 * Customers found by the beginning of a name, pinyin, initials, phone (or its last four digits), order number or serial.
 * @param orm the store's file
 * @param text what was typed
 * @param limit how many ids at most
 */
export function customerIdsFor(orm: Drizzle, text: string, limit: number): string[] {
  // One after the other: together the database would gather all of them before it gives the first.
  const rows = [...byTerm(orm, text).limit(limit).all(), ...bySwappedSerial(orm, text).limit(limit).all()]
  return [...new Set(rows.map((row) => row.id))].slice(0, limit)
}

/**
 * The same as a query, for filtering by all of them.
 * @param orm the store's file
 * @param text what was typed; text without letters or digits finds nobody
 */
export function customersFor(orm: Drizzle, text: string) {
  return byTerm(orm, text).union(bySwappedSerial(orm, text))
}

/** A customer as screens show them: numbers masked until a call is allowed and being logged (process section 8). */
export function customerView(customer: RecordOf<'customer'>): CustomerView {
  const view = customerOnPaper(customer)
  return { ...view, phones: view.phones.map(maskedPhone) }
}

/** A customer as internal papers name them, with their whole numbers. */
export function customerOnPaper(customer: RecordOf<'customer'>): CustomerView {
  const { id, anonymous, name, phones, memberNumber } = customer
  return { id, anonymous, name, phones, memberNumber, erased: customer.erasedAt !== null }
}

/**
 * The first words of a text, cut at whole characters.
 * @param text what happened
 */
export function summaryOf(text: string): string {
  const flat = [...text.replace(/\s+/g, ' ')]
  return flat.length <= summaryLength ? flat.join('') : `${flat.slice(0, summaryLength).join('')}…`
}

const earlierColumns = {
  id: t.complaint.id,
  number: t.complaint.number,
  state: t.complaint.state,
  level: t.complaint.level,
  receivedAt: t.complaint.receivedAt,
  whatHappened: t.complaint.whatHappened,
}

type EarlierRow = Pick<RecordOf<'complaint'>, keyof typeof earlierColumns>

export function earlierView(row: EarlierRow): EarlierComplaint {
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    level: row.level,
    receivedAt: new Date(row.receivedAt).toISOString(),
    summary: summaryOf(row.whatHappened),
  }
}

/**
 * Earlier complaints of a customer and their doubles, newest first.
 * @param orm the store's file
 * @param customerId the customer
 * @param exceptId a complaint to leave out
 */
export function earlierComplaints(
  orm: Drizzle,
  customerId: string,
  exceptId: string | null = null,
): EarlierComplaint[] {
  return orm
    .select(earlierColumns)
    .from(t.complaint)
    .where(inArray(t.complaint.customerId, groupOf(orm, customerId)))
    .orderBy(desc(t.complaint.receivedAt))
    .limit(20)
    .all()
    .filter((row) => row.id !== exceptId)
    .map(earlierView)
}

export function purchaseLineView(line: RecordOf<'purchase_line'>, orderNumber: string): PurchaseView {
  const { id, model, productName, serialNumber } = line
  return { id, orderNumber, model, productName, serialNumber }
}

/** Everything about one customer that intake shows at once. */
export function recalled(orm: Drizzle, customer: RecordOf<'customer'>): RecalledCustomer {
  const lines = orm
    .select({ line: t.purchaseLine, orderNumber: t.purchase.orderNumber })
    .from(t.purchaseLine)
    .innerJoin(t.purchase, eq(t.purchase.id, t.purchaseLine.purchaseId))
    .where(
      and(inArray(t.purchase.customerId, groupOf(orm, customer.id)), ne(t.purchaseLine.position, takenAway)),
    )
    .limit(20)
    .all()
  return {
    customer: customerView(customer),
    purchases: lines.map(({ line, orderNumber }) => purchaseLineView(line, orderNumber)),
    complaints: earlierComplaints(orm, customer.id),
    cases: caseRefs(orm, { customerId: customer.id }),
  }
}

/**
 * One customer with what they bought and complained about before.
 * @throws DeskError not_found/customer_unknown
 */
export function earlierOf(orm: Drizzle, customerId: string): RecalledCustomer {
  const customer = orm.select().from(t.customer).where(eq(t.customer.id, customerId)).get()
  if (customer === undefined) throw new DeskError('not_found', 'customer_unknown')
  return recalled(orm, customer)
}

/**
 * Customer recall while typing (process section 2).
 * @param orm the store's file
 * @param text at least two characters
 */
export function recallCustomers(orm: Drizzle, text: string): RecalledCustomer[] {
  const ids = customerIdsFor(orm, text, recallLimit)
  if (ids.length === 0) return []
  // A double is found by its own numbers and goes on as somebody else.
  const mains = [...new Set(ids.map((id) => mainOf(orm, id)))]
  const found = orm.select().from(t.customer).where(inArray(t.customer.id, mains)).all()
  return found
    .filter((customer) => !customer.anonymous && customer.erasedAt === null)
    .map((customer) => recalled(orm, customer))
}

const doublesWithinMs = 30 * 86_400_000

/**
 * Open complaints that are likely the same matter: same customer, or somebody with this phone or order number, received
 * within 30 days.
 * @param orm the store's file
 * @param by what is known so far
 * @param now instant, ms
 */
export function likelyDoubles(
  orm: Drizzle,
  by: { customerId: string | null; phone: string; orderNumber: string },
  now: number,
): EarlierComplaint[] {
  const ids = new Set<string>(by.customerId === null ? [] : [by.customerId])
  for (const text of [by.phone, by.orderNumber])
    if (normalTerm(text).length >= 5) for (const id of customerIdsFor(orm, text, recallLimit)) ids.add(id)
  if (ids.size === 0) return []
  return orm
    .select(earlierColumns)
    .from(t.complaint)
    .where(
      and(
        inArray(t.complaint.customerId, [...ids]),
        gte(t.complaint.receivedAt, now - doublesWithinMs),
        isNull(t.complaint.endedAt),
      ),
    )
    .orderBy(desc(t.complaint.receivedAt))
    .limit(recallLimit)
    .all()
    .map(earlierView)
}
