import { and, asc, eq, isNull, lte } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import * as t from '../../db/schema.ts'
import type { Clock } from '../../domain/clocks.ts'
import { complaintClocks } from '../../domain/clocks.ts'
import type { LevelRaise } from '../../domain/level-raises.ts'
import { levelRaises } from '../../domain/level-raises.ts'
import type { Level } from '../../domain/vocabulary.ts'
import { clockFactsOf, levelTimelineOf } from '../desk/complaints/clocks.ts'
import type { Complaint } from '../desk/complaints/facts.ts'
import { withClocks } from '../desk/complaints/sweep-place.ts'
import type { DeskContext } from '../desk/context.ts'
import { errorFacts } from '../desk/log.ts'
import { noticesFor, writeNotices } from '../desk/notices.ts'

/**
 * Level raises and late clocks (process sections 5 and 6): computed at start, on wake and at the next due instant, also
 * for the hours when the computer was off; each recorded once, with the time at which it fell due and the time now.
 */
export interface Sweeper {
  /** Something changed: plan anew. */
  plan(): void
  /**
   * Looks at everything that is due by now, in small pieces, so that the front door stays open.
   * @returns how many complaints were looked at
   */
  sweep(): Promise<number>
  close(): Promise<void>
}

/** A piece of work may hold the front door for so long (ms); one complaint more is a few ms. */
const pieceMs = 20
const perQuery = 50
/** The longest sleep: after it the wall clock is read again, so that a clock set forward or a wake is seen. */
const longestSleepMs = 60_000

/**
 * @param desk the desk; called after the store's file was opened
 */
export function openSweeper(desk: () => DeskContext): Sweeper {
  let running: Promise<number> | null = null
  let closed = false
  let cancel = () => {}

  function nextAt(): number | null {
    const first = desk()
      .file.orm.select({ at: t.sweep.at })
      .from(t.sweep)
      .orderBy(asc(t.sweep.at))
      .limit(1)
      .get()
    return first?.at ?? null
  }

  function plan(): void {
    if (closed || running !== null) return
    cancel()
    const at = nextAt()
    if (at === null) return
    const wait = Math.max(0, at - desk().clock.now())
    cancel = desk().clock.after(Math.min(wait, longestSleepMs), () => {
      void sweep()
    })
  }

  async function work(): Promise<number> {
    let looked = 0
    const { clock, file, log } = desk()
    const limit = clock.now()
    try {
      for (;;) {
        const due = file.orm
          .select({ id: t.sweep.complaintId })
          .from(t.sweep)
          .where(lte(t.sweep.at, limit))
          .orderBy(asc(t.sweep.at))
          .limit(perQuery)
          .all()
        if (due.length === 0 || closed) return looked
        let began = clock.monotonic()
        for (const { id } of due) {
          if (closed) return looked
          lookAt(desk(), id)
          looked += 1
          if (clock.monotonic() - began < pieceMs) continue
          await new Promise((resolve) => setImmediate(resolve))
          began = clock.monotonic()
        }
      }
    } catch (error) {
      log.error(errorFacts(error), 'sweep failed')
      return looked
    }
  }

  function sweep(): Promise<number> {
    running ??= work().finally(() => {
      running = null
      if (!closed) cancel = desk().clock.after(retryMs(), plan)
    })
    return running
  }

  /** After a failed round something is still due: not at once again, or a fault would spin. */
  function retryMs(): number {
    const at = nextAt()
    return at !== null && at <= desk().clock.now() ? longestSleepMs : 0
  }

  return {
    plan,
    sweep,
    async close() {
      closed = true
      cancel()
      await running
    },
  }
}

/** Raises that are due and not yet recorded. */
function newRaises(desk: DeskContext, complaint: Complaint, now: number): LevelRaise[] {
  const timeline = levelTimelineOf(desk.file.orm, complaint)
  const known = timeline.recorded?.length ?? 0
  return levelRaises(timeline, now, desk.policyAt(complaint.transferredAt)).slice(known)
}

/** Running clocks whose end has passed without being written down. */
function newLateClocks(
  desk: DeskContext,
  complaint: Complaint,
  clocks: readonly Clock[],
  now: number,
): Clock[] {
  const written = desk.file.orm
    .select({ clock: t.lateClock.clock, dueAt: t.lateClock.dueAt })
    .from(t.lateClock)
    .where(eq(t.lateClock.complaintId, complaint.id))
    .all()
  return clocks.filter(
    (clock) =>
      clock.stoppedAt === null &&
      Date.parse(clock.dueAt) < now &&
      !written.some((each) => each.clock === clock.kind && each.dueAt === Date.parse(clock.dueAt)),
  )
}

/**
 * Looks at one complaint: one transaction that records what fell due, tells whom it concerns and notes when to look next.
 * @param desk the desk
 * @param id the complaint
 */
export function lookAt(desk: DeskContext, id: string): void {
  const { clock, file, recorder, changes, pusher } = desk
  const now = clock.now()
  const head = {
    commandId: uuidv7(),
    action: 'complaint.sweep',
    about: 'complaint',
    staffId: null,
    at: now,
  } as const
  const result = recorder.command(head, (writer) => {
    const open = and(eq(t.complaint.id, id), isNull(t.complaint.endedAt))
    const complaint = file.orm.select().from(t.complaint).where(open).get()
    if (complaint === undefined) {
      file.orm.delete(t.sweep).where(eq(t.sweep.complaintId, id)).run()
      return null
    }
    const raises = newRaises(desk, complaint, now)
    const changes: { id: string; raise: LevelRaise }[] = raises.map((raise) => ({ id: uuidv7(), raise }))
    for (const { id: changeId, raise } of changes)
      writer.put('level_change', {
        id: changeId,
        complaintId: id,
        at: Date.parse(raise.at),
        recordedAt: now,
        fromLevel: raise.from as Level,
        toLevel: raise.to as Level,
        rule: raise.rule,
        staffId: null,
      })
    const level = raises.at(-1)?.to ?? complaint.level
    const raised: Complaint = {
      ...complaint,
      level,
      headOfficeToldAt: level >= 4 && complaint.level < 4 ? now : complaint.headOfficeToldAt,
    }
    const clocks = complaintClocks(clockFactsOf(file.orm, raised), now, desk.policyAt)
    const late = newLateClocks(desk, raised, clocks, now)
    for (const each of late)
      writer.put('late_clock', {
        id: uuidv7(),
        complaintId: id,
        clock: each.kind,
        dueAt: Date.parse(each.dueAt),
        recordedAt: now,
      })
    const after = withClocks(desk, raised, now)
    const changed = raises.length > 0 || late.length > 0
    if (changed) writer.putOf(after.customerId, 'complaint', { ...after, version: complaint.version + 1 })
    const told = writeNotices(desk, noticesFor(desk, after, clocks, changes, now), now)
    return { changed, told, version: complaint.version + 1, urgent: level >= 4 && complaint.level < 4 }
  })
  if (result === null) return
  if (result.changed) changes.publish({ type: 'changed', entity: 'complaint', id, version: result.version })
  if (result.told.length > 0) changes.publish({ type: 'notice', staffIds: result.told })
  if (result.changed) pusher.soon()
}
