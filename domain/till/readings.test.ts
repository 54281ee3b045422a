import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFen, readGifts, readQuantity, readWarranty } from './amounts.ts'
import { readIdentifier, readText, shownCell } from './cell.ts'
import { readDate } from './dates.ts'

const date = {
  min: new Date('1990-01-01T00:00:00Z'),
  max: new Date('2099-12-31T00:00:00Z'),
  noInvalidDate: true,
}

describe('a date is read', () => {
  it.each([
    ['2026-05-03'],
    ['2026/5/3'],
    ['2026.5.3'],
    ['20260503'],
    ['2026年5月3日'],
    ['2026 年 05 月 03 日'],
    ['２０２６－０５－０３'],
    ['2026-05-03 18:30'],
    ['2026-05-03T18:30:15.123'],
    ['2026年5月3日 18:30'],
    ['20260503183000'],
    ['46145'],
    ['46145.77'],
    [46145],
    [46145.77],
    ['="2026-05-03"'],
  ])('%s', (cell) => {
    expect(readDate(cell)).toEqual({ value: '2026-05-03' })
  })

  it('with day and month in either order where only one can be meant', () => {
    expect(readDate('13.5.2026')).toEqual({ value: '2026-05-13' })
    expect(readDate('05/13/2026')).toEqual({ value: '2026-05-13' })
    expect(readDate('5/5/2026')).toEqual({ value: '2026-05-05' })
  })

  it('in every style the same, for every day', () => {
    fc.assert(
      fc.property(fc.date(date), (day) => {
        const iso = day.toISOString().slice(0, 10)
        const [year, month, dayOfMonth] = iso.split('-').map(Number)
        const days = Math.round((Date.parse(iso) - Date.UTC(1899, 11, 30)) / 86_400_000)
        const styles = [
          iso,
          `${year}/${month}/${dayOfMonth}`,
          iso.replaceAll('-', ''),
          `${year}年${month}月${dayOfMonth}日`,
          days,
          `${iso} 23:59:59`,
        ]
        for (const style of styles) expect(readDate(style)).toEqual({ value: iso })
      }),
    )
  })
})

describe('a date is refused', () => {
  it.each([
    ['ambiguous_date', '03/05/2026'],
    ['ambiguous_date', '3.5.2026'],
    ['not_a_date', '2026-02-30'],
    ['not_a_date', '29/02/2025'],
    ['not_a_date', '2026-5'],
    ['not_a_date', '26-05-03'],
    ['not_a_date', '2026-05/03'],
    ['not_a_date', '昨天'],
    ['not_a_date', '20261301'],
    ['not_a_date', 12],
    ['formula', '=TODAY()'],
    ['formula', { odd: 'formula' } as const],
    ['error_value', { odd: 'error_value' } as const],
  ])('%s: %s', (reason, cell) => {
    expect(readDate(cell)).toEqual({ reason })
  })
})

describe('money', () => {
  it.each([
    ['1299', 129_900],
    ['1299.5', 129_950],
    ['1299.50', 129_950],
    ['1299.500', 129_950],
    ['¥1,299.00', 129_900],
    ['￥１，２９９．００', 129_900],
    ['1,234,567.89元', 123_456_789],
    ['RMB 12', 1_200],
    ['0', 0],
    [0.1 + 0.2, 30],
    [1299.9, 129_990],
    ['', null],
    ['-', null],
  ])('%s', (cell, fen) => {
    expect(readFen(cell)).toEqual({ value: fen })
  })

  it.each([
    ['-1', 'negative'],
    ['¥-1.00', 'negative'],
    ['(1.00)', 'negative'],
    [-1299, 'negative'],
    ['1.005', 'fraction_of_fen'],
    [0.001, 'fraction_of_fen'],
    ['1,29', 'not_an_amount'],
    ['12,99.00', 'not_an_amount'],
    ['1e5', 'not_an_amount'],
    ['一百', 'not_an_amount'],
    ['99999999999', 'amount_too_large'],
    ['=A1*2', 'formula'],
  ])('%s is refused: %s', (cell, reason) => {
    expect(readFen(cell)).toEqual({ reason })
  })

  it('is whole fen for every amount that a till prints', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), (fen) => {
        const yuan = `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`
        expect(readFen(yuan)).toEqual({ value: fen })
        expect(readFen(Number(yuan))).toEqual({ value: fen })
      }),
    )
  })
})

