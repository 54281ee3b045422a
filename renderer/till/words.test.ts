import { describe, expect, it } from 'vitest'
import { paymentMethods } from '../../domain/case/vocabulary.ts'
import { saleChannels } from '../../domain/entitlement.ts'
import { cellReasons, cellWarnings } from '../../domain/till/cell.ts'
import { tillFields } from '../../domain/till/fields.ts'
import english from '../i18n/en/till.json' with { type: 'json' }
import chinese from '../i18n/zh-CN/till.json' with { type: 'json' }
import { badRowsText } from './bad-rows.ts'

describe.each([
  ['Chinese', chinese],
  ['English', english],
] as const)('the %s screen', (_language, words) => {
  it('can say every reason for which a cell is not taken, and every field', () => {
    expect(Object.keys(words.reason).sort()).toEqual([...cellReasons, ...cellWarnings].sort())
    expect(Object.keys(words.field).sort()).toEqual([...tillFields].sort())
    expect(Object.keys(words.channelName).sort()).toEqual([...saleChannels].sort())
    expect(Object.keys(words.paymentName).sort()).toEqual([...paymentMethods].sort())
  })
})

it('no spreadsheet calculates a cell of the rows that are downloaded', () => {
  const cells = ['=1+1', '+A1', '-A1', '@SUM(A1)', '\t=1', '\r=1', '普通', 'a"b,c']
  const rows = [{ row: 7, mistakes: [{ column: 0, reason: 'formula' as const }], cells }]
  const text = badRowsText(rows, ['=甲', '乙'], {
    row: '行',
    reasons: '原因',
    reasonAt: (_, reason) => reason,
  })
  const [header, line] = text.split('\r\n')
  expect(header).toBe("\ufeff行,原因,'=甲,乙")
  expect(line).toContain("7,formula,'=1+1,'+A1,'-A1,'@SUM(A1),'\t=1,")
  expect(line).toContain(`"'\r=1",普通,"a""b,c"`)
})
