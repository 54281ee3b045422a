import { and, desc, eq, lte } from 'drizzle-orm'
import * as t from '../../../db/schema.ts'
import type { Gift } from '../../../domain/case/input.ts'
import type { CaseState } from '../../../domain/case/vocabulary.ts'
import { authorisationView } from '../authorisations/view.ts'
import type { AuthorisationPrint, CaseView, CustodyPrint, PlanView, SlipPrint } from '../case-views.ts'
import { caseView } from '../cases/view.ts'
import type { WholeCase } from '../cases/whole.ts'
import { wholeCase } from '../cases/whole.ts'
import { customerRecord } from '../complaints/view.ts'
import type { Caller } from '../context.ts'
import { custodyView } from '../custody/view.ts'
import { requireNotErased } from '../customers/erased.ts'
import { customerOnPaper } from '../customers/recall.ts'
import { DeskError } from '../errors.ts'
import { storeView } from '../store.ts'

function top(caller: Caller) {
  const { desk } = caller
  return { store: storeView(desk.file.orm), printedAt: new Date(desk.clock.now()).toISOString() }
}

/** Promise guard (process section 4): neither before the plan is approved, nor before the complaint's outcome is signed. */
function approvedPlan(view: CaseView): PlanView {
  if (view.plan === null || !view.slip) throw new DeskError('not_allowed', 'outcome_not_signed')
  return view.plan
}

/** The sale as the approved plan saw it: a paper that was given out says the same when it is printed again. */
function soldAsOf(whole: WholeCase, view: CaseView) {
  if (whole.plan === null) throw new Error('An approved plan that is not there')
  const { orderNumber, invoicedOn, paymentMethod, lines } = whole.plan.soldAs
  return {
    orderNumber,
    invoicedOn,
    paymentMethod,
    lines: view.lines.map((line) => {
      const kept = lines.find((each) => each.purchaseLineId === line.purchaseLineId)
      return kept === undefined ? line : { ...line, model: kept.model, productName: kept.productName }
    }),
  }
}

/** What stayed with the customer when the plan was made. */
function missingGifts(caller: Caller, whole: WholeCase, plan: PlanView): Gift[] {
  const inspection = caller.desk.file.orm
    .select({ found: t.caseInspection.found })
    .from(t.caseInspection)
    .where(
      and(eq(t.caseInspection.caseId, whole.row.id), lte(t.caseInspection.at, Date.parse(plan.preparedAt))),
    )
    .orderBy(desc(t.caseInspection.id))
    .limit(1)
    .get()
  return (inspection?.found.giftsMissing ?? []).map(({ name, valueFen }) => ({ name, valueFen }))
}

/** A paper on which the store no longer acts must not look like one that it stands by. */
function standingOf(state: CaseState): SlipPrint['standing'] {
  if (state === 'voided') return 'void'
  return state === 'withdrawn' || state === 'declined' ? state : 'valid'
}

function authorisationOf(caller: Caller, plan: PlanView): SlipPrint['authorisation'] {
  if (plan.basis?.kind !== 'authorisation') return null
  const { number, title, signedBy } = authorisationView(caller.desk, plan.basis.authorisationId)
  return { number, title, signedBy }
}

/**
 * 退换货单 with its calculation.
 * @param caller who prints
 * @param caseId the case
 * @throws DeskError not_found, not_allowed/outcome_not_signed
 */
export function slipPrint(caller: Caller, caseId: string): SlipPrint {
  const whole = wholeCase(caller.desk.file.orm, caseId)
  requireNotErased(caller.desk.file.orm, whole.row.customerId)
  const view = caseView(caller, caseId)
  const plan = approvedPlan(view)
  return {
    ...top(caller),
    kind: 'slip',
    number: view.number,
    customerName: view.customer.name,
    caseView: {
      reason: view.reason,
      remedy: view.remedy,
      openedAt: view.openedAt,
      ...soldAsOf(whole, view),
      payout: view.payout,
      payment: view.payment,
      newSerial: view.newSerial,
      handedTo: view.handedTo,
      goodsInAt: view.goodsInAt,
      goodsOutAt: view.goodsOutAt,
      refundDueAt: view.refundDueAt,
      repairs: view.repairs,
      handler: view.handler,
      phone: wholeNumbers(caller, view.customer.id).join(' / '),
    },
    plan,
    missingGifts: missingGifts(caller, whole, plan),
    authorisation: authorisationOf(caller, plan),
    standing: standingOf(view.state),
  }
}

function wholeNumbers(caller: Caller, customerId: string): string[] {
  return customerOnPaper(customerRecord(caller.desk.file.orm, customerId)).phones
}

/**
 * The receipt for goods left at the desk, or the label on their shelf.
 * @param caller who prints
 * @param kind which of the two
 * @param id the goods in custody
 * @throws DeskError not_found
 */
export function custodyPrint(caller: Caller, kind: CustodyPrint['kind'], id: string): CustodyPrint {
  const custody = custodyView(caller.desk.file.orm, id)
  requireNotErased(caller.desk.file.orm, custody.customer.id)
  const { customer } = custody
  // A paper for the counter names its customer in full; the label on the shelf names nobody's number.
  const named = { ...custody, customer: { ...customer, phones: wholeNumbers(caller, customer.id) } }
  return { ...top(caller), kind, number: custody.number, customerName: customer.name, custody: named }
}

/**
 * 授权书 as it was signed.
 * @param caller who prints
 * @param id the authorisation
 * @throws DeskError not_found
 */
export function authorisationPrint(caller: Caller, id: string): AuthorisationPrint {
  const authorisation = authorisationView(caller.desk, id)
  const { number } = authorisation
  return { ...top(caller), kind: 'authorisation', number, customerName: '', authorisation }
}
