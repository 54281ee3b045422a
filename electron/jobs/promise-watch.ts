import type Database from 'better-sqlite3'
import { eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import * as t from '../../db/schema.ts'
import type { DeskContext } from '../desk/context.ts'
import { errorFacts } from '../desk/log.ts'
import { audienceOf, writeNotices } from '../desk/notices.ts'

/**
 * Promises that fall due unkept (process section 8): each is written down once as broken, also for the hours when the
 * computer was off, and told to the managers at once. At start, on wake and at the next due instant.
 */
export interface PromiseWatch {
  /** Something changed: plan anew. */
  plan(): void
  /** Writes down what has fallen due by now. */
  watch(): Promise<void>
  close(): Promise<void>
}

const mostInPiece = 50
/** The longest sleep: after it the wall clock is read again, so that a clock set forward or a wake is seen. */
const longestSleepMs = 60_000

function prepare(raw: Database.Database) {
  const open = 'kept_at IS NULL AND released_at IS NULL'
  return {
    // What is broken already lies before what is still to come; only open ones stand in the index.
    next: raw.prepare<[], { at: number | null }>(
      `SELECT min(due_at) AS at FROM promise WHERE ${open} AND broken_at IS NULL`,
    ),
    due: raw.prepare<[number, string, number], { id: string }>(
      `SELECT id FROM promise WHERE ${open} AND broken_at IS NULL AND due_at < ? AND id > ? ORDER BY id LIMIT ?`,
    ),
  }
}

const prepared = new WeakMap<Database.Database, ReturnType<typeof prepare>>()

function queries({ file }: DeskContext) {
  const known = prepared.get(file.raw) ?? prepare(file.raw)
  prepared.set(file.raw, known)
  return known
}

/** One broken promise, its record and its notices in one transaction. @returns whose bell has something new */
function breakOne(desk: DeskContext, id: string, managers: readonly string[], now: number): string[] {
  const { orm } = desk.file
  const head = {
    commandId: uuidv7(),
    action: 'promise.broken',
    about: 'promise',
    staffId: null,
    at: now,
  } as const
  return desk.recorder.command(head, (writer) => {
    const promise = orm.select().from(t.promise).where(eq(t.promise.id, id)).get()
    if (promise === undefined) throw new Error('A promise vanished while it was looked at')
    writer.putOf(promise.customerId, 'promise', { ...promise, brokenAt: promise.dueAt })
    const occasions = managers.map((staffId) => ({
      staffId,
      complaintId: promise.complaintId,
      caseId: promise.caseId,
      kind: 'broken' as const,
      occasion: `broken:${id}`,
      facts: { source: promise.source, dueAt: new Date(promise.dueAt).toISOString() },
    }))
    return writeNotices(orm, occasions, now)
  })
}

/** Some of what is due. @returns the last that was looked at, null when none was left */
function breakPiece(desk: DeskContext, afterId: string, now: number): string | null {
  const ids = queries(desk).due.all(now, afterId, mostInPiece)
  const { managers } = audienceOf(desk.file.orm)
  const told = new Set<string>()
  for (const { id } of ids)
    try {
      for (const staffId of breakOne(desk, id, managers, now)) told.add(staffId)
      desk.changes.publish({ type: 'changed', entity: 'promise', id, version: 0 })
    } catch (error) {
      // One that cannot be written stops nobody else.
      desk.log.error({ promiseId: id, ...errorFacts(error) }, 'a broken promise could not be written down')
    }
  if (told.size > 0) desk.changes.publish({ type: 'notice', staffIds: [...told] })
  if (ids.length > 0) desk.pusher.soon()
  return ids.at(-1)?.id ?? null
}

/**
 * Writes down every promise that has fallen due by now, at one go.
 * @param desk the desk
 */
export function breakDue(desk: DeskContext): void {
  const now = desk.clock.now()
  for (let last: string | null = ''; last !== null; ) last = breakPiece(desk, last, now)
}

/**
 * @param desk the desk; called after the store's file was opened
 */
export function openPromiseWatch(desk: () => DeskContext): PromiseWatch {
  let closed = false
  let running: Promise<void> | null = null
  let cancel = () => {}
  /** Monotonic: before it no round begins by itself, because something could not be written in the last one. */
  let quietUntil = Number.NEGATIVE_INFINITY

  const nextDue = () => queries(desk()).next.get()?.at ?? Number.POSITIVE_INFINITY

  function plan(): void {
    if (closed || running !== null) return
    cancel()
    const { clock } = desk()
    const wait = Math.max(0, nextDue() + 1 - clock.now(), quietUntil - clock.monotonic())
    cancel = clock.after(Math.min(wait, longestSleepMs), () => {
      void watch()
    })
  }

  async function work(): Promise<void> {
    try {
      const now = desk().clock.now()
      for (let last: string | null = ''; last !== null && !closed; ) {
        last = breakPiece(desk(), last, now)
        await new Promise((resolve) => setImmediate(resolve))
      }
      if (!closed && nextDue() < now) quietUntil = desk().clock.monotonic() + longestSleepMs
    } catch (error) {
      desk().log.error(errorFacts(error), 'looking for broken promises failed')
      quietUntil = desk().clock.monotonic() + longestSleepMs
    }
  }

  function watch(): Promise<void> {
    running ??= work().finally(() => {
      running = null
      plan()
    })
    return running
  }

  return {
    plan,
    watch,
    async close() {
      closed = true
      cancel()
      await running
    },
  }
}
