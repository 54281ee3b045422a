import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import {
  civilDateSchema,
  fenSchema,
  instantSchema,
  optionalText,
  phoneSchema,
  pinSchema,
  requiredText,
  sha256Schema,
  staffNumberSchema,
  storeCodeSchema,
} from './text.ts'

/** Why the schema refuses, null when it takes the value. */
function refused(schema: z.ZodType, value: unknown): string | null {
  const result = schema.safeParse(value)
  return result.success ? null : (result.error.issues[0]?.message ?? '')
}

describe('text', () => {
  it.each([
    ['spaces around it are not part of it', '  王 女士 \n', '王 女士'],
    ['line breaks of Windows become plain ones', 'a\r\nb', 'a\nb'],
    ['one way of writing é is kept', 'e\u0301', '\u00e9'],
    ['emoji and HTML are text', '😀<b>', '😀<b>'],
    ['a joiner inside an emoji stays', '👨\u200d👩', '👨\u200d👩'],
    ['marks that turn the writing direction are taken out', 'abc\u202e002\u202c\u2066\u2069', 'abc002'],
    ['a byte order mark is taken out', '\ufeff王\ufeff女士', '王女士'],
    ['line ends of Unicode become plain ones', 'a\u2028b\u2029c\u0085d', 'a\nb\nc\nd'],
  ])('%s', (_what, typed, kept) => {
    expect(requiredText(60).parse(typed)).toBe(kept)
  })

  it.each([
    ['NUL', 'a\u0000b'],
    ['escape', '\u001b[31m'],
    ['delete', 'a\u007f'],
    ['a control character of the upper half', 'a\u009bb'],
    ['half a surrogate', '\ud83d'],
    ['halves in the wrong order', '\ude00\ud83d'],
  ])('%s is refused', (_what, typed) => {
    expect(refused(optionalText(60), typed)).toBe('unreadable_characters')
  })

  it('is measured after trimming, to the last character', () => {
    expect(refused(requiredText(3), ' 一二三 ')).toBeNull()
    expect(refused(requiredText(3), '一二三四')).toBe('too_long')
    expect(refused(requiredText(3), ' '.repeat(13))).toBe('too_long')
  })

  it('that must be there is more than spaces', () => {
    const unseen = [
      '',
      ' ',
      '\n\t',
      '\u3000',
      '\u200b',
      '\u2060\u00ad',
      '\u202e',
      '\u3164',
      '\u2800',
      '\u200d\ufe0f',
    ]
    for (const typed of unseen) {
      expect(refused(requiredText(60), typed)).toBe('required')
      expect(optionalText(60).parse(typed)).toBe('')
    }
    expect(refused(optionalText(60), '')).toBeNull()
  })

  it('that is taken stays as it is when it is taken again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (typed) => {
        const first = optionalText(60).safeParse(typed)
        if (first.success) expect(optionalText(60).parse(first.data)).toBe(first.data)
      }),
    )
  })
})

describe('a phone number', () => {
  it.each([
    ['138 0001 0001', '13800010001'],
    ['(0755) 8888-0000', '075588880000'],
    ['+86 138-0001-0001', '+8613800010001'],
    ['', ''],
  ])('%j is kept as %j', (typed, kept) => {
    expect(phoneSchema.parse(typed)).toBe(kept)
  })
  it.each(['1234', 'abc', '138+0001', '1'.repeat(21), '１３８００', '138;DROP'])('%j is none', (typed) => {
    expect(refused(phoneSchema, typed)).toBe('not_a_phone')
  })
})

describe('an instant', () => {
  it('is given back in UTC', () => {
    expect(instantSchema.parse('2026-05-20T18:30:00+08:00')).toBe('2026-05-20T10:30:00.000Z')
  })
  it.each(['2026-02-30T10:00:00Z', '2026-05-20', '2026-05-20T10:00:00', '2026-05-20T25:00:00Z', 'now', ''])(
    '%j is none',
    (typed) => {
      expect(refused(instantSchema, typed)).toBe('not_an_instant')
    },
  )
})

it('a civil date that the calendar does not have is none', () => {
  expect(refused(civilDateSchema, '2028-02-29')).toBeNull()
  for (const typed of ['2027-02-29', '2026-04-31', '2026-13-01', '20260520', '2026-5-2', ''])
    expect(refused(civilDateSchema, typed)).toBe('not_a_date')
})

it('money is whole fen from nothing to ten million yuan', () => {
  expect([0, 1, 1_000_000_000].map((fen) => refused(fenSchema, fen))).toEqual([null, null, null])
  for (const fen of [-1, 0.5, 1_000_000_001, Number.NaN, Number.POSITIVE_INFINITY, '100'])
    expect(refused(fenSchema, fen)).toBe('not_an_amount')
})

it.each([
  [
    'a PIN',
    pinSchema,
    ['246810', '123456789012'],
    ['12345', '1234567890123', '12345a', '１２３４５６', ' 123456'],
  ],
  ['a staff number', staffNumberSchema, ['1001', 'A1'], ['1', '1001 ', '店长', '1234567890123', '10-01']],
  ['a store code', storeCodeSchema, ['SZ001', 'A1'], ['sz001', 'S', 'SZ-001', '深圳']],
  [
    'a content address',
    sha256Schema,
    ['a'.repeat(64)],
    ['A'.repeat(64), 'a'.repeat(63), `../${'a'.repeat(61)}`],
  ],
] as const)('%s is just that', (_what, schema, taken, others) => {
  for (const value of taken) expect(refused(schema, value), value).toBeNull()
  for (const value of others) expect(refused(schema, value), value).not.toBeNull()
})
