import { and, count, desc, eq, inArray, isNull, ne, notInArray } from 'drizzle-orm'
import type { Drizzle } from '../../../db/open.ts'
import type { RecordOf } from '../../../db/records.ts'
import * as t from '../../../db/schema.ts'
import { customerOffers } from '../../../domain/customer.ts'
import { promiseState } from '../../../domain/promise.ts'
import { erasureDueOn, hindrances } from '../../../domain/retention.ts'
import type { Names } from '../complaints/view.ts'
import { namesOf } from '../complaints/view.ts'
import type { Caller } from '../context.ts'
import type { CustomerPageView, MatterView } from '../customer-views.ts'
import { DeskError } from '../errors.ts'
import { listStaff } from '../people/staff.ts'
import type { CustomerView } from '../views.ts'
import { groupOf } from './group.ts'
import { customerView, earlierView, normalTerm, purchaseLineView, summaryOf } from './recall.ts'
import { retentionFactsOf } from './retention-facts.ts'

const iso = (at: number) => new Date(at).toISOString()
const isoOrNull = (at: number | null) => (at === null ? null : iso(at))

/** Far more than anybody has; who has more is found in the register. */
const most = 100
const mostLikely = 8

/**
 * @param orm the store's file
 * @param id the customer
 * @throws DeskError not_found/customer_unknown
 */
export function customerRecord(orm: Drizzle, id: string): RecordOf<'customer'> {
  const row = orm.select().from(t.customer).where(eq(t.customer.id, id)).get()
  if (row === undefined) throw new DeskError('not_found', 'customer_unknown')
  return row
}

/** Others who are found by a whole number, name or member number of this one. */
function likelyDoublesOf(orm: Drizzle, group: readonly RecordOf<'customer'>[]): CustomerPageView['likely'] {
  const terms = group
    .flatMap(({ name, phones, memberNumber }) => [name, memberNumber, ...phones])
    .map(normalTerm)
    .filter((term) => [...term].length > 1)
  const ids = orm
    .selectDistinct({ id: t.customerTerm.customerId })
    .from(t.customerTerm)
    .where(
      and(
        inArray(t.customerTerm.term, [...new Set(terms)]),
        notInArray(
          t.customerTerm.customerId,
          group.map((each) => each.id),
        ),
      ),
    )
    .limit(mostLikely * 4)
    .all()
    .map((row) => row.id)
  const found = orm
    .select()
    .from(t.customer)
    .where(and(inArray(t.customer.id, ids), isNull(t.customer.mergedIntoId), isNull(t.customer.erasedAt)))
    .limit(mostLikely)
    .all()
  const rows = orm
    .select({ customerId: t.complaint.customerId, complaints: count() })
    .from(t.complaint)
    .where(
      inArray(
        t.complaint.customerId,
        found.map((each) => each.id),
      ),
    )
    .groupBy(t.complaint.customerId)
    .all()
  const counts = new Map(rows.map((row) => [row.customerId, row.complaints]))
  return found.map((each) => ({ ...customerView(each), complaints: counts.get(each.id) ?? 0 }))
}

/** Numbers of complaints and cases by id. */
type Matters = (row: { complaintId: string | null; caseId: string | null }) => MatterView | null

function mattersOf(
  complaints: readonly { id: string; number: string }[],
  cases: readonly { id: string; number: string }[],
): Matters {
  const known = new Map<string, MatterView>([
    ...complaints.map(({ id, number }) => [id, { kind: 'complaint', id, number }] as const),
    ...cases.map(({ id, number }) => [id, { kind: 'case', id, number }] as const),
  ])
  return ({ complaintId, caseId }) => known.get(complaintId ?? caseId ?? '') ?? null
}

function casesOf(orm: Drizzle, ids: string[]): CustomerPageView['cases'] {
  return orm
    .select()
    .from(t.returnCase)
    .where(inArray(t.returnCase.customerId, ids))
    .orderBy(desc(t.returnCase.openedAt))
    .limit(most)
    .all()
    .map(({ id, number, state, reason, openedAt, whatHappened }) => ({
      id,
      number,
      state,
      reason,
      openedAt: iso(openedAt),
      summary: summaryOf(whatHappened),
    }))
}

function purchasesOf(orm: Drizzle, ids: string[]): CustomerPageView['purchases'] {
  return orm
    .select({ line: t.purchaseLine, purchase: t.purchase })
    .from(t.purchaseLine)
    .innerJoin(t.purchase, eq(t.purchase.id, t.purchaseLine.purchaseId))
    .where(inArray(t.purchase.customerId, ids))
    .orderBy(desc(t.purchaseLine.id))
    .limit(most)
    .all()
    .map(({ line, purchase }) => ({
      ...purchaseLineView(line, purchase.orderNumber),
      invoicedOn: purchase.invoicedOn,
    }))
}

