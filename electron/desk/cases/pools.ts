import { and, asc, eq, inArray, isNotNull, ne } from 'drizzle-orm'
import type { Drizzle } from '../../../db/open.ts'
import * as t from '../../../db/schema.ts'
import { serialKey } from '../../../domain/serial.ts'
import type { PlanRow } from './whole.ts'

/*
 * What the units of one purchase line are worth. All that were sold together have one price; a unit that was given in the
 * place of another has its own, and so has one that stayed with the customer for less.
 */

/** Units of one purchase line that have one price together. */
export interface UnitPool {
  /** The case that gave these units, or lowered their price; null for those that were sold. */
  readonly of: string | null
  readonly quantity: number
  /** For all of them, fen. */
  readonly paidFen: number
  /** Units of it that came back, and what those were worth, fen. */
  readonly alreadyReturned: number
  readonly alreadyRefundedFen: number
}

/** The line as the case that asks took it. */
export interface PooledLine {
  readonly purchaseLineId: string
  readonly soldUnits: number
  readonly soldFen: number
}

/** Offers of a plan that lower the price of goods that stay. */
function partialFen({ plan }: PlanRow): number {
  return plan.offers
    .filter((offer) => offer.kind === 'partial_refund')
    .reduce((sum, offer) => sum + offer.amountFen, 0)
}

function otherCases(orm: Drizzle, purchaseLineId: string, exceptCaseId: string | null) {
  return orm
    .select({ taken: t.caseLine, plan: t.casePlan, goodsOutAt: t.returnCase.goodsOutAt })
    .from(t.caseLine)
    .innerJoin(t.returnCase, eq(t.returnCase.id, t.caseLine.caseId))
    .innerJoin(t.casePlan, eq(t.casePlan.id, t.returnCase.planId))
    .where(
      and(
        eq(t.caseLine.purchaseLineId, purchaseLineId),
        // Approved cases count from their approval, so that two plans that are carried out at the same time share no fen.
        inArray(t.returnCase.state, ['approved', 'done']),
        isNotNull(t.casePlan.approvedAt),
        exceptCaseId === null ? undefined : ne(t.caseLine.caseId, exceptCaseId),
      ),
    )
    .orderBy(asc(t.casePlan.approvedAt), asc(t.casePlan.id))
    .all()
}

type OtherCase = ReturnType<typeof otherCases>[number]

/** Of what a plan gives for its lines, the part of one: by what was paid for its units, the last line takes the rest. */
function shareOf(orm: Drizzle, { taken, plan }: OtherCase, fen: number): number {
  if (fen === 0) return 0
  const lines = orm
    .select()
    .from(t.caseLine)
    .where(eq(t.caseLine.caseId, plan.caseId))
    .orderBy(asc(t.caseLine.id))
    .all()
  const weights = lines.map((line) => (line.soldFen * line.units) / line.soldUnits)
  const all = weights.reduce((total, weight) => total + weight, 0)
  const shares = weights.map((weight) => (all === 0 ? 0 : Math.floor((fen * weight) / all)))
  const rest = fen - shares.reduce((total, share) => total + share, 0)
  const index = lines.findIndex((line) => line.id === taken.id)
  return (shares[index] ?? 0) + (index === lines.length - 1 ? rest : 0)
}

/** What was paid for the units that a case gave in the place of others. */
function replacedFen({ taken, plan }: OtherCase): number {
  const settled = plan.settlement?.lines ?? []
  const own = settled.filter((line) => line.id === taken.purchaseLineId)
  const worth = own.reduce((sum, line) => sum + line.refundFen, 0)
  const { replacementFen = null, goodsFen = 0 } = plan.settlement ?? {}
  // Like for like: each line's units are worth what came back for them.
  if (replacementFen === null || replacementFen === goodsFen) return worth
  const units = settled.reduce((sum, line) => sum + line.returned, 0)
  return Math.round((replacementFen * taken.units) / units)
}

function left(pool: UnitPool): number {
  return pool.quantity - pool.alreadyReturned
}

/** Half up, as the settlement rounds. */
function worthOf(pool: UnitPool, units: number): number {
  const all = pool.alreadyReturned + units
  return Math.floor((2 * pool.paidFen * all + pool.quantity) / (2 * pool.quantity)) - pool.alreadyRefundedFen
}

