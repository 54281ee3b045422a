import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeskPerson, TestDesk } from '../helpers/desk.ts'
import { startStore, testStaff } from '../helpers/desk.ts'
import { inGb18030 } from '../helpers/gb18030.ts'
import { importExport, tillText } from '../helpers/till.ts'

let desk: TestDesk
let clerk: DeskPerson
beforeAll(async () => {
  desk = await startStore()
  clerk = await desk.as(testStaff.clerk)
})
afterAll(() => desk.close())

const found = (text: string) => clerk.call.till.find.query({ text })

describe('an export is taken over', () => {
  const sold = (order: string) => [{ order: `${order}-1` }, { order: `${order}-2`, name: '钱先生' }]
  it.each([
    ['UTF-8 with commas', 'UT1', (order: string) => tillText(sold(order))],
    ['UTF-8 with a mark and tabs', 'UT2', (order: string) => `\ufeff${tillText(sold(order), '\t')}`],
    ['UTF-8 with semicolons', 'UT3', (order: string) => tillText(sold(order), ';')],
    ['GB18030 with commas', 'GB1', (order: string) => inGb18030(tillText(sold(order)))],
    ['GB18030 with tabs', 'GB2', (order: string) => inGb18030(tillText(sold(order), '\t'))],
  ])('%s', async (_what, order, body) => {
    expect(await importExport(clerk, new Uint8Array(Buffer.from(body(order))))).toMatchObject({
      rows: 2,
      added: 2,
      changed: 0,
      same: 0,
      leftOut: 0,
    })
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
})
