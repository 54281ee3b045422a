import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { State } from '../../domain/vocabulary.ts'
import type { SettableClock } from '../helpers/clock.ts'
import type { TestDesk } from '../helpers/desk.ts'
import { startStore, testStaff } from '../helpers/desk.ts'
import { apologyLine, compensationLine, walk } from '../helpers/walk.ts'
import { eventually } from './eventually.ts'
import { keyboardOf } from './keyboard.ts'
import { outOfPaper, printed } from './paper.ts'
import type { DeskWindow } from './window.ts'
import { openBrowser, openDeskAs } from './window.ts'

const beforeSignature = [
  'registered',
  'accepted',
  'investigating',
  'dispatched',
  'proposing',
  'awaiting_signature',
  'awaiting_approval',
] as const satisfies readonly State[]
const wording = '经查送货延误属实，我们退还运费并致歉'
const floor = '最多可让到三百元'

let browser: Browser
let desk: TestDesk & { clock: SettableClock }
let manager: DeskWindow

beforeAll(async () => {
  browser = await openBrowser()
  desk = await startStore()
  manager = await openDeskAs(browser, desk.url, testStaff.manager, { at: desk.clock.now() })
})
afterAll(async () => {
  await browser?.close()
  await desk?.close()
})

function place(path: string): Promise<unknown> {
  return manager.page.goto(`${desk.url}#${path}`)
}

async function paper(kind: string, id: string, search = 'paper=a4&lang=zh-CN'): Promise<void> {
  await place('/today')
  await manager.page.getByRole('heading', { level: 1, name: '今日' }).waitFor()
  await place(`/print/${kind}/${id}?${search}`)
  await eventually(() => manager.page.evaluate(() => document.documentElement.dataset.printReady)).toBe(
    'true',
  )
}

describe('before the signature', () => {
  it.each(beforeSignature)('in %s no menu offers a slip, and no address shows one', async (state) => {
    const { page } = manager
    const { id, view } = await walk(desk, state, { wording, level: 4, internalFloor: floor })
    const { resolutions } = await view()
    await place(`/complaint/${id}`)
    await keyboardOf(page).push(page.getByRole('main').getByRole('button', { name: '打印' }))
    const slip = page.getByRole('menuitem', { name: /^投诉处理单/ })
    await slip.getByText('签批之后才能打印').waitFor()
    expect(await slip.getAttribute('aria-disabled')).toBe('true')
    expect(await slip.count()).toBe(1)
    expect(
      await page.getByRole('menuitem', { name: /^投诉处理回复通知单/ }).getAttribute('aria-disabled'),
    ).toBe('true')
    for (const [kind, of] of [
      ['resolution', resolutions[0]?.id ?? id],
      ['outcome_notice', id],
    ] as const) {
      await place('/today')
      await place(`/print/${kind}/${of}?paper=a4&lang=zh-CN`)
      const none = kind === 'resolution' ? '找不到这份处理方案' : '还没有填写回复通知单'
      const why = kind === 'resolution' && resolutions.length > 0 ? '处理方案还没有签批' : none
      await page.getByText(why).first().waitFor()
      expect((await printed(page, `refused-${kind}-${state}`)).text).not.toContain(wording)
      expect(await page.getByRole('article').count()).toBe(0)
    }
  })

  it('the paper on the manager’s desk says that it may not be shown, and does not come out of a printer', async () => {
    const { page } = manager
    const { id } = await walk(desk, 'awaiting_signature', { wording, internalFloor: floor })
    await place(`/sign-off/${id}`)
    const sheet = page.getByRole('region', { name: '客户将看到的处理单' })
    await sheet.getByText(wording).waitFor()
    await sheet.getByText('待签批·不得出示').first().waitFor()
    const out = await printed(page, 'sign-off')
    expect(out.text).not.toContain(wording)
    expect(out.text).not.toContain(floor)
    // Nor from the form on the complaint itself.
    await place(`/complaint/${id}`)
    await keyboardOf(page).push(page.getByRole('main').getByRole('button', { name: '签批', exact: true }))
    await page.getByRole('dialog').getByText(wording).waitFor()
    expect((await printed(page, 'sign-drawer')).text).not.toContain(wording)
  })
})

describe('after the signature', () => {
  const settings = [
    ['a4', 'zh-CN'],
    ['a4', 'en'],
    ['half', 'zh-CN'],
    ['half', 'en'],
  ] as const

  it.each(settings)(
    'the slip (%s, %s) carries what makes it the store’s word, and nothing internal',
    async (size, lang) => {
      const { page } = manager
      const { id, number, view } = await walk(desk, 'signed', {
        wording,
        internalFloor: floor,
        options: [
          [compensationLine(5_000), apologyLine],
          ...(size === 'a4' ? [[compensationLine(10_000)]] : []),
        ],
      })
      const resolution = (await view()).resolutions[0]
      await paper('resolution', resolution?.id ?? id, `paper=${size}&lang=${lang}`)
      const { text, pages } = await printed(page, `resolution-${size}-${lang}`)
      expect(text).toContain(number)
      expect(text).toContain(wording)
      expect(text).toContain(resolution?.signature?.checkCode)
      expect(text).toContain(`店长${testStaff.manager}`)
      expect(text).toContain(lang === 'en' ? 'version1' : '第1版')
      expect(text).toContain('10:30')
      expect(text).not.toContain(floor)
      expect(text).not.toContain('内部资料')
      expect(text.startsWith('打印')).toBe(false)
      expect(pages).toBe(1)
      expect(await outOfPaper(page)).toEqual([])
    },
  )

  it('the intake record and the outcome notice say that they are internal', async () => {
    const { page } = manager
    const { id, view } = await walk(desk, 'executed', { wording, level: 4, internalFloor: floor })
    const { call } = await desk.as(testStaff.otherManager)
    await call.complaints.act.mutate({
      commandId: crypto.randomUUID(),
      complaintId: id,
      seenVersion: (await view()).version,
      action: 'outcome_notice',
      input: { salesDepartment: '小家电销售部', text: '请按规范改进送货预约' },
    })
    for (const [kind, lang, says] of [
      ['intake_record', 'zh-CN', '内部资料'],
      ['intake_record', 'en', 'Internal'],
      ['outcome_notice', 'zh-CN', '内部资料'],
      ['outcome_notice', 'en', 'Internal'],
    ] as const) {
      await paper(kind, id, `paper=a4&lang=${lang}`)
      const { text } = await printed(page, `${kind}-${lang}`)
      expect(text).toContain(says)
      expect(text).not.toContain(floor)
      expect(await outOfPaper(page)).toEqual([])
    }
  })

  it.each(['a4', 'half'] as const)(
    'four thousand letters go over several pages (%s) without losing one',
    async (size) => {
      const { page } = manager
      const long = Array.from(
        { length: 400 },
        (_, index) => `送货安装与回访第${String(index).padStart(2, '0')}`,
      )
        .join('')
        .slice(0, 3_990)
        .concat('此致敬礼到此结束')
        .slice(0, 4_000)
      const { id, view } = await walk(desk, 'signed', { wording: long })
      await paper('resolution', (await view()).resolutions[0]?.id ?? id, `paper=${size}&lang=zh-CN`)
      const { text, pages } = await printed(page, `long-${size}`)
      expect(pages).toBeGreaterThan(1)
      expect(await outOfPaper(page)).toEqual([])
      for (const index of [0, 7, 99, 150, 250, 300])
        expect(text).toContain(`第${String(index).padStart(2, '0')}`)
      expect(text).toContain('到此结束')
    },
  )
})
