import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll } from 'vitest'
import { erasureSuite } from './erasure-suite.ts'
import { headOfficeSuite } from './head-office-suite.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'countersign-sync-'))
let folders = 0
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const backend = {
  name: 'PGlite in a folder',
  fresh: async () => {
    folders += 1
    return { data: path.join(folder, String(folders)) }
  },
}
headOfficeSuite(backend)
erasureSuite(backend)
