import { rmSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStoreFile } from '../../db/open.ts'
import { entriesAfter } from '../../db/verify.ts'
import type { Entry } from '../../domain/journal/entry.ts'
import { openFields } from '../../domain/journal/sealing.ts'
import type { TestDesk } from '../helpers/desk.ts'
import { newFolder, pin, setUpStore, startDesk, testStaff } from '../helpers/desk.ts'
import { act, walk } from '../helpers/walk.ts'
import { typed, wholeLife } from '../helpers/whole-life.ts'

let dataDir: string
let entries: Entry[]
let keys: Map<string, Buffer | null>
let photo: string

/** A second complaint, of another customer: beyond what the manager may sign. */
async function ruledOn(desk: TestDesk): Promise<void> {
  const { id, view } = await walk(desk, 'awaiting_approval')
  const person = await desk.as(testStaff.manager)
  const ruling = { decision: 'approve' as const, reference: typed.reference, text: typed.ruling, pin }
  await act(person, id, 'head_office_ruling', ruling)
  expect((await view()).state).toBe('signed')
}

beforeAll(async () => {
  dataDir = newFolder()
  const desk = await startDesk({ dataDir })
  await setUpStore(desk)
  photo = (await wholeLife(desk)).sha256
  await ruledOn(desk)
  await desk.stop()
  const file = openStoreFile(path.join(dataDir, 'store.sqlite'))
  entries = entriesAfter(file.raw, 0, 100_000)
  const rows = file.raw.prepare<[], { id: string; key: Buffer | null }>(
    'SELECT customer_id AS id, key FROM customer_key',
  )
  keys = new Map(rows.all().map((row) => [row.id, row.key]))
  file.raw.close()
})
afterAll(() => rmSync(dataDir, { recursive: true }))

it('nothing that was typed about a customer stands readable in the journal', () => {
  const journal = JSON.stringify(entries)
  const readable = Object.entries(typed).filter(([, word]) => journal.includes(word))
  expect(readable.map(([box]) => box)).toEqual([])
})

it('all of it stands sealed, under one key for each customer', () => {
  const opened = entries.flatMap((entry) => {
    const { sealed } = entry.after
    const key = sealed && keys.get(sealed.customerId)
    return sealed && key ? [JSON.stringify(openFields(key, entry.entity, entry.entityId, sealed))] : []
  })
  const inside = opened.join('\n')
  expect(Object.entries(typed).filter(([, word]) => !inside.includes(word))).toEqual([])
  expect(keys.size).toBe(2)
})

it('no photo is known again by its hash', () => {
  const files = entries.filter((entry) => entry.entity === 'file')
  expect(files).toHaveLength(1)
  expect(photo).toMatch(/^[0-9a-f]{64}$/)
  expect(JSON.stringify(entries)).not.toContain(photo)
})

it('no PIN and no key stands in the journal', () => {
  const journal = JSON.stringify(entries)
  expect(journal).not.toContain(pin)
  expect(journal).not.toContain('argon2')
  for (const key of keys.values())
    for (const form of ['hex', 'base64', 'base64url'] as const)
      expect(journal).not.toContain(key?.toString(form))
})
