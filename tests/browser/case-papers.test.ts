import { randomUUID } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exchangePlan, soldLine, typedPurchase, walkCase } from '../helpers/cases.ts'
import type { SettableClock } from '../helpers/clock.ts'
import type { TestDesk } from '../helpers/desk.ts'
import { pin, startStore, testStaff } from '../helpers/desk.ts'
import { eventually } from './eventually.ts'
import { outOfPaper, printed } from './paper.ts'
import type { DeskWindow } from './window.ts'
import { openBrowser, openDeskAs } from './window.ts'

let browser: Browser
let desk: TestDesk & { clock: SettableClock }
let clerk: DeskWindow

beforeAll(async () => {
  browser = await openBrowser()
  desk = await startStore()
  clerk = await openDeskAs(browser, desk.url, testStaff.clerk, { at: desk.clock.now() })
})
afterAll(async () => {
  await browser?.close()
  await desk?.close()
})

const languages = ['zh-CN', 'en'] as const

/** Opens a paper and prints it; nothing may stick out of it, and the page may not complain. */
async function paper(kind: string, id: string, lang: (typeof languages)[number], name: string) {
  const { page, errors } = clerk
  await page.goto(`${desk.url}#/today`)
  await page.getByRole('heading', { level: 1, name: '今日' }).waitFor()
  await page.goto(`${desk.url}#/print/${kind}/${id}?paper=a4&lang=${lang}`)
  await eventually(() => page.evaluate(() => document.documentElement.dataset.printReady)).toBe('true')
  const out = await printed(page, `${name}-${lang}`)
  expect(await outOfPaper(page)).toEqual([])
  expect(errors).toEqual([])
  return out
}

const longName = '欧阳司马诸葛慕容上官皇甫尉迟公孙令狐东方明珠广场第一百货商店有限责任公司采购部'

describe('the slip of a refund', () => {
  it.each(languages)('spells out parts of a line, a missing gift and the freight (%s)', async (lang) => {
    const { id, number } = await walkCase(desk, 'done', {
      open: {
        customer: { kind: 'new', name: longName, phone: '13800020001' },
        purchase: {
          kind: 'typed',
          purchase: typedPurchase({
            orderNumber: `TMALL-${randomUUID()}`,
            channel: 'online',
            lines: [
              soldLine({
                serialNumber: '',
                quantity: 3,
                paidFen: 100_000,
                productName: '九阳全自动破壁免滤家用多功能豆浆机',
                gifts: [
                  { name: '咖啡杯', valueFen: 4_900 },
                  { name: '围裙', valueFen: 1_900 },
                ],
              }),
            ],
          }),
        },
        reason: 'changed_mind',
        faultKind: null,
        whatHappened: '颜色不合适',
      },
      inspect: { faultConfirmed: null, grade: 'a', used: false, giftsMissing: [{ position: 0, gift: 0 }] },
      plan: { remedy: 'refund', freightCustomerFen: 1_200, wording: '感谢您的理解，款项将原路退回。' },
    })
    const { text, pages } = await paper('slip', id, lang, 'slip-refund')
    expect(pages).toBe(2)
    for (const words of [number, longName, '333.33', '49.00', '12.00', '272.33', 'V-0001'])
      expect(text.split(words).length - 1, words).toBeGreaterThanOrEqual(2)
    expect(text).toContain(lang === 'en' ? '=¥333.33(rounded' : '四舍五入到分')
    expect(text).toContain(lang === 'en' ? 'ConsumerProtectionLaw,Art.25' : '消费者权益保护法第二十五条')
  })
})

describe('the slip of a later part', () => {
  it.each(languages)(
    'says what came back before, and that the store bears what is short (%s)',
    async (lang) => {
      const gifts = [{ name: '电饭煲', valueFen: 19_900 }]
      const line = soldLine({ serialNumber: '', quantity: 3, paidFen: 10_000, gifts })
      const open = { reason: 'changed_mind', faultKind: null } as const
      const fit = { faultConfirmed: null, grade: 'a', used: false }
      const purchase = typedPurchase({ channel: 'online', lines: [line] })
      const first = await walkCase(desk, 'done', {
        open: { ...open, purchase: { kind: 'typed', purchase } },
        inspect: fit,
      })
      const { purchase: known, customer } = await first.view()
      const { id } = await walkCase(desk, 'approved', {
        open: {
          ...open,
          customer: { kind: 'known', customerId: customer.id },
          purchase: { kind: 'known', purchaseId: known.id, seenVersion: 1 },
        },
        inspect: { ...fit, giftsMissing: [{ position: 0, gift: 0 }] },
        plan: { remedy: 'refund', storeCredit: true },
      })
      const { text, pages } = await paper('slip', id, lang, 'slip-later')
      expect(pages).toBe(2)
      for (const words of ['66.67', '33.33', '33.34', '165.66']) expect(text).toContain(words)
    },
  )
})

it.each(languages)('the slip of a repair says who repaired what, and what it cost (%s)', async (lang) => {
  const { id } = await walkCase(desk, 'done', {
    inspect: { damagedByCustomer: true },
    plan: { remedy: 'paid_repair', costFen: 12_000 },
  })
  const { text, pages } = await paper('slip', id, lang, 'slip-repair')
  expect(pages).toBe(2)
  for (const words of ['九阳授权维修', '换线', '120.00', 'P-0001']) expect(text).toContain(words)
})