describe('units and months', () => {
  it.each([
    ['1', 1],
    ['2台', 2],
    ['3.00', 3],
    [4, 4],
  ])('%s units', (cell, count) => {
    expect(readQuantity(cell)).toEqual({ value: count })
  })

  it.each(['0', '-1', '1.5', '10000', 'x', '二'])('%s units are refused', (cell) => {
    expect(readQuantity(cell)).toEqual({ reason: 'not_a_quantity' })
  })

  it.each([
    ['12', 12],
    ['12个月', 12],
    ['1年', 12],
    ['一年', 12],
    ['半年', 6],
    ['1年6个月', 18],
    ['2 years', 24],
    ['1.5年', 18],
    ['0', 0],
    ['', null],
  ])('a warranty of %s', (cell, months) => {
    expect(readWarranty(cell)).toEqual({ value: months })
  })

  it.each(['终身', '-12', '1.3年', '9999'])('a warranty of %s is refused', (cell) => {
    expect(readWarranty(cell)).toEqual({ reason: 'not_a_warranty' })
  })
})

it('gifts are read with what they are worth, and a note in brackets is no price', () => {
  expect(readGifts('保温杯(99元);电饭煲:199.5、围裙', 60)).toEqual({
    value: [
      { name: '保温杯', valueFen: 9_900 },
      { name: '电饭煲', valueFen: 19_950 },
      { name: '围裙', valueFen: 0 },
    ],
  })
  expect(readGifts('保温杯（红色）', 60)).toEqual({ value: [{ name: '保温杯（红色）', valueFen: 0 }] })
  expect(readGifts('保温杯(-5)', 60)).toEqual({ reason: 'negative' })
})

describe('text', () => {
  it('keeps leading zeros however an export saves them', () => {
    for (const cell of ['00123', "'00123", '="00123"'])
      expect(readIdentifier(cell, 60)).toEqual({ value: '00123' })
  })

  it('is no formula', () => {
    for (const cell of ['=1+1', '+A1', '-A1', '@SUM(A1)', '="="&A1', "'=1+1"])
      expect(readText(cell, 60)).toEqual({ reason: 'formula' })
  })

  it('that stands for nothing is empty', () => {
    for (const cell of ['-', '--', '/', '无', ' ', 'NULL']) expect(readText(cell, 60)).toEqual({ value: '' })
  })

  it('of a number whose last digits a spreadsheet threw away is refused', () => {
    expect(readIdentifier('4.40307E+17', 60)).toEqual({ reason: 'digits_lost' })
    expect(readIdentifier(4.40307e17, 60)).toEqual({ reason: 'digits_lost' })
  })

  it('with what a page cannot show is refused or cleaned', () => {
    expect(readText('a\u0000b', 60)).toEqual({ reason: 'unreadable_characters' })
    expect(readText('锟\ufffd', 60)).toEqual({ reason: 'unreadable_characters' })
    expect(readText('a\u202eb', 60)).toEqual({ value: 'ab' })
    expect(readText('x'.repeat(61), 60)).toEqual({ reason: 'too_long' })
  })

  it('never throws, whatever a file holds', () => {
    const readers = [
      readDate,
      readFen,
      readQuantity,
      readWarranty,
      (cell: string) => readText(cell, 60),
      (cell: string) => readIdentifier(cell, 60),
      (cell: string) => readGifts(cell, 60),
    ]
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (cell) => {
        for (const read of readers) expect(Object.keys(read(cell))).toHaveLength(1)
        expect(shownCell(cell).length).toBeLessThanOrEqual(82)
      }),
    )
  })
})
