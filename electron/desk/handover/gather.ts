import { and, asc, count, eq, gt, gte, isNotNull, isNull, lt, lte, type SQL, sql } from 'drizzle-orm'
import type { Drizzle } from '../../../db/open.ts'
import * as t from '../../../db/schema.ts'
import type { HandoverCounts, HandoverFacts, HandoverKind, HandoverLine } from '../../../domain/handover.ts'
import { gatherHandover, handoverHorizon, handoverKinds } from '../../../domain/handover.ts'
import type { Policy } from '../../../domain/policy.ts'
import { storeTimeOf } from '../../../domain/store-time.ts'
import { calls } from '../contacts/calls.ts'
import type { Caller, DeskContext } from '../context.ts'
import { summaryOf } from '../customers/recall.ts'
import type { HandoverGathered } from '../handover-views.ts'
import { lineViews } from './targets.ts'

/** Of each kind as many lines as somebody can read out at a handover; the lists of the desk have the rest. */
const most = 100

/** What is open at one moment, and how many of each kind there are in all. */
export interface Gathered {
  readonly lines: readonly HandoverLine[]
  readonly totals: Record<HandoverKind, number>
}

function words(...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== '').join(' · ')
}

/** An anonymous customer's placeholder is no name. */
const nameOf = (row: { customerName: string; anonymous: boolean }) => (row.anonymous ? '' : row.customerName)

/** Since when a complaint's paper lies there. */
const submitted = sql<
  number | null
>`(SELECT max(r.submitted_at) FROM resolution r WHERE r.complaint_id = ${t.complaint.id})`

function complaintMatters(orm: Drizzle, where: SQL | undefined, order: SQL) {
  return orm
    .select({
      recordId: t.complaint.id,
      customerId: t.complaint.customerId,
      number: t.complaint.number,
      customerName: t.customer.name,
      anonymous: t.customer.anonymous,
      goods: sql<string | null>`coalesce(nullif(${t.purchaseLine.productName}, ''), ${t.purchaseLine.model})`,
      whatHappened: t.complaint.whatHappened,
      state: t.complaint.state,
      clock: t.complaint.clockKind,
      queueAt: t.complaint.queueAt,
      promisedAt: t.complaint.promisedAt,
      submittedAt: submitted,
    })
    .from(t.complaint)
    .innerJoin(t.customer, eq(t.customer.id, t.complaint.customerId))
    .leftJoin(t.purchaseLine, eq(t.purchaseLine.id, t.complaint.purchaseLineId))
    .where(and(isNull(t.complaint.endedAt), where))
    .orderBy(order, asc(t.complaint.id))
    .limit(most)
    .all()
    .map((row) => ({
      ...row,
      what: words(nameOf(row), row.goods, summaryOf(row.whatHappened)),
    }))
}

function caseMatters(orm: Drizzle, where: SQL | undefined) {
  return orm
    .select({
      recordId: t.returnCase.id,
      customerId: t.returnCase.customerId,
      number: t.returnCase.number,
      customerName: t.customer.name,
      anonymous: t.customer.anonymous,
      whatHappened: t.returnCase.whatHappened,
      queueAt: t.returnCase.queueAt,
      submittedAt: t.returnCase.submittedAt,
      signatureDueAt: t.returnCase.signatureDueAt,
    })
    .from(t.returnCase)
    .innerJoin(t.customer, eq(t.customer.id, t.returnCase.customerId))
    .where(and(isNull(t.returnCase.endedAt), where))
    .orderBy(asc(t.returnCase.queueAt), asc(t.returnCase.id))
    .limit(most)
    .all()
    .map((row) => ({ ...row, what: words(nameOf(row), summaryOf(row.whatHappened)) }))
}

/** Which records have a clock that ends first: late ones apart, so that many of them hide nothing that is due next. */
function clocks(orm: Drizzle, now: number, horizon: number): HandoverFacts['clocks'] {
  const queue = sql`${t.complaint.queueAt}`
  const late = lt(t.complaint.queueAt, now)
  const next = and(gte(t.complaint.queueAt, now), lte(t.complaint.queueAt, horizon))
  const ofComplaints = [complaintMatters(orm, late, queue), complaintMatters(orm, next, queue)]
    .flat()
    .flatMap(({ clock, queueAt, ...matter }) =>
      clock === null ? [] : [{ ...matter, clock, dueAt: queueAt }],
    )
  const ofCases = [
    caseMatters(orm, lt(t.returnCase.queueAt, now)),
    caseMatters(orm, and(gte(t.returnCase.queueAt, now), lte(t.returnCase.queueAt, horizon))),
  ]
    .flat()
    .map(({ queueAt, signatureDueAt, ...matter }) => ({
      ...matter,
      // Cases have two clocks, of which the row says which ends first.
      clock: queueAt === signatureDueAt ? ('signature' as const) : ('refund_money' as const),
      dueAt: queueAt,
    }))
  return [...ofComplaints, ...ofCases]
}

