import { isDeepStrictEqual } from 'node:util'
import { inArray } from 'drizzle-orm'
import { z } from 'zod'
import type { Drizzle } from '../../../db/open.ts'
import type { Writer } from '../../../db/recorder.ts'
import * as t from '../../../db/schema.ts'
import type { PurchaseInput } from '../../../domain/case/input.ts'
import { caseCustomerSchema, purchaseSchema } from '../../../domain/case/input.ts'
import { requireCaseRole } from '../case-roles.ts'
import { linesInCases, unitsOf } from '../cases/units.ts'
import { doneBefore, requireStill } from '../commands.ts'
import type { Caller } from '../context.ts'
import { openTermIndex } from '../customers/recall.ts'
import { recordCustomer } from '../customers/record.ts'
import { DeskError } from '../errors.ts'
import { checkPurchase } from './check.ts'
import { lineColumns, purchaseColumns, purchaseTerms } from './columns.ts'
import { refuseKnown } from './known.ts'
import { materialise } from './materialise.ts'
import { refuseSettled, settledLines } from './settled.ts'
import { answersForPurchases, refuseAgainstTill } from './till-check.ts'
import type { Purchase, PurchaseLine } from './view.ts'
import { linesOf, purchaseById, takenAway } from './view.ts'

export const addPurchaseSchema = z.object({
  commandId: z.uuid(),
  customer: caseCustomerSchema,
  purchase: purchaseSchema,
})
export const changePurchaseSchema = z.object({
  commandId: z.uuid(),
  id: z.uuid(),
  seenVersion: z.int().positive(),
  purchase: purchaseSchema,
})

/** What a recorded purchase answers. */
export interface PurchaseRecorded {
  id: string
  version: number
  customerId: string
}

function recorded(purchase: Purchase): PurchaseRecorded {
  return { id: purchase.id, version: purchase.version, customerId: purchase.customerId }
}

function command(
  caller: Caller,
  commandId: string,
  action: string,
  id: string | null,
  write: (writer: Writer) => Purchase,
): PurchaseRecorded {
  requireCaseRole(caller)
  const { desk, me } = caller
  const before = doneBefore(desk, commandId, action, me, id)
  if (before !== null) return recorded(purchaseById(desk.file.orm, before))
  const head = { commandId, action, about: 'purchase', staffId: me.staffId, at: desk.clock.now() } as const
  const purchase = desk.recorder.command(head, (writer) => {
    requireStill(desk, me)
    return write(writer)
  })
  desk.changes.publish({
    type: 'changed',
    entity: 'purchase',
    id: purchase.id,
    version: purchase.version,
  })
  desk.pusher.soon()
  return recorded(purchase)
}

/**
 * A purchase that is typed at the desk.
 * @param caller who types it
 * @param input whose, and what
 * @throws DeskError not_allowed/wrong_person; otherwise as `materialise`; nothing is recorded then
 */
export function addPurchase(caller: Caller, input: z.output<typeof addPurchaseSchema>): PurchaseRecorded {
  const { desk } = caller
  return command(caller, input.commandId, 'purchase.add', null, (writer) => {
    const customer = recordCustomer(writer, desk, input.customer)
    const source = { kind: 'typed', purchase: input.purchase } as const
    return materialise(writer, caller, customer.id, source).purchase
  })
}

/** What stays of each line: taken units, what was refunded, and that a case or a complaint is about it. */
function refuseLoss(orm: Drizzle, stood: readonly PurchaseLine[], given: PurchaseInput): void {
  const ids = stood.map((line) => line.id)
  const held = linesInCases(orm, ids)
  const settled = settledLines(orm, ids)
  for (const row of orm
    .select({ id: t.complaint.purchaseLineId })
    .from(t.complaint)
    .where(inArray(t.complaint.purchaseLineId, ids))
    .all())
    if (row.id !== null) held.add(row.id)
  for (const line of stood) {
    const index = given.lines.findIndex((each) => each.id === line.id)
    const quantity = given.lines[index]?.quantity ?? 0
    if (index === -1 && held.has(line.id))
      throw new DeskError('not_allowed', 'line_in_case', {
        field: 'purchase.lines',
        params: { model: line.model, count: line.quantity },
      })
    const { takenUnits, returnedUnits, refundedFen } = unitsOf(orm, line.id)
    const least = Math.max(takenUnits, returnedUnits)
    if (quantity < least)
      throw new DeskError('not_allowed', 'line_in_case', {
        field: `purchase.lines.${index}.quantity`,
        params: { model: line.model, count: least },
      })
    if (index !== -1 && settled.has(line.id) && (given.lines[index]?.paidFen ?? 0) < refundedFen)
      throw new DeskError('not_allowed', 'below_refunded', {
        field: `purchase.lines.${index}.paidFen`,
        params: { fen: refundedFen },
      })
  }
}

/** Lines as they are after a change: those that were taken away keep their record, have no place and stand for no unit. */
function linesAfter(
  purchaseId: string,
  stood: readonly PurchaseLine[],
  given: PurchaseInput,
): PurchaseLine[] {
  for (const [index, line] of given.lines.entries()) {
    const known = line.id === null || stood.some((each) => each.id === line.id)
    const twice = line.id !== null && given.lines.findIndex((each) => each.id === line.id) !== index
    if (!known || twice) throw new DeskError('invalid', 'not_valid', { field: `purchase.lines.${index}.id` })
  }
  const kept = given.lines.map((line, position) => lineColumns(line, purchaseId, position))
  const gone = stood.filter((line) => !kept.some((each) => each.id === line.id))
  return [...kept, ...gone.map((line) => ({ ...line, position: takenAway, serialKey: '' }))]
}

/**
 * A purchase put right or completed: what intake did not ask for, a mistake in typing. Cases that took it before see that
 * it changed. Saving it as it stands is no change.
 * @param caller who changes it
 * @param input the whole purchase as it is to be, with the version that was seen
 * @throws DeskError not_found, stale, not_allowed: wrong_person, line_in_case, below_refunded, line_settled,
 *   till_differs; invalid; nothing is recorded then
 */
export function changePurchase(
  caller: Caller,
  input: z.output<typeof changePurchaseSchema>,
): PurchaseRecorded {
  const { desk } = caller
  const { orm } = desk.file
  return command(caller, input.commandId, 'purchase.change', input.id, (writer) => {
    const before = purchaseById(orm, input.id)
    if (before.version !== input.seenVersion)
      throw new DeskError('stale', 'stale', { params: { version: before.version } })
    const stood = linesOf(orm, before.id)
    const lines = linesAfter(before.id, stood, input.purchase)
    checkPurchase(desk, input.purchase, stood)
    const asItStood = { purchase: before, lines: stood }
    refuseKnown(desk, before.customerId, input.purchase, asItStood)
    refuseLoss(orm, stood, input.purchase)
    refuseSettled(orm, answersForPurchases(caller), asItStood, input.purchase)
    refuseAgainstTill(caller, input.purchase, asItStood)
    const after: Purchase = { ...before, ...purchaseColumns(input.purchase) }
    const changed = lines.filter((line) => !stood.some((each) => isDeepStrictEqual(each, line)))
    if (changed.length > 0 || !isDeepStrictEqual(after, before)) after.version += 1
    writer.putOf(after.customerId, 'purchase', after)
    for (const line of changed) writer.putOf(after.customerId, 'purchase_line', line)
    openTermIndex(desk.file).add(after.customerId, purchaseTerms(after, changed))
    return after
  })
}
