import { generateKeyPairSync } from 'node:crypto'
import { asc, eq, gt, inArray } from 'drizzle-orm'
import type { StoreFile } from '../../db/open.ts'
import type { Recorder } from '../../db/recorder.ts'
import * as t from '../../db/schema.ts'
import { entriesAfter } from '../../db/verify.ts'
import type { Entry } from '../../domain/journal/entry.ts'
import type { ChangeHub } from '../desk/changes.ts'
import type { Clock } from '../desk/clock.ts'
import { DeskError } from '../desk/errors.ts'
import type { Log } from '../desk/log.ts'
import { errorFacts } from '../desk/log.ts'
import type { HeadOfficeView } from '../desk/views.ts'
import type { Address, CustomerKey } from './line.ts'
import { askCursor, enrol, sendEntries } from './line.ts'
import { backOff, nextNightly } from './schedule.ts'
import { LineProblem } from './wire.ts'

const soonMs = 1_500
const batchEntries = 400
/** Uncompressed; compressed a batch stays far below head office's 1 MiB. */
const batchCharacters = 2_000_000

/** Pushes the journal to head office: soon after changes, at start, at night, by hand; never two rounds at once. */
export interface Pusher {
  /** Something new exists. */
  soon(): void
  /** A round now; ends when everything was acknowledged or the line failed. */
  push(): Promise<void>
  /**
   * @throws DeskError invalid when the code is refused or for another store
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

/**
 * @param parts the desk's file, journal, time and windows
 */
export function openPusher(parts: PusherParts): Pusher {
  const { file, recorder, clock, changes } = parts
  const { orm, raw } = file
  const stop = new AbortController()
  let running: Promise<void> | null = null
  let failures = 0
  let problem: LineProblem | null = null
  let nextAttemptAt: number | null = null
  let cancelTimer = () => {}
  let cancelNight = () => {}

  const link = () => orm.select().from(t.headOfficeLink).get() ?? null
  const store = () => orm.select().from(t.store).limit(1).get() ?? null

  function setLink(values: Partial<typeof t.headOfficeLink.$inferInsert>): void {
    orm.update(t.headOfficeLink).set(values).where(eq(t.headOfficeLink.id, 1)).run()
  }

  function tell(): void {
    changes.publish({
      type: 'changed',
      entity: 'head_office',
      id: 'head_office',
      version: recorder.head().seq,
    })
  }

  function schedule(ms: number): void {
    if (stop.signal.aborted || link() === null) return
    const at = clock.now() + ms
    if (nextAttemptAt !== null && nextAttemptAt <= at && running === null) return
    cancelTimer()
    nextAttemptAt = at
    cancelTimer = clock.after(ms, () => {
      nextAttemptAt = null
      void push()
    })
  }

  function scheduleNight(): void {
    const here = store()
    if (here === null || stop.signal.aborted) return
    cancelNight()
    cancelNight = clock.after(nextNightly(here.code, here.timeZone, clock.now()) - clock.now(), () => {
      scheduleNight()
      void push()
    })
  }

  function keysFor(entries: readonly Entry[]): CustomerKey[] {
    const ids = [...new Set(entries.flatMap((entry) => entry.after.sealed?.customerId ?? []))]
    if (ids.length === 0) return []
    return orm
      .select()
      .from(t.customerKey)
      .where(inArray(t.customerKey.customerId, ids))
      .all()
      .flatMap(({ customerId, key }) => (key === null ? [] : [{ customerId, key: key.toString('base64') }]))
  }

  function nextBatch(after: number, most: number): Entry[] {
    const entries = entriesAfter(raw, after, most)
    let size = 0
    const end = entries.findIndex((entry, index) => {
      size += JSON.stringify(entry).length
      return index > 0 && size > batchCharacters
    })
    return end === -1 ? entries : entries.slice(0, end)
  }

  /** Where to go on: head office's own cursor decides, and its hash must be ours. */
  async function agreedSeq(to: Address): Promise<number> {
    const { cursor, now } = await askCursor(to, stop.signal)
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
    sent: Entry[],
  ) {
    raw.transaction(() => {
      for (const receipt of receipts) {
        if (receipt.status !== 'quarantined') continue
        const entity = sent.find((entry) => entry.seq === receipt.seq)?.entity ?? ''
        const values = { seq: receipt.seq, entity, reason: receipt.reason ?? '' }
        orm.insert(t.quarantine).values(values).onConflictDoNothing().run()
      }
      setLink({ acknowledgedSeq: seq, lastSuccessAt: clock.now() })
    })()
  }

  async function pushAll(to: Address): Promise<void> {
    let seq = await agreedSeq(to)
    let most = batchEntries
    setLink({ acknowledgedSeq: seq })
    for (;;) {
      const entries = nextBatch(seq, most)
      const last = entries.at(-1)
      if (last === undefined) break
      try {
        const body = { entries, keys: keysFor(entries), sentAt: new Date(clock.now()).toISOString() }
        const { receipts } = await sendEntries(to, body, stop.signal)
        seq = last.seq
        acknowledge(seq, receipts, entries)
        tell()
      } catch (error) {
        if (!(error instanceof LineProblem && error.key === 'too_much' && entries.length > 1)) throw error
        most = Math.ceil(entries.length / 2)
      }
    }
    setLink({ lastSuccessAt: clock.now() })
  }

  async function round(): Promise<void> {
    const here = link()
    const own = store()
    if (here === null || own === null) return
    cancelTimer()
    nextAttemptAt = null
    setLink({ lastAttemptAt: clock.now() })
    tell()
    try {
      await pushAll({ url: here.url, store: own.code, token: here.token })
      failures = 0
      problem = null
    } catch (error) {
      if (stop.signal.aborted) return
      failures += 1
      problem = error instanceof LineProblem ? error : new LineProblem('unexpected', {}, null, error)
      parts.log.warn({ problem: problem.key, failures, ...errorFacts(problem) }, 'push failed')
    } finally {
      running = null
    }
    if (problem !== null)
      schedule((problem.retryAfterSeconds ?? 0) * 1000 + backOff(failures, parts.random()))
    // What was recorded while the last answer was under way.
    else if (link() !== null && recorder.head().seq > (link()?.acknowledgedSeq ?? 0)) schedule(soonMs)
    tell()
  }

  function push(): Promise<void> {
    running ??= round()
    return running
  }

  if (link() !== null) schedule(soonMs)
  scheduleNight()

  return {
    soon: () => schedule(failures > 0 ? Math.max(soonMs, (nextAttemptAt ?? 0) - clock.now()) : soonMs),
    push,
    async enrol(url, code) {
      const own = store()
      if (own === null) throw new DeskError('not_allowed', 'not_set_up')
      const { publicKey, privateKey } = generateKeyPairSync('ed25519')
      const { x } = publicKey.export({ format: 'jwk' })
      try {
        const answer = await enrol(url, { code, publicKey: x ?? '', device: recorder.device }, stop.signal)
        if (answer.store !== own.code)
          throw new DeskError('invalid', 'code_of_other_store', {
            field: 'code',
            params: { store: answer.store },
          })
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
        orm
          .insert(t.headOfficeLink)
          .values(values)
          .onConflictDoUpdate({ target: t.headOfficeLink.id, set: values })
          .run()
        failures = 0
        problem = null
        scheduleNight()
        void push()
      } catch (error) {
        if (!(error instanceof LineProblem)) throw error
        const refused = ['refused', 'not_there', 'not_understood'].includes(error.key)
        throw new DeskError('invalid', refused ? 'code_refused' : 'head_office_no_answer', {
          field: refused ? 'code' : 'url',
        })
      }
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
      stop.abort()
      cancelTimer()
      cancelNight()
      await running
    },
  }
}
