import { expect, it } from 'vitest'
import type { CustomerExport } from '../../electron/desk/customer-views.ts'
import { exportPage, type PageWords } from './export-page.ts'

const words: PageWords = {
  t: (key) => key,
  format: { date: (at) => at.slice(0, 10), dateTime: (at) => at, money: (fen) => `¥${fen / 100}` },
  lang: 'zh-CN',
}

const given: CustomerExport = {
  store: { code: 'SZ001', name: '南山店', timeZone: 'Asia/Shanghai' },
  exportedAt: '2026-05-20T02:30:00.000Z',
  exportedBy: '李主管',
  customers: [
    {
      name: '<script>alert(1)</script>',
      phones: ['13800020001'],
      memberNumber: '',
      address: '',
      consent: true,
      consentAt: null,
      doNotCall: false,
      createdAt: '2026-05-20T02:30:00.000Z',
    },
  ],
  complaints: [],
  cases: [],
  purchases: [
    {
      orderNumber: 'A1 & "B"',
      invoicedOn: null,
      model: 'DJ13B',
      productName: '豆浆机',
      serialNumber: '',
      quantity: 1,
      paidFen: 39_900,
    },
  ],
  contacts: [],
  promises: [],
  custody: [],
}

it('what somebody typed stands in the page as text and runs nothing', () => {
  const page = exportPage(given, words)
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(page).not.toContain('<script')
  expect(page).toContain('A1 &amp; &quot;B&quot;')
})

it('shows what there is and no empty headings', () => {
  const page = exportPage(given, words)
  for (const part of ['13800020001', '豆浆机', '¥399', '<html lang="zh-CN">']) expect(page).toContain(part)
  for (const empty of ['export.contacts', 'customer:cases', 'field.address'])
    expect(page).not.toContain(empty)
})
