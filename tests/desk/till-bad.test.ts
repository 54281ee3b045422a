import { deflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeskPerson, TestDesk } from '../helpers/desk.ts'
import { refusalIn, refusalOf, startStore, testStaff } from '../helpers/desk.ts'
import { inGb18030 } from '../helpers/gb18030.ts'
import type { SoldRow } from '../helpers/till.ts'
import {
  checkExport,
  finished,
  postExport,
  takeOver,
  tillHeaders,
  tillText,
  uploadExport,
} from '../helpers/till.ts'
import { watchFile } from '../helpers/watch.ts'
import { workbook } from '../helpers/workbook.ts'
import { zipOf } from '../helpers/zip.ts'

let desk: TestDesk
let clerk: DeskPerson
beforeAll(async () => {
  desk = await startStore()
  clerk = await desk.as(testStaff.clerk)
})
afterAll(() => desk.close())

const rows = (count: number): SoldRow[] => Array.from({ length: count }, () => ({}))
const bytes = (...parts: (string | Uint8Array)[]) =>
  new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part))))

/** What the desk says of a file that it does not even open. */
async function refused(body: BodyInit, name?: string) {
  const response = await postExport(clerk, body, name)
  expect(response.status).toBe(400)
  return refusalIn(response)
}

/** The same, or of one that is refused only while it is read. */
async function refusedWherever(text: string) {
  const response = await postExport(clerk, text)
  if (response.status === 400) return refusalIn(response)
  const { uploadId, mapping } = await uploadExport(clerk, text)
  await clerk.call.till.check.mutate({ uploadId, mapping, channel: 'store', paymentMethod: null })
  const job = await finished(clerk)
  expect(job.phase).toBe('failed')
  expect(await refusalOf(takeOver(clerk, job))).toMatchObject({ key: 'till_check_gone' })
  return job.failure
}

function counted() {
  const { raw, close } = watchFile(desk)
  try {
    return raw
      .prepare<[], { lines: number; imports: number }>(
        'SELECT (SELECT count(*) FROM till_line) AS lines, (SELECT count(*) FROM till_import) AS imports',
      )
      .get()
  } finally {
    close()
  }
}

describe('a whole file is refused', () => {
  const utf8 = tillText(rows(50))
  const line = 'A1,2026-05-03,DJ13B,SN1,1,1299,13800000001,周女士因漏水投诉\r\n'

  it('when a row of GB18030 stands in UTF-8', async () => {
    expect(await refused(bytes(utf8, inGb18030(line), line))).toMatchObject({
      key: 'till_mixed_encodings',
      params: { row: 52 },
    })
  })

  it('when a row of UTF-8 stands in GB18030', async () => {
    expect(await refused(bytes(inGb18030(utf8), line, inGb18030(line)))).toMatchObject({
      key: 'till_mixed_encodings',
      params: { row: 52 },
    })
  })

  it('when a byte is damaged', async () => {
    expect(await refused(bytes(inGb18030(utf8), Uint8Array.of(0x41, 0xff, 0x2c), '\r\n'))).toMatchObject({
      key: 'till_mixed_encodings',
      params: { row: 52 },
    })
  })

  it.each([
    ['is never closed', 3, (text: string) => `"A9,2026-05-03,A,SN,1,1,,\r\n${text}`],
    ['is followed by text', 3, () => '"A9"x,2026-05-03,A,SN,1,1,,\r\n'],
    ['stands inside a cell without quotes', 3, () => 'A9,2026-05-03,55" TV,SN,1,1,,\r\n'],
    ['is never closed, far down', 5_000, (text: string) => `"A9,2026-05-03,A,SN,1,1,,\r\n${text}`],
    ['is followed by text, far down', 5_000, () => '"A9"x,2026-05-03,A,SN,1,1,,\r\n'],
    ['would swallow megabytes', 3, () => `"A9,${'x,'.repeat(2_000_000)}`],
  ])('when a quote %s', async (_what, before, after) => {
    const text = tillText(rows(before))
    const failure = await refusedWherever(text + after(text))
    expect(failure).toMatchObject({ key: 'till_broken_quotes', params: { row: before + 2 } })
  })

  it('when it has a million rows, before they are read', async () => {
    const million = Buffer.from('A1,2026-05-03,DJ13B,SN1,1,1299,,\r\n'.repeat(1_000_000))
    expect(await refused(bytes(tillText([]), million))).toMatchObject({
      key: 'till_too_many_rows',
      params: { rows: 1_000_000, max: 500_000 },
    })
  })

  it('when its rows turn out to be more than they seemed, inside quotes', async () => {
    // Quotes in pairs but not around cells hide the line ends from a first look.
    const hidden = `${'A1,2026-05-03,DJ13B,"S\r\n1",1,1299,,\r\n'.repeat(500_001)}`
    expect(await refused(bytes(tillText([]), hidden))).toMatchObject({ key: 'till_too_many_rows' })
  })

  it.each([
    ['an old or locked workbook', Buffer.of(0xd0, 0xcf, 0x11, 0xe0, 0, 0, 0, 0), 'till_old_workbook'],
    ['UTF-16', Buffer.from('\ufeff订单号\t型号\r\nA\tB', 'utf16le'), 'till_not_a_table'],
    ['a picture', Buffer.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0), 'till_not_a_table'],
    ['headers alone', Buffer.from(tillText([])), 'till_empty'],
    ['nothing', Buffer.alloc(0), 'file_empty'],
    [
      'more columns than any table',
      Buffer.from(`${'a,'.repeat(300)}\n${'1,'.repeat(300)}\n`),
      'till_too_many_columns',
    ],
    ['a zip that is no workbook', zipOf({ 'a.txt': 'hello' }), 'till_damaged_workbook'],
    ['a zip cut off', zipOf({ 'xl/workbook.xml': 'x'.repeat(500) }).subarray(0, 60), 'till_damaged_workbook'],
  ])('when it is %s', async (_what, body, key) => {
    expect(await refused(bytes(body), 'export')).toMatchObject({ code: 'invalid', key })
  })
})

