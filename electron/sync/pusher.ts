import { generateKeyPairSync } from 'node:crypto'
import { asc, eq, gt, inArray } from 'drizzle-orm'
import type { StoreFile } from '../../db/open.ts'
import type { Recorder } from '../../db/recorder.ts'
import * as t from '../../db/schema.ts'
import { entriesAfter } from '../../db/verify.ts'
import type { Entry } from '../../domain/journal/entry.ts'
import { erasedKeyOf } from '../../domain/journal/erasure.ts'
import type { ChangeHub } from '../desk/changes.ts'
import type { Clock } from '../desk/clock.ts'
import { DeskError } from '../desk/errors.ts'
import type { Log } from '../desk/log.ts'
import { errorFacts } from '../desk/log.ts'
import type { HeadOfficeView } from '../desk/views.ts'
import type { Address, CustomerKey, Patience } from './line.ts'
import { askCursor, enrol, sendEntries } from './line.ts'
import { backOff, nextNightly } from './schedule.ts'
import { LineProblem } from './wire.ts'

const soonMs = 1_500
const batchEntries = 400
/** Uncompressed; sealed boxes shrink by a quarter only, and head office takes 1 MiB. */
const batchCharacters = 1_000_000
/** How often the desk looks whether the night's minute has come or the computer has slept. */
const watchMs = 60_000
/** The longest wait that an answer may impose. */
const longestWaitMs = 24 * 3_600_000

/** Pushes the journal to head office: soon after changes, at start, at night, by hand; never two rounds at once. */
export interface Pusher {
  /** Something new exists. */
  soon(): void
  /**
   * A round now, or the one that runs; none while head office wants to be left alone (Retry-After). Never rejects: what
   * went wrong stands in `status().problem`.
   */
  push(): Promise<void>
  /**
   * Enrols with a one-time code, in place of any enrolment before.
   * @throws DeskError invalid when the code is refused or for another store, or nothing is at the address; busy when head
   * office takes no codes now
   */
  enrol(url: string, code: string): Promise<void>
  status(): HeadOfficeView
  close(): Promise<void>
}

interface PusherParts {
  readonly file: StoreFile
  readonly recorder: Recorder
  readonly clock: Clock
  readonly changes: ChangeHub
  readonly log: Log
  /** 0 ≤ x < 1, for the jitter. */
  readonly random: () => number
}

/** What the screen says when enrolling fails; other problems with the answer mean that head office is not there. */
function enrolRefusal(problem: LineProblem): DeskError {
  if (problem.key.startsWith('code_')) return new DeskError('invalid', problem.key, { field: 'code' })
  if (problem.key === 'busy') return new DeskError('busy', 'head_office_busy')
  const key = problem.key === 'no_answer' ? 'head_office_no_answer' : 'not_a_head_office'
  return new DeskError('invalid', key, { field: 'url' })
}

/**
 * @param parts the desk's file, journal, time and windows
 */
