import { asc, eq, sql } from 'drizzle-orm'
import type { Drizzle } from '../../../db/open.ts'
import * as t from '../../../db/schema.ts'
import { caseRefusal, nextCaseAction } from '../../../domain/case/judge.ts'
import { isCaseEnded } from '../../../domain/case/vocabulary.ts'
import type { Person } from '../../../domain/complaint/judge.ts'
import type { CaseRow } from '../case-views.ts'
import { runningClocks } from './clocks.ts'
import { caseFacts, planInForce } from './facts.ts'
import type { Seen } from './judgement.ts'
import type { ReturnCase, WholeCase } from './whole.ts'
import { wholeCase } from './whole.ts'

const iso = (at: number) => new Date(at).toISOString()

function clockOf(row: ReturnCase): CaseRow['clock'] {
  const [first] = runningClocks(row)
  if (first === undefined) return null
  if (first.kind !== 'refund_money') return { kind: 'signature', dueAt: iso(first.due), breachAt: null }
  const breachAt = row.refundBreachAt === null ? null : iso(row.refundBreachAt)
  return { kind: 'refund_money', dueAt: iso(first.due), breachAt }
}

function prepareNames(orm: Drizzle) {
  return orm
    .select({
      customerName: t.customer.name,
      anonymous: t.customer.anonymous,
      handler: { id: t.staff.id, name: t.staff.name },
    })
    .from(t.returnCase)
    .innerJoin(t.customer, eq(t.customer.id, t.returnCase.customerId))
    .innerJoin(t.staff, eq(t.staff.id, t.returnCase.handlerId))
    .where(eq(t.returnCase.id, sql.placeholder('id')))
    .prepare()
}

const nameQueries = new WeakMap<Drizzle, ReturnType<typeof prepareNames>>()

function namesOf(orm: Drizzle, row: ReturnCase) {
  const query = nameQueries.get(orm) ?? prepareNames(orm)
  nameQueries.set(orm, query)
  const found = query.get({ id: row.id })
  if (found === undefined) throw new Error('A case without its customer or handler')
  return found
}

function productOf({ lines }: WholeCase): string {
  const sold = lines[0]?.sold
  return [sold?.productName, sold?.model].filter((word) => word !== undefined && word !== '').join(' ')
}

function withoutSignatureOf({ row, plan }: WholeCase): CaseRow['withoutSignature'] {
  if (!row.withoutSignature || row.approvedAt === null || plan === null) return null
  return { at: iso(row.approvedAt), basis: plan.basis, citation: plan.citation }
}

/**
 * One row of the place 退换货, as this person sees it.
 * @param seen the store's file, the policy and the instant
 * @param whole the case
 * @param me who looks
 */
export function caseRow(seen: Seen, whole: WholeCase, me: Person): CaseRow {
  const { row, complaint } = whole
  const plan = planInForce(whole)
  const facts = isCaseEnded(row.state) ? null : caseFacts(seen, whole)
  const next = facts === null ? null : nextCaseAction(facts, seen.policy)
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    reason: row.reason,
    remedy: plan?.remedy ?? null,
    ...namesOf(seen.orm, row),
    product: productOf(whole),
    complaint: complaint === null ? null : { id: complaint.id, number: complaint.number },
    openedAt: iso(row.openedAt),
    refundFen: plan?.refundFen ?? null,
    payFen: plan?.payFen ?? null,
    clock: clockOf(row),
    nextAction: next,
    nextIsMine: facts !== null && next !== null && caseRefusal(next, me, facts, seen.policy) === null,
    withoutSignature: withoutSignatureOf(whole),
  }
}

/**
 * The rows for some cases, in the order of their ids.
 * @param seen the store's file, the policy and the instant
 * @param ids of the cases of one page
 * @param me who looks
 */
export function caseRows(seen: Seen, ids: readonly string[], me: Person): CaseRow[] {
  return ids.map((id) => caseRow(seen, wholeCase(seen.orm, id), me))
}

/** Plans of a case, oldest first. */
export function plansOf(orm: Drizzle, caseId: string) {
  return orm
    .select()
    .from(t.casePlan)
    .where(eq(t.casePlan.caseId, caseId))
    .orderBy(asc(t.casePlan.version))
    .all()
}
