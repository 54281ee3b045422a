import { describe, expect, it } from 'vitest'
import type { Entry } from '../../domain/journal/entry.ts'
import { startHeadOffice } from '../../headoffice/server.ts'
import { runProgram } from '../helpers/program.ts'
import { type Backend, recordsOf } from './backend.ts'
import { DeskClient } from './desk-client.ts'
import { StoreJournal } from './store-journal.ts'

const batchSize = 40

/** Head office's own process dies at any moment. */
export function killSuite(backend: Backend): void {
  describe(`killing head office on ${backend.name}`, () => {
    it('leaves every batch whole or not there at all, and the same journal arrives in the end', async () => {
      const options = await backend.fresh()
      const prepared = await startHeadOffice({ port: 0, ...options })
      const { store, token } = await DeskClient.enrolled(prepared, 'SZ001')
      await prepared.close()
      const journal = new StoreJournal().firstDay()
      while (journal.entries.length < batchSize * 12) journal.complaint(`complaint-${journal.entries.length}`)
      const args = ['--port', '0', ...(options.data === undefined ? [] : ['--data', options.data])]
      for (const killAfter of [1, 2, 3]) {
        const program = runProgram('headoffice/main.ts', args, { DATABASE_URL: options.databaseUrl })
        const desk = new DeskClient(await program.link(), store, token)
        let answered = 0
        const answers = batchesOf(journal).map((entries) =>
          desk.pushJournal(journal, entries).then(() => {
            answered += 1
            // The batches behind it are on their way into the database at this moment.
            if (answered === killAfter) program.process.kill('SIGKILL')
          }),
        )
        const ends = await Promise.allSettled(answers)
        expect(ends.some((end) => end.status === 'rejected')).toBe(true)
        await program.ended
      }
      const headOffice = await startHeadOffice({ port: 0, ...options })
      const broken = await recordsOf(headOffice, store)
      expect(broken.journal.length % batchSize).toBe(0)
      expect(broken.store[0]?.cursorSeq ?? 0).toBe(broken.journal.length)
      await pushAll(new DeskClient(headOffice.url, store, token), journal)
      const whole = await recordsOf(headOffice, store)
      expect(whole.journal.map((line) => line.hash)).toEqual(journal.entries.map((entry) => entry.hash))
      await headOffice.close()
    })
  })
}

function batchesOf({ entries }: StoreJournal): Entry[][] {
  const count = Math.ceil(entries.length / batchSize)
  return Array.from({ length: count }, (_, index) =>
    entries.slice(index * batchSize, (index + 1) * batchSize),
  )
}

/** Pushes the whole journal batch by batch, from its beginning: what is known comes back as duplicate. */
async function pushAll(desk: DeskClient, journal: StoreJournal): Promise<void> {
  for (const entries of batchesOf(journal))
    expect((await desk.pushJournal(journal, entries)).status).toBe(200)
}
