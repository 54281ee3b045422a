import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CursorAnswer, EnrolAnswer } from '../../headoffice/http/wire.ts'
import type { HeadOffice } from '../../headoffice/server.ts'
import { type Backend, type Clock, recordsOf, startOn } from './backend.ts'
import { call, DeskClient, deskKey, enrol, type ProblemBody } from './desk-client.ts'
import { StoreJournal } from './store-journal.ts'

const hour = 60 * 60_000

/** Who may call, in which form, and what everybody else is told. */
export function lineSuite(backend: Backend): void {
  describe(`the line to head office on ${backend.name}`, () => {
    const clock: Clock = { now: Date.parse('2026-11-22T04:00:00.000Z') }
    let headOffice: HeadOffice
    let journal: StoreJournal

    beforeAll(async () => {
      headOffice = await startOn(backend, clock)
    })
    afterAll(() => headOffice.close())
    beforeEach(() => {
      journal = new StoreJournal().firstDay()
      // Failures of the test before are forgotten by then.
      clock.now += hour
    })

    it('enrols a desk by its code, however it was typed', async () => {
      const code = await headOffice.issueCode('SZ001', '南山店')
      const answer = await enrol<EnrolAnswer>(headOffice.url, ` ${code.toLowerCase().replaceAll('-', ' ')}`)
      expect(answer.status).toBe(201)
      expect(answer.body).toMatchObject({ store: 'SZ001', storeName: '南山店' })
      expect(Buffer.from(answer.body.headOfficePublicKey, 'base64url')).toHaveLength(32)
      const desk = new DeskClient(headOffice.url, 'SZ001', answer.body.token)
      expect((await desk.cursor<CursorAnswer>()).status).toBe(200)
    })

    it('lets a code work once, even for two who use it at the same moment', async () => {
      const code = await headOffice.issueCode('SZ002', '福田店')
      const both = await Promise.all([
        enrol<ProblemBody>(headOffice.url, code),
        enrol<ProblemBody>(headOffice.url, code),
      ])
      expect(both.map((answer) => answer.status).sort()).toEqual([201, 410])
      const third = await enrol<ProblemBody>(headOffice.url, code)
      expect(third.body.type).toMatch(/\/enrolment-code-used$/)
    })

    it('refuses a code after 24 hours and one that was never issued', async () => {
      const code = await headOffice.issueCode('SZ003', '罗湖店')
      clock.now += 24 * hour
      const late = await enrol<ProblemBody>(headOffice.url, code)
      expect(late.status).toBe(410)
      expect(late.body.type).toMatch(/\/enrolment-code-expired$/)
      const unknown = await enrol<ProblemBody>(headOffice.url, '0000-0000-0000-0000')
      expect(unknown.status).toBe(404)
      expect(unknown.body.type).toMatch(/\/enrolment-code-unknown$/)
    })

    it('refuses a key that is not one', async () => {
      const code = await headOffice.issueCode('SZ003', '罗湖店')
      const body = JSON.stringify({ code, publicKey: deskKey().slice(1), device: 'x' })
      const answer = await call<ProblemBody>(`${headOffice.url}/v1/enrol`, { method: 'POST', body })
      expect(answer.status).toBe(422)
      expect(answer.body.errors).toMatchObject([{ at: 'publicKey' }])
    })

    it('slows the guessing of codes and says for how long', async () => {
      const guess = () => enrol<ProblemBody>(headOffice.url, 'AAAA-AAAA-AAAA-AAAA')
      for (let attempt = 0; attempt < 10; attempt += 1) expect((await guess()).status).toBe(404)
      const slowed = await guess()
      expect(slowed.status).toBe(429)
      expect(slowed.headers.get('retry-after')).toBe('600')
      clock.now += 10 * 60_000
      expect((await guess()).status).toBe(404)
    })

    it('lets the newest desk of a store push and no earlier one', async () => {
      const old = await DeskClient.enrolled(headOffice, 'SZ004')
      const next = await DeskClient.enrolled(headOffice, 'SZ004')
      expect((await old.push(journal.entries)).status).toBe(401)
      expect((await next.pushJournal(journal)).status).toBe(200)
    })

    it('refuses a missing, a wrong and another store’s token alike, also for a store that does not exist', async () => {
      const other = await DeskClient.enrolled(headOffice, 'SZ005')
      const desk = await DeskClient.enrolled(headOffice, 'SZ006')
      const strangers = [
        new DeskClient(headOffice.url, desk.store, other.token),
        new DeskClient(headOffice.url, desk.store, 'x'.repeat(43)),
        new DeskClient(headOffice.url, desk.store, ''),
        new DeskClient(headOffice.url, 'ZZ999', other.token),
      ]
      for (const stranger of strangers) {
        for (const answer of [
          await stranger.cursor<ProblemBody>(),
          await stranger.push<ProblemBody>(journal.entries),
        ]) {
          expect(answer.status).toBe(401)
          expect(answer.headers.get('www-authenticate')).toContain('Bearer')
          expect(answer.body.type).toMatch(/\/unauthorised$/)
        }
      }
      expect((await recordsOf(headOffice, desk.store)).journal).toEqual([])
    })

    it('takes a batch packed with gzip', async () => {
      const desk = await DeskClient.enrolled(headOffice, 'SZ007')
      const body = JSON.stringify({ entries: journal.entries, keys: journal.keyList(), sentAt: desk.sentAt })
      expect((await desk.pushPacked(body)).body.cursor?.seq).toBe(4)
    })

    it('refuses more than 1 MiB on the line and a small body that unpacks to more than 16 MiB', async () => {
      const desk = await DeskClient.enrolled(headOffice, 'SZ008')
      const plain = await desk.send<ProblemBody>(JSON.stringify({ entries: ['x'.repeat(1024 * 1024)] }), {})
      expect(plain.status).toBe(413)
      expect(plain.body.type).toMatch(/\/too-large$/)
      const bomb = await desk.pushPacked<ProblemBody>(Buffer.alloc(17 * 1024 * 1024, ' '))
      expect(bomb.status).toBe(413)
      expect((await desk.pushJournal(journal)).status).toBe(200)
    })

    it('says what is wrong with a body that cannot be read, naming places and never values', async () => {
      const desk = await DeskClient.enrolled(headOffice, 'SZ009')
      expect((await desk.send('{', {})).status).toBe(400)
      expect((await desk.send('not packed', { 'Content-Encoding': 'gzip' })).status).toBe(400)
      expect((await desk.send('{}', { 'Content-Encoding': 'br' })).status).toBe(415)
      const [first] = journal.entries
      const wrong = await desk.push<ProblemBody>([{ ...first, seq: '客户的秘密' }])
      expect(wrong.status).toBe(422)
      expect(wrong.body.errors).toEqual([{ at: 'entries.0.seq', code: 'invalid_type' }])
      expect(JSON.stringify(wrong.body)).not.toContain('秘密')
      const early = await desk.push<ProblemBody>([{ ...first, at: '0000-01-01T00:00:00Z' }])
      expect(early.body.errors).toMatchObject([{ at: 'entries.0.at' }])
      const deep = `{"entries":[${JSON.stringify(first).replace('"after":{', `"after":{"deep":${'['.repeat(50_000)}${']'.repeat(50_000)},`)}],"sentAt":"${desk.sentAt}"}`
      expect((await desk.send<ProblemBody>(deep, {})).status).toBe(422)
    })

    it('answers unknown addresses with a problem document', async () => {
      const answer = await call<ProblemBody>(`${headOffice.url}/v1/nothing`, { method: 'POST' })
      expect(answer.status).toBe(404)
      expect(answer.headers.get('content-type')).toBe('application/problem+json')
      expect((await call<ProblemBody>(`${headOffice.url}/nothing`)).status).toBe(404)
    })
  })
}
