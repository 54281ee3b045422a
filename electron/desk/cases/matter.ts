import { and, eq, inArray, isNotNull, isNull, lt, ne, notInArray, or } from 'drizzle-orm'
import type { Drizzle } from '../../../db/open.ts'
import * as t from '../../../db/schema.ts'
import type { CasePlan } from '../../../domain/case/input.ts'
import type { Basis } from '../../../domain/case/plan.ts'
import type { RemedyLine } from '../../../domain/complaint/input.ts'
import type { GoodwillSum } from '../../../domain/complaint/resolution.ts'
import { goodwillOf } from '../../../domain/complaint/resolution.ts'
import type { MeantGoods } from './same-goods.ts'
import { sameGoods } from './same-goods.ts'
import type { LinkedComplaint, WholeCase } from './whole.ts'

/*
 * What a matter has been given: all cases of one purchase and of one complaint with those that were merged into it, and
 * what the customer accepted of the complaint's signed resolutions. A limit is for the matter, not for the paper.
 */

const cameToNothing = ['declined', 'withdrawn', 'voided'] as const

/**
 * A complaint with every one that was merged into it, however far back.
 * @param orm the store's file
 * @param complaint the one that goes on
 * @returns their ids
 */
export function complaintGroup(orm: Drizzle, complaint: Pick<LinkedComplaint, 'id'> | null): string[] {
  if (complaint === null) return []
  const group = [complaint.id]
  for (let next = group; next.length > 0; ) {
    const merged = orm
      .select({ id: t.complaint.id })
      .from(t.complaint)
      .where(inArray(t.complaint.mergedIntoId, next))
      .all()
    next = merged.map((row) => row.id).filter((id) => !group.includes(id))
    group.push(...next)
  }
  return group
}

/** What the customer accepted of signed resolutions; of one round, or of all. */
function accepted(orm: Drizzle, complaintIds: readonly string[]) {
  return orm
    .select({ option: t.opinion.option, resolution: t.resolution })
    .from(t.opinion)
    .innerJoin(t.resolution, eq(t.resolution.id, t.opinion.resolutionId))
    .where(
      and(
        inArray(t.opinion.complaintId, [...complaintIds]),
        eq(t.opinion.accepts, true),
        isNotNull(t.resolution.signedAt),
      ),
    )
    .all()
    .map(({ option, resolution }) => ({ resolution, lines: resolution.options[option]?.lines ?? [] }))
}

/** A plan that was submitted and still counts, of a case that did not come to nothing. */
const waitsOrHolds = and(
  eq(t.casePlan.id, t.returnCase.planId),
  isNotNull(t.casePlan.submittedAt),
  isNull(t.casePlan.returnedAt),
  notInArray(t.returnCase.state, [...cameToNothing]),
)

/**
 * Goodwill that the matter was given besides a plan (process section 14). What was ever approved counts, also where the
 * case was withdrawn or planned anew after it: its slip may lie in the customer's hand.
 * @param orm the store's file
 * @param whole the case
 * @param version of the plan in hand: earlier ones of the same case count; left out for a plan that is being written
 */
export function goodwillBesides(
  orm: Drizzle,
  whole: Pick<WholeCase, 'row' | 'purchase' | 'complaint'>,
  version: number = Number.MAX_SAFE_INTEGER,
): GoodwillSum {
  const { row, purchase } = whole
  const group = complaintGroup(orm, whole.complaint)
  const plans = orm
    .select({ totalFen: t.casePlan.goodwillFen, cashFen: t.casePlan.goodwillCashFen })
    .from(t.returnCase)
    .innerJoin(t.casePlan, eq(t.casePlan.caseId, t.returnCase.id))
    .where(
      and(
        or(
          eq(t.returnCase.purchaseId, purchase.id),
          group.length === 0 ? undefined : inArray(t.returnCase.complaintId, group),
        ),
        or(
          and(eq(t.returnCase.id, row.id), lt(t.casePlan.version, version), isNotNull(t.casePlan.approvedAt)),
          and(ne(t.returnCase.id, row.id), or(isNotNull(t.casePlan.approvedAt), waitsOrHolds)),
        ),
      ),
    )
    .all()
  const lines = group.length === 0 ? [] : accepted(orm, group).flatMap((each) => each.lines)
  const { totalFen, cashFen } = goodwillOf([{ lines }])
  return plans.reduce<GoodwillSum>(
    (sum, each) => ({ totalFen: sum.totalFen + each.totalFen, cashFen: sum.cashFen + each.cashFen }),
    { totalFen, cashFen },
  )
}

