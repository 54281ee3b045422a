import { randomBytes } from 'node:crypto'
import { desc, eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import * as t from '../../../../db/schema.ts'
import type { CasePlan } from '../../../../domain/case/input.ts'
import { signsBySubmitting } from '../../../../domain/case/judge.ts'
import { remediesFor } from '../../../../domain/case/plan.ts'
import { checkCodeFrom } from '../../../../domain/complaint/check-code.ts'
import { DeskError } from '../../errors.ts'
import { entitlementOf } from '../entitled.ts'
import { planInForce } from '../facts.ts'
import type { PlanJudgement, Seen } from '../judgement.ts'
import { judgePlan } from '../judgement.ts'
import { planMoney } from '../money.ts'
import { soldAs } from '../sold-as.ts'
import type { PlanRow } from '../whole.ts'
import type { CaseAct, CasePerformers } from './act.ts'
import { given } from './inspecting.ts'

type Planning = CasePerformers<'plan' | 'submit' | 'sign' | 'return_for_rework' | 'head_office_ruling'>

function seenBy(act: CaseAct): Seen {
  return { orm: act.desk.file.orm, policy: act.policy, now: act.now }
}

function thePlan(act: CaseAct): PlanRow {
  const plan = planInForce(act.whole)
  if (plan === null) throw new DeskError('not_found', 'plan_not_found')
  return plan
}

/** From here money and goods may leave; the row never changes again. */
function approved(act: CaseAct): Pick<PlanRow, 'approvedAt' | 'checkCode'> {
  return { approvedAt: act.now, checkCode: checkCodeFrom(randomBytes(5)) }
}

/** Columns of a plan that its judgement gives. */
function judged(judgement: PlanJudgement) {
  const { money, basis, citation, own } = judgement
  return {
    settlement: money.settlement,
    refundFen: money.refundFen,
    payFen: money.payFen,
    goodwillFen: own.totalFen,
    goodwillCashFen: own.cashFen,
    basis,
    citation,
  }
}

/** What somebody else's case has taken of the same purchase meanwhile changes what is left: such a plan is made anew. */
function requireSameMoney(act: CaseAct, plan: PlanRow): void {
  const { problem, refundFen, payFen, settlement } = planMoney(act.desk.file.orm, act.whole, plan.plan)
  // Field by field: the file keeps the keys of its JSON in another order.
  const worth = (of: PlanRow['settlement']) =>
    (of?.lines ?? []).map((line) => [line.id, line.returned, line.refundFen].join(' ')).join()
  const same = worth(settlement) === worth(plan.settlement)
  if (problem !== null || refundFen !== plan.refundFen || payFen !== plan.payFen || !same)
    throw new DeskError('not_allowed', 'plan_outdated')
}

function lastVersion(act: CaseAct): number {
  const { orm } = act.desk.file
  const last = orm
    .select({ version: t.casePlan.version })
    .from(t.casePlan)
    .where(eq(t.casePlan.caseId, act.whole.row.id))
    .orderBy(desc(t.casePlan.version))
    .limit(1)
    .get()
  return last?.version ?? 0
}

/** What the reason leaves to give, and nobody pays for what the store owes (process section 7.2). */
function requirePossible(act: CaseAct, { remedy }: CasePlan): void {
  const { whole, policy, desk } = act
  const field = 'input.remedy'
  if (!remediesFor(whole.row.reason).includes(remedy))
    throw new DeskError('invalid', 'remedy_not_for_reason', { field })
  if (remedy !== 'paid_repair') return
  const { grants } = entitlementOf(desk.file.orm, whole, policy)
  if (grants.some((grant) => grant.remedy === 'repair'))
    throw new DeskError('not_allowed', 'repair_is_granted', { field })
}

/** From a plan to the approval of what it gives (process sections 7.4, 7.5 and 14). */
export const planning: Planning = {
  plan(act, input) {
    const { row } = act.whole
    if (input.keepsGoods && input.remedy !== 'refund')
      throw new DeskError('invalid', 'not_valid', { field: 'input.keepsGoods' })
    requirePossible(act, input)
    const judgement = judgePlan(seenBy(act), act.whole, input)
    const { problem, refundFen } = judgement.money
    if (problem === 'more_than_paid') throw new DeskError('invalid', problem, { field: 'input.offers' })
    if (problem === 'not_an_amount')
      throw new DeskError('invalid', 'amount_too_large', { field: 'input.replacement.priceFen' })
    // What is left of the purchase no longer holds what the case took.
    if (problem !== null) throw new DeskError('not_allowed', 'plan_outdated')
    if (judgement.grant?.freight === 'store' && input.freightCustomerFen > 0)
      throw new DeskError('invalid', 'freight_is_the_stores', { field: 'input.freightCustomerFen' })
    const running = planInForce(act.whole)
    const draft = running?.submittedAt === null ? running : null
    const plan: PlanRow = {
      id: draft?.id ?? uuidv7(),
      caseId: row.id,
      version: draft?.version ?? lastVersion(act) + 1,
      remedy: input.remedy,
      // Where nothing is paid out there is nothing to credit.
      plan: { ...input, storeCredit: input.storeCredit && refundFen > 0 },
      ...judged(judgement),
      soldAs: soldAs(act.whole),
      preparers: [...new Set([...(draft?.preparers ?? []), act.me.staffId])],
      preparedBy: act.me.staffId,
      preparedAt: act.now,
      submittedBy: null,
      submittedAt: null,
      returnedAt: null,
      returnReason: '',
      storeSignedBy: null,
      storeSignedAt: null,
      approvalReference: null,
      approvedAt: null,
      checkCode: null,
    }
    return {
      plan,
      // Planned anew after it was approved: what was approved stands among the earlier plans.
      row: { submittedAt: null, approvedAt: null, withoutSignature: false },
      facts: { remedy: input.remedy, refundFen: plan.refundFen, payFen: plan.payFen, version: plan.version },
    }
  },
  submit(act) {
    const before = thePlan(act)
    requireSameMoney(act, before)
    const judgement = judgePlan(seenBy(act), act.whole, before.plan)
    const atOnce = act.target === 'approved'
    const signs = atOnce && signsBySubmitting(act.me, act.facts, act.policy)
    const plan: PlanRow = {
      ...before,
      ...judged(judgement),
      // Whoever signs what another wrote is no preparer of it.
      preparers: signs ? before.preparers : [...new Set([...before.preparers, act.me.staffId])],
      submittedBy: act.me.staffId,
      submittedAt: act.now,
      ...(signs ? { storeSignedBy: act.me.staffId, storeSignedAt: act.now } : {}),
      ...(atOnce ? approved(act) : {}),
    }
    return {
      plan,
      row: {
        submittedAt: act.now,
        approvedAt: atOnce ? act.now : null,
        // A limit of one's own is no signature: the manager sees the day's list of these.
        withoutSignature: atOnce && !signs,
      },
      facts: { version: plan.version, basis: plan.basis?.kind ?? 'goodwill', goodwillFen: plan.goodwillFen },
    }
  },
  sign(act, input) {
    const before = thePlan(act)
    // The plan that was read must be the plan that is signed.
    if (before.id !== input.planId) throw new DeskError('stale', 'stale')
    requireSameMoney(act, before)
    const final = act.target === 'approved'
    const plan: PlanRow = {
      ...before,
      storeSignedBy: act.me.staffId,
      storeSignedAt: act.now,
      ...(final ? approved(act) : {}),
    }
    return {
      plan,
      row: { approvedAt: final ? act.now : null, withoutSignature: false },
      facts: { version: plan.version },
    }
  },
  return_for_rework(act, input) {
    const plan = { ...thePlan(act), returnedAt: act.now, returnReason: input.reason }
    return { plan, row: { submittedAt: null }, words: { reason: input.reason } }
  },
  head_office_ruling(act, input) {
    const before = thePlan(act)
    const approves = input.decision === 'approve'
    if (approves) requireSameMoney(act, before)
    const plan: PlanRow = approves
      ? { ...before, ...approved(act), approvalReference: input.reference }
      : { ...before, returnedAt: act.now, returnReason: input.text }
    return {
      plan,
      row: approves ? { approvedAt: act.now } : { submittedAt: null },
      facts: { decision: input.decision },
      words: given({ reference: input.reference, ruling: input.text }),
    }
  },
}
