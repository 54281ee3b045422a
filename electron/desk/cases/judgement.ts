import { and, desc, isNull, lte } from 'drizzle-orm'
import type { Drizzle } from '../../../db/open.ts'
import * as t from '../../../db/schema.ts'
import type { SignedAuthorisation } from '../../../domain/case/authorisation.ts'
import { covers } from '../../../domain/case/authorisation.ts'
import type { CaseEntitlement } from '../../../domain/case/entitled.ts'
import type { CasePlan } from '../../../domain/case/input.ts'
import type { Basis, PlanGap } from '../../../domain/case/plan.ts'
import { needsGoodsIn, planGaps, planGoodwill } from '../../../domain/case/plan.ts'
import type { CaseRemedy } from '../../../domain/case/vocabulary.ts'
import type { GoodwillSum } from '../../../domain/complaint/resolution.ts'
import type { Grant } from '../../../domain/entitlement.ts'
import type { Citation, Policy } from '../../../domain/policy.ts'
import { storeDay } from '../../../domain/working-time.ts'
import { entitlementOf } from './entitled.ts'
import { goodwillBesides, resolutionFor } from './matter.ts'
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
  /** The unit that is given has a lower price than what comes back for it: that is signed, whoever is owed what. */
  readonly priceLowered: boolean
}

/** What one more look at a case goes by. */
export interface Seen {
  readonly orm: Drizzle
  readonly policy: Policy
  /** Instant, ms. */
  readonly now: number
}

function plus(one: GoodwillSum, other: GoodwillSum): GoodwillSum {
  return { totalFen: one.totalFen + other.totalFen, cashFen: one.cashFen + other.cashFen }
}

/** A rule grants goods for goods and money for goods: whoever keeps them is given a favour, unless they never came. */
function grantFor(whole: WholeCase, plan: CasePlan, entitlement: CaseEntitlement): Grant | null {
  if (plan.keepsGoods && whole.row.reason !== 'not_shipped') return null
  return entitlement.grants.find((grant) => grant.remedy === plan.remedy) ?? null
}

const authorisable: ReadonlySet<CaseRemedy> = new Set(['refund', 'exchange', 'reship', 'repair'])

/**
 * Standing authorisations that cover a remedy for this case today, newest first.
 * @param seen the store's file, the policy and the instant
 * @param whole the case
 * @param remedy which, and whether the customer keeps the goods
 * @param day civil days since the invoice, `entitlementOf`
 * @param goodsFen what the goods are worth
 */
export function authorisationsFor(
  { orm, policy, now }: Seen,
  whole: WholeCase,
  { remedy, keepsGoods }: Pick<CasePlan, 'remedy' | 'keepsGoods'>,
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
  const { reason } = whole.row
  const givesForNothing = remedy === 'refund' || remedy === 'exchange'
  const nothingBack = givesForNothing && !needsGoodsIn(reason, { remedy, keepsGoods })
  const matter = { reason, remedy, nothingBack, families, day, goodsFen, on }
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
  const refundGranted = entitlement.grants.some((each) => each.remedy === 'refund')
  const cashBackFen = plan.remedy === 'exchange' && !refundGranted ? (money.settlement?.refundFen ?? 0) : 0
  const own = planGoodwill(plan, basis, money.goodsFen, cashBackFen)
  return {
    gaps: planGaps(plan),
    money,
    basis,
    citation: grant?.citation ?? null,
    grant,
    own,
    goodwill: plus(own, goodwillBesides(orm, whole)),
    priceLowered: isPriceLowered(money),
  }

  function otherBasis(): Basis {
    const resolution = resolutionFor(orm, whole, plan, money.goodsFen)
    if (resolution !== null) return resolution
    const [found] = authorisationsFor(seen, whole, plan, entitlement.day, money.goodsFen)
    return found === undefined
      ? null
      : { kind: 'authorisation', authorisationId: found.id, number: found.number }
  }
}

/**
 * Is the unit that is given cheaper than what comes back for it? The price is typed, and the difference leaves as money.
 * @param money of a plan
 */
export function isPriceLowered({ settlement }: Pick<PlanMoney, 'settlement'>): boolean {
  return settlement?.replacementFen != null && settlement.replacementFen < settlement.goodsFen
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
  return plus(own, goodwillBesides(orm, whole, plan?.version))
}