export function openPusher(parts: PusherParts): Pusher {
  const { file, recorder, clock, changes } = parts
  const { orm, raw } = file
  const closing = new AbortController()
  let running: { done: Promise<void>; stop: AbortController } | null = null
  let failures = 0
  let problem: LineProblem | null = null
  let nextAttemptAt: number | null = null
  /** On the clock that nobody can set: until then head office wants to be left alone. */
  let quietUntil = 0
  /** Entries per request: fewer after an unanswered one, since a slow line may never carry a large one in time. */
  let most = batchEntries
  let cancelTimer = () => {}
  let cancelWatch = () => {}

  const link = () => orm.select().from(t.headOfficeLink).get() ?? null
  const store = () => orm.select().from(t.store).limit(1).get() ?? null
  let enrolled = link() !== null
  let place = store()

  function setLink(values: Partial<typeof t.headOfficeLink.$inferInsert>): void {
    orm.update(t.headOfficeLink).set(values).where(eq(t.headOfficeLink.id, 1)).run()
  }

  function tell(): void {
    changes.publish({ type: 'changed', entity: 'head_office', id: 'head_office', version: 0 })
  }

  function schedule(ms: number): void {
    if (closing.signal.aborted || !enrolled) return
    const wait = Math.max(ms, quietUntil - clock.monotonic())
    const at = clock.now() + wait
    if (nextAttemptAt !== null && nextAttemptAt <= at) return
    cancelTimer()
    nextAttemptAt = at
    cancelTimer = clock.after(wait, () => {
      nextAttemptAt = null
      void push()
    })
  }

  /** The nightly push, and one after the computer slept, however the clock was set meanwhile. */
  function watch(): void {
    const from = clock.now()
    const night = place === null ? null : nextNightly(place.code, place.timeZone, from)
    const wait = Math.min(watchMs, (night ?? Number.POSITIVE_INFINITY) - from)
    cancelWatch = clock.after(wait, () => {
      place ??= store()
      const now = clock.now()
      if ((night !== null && night <= now) || now - from > 2 * watchMs) void push()
      watch()
    })
  }

  /** The keys that open these entries, and whose are destroyed: those entries nobody opens any more. */
  function keysFor(entries: readonly Entry[]): { keys: CustomerKey[]; erased: string[] } {
    const sealedFor = entries.flatMap((entry) => entry.after.sealed?.customerId ?? [])
    const ids = [...new Set([...sealedFor, ...entries.flatMap((entry) => erasedKeyOf(entry) ?? [])])]
    const known = orm.select().from(t.customerKey).where(inArray(t.customerKey.customerId, ids)).all()
    return {
      keys: known.flatMap(({ customerId, key }) =>
        key === null ? [] : [{ customerId, key: key.toString('base64') }],
      ),
      erased: known.flatMap(({ customerId, key }) => (key === null ? [customerId] : [])),
    }
  }

  function nextBatch(after: number): Entry[] {
    const entries = entriesAfter(raw, after, most)
    let size = 0
    const end = entries.findIndex((entry, index) => {
      size += JSON.stringify(entry).length
      return index > 0 && size > batchCharacters
    })
    return end === -1 ? entries : entries.slice(0, end)
  }

  /** Where to go on: head office's own cursor decides, and its hash must be ours. */
  async function agreedSeq(to: Address, patience: Patience): Promise<number> {
    const { cursor, now } = await askCursor(to, patience)
    setLink({ clockOffsetMs: Date.parse(now) - clock.now() })
    if (cursor === null) return 0
    const ours = entriesAfter(raw, cursor.seq - 1, 1)[0]
    if (ours === undefined) throw new LineProblem('head_office_ahead', { seq: cursor.seq })
    if (ours.hash !== cursor.hash) throw new LineProblem('fork', { seq: cursor.seq })
    return cursor.seq
  }

  function acknowledge(
    seq: number,
    receipts: readonly { seq: number; status: string; reason?: string }[],
    sent: readonly Entry[],
  ): void {
    const entities = new Map(sent.map((entry) => [entry.seq, entry.entity]))
    raw.transaction(() => {
      for (const receipt of receipts) {
        const entity = entities.get(receipt.seq)
        if (entity === undefined) continue
        orm.delete(t.quarantine).where(eq(t.quarantine.seq, receipt.seq)).run()
        if (receipt.status !== 'quarantined') continue
        const values = { seq: receipt.seq, entity, reason: receipt.reason ?? '' }
        orm.insert(t.quarantine).values(values).run()
      }
      setLink({ acknowledgedSeq: seq, lastSuccessAt: clock.now() })
    })()
  }

  async function pushAll(to: Address, patience: Patience): Promise<void> {
    let seq = await agreedSeq(to, patience)
    setLink({ acknowledgedSeq: seq })
    for (;;) {
      const entries = nextBatch(seq)
      const last = entries.at(-1)
      if (last === undefined) break
      try {
        const body = { entries, ...keysFor(entries), sentAt: new Date(clock.now()).toISOString() }
        const receipts = await sendEntries(to, body, patience)
        seq = last.seq
        acknowledge(seq, receipts, entries)
        most = Math.min(batchEntries, most * 2)
        tell()
      } catch (error) {
        if (!(error instanceof LineProblem) || !['too_much', 'no_answer'].includes(error.key)) throw error
        most = Math.max(1, Math.ceil(entries.length / 2))
        if (error.key !== 'too_much' || entries.length === 1) throw error
      }
    }
    setLink({ lastSuccessAt: clock.now() })
  }

  /** One round, and when to try again. Never rejects. */
  async function round(signal: AbortSignal): Promise<number | null> {
    try {
      const here = link()
      if (here === null || place === null) return null
      setLink({ lastAttemptAt: clock.now() })
      tell()
      await pushAll({ url: here.url, store: place.code, token: here.token }, { signal, clock })
      failures = 0
      problem = null
      // What was recorded while the last answer was under way.
      return recorder.head().seq > (link()?.acknowledgedSeq ?? 0) ? soonMs : null
    } catch (error) {
      if (signal.aborted) return null
      failures += 1
      problem = error instanceof LineProblem ? error : new LineProblem('unexpected', {}, null, error)
      parts.log.warn({ problem: problem.key, failures, ...errorFacts(problem) }, 'push failed')
      const asked = Math.min((problem.retryAfterSeconds ?? 0) * 1000, longestWaitMs)
      quietUntil = clock.monotonic() + asked
      return asked + backOff(failures, parts.random())
    }
  }

  function push(): Promise<void> {
    if (running !== null) return running.done
    place ??= store()
    if (closing.signal.aborted || !enrolled || clock.monotonic() < quietUntil) return Promise.resolve()
    cancelTimer()
    nextAttemptAt = null
    const stop = new AbortController()
    const done = round(AbortSignal.any([closing.signal, stop.signal])).then((again) => {
      running = null
      if (again !== null) schedule(again)
      tell()
    })
    running = { done, stop }
    return done
  }

  /** Ends a round that speaks with the head office of before, so that it acknowledges nothing in the new one's name. */
  async function stopRound(): Promise<void> {
    running?.stop.abort()
    await running?.done
  }

  schedule(soonMs)
  watch()

  return {
    // While a round runs its end decides; after a failure the wait stands, whatever is new.
    soon() {
      if (running === null && failures === 0) schedule(soonMs)
    },
    push,
    async enrol(url, code) {
      place ??= store()
      if (place === null) throw new DeskError('not_allowed', 'not_set_up')
      const { publicKey, privateKey } = generateKeyPairSync('ed25519')
      const { x } = publicKey.export({ format: 'jwk' })
      const body = { code, store: place.code, publicKey: x ?? '', device: recorder.device }
      const answer = await enrol(url, body, { signal: closing.signal, clock }).catch((error: unknown) => {
        throw error instanceof LineProblem ? enrolRefusal(error) : error
      })
      if (answer.store !== place.code) {
        const params = { store: answer.store }
        throw new DeskError('invalid', 'code_of_other_store', { field: 'code', params })
      }
      await stopRound()
      const values = {
        id: 1,
        url,
        storeName: answer.storeName,
        token: answer.token,
        privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
        headOfficeKey: answer.headOfficePublicKey,
        acknowledgedSeq: 0,
        lastSuccessAt: null,
        lastAttemptAt: null,
        clockOffsetMs: null,
      }
      raw.transaction(() => {
        if (link()?.headOfficeKey !== answer.headOfficePublicKey) orm.delete(t.quarantine).run()
        orm
          .insert(t.headOfficeLink)
          .values(values)
          .onConflictDoUpdate({ target: t.headOfficeLink.id, set: values })
          .run()
      })()
      enrolled = true
      failures = 0
      problem = null
      quietUntil = 0
      most = batchEntries
      void push()
    },
    status() {
      const here = link()
      const own = store()
      const head = recorder.head().seq
      const acknowledged = here?.acknowledgedSeq ?? 0
      const oldest = orm
        .select({ at: t.journal.at })
        .from(t.journal)
        .where(gt(t.journal.seq, acknowledged))
        .orderBy(asc(t.journal.seq))
        .limit(1)
        .get()
      const iso = (at: number | null | undefined) => (at == null ? null : new Date(at).toISOString())
      return {
        enrolled: here !== null,
        url: here?.url ?? null,
        storeName: here?.storeName ?? null,
        waiting: head - acknowledged,
        waitingSince: iso(oldest?.at),
        pushing: running !== null,
        lastSuccessAt: iso(here?.lastSuccessAt),
        lastAttemptAt: iso(here?.lastAttemptAt),
        problem: problem === null ? null : { key: problem.key, params: { ...problem.params } },
        nextAttemptAt: iso(nextAttemptAt),
        nightlyAt:
          own === null || here === null ? null : iso(nextNightly(own.code, own.timeZone, clock.now())),
        quarantined: orm.select().from(t.quarantine).orderBy(asc(t.quarantine.seq)).limit(50).all(),
        clockOffsetSeconds: here?.clockOffsetMs == null ? null : Math.round(here.clockOffsetMs / 1000),
      }
    },
    async close() {
      closing.abort()
      cancelTimer()
      cancelWatch()
      await running?.done
    },
  }
}