const promiseNumber = sql<string>`coalesce((SELECT number FROM complaint c WHERE c.id = ${t.promise.complaintId}),
  (SELECT number FROM return_case r WHERE r.id = ${t.promise.caseId}), '')`

function openPromises(horizon: number): SQL | undefined {
  return and(isNull(t.promise.keptAt), isNull(t.promise.releasedAt), lte(t.promise.dueAt, horizon))
}

function promises(orm: Drizzle, horizon: number): HandoverFacts['promises'] {
  return orm
    .select({
      recordId: t.promise.id,
      customerId: t.promise.customerId,
      number: promiseNumber,
      dueAt: t.promise.dueAt,
      customerName: t.customer.name,
      anonymous: t.customer.anonymous,
      said: t.promise.what,
    })
    .from(t.promise)
    .innerJoin(t.customer, eq(t.customer.id, t.promise.customerId))
    .where(openPromises(horizon))
    .orderBy(asc(t.promise.dueAt), asc(t.promise.id))
    .limit(most)
    .all()
    .map((row) => ({ ...row, what: words(nameOf(row), summaryOf(row.said)) }))
}

function custody(orm: Drizzle): HandoverFacts['custody'] {
  return orm
    .select({
      recordId: t.custody.id,
      customerId: t.custody.customerId,
      number: t.custody.number,
      receivedAt: t.custody.receivedAt,
      customerName: t.customer.name,
      anonymous: t.customer.anonymous,
      description: t.custody.description,
      place: t.custody.place,
    })
    .from(t.custody)
    .innerJoin(t.customer, eq(t.customer.id, t.custody.customerId))
    .where(isNull(t.custody.endedAt))
    .orderBy(asc(t.custody.receivedAt), asc(t.custody.id))
    .limit(most)
    .all()
    .map((row) => ({ ...row, what: words(nameOf(row), row.description, row.place) }))
}

function awaitingSignature(orm: Drizzle): HandoverFacts['awaitingSignature'] {
  const papers = complaintMatters(orm, eq(t.complaint.state, 'awaiting_signature'), submitted).map(
    ({ clock, queueAt, ...matter }) => ({
      ...matter,
      submittedAt: matter.submittedAt ?? queueAt,
      dueAt: clock === 'signature' ? queueAt : null,
    }),
  )
  const plans = caseMatters(orm, eq(t.returnCase.state, 'awaiting_signature')).map((row) => ({
    ...row,
    submittedAt: row.submittedAt ?? row.queueAt,
    dueAt: row.signatureDueAt,
  }))
  return [...papers, ...plans]
}

/** Who stands on the call list: departments call nobody. */
function onCallList(caller: Caller): HandoverFacts['contacts'] {
  if (caller.me.role === 'department') return []
  const { ready, blocked } = calls(caller)
  return [...ready, ...blocked].flatMap(
    ({ id, customerId, number, customerName, product, summary, reasons }) => {
      const [first] = reasons
      if (first === undefined) return []
      const why = first.code === 'promise' ? ('agreed' as const) : first.code
      const what = words(customerName, product, summary)
      return { recordId: id, customerId, number, what, why, dueAt: Date.parse(first.dueAt) }
    },
  )
}

function contacts(caller: Caller, horizon: number): HandoverFacts['contacts'] {
  const { orm } = caller.desk.file
  const agreed = lte(t.complaint.promisedAt, horizon)
  const toTell = eq(t.complaint.state, 'signed')
  return [
    ...onCallList(caller),
    ...complaintMatters(orm, agreed, sql`${t.complaint.promisedAt}`).map((row) => ({
      ...row,
      why: 'agreed' as const,
      dueAt: row.promisedAt,
    })),
    ...complaintMatters(orm, toTell, sql`${t.complaint.queueAt}`).map((row) => ({
      ...row,
      why: 'communicate' as const,
      dueAt: null,
    })),
  ]
}

function countOf(
  orm: Drizzle,
  table: typeof t.complaint | typeof t.returnCase,
  where: SQL | undefined,
): number {
  return (
    orm
      .select({ n: count() })
      .from(table)
      .where(and(isNull(table.endedAt), where))
      .get()?.n ?? 0
  )
}

