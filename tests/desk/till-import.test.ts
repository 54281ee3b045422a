import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeskPerson, TestDesk } from '../helpers/desk.ts'
import { refusalOf, startStore, testStaff } from '../helpers/desk.ts'
import { inGb18030 } from '../helpers/gb18030.ts'
import {
  beginCheck,
  checkExport,
  finished,
  importExport,
  takeOver,
  tillHeaders,
  tillText,
  uploadExport,
} from '../helpers/till.ts'
import { workbook } from '../helpers/workbook.ts'

let desk: TestDesk
let clerk: DeskPerson
let otherClerk: DeskPerson
beforeAll(async () => {
  desk = await startStore()
  clerk = await desk.as(testStaff.clerk)
  otherClerk = await desk.as(testStaff.otherClerk)
})
afterAll(() => desk.close())

const found = (text: string) => clerk.call.till.find.query({ text })

describe('an export is taken over', () => {
  const sold = (order: string) => [{ order: `${order}-1` }, { order: `${order}-2`, name: '钱先生' }]
  it.each([
    ['UTF-8 with commas', 'UTA', (order: string) => tillText(sold(order))],
    ['UTF-8 with a mark and tabs', 'UTB', (order: string) => `\ufeff${tillText(sold(order), '\t')}`],
    ['UTF-8 with semicolons', 'UTC', (order: string) => tillText(sold(order), ';')],
    ['GB18030 with commas', 'GBA', (order: string) => inGb18030(tillText(sold(order)))],
    ['GB18030 with tabs', 'GBB', (order: string) => inGb18030(tillText(sold(order), '\t'))],
  ])('%s', async (_what, order, body) => {
    const recorded = await importExport(clerk, new Uint8Array(Buffer.from(body(order))))
    expect(recorded).toMatchObject({ rows: 2, added: 2, changed: 0, same: 0, leftOut: 0 })
    const lines = await found(`${order}-`)
    expect(lines.map((line) => [line.orderNumber, line.customerName])).toEqual([
      [`${order}-1`, '周女士'],
      [`${order}-2`, '钱先生'],
    ])
    expect(lines[0]).toMatchObject({
      channel: 'store',
      invoicedOn: '2026-05-03',
      deliveredOn: null,
      model: 'DJ13B-D08D',
      quantity: 1,
      paidFen: 129_900,
      phone: '13800000001',
      gifts: [],
    })
  })

  it('as a spreadsheet, with real dates and numbers and a title above the headers', async () => {
    const bytes = await workbook([
      ['5 月销售明细'],
      [...tillHeaders],
      ['XLSX-1', new Date('2026-05-03T00:00:00Z'), 'DJ13B', 'SN-X1', 2, 2598.5, '13800000002', '孙先生'],
      ['XLSX-2', new Date('2026-05-04T18:30:00Z'), 'DJ13B', 'SN-X2', 1, 0.1 + 0.2, '', ''],
    ])
    const file = await uploadExport(clerk, bytes, '销售.xlsx')
    expect(file).toMatchObject({ kind: 'xlsx', encoding: null, headers: tillHeaders })
    await beginCheck(clerk, file)
    await takeOver(clerk, await finished(clerk))
    expect(await found('XLSX-')).toMatchObject([
      { orderNumber: 'XLSX-1', invoicedOn: '2026-05-03', quantity: 2, paidFen: 259_850 },
      { orderNumber: 'XLSX-2', invoicedOn: '2026-05-04', paidFen: 30 },
    ])
  })

  it('with quoted cells that hold the delimiter, quotes and line breaks', async () => {
    const text = `${tillHeaders.join(',')}\n"QUOT-1",2026-05-03,"A ""B"", C",SN1,1,"1,299.00",,"周\n女士"\n`
    await importExport(clerk, text)
    expect(await found('QUOT-1')).toMatchObject([
      { model: 'A "B", C', paidFen: 129_900, customerName: '周 女士' },
    ])
  })
})