describe('the slip of an exchange', () => {
  it.each(languages)('has both serials and the difference (%s)', async (lang) => {
    const { id, view } = await walkCase(desk, 'done', {
      plan: { ...exchangePlan, replacement: { model: 'DJ15X', productName: '豆浆机', priceFen: 39_900 } },
      newSerial: `NEW-${lang}-0001`,
    })
    const { lines } = await view()
    const { text, pages } = await paper('slip', id, lang, 'slip-exchange')
    expect(pages).toBe(2)
    for (const words of [lines[0]?.serialNumber ?? '?', `NEW-${lang}-0001`, '100.00', 'P-0001'])
      expect(text.split(words).length - 1, words).toBeGreaterThanOrEqual(2)
  })

  it.each(languages)('leaves room for what is still to come, over five lines (%s)', async (lang) => {
    const { id } = await walkCase(desk, 'approved', {
      open: {
        purchase: {
          kind: 'typed',
          purchase: typedPurchase({
            lines: [1, 2, 3, 4, 5].map((each) =>
              soldLine({
                model: `KFR-${each}5GW/BP3DN8Y-PH200(B1)`,
                productName: '变频冷暖空调',
                paidFen: 299_900 + each,
                serialNumber: '',
              }),
            ),
          }),
        },
        lines: [0, 1, 2, 3, 4].map((position) => ({ position, units: 1 })),
      },
      plan: {
        remedy: 'exchange',
        replacement: { model: 'KFR-50GW', productName: '变频冷暖空调', priceFen: 1_000_000 },
        wording: '请在三日内约定上门安装时间。'.repeat(5),
      },
    })
    const { pages } = await paper('slip', id, lang, 'slip-five')
    expect(pages).toBe(2)
  })
})

it.each(languages)(
  'the slip of goodwill carries its signature, and that of a voided case says so (%s)',
  async (lang) => {
    const { id } = await walkCase(desk, 'approved', {
      plan: {
        remedy: 'offers_only',
        offers: [
          { kind: 'apology', amountFen: 0 },
          { kind: 'coupon', amountFen: 5_000, detail: '满 300 减 50' },
          { kind: 'compensation', amountFen: 3_000 },
        ],
      },
    })
    const before = await paper('slip', id, lang, 'slip-goodwill')
    expect(before.text).toContain(`店长${testStaff.manager}`)
    const { call } = await desk.as(testStaff.manager)
    const { version } = await call.cases.get.query({ id })
    await call.cases.act.mutate({
      commandId: randomUUID(),
      caseId: id,
      seenVersion: version,
      action: 'void',
      input: { reason: '录错', pin },
    })
    const after = await paper('slip', id, lang, 'slip-void')
    expect(after.text).toContain(lang === 'en' ? 'Void' : '已作废')
  },
)

describe('goods in custody', () => {
  it.each(languages)('have a receipt in two parts and a label with bars (%s)', async (lang) => {
    const { call } = await desk.as(testStaff.clerk)
    const { id, number } = await call.custody.add.mutate({
      commandId: randomUUID(),
      customer: { kind: 'new', name: longName, phone: '13800020001' },
      description:
        '九阳全自动破壁免滤豆浆机一台，外箱破损，机身右侧有划痕约三厘米，杯体无裂纹，客户要求检测漏电原因',
      serialNumber: 'SN-2026-000-111-222',
      accessories: '电源线、量杯、清洁刷、说明书、保修卡',
      place: '二楼库房 3 排 4 层 12 号格',
    })
    const receipt = await paper('custody_receipt', id, lang, 'custody-receipt')
    expect(receipt.pages).toBe(1)
    expect(receipt.text.split(number).length - 1).toBeGreaterThanOrEqual(2)
    // The customer need not know where it lies.
    expect(receipt.text.split('二楼库房').length - 1).toBe(1)
    const label = await paper('custody_label', id, lang, 'custody-label')
    expect(label.pages).toBe(1)
    expect(label.text).toContain(number)
  })

  it('of which much is to be said lose no word of it', async () => {
    const { call } = await desk.as(testStaff.clerk)
    const words = Array.from({ length: 62 }, (_, index) => `商品情况第${index + 1}条`)
      .join('')
      .slice(0, 490)
    const { id } = await call.custody.add.mutate({
      commandId: randomUUID(),
      customer: { kind: 'anonymous' },
      description: `${words}到此结束`,
      accessories: `${words}配件结束`,
      place: 'A1',
    })
    const { text, pages } = await paper('custody_receipt', id, 'zh-CN', 'custody-long')
    expect(pages).toBe(3)
    for (const end of ['到此结束', '配件结束', '匿名', '客户签名（领回）']) expect(text).toContain(end)
  })
})

it.each(languages)('an authorisation says its scope, and that it was revoked (%s)', async (lang) => {
  const { call } = await desk.as(testStaff.manager)
  const { families } = await call.policy.current.query()
  const { id, checkCode } = await call.authorisations.sign.mutate({
    commandId: randomUUID(),
    title: '小家电质量问题七天内换货',
    remedies: ['exchange', 'refund'],
    reasons: ['quality_fault', 'damaged_on_arrival'],
    families: families.slice(0, 3).map((each) => each.code),
    maxDay: 7,
    maxFen: 50_000,
    fromOn: '2026-05-01',
    toOn: '2026-12-31',
    terms: '须附检验照片。\n同一客户每月不超过两次。',
    pin,
  })
  expect((await paper('authorisation', id, lang, 'authorisation')).text).toContain(checkCode)
  await call.authorisations.revoke.mutate({ commandId: randomUUID(), id, reason: '库存不足', pin })
  expect((await paper('authorisation', id, lang, 'authorisation-revoked')).text).toContain('库存不足')
})
