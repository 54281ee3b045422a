import fc from 'fast-check'
import { expect, it } from 'vitest'
import { checkCodeFrom, readCheckCode } from './check-code.ts'

const bytes = fc.uint8Array({ minLength: 5, maxLength: 5 })

it('a code is found again however it is read aloud and typed', () => {
  fc.assert(
    fc.property(bytes, (given) => {
      const code = checkCodeFrom(given)
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/)
      const misread = code.replaceAll('0', 'o').replaceAll('1', 'l').toLowerCase()
      expect(readCheckCode(` ${misread.slice(0, 4)}-${misread.slice(4)} `)).toBe(code)
    }),
  )
})

it('different bytes give different codes', () => {
  fc.assert(
    fc.property(bytes, bytes, (one, other) => {
      expect(checkCodeFrom(one) === checkCodeFrom(other)).toBe(Buffer.compare(one, other) === 0)
    }),
  )
})

it.each(['', '1234567', '123456789', 'UUUUUUUU', '1234-567é', '检查码检查码检查'])(
  '%j is no code',
  (typed) => {
    expect(readCheckCode(typed)).toBeNull()
  },
)
