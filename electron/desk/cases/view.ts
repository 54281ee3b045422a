import { desc, eq } from 'drizzle-orm'
import type { Drizzle } from '../../../db/open.ts'
import * as t from '../../../db/schema.ts'
import type { CaseEntitlement } from '../../../domain/case/entitled.ts'
import type { CasePlan } from '../../../domain/case/input.ts'
import { caseOffers } from '../../../domain/case/judge.ts'
import { planGaps } from '../../../domain/case/plan.ts'
import type { CaseRemedy } from '../../../domain/case/vocabulary.ts'
import { offerKinds } from '../../../domain/case/vocabulary.ts'
import type { GoodwillSum } from '../../../domain/complaint/resolution.ts'
import type { CaseHappeningView, CaseView, InspectionView, PlanView } from '../case-views.ts'
import type { Names } from '../complaints/view.ts'
import { namesOf } from '../complaints/view.ts'
import type { Caller } from '../context.ts'
import { custodyOfCase } from '../custody/view.ts'
import { customerView } from '../customers/recall.ts'
import type { Staff } from '../people/staff.ts'
import { listStaff } from '../people/staff.ts'
import { purchaseView } from '../purchases/view.ts'
import type { SignatureView } from '../views.ts'
import { serialMatches } from './acts/inspecting.ts'
import { entitlementOf } from './entitled.ts'
import { caseFacts, planInForce } from './facts.ts'
import { caseFiles } from './files.ts'
import { outcomeMayBeTold } from './guard.ts'
import type { Seen } from './judgement.ts'
import { authorisationsFor, judgePlan } from './judgement.ts'
import { seenNow } from './lists.ts'
import { goodwillBesides } from './matter.ts'
import { planMoney } from './money.ts'
import { caseRow, plansOf } from './rows.ts'
import type { PlanRow, WholeCase } from './whole.ts'
import { purchaseChanges, wholeCase } from './whole.ts'

const iso = (at: number) => new Date(at).toISOString()
const isoOrNull = (at: number | null) => (at === null ? null : iso(at))

/** The signature under a plan that is approved; null where nobody's was needed, or while it is not. */
function signatureOf(plan: PlanRow, staff: readonly Staff[]): SignatureView | null {
  const signer = staff.find((each) => each.id === plan.storeSignedBy)
  if (plan.approvedAt === null || plan.checkCode === null || signer === undefined) return null
  return {
    signerName: signer.name,
    signerNumber: signer.number,
    signerRole: signer.role,
    at: iso(plan.approvedAt),
    checkCode: plan.checkCode,
    selfSigned: plan.preparers.includes(signer.id),
    approvalReference: plan.approvalReference,
  }
}

/**
 * A plan as the screen and the slip show it: before it is submitted by what holds now, later by what held then.
 * @param seen the store's file, the policy and the instant
 * @param whole the case
 * @param plan one of its plans
 * @param staff everybody
 */
export function planView(seen: Seen, whole: WholeCase, plan: PlanRow, staff: readonly Staff[]): PlanView {
  const names = namesOf(staff)
  const others = goodwillBesides(seen.orm, whole, plan.version)
  const live = plan.submittedAt === null && plan.id === whole.row.planId && whole.row.endedAt === null
  const judged = live ? judgePlan(seen, whole, plan.plan) : null
  return {
    id: plan.id,
    version: plan.version,
    plan: plan.plan,
    remedy: plan.remedy,
    settlement: plan.settlement,
    refundFen: plan.refundFen,
    payFen: plan.payFen,
    gaps: planGaps(plan.plan),
    basis: judged === null ? plan.basis : judged.basis,
    citation: judged === null ? plan.citation : judged.citation,
    goodwill: judged?.goodwill ?? {
      totalFen: plan.goodwillFen + others.totalFen,
      cashFen: plan.goodwillCashFen + others.cashFen,
    },
    goodwillBeforeFen: others.totalFen,
    preparedBy: names(plan.preparedBy),
    preparedAt: iso(plan.preparedAt),
    submittedAt: isoOrNull(plan.submittedAt),
    returnReason: plan.returnReason === '' ? null : plan.returnReason,
    signature: signatureOf(plan, staff),
    approvedAt: isoOrNull(plan.approvedAt),
    checkCode: plan.checkCode,
    storeSignedBy: plan.storeSignedBy === null ? null : names(plan.storeSignedBy),
  }
}

