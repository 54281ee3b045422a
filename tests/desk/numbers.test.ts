import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { walkCase } from '../helpers/cases.ts'
import type { TestDesk } from '../helpers/desk.ts'
import { newFolder, pin, setUpStore, startDesk, testStaff } from '../helpers/desk.ts'
import { newCustomer } from '../helpers/purchase.ts'

/** One number of each kind, in the order case, custody, authorisation. */
async function numbersOf(desk: TestDesk): Promise<string[]> {
  const { call } = await desk.as(testStaff.manager)
  const commandId = randomUUID
  const { number: ofCase } = await walkCase(desk, 'opened')
  const custody = await call.custody.add.mutate({
    commandId: commandId(),
    customer: newCustomer(),
    description: '豆浆机',
    place: 'A1',
  })
  const authorisation = await call.authorisations.sign.mutate({
    commandId: commandId(),
    title: '换货',
    remedies: ['exchange'],
    reasons: [],
    families: [],
    maxDay: null,
    maxFen: 10_000,
    fromOn: '2026-05-20',
    toOn: '2026-05-20',
    terms: '',
    pin,
  })
  return [ofCase, custody.number, authorisation.number]
}

it('each kind counts for itself, and after a restore none is ever given twice', async () => {
  const dataDir = newFolder()
  const first = await startDesk({ dataDir })
  await setUpStore(first)
  expect(await numbersOf(first)).toEqual(['R0001', 'K0001', 'A0001'].map((last) => `TS001-20260520-${last}`))
  expect(await numbersOf(first)).toEqual(['R0002', 'K0002', 'A0002'].map((last) => `TS001-20260520-${last}`))
  await first.close()
  // What a restore from a backup does to the file: the writer begins a new epoch.
  const raw = new Database(path.join(dataDir, 'store.sqlite'))
  raw.prepare(`UPDATE desk_file SET epoch = 'B'`).run()
  raw.close()
  const restored = await startDesk({ dataDir })
  expect(await numbersOf(restored)).toEqual(
    ['BR0001', 'BK0001', 'BA0001'].map((last) => `TS001-20260520-${last}`),
  )
  await restored.close()
  rmSync(dataDir, { recursive: true, force: true })
})
