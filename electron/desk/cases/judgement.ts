import { and, desc, eq, isNotNull, isNull, lte, ne, notInArray, or } from 'drizzle-orm'
import type { Drizzle } from '../../../db/open.ts'
import * as t from '../../../db/schema.ts'
import type { SignedAuthorisation } from '../../../domain/case/authorisation.ts'
import { covers } from '../../../domain/case/authorisation.ts'
import type { CaseEntitlement } from '../../../domain/case/entitled.ts'
import type { CasePlan } from '../../../domain/case/input.ts'
import type { Basis, PlanGap } from '../../../domain/case/plan.ts'
import { planGaps, planGoodwill } from '../../../domain/case/plan.ts'
import type { CaseRemedy } from '../../../domain/case/vocabulary.ts'
import type { GoodwillSum } from '../../../domain/complaint/resolution.ts'
import type { Grant } from '../../../domain/entitlement.ts'
import type { Citation, Policy } from '../../../domain/policy.ts'
import { storeDay } from '../../../domain/working-time.ts'
import { entitlementOf } from './entitled.ts'
import type { PlanMoney } from './money.ts'
import { planMoney } from './money.ts'
import type { WholeCase } from './whole.ts'

/** A plan as the rules see it now. */
export interface PlanJudgement {
  readonly gaps: PlanGap[]
  readonly money: PlanMoney
  readonly basis: Basis
  readonly citation: Citation | null
  /** The rule of law, brand or store that grants the remedy; null where none does. */
  readonly grant: Grant | null
  /** Of this plan alone. */
  readonly own: GoodwillSum
  /** With what earlier cases of the same purchase or complaint gave. */
  readonly goodwill: GoodwillSum
}

/** What one more look at a case goes by. */
export interface Seen {
  readonly orm: Drizzle
  readonly policy: Policy
  /** Instant, ms. */
  readonly now: number
}

/**
 * Goodwill of the other cases of the same purchase or complaint, as far as it was submitted: a limit is for the matter, not
 * for the paper (process section 14).
 * @param orm the store's file
 * @param whole the case
 */
export function goodwillOfOthers(
  orm: Drizzle,
  whole: Pick<WholeCase, 'row' | 'purchase' | 'complaint'>,
): GoodwillSum {
  const { row, purchase } = whole
  const rows = orm
    .select({ totalFen: t.casePlan.goodwillFen, cashFen: t.casePlan.goodwillCashFen })
    .from(t.returnCase)
    .innerJoin(t.casePlan, eq(t.casePlan.id, t.returnCase.planId))
    .where(
      and(
        ne(t.returnCase.id, row.id),
        or(
          eq(t.returnCase.purchaseId, purchase.id),
          row.complaintId === null ? undefined : eq(t.returnCase.complaintId, row.complaintId),
        ),
        notInArray(t.returnCase.state, ['declined', 'withdrawn', 'voided']),
        isNotNull(t.casePlan.submittedAt),
        isNull(t.casePlan.returnedAt),
      ),
    )
    .all()
  return {
    totalFen: rows.reduce((sum, each) => sum + each.totalFen, 0),
    cashFen: rows.reduce((sum, each) => sum + each.cashFen, 0),
  }
}

function plus(one: GoodwillSum, other: GoodwillSum): GoodwillSum {
  return { totalFen: one.totalFen + other.totalFen, cashFen: one.cashFen + other.cashFen }
}

/** A rule grants goods for goods and money for goods: whoever keeps them is given a favour, unless they never came. */
function grantFor(whole: WholeCase, plan: CasePlan, entitlement: CaseEntitlement): Grant | null {
  if (plan.keepsGoods && whole.row.reason !== 'not_shipped') return null
  return entitlement.grants.find((grant) => grant.remedy === plan.remedy) ?? null
}

