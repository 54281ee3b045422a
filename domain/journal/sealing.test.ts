import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { customerKeyBytes, openFields, sealFields } from './sealing.ts'

const key = randomBytes(customerKeyBytes)
const seal = (fields: Record<string, unknown>) => sealFields(key, 'customer', 'complaint', 'c1', fields)

describe('personal fields', () => {
  it('come out of the box as they went in', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string().filter((name) => name !== '__proto__'),
          fc.jsonValue(),
        ),
        (fields) => {
          const expected = JSON.parse(JSON.stringify(fields))
          expect(openFields(key, 'complaint', 'c1', seal(fields))).toEqual(expected)
        },
      ),
    )
  })

  it('cannot be read or compared from outside: the same words never give the same box', () => {
    const fields = { name: '王女士', phones: ['13800010001'] }
    const boxes = Array.from({ length: 200 }, () => seal(fields).box)
    expect(new Set(boxes).size).toBe(200)
    for (const box of boxes) expect(Buffer.from(box, 'base64').includes('138000')).toBe(false)
  })

  it('open with no other key', () => {
    const box = seal({ name: '王' })
    expect(() => openFields(randomBytes(customerKeyBytes), 'complaint', 'c1', box)).toThrow()
  })

  it('belong to their record: a box that was moved does not open', () => {
    const box = seal({ name: '王' })
    expect(() => openFields(key, 'complaint', 'c2', box)).toThrow()
    expect(() => openFields(key, 'contact', 'c1', box)).toThrow()
  })

  it('do not open once a single bit was changed, or cut off', () => {
    const box = seal({ name: '王' })
    const bytes = Buffer.from(box.box, 'base64')
    for (let index = 0; index < bytes.length; index += 1) {
      const changed = Buffer.from(bytes)
      changed[index] = (changed[index] ?? 0) ^ 1
      expect(() => openFields(key, 'complaint', 'c1', { ...box, box: changed.toString('base64') })).toThrow()
    }
    for (const length of [0, 11, 28, bytes.length - 1]) {
      const cut = bytes.subarray(0, length).toString('base64')
      expect(() => openFields(key, 'complaint', 'c1', { ...box, box: cut })).toThrow()
    }
  })
})