describe('a hostile spreadsheet is refused', () => {
  const rels = `<Relationships xmlns="r"><Relationship Id="r1" Type="a/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`
  const book = '<workbook xmlns:r="r"><sheets><sheet name="a" r:id="r1"/></sheets></workbook>'
  const withSheet = (sheet: string | Buffer) =>
    zipOf({ 'xl/workbook.xml': book, 'xl/_rels/workbook.xml.rels': rels, 'xl/worksheets/sheet1.xml': sheet })

  it('that says it holds a million rows', async () => {
    const sheet = '<worksheet><dimension ref="A1:S1000001"/><sheetData/></worksheet>'
    expect(await refused(bytes(withSheet(sheet)))).toMatchObject({
      key: 'till_too_many_rows',
      params: { rows: 1_000_000 },
    })
  })

  it('that unpacks to gigabytes', async () => {
    const bomb = zipOf({ 'xl/workbook.xml': book }, { 'xl/bomb.bin': 3_000 * 1024 * 1024 })
    expect(await refused(bytes(bomb))).toMatchObject({ key: 'till_too_large_unpacked' })
  })

  it('that unpacks to more than it says', async () => {
    const packed = deflateRawSync(Buffer.from(`<worksheet>${' '.repeat(5_000_000)}</worksheet>`))
    expect(await refused(bytes(withSheet(packed)))).toMatchObject({ code: 'invalid' })
  })

  it('that defines words of its own, which could grow without end', async () => {
    const sheet =
      '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData><row><c t="str"><v>&a;</v></c></row></sheetData></worksheet>'
    expect(await refused(bytes(withSheet(sheet)))).toMatchObject({ key: 'till_damaged_workbook' })
  })

  it('that names a cell far to the right', async () => {
    const sheet =
      '<worksheet><sheetData><row r="1"><c r="XFD1" t="str"><v>x</v></c></row></sheetData></worksheet>'
    expect(await refused(bytes(withSheet(sheet)))).toMatchObject({ key: 'till_too_many_columns' })
  })
})

