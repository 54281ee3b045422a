import { desc, isNull } from 'drizzle-orm'
import * as t from '../../db/schema.ts'
import { deskMannedClock } from '../../domain/clocks.ts'
import type { DeskContext } from '../desk/context.ts'
import { audienceOf, writeNotices } from '../desk/notices.ts'

/**
 * Desk manned 在岗 (process section 6): nobody signed in for too long during the window is written down once per absence,
 * outside the journal because it concerns no record, and told to the managers.
 * @param desk the desk
 */
export function watchDesk(desk: DeskContext): void {
  const { clock, file, sessions, changes } = desk
  const { orm } = file
  const now = clock.now()
  const sinceAt = sessions.unmannedSince()
  const [last] = orm.select().from(t.deskUnmanned).orderBy(desc(t.deskUnmanned.sinceAt)).limit(1).all()
  if (sinceAt === null) {
    if (last?.endedAt === null)
      orm
        .update(t.deskUnmanned)
        .set({ endedAt: sessions.lastStart() ?? now })
        .where(isNull(t.deskUnmanned.endedAt))
        .run()
    return
  }
  const dueAt = Date.parse(deskMannedClock(sinceAt, null, desk.policyAt(sinceAt)).dueAt)
  if (now <= dueAt || last?.sinceAt === sinceAt) return
  const told = orm.transaction(() => {
    orm
      .insert(t.deskUnmanned)
      .values({ sinceAt, dueAt, recordedAt: now, endedAt: null })
      .onConflictDoNothing()
      .run()
    const occasions = audienceOf(orm).managers.map((staffId) => ({
      staffId,
      complaintId: null,
      kind: 'late' as const,
      occasion: `late:desk_manned:${sinceAt}`,
      facts: { clock: 'desk_manned', dueAt: new Date(dueAt).toISOString(), days: 0 },
    }))
    return writeNotices(orm, occasions, now)
  })
  if (told.length > 0) changes.publish({ type: 'notice', staffIds: told })
}
