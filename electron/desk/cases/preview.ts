import { asc, eq, inArray } from 'drizzle-orm'
import type { z } from 'zod'
import * as t from '../../../db/schema.ts'
import type { PurchaseInput } from '../../../domain/case/input.ts'
import type { Basis, PlanGap } from '../../../domain/case/plan.ts'
import { withinAuthority } from '../../../domain/case/plan.ts'
import type { CaseReason } from '../../../domain/case/vocabulary.ts'
import type { GoodwillSum } from '../../../domain/complaint/resolution.ts'
import type { Citation } from '../../../domain/policy.ts'
import type { ReturnMoneyProblem, ReturnSettlement } from '../../../domain/return-money.ts'
import type { CaseView } from '../case-views.ts'
import type { Caller } from '../context.ts'
import { DeskError } from '../errors.ts'
import { lineColumns } from '../purchases/columns.ts'
import { tillOrder } from '../purchases/till-orders.ts'
import { entitlementFor, faultOf } from './entitled.ts'
import type { planPreviewSchema, previewSchema } from './inputs.ts'
import { judgePlan } from './judgement.ts'
import { seenNow } from './lists.ts'
import { currentSerial } from './units.ts'
import type { Purchase, PurchaseLine } from './whole.ts'
import { wholeCase } from './whole.ts'

/** What entitlement would say before the case is open. */
export type EntitlementPreview = CaseView['entitlement'] & {
  /** Nobody has seen the fault yet: this is what confirming it would give. */
  assumesConfirmed: boolean
}

/** What a plan would come to. */
export interface PlanPreview {
  settlement: ReturnSettlement | null
  refundFen: number
  payFen: number
  basis: Basis
  citation: Citation | null
  /** With what earlier cases of the same purchase or complaint gave. */
  goodwill: GoodwillSum
  /** Of this plan alone, fen. */
  ownGoodwillFen: number
  /** The unit given has a lower price than what comes back: somebody must sign that. */
  priceLowered: boolean
  gaps: PlanGap[]
  /** Beyond what the person signed in may give: somebody must sign. */
  needsSignature: boolean
  problem: ReturnMoneyProblem | null
}

interface Asked {
  readonly purchase: Pick<Purchase, 'channel' | 'invoicedOn' | 'deliveredOn' | 'soldOutOfStock'>
  readonly lines: readonly { sold: PurchaseLine; serial?: string }[]
}

function refuseUnknown(): never {
  throw new DeskError('invalid', 'line_unknown', { field: 'lines' })
}

function knownLines(caller: Caller, ids: readonly string[]): Asked {
  const { orm } = caller.desk.file
  const rows = orm
    .select({ purchase: t.purchase, sold: t.purchaseLine })
    .from(t.purchaseLine)
    .innerJoin(t.purchase, eq(t.purchase.id, t.purchaseLine.purchaseId))
    .where(inArray(t.purchaseLine.id, [...ids]))
    .orderBy(asc(t.purchaseLine.position))
    .all()
  const [first] = rows
  if (first === undefined || rows.length !== new Set(ids).size) refuseUnknown()
  if (rows.some((row) => row.purchase.id !== first.purchase.id)) refuseUnknown()
  return {
    purchase: first.purchase,
    lines: rows.map(({ sold }) => ({ sold, serial: currentSerial(orm, sold) })),
  }
}

/** Lines that the desk does not know yet, as they would be. */
function newLines(
  purchase: Omit<PurchaseInput, 'lines'>,
  lines: readonly PurchaseInput['lines'][number][],
  at: readonly { position: number }[],
): Asked {
  return {
    purchase,
    lines: at.map(({ position }) => {
      const line = lines[position]
      if (line === undefined) refuseUnknown()
      return { sold: lineColumns({ ...line, id: null }, '', position) }
    }),
  }
}

function askedOf(caller: Caller, input: z.output<typeof previewSchema>): Asked {
  if ('lines' in input)
    return knownLines(
      caller,
      input.lines.map((line) => line.purchaseLineId),
    )
  if ('typed' in input) return newLines(input.typed.purchase, input.typed.purchase.lines, input.typed.lines)
  const order = tillOrder(caller.desk.file, input.till.orderNumber)
  if (order === null) throw new DeskError('not_found', 'till_order_unknown', { field: 'till.orderNumber' })
  const { families } = caller.desk.policy()
  const lines = order.lines.map((line) => ({
    ...line,
    id: null,
    family: families.some((family) => family.code === line.family) ? line.family : null,
  }))
  const { invoicedOn } = order
  if (invoicedOn === null)
    throw new DeskError('not_allowed', 'purchase_incomplete', { params: { field: 'invoicedOn' } })
  const kept = { soldOutOfStock: false, promisedArrivalOn: null, confirmationSigned: false }
  return newLines({ ...order, invoicedOn, ...kept }, lines, input.till.lines)
}

/** Reasons with a fault that somebody has to see first. */
const faults: ReadonlySet<CaseReason> = new Set([
  'refund_only',
  'wrong_article',
  'missing_parts',
  'damaged_on_arrival',
  'quality_fault',
])

/**
 * What entitlement would say if the case were opened now and its fault confirmed.
 * @param caller who asks
 * @param input the lines and what happened
 * @throws DeskError invalid, not_found, not_allowed/purchase_incomplete
 */
export function previewEntitlement(
  caller: Caller,
  input: z.output<typeof previewSchema>,
): EntitlementPreview {
  const { orm, policy, now } = seenNow(caller)
  const asked = askedOf(caller, input)
  const entitlement = entitlementFor(
    orm,
    {
      ...asked,
      caseId: null,
      caseOpen: false,
      reason: input.reason,
      faultKind: faultOf(input.reason, input.faultKind),
      confirmed: true,
      voucherValid: input.voucherValid,
      inspection: null,
      askedAt: now,
    },
    policy,
  )
  return {
    grants: [...entitlement.grants],
    refused: [...entitlement.refused],
    day: entitlement.day,
    warrantyUntil: entitlement.warrantyUntil,
    assumesConfirmed: faults.has(input.reason),
  }
}

/**
 * What a plan would come to, and whether the person signed in may give it alone.
 * @param caller who asks
 * @param input the case and the plan as it is being written
 * @throws DeskError not_found
 */
export function previewPlan(caller: Caller, input: z.output<typeof planPreviewSchema>): PlanPreview {
  const seen = seenNow(caller)
  const judgement = judgePlan(seen, wholeCase(seen.orm, input.caseId), input.plan)
  const { money, basis, citation, own, goodwill, priceLowered, gaps } = judgement
  const given = { goodwill, ownGoodwillFen: own.totalFen }
  return {
    settlement: money.settlement,
    refundFen: money.refundFen,
    payFen: money.payFen,
    basis,
    citation,
    ...given,
    priceLowered,
    gaps,
    needsSignature: priceLowered || !withinAuthority(caller.me.role, given, seen.policy),
    problem: money.problem,
  }
}