it('line ends of several systems in one file, as when exports were put together, are line ends', async () => {
  const line = (order: string) => `${order},2026-05-03,A,SN,1,1,,`
  const text = `${tillHeaders.join(',')}\r\n${line('ENDS-1')}\n${line('ENDS-2')}\r\n\r\n${line('ENDS-3')}`
  expect(await importExport(clerk, text)).toMatchObject({ rows: 3, added: 3 })
})

describe('a sold line is found', () => {
  beforeAll(() =>
    importExport(clerk, tillText([{ order: 'FIND-77', serial: 'AB-O1I 99', phone: '+86 139-1234-5678' }])),
  )
  it.each([
    ['by the beginning of its order number', 'FIND-7'],
    ['by its order number in small letters', 'find-77'],
    ['by its serial number, however it is typed', 'ab0 1199'],
    ['by its serial number with a Cyrillic letter', 'аb0-1i99'],
    ['by its phone number', '139 1234 5678'],
    ['by the beginning of its phone number', '1391234'],
  ])('%s', async (_how, text) => {
    expect((await found(text)).map((line) => line.orderNumber)).toEqual(['FIND-77'])
  })

  it('but not by three characters, which half the store has', async () => {
    expect(await found('FIN')).toEqual([])
  })
})

describe('the same again', () => {
  it('makes no doubles, and a changed price is a change', async () => {
    const rows = [{ order: 'AGAIN-1' }, { order: 'AGAIN-2' }]
    await importExport(clerk, tillText(rows))
    expect(await importExport(clerk, tillText(rows))).toMatchObject({ added: 0, changed: 0, same: 2 })
    const more = [{ order: 'AGAIN-1', paid: '999' }, ...rows.slice(1), { order: 'AGAIN-3' }]
    const serials = more.map((row, place) => ({ ...row, serial: `SN00000${place}` }))
    expect(await importExport(clerk, tillText(serials))).toMatchObject({ added: 1, changed: 1, same: 1 })
    expect((await found('AGAIN-')).map((line) => [line.orderNumber, line.paidFen])).toEqual([
      ['AGAIN-1', 99_900],
      ['AGAIN-2', 129_900],
      ['AGAIN-3', 129_900],
    ])
  })

  it('in another encoding is the same', async () => {
    const text = tillText([{ order: 'CODE-1' }])
    await importExport(clerk, text)
    expect(await importExport(clerk, new Uint8Array(inGb18030(text)))).toMatchObject({ same: 1, added: 0 })
  })

  it('with a corrected serial number is a change where the till numbers its lines', async () => {
    const text = (serial: string) =>
      `订单号,行号,开票日期,型号,实付金额,序列号\nLINE-1,1,2026-05-03,A,1,${serial}\nLINE-1,2,2026-05-03,A,1,S2\n`
    await importExport(clerk, text('S1'))
    expect(await importExport(clerk, text('S9'))).toMatchObject({ added: 0, changed: 1, same: 1 })
    expect((await found('LINE-1')).map((line) => line.serialNumber).sort()).toEqual(['S2', 'S9'])
  })

  it('with a corrected serial number and no line numbers is no second unit, and is pointed out', async () => {
    const rows = (serial: string) => [
      { order: 'FIXED-1', serial },
      { order: 'FIXED-1', serial: 'FX-KEPT' },
    ]
    await importExport(clerk, tillText(rows('FX-WRONG')))
    const job = await checkExport(clerk, tillText(rows('FX-RIGHT')))
    expect(job).toMatchObject({ added: 0, changed: 1, same: 1, doubtful: 1 })
    expect(job.warnings).toEqual([{ row: 2, column: 3, reason: 'replaces_line', value: 'FX-WRONG' }])
    const serials = async () => (await found('FIXED-1')).map((line) => line.serialNumber).sort()
    expect(await serials()).toEqual(['FX-KEPT', 'FX-WRONG'])
    await takeOver(clerk, job)
    expect(await serials()).toEqual(['FX-KEPT', 'FX-RIGHT'])
    expect(await found('FX-WRONG')).toEqual([])
    expect(await importExport(clerk, tillText(rows('FX-RIGHT')))).toMatchObject({ same: 2, changed: 0 })
    // The old file once more brings the old line back, in the other one's place.
    expect(await importExport(clerk, tillText(rows('FX-WRONG')))).toMatchObject({ same: 1, changed: 1 })
    expect(await serials()).toEqual(['FX-KEPT', 'FX-WRONG'])
  })

  it('of which only some lines come is still whole: another article of the order is a line more', async () => {
    await importExport(clerk, tillText([{ order: 'PART-1', model: 'A', serial: 'PA-1' }]))
    const more = [{ order: 'PART-1', model: 'B', serial: 'PB-1' }]
    expect(await importExport(clerk, tillText(more))).toMatchObject({ added: 1, changed: 0 })
    expect(await found('PART-1')).toHaveLength(2)
  })

  it('units that are alike on one order stay so many', async () => {
    const rows = [
      { order: 'TWIN-1', serial: '' },
      { order: 'TWIN-1', serial: '' },
    ]
    expect(await importExport(clerk, tillText(rows))).toMatchObject({ added: 2 })
    expect(await importExport(clerk, tillText(rows))).toMatchObject({ added: 0, same: 2 })
    expect(await found('TWIN-1')).toHaveLength(2)
  })

  it('sent twice as one command is done once', async () => {
    const job = await checkExport(clerk, tillText([{ order: 'ONCE-1' }]))
    const commandId = randomUUID()
    const first = await takeOver(clerk, job, false, commandId)
    expect(await takeOver(clerk, job, false, commandId)).toEqual(first)
    expect(await refusalOf(takeOver(clerk, job))).toMatchObject({ key: 'till_check_gone' })
  })
})