function contactsOf(orm: Drizzle, ids: string[], names: Names, matters: Matters) {
  const rows = orm
    .select()
    .from(t.contact)
    .where(inArray(t.contact.customerId, ids))
    .orderBy(desc(t.contact.at), desc(t.contact.id))
    .limit(most)
    .all()
  return rows.map((row) => ({
    id: row.id,
    at: iso(row.at),
    by: names(row.staffId),
    direction: row.direction,
    channel: row.channel,
    reached: row.reached,
    result: row.result,
    said: row.said,
    nextStep: row.nextStep,
    nuisance: row.nuisance,
    about: matters(row),
  }))
}

function promisesOf(orm: Drizzle, ids: string[], now: number, matters: Matters) {
  const rows = orm
    .select()
    .from(t.promise)
    .where(inArray(t.promise.customerId, ids))
    .orderBy(desc(t.promise.dueAt))
    .limit(most)
    .all()
  return rows.map((row) => ({
    id: row.id,
    what: row.what,
    dueAt: iso(row.dueAt),
    state: promiseState(row, now),
    about: matters(row),
  }))
}

function custodyOf(orm: Drizzle, ids: string[]): CustomerPageView['custody'] {
  return orm
    .select()
    .from(t.custody)
    .where(inArray(t.custody.customerId, ids))
    .orderBy(desc(t.custody.receivedAt))
    .limit(most)
    .all()
    .map(({ id, number, description, place, receivedAt, endedAt }) => ({
      id,
      number,
      description,
      place,
      receivedAt: iso(receivedAt),
      endedAt: isoOrNull(endedAt),
    }))
}

function happeningsOf(orm: Drizzle, ids: string[], names: Names): CustomerPageView['happenings'] {
  return orm
    .select()
    .from(t.customerHappening)
    .where(inArray(t.customerHappening.customerId, ids))
    .orderBy(desc(t.customerHappening.at), desc(t.customerHappening.id))
    .limit(most)
    .all()
    .map(({ id, at, staffId, action, facts, words }) => ({
      id,
      at: iso(at),
      by: names(staffId),
      action,
      facts,
      words,
    }))
}

function complaintsOf(orm: Drizzle, ids: string[]): RecordOf<'complaint'>[] {
  return orm
    .select()
    .from(t.complaint)
    .where(inArray(t.complaint.customerId, ids))
    .orderBy(desc(t.complaint.receivedAt))
    .limit(most)
    .all()
}

/** Where a double goes on: its own record, read by its own id. */
function mergedInto(orm: Drizzle, customer: RecordOf<'customer'>, main: string): CustomerView | null {
  return customer.mergedIntoId === null ? null : customerView(customerRecord(orm, main))
}

/**
 * Everything about one person: what the records of all doubles say, newest first.
 * @param caller who looks
 * @param id any record of them
 * @throws DeskError not_found/customer_unknown
 */
export function customerPage(caller: Caller, id: string): CustomerPageView {
  const { desk, me } = caller
  const { orm } = desk.file
  const customer = customerRecord(orm, id)
  const ids = groupOf(orm, id)
  const group = orm.select().from(t.customer).where(inArray(t.customer.id, ids)).all()
  const others = orm
    .select()
    .from(t.customer)
    .where(and(inArray(t.customer.id, ids), ne(t.customer.id, id)))
    .all()
  const names = namesOf(listStaff(orm))
  const facts = retentionFactsOf(orm, ids)
  const complaints = complaintsOf(orm, ids)
  const cases = casesOf(orm, ids)
  const matters = mattersOf(complaints, cases)
  const state = {
    anonymous: customer.anonymous,
    merged: customer.mergedIntoId !== null,
    erased: customer.erasedAt !== null,
  }
  const held = group.find((each) => each.legalHold)
  const { erasedAt, erasedBasis } = customer
  return {
    customer: customerView(customer),
    version: customer.version,
    address: customer.address,
    createdAt: iso(customer.createdAt),
    erased: erasedAt === null || erasedBasis === null ? null : { at: iso(erasedAt), basis: erasedBasis },
    consent: { given: customer.consent, at: isoOrNull(customer.consentAt) },
    doNotCall: {
      on: group.some((each) => each.doNotCall),
      at: isoOrNull(customer.doNotCallAt),
      by: names(customer.doNotCallBy),
    },
    legalHold: { on: held !== undefined, reason: held?.legalHoldReason ?? '' },
    mergedInto: mergedInto(orm, customer, ids[0] ?? id),
    doubles: state.merged ? [] : others.map(customerView),
    likely: state.anonymous || state.erased || state.merged ? [] : likelyDoublesOf(orm, group),
    complaints: complaints.map(earlierView),
    cases,
    purchases: purchasesOf(orm, ids),
    contacts: contactsOf(orm, ids, names, matters),
    promises: promisesOf(orm, ids, desk.clock.now(), matters),
    custody: custodyOf(orm, ids),
    happenings: happeningsOf(orm, ids, names),
    erasureDueOn: erasureDueOn(facts, desk.policy()),
    hindrances: hindrances(facts),
    offers: customerOffers(me.role, state),
  }
}