describe('rows with mistakes', () => {
  const wrong = tillText([
    { order: 'WRONG-1' },
    { order: 'WRONG-2', on: '03/05/2026' },
    { order: '=1+1', paid: '-5' },
    { order: 'WRONG-4', quantity: '0' },
    { order: 'WRONG-5', paid: '1.005' },
    { order: '4.40307E+17' },
  ])

  it('are named by row and column, and nothing is taken', async () => {
    const before = counted()
    const job = await checkExport(clerk, wrong)
    expect(job).toMatchObject({ phase: 'checked', rows: 6, added: 1, bad: 5 })
    expect(job.mistakes).toEqual([
      { row: 3, column: 1, reason: 'ambiguous_date', value: '03/05/2026' },
      { row: 4, column: 0, reason: 'formula', value: '=1+1' },
      { row: 4, column: 5, reason: 'negative', value: '-5' },
      { row: 5, column: 4, reason: 'not_a_quantity', value: '0' },
      { row: 6, column: 5, reason: 'fraction_of_fen', value: '1.005' },
      { row: 7, column: 0, reason: 'digits_lost', value: '4.40307E+17' },
    ])
    expect(await refusalOf(takeOver(clerk, job))).toMatchObject({
      key: 'till_has_mistakes',
      params: { bad: 5 },
    })
    expect(counted()?.imports).toBe(before?.imports)
    expect(await clerk.call.till.find.query({ text: 'WRONG' })).toEqual([])
  })

  it('are left out when the person says so, and can be had whole', async () => {
    const job = await checkExport(clerk, wrong)
    const kept = await clerk.call.till.badRows.query()
    expect(kept.map((row) => row.row)).toEqual([3, 4, 5, 6, 7])
    expect(kept[1]).toMatchObject({
      cells: ['=1+1', '2026-05-03', 'DJ13B-D08D', 'SN000002', '1', '-5', '13800000001', '周女士'],
    })
    expect(await takeOver(clerk, job, true)).toMatchObject({ rows: 6, added: 1, leftOut: 5 })
    expect(await clerk.call.till.find.query({ text: 'WRONG' })).toHaveLength(1)
  })

  it('alone cannot be taken', async () => {
    const job = await checkExport(clerk, tillText([{ paid: '?' }]))
    expect(await refusalOf(takeOver(clerk, job, true))).toMatchObject({ key: 'till_nothing_to_take' })
  })

  it('are listed up to two hundred and counted on', async () => {
    const job = await checkExport(clerk, tillText(rows(1_000).map(() => ({ paid: '' }))))
    expect(job.bad).toBe(1_000)
    expect(job.mistakes).toHaveLength(200)
  })

  it('are those that were cut off or into two', async () => {
    const job = await checkExport(clerk, `${tillText([{}])}A2,2026-05-03\r\nA3,2026-05-03,A,S,1,1,,,more\r\n`)
    expect(job.mistakes.map(({ row, reason }) => [row, reason])).toEqual([
      [3, 'cells_missing'],
      [3, 'required'],
      [3, 'required'],
      [4, 'cells_too_many'],
    ])
  })

  it('are the same line of the same order twice', async () => {
    const text = '订单号,行号,开票日期,型号,实付金额\nTW-1,1,2026-05-03,A,1\nTW-1,1,2026-05-03,B,2\n'
    expect((await checkExport(clerk, text)).mistakes).toMatchObject([
      { row: 3, column: null, reason: 'twice_in_file' },
    ])
  })

  it('are formulas of a spreadsheet without a result, while a kept result is taken', async () => {
    const cells = (last: string) =>
      `<c t="str"><v>FX-1</v></c><c t="str"><v>2026-05-03</v></c><c t="str"><v>A</v></c>${last}`
    const headers = ['订单号', '开票日期', '型号', '实付金额'].map((name) => `<c t="str"><v>${name}</v></c>`)
    const sheet = [
      headers.join(''),
      cells('<c><f>1+1</f></c>'),
      cells('<c><f>1+1</f><v>2</v></c>'),
      cells('<c t="e"><f>1/0</f><v>#DIV/0!</v></c>'),
    ]
    const job = await checkExport(
      clerk,
      bytes(
        zipOf({
          'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="a" r:id="r1"/></sheets></workbook>',
          'xl/_rels/workbook.xml.rels':
            '<Relationships><Relationship Id="r1" Type="a/worksheet" Target="/xl/worksheets/sheet1.xml"/></Relationships>',
          'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheet.map((row) => `<row>${row}</row>`).join('')}</sheetData></worksheet>`,
        }),
      ),
    )
    expect(job).toMatchObject({ added: 1, bad: 2 })
    expect(job.mistakes.map(({ row, reason }) => [row, reason])).toEqual([
      [2, 'formula'],
      [4, 'error_value'],
    ])
  })
})

it('a serial number with letters that only look Latin is taken and pointed out', async () => {
  const job = await checkExport(clerk, tillText([{ order: 'LOOK-1', serial: 'SNА0001' }]))
  expect(job).toMatchObject({ bad: 0, doubtful: 1 })
  expect(job.warnings).toEqual([{ row: 2, column: 3, reason: 'look_alike', value: 'SNА0001' }])
  await takeOver(clerk, job)
  expect(await clerk.call.till.find.query({ text: 'SNA0001' })).toMatchObject([{ orderNumber: 'LOOK-1' }])
})

it('dates in five styles are one day', async () => {
  const styles = ['2026-05-03', '2026/5/3', '20260503', '2026年5月3日', '46145', '2026-05-03 18:30:00']
  const job = await checkExport(clerk, tillText(styles.map((on, place) => ({ order: `DATE-${place}`, on }))))
  await takeOver(clerk, job)
  const lines = await clerk.call.till.find.query({ text: 'DATE-' })
  expect(lines.map((line) => line.invoicedOn)).toEqual(styles.map(() => '2026-05-03'))
})

it('a mapping that lacks a field or has one twice is refused', async () => {
  const file = await uploadExport(clerk, tillText([{}]))
  const check = (mapping: typeof file.mapping) =>
    clerk.call.till.check.mutate({ uploadId: file.uploadId, mapping, channel: 'store', paymentMethod: null })
  for (const mapping of [file.mapping.slice(1), file.mapping.with(0, null), file.mapping.with(1, 'model')])
    expect(await refusalOf(check(mapping))).toMatchObject({ key: 'till_mapping', field: 'mapping' })
})

it('what another person uploaded cannot be read or taken', async () => {
  const file = await uploadExport(clerk, tillText([{}]))
  const other = await desk.as(testStaff.otherClerk)
  expect(await refusalOf(other.call.till.open.query({ uploadId: file.uploadId }))).toMatchObject({
    code: 'not_found',
    key: 'till_upload_gone',
  })
})

it('a workbook of ordinary cells is none of this', async () => {
  const job = await checkExport(
    clerk,
    await workbook([[...tillHeaders], ['OK-1', new Date('2026-05-03T00:00:00Z'), 'A', 'S', 1, 1, '', '']]),
  )
  expect(job).toMatchObject({ bad: 0, added: 1 })
})
