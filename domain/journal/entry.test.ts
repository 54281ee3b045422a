import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalForm, canonicalRecord, type Entry, entryHash, genesisHash } from './entry.ts'

const words = fc.string({ unit: 'grapheme' })
const values = fc.oneof(
  words,
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
)
const records = fc.dictionary(
  words,
  fc.oneof(values, fc.constant(null), fc.array(values), fc.dictionary(words, values)),
)

function entryOf(after: Record<string, unknown>): Omit<Entry, 'hash'> {
  return {
    seq: 7,
    id: '019a0000-0000-7000-8000-000000000001',
    epoch: 'A',
    at: '2026-05-20T02:30:00.000Z',
    staffId: null,
    device: '前台"电脑"',
    action: 'complaint.register',
    entity: 'complaint',
    entityId: '019a0000-0000-7000-8000-000000000002',
    after,
    schema: 1,
    prevHash: genesisHash,
  }
}

describe('the hash of an entry', () => {
  it('is SHA-256 over the RFC 8785 form of the whole entry, however the form was made', () => {
    fc.assert(
      fc.property(records, (after) => {
        const entry = entryOf(after)
        const form = canonicalize(entry) ?? ''
        const sorted = Object.entries(after).sort(([one], [other]) => (one < other ? -1 : 1))
        expect(canonicalRecord(sorted)).toBe(canonicalForm(after))
        expect(entryHash(entry)).toBe(createHash('sha256').update(form, 'utf8').digest('hex'))
        expect(entryHash(entry, canonicalRecord(sorted))).toBe(entryHash(entry))
      }),
    )
  })

  it('cannot be had for what is not JSON', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, '\ud800', undefined, ['\udc00']]) {
      expect(() => canonicalRecord([['field', value]])).toThrow()
      expect(() => entryHash(entryOf({ field: value ?? Number.NaN }))).toThrow()
    }
    expect(() => entryHash({ ...entryOf({}), device: '\ud800' })).toThrow()
  })
})