/**
 * From which pools units come: whose price was never touched first, what has a lower one last, because nobody can tell
 * units without a serial apart.
 * @param pools of the line
 * @param units how many are asked for
 * @param first the pool that is known to be meant
 * @returns each pool with its part; units that are left in none are laid to the first pool
 */
export function drawnFrom(
  pools: readonly UnitPool[],
  units: number,
  first: string | null = null,
): { pool: UnitPool; units: number }[] {
  const meant = (pool: UnitPool) => Number(first !== null && pool.of === first)
  const order = pools.toSorted((a, b) => meant(b) - meant(a))
  let wanted = units
  const drawn = order.flatMap((pool) => {
    const taken = Math.min(wanted, Math.max(0, left(pool)))
    wanted -= taken
    return taken === 0 ? [] : [{ pool, units: taken }]
  })
  if (wanted === 0) return drawn
  const [lead, ...others] = drawn.length > 0 ? drawn : pools.slice(0, 1).map((pool) => ({ pool, units: 0 }))
  return lead === undefined ? [] : [{ ...lead, units: lead.units + wanted }, ...others]
}

function without(pools: readonly UnitPool[], of: string | null, units: number, fen: number): UnitPool[] {
  // What an ended case had set apart is one with the others again.
  const target = pools.some((pool) => pool.of === of) ? of : null
  return pools.map((pool) =>
    pool.of === target
      ? {
          ...pool,
          alreadyReturned: pool.alreadyReturned + units,
          alreadyRefundedFen: pool.alreadyRefundedFen + fen,
        }
      : pool,
  )
}

function pool(of: string, quantity: number, paidFen: number): UnitPool {
  return { of, quantity, paidFen: Math.max(0, paidFen), alreadyReturned: 0, alreadyRefundedFen: 0 }
}

/** The pools after one more case. */
function after(orm: Drizzle, pools: UnitPool[], each: OtherCase): UnitPool[] {
  const { taken, plan, goodsOutAt } = each
  const reduced = shareOf(orm, each, partialFen(plan))
  const settled = (plan.settlement?.lines ?? []).filter((line) => line.id === taken.purchaseLineId)
  if (taken.refundedFen !== null) {
    let now = pools
    for (const line of settled) now = without(now, line.of ?? null, line.returned, line.refundFen)
    // The line whose unit was replaced is free for the next case; what came back for money stays taken.
    const replaced = !taken.takesUnits && goodsOutAt !== null
    return replaced ? [...now, pool(plan.caseId, taken.units, replacedFen(each) - reduced)] : now
  }
  if (reduced === 0) return pools
  let now = pools
  let worth = 0
  for (const part of drawnFrom(pools, taken.units)) {
    const fen = worthOf(part.pool, part.units)
    worth += fen
    now = without(now, part.pool.of, part.units, fen)
  }
  return [...now, pool(plan.caseId, taken.units, worth - reduced)]
}

/**
 * The units of a purchase line by their price, over all cases that are approved or done.
 * @param orm the store's file
 * @param line as the case took it
 * @param exceptCaseId the case that is being settled, null for one that is not open yet
 * @returns those that were sold first
 */
export function poolsOf(orm: Drizzle, line: PooledLine, exceptCaseId: string | null = null): UnitPool[] {
  const sold: UnitPool = {
    of: null,
    quantity: line.soldUnits,
    paidFen: line.soldFen,
    alreadyReturned: 0,
    alreadyRefundedFen: 0,
  }
  const others = otherCases(orm, line.purchaseLineId, exceptCaseId)
  const lowered = new Set(
    others.filter((each) => each.taken.refundedFen === null).map(({ plan }) => plan.caseId),
  )
  const pools = others.reduce((now, each) => after(orm, now, each), [sold])
  return pools.toSorted((a, b) => Number(lowered.has(a.of ?? '')) - Number(lowered.has(b.of ?? '')))
}

/**
 * The case that gave the unit which was seen, of a line whose units are told apart by nothing else.
 * @param orm the store's file
 * @param purchaseLineId the line
 * @param serialSeen as it was read from the unit
 * @returns its id, null for a serial that no case gave
 */
export function giverOf(orm: Drizzle, purchaseLineId: string, serialSeen: string): string | null {
  const key = serialKey(serialSeen)
  if (key === '') return null
  const found = orm
    .select({ caseId: t.serialSwap.caseId })
    .from(t.serialSwap)
    .where(and(eq(t.serialSwap.purchaseLineId, purchaseLineId), eq(t.serialSwap.newKey, key)))
    .get()
  return found?.caseId ?? null
}
