import { randomInt, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openStoreFile } from '../../db/open.ts'
import { verifyStoreFile } from '../../db/verify.ts'
import { startHeadOffice } from '../../headoffice/server.ts'
import { pin } from '../helpers/desk.ts'
import { intake } from '../helpers/walk.ts'
import { atHeadOffice, journalHashes, readStoreFile } from '../sync/store.ts'
import { isUnanswered, killProgram, type Life, newLife, spawnDesk } from './mortal-desk.ts'

const kills = 54
const code = 'KILL01'

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'countersign-kill-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return path.join(folder, 'data')
}

function setUp({ call }: Life) {
  return call.desk.setup.mutate({
    commandId: randomUUID(),
    storeCode: code,
    storeName: '断电店',
    managerNumber: '2001',
    managerName: '店长2001',
    pin,
  })
}

/** One intention of a person: sent again with the same id until it is answered. */
interface Intention {
  readonly commandId: string
  readonly what: 'register' | 'note'
  /** What was answered, once it was. */
  number?: string
  times: number
}

/** A note on a complaint; another person's change in between is seen and the same note sent on top of it. */
async function note({ call }: Life, complaintId: string, commandId: string): Promise<string> {
  for (;;) {
    const { version: seenVersion } = await call.complaints.get.query({ id: complaintId })
    const input = { text: `停电前后 ${commandId}` }
    try {
      const done = { commandId, complaintId, seenVersion, action: 'note', input } as const
      return (await call.complaints.act.mutate(done)).number
    } catch (error) {
      if (isUnanswered(error) || !String(error).includes('stale')) throw error
    }
  }
}

/** Counts the rows that a statement finds in the store's file. */
function count(dataDir: string, sql: string, ...values: string[]): number {
  return readStoreFile(dataDir, (raw) => raw.prepare<string[], { n: number }>(sql).get(...values))?.n ?? 0
}

function verified(dataDir: string) {
  const file = openStoreFile(path.join(dataDir, 'store.sqlite'))
  try {
    return verifyStoreFile(file).faults
  } finally {
    file.raw.close()
  }
}