/** The signed resolution of the complaint, where the customer accepted this remedy and no more than it names. */
function resolutionFor(orm: Drizzle, whole: WholeCase, plan: CasePlan, goodsFen: number): Basis {
  const { complaint } = whole
  if (complaint === null) return null
  const accepted = orm
    .select({ option: t.opinion.option, id: t.resolution.id, options: t.resolution.options })
    .from(t.opinion)
    .innerJoin(t.resolution, eq(t.resolution.id, t.opinion.resolutionId))
    .where(
      and(
        eq(t.opinion.complaintId, complaint.id),
        eq(t.opinion.accepts, true),
        isNotNull(t.resolution.signedAt),
      ),
    )
    .orderBy(desc(t.resolution.version))
    .all()
  const found = accepted.find(({ option, options }) =>
    options[option]?.lines.some(
      (line) => line.kind === plan.remedy && (line.amountFen === null || goodsFen <= line.amountFen),
    ),
  )
  return found === undefined ? null : { kind: 'resolution', resolutionId: found.id, number: complaint.number }
}

const authorisable: ReadonlySet<CaseRemedy> = new Set(['refund', 'exchange', 'reship', 'repair'])

/**
 * Standing authorisations that cover a remedy for this case today, newest first.
 * @param seen the store's file, the policy and the instant
 * @param whole the case
 * @param remedy which
 * @param day civil days since the invoice, `entitlementOf`
 * @param goodsFen what the goods are worth
 */
export function authorisationsFor(
  { orm, policy, now }: Seen,
  whole: WholeCase,
  remedy: CaseRemedy,
  day: number,
  goodsFen: number,
) {
  if (!authorisable.has(remedy)) return []
  const on = storeDay(now, policy)
  const rows = orm
    .select()
    .from(t.authorisation)
    .where(and(isNull(t.authorisation.revokedAt), lte(t.authorisation.fromOn, on)))
    .orderBy(desc(t.authorisation.signedAt), desc(t.authorisation.id))
    .all()
  const families = whole.lines.map(({ sold }) => sold.family)
  const matter = { reason: whole.row.reason, remedy, families, day, goodsFen, on }
  return rows.filter((row) => {
    const signed: SignedAuthorisation = { ...row, revoked: row.revokedAt !== null }
    return covers(signed, matter)
  })
}

/**
 * Judges a plan by all that stands in the file now: what it costs, on what its remedy rests, how much of it is goodwill.
 * @param seen the store's file, the policy and the instant
 * @param whole the case
 * @param plan what is to be done
 */
export function judgePlan(seen: Seen, whole: WholeCase, plan: CasePlan): PlanJudgement {
  const { orm, policy } = seen
  const money = planMoney(orm, whole, plan)
  const entitlement = entitlementOf(orm, whole, policy)
  const grant = grantFor(whole, plan, entitlement)
  const basis = grant === null ? otherBasis() : entitledBasis(grant)
  const own = planGoodwill(plan, basis, money.goodsFen)
  return {
    gaps: planGaps(plan),
    money,
    basis,
    citation: grant?.citation ?? null,
    grant,
    own,
    goodwill: plus(own, goodwillOfOthers(orm, whole)),
  }

  function otherBasis(): Basis {
    const resolution = resolutionFor(orm, whole, plan, money.goodsFen)
    if (resolution !== null) return resolution
    const [found] = authorisationsFor(seen, whole, plan.remedy, entitlement.day, money.goodsFen)
    return found === undefined
      ? null
      : { kind: 'authorisation', authorisationId: found.id, number: found.number }
  }
}

function entitledBasis({ rule, layer }: Grant): Basis {
  return { kind: 'entitlement', rule, layer }
}

/**
 * The goodwill of a plan that was submitted: by the basis that it was submitted with, and by what others have given since.
 * @param orm the store's file
 * @param whole the case, with its plan
 */
export function submittedGoodwill(orm: Drizzle, whole: WholeCase): GoodwillSum {
  const { plan } = whole
  const own = { totalFen: plan?.goodwillFen ?? 0, cashFen: plan?.goodwillCashFen ?? 0 }
  return plus(own, goodwillOfOthers(orm, whole))
}
