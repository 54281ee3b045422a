import { and, asc, desc, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { z } from 'zod'
import type { Drizzle } from '../../../db/open.ts'
import type { RecordOf } from '../../../db/records.ts'
import * as t from '../../../db/schema.ts'
import type { CustodyView } from '../case-views.ts'
import { customersFor, customerView } from '../customers/recall.ts'
import { DeskError } from '../errors.ts'

export type Custody = RecordOf<'custody'>

/** More than a shelf holds; the text finds the rest. */
const most = 500

export const listCustodySchema = z.object({
  filter: z.enum(['here', 'all']),
  text: z.string().trim().max(60).default(''),
})

const receiver = sql<string>`(SELECT name FROM staff WHERE staff.id = ${t.custody.receivedBy})`
const ender = sql<string | null>`(SELECT name FROM staff WHERE staff.id = ${t.custody.endedBy})`

function selectCustody(orm: Drizzle) {
  return orm
    .select({
      custody: t.custody,
      customer: t.customer,
      caseNumber: t.returnCase.number,
      receivedBy: receiver,
      endedBy: ender,
    })
    .from(t.custody)
    .innerJoin(t.customer, eq(t.customer.id, t.custody.customerId))
    .leftJoin(t.returnCase, eq(t.returnCase.id, t.custody.caseId))
}

type Row = ReturnType<ReturnType<typeof selectCustody>['all']>[number]

function viewOf({ custody, customer, caseNumber, receivedBy, endedBy }: Row): CustodyView {
  return {
    id: custody.id,
    number: custody.number,
    version: custody.version,
    customer: customerView(customer),
    caseId: custody.caseId,
    caseNumber,
    description: custody.description,
    serialNumber: custody.serialNumber,
    accessories: custody.accessories,
    place: custody.place,
    receivedAt: new Date(custody.receivedAt).toISOString(),
    receivedBy,
    endedAt: custody.endedAt === null ? null : new Date(custody.endedAt).toISOString(),
    endedHow: custody.endedHow,
    endedTo: custody.endedTo,
    endedBy,
  }
}

/**
 * Goods in custody 暂存商品.
 * @param orm the store's file
 * @param id the record
 * @throws DeskError not_found/custody_not_found
 */
export function custodyView(orm: Drizzle, id: string): CustodyView {
  const row = selectCustody(orm).where(eq(t.custody.id, id)).get()
  if (row === undefined) throw new DeskError('not_found', 'custody_not_found')
  return viewOf(row)
}

/**
 * All goods that are or were in custody for a case, oldest first.
 * @param orm the store's file
 * @param caseId the case
 */
export function custodyOfCase(orm: Drizzle, caseId: string): CustodyView[] {
  return selectCustody(orm)
    .where(eq(t.custody.caseId, caseId))
    .orderBy(asc(t.custody.receivedAt), asc(t.custody.id))
    .all()
    .map(viewOf)
}

function matching(orm: Drizzle, text: string) {
  if (text === '') return undefined
  // As SQLite's LIKE wants it: what the person typed stands for itself.
  const within = `%${text.normalize('NFKC').replaceAll(/[\\%_]/g, '\\$&')}%`
  const contains = (column: SQLiteColumn) => sql`${column} LIKE ${within} ESCAPE '\\'`
  return or(
    contains(t.custody.number),
    contains(t.custody.place),
    contains(t.custody.description),
    contains(t.custody.serialNumber),
    inArray(t.custody.customerId, customersFor(orm, text)),
  )
}

/**
 * What lies at the desk, longest first; or everything that ever did, newest first.
 * @param orm the store's file
 * @param by `text` finds by number, place, goods, serial and customer
 */
export function listCustody(orm: Drizzle, by: z.output<typeof listCustodySchema>): CustodyView[] {
  const here = by.filter === 'here'
  const inTime = here
    ? [asc(t.custody.receivedAt), asc(t.custody.id)]
    : [desc(t.custody.receivedAt), desc(t.custody.id)]
  return selectCustody(orm)
    .where(and(here ? isNull(t.custody.endedAt) : undefined, matching(orm, by.text)))
    .orderBy(...inTime)
    .limit(most)
    .all()
    .map(viewOf)
}