describe('a desk that is killed at any moment', () => {
  it(`keeps everything it acknowledged, ${kills} times over, and head office has all of it once`, async () => {
    const dataDir = newFolder()
    const headOffice = await startHeadOffice({ port: 0 })
    onTestFinished(() => headOffice.close())
    const first = await newLife(dataDir)
    const { token } = await setUp(first)
    await first.kill()
    const opened = await newLife(dataDir, token)
    const url = headOffice.url
    await opened.call.headOffice.enrol.mutate({ url, code: await headOffice.issueCode(code, '断电店') })
    // Somebody who types without recording: a record takes the draft that it became with it.
    const typist = { number: '1001', name: '客服1001', role: 'clerk', department: null } as const
    await opened.call.staff.add.mutate({ commandId: randomUUID(), ...typist, pin })
    const typing = (await opened.call.session.signIn.mutate({ staffNumber: typist.number, pin })).token
    const noted = await opened.call.complaints.register.mutate(intake())
    await opened.kill()

    const intentions: Intention[] = []
    let draft = { acknowledged: -1, sent: -1 }

    async function carryOut(life: Life, intention: Intention): Promise<void> {
      const { commandId, what } = intention
      intention.times += 1
      const number =
        what === 'register'
          ? (await life.call.complaints.register.mutate(intake({ commandId }))).number
          : await note(life, noted.id, commandId)
      if (intention.number !== undefined) expect(number).toBe(intention.number)
      intention.number = number
    }

    /** Works until the desk is gone. */
    async function work(life: Life, what: Intention['what']): Promise<void> {
      for (;;) {
        const intention: Intention = { commandId: randomUUID(), what, times: 0 }
        intentions.push(intention)
        await carryOut(life, intention)
      }
    }

    async function type(life: Life): Promise<void> {
      const call = life.as(typing)
      for (;;) {
        draft.sent += 1
        await call.drafts.save.mutate({ form: 'intake', body: { keystroke: draft.sent } })
        draft = { ...draft, acknowledged: draft.sent }
      }
    }

    async function pushOn(life: Life): Promise<void> {
      for (;;) await life.call.headOffice.push.mutate()
    }

    for (let kill = 0; kill < kills; kill += 1) {
      const life = await newLife(dataDir, token)
      for (const intention of intentions.slice(-12))
        if (intention.number !== undefined && intention.what === 'register') {
          const answered = intention.number
          const sql = 'SELECT count(*) AS n FROM complaint WHERE number = ?'
          expect(count(dataDir, sql, answered), `${answered} was acknowledged`).toBe(1)
        }
      const kept = await life.as(typing).drafts.get.query({ form: 'intake' })
      if (draft.acknowledged >= 0)
        expect(Number(kept?.body.keystroke)).toBeGreaterThanOrEqual(draft.acknowledged)
      // What nobody answered is sent again, and once more what was answered: both are done once.
      const open = intentions.filter((each) => each.number === undefined)
      for (const intention of [...open, ...intentions.slice(-2)]) await carryOut(life, intention)

      const works = [work(life, 'register'), work(life, 'register'), work(life, 'note'), type(life)]
      if (kill % 2 === 0) works.push(pushOn(life))
      const ends = Promise.allSettled(works)
      if (kill % 3 === 0) await pause(randomInt(1, 250))
      // Right after the requests were written …
      if (kill % 3 === 1) await pause(randomInt(0, 4))
      // … and right at an answer.
      if (kill % 3 === 2) {
        const answered = intentions.filter((each) => each.number !== undefined).length
        const wanted = answered + randomInt(1, 8)
        await expect
          .poll(() => intentions.filter((each) => each.number !== undefined).length, { interval: 1 })
          .toBeGreaterThanOrEqual(wanted)
      }
      await life.kill()
      for (const end of await ends)
        if (end.status === 'rejected' && !isUnanswered(end.reason)) throw end.reason
    }

    const last = await newLife(dataDir, token)
    for (const intention of intentions) if (intention.number === undefined) await carryOut(last, intention)
    expect(await last.call.headOffice.push.mutate()).toMatchObject({ waiting: 0, problem: null })
    await last.kill()

    expect(verified(dataDir)).toEqual([])
    const registered = intentions.filter((each) => each.what === 'register')
    expect(new Set(registered.map((each) => each.number)).size).toBe(registered.length)
    expect(count(dataDir, 'SELECT count(*) AS n FROM complaint')).toBe(registered.length + 1)
    const gaps = `SELECT count(*) AS n FROM (SELECT max(number_in_day) AS last, count(*) AS all_of
      FROM complaint GROUP BY number_on) WHERE last <> all_of`
    expect(count(dataDir, gaps), 'days with a gap in their numbers').toBe(0)
    const notes = intentions.filter((each) => each.what === 'note')
    expect(count(dataDir, "SELECT count(*) AS n FROM happening WHERE action = 'note'")).toBe(notes.length)
    for (const { commandId } of intentions)
      expect(count(dataDir, 'SELECT count(*) AS n FROM journal WHERE id = ?', commandId)).toBe(1)
    const there = await atHeadOffice(headOffice, code)
    expect(there.hashes).toEqual(journalHashes(dataDir))
    expect(there.complaints.length).toBe(registered.length + 1)
    expect(registered.length, 'there was work to lose').toBeGreaterThan(kills)
  }, 300_000)

  it('is set up as new after kills in the middle of its first start', async () => {
    const dataDir = newFolder()
    for (let kill = 0; kill < 12; kill += 1) {
      const program = spawnDesk(dataDir)
      const answered = program.link().then(
        () => true,
        () => false,
      )
      await Promise.race([answered, pause(250 + kill * 60)])
      await killProgram(program)
    }
    const life = await newLife(dataDir)
    expect(await life.call.desk.status.query()).toMatchObject({ needsSetup: true })
    await setUp(life)
    await life.kill()
    expect(verified(dataDir)).toEqual([])
    const again = await newLife(dataDir)
    expect(await again.call.desk.status.query()).toMatchObject({ store: { code } })
    await again.kill()
  })
})
