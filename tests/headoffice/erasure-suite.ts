import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { rebuildProjections } from '../../headoffice/journal/rebuild.ts'
import type { HeadOffice } from '../../headoffice/server.ts'
import { type Backend, projectionsOf, recordsOf, startOn } from './backend.ts'
import { DeskClient } from './desk-client.ts'
import { StoreJournal } from './store-journal.ts'

const tableNames = z.object({ rows: z.array(z.object({ name: z.string() })) })
const tableLines = z.object({ rows: z.array(z.object({ line: z.string() })) })

/** Every row of every table, as a dump of the database has them. */
export async function dumpOf({ database }: Pick<HeadOffice, 'database'>): Promise<string> {
  const { rows: tables } = tableNames.parse(
    await database.execute(
      sql`SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) AS name
          FROM information_schema.tables
          WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
    ),
  )
  const texts: string[] = []
  for (const { name } of tables) {
    const { rows } = tableLines.parse(
      await database.execute(sql.raw(`SELECT t::text AS line FROM ${name} t`)),
    )
    texts.push(...rows.map((row) => row.line))
  }
  return texts.join('\n')
}

function erasing(journal: StoreJournal, id = 'customer-1') {
  const after = { id, anonymous: false, erasedAt: '2029-11-22T17:00:00.000Z', erasedBasis: 'retention_over' }
  return journal.add({ entity: 'customer', entityId: id, action: 'customer.erase', after })
}

const name = '钱先生'
const told = '冰箱约好昨天送到'

/** A customer who was erased at the store is unreadable at head office too, whatever comes in which order. */
export function erasureSuite(backend: Backend): void {
  describe(`an erased customer at head office on ${backend.name}`, () => {
    let headOffice: HeadOffice
    let desk: DeskClient
    let journal: StoreJournal
    let stores = 0
    beforeAll(async () => {
      headOffice = await startOn(backend, { now: Date.parse('2026-11-22T04:00:02.000Z') })
    })
    afterAll(() => headOffice.close())
    beforeEach(async () => {
      stores += 1
      desk = await DeskClient.enrolled(headOffice, `SZ${String(stores).padStart(3, '0')}`)
      journal = new StoreJournal().firstDay()
      journal.customer('customer-2', '孙先生')
    })

    const keys = async () =>
      Object.fromEntries(
        (await recordsOf(headOffice, desk.store)).keys.map((each) => [each.customerId, each.key]),
      )

    async function expectErased(key: Buffer): Promise<void> {
      const { customers, complaints, quarantine } = await projectionsOf(headOffice, desk.store)
      expect(customers.map((each) => each.name)).toEqual([null, '孙先生'])
      expect(complaints).toMatchObject([{ summary: null, number: 'SZ001-20261122-0001' }])
      expect(quarantine).toEqual([])
      expect((await keys())['customer-1']).toBeNull()
      const dump = await dumpOf(headOffice)
      for (const word of [name, told, '13800000001', key.toString('base64'), key.toString('hex')])
        expect(dump, word).not.toContain(word)
      expect(dump).toContain('孙先生')
    }

    it('loses key, name and texts in the transaction that takes the entry in, and only that customer’s', async () => {
      const key = journal.keyOf('customer-1')
      await desk.pushJournal(journal)
      expect(await dumpOf(headOffice)).toContain(name)
      const erased = erasing(journal)
      const answer = await desk.push([erased])
      expect(answer.body.receipts).toMatchObject([{ status: 'applied' }])
      await expectErased(key)
    })

    it('a key that comes again is refused, and rebuilding brings nothing back', async () => {
      const key = journal.keyOf('customer-1')
      await desk.pushJournal(journal)
      await desk.push([erasing(journal)])
      await desk.pushJournal(journal)
      await expectErased(key)
      await rebuildProjections(headOffice.database)
      await expectErased(key)
    })

    it('who was erased before the first push is never readable: the destroyed key is told beside the entries', async () => {
      const key = journal.keyOf('customer-1')
      erasing(journal)
      const keys = journal.keyList().filter((each) => each.customerId !== 'customer-1')
      const body = { entries: journal.entries.slice(0, 4), keys, erased: ['customer-1'], sentAt: desk.sentAt }
      const first = await desk.send<{ receipts: { status: string }[] }>(JSON.stringify(body), {})
      expect(first.body.receipts.map((each) => each.status)).toEqual(Array(4).fill('applied'))
      await desk.push(journal.entries.slice(4), keys)
      await expectErased(key)
    })

    it('all in one batch with the key: nothing of it is kept', async () => {
      const key = journal.keyOf('customer-1')
      erasing(journal)
      await desk.pushJournal(journal)
      await expectErased(key)
    })

    it('does not wait behind an entry of that customer that cannot be read', async () => {
      await desk.pushJournal(journal)
      journal.add({ entity: 'customer', entityId: 'customer-1', after: { id: 'customer-1' }, schema: 99 })
      erasing(journal)
      const answer = await desk.push(journal.entries.slice(-2))
      expect(answer.body.receipts).toMatchObject([{ reason: 'schema_unknown' }, { reason: 'waits' }])
      expect((await keys())['customer-1']).toBeNull()
      expect(await dumpOf(headOffice)).not.toContain(journal.keyOf('customer-1').toString('base64'))
      expect((await projectionsOf(headOffice, desk.store)).customers.map((each) => each.name)).toEqual([
        null,
        '孙先生',
      ])
    })

    it('the same customer’s number in another store is somebody else', async () => {
      await desk.pushJournal(journal)
      await desk.push([erasing(journal)])
      const other = await DeskClient.enrolled(headOffice, `SH${String(stores).padStart(3, '0')}`)
      await other.pushJournal(new StoreJournal().firstDay())
      expect((await projectionsOf(headOffice, other.store)).customers).toMatchObject([{ name }])
      await rebuildProjections(headOffice.database)
      expect((await projectionsOf(headOffice, other.store)).customers).toMatchObject([{ name }])
    })
  })
}
