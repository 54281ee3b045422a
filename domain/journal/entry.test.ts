import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Entry } from './entry.ts'
import { entryHash, entrySchema, genesisHash } from './entry.ts'

const entry: Omit<Entry, 'hash'> = {
  seq: 7,
  id: '0197f6a0-0000-7000-8000-000000000001',
  epoch: 'A',
  at: '2026-05-20T02:30:00.000Z',
  staffId: 'somebody',
  device: 'd',
  action: 'complaint.register',
  entity: 'complaint',
  entityId: '0197f6a0-0000-7000-8000-000000000002',
  after: { level: 2, state: 'registered', nested: { b: 1, a: '中文' } },
  schema: 1,
  prevHash: genesisHash,
}

describe('the hash of an entry', () => {
  it('is what it was when it was first written down: a chain outlives the program that made it', () => {
    expect(entryHash(entry)).toBe('0b8ebf3679c45b21ff1d352e3458fc0b26085c01abd0285a4481da49ffca7e9c')
  })

  it('does not depend on the order in which fields are written', () => {
    const turned = Object.fromEntries(Object.entries(entry).toReversed())
    const after = { nested: { a: '中文', b: 1 }, state: 'registered', level: 2 }
    expect(entryHash(entrySchema.omit({ hash: true }).parse({ ...turned, after }))).toBe(entryHash(entry))
  })

  it('changes with every field', () => {
    const others: Partial<Entry>[] = [
      { seq: 8 },
      { id: '0197f6a0-0000-7000-8000-000000000003' },
      { epoch: 'B' },
      { at: '2026-05-20T02:30:00.001Z' },
      { staffId: null },
      { device: 'e' },
      { action: 'complaint.void' },
      { entity: 'customer' },
      { entityId: 'x' },
      { after: { ...entry.after, level: 3 } },
      { schema: 2 },
      { prevHash: '1'.repeat(64) },
    ]
    const hashes = others.map((more) => entryHash({ ...entry, ...more }))
    expect(new Set([...hashes, entryHash(entry)]).size).toBe(others.length + 1)
  })

  it('is the same after the entry has travelled as JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        fc.pre(JSON.stringify(value).isWellFormed() && !/\\ud[89a-f]/i.test(JSON.stringify(value)))
        const sent = { ...entry, after: { value } }
        const arrived = entrySchema.omit({ hash: true }).parse(JSON.parse(JSON.stringify(sent)))
        expect(entryHash(arrived)).toBe(entryHash(sent))
      }),
    )
  })

  it('refuses what cannot stand in JSON instead of hashing something else', () => {
    expect(() => entryHash({ ...entry, after: { n: Number.NaN } })).toThrow()
    expect(() => entryHash({ ...entry, after: { text: '\ud800' } })).toThrow()
  })
})

it('fields that a newer desk adds to a record are kept by an older reader', () => {
  const read = entrySchema.parse({ ...entry, after: { ...entry.after, later: [1] }, hash: genesisHash })
  expect(read.after).toMatchObject({ later: [1] })
})