/** How many there are where a list was cut; what was not cut is counted by its lines. */
function totalsOf(
  orm: Drizzle,
  lines: readonly HandoverLine[],
  now: number,
  horizon: number,
): Record<HandoverKind, number> {
  const listed = (kind: HandoverKind) => lines.filter((line) => line.kind === kind).length
  const inBoth = (complaints: SQL | undefined, cases: SQL | undefined) =>
    countOf(orm, t.complaint, complaints) + countOf(orm, t.returnCase, cases)
  const all: Partial<Record<HandoverKind, () => number>> = {
    late_clock: () =>
      inBoth(
        and(isNotNull(t.complaint.clockKind), lt(t.complaint.queueAt, now)),
        lt(t.returnCase.queueAt, now),
      ),
    next_clock: () =>
      inBoth(
        and(
          isNotNull(t.complaint.clockKind),
          gte(t.complaint.queueAt, now),
          lte(t.complaint.queueAt, horizon),
        ),
        and(gte(t.returnCase.queueAt, now), lte(t.returnCase.queueAt, horizon)),
      ),
    promise: () => orm.select({ n: count() }).from(t.promise).where(openPromises(horizon)).get()?.n ?? 0,
    custody: () => orm.select({ n: count() }).from(t.custody).where(isNull(t.custody.endedAt)).get()?.n ?? 0,
    awaiting_signature: () =>
      inBoth(eq(t.complaint.state, 'awaiting_signature'), eq(t.returnCase.state, 'awaiting_signature')),
  }
  const totals = handoverKinds.map((kind) => {
    const whole = listed(kind) < most ? undefined : all[kind]
    return [kind, whole === undefined ? listed(kind) : whole()] as const
  })
  return Object.fromEntries(totals) as Record<HandoverKind, number>
}

/**
 * What is open now, as one shift hands it to the next; also inside the transaction of a handover.
 * @param caller who hands over
 * @param now instant, ms
 * @param policy the policy in force
 */
export function gather(caller: Caller, now: number, policy: Policy): Gathered {
  const { orm } = caller.desk.file
  const horizon = handoverHorizon(now, policy)
  const facts: HandoverFacts = {
    clocks: clocks(orm, now, horizon),
    promises: promises(orm, horizon),
    custody: custody(orm),
    awaitingSignature: awaitingSignature(orm),
    contacts: contacts(caller, horizon),
  }
  const lines = gatherHandover(facts, now, policy)
  return { lines, totals: totalsOf(orm, lines, now, horizon) }
}

/**
 * From when on the shift's own counts run: the last handover, or the beginning of the store day where there was none.
 * @param orm the store's file
 * @param now instant, ms
 * @param policy supplies the store's time zone
 * @returns instant, ms
 */
export function shiftSince(orm: Drizzle, now: number, policy: Policy): number {
  const last = orm
    .select({ at: sql<number | null>`max(${t.handover.at})` })
    .from(t.handover)
    .get()?.at
  return last ?? storeTimeOf(policy).dayAt(now).startsAt
}

/**
 * What the shift did itself.
 * @param desk the desk
 * @param since instant, ms; what was done at that very instant belongs to the shift before
 */
export function shiftCounts(desk: DeskContext, since: number): HandoverCounts {
  const { orm } = desk.file
  const complaints = (where: SQL | undefined) =>
    orm.select({ n: count() }).from(t.complaint).where(where).get()?.n ?? 0
  const talks = orm.select({ n: count() }).from(t.contact).where(gt(t.contact.at, since)).get()
  const opened = orm.select({ n: count() }).from(t.returnCase).where(gt(t.returnCase.openedAt, since)).get()
  const paid = orm
    .select({ fen: sql<number>`coalesce(sum(${t.returnCase.paidOutFen}), 0)` })
    .from(t.returnCase)
    .where(gt(t.returnCase.paidOutAt, since))
    .get()
  return {
    recorded: complaints(gt(t.complaint.transferredAt, since)),
    accepted: complaints(gt(t.complaint.acceptedAt, since)),
    contacted: talks?.n ?? 0,
    closed: complaints(and(eq(t.complaint.state, 'closed'), gt(t.complaint.endedAt, since))),
    casesOpened: opened?.n ?? 0,
    paidOutFen: paid?.fen ?? 0,
  }
}

/** What the button of the handover gathers. */
export function gatherView(caller: Caller): HandoverGathered {
  const { desk } = caller
  const { orm } = desk.file
  const now = desk.clock.now()
  const policy = desk.policy()
  const { lines, totals } = gather(caller, now, policy)
  const since = shiftSince(orm, now, policy)
  return {
    lines: lineViews(orm, lines),
    totals,
    counts: shiftCounts(desk, since),
    since: new Date(since).toISOString(),
  }
}