function inspectionView({ inspection, lines }: WholeCase, names: Names): InspectionView | null {
  if (inspection === null) return null
  const { faultKind: _, failedRepairId: __, giftsMissing, ...found } = inspection.found
  return {
    ...found,
    giftsMissing: giftsMissing.map(({ purchaseLineId: _line, ...gift }) => gift),
    id: inspection.id,
    at: iso(inspection.at),
    by: names(inspection.staffId),
    serialMatches: serialMatches(
      lines.map(({ taken }) => taken.serialKey),
      found.serialSeen,
    ),
  }
}

/** Ids stand in the record to be found again; the name beside them is what people read. */
function detailsOf(pairs: Record<string, string | number | boolean>): CaseHappeningView['details'] {
  return Object.entries(pairs)
    .filter(([label, value]) => !label.endsWith('Id') && value !== '')
    .map(([label, value]) => ({ label, text: String(value) }))
}

/** What happened with a case, newest first. */
function happeningsOf(orm: Drizzle, caseId: string): CaseHappeningView[] {
  return orm
    .select({ line: t.caseHappening, by: t.staff.name })
    .from(t.caseHappening)
    .leftJoin(t.staff, eq(t.staff.id, t.caseHappening.staffId))
    .where(eq(t.caseHappening.caseId, caseId))
    .orderBy(desc(t.caseHappening.at), desc(t.caseHappening.id))
    .all()
    .map(({ line, by }) => ({
      id: line.id,
      at: iso(line.at),
      by: by ?? '',
      action: line.action,
      from: line.fromState,
      to: line.toState,
      details: [...detailsOf(line.facts), ...detailsOf(line.words)],
    }))
}

const remedies = ['refund', 'exchange', 'reship', 'repair'] as const satisfies readonly CaseRemedy[]

/** Standing authorisations with the remedies that they would cover now. */
function authorisationViews(
  seen: Seen,
  whole: WholeCase,
  entitlement: CaseEntitlement,
): CaseView['authorisations'] {
  const { goodsFen } = planMoney(seen.orm, whole, onlyOffers)
  const found = new Map<string, CaseView['authorisations'][number]>()
  for (const remedy of remedies)
    for (const { id, number, title } of authorisationsFor(
      seen,
      whole,
      { remedy, keepsGoods: false },
      entitlement.day,
      goodsFen,
    )) {
      const known = found.get(id)
      found.set(id, { id, number, title, remedies: [...(known?.remedies ?? []), remedy] })
    }
  return [...found.values()]
}

/** Gives nothing: what remains is the worth of the goods. */
const onlyOffers: CasePlan = {
  remedy: 'offers_only',
  keepsGoods: false,
  replacement: null,
  freightCustomerFen: 0,
  costFen: null,
  storeCredit: false,
  offers: [],
  wording: '',
}

const moneyInHand: ReadonlySet<string> = new Set(['partial_refund', 'compensation'])

function offersWithin(seen: Seen, given: GoodwillSum, caller: Caller): CaseView['offersWithinMyLimit'] {
  const limit = seen.policy.goodwill[caller.me.role]
  const total = Math.max(0, limit.totalFen - given.totalFen)
  const cash = Math.max(0, Math.min(total, limit.cashFen - given.cashFen))
  return offerKinds.map((kind) => ({
    kind,
    upToFen: kind === 'apology' ? 0 : moneyInHand.has(kind) ? cash : total,
  }))
}

function linesView({ lines }: WholeCase): CaseView['lines'] {
  return lines.map(({ taken, sold }) => ({
    purchaseLineId: sold.id,
    position: sold.position,
    model: sold.model,
    productName: sold.productName,
    serialNumber: taken.serialNumber,
    units: taken.units,
    soldUnits: taken.soldUnits,
    soldFen: taken.soldFen,
  }))
}

