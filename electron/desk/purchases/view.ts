import { and, asc, desc, eq, ne } from 'drizzle-orm'
import type { Drizzle } from '../../../db/open.ts'
import type { RecordOf } from '../../../db/records.ts'
import * as t from '../../../db/schema.ts'
import type { CaseRef, PurchaseLineView, WholePurchaseView } from '../case-views.ts'
import { repairsOf, swapsOf, unitsOf } from '../cases/units.ts'
import { DeskError } from '../errors.ts'
import { incompleteFields } from './check.ts'

export type Purchase = RecordOf<'purchase'>
export type PurchaseLine = RecordOf<'purchase_line'>

/** Place of a line that was typed by mistake: nothing is deleted (process section 2), it only belongs nowhere. */
export const takenAway = -1

/**
 * Lines of a purchase in their order, without those that were taken away.
 * @param orm the store's file
 * @param purchaseId the purchase
 */
export function linesOf(orm: Drizzle, purchaseId: string): PurchaseLine[] {
  return orm
    .select()
    .from(t.purchaseLine)
    .where(and(eq(t.purchaseLine.purchaseId, purchaseId), ne(t.purchaseLine.position, takenAway)))
    .orderBy(asc(t.purchaseLine.position), asc(t.purchaseLine.id))
    .all()
}

function lineView(orm: Drizzle, line: PurchaseLine): PurchaseLineView {
  const { purchaseId: _, serialKey: __, ...shown } = line
  return {
    ...shown,
    ...unitsOf(orm, line.id),
    swaps: swapsOf(orm, line.id).map((swap) => ({ ...swap, at: new Date(swap.at).toISOString() })),
    repairs: repairsOf(orm, line).map(({ from, to, failed, caseNumber }) => ({
      from,
      to,
      failed,
      caseNumber,
    })),
  }
}

const refColumns = {
  id: t.returnCase.id,
  number: t.returnCase.number,
  state: t.returnCase.state,
  reason: t.returnCase.reason,
  openedAt: t.returnCase.openedAt,
  remedy: t.casePlan.remedy,
}

/**
 * Cases of a purchase, a customer or a complaint, newest first.
 * @param orm the store's file
 * @param by whose cases
 */
export function caseRefs(
  orm: Drizzle,
  by: { readonly purchaseId: string } | { readonly customerId: string } | { readonly complaintId: string },
): CaseRef[] {
  const matches =
    'purchaseId' in by
      ? eq(t.returnCase.purchaseId, by.purchaseId)
      : 'customerId' in by
        ? eq(t.returnCase.customerId, by.customerId)
        : eq(t.returnCase.complaintId, by.complaintId)
  return orm
    .select(refColumns)
    .from(t.returnCase)
    .leftJoin(t.casePlan, eq(t.casePlan.id, t.returnCase.planId))
    .where(matches)
    .orderBy(desc(t.returnCase.openedAt), desc(t.returnCase.id))
    .limit(50)
    .all()
    .map((row) => ({ ...row, openedAt: new Date(row.openedAt).toISOString() }))
}

/**
 * A purchase with everything that was done about it.
 * @param orm the store's file
 * @param purchase its record
 */
export function purchaseView(orm: Drizzle, purchase: Purchase): WholePurchaseView {
  const lines = linesOf(orm, purchase.id)
  return {
    ...purchase,
    lines: lines.map((line) => lineView(orm, line)),
    cases: caseRefs(orm, { purchaseId: purchase.id }),
    incomplete: incompleteFields(purchase, lines),
  }
}

/**
 * @param orm the store's file
 * @param id the purchase
 * @throws DeskError not_found/purchase_not_found
 */
export function purchaseById(orm: Drizzle, id: string): Purchase {
  const found = orm.select().from(t.purchase).where(eq(t.purchase.id, id)).get()
  if (found === undefined) throw new DeskError('not_found', 'purchase_not_found')
  return found
}
