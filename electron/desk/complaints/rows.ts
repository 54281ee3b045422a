import type { SQL } from 'drizzle-orm'
import { eq, inArray } from 'drizzle-orm'
import type { Drizzle } from '../../../db/open.ts'
import * as t from '../../../db/schema.ts'
import type { Person } from '../../../domain/complaint/judge.ts'
import { nextAction, refusal } from '../../../domain/complaint/judge.ts'
import type { Policy } from '../../../domain/policy.ts'
import { isEnded } from '../../../domain/vocabulary.ts'
import { summaryOf } from '../customers/recall.ts'
import type { ComplaintRow } from '../views.ts'
import type { Complaint } from './facts.ts'
import { factsOf } from './facts.ts'

/** What rows are made from, read together. */
export interface RowParts {
  readonly complaint: Complaint
  readonly customerName: string
  readonly product: string
  readonly handlerName: string | null
}

/**
 * The rows for some complaints, in the order of their ids.
 * @param orm the store's file
 * @param ids of the complaints of one page
 */
export function rowParts(orm: Drizzle, ids: readonly string[]): RowParts[] {
  if (ids.length === 0) return []
  const found = new Map(
    selectParts(orm, inArray(t.complaint.id, [...ids])).map((parts) => [parts.complaint.id, parts] as const),
  )
  return ids.flatMap((id) => found.get(id) ?? [])
}

function selectParts(orm: Drizzle, where: SQL): RowParts[] {
  return orm
    .select({
      complaint: t.complaint,
      customerName: t.customer.name,
      model: t.purchaseLine.model,
      productName: t.purchaseLine.productName,
      handlerName: t.staff.name,
    })
    .from(t.complaint)
    .innerJoin(t.customer, eq(t.customer.id, t.complaint.customerId))
    .leftJoin(t.purchaseLine, eq(t.purchaseLine.id, t.complaint.purchaseLineId))
    .leftJoin(t.staff, eq(t.staff.id, t.complaint.handlerId))
    .where(where)
    .all()
    .map(({ complaint, customerName, model, productName, handlerName }) => ({
      complaint,
      customerName,
      product: [productName, model].filter((word) => word !== null && word !== '').join(' '),
      handlerName,
    }))
}

/** @returns what one row is made from, null when there is no such complaint */
export function partsOf(orm: Drizzle, id: string): RowParts | null {
  return rowParts(orm, [id])[0] ?? null
}

/**
 * One row of Today and of the register, as this person sees it.
 * @param orm the store's file
 * @param parts the complaint with its names
 * @param me who looks
 * @param policy the policy in force
 * @param now instant, ms
 */
export function complaintRow(
  orm: Drizzle,
  parts: RowParts,
  me: Person,
  policy: Policy,
  now: number,
): ComplaintRow {
  const { complaint, handlerName } = parts
  const ended = isEnded(complaint.state)
  const facts = ended ? null : factsOf(orm, complaint, policy, now)
  const next = facts === null ? null : nextAction(facts)
  return {
    id: complaint.id,
    number: complaint.number,
    state: complaint.state,
    level: complaint.level,
    customerName: parts.customerName,
    anonymous: complaint.anonymous,
    summary: summaryOf(complaint.whatHappened),
    product: parts.product,
    department: complaint.department,
    handler:
      complaint.handlerId === null || handlerName === null
        ? null
        : { id: complaint.handlerId, name: handlerName },
    receivedAt: new Date(complaint.receivedAt).toISOString(),
    replyDueAt: ended || complaint.repliedAt !== null ? null : new Date(complaint.replyDueAt).toISOString(),
    replyDueProvisional: complaint.replyDueProvisional,
    clock:
      ended || complaint.clockKind === null
        ? null
        : {
            kind: complaint.clockKind,
            dueAt: new Date(complaint.queueAt).toISOString(),
            provisional: complaint.clockProvisional,
          },
    nextAction: next,
    nextIsMine: facts !== null && next !== null && refusal(next, me, facts, policy) === null,
  }
}
