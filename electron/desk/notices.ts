import { and, count, desc, eq, inArray, isNull } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import * as t from '../../db/schema.ts'
import type { Clock } from '../../domain/clocks.ts'
import { clockStatus } from '../../domain/clocks.ts'
import type { LevelRaise } from '../../domain/level-raises.ts'
import { isInWindow } from '../../domain/working-time.ts'
import type { Complaint } from './complaints/facts.ts'
import type { Caller, DeskContext } from './context.ts'
import type { NoticesView } from './views.ts'

/** One occasion to tell somebody of. */
export interface Occasion {
  readonly staffId: string
  readonly complaintId: string
  readonly kind: 'soon' | 'late' | 'raise'
  /** The same occasion is told once. */
  readonly occasion: string
  readonly facts: Record<string, string | number>
}

const dayMs = 86_400_000

/** Handler and managers; everybody for level 4 and 5 (process sections 5 and 6). */
function concerned(desk: DeskContext, complaint: Complaint, everybody: boolean): string[] {
  return desk.file.orm
    .select({ id: t.staff.id, role: t.staff.role })
    .from(t.staff)
    .where(eq(t.staff.active, true))
    .all()
    .filter((staff) => everybody || staff.role === 'manager' || staff.id === complaint.handlerId)
    .map((staff) => staff.id)
}

function clockOccasion(clock: Clock, now: number, desk: DeskContext) {
  const status = clockStatus(clock, now, desk.policyAt(now))
  if (clock.stoppedAt !== null || status === 'calm') return null
  // A late clock is told once, then daily.
  const days = status === 'late' ? Math.floor((now - Date.parse(clock.dueAt)) / dayMs) : 0
  const facts = { clock: clock.kind, dueAt: clock.dueAt, days }
  return { kind: status, occasion: `${status}:${clock.kind}:${clock.dueAt}:${days}`, facts } as const
}

/**
 * Whom to tell of what, now.
 * @param desk the desk
 * @param complaint the complaint after the sweep
 * @param clocks its clocks
 * @param raises raises that were recorded just now
 * @param now instant, ms
 */
export function noticesFor(
  desk: DeskContext,
  complaint: Complaint,
  clocks: readonly Clock[],
  raises: readonly { readonly id: string; readonly raise: LevelRaise }[],
  now: number,
): Occasion[] {
  const base = { complaintId: complaint.id }
  const turned = clocks.flatMap((clock) => clockOccasion(clock, now, desk) ?? [])
  const handlers = concerned(desk, complaint, false)
  return [
    ...turned.flatMap(({ kind, occasion, facts }) =>
      handlers.map((staffId) => ({ ...base, staffId, kind, facts, occasion: `${complaint.id}:${occasion}` })),
    ),
    ...raises.flatMap(({ id, raise }) =>
      concerned(desk, complaint, raise.to >= 4).map((staffId) => ({
        ...base,
        staffId,
        kind: 'raise' as const,
        occasion: `raise:${id}`,
        facts: { from: raise.from, to: raise.to, rule: raise.rule, dueAt: raise.at },
      })),
    ),
  ]
}

/**
 * Keeps notices, each occasion once per person.
 * @returns whose bell has something new
 */
export function writeNotices(desk: DeskContext, occasions: readonly Occasion[], now: number): string[] {
  const told = new Set<string>()
  for (const occasion of occasions) {
    const values = { id: uuidv7(), ...occasion, at: now, seenAt: null }
    const { changes } = desk.file.orm.insert(t.notice).values(values).onConflictDoNothing().run()
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
      number: t.complaint.number,
      customerName: t.customer.name,
      level: t.complaint.level,
    })
    .from(t.notice)
    .innerJoin(t.complaint, eq(t.complaint.id, t.notice.complaintId))
    .innerJoin(t.customer, eq(t.customer.id, t.complaint.customerId))
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
      number,
      customerName,
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