function moneyMoved({ row }: WholeCase): Pick<CaseView, 'payout' | 'payment'> {
  const { paidOutAt, paidOutFen, payoutMethod, paymentAt, paymentFen, paymentMethod } = row
  return {
    payout:
      paidOutAt === null || paidOutFen === null || payoutMethod === null
        ? null
        : {
            at: iso(paidOutAt),
            fen: paidOutFen,
            method: payoutMethod,
            voucherNumber: row.payoutVoucher,
            methodReason: row.payoutMethodReason,
          },
    payment:
      paymentAt === null || paymentFen === null || paymentMethod === null
        ? null
        : {
            at: iso(paymentAt),
            fen: paymentFen,
            method: paymentMethod,
            voucherNumber: row.paymentVoucher,
          },
  }
}

function repairsView({ repairs }: WholeCase): CaseView['repairs'] {
  return repairs.map(({ id, fromOn, toOn, failed, delay, repairer, work }) => ({
    id,
    from: fromOn,
    to: toOn,
    failed,
    delay,
    repairer,
    work,
  }))
}

/** The slip may be had: the plan is approved, and the complaint's outcome may be told (process section 4). */
function slipReady(orm: Drizzle, whole: WholeCase): boolean {
  if (planInForce(whole)?.approvedAt == null) return false
  return whole.complaint === null || outcomeMayBeTold(orm, whole.complaint)
}

/**
 * Everything about one refund or exchange case, as this person may act on it.
 * @param caller who looks
 * @param id the case
 * @throws DeskError not_found/case_not_found
 */
export function caseView(caller: Caller, id: string): CaseView {
  const seen = seenNow(caller)
  const { orm, policy } = seen
  const whole = wholeCase(orm, id)
  const { row } = whole
  const staff = listStaff(orm)
  const names = namesOf(staff)
  const customer = orm.select().from(t.customer).where(eq(t.customer.id, row.customerId)).get()
  if (customer === undefined) throw new Error('A case without its customer')
  // What was said when it ended is not said anew by a later policy.
  const entitlement = entitlementOf(
    orm,
    whole,
    row.endedAt === null ? policy : caller.desk.policyAt(row.endedAt),
  )
  const plans = plansOf(orm, id)
  const current = planInForce(whole)
  return {
    ...caseRow(seen, whole, caller.me),
    ...moneyMoved(whole),
    version: row.version,
    customer: customerView(customer),
    purchase: purchaseView(orm, whole.purchase),
    lines: linesView(whole),
    purchaseChanges: purchaseChanges(orm, whole),
    whatHappened: row.whatHappened,
    faultKind: row.faultKind,
    voucherValid: row.voucherValid,
    openedBy: names(row.openedBy),
    entitlement: {
      grants: [...entitlement.grants],
      refused: [...entitlement.refused],
      day: entitlement.day,
      warrantyUntil: entitlement.warrantyUntil,
    },
    authorisations: authorisationViews(seen, whole, entitlement),
    inspection: inspectionView(whole, names),
    plan: current === null ? null : planView(seen, whole, current, staff),
    earlierPlans: plans
      .filter((plan) => plan.id !== current?.id)
      .toReversed()
      .map((plan) => planView(seen, whole, plan, staff)),
    offersWithinMyLimit: offersWithin(seen, goodwillBesides(orm, whole), caller),
    repairs: repairsView(whole),
    custody: custodyOfCase(orm, id),
    goodsInAt: isoOrNull(row.goodsInAt),
    goodsOutAt: isoOrNull(row.goodsOutAt),
    newSerial: row.newSerial,
    handedTo: row.handedTo,
    refundDueAt: isoOrNull(row.refundDueAt),
    refundBreachAt: isoOrNull(row.refundBreachAt),
    files: caseFiles(orm, id, names),
    happenings: happeningsOf(orm, id),
    // Nothing is written or printed any more for a customer who was erased.
    offers: customer.erasedAt === null ? caseOffers(caller.me, caseFacts(seen, whole), policy) : [],
    endedAt: isoOrNull(row.endedAt),
    slip: customer.erasedAt === null && slipReady(orm, whole),
    policyVersion: row.policyVersion,
  }
}
