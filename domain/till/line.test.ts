import { describe, expect, it } from 'vitest'
import { serialKey } from '../serial.ts'
import type { Cell } from './cell.ts'
import { headerRowOf, mappingProblems, suggestMapping } from './fields.ts'
import { familyNames, lineKey, lineReader } from './line.ts'

describe('columns are recognised', () => {
  it('by Chinese headers', () => {
    const headers = ['订单号', '商品型号', '序列号', '数量', '实付金额(元)', '开票日期', '备注']
    expect(suggestMapping(headers)).toEqual([
      'orderNumber',
      'model',
      'serialNumber',
      'quantity',
      'paidAmount',
      'invoicedOn',
      null,
    ])
  })

  it('by English headers, however they are written', () => {
    expect(suggestMapping(['Order No.', 'MODEL', 'S/N', 'Qty', 'Paid amount', 'invoice_date'])).toEqual([
      'orderNumber',
      'model',
      'serialNumber',
      'quantity',
      'paidAmount',
      'invoicedOn',
    ])
    expect(suggestMapping(['序列号/SN', '小票号'])).toEqual(['serialNumber', 'orderNumber'])
  })

  it('and of two that could be the same the likelier is taken', () => {
    expect(suggestMapping(['金额', '实付金额'])).toEqual([null, 'paidAmount'])
    expect(suggestMapping(['数量', '数量'])).toEqual(['quantity', null])
  })

  it('below the title of a report', () => {
    expect(headerRowOf([['5月销售明细'], ['', ''], ['订单号', '型号', '金额'], ['1', 'A', '5']])).toBe(2)
    expect(
      headerRowOf([
        ['', ''],
        ['a', 'b'],
      ]),
    ).toBe(1)
    expect(headerRowOf([])).toBe(-1)
  })

  it('and a mapping says what it lacks', () => {
    expect(mappingProblems(['orderNumber', 'model', 'model'])).toEqual({
      missing: ['invoicedOn', 'paidAmount'],
      twice: ['model'],
    })
  })
})

const mapping = [
  'orderNumber',
  'invoicedOn',
  'model',
  'paidAmount',
  'serialNumber',
  'family',
  'phone',
  'paymentMethod',
] as const
const read = lineReader({
  mapping,
  channel: 'store',
  paymentMethod: null,
  families: familyNames([{ code: 'tv', zh: '电视', en: 'Televisions' }]),
  today: '2026-05-20',
})
const row = (...changed: [number, Cell][]): Cell[] => {
  const cells: Cell[] = ['A1', '2026-05-03', 'DJ13B', '1299', 'SN1', '电视', '138 0000 0001', '微信支付']
  for (const [column, cell] of changed) cells[column] = cell
  return cells
}

describe('a row', () => {
  it('becomes a sold line, with what holds for rows that do not say it', () => {
    expect(read(row())).toMatchObject({
      line: {
        orderNumber: 'A1',
        channel: 'store',
        invoicedOn: '2026-05-03',
        deliveredOn: null,
        quantity: 1,
        paidFen: 129_900,
        family: 'tv',
        phone: '13800000001',
        paymentMethod: 'wechat',
        serialKey: serialKeyOfSn1,
      },
      mistakes: [],
      warnings: [],
    })
  })

  it('without anything in it is none', () => {
    expect(read(['', ' ', ''])).toBeNull()
  })

  it('names every mistake with its column', () => {
    expect(read(row([0, ''], [1, '03/05/2026'], [3, '-5'], [5, '飞机']))).toEqual({
      line: null,
      mistakes: [
        { column: 0, reason: 'required' },
        { column: 1, reason: 'ambiguous_date' },
        { column: 3, reason: 'negative' },
        { column: 5, reason: 'unknown_family' },
      ],
      warnings: [],
    })
  })

  it('was not delivered tomorrow: what runs from the delivery would run longer', () => {
    const delivered = lineReader({
      mapping: ['orderNumber', 'invoicedOn', 'model', 'paidAmount', 'deliveredOn'],
      channel: 'online',
      paymentMethod: null,
      families: new Map(),
      today: '2026-05-20',
    })
    const on = (date: string) => delivered(['A1', '2026-05-03', 'DJ13B', '1299', date])
    expect(on('2026-05-20')?.line?.deliveredOn).toBe('2026-05-20')
    expect(on('2026-05-21')?.mistakes).toEqual([{ column: 4, reason: 'date_in_future' }])
  })

  it('was not sold tomorrow', () => {
    expect(read(row([1, '2026-05-20']))?.mistakes).toEqual([])
    expect(read(row([1, '2026-05-21']))?.mistakes).toEqual([{ column: 1, reason: 'date_in_future' }])
  })

  it('is taken with a warning when its serial number only looks Latin or its phone is hidden', () => {
    const reading = read(row([4, 'SNА1'], [6, '138****0001']))
    expect(reading?.line).toMatchObject({ serialNumber: 'SNА1', phone: '' })
    expect(reading?.warnings).toEqual([
      { column: 4, reason: 'look_alike' },
      { column: 6, reason: 'phone_left_out' },
    ])
  })
})

const serialKeyOfSn1 = serialKey('SN1')

describe('the key of a line', () => {
  const line = (...changed: [number, Cell][]) => {
    const found = read(row(...changed))?.line
    if (!found) throw new Error('no line')
    return found
  }

  it('is the same when price or the writing of the serial number changed', () => {
    expect(lineKey(line([3, '999']), 1)).toBe(lineKey(line(), 1))
    expect(lineKey(line([4, 'sn-1']), 1)).toBe(lineKey(line(), 1))
  })

  it('is another for another serial number, or for one more of the same', () => {
    expect(lineKey(line([4, 'SN2']), 1)).not.toBe(lineKey(line(), 1))
    expect(lineKey(line(), 2)).not.toBe(lineKey(line(), 1))
  })

  it('with a line number stays the same when the serial number was corrected', () => {
    const numbered = { ...line(), lineNumber: '1' }
    expect(lineKey({ ...numbered, serialNumber: 'SN2', serialKey: 'SN2' }, 1)).toBe(lineKey(numbered, 1))
    expect(lineKey({ ...numbered, lineNumber: '2' }, 1)).not.toBe(lineKey(numbered, 1))
  })
})
