import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { startHeadOffice } from '../../headoffice/server.ts'
import { recordsOf } from './backend.ts'
import { DeskClient, type ProblemBody } from './desk-client.ts'
import { erasureSuite } from './erasure-suite.ts'
import { journalSuite } from './journal-suite.ts'
import { killSuite } from './kill-suite.ts'
import { lineSuite } from './line-suite.ts'
import { hasPostgres, startPostgres } from './postgres-server.ts'
import { StoreJournal } from './store-journal.ts'

if (hasPostgres()) {
  const server = await startPostgres()
  afterAll(() => server.stop())
  const backend = {
    name: 'a PostgreSQL server',
    fresh: async () => ({ databaseUrl: await server.newDatabase() }),
  }
  journalSuite(backend)
  erasureSuite(backend)
  lineSuite(backend)
  killSuite(backend)

  describe('a PostgreSQL server', () => {
    it('is shared by two processes of head office: pushes through both double and skip nothing', async () => {
      const databaseUrl = await server.newDatabase()
      const [left, right] = await Promise.all([
        startHeadOffice({ port: 0, databaseUrl }),
        startHeadOffice({ port: 0, databaseUrl }),
      ])
      const desk = await DeskClient.enrolled(left, 'SZ001')
      const other = new DeskClient(right.url, desk.store, desk.token)
      const journal = new StoreJournal().firstDay()
      for (let round = 0; round < 10; round += 1) {
        journal.complaint(`complaint-${round}`)
        const both = await Promise.all([desk.pushJournal(journal), other.pushJournal(journal)])
        expect(both.map((answer) => answer.status)).toEqual([200, 200])
      }
      const kept = await recordsOf(left, 'SZ001')
      expect(kept.journal.map((line) => line.hash)).toEqual(journal.entries.map((entry) => entry.hash))
      expect(kept.store).toMatchObject([{ entries: 14 }])
      await left.close()
      await right.close()
    })

    it('losing its connection in the middle of a batch answers 503 with Retry-After and leaves nothing', async () => {
      const databaseUrl = await server.newDatabase()
      const headOffice = await startHeadOffice({ port: 0, databaseUrl })
      const desk = await DeskClient.enrolled(headOffice, 'SZ001')
      const journal = new StoreJournal().firstDay()
      // An unfinished row under the same key holds the push up after it has written its entries.
      const blocker = new pg.Client({ connectionString: databaseUrl })
      await blocker.connect()
      await blocker.query('BEGIN')
      await blocker.query(
        `INSERT INTO complaint (store, id, open, last_epoch, last_seq) VALUES ('SZ001', 'complaint-0001', true, 'A', 1)`,
      )
      const watcher = new pg.Client({ connectionString: databaseUrl })
      await watcher.connect()
      const waiting = `FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
      const pushing = desk.push<ProblemBody>(journal.entries, journal.keyList())
      await expect.poll(async () => (await watcher.query(`SELECT 1 ${waiting}`)).rowCount).toBe(1)
      await watcher.query(`SELECT pg_terminate_backend(pid) ${waiting}`)
      const answer = await pushing
      expect(answer.status).toBe(503)
      expect(answer.headers.get('retry-after')).toBe('5')
      await blocker.query('ROLLBACK')
      const kept = await recordsOf(headOffice, 'SZ001')
      expect(kept).toMatchObject({
        journal: [],
        complaints: [],
        keys: [],
        store: [{ cursorSeq: null, entries: 0 }],
      })
      expect((await desk.pushJournal(journal)).body.receipts.map((receipt) => receipt.status)).toEqual(
        Array(4).fill('applied'),
      )
      await blocker.end()
      await watcher.end()
      await headOffice.close()
    })
  })
} else {
  describe('a PostgreSQL server', () => {
    it('is not on this machine and DATABASE_URL names none: head office was tested on PGlite only', () => {
      expect(process.env.CI, 'Install PostgreSQL or set DATABASE_URL').not.toBe('true')
    })
  })
}
