import { randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { entryHash } from '../../domain/journal/entry.ts'
import type { CursorAnswer, PushAnswer } from '../../headoffice/http/wire.ts'
import { rebuildProjections } from '../../headoffice/journal/rebuild.ts'
import type { HeadOffice } from '../../headoffice/server.ts'
import { alarm, batch, customerKey } from '../../headoffice/tables.ts'
import { type Backend, type Clock, projectionsOf, recordsOf, startOn } from './backend.ts'
import { DeskClient, type ProblemBody } from './desk-client.ts'
import { StoreJournal } from './store-journal.ts'

function statuses({ receipts }: PushAnswer): string[] {
  return receipts.map((receipt) => receipt.status)
}

/** What holds of the journal at head office, wherever its records are. */
export function journalSuite(backend: Backend): void {
  describe(`the journal at head office on ${backend.name}`, () => {
    const clock: Clock = { now: Date.parse('2026-11-22T04:00:02.000Z') }
    let headOffice: HeadOffice
    let desk: DeskClient
    let journal: StoreJournal
    let stores = 0

    beforeAll(async () => {
      headOffice = await startOn(backend, clock)
    })
    afterAll(() => headOffice.close())
    beforeEach(async () => {
      stores += 1
      desk = await DeskClient.enrolled(headOffice, `SZ${String(stores).padStart(3, '0')}`)
      journal = new StoreJournal().firstDay()
    })

    it('takes a first day in order and tells where it stands', async () => {
      expect((await desk.cursor<CursorAnswer>()).body).toEqual({
        cursor: null,
        now: '2026-11-22T04:00:02.000Z',
      })
      const answer = await desk.pushJournal(journal)
      expect(answer.status).toBe(200)
      expect(statuses(answer.body)).toEqual(['applied', 'applied', 'applied', 'applied'])
      const last = journal.entries.at(-1)
      const cursor = { epoch: 'A', seq: 4, hash: last?.hash }
      expect(answer.body.cursor).toEqual(cursor)
      expect(answer.body.directives).toEqual([])
      expect((await desk.cursor<CursorAnswer>()).body.cursor).toEqual(cursor)
      const { complaints, customers, staff } = await projectionsOf(headOffice, desk.store)
      expect(complaints).toMatchObject([
        {
          id: 'complaint-0001',
          number: 'SZ001-20261122-0001',
          state: 'registered',
          open: true,
          level: 2,
          lastSeq: 4,
        },
      ])
      expect(complaints[0]?.summary).toBe('冰箱约好昨天送到,至今没有送来')
      expect(customers).toMatchObject([{ name: '钱先生' }])
      expect(staff).toMatchObject([{ number: '1001', name: '李小燕', role: 'clerk' }])
    })

    it('takes the same batch sent again after a lost answer as duplicates and changes nothing', async () => {
      await desk.pushJournal(journal)
      const before = await recordsOf(headOffice, desk.store)
      const again = await desk.pushJournal(journal)
      expect(again.status).toBe(200)
      expect(statuses(again.body)).toEqual(Array(4).fill('duplicate'))
      expect(again.body.cursor?.seq).toBe(4)
      expect(await recordsOf(headOffice, desk.store)).toEqual(before)
    })

    it('goes on where an overlapping batch brings something new', async () => {
      await desk.pushJournal(journal)
      journal.complaint('complaint-0001', { state: 'accepted', version: 2 })
      const answer = await desk.pushJournal(journal)
      expect(statuses(answer.body)).toEqual([...Array(4).fill('duplicate'), 'applied'])
      const { complaints } = await projectionsOf(headOffice, desk.store)
      expect(complaints).toMatchObject([{ state: 'accepted', version: 2, lastSeq: 5 }])
    })

    it('shows an ended complaint as no longer open', async () => {
      journal.complaint('complaint-0001', { state: 'closed', endedAt: '2026-11-22T03:00:00.000Z' })
      await desk.pushJournal(journal)
      expect((await projectionsOf(headOffice, desk.store)).complaints).toMatchObject([{ open: false }])
    })

    it('answers a gap with the entry it expects and stores nothing of the batch', async () => {
      await desk.pushJournal(journal, journal.entries.slice(0, 2))
      const answer = await desk.push<ProblemBody>(journal.entries.slice(3))
      expect(answer.status).toBe(409)
      expect(answer.headers.get('content-type')).toBe('application/problem+json')
      expect(answer.body.type).toMatch(/\/gap$/)
      expect(answer.body.expected).toEqual({ epoch: 'A', seq: 3 })
      expect((await recordsOf(headOffice, desk.store)).journal).toHaveLength(2)
    })

    it('answers a gap within a batch likewise, and a journal that does not begin at 1', async () => {
      const [first, , third] = journal.entries
      const within = await desk.push<ProblemBody>([first, third])
      expect(within.body).toMatchObject({ status: 409, expected: { epoch: 'A', seq: 2 } })
      const late = await desk.push<ProblemBody>([third])
      expect(late.body).toMatchObject({ status: 409, expected: { epoch: 'A', seq: 1 } })
      expect((await recordsOf(headOffice, desk.store)).journal).toHaveLength(0)
    })

    it('refuses another entry under a known number as a fork and raises one alarm, however often it comes', async () => {
      await desk.pushJournal(journal)
      const other = new StoreJournal().firstDay()
      const answer = await desk.push<ProblemBody>(other.entries, other.keyList())
      expect(answer.status).toBe(409)
      expect(answer.body.type).toMatch(/\/fork$/)
      expect(answer.body).toMatchObject({ epoch: 'A', seq: 1, knownHash: journal.entries[0]?.hash })
      await desk.push(other.entries)
      const alarms = await headOffice.database.select().from(alarm).where(eq(alarm.store, desk.store))
      expect(alarms).toMatchObject([{ kind: 'fork', epoch: 'A', seq: 1, times: 2 }])
      expect((await recordsOf(headOffice, desk.store)).journal.map((line) => line.hash)).toEqual(
        journal.entries.map((entry) => entry.hash),
      )
    })

    it('refuses an entry that was changed after it was hashed, naming it, and stores nothing', async () => {
      const changed = journal.entries.map((entry) =>
        entry.seq === 4 ? { ...entry, after: { ...entry.after, level: 1 } } : entry,
      )
      const answer = await desk.push<ProblemBody>(changed, journal.keyList())
      expect(answer.status).toBe(422)
      expect(answer.body.type).toMatch(/\/broken-chain$/)
      expect(answer.body.seq).toBe(4)
      expect((await recordsOf(headOffice, desk.store)).journal).toHaveLength(0)
    })

    it('refuses an entry that was hashed anew upon another one before it', async () => {
      await desk.pushJournal(journal, journal.entries.slice(0, 3))
      const { hash: _, ...body } = {
        ...journal.complaint('complaint-0002'),
        seq: 4,
        prevHash: 'f'.repeat(64),
      }
      const answer = await desk.push<ProblemBody>([{ ...body, hash: entryHash(body) }])
      expect(answer.body).toMatchObject({ status: 422, seq: 4, knownHash: journal.entries[2]?.hash })
    })

    it('takes a new epoch that goes on from any entry it has, and none of the old epoch after that', async () => {
      await desk.pushJournal(journal)
      const restored = new StoreJournal()
      restored.entries.push(...journal.entries.slice(0, 3))
      restored.epoch = 'B'
      for (const [id, key] of journal.keys) restored.keys.set(id, key)
      restored.complaint('complaint-0009')
      const answer = await desk.pushJournal(restored, restored.entries.slice(3))
      expect(answer.body.cursor).toMatchObject({ epoch: 'B', seq: 4 })
      journal.complaint('complaint-0002')
      const old = await desk.push<ProblemBody>(journal.entries.slice(4))
      expect(old.status).toBe(409)
      expect(old.body.type).toMatch(/\/fork$/)
      restored.epoch = 'C'
      const orphan = { ...restored.complaint('complaint-0010'), prevHash: 'a'.repeat(64) }
      const { hash: _, ...body } = orphan
      const apart = await desk.push<ProblemBody>([{ ...body, hash: entryHash(body) }])
      expect(apart.body).toMatchObject({ status: 409, expected: { epoch: 'B', seq: 5 } })
    })

    it('lets two pushes of the same entries at once double and skip nothing', async () => {
      for (let index = 2; index < 60; index += 1)
        journal.complaint(`complaint-${String(index).padStart(4, '0')}`)
      const answers = await Promise.all([1, 2, 3, 4].map(() => desk.pushJournal(journal)))
      expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200])
      const applied = answers.filter((answer) =>
        answer.body.receipts.every((receipt) => receipt.status === 'applied'),
      )
      expect(applied).toHaveLength(1)
      const kept = await recordsOf(headOffice, desk.store)
      expect(kept.journal.map((line) => line.seq)).toEqual(journal.entries.map((entry) => entry.seq))
      expect(kept.store).toMatchObject([{ entries: 62, cursorSeq: 62 }])
      expect(kept.complaints).toHaveLength(59)
    })

    it('keeps unknown fields of entry and record as they came', async () => {
      const entry = journal.complaint('complaint-0003', { futureField: { depth: ['一', 2] } })
      const answer = await desk.pushJournal(journal, [
        ...journal.entries.slice(0, 4),
        Object.assign({}, entry, { futureEnvelope: '保留' }),
      ])
      expect(answer.status).toBe(200)
      const raw = (await recordsOf(headOffice, desk.store)).journal.at(-1)?.raw ?? ''
      expect(JSON.parse(raw)).toMatchObject({
        futureEnvelope: '保留',
        after: { futureField: { depth: ['一', 2] } },
      })
    })

    it('keeps an entry of a form it cannot read, lets the same record wait and the others go on', async () => {
      const strange = { entity: 'complaint', entityId: 'complaint-0001', after: { id: 'complaint-0001' } }
      journal.add({ ...strange, schema: 3 })
      journal.complaint('complaint-0001', { state: 'accepted' })
      journal.complaint('complaint-0002')
      const answer = await desk.pushJournal(journal)
      expect(answer.body.receipts.slice(4)).toMatchObject([
        { seq: 5, status: 'quarantined', reason: 'schema_unknown' },
        { seq: 6, status: 'quarantined', reason: 'waits', detail: 'Waits for A:5 of the same record.' },
        { seq: 7, status: 'applied' },
      ])
      expect(answer.body.cursor?.seq).toBe(7)
      journal.complaint('complaint-0001', { state: 'investigating' })
      const later = await desk.pushJournal(journal, journal.entries.slice(7))
      expect(later.body.receipts).toMatchObject([{ seq: 8, status: 'quarantined', reason: 'waits' }])
      const again = await desk.pushJournal(journal, journal.entries.slice(4, 6))
      expect(statuses(again.body)).toEqual(['quarantined', 'quarantined'])
      const kept = await recordsOf(headOffice, desk.store)
      expect(kept.journal).toHaveLength(8)
      expect(kept.complaints).toMatchObject([
        { id: 'complaint-0001', state: 'registered' },
        { id: 'complaint-0002', state: 'registered' },
      ])
    })

    it('reads one form ahead of its own', async () => {
      journal.add({ entity: 'staff', entityId: 'staff-2', after: { id: 'staff-2', name: '王工' }, schema: 2 })
      expect(statuses((await desk.pushJournal(journal)).body).at(-1)).toBe('applied')
    })

    it('quarantines what it cannot open: no key, the wrong key, a record of the wrong form', async () => {
      const missing = journal.customer('customer-2', '孙先生')
      journal.customer('customer-3', '赵女士')
      journal.add({ entity: 'complaint', entityId: 'complaint-0007', after: { level: '四' } })
      journal.add({ entity: 'complaint', entityId: 'complaint-0008', after: { sealed: '没有封好' } })
      journal.complaint('complaint-0009', { receivedAt: '0000-01-01T00:00:00Z' })
      const keys = journal.keyList().filter((item) => item.customerId !== missing.entityId)
      const wrong = { customerId: 'customer-3', key: randomBytes(32).toString('base64') }
      const answer = await desk.push(
        journal.entries,
        keys.map((item) => (item.customerId === 'customer-3' ? wrong : item)),
      )
      expect(answer.body.receipts.slice(4).map((receipt) => receipt.reason)).toEqual([
        'undecryptable',
        'undecryptable',
        'after_malformed',
        'after_malformed',
        'after_malformed',
      ])
      expect((await projectionsOf(headOffice, desk.store)).customers).toHaveLength(1)
    })

    it('never brings back a destroyed key, and reads what it sealed as absent', async () => {
      await desk.pushJournal(journal)
      const { database } = headOffice
      await database
        .update(customerKey)
        .set({ key: null, destroyedAt: new Date(clock.now) })
        .where(eq(customerKey.store, desk.store))
      journal.customer('customer-1', '钱先生')
      expect(statuses((await desk.pushJournal(journal)).body).at(-1)).toBe('applied')
      const kept = await recordsOf(headOffice, desk.store)
      expect(kept.keys).toMatchObject([{ customerId: 'customer-1', key: null }])
      expect(kept.customers).toMatchObject([{ name: null }])
    })

    it('keeps the customers’ keys and names out of the entries', async () => {
      await desk.pushJournal(journal)
      const kept = await recordsOf(headOffice, desk.store)
      const entries = JSON.stringify(kept.journal)
      expect(entries).not.toContain('钱先生')
      for (const { key } of journal.keyList()) expect(entries).not.toContain(key)
    })

    it('rebuilds from the entries exactly what it had', async () => {
      journal.add({ entity: 'complaint', entityId: 'complaint-0005', after: { level: 9 } })
      journal.complaint('complaint-0005')
      journal.complaint('complaint-0001', { state: 'closed', endedAt: '2026-11-22T03:30:00.000Z' })
      for (let index = 100; index < 1300; index += 1) journal.complaint(`complaint-${index}`)
      await desk.pushJournal(journal, journal.entries.slice(0, 6))
      // 1,200 entries do not fit into the limit on the line unpacked.
      await desk.pushPacked(JSON.stringify({ entries: journal.entries.slice(6), sentAt: desk.sentAt }))
      const live = await recordsOf(headOffice, desk.store)
      expect(live.complaints).toHaveLength(1201)
      await rebuildProjections(headOffice.database)
      expect(await recordsOf(headOffice, desk.store)).toEqual(live)
    })

    it('takes effect on rebuilding of what waited for a key', async () => {
      const late = journal.customer('customer-2', '孙先生')
      const keys = journal.keyList()
      const isLate = (item: { customerId: string }) => item.customerId === late.entityId
      await desk.push(
        journal.entries,
        keys.filter((item) => !isLate(item)),
      )
      await desk.push([], keys.filter(isLate))
      await rebuildProjections(headOffice.database)
      const { customers, quarantine } = await projectionsOf(headOffice, desk.store)
      expect(customers.map((row) => row.name)).toEqual(['钱先生', '孙先生'])
      expect(quarantine).toEqual([])
    })

    it('records both clocks and takes a push from a clock that is years off', async () => {
      desk.sentAt = '2031-01-01T00:00:00.000Z'
      const answer = await desk.pushJournal(journal)
      expect(answer.status).toBe(200)
      const offsetMs = Date.parse(desk.sentAt) - clock.now
      const batches = await headOffice.database.select().from(batch).where(eq(batch.store, desk.store))
      expect(batches).toMatchObject([{ number: 1, offsetMs, entries: 4, receivedAt: new Date(clock.now) }])
      expect((await recordsOf(headOffice, desk.store)).store).toMatchObject([{ clockOffsetMs: offsetMs }])
    })

    it('takes text that databases stumble over: character 0 and half a surrogate within the box', async () => {
      const fields = { whatHappened: 'a\u0000b\ud83d<script>' }
      const after = { id: 'complaint-0004', number: 'n\u0000', customerId: 'customer-1' }
      const sealed = { customerId: 'customer-1', fields }
      journal.add({ entity: 'complaint', entityId: 'complaint-0004', after, sealed })
      expect((await desk.pushJournal(journal)).status).toBe(200)
      const { complaints } = await projectionsOf(headOffice, desk.store)
      expect(complaints[1]).toMatchObject({ number: 'n', summary: 'ab\ufffd<script>' })
    })
  })
}
