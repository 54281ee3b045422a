import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { startHeadOffice } from '../../headoffice/server.ts'
import { recordsOf } from './backend.ts'
import { DeskClient } from './desk-client.ts'
import { erasureSuite } from './erasure-suite.ts'
import { journalSuite } from './journal-suite.ts'
import { killSuite } from './kill-suite.ts'
import { lineSuite } from './line-suite.ts'
import { StoreJournal } from './store-journal.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'headoffice-'))
let folders = 0
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const inMemory = { name: 'PGlite in memory', fresh: async () => ({}) }
const inFolder = {
  name: 'PGlite in a folder',
  fresh: async () => {
    folders += 1
    return { data: path.join(folder, String(folders)) }
  },
}

journalSuite(inMemory)
erasureSuite(inMemory)
lineSuite(inFolder)
killSuite(inFolder)

describe('PGlite in a folder', () => {
  it('has the records again after a restart, and lets no second process in meanwhile', async () => {
    const { data } = await inFolder.fresh()
    const journal = new StoreJournal().firstDay()
    const first = await startHeadOffice({ port: 0, data })
    const desk = await DeskClient.enrolled(first, 'SZ001')
    await desk.pushJournal(journal)
    const kept = await recordsOf(first, 'SZ001')
    await expect(startHeadOffice({ port: 0, data })).rejects.toThrow(/already running/)
    await first.close()
    const second = await startHeadOffice({ port: 0, data })
    expect(await recordsOf(second, 'SZ001')).toEqual(kept)
    await second.close()
  })
})
