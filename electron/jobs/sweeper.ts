import type Database from 'better-sqlite3'
import type { DeskContext } from '../desk/context.ts'
import { errorFacts } from '../desk/log.ts'
import { nextCaseLook, watchCase, watchCases } from './case-watch.ts'
import { watchDesk } from './desk-watch.ts'
import { lookAt } from './look.ts'

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
  /**
   * Looks at every open complaint, due or not: at start, after a change of the policy, after the computer's clock was set
   * back.
   * @returns how many complaints were looked at
   */
  sweepAll(): Promise<number>
  /**
   * Records what fell due for one complaint before a person acts on it, so that nothing is lost by what they do.
   * @param complaintId the complaint
   */
  catchUp(complaintId: string): void
  /**
   * The same for a refund or exchange case.
   * @param caseId the case
   */
  catchUpCase(caseId: string): void
  close(): Promise<void>
}

/** A piece of work may hold the front door for so long (ms); the commit comes on top. */
const pieceMs = 8
const mostInPiece = 200
/** The longest sleep: after it the wall clock is read again, so that a clock set forward or a wake is seen. */
const longestSleepMs = 60_000
/** Set back by more than this, the computer's clock was ahead: places that were noted then are looked at again. */
const setBackMs = 60_000
/** A complaint that cannot be looked at waits for so long and stops nobody else. */
const postponeMs = 600_000
/** So many in a row that cannot be: the fault is not in them. */
const mostFailures = 20

interface Place {
  readonly at: number
  readonly id: string
}

const beforeAll: Place = { at: Number.MIN_SAFE_INTEGER, id: '' }

function prepare(raw: Database.Database) {
  return {
    next: raw.prepare<[], { at: number }>('SELECT at FROM sweep ORDER BY at LIMIT 1'),
    due: raw.prepare<[number, number, string, number], Place>(
      `SELECT at, complaint_id AS id FROM sweep WHERE at <= ? AND (at, complaint_id) > (?, ?)
       ORDER BY at, complaint_id LIMIT ?`,
    ),
    open: raw.prepare<[number, string, number], Place>(
      `SELECT queue_at AS at, id FROM complaint WHERE ended_at IS NULL AND (queue_at, id) > (?, ?)
       ORDER BY queue_at, id LIMIT ?`,
    ),
    isDue: raw.prepare<[string, number], { at: number }>(
      'SELECT at FROM sweep WHERE complaint_id = ? AND at <= ?',
    ),
    postpone: raw.prepare<[number, string]>('UPDATE sweep SET at = ? WHERE complaint_id = ?'),
  }
}

/**
 * @param desk the desk; called after the store's file was opened
 */
export function openSweeper(desk: () => DeskContext): Sweeper {
  let statements: ReturnType<typeof prepare> | null = null
  let running: Promise<number> | null = null
  let closed = false
  let cancel = () => {}
  let everything = false
  let offset: number | null = null
  /** Monotonic: before it no round begins by itself, because the last one failed. */
  let quietUntil = Number.NEGATIVE_INFINITY

  function ask() {
    statements ??= prepare(desk().file.raw)
    return statements
  }

  function plan(): void {
    if (closed || running !== null) return
    cancel()
    const { clock } = desk()
    const at = Math.min(ask().next.get()?.at ?? Number.POSITIVE_INFINITY, nextCaseLook(desk()))
    const wait = Math.max(0, at - clock.now(), quietUntil - clock.monotonic())
    cancel = clock.after(Math.min(wait, longestSleepMs), () => {
      void sweep()
    })
  }

  /** Was the computer's clock set back since the last time? */
  function noticeClock(): void {
    const { clock } = desk()
    const present = clock.now() - clock.monotonic()
    if (offset !== null && present < offset - setBackMs) everything = true
    offset = present
  }

  /** One complaint that cannot be looked at must not keep the others from it. */
  function oneByOne(places: readonly Place[]): { took: number; gaveUp: boolean } {
    const { log, clock } = desk()
    let failures = 0
    for (const [index, { id }] of places.entries()) {
      try {
        lookAt(desk(), [id], pieceMs)
        failures = 0
      } catch (error) {
        log.error({ complaintId: id, ...errorFacts(error) }, 'sweep of a complaint failed')
        quietUntil = clock.monotonic() + longestSleepMs
        failures += 1
        if (failures === mostFailures) return { took: index + 1, gaveUp: true }
        ask().postpone.run(clock.now() + postponeMs, id)
      }
    }
    return { took: places.length, gaveUp: false }
  }

  function takePiece(places: readonly Place[]): { took: number; gaveUp: boolean } {
    const { log } = desk()
    try {
      const ids = places.map((place) => place.id)
      return { took: lookAt(desk(), ids, pieceMs), gaveUp: false }
    } catch (error) {
      log.error(errorFacts(error), 'sweep failed')
      return oneByOne(places)
    }
  }

  /** One pass in the order of its places, each seen once however the clock is set meanwhile. */
  async function pass(read: (after: Place, limit: number) => readonly Place[]): Promise<number> {
    let looked = 0
    let size = 50
    for (let after = beforeAll; !closed; ) {
      const places = read(after, size)
      if (places.length === 0) return looked
      const { took, gaveUp } = takePiece(places)
      looked += took
      if (gaveUp) return looked
      after = places[took - 1] ?? after
      size = took === places.length ? Math.min(size * 2, mostInPiece) : Math.max(took, 10)
      await new Promise((resolve) => setImmediate(resolve))
    }
    return looked
  }

  async function work(): Promise<number> {
    const { clock, log } = desk()
    try {
      noticeClock()
      watchDesk(desk())
      watchCases(desk())
      const due = await pass(({ at, id }, limit) => ask().due.all(clock.now(), at, id, limit))
      if (!everything) return due
      everything = false
      return due + (await pass(({ at, id }, limit) => ask().open.all(at, id, limit)))
    } catch (error) {
      log.error(errorFacts(error), 'sweep failed')
      quietUntil = clock.monotonic() + longestSleepMs
      return 0
    }
  }

  function sweep(): Promise<number> {
    running ??= work().finally(() => {
      running = null
      if (!closed) plan()
    })
    return running
  }

  return {
    plan,
    sweep,
    async sweepAll() {
      everything = true
      await running
      return sweep()
    },
    catchUp(complaintId) {
      const { clock, log } = desk()
      if (ask().isDue.get(complaintId, clock.now()) === undefined) return
      try {
        lookAt(desk(), [complaintId], pieceMs)
      } catch (error) {
        log.error({ complaintId, ...errorFacts(error) }, 'sweep of a complaint failed')
      }
    },
    catchUpCase(caseId) {
      const { log } = desk()
      try {
        watchCase(desk(), caseId)
      } catch (error) {
        log.error({ caseId, ...errorFacts(error) }, 'looking at a case failed')
      }
    },
    async close() {
      closed = true
      cancel()
      await running
    },
  }
}
