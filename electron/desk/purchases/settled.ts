import { and, eq, inArray, isNotNull, notInArray, or } from 'drizzle-orm'
import type { Drizzle } from '../../../db/open.ts'
import * as t from '../../../db/schema.ts'
import type { PurchaseInput } from '../../../domain/case/input.ts'
import { serialKey } from '../../../domain/serial.ts'
import { normalTerm } from '../customers/recall.ts'
import { DeskError } from '../errors.ts'
import type { StoodPurchase } from './known.ts'

/**
 * Lines with a case by which goods came back or went out, money moved, or that is done: what they cost and which units they
 * were is what that case was settled by.
 * @param orm the store's file
 * @param purchaseLineIds the lines
 * @returns the ids of those that have
 */
export function settledLines(orm: Drizzle, purchaseLineIds: readonly string[]): Set<string> {
  const { state, goodsInAt, goodsOutAt, paidOutAt, paymentAt } = t.returnCase
  const rows = orm
    .selectDistinct({ id: t.caseLine.purchaseLineId })
    .from(t.caseLine)
    .innerJoin(t.returnCase, eq(t.returnCase.id, t.caseLine.caseId))
    .where(
      and(
        inArray(t.caseLine.purchaseLineId, [...purchaseLineIds]),
        or(
          eq(state, 'done'),
          isNotNull(paidOutAt),
          isNotNull(paymentAt),
          isNotNull(goodsOutAt),
          // Goods that were given back with a case that came to nothing settle nothing.
          and(isNotNull(goodsInAt), notInArray(state, ['declined', 'withdrawn', 'voided'])),
        ),
      ),
    )
    .all()
  return new Set(rows.map((row) => row.id))
}

/** The first field of a settled purchase that decides about money and would be another. */
function touched(settled: ReadonlySet<string>, stood: StoodPurchase, given: PurchaseInput): string | null {
  const { purchase, lines } = stood
  if (normalTerm(purchase.orderNumber) !== normalTerm(given.orderNumber)) return 'orderNumber'
  if (purchase.channel !== given.channel) return 'channel'
  if (purchase.invoicedOn !== given.invoicedOn) return 'invoicedOn'
  for (const [index, line] of given.lines.entries()) {
    // One line more is one unit more that could come back.
    if (line.id === null) return `lines.${index}.model`
    const before = lines.find((each) => each.id === line.id)
    if (before === undefined || !settled.has(before.id)) continue
    if (before.quantity !== line.quantity) return `lines.${index}.quantity`
    if (before.paidFen !== line.paidFen) return `lines.${index}.paidFen`
    if (before.serialKey !== serialKey(line.serialNumber)) return `lines.${index}.serialNumber`
  }
  return null
}

/**
 * After money or goods moved a purchase is what its cases were settled by: rewriting it around them would pay twice. Only who
 * answers for it puts it right.
 * @param orm the store's file
 * @param answers the person is supervisor or manager
 * @param stood as it is there
 * @param given as it is to be
 * @throws DeskError not_allowed/line_settled with the field
 */
export function refuseSettled(
  orm: Drizzle,
  answers: boolean,
  stood: StoodPurchase,
  given: PurchaseInput,
): void {
  if (answers) return
  const settled = settledLines(
    orm,
    stood.lines.map((line) => line.id),
  )
  const field = settled.size === 0 ? null : touched(settled, stood, given)
  if (field !== null) throw new DeskError('not_allowed', 'line_settled', { field: `purchase.${field}` })
}