/** What other cases have drawn on a resolution for a remedy, each by what its goods were worth, fen; null = unknown. */
function drawn(
  orm: Drizzle,
  whole: WholeCase,
  group: readonly string[],
  resolutionId: string,
  plan: CasePlan,
) {
  return orm
    .select({ plan: t.casePlan })
    .from(t.returnCase)
    .innerJoin(t.casePlan, eq(t.casePlan.caseId, t.returnCase.id))
    .where(
      and(inArray(t.returnCase.complaintId, [...group]), ne(t.returnCase.id, whole.row.id), waitsOrHolds),
    )
    .all()
    .filter(({ plan: other }) => other.basis?.kind === 'resolution' && other.remedy === plan.remedy)
    .filter(
      ({ plan: other }) => other.basis?.kind === 'resolution' && other.basis.resolutionId === resolutionId,
    )
    .map(({ plan: other }) => other.settlement?.goodsFen ?? null)
}

/** Is there enough left in the lines of a resolution for these goods? */
function holds(lines: readonly RemedyLine[], others: readonly (number | null)[], goodsFen: number): boolean {
  if (lines.length === 0) return false
  // A line without an amount is for one case.
  if (lines.some((line) => line.amountFen === null)) return others.length < lines.length
  const namedFen = lines.reduce((sum, line) => sum + (line.amountFen ?? 0), 0)
  const drawnFen = others.reduce<number>((sum, fen) => sum + (fen ?? namedFen), 0)
  return drawnFen + goodsFen <= namedFen
}

/** What the complaints of a group are about; empty where none names goods. */
function goodsOf(orm: Drizzle, complaintIds: readonly string[]): MeantGoods[] {
  return orm
    .select({ line: t.purchaseLine, purchase: t.purchase })
    .from(t.complaint)
    .innerJoin(t.purchaseLine, eq(t.purchaseLine.id, t.complaint.purchaseLineId))
    .innerJoin(t.purchase, eq(t.purchase.id, t.purchaseLine.purchaseId))
    .where(inArray(t.complaint.id, [...complaintIds]))
    .all()
}

/**
 * The signed resolution on which a remedy rests: of this customer's complaint about these goods, accepted in the round that
 * runs, as far as other cases have not drawn on it. Goods that stay are no remedy that it names.
 * @param orm the store's file
 * @param whole the case
 * @param plan what is to be done
 * @param goodsFen what its goods are worth
 */
export function resolutionFor(orm: Drizzle, whole: WholeCase, plan: CasePlan, goodsFen: number): Basis {
  const { complaint } = whole
  if (complaint === null || plan.keepsGoods) return null
  const group = complaintGroup(orm, complaint)
  const complaints = orm.select().from(t.complaint).where(inArray(t.complaint.id, group)).all()
  const going = complaints.find((each) => each.id === complaint.id)
  const about = goodsOf(orm, group)
  const isTheirs = complaints.some((each) => each.customerId === whole.row.customerId)
  const isAboutIt =
    about.length === 0 ||
    whole.lines.every(({ sold }) =>
      about.some((each) => sameGoods(each, { line: sold, purchase: whole.purchase })),
    )
  if (going === undefined || !isTheirs || !isAboutIt) return null
  const found = accepted(orm, [complaint.id]).findLast(({ resolution, lines }) => {
    if (resolution.round !== going.round) return false
    const named = lines.filter((line) => line.kind === plan.remedy)
    return holds(named, drawn(orm, whole, group, resolution.id, plan), goodsFen)
  })
  return found === undefined
    ? null
    : { kind: 'resolution', resolutionId: found.resolution.id, number: complaint.number }
}
