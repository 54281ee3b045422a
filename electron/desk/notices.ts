import { and, count, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import type { Drizzle } from '../../db/open.ts'
import * as t from '../../db/schema.ts'
import { aboutToEndMs } from '../../domain/clock-status.ts'
import type { ClockMs } from '../../domain/clocks.ts'
import type { Policy } from '../../domain/policy.ts'
import { isInWindow } from '../../domain/working-time.ts'
import type { Caller } from './context.ts'
import type { NoticesView } from './views.ts'

/** One occasion to tell somebody of. */
export interface Occasion {
  readonly staffId: string
  readonly complaintId: string | null
  /** Of a refund or exchange case; then there is no complaint. */
  readonly caseId?: string | null
  readonly kind: 'soon' | 'late' | 'raise' | 'broken'
  /** The same occasion is told once. */
  readonly occasion: string
  readonly facts: Record<string, string | number>
}

/** Who is told what; read once for many complaints. */
export interface Audience {
  readonly managers: readonly string[]
  readonly everybody: readonly string[]
}

/** A rise of a level, by rule or by a person. */
export interface Rise {
  /** Of the level change. */
  readonly id: string
  readonly from: number
  readonly to: number
  readonly rule: string
  /** When it fell due or was decided, and when it was written down; ms. */
  readonly at: number
  readonly recordedAt: number
}

const dayMs = 86_400_000

/**
 * Whom notices concern.
 * @param orm the store's file
 */
export function audienceOf(orm: Drizzle): Audience {
  const active = orm
    .select({ id: t.staff.id, role: t.staff.role })
    .from(t.staff)
    .where(eq(t.staff.active, true))
    .all()
  return {
    managers: active.filter((staff) => staff.role === 'manager').map((staff) => staff.id),
    everybody: active.map((staff) => staff.id),
  }
}

/** Handler and managers, each once; nobody who has left. */
function concerned(audience: Audience, handlerId: string | null): readonly string[] {
  const { managers, everybody } = audience
  if (handlerId === null || managers.includes(handlerId) || !everybody.includes(handlerId)) return managers
  return [...managers, handlerId]
}

function clockOccasion(clock: ClockMs, now: number, policy: Policy) {
  if (clock.stopped !== null) return null
  const dueAt = clock.due
  if (now < aboutToEndMs(clock, policy)) return null
  // A late clock is told once, then daily; after days without power once for all of them.
  const days = now > dueAt ? Math.floor((now - dueAt) / dayMs) : 0
  const kind: Occasion['kind'] = now > dueAt ? 'late' : 'soon'
  const facts = { clock: clock.kind, dueAt: new Date(dueAt).toISOString(), days }
  return { kind, occasion: `${kind}:${clock.kind}:${dueAt}:${days}`, facts }
}

/**
 * What the clocks of one complaint give to tell now (process section 6): about to end once, late once and then daily, to
 * handler and managers.
 * @param complaint the complaint as it stands
 * @param clocks its clocks
 * @param audience who there is
 * @param now instant, ms
 * @param policy the policy in force
 */
export function clockOccasions(
  complaint: { readonly id: string; readonly handlerId: string | null },
  clocks: readonly ClockMs[],
  audience: Audience,
  now: number,
  policy: Policy,
): Occasion[] {
  return clocks.flatMap((clock) => {
    const turned = clockOccasion(clock, now, policy)
    if (turned === null) return []
    const occasion = `${complaint.id}:${turned.occasion}`
    return concerned(audience, complaint.handlerId).map((staffId) => ({
      ...turned,
      staffId,
      complaintId: complaint.id,
      occasion,
    }))
  })
}

/**
 * What the clocks of a refund or exchange case give to tell now: about to end once, late once and then daily, to handler
 * and managers; from the breach on the notice says so.
 * @param row the case as it stands
 * @param clocks its running clocks
 * @param audience who there is
 * @param now instant, ms
 * @param policy the policy in force
 */
export function caseOccasions(
  row: {
    readonly id: string
    readonly handlerId: string
    readonly refundBreachAt: number | null
  },
  clocks: readonly ClockMs[],
  audience: Audience,
  now: number,
  policy: Policy,
): Occasion[] {
  return clocks.flatMap((clock) => {
    const turned = clockOccasion(clock, now, policy)
    if (turned === null) return []
    const breach = clock.kind === 'refund_money' && row.refundBreachAt !== null && now > row.refundBreachAt
    return concerned(audience, row.handlerId).map((staffId) => ({
      ...turned,
      staffId,
      complaintId: null,
      caseId: row.id,
      occasion: `${row.id}:${turned.occasion}`,
      facts: breach ? { ...turned.facts, breach: 1 } : turned.facts,
    }))
  })
}

/**
 * A level that rose is told to handler and managers, level 4 and 5 to everybody (process sections 5 and 6): also to those
 * who sign in later, because a rise at night concerns whoever opens the desk.
 * @param complaint the complaint
 * @param rise what rose
 * @param audience who there is
 * @param actorId who did it by hand: knows already
 */
export function riseOccasions(
  complaint: { readonly id: string; readonly handlerId: string | null },
  rise: Rise,
  audience: Audience,
  actorId: string | null = null,
): Occasion[] {
  const told = rise.to >= 4 ? audience.everybody : concerned(audience, complaint.handlerId)
  return told
    .filter((staffId) => staffId !== actorId)
    .map((staffId) => ({
      staffId,
      complaintId: complaint.id,
      kind: 'raise' as const,
      occasion: `raise:${rise.id}`,
      facts: {
        from: rise.from,
        to: rise.to,
        rule: rise.rule,
        dueAt: new Date(rise.at).toISOString(),
        recordedAt: new Date(rise.recordedAt).toISOString(),
      },
    }))
}

function prepareInsert(orm: Drizzle) {
  const values = {
    id: sql.placeholder('id'),
    staffId: sql.placeholder('staffId'),
    complaintId: sql.placeholder('complaintId'),
    caseId: sql.placeholder('caseId'),
    kind: sql.placeholder('kind'),
    occasion: sql.placeholder('occasion'),
    facts: sql.placeholder('facts'),
    at: sql.placeholder('at'),
  }
  return orm.insert(t.notice).values(values).onConflictDoNothing().prepare()
}

const inserts = new WeakMap<Drizzle, ReturnType<typeof prepareInsert>>()

/**
 * Keeps notices, each occasion once per person, however often and whenever it is computed.
 * @returns whose bell has something new
 */
export function writeNotices(orm: Drizzle, occasions: readonly Occasion[], now: number): string[] {
  const told = new Set<string>()
  if (occasions.length === 0) return []
  const insert = inserts.get(orm) ?? prepareInsert(orm)
  inserts.set(orm, insert)
  for (const occasion of occasions) {
    const { changes } = insert.run({ id: uuidv7(), caseId: null, ...occasion, at: now })
    if (changes > 0) told.add(occasion.staffId)
  }
  return [...told]
}

const shown = 50

/** A person's bell: what is new, and the latest. */
export function noticesOf(caller: Caller): NoticesView {
  const { desk, me } = caller
  const mine = eq(t.notice.staffId, me.staffId)
  const rows = desk.file.orm
    .select({
      notice: t.notice,
      number: sql<string | null>`coalesce(${t.complaint.number}, ${t.returnCase.number})`,
      customerName: t.customer.name,
      level: t.complaint.level,
    })
    .from(t.notice)
    .leftJoin(t.complaint, eq(t.complaint.id, t.notice.complaintId))
    .leftJoin(t.returnCase, eq(t.returnCase.id, t.notice.caseId))
    .leftJoin(
      t.customer,
      eq(t.customer.id, sql`coalesce(${t.complaint.customerId}, ${t.returnCase.customerId})`),
    )
    .where(mine)
    .orderBy(desc(t.notice.at), desc(t.notice.id))
    .limit(shown)
    .all()
  const unseen = desk.file.orm
    .select({ n: count() })
    .from(t.notice)
    .where(and(mine, isNull(t.notice.seenAt)))
    .get()
  const now = desk.clock.now()
  return {
    unseen: unseen?.n ?? 0,
    // Quiet outside the window: the bell fills, nothing rings.
    mayRing: isInWindow(now, desk.policy()),
    notices: rows.map(({ notice, number, customerName, level }) => ({
      id: notice.id,
      complaintId: notice.complaintId,
      caseId: notice.caseId,
      number: number ?? '',
      customerName: customerName ?? '',
      level,
      kind: notice.kind,
      facts: notice.facts,
      at: new Date(notice.at).toISOString(),
      seen: notice.seenAt !== null,
    })),
  }
}

export const seenSchema = z.object({ ids: z.array(z.uuid()).max(200).nullable() })

/** The person has seen these notices; null means all. */
export function markSeen(caller: Caller, ids: readonly string[] | null): void {
  const { desk, me } = caller
  const which = ids === null ? undefined : inArray(t.notice.id, [...ids])
  desk.file.orm
    .update(t.notice)
    .set({ seenAt: desk.clock.now() })
    .where(and(eq(t.notice.staffId, me.staffId), isNull(t.notice.seenAt), which))
    .run()
  desk.changes.publish({ type: 'notice', staffIds: [me.staffId] })
}
