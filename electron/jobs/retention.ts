import { gte } from 'drizzle-orm'
import * as t from '../../db/schema.ts'
import { retentionCutoff } from '../../domain/retention.ts'
import type { DeskContext } from '../desk/context.ts'
import { eraseDue, removeFiles, scrub } from '../desk/customers/erase.ts'
import { errorFacts } from '../desk/log.ts'
import { nextNightly } from '../sync/schedule.ts'

/** Erases customers whose retention time is over (process section 14): every night, and soon after a start. */
export interface RetentionJob {
  /** From now on it runs by itself; once the desk is whole. */
  start(): void
  /**
   * Looks at every customer now, in small pieces, so that the front door stays open.
   * @returns how many records of customers were erased
   */
  run(): Promise<number>
  close(): Promise<void>
}

/** A computer that is off at night has its turn when the morning's rush is over. */
const afterStartMs = 20 * 60_000
/** The longest sleep: after it the wall clock is read again. */
const longestSleepMs = 60 * 60_000
const pieceSize = 500
/** Whoever was erased within this time: if the desk stopped right after, files may lie there yet, and bytes in the file. */
const recentMs = 7 * 86_400_000

/**
 * Erasing cannot be undone, so a computer whose clock was set years ahead by mistake must not begin with it: by this clock
 * the desk has to have been in use on so many days of the last month, and head office's clock must not say otherwise.
 */
const trustedDays = 3
const dayMs = 86_400_000
const monthMs = 30 * dayMs
const lastEntries = 20_000

interface Looked {
  readonly id: string
  readonly maybe: number
}

/**
 * @param desk the desk; called after the store's file was opened
 */
export function openRetentionJob(desk: () => DeskContext): RetentionJob {
  let running: Promise<number> | null = null
  let closed = false
  /** After a start nobody knows whether the last erasure was cleaned up behind. */
  let unscrubbed: 'unknown' | boolean = 'unknown'

  /** Nobody whose last matter ended within the retention time is looked at closer. */
  function pieces() {
    return desk().file.raw.prepare<{ after: string; cutoff: number; most: number }, Looked>(
      `SELECT id, erased_at IS NULL AND merged_into_id IS NULL AND legal_hold = 0 AND created_at < @cutoff
         AND NOT EXISTS (SELECT 1 FROM complaint WHERE complaint.customer_id = customer.id
           AND coalesce(complaint.ended_at, @cutoff) >= @cutoff) AS maybe
       FROM customer WHERE id > @after ORDER BY id LIMIT @most`,
    )
  }

  function isClockTrusted(): boolean {
    const { clock, file } = desk()
    const link = file.orm.select({ offsetMs: t.headOfficeLink.clockOffsetMs }).from(t.headOfficeLink).get()
    if (Math.abs(link?.offsetMs ?? 0) > dayMs) return false
    const used = file.raw
      .prepare<[number, number, number], { days: number }>(
        `SELECT count(DISTINCT at / ${dayMs}) AS days FROM (SELECT at FROM journal ORDER BY seq DESC LIMIT ?)
         WHERE at BETWEEN ? AND ?`,
      )
      .get(lastEntries, clock.now() - monthMs, clock.now())
    return (used?.days ?? 0) >= trustedDays
  }

  async function eraseAll(): Promise<number> {
    const { clock, policy, log } = desk()
    if (!isClockTrusted()) return 0
    const cutoff = retentionCutoff(clock.now(), policy())
    const next = pieces()
    let erased = 0
    for (let after = ''; !closed; ) {
      const rows = next.all({ after, cutoff, most: pieceSize })
      for (const { id } of rows.filter((row) => row.maybe === 1)) {
        try {
          erased += eraseDue(desk(), id).length
        } catch (error) {
          // One that cannot be erased must not keep the others from it; it is tried again the next night.
          log.error({ customerId: id, ...errorFacts(error) }, 'erasing a customer failed')
        }
        await new Promise((resolve) => setImmediate(resolve))
        if (closed) return erased
      }
      const last = rows.at(-1)
      if (last === undefined) return erased
      after = last.id
      await new Promise((resolve) => setImmediate(resolve))
    }
    return erased
  }

  function cleanUpBehind(erased: number): void {
    const { file, clock } = desk()
    const recent = file.orm
      .select({ id: t.customer.id })
      .from(t.customer)
      .where(gte(t.customer.erasedAt, clock.now() - recentMs))
      .all()
    removeFiles(
      desk(),
      recent.map((each) => each.id),
      [],
    )
    const needed = erased > 0 || (unscrubbed === 'unknown' ? recent.length > 0 : unscrubbed)
    unscrubbed = needed && !scrub(desk())
  }

  async function work(): Promise<number> {
    try {
      const erased = await eraseAll()
      if (!closed) cleanUpBehind(erased)
      return erased
    } catch (error) {
      desk().log.error(errorFacts(error), 'retention failed')
      return 0
    }
  }

  function run(): Promise<number> {
    running ??= work().finally(() => {
      running = null
    })
    return running
  }

  let cancel = () => {}
  function sleep(until: number): void {
    const { clock, policy } = desk()
    const now = clock.now()
    cancel = clock.after(Math.min(Math.max(until - now, 0), longestSleepMs), () => {
      const due = clock.now() >= until
      if (due) void run()
      const [store] = desk().file.orm.select({ code: t.store.code }).from(t.store).limit(1).all()
      const night = nextNightly(store?.code ?? '', policy().timeZone, clock.now())
      // A clock that was set back must not put the next night off.
      sleep(due ? night : Math.min(until, night))
    })
  }

  return {
    start: () => sleep(desk().clock.now() + afterStartMs),
    run,
    async close() {
      closed = true
      cancel()
      await running
    },
  }
}