it('the columns are remembered for the next file with the same headers', async () => {
  const text = 'Ref,Wann,Ware,Summe\nMEM-1,2026-05-03,A,1\n'
  const file = await uploadExport(clerk, text)
  expect(file).toMatchObject({ remembered: false, mapping: [null, null, null, null] })
  const mapping = ['orderNumber', 'invoicedOn', 'model', 'paidAmount'] as const
  await clerk.call.till.check.mutate({
    uploadId: file.uploadId,
    mapping: [...mapping],
    channel: 'tv',
    paymentMethod: 'cash',
  })
  await takeOver(clerk, await finished(clerk))
  expect(await found('MEM-1')).toMatchObject([{ channel: 'tv', paymentMethod: 'cash' }])
  expect(await uploadExport(otherClerk, text)).toMatchObject({ remembered: true, mapping, channel: 'tv' })
})

it('while it is checked nobody sees a line of it, and another person waits with theirs', async () => {
  const rows = Array.from({ length: 20_000 }, (_, place) => ({ order: `WAIT-${place}` }))
  const file = await uploadExport(clerk, tillText(rows))
  await beginCheck(clerk, file)
  const mine = await uploadExport(otherClerk, tillText([{ order: 'WAIT2-1' }]))
  expect(await otherClerk.call.till.job.query()).toEqual({ job: null, busyBy: '员工1001' })
  expect(await refusalOf(beginCheck(otherClerk, mine))).toMatchObject({
    code: 'busy',
    key: 'till_busy',
    params: { name: '员工1001' },
  })
  const job = await finished(clerk)
  expect(job).toMatchObject({ rows: 20_000, added: 20_000, bad: 0 })
  expect(await found('WAIT-')).toEqual([])
  await takeOver(clerk, job)
  expect((await found('WAIT-1999')).length).toBeGreaterThan(0)
  await beginCheck(otherClerk, mine)
  expect(await finished(otherClerk)).toMatchObject({ added: 1 })
})

it('a department neither imports nor looks up what customers bought', async () => {
  const logistics = await desk.as(testStaff.logistics)
  const response = await logistics.fetch('imports?name=a.csv', { method: 'POST', body: tillText([{}]) })
  expect(response.status).toBe(403)
  expect(await refusalOf(logistics.call.till.find.query({ text: 'AGAIN' }))).toMatchObject({
    code: 'not_allowed',
  })
})
