import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lookAlikesIn, serialKey } from './serial.ts'

describe('the same unit is found', () => {
  it.each([
    ['in small letters', 'sn20260503a', 'SN20260503A'],
    ['with spaces and hyphens of the label', ' SN 2026-0503–A ', 'SN20260503A'],
    ['in full width from a Chinese keyboard', 'SN２０２６０５０３Ａ', 'SN20260503A'],
    ['with the letter O typed for a zero', 'SN2O26O5O3A', 'SN20260503A'],
    ['with I or l typed for a one', 'SNI1lL', 'SN1111'],
    ['with Cyrillic letters copied from a message', 'ЅNАВС', 'SNABC'],
    ['with small Cyrillic letters', 'sаmе', 'SAME'],
    ['with Greek letters', 'ΑΒΕΖ', 'ABEZ'],
    ['with a Cyrillic О for a zero', 'A1О2', 'A102'],
    ['with what nobody sees in it', 'SN\u200b20\u00ad26', 'SN2026'],
  ])('%s', (_what, typed, printed) => {
    expect(serialKey(typed)).toBe(serialKey(printed))
  })
})

it('two different units stay two', () => {
  expect(serialKey('SN20260503A')).not.toBe(serialKey('SN20260503B'))
  expect(serialKey('SN8')).not.toBe(serialKey('SNB'))
})

it('nothing but separators is no serial number', () => {
  for (const text of ['', ' ', '--', '/', '\u3000-']) expect(serialKey(text)).toBe('')
})

it('a key is its own key, whatever was typed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(serialKey(serialKey(text))).toBe(serialKey(text))
    }),
  )
})

it('letters that only look Latin are named, each once', () => {
  expect(lookAlikesIn('SN20260503A')).toEqual([])
  expect(lookAlikesIn('ЅNАxА')).toEqual(['Ѕ', 'А'])
  expect(lookAlikesIn('sаm')).toEqual(['а'])
})
