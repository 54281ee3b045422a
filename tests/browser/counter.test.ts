import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStoreFile } from '../../db/open.ts'
import { verifyStoreFile } from '../../db/verify.ts'
import type { HeadOffice } from '../../headoffice/server.ts'
import { startHeadOffice } from '../../headoffice/server.ts'
import counter from '../cases/counter.json' with { type: 'json' }
import type { SettableClock } from '../helpers/clock.ts'
import type { TestDesk } from '../helpers/desk.ts'
import { newFolder, pin, setUpStore, startDesk, testStaff } from '../helpers/desk.ts'
import type { Told, Worker } from './steps.ts'
import {
  accepts,
  communicate,
  complete,
  find,
  prepare,
  propose,
  signPaper,
  submit,
  visit,
  workerAt,
} from './steps.ts'
import type { DeskWindow } from './window.ts'
import { openBrowser, openDeskAs } from './window.ts'

const levelWords = ['', '服务请求', '一般客诉', '加急客诉', '重大客诉', '渠道客诉']
const departmentWords: Readonly<Record<string, string>> = {
  store: '门管',
  logistics: '物流',
  aftersales: '售后',
  advertising: '广宣',
  finance: '财务',
}
const token = 'opens-head-office'

const dataDir = newFolder()
let browser: Browser
let desk: TestDesk & { clock: SettableClock }
let headOffice: HeadOffice
const windows: DeskWindow[] = []
let clerk: Worker
let manager: Worker
let logistics: Worker
let otherClerk: Worker
const numbers: string[] = []

beforeAll(async () => {
  browser = await openBrowser()
  desk = await startDesk({ dataDir })
  await setUpStore(desk)
  headOffice = await startHeadOffice({ port: 0, token, now: () => desk.clock.now() })
  const seat = async (number: string) => {
    const opened = await openDeskAs(browser, desk.url, number, { at: desk.clock.now() })
    windows.push(opened)
    return workerAt(opened.page)
  }
  clerk = await seat(testStaff.clerk)
  manager = await seat(testStaff.manager)
  logistics = await seat(testStaff.logistics)
  otherClerk = await seat(testStaff.otherClerk)
})
afterAll(async () => {
  await browser?.close()
  await headOffice?.close()
  await desk?.close()
  rmSync(dataDir, { recursive: true, force: true })
})

function numberOf(index: number): string {
  return numbers[index] ?? ''
}

/** What the desk itself says of a complaint. */
async function recorded(number: string) {
  const { call } = await desk.as(testStaff.otherManager)
  const page = await call.complaints.list.query({
    text: number,
    states: [],
    levels: [],
    departments: [],
    handlerId: null,
    sort: 'number',
    descending: false,
    cursor: null,
    limit: 100,
  })
  const row = page.rows.find((each) => each.number === number)
  return call.complaints.get.query({ id: row?.id ?? randomUUID() })
}

describe('six complaints at the counter, by keyboard alone', () => {
  it('the store is enrolled at head office on the screen', async () => {
    const { keys, page, goTo } = manager
    await goTo('总部同步')
    await keys.write(page.getByLabel('总部地址'), headOffice.url)
    await keys.write(page.getByLabel('一次性代码'), await headOffice.issueCode('TS001', '测试店'))
    await keys.press('Enter')
    await page.getByRole('button', { name: '立即推送' }).waitFor()
  })

  it.each(counter.map((told, index) => [told.customer, told, index] as const))(
    'what %s tells is recorded, with level and department suggested rightly',
    async (_, told, index) => {
      const { page, keys } = clerk
      const [presses, moves] = [keys.presses, keys.moves]
      await clerk.fillIntake(told as Told)
      const main = page.getByRole('main')
      const hints = main.getByRole('complementary', { name: '提示' })
      await hints.getByText(levelWords[told.level] ?? '', { exact: true }).waitFor()
      await hints.getByText(departmentWords[told.department] ?? '', { exact: true }).waitFor()
      expect(await main.getByLabel('投诉级别', { exact: true }).inputValue()).toBe(String(told.level))
      expect(await main.getByLabel('责任部门', { exact: true }).inputValue()).toBe(told.department)
      numbers.push(await clerk.record())
      expect(numbers[index]).toBe(`TS001-20260520-000${index + 1}`)
      const letters = [told.customer, told.phone, told.order, told.model, told.product, told.text].join('')
      expect(keys.presses - presses - (keys.moves - moves)).toBe([...letters].length)
      // Beside the telling itself: a minute leaves room for some fifty strokes to get around.
      expect(keys.moves - moves).toBeLessThanOrEqual(50)
      expect(await recorded(numberOf(index))).toMatchObject({
        level: told.level,
        department: told.department,
        wants: told.wants,
        whatHappened: told.text,
        customerName: told.customer,
      })
    },
  )

  it('settled at the counter', async () => {
    const { keys } = clerk
    await clerk.open(numberOf(0))
    await clerk.act('受理')
    await clerk.stands('已受理')
    await clerk.act('当场处理', (form) =>
      keys.write(form.getByLabel('处理情况'), '店长当面道歉,重新讲解了使用方法'),
    )
    await clerk.stands('已结案')
  })

  it('satisfied at once: asked the department, signed, told, done, visited', async () => {
    const { keys } = clerk
    await clerk.open(numberOf(1))
    await clerk.act('受理')
    await clerk.stands('已受理')
    await clerk.act('转责任部门', (form) =>
      keys.write(form.getByLabel('需要部门答复的问题'), '为什么两次没有送,何时送到?'),
    )
    await clerk.stands('已转责任部门')
    // The department answers at its own screen.
    await logistics.open(numberOf(1))
    await logistics.act('录入部门答复', (form) =>
      logistics.keys.write(form.getByLabel('答复', { exact: true }), '司机漏装,今天下午专车送到'),
    )
    await clerk.stands('拟定方案')
    await find(clerk, { founded: true, cause: '物流漏装一单,改期时没有通知客户' })
    await propose(clerk, async (form) => {
      await keys.choose(form.getByLabel('处理', { exact: true }), '补发')
      await keys.write(form.getByLabel('说明', { exact: true }), '今天 18 点前专车送到并安装')
    })
    await submit(clerk)
    await signPaper(manager, numberOf(1))
    await clerk.stands('已签批')
    await communicate(clerk)
    await accepts(clerk, '执行中')
    await complete(clerk)
    await visit(clerk)
  })

  it('rejected once, dispatched again with the second sheet, then accepted', async () => {
    const { keys, page } = clerk
    await clerk.open(numberOf(2))
    await clerk.act('受理')
    await clerk.stands('已受理')
    await clerk.act('转责任部门', (form) => keys.write(form.getByLabel('需要部门答复的问题'), '何时移机?'))
    await clerk.stands('已转责任部门')
    await clerk.act('录入部门答复', async (form) => {
      await keys.write(form.getByLabel('答复', { exact: true }), '三天后')
      await keys.write(form.getByLabel('答复人', { exact: true }), '售后调度')
    })
    await clerk.stands('拟定方案')
    await find(clerk, { founded: true, cause: '安装未按规范,派单系统漏单' })
    const compensate = async (yuan: string) => {
      await propose(clerk, async (form) => {
        const line = form.getByRole('group', { name: '第 2 项' })
        await keys.write(line.getByLabel('金额（元）'), yuan)
      })
      await submit(clerk)
      await signPaper(manager, numberOf(2))
      await clerk.stands('已签批')
      await communicate(clerk)
    }
    await compensate('50')
    await clerk.act('客户不同意', (form) =>
      keys.write(form.getByLabel('客户意见（原话）'), '三天太久,50 块不够'),
    )
    await clerk.stands('第 2 轮')
    // Dispatching again is the one button that is offered first.
    await clerk.act('转责任部门', (form) =>
      keys.write(form.getByLabel('需要部门答复的问题'), '今天能否上门?'),
    )
    await clerk.stands('已转责任部门')
    await clerk.act('录入部门答复', async (form) => {
      await keys.write(form.getByLabel('答复', { exact: true }), '今天 16 点上门移机')
      await keys.write(form.getByLabel('答复人', { exact: true }), '售后经理')
    })
    await clerk.stands('拟定方案')
    await keys.turnTo(page.getByRole('main').getByRole('tablist'), /^联系单与结论/)
    const sheets = page.getByRole('tabpanel', { name: /^联系单与结论/ })
    await sheets.getByText('工作联系单 2').waitFor()
    await sheets.getByText('工作联系单 1').waitFor()
    await compensate('100')
    await accepts(clerk, '执行中')
    await complete(clerk)
    await visit(clerk)
    expect(await recorded(numberOf(2))).toMatchObject({ state: 'closed', round: 2, level: 3 })
  })

  it('unfounded, with a written explanation', async () => {
    await clerk.open(numberOf(3))
    await clerk.act('受理')
    await clerk.stands('已受理')
    await clerk.take('开始调查')
    await clerk.stands('调查中')
    await prepare(clerk, { founded: false, cause: '广告第三行写明“限会员日”,当天不是会员日' })
    await signPaper(manager, numberOf(3))
    await clerk.stands('已签批')
    await communicate(clerk)
    await accepts(clerk, '待回访')
    await visit(clerk)
    const { findings, resolutions } = await recorded(numberOf(3))
    expect(findings.at(-1)?.founded).toBe(false)
    expect(resolutions[0]?.options[0]?.lines[0]?.kind).toBe('explanation')
  })

  it('returned for rework by the manager, then signed; a major one closes only after its outcome notice', async () => {
    const { keys, page } = clerk
    await clerk.open(numberOf(4))
    await clerk.act('受理')
    await clerk.stands('已受理')
    await clerk.take('开始调查')
    await clerk.stands('调查中')
    await prepare(clerk, { founded: true, cause: '资料压在门店财务,没有转寄' })
    await manager.goTo('签批')
    await manager.keys.push(
      manager.page
        .getByRole('navigation', { name: '待签批' })
        .getByRole('link', { name: new RegExp(numberOf(4)) }),
    )
    await manager.keys.push(manager.page.getByRole('button', { name: '退回修改' }))
    await manager.keys.write(manager.page.getByLabel('退回原因'), '没有写明几号开出发票')
    await manager.keys.press('Control+Enter')
    await manager.page.getByText(`已退回 ${numberOf(4)}`).waitFor()
    await clerk.stands('拟定方案')
    await propose(clerk, async (form) => {
      await form.getByText('退回原因：没有写明几号开出发票').waitFor()
      await keys.write(form.getByLabel('说明', { exact: true }), '6 月 13 日前开出并寄到')
    })
    await submit(clerk)
    await signPaper(manager, numberOf(4))
    await clerk.stands('已签批')
    await communicate(clerk)
    await accepts(clerk, '待回访')
    // The next thing is the notice; closing without it is refused in words.
    await page.getByRole('main').getByRole('button', { name: '填写回复通知单' }).waitFor()
    await clerk.act('填写回复通知单', (form) => keys.write(form.getByLabel('送达销售部门'), '小家电销售部'))
    await page.getByRole('main').getByRole('button', { name: '登记回访' }).waitFor()
    await visit(clerk)
    const { resolutions, outcomeNotice } = await recorded(numberOf(4))
    expect(resolutions.map((each) => each.version).toSorted()).toEqual([1, 2])
    expect(outcomeNotice?.salesDepartment).toBe('小家电销售部')
  })

  it('withdrawn by the customer with the manager’s PIN', async () => {
    const { keys } = clerk
    await clerk.open(numberOf(5))
    await clerk.act('客户撤回投诉', async (form) => {
      await keys.write(form.getByLabel('客户原话'), '换到货了,不投诉了')
      await keys.write(form.getByLabel('批准人工号（主管或店长）'), testStaff.manager)
      await keys.write(form.getByLabel('批准人 PIN 码'), pin)
    })
    await clerk.stands('客户撤回')
  })

  it('recorded twice by different people, and merged', async () => {
    const again: Told = {
      ...(counter[5] as Told),
      customer: '郑先生',
      phone: '13800010007',
      order: 'A20260520034',
    }
    await clerk.fillIntake(again)
    const first = await clerk.record()
    await otherClerk.fillIntake({ ...again, order: '' })
    // The phone is known: the form says so, and that the matter may be recorded already.
    const hints = otherClerk.page.getByRole('main').getByRole('complementary', { name: '提示' })
    await hints.getByText('可能已经登记过').waitFor()
    await hints.getByRole('link', { name: first }).first().waitFor()
    const second = await otherClerk.record()
    await otherClerk.act('并单', async (form) => {
      await otherClerk.keys.write(form.getByRole('combobox', { name: '并入哪一条（编号）' }), first)
      await form.getByText(/^郑先生：/).waitFor()
      await otherClerk.keys.press('Escape')
    })
    await otherClerk.stands('已并单')
    numbers.push(first, second)
    expect(await recorded(second)).toMatchObject({ state: 'merged', mergedInto: { number: first } })
  })

  it('the register, the numbers, the journal and head office agree', async () => {
    const { page, keys } = manager
    await manager.goTo('登记簿')
    await page.getByText('共 8 件').waitFor()
    const onScreen = await page.getByRole('table', { name: '登记簿' }).getByRole('row').allInnerTexts()
    const states = ['已结案', '已结案', '已结案', '已结案', '已结案', '客户撤回', '已登记', '已并单']
    const expected = Array.from({ length: 8 }, (_, index) => `TS001-20260520-000${index + 1}`)
    expect(numbers).toEqual(expected)
    for (const [index, number] of expected.entries())
      expect(
        onScreen.filter((row) => row.includes(number) && row.includes(states[index] ?? '')),
      ).toHaveLength(1)

    await manager.goTo('总部同步')
    await keys.push(page.getByRole('button', { name: '立即推送' }))
    await page.getByText('总部已收到全部记录').waitFor()

    const hq = await (await browser.newContext({ locale: 'zh-CN' })).newPage()
    await hq.goto(headOffice.url)
    await hq.getByLabel('访问口令').fill(token)
    await hq.keyboard.press('Enter')
    await hq.getByRole('link', { name: 'TS001' }).waitFor()
    await hq.goto(`${headOffice.url}/stores/TS001?show=all`)
    const there = await hq.getByRole('table').first().getByRole('row').allInnerTexts()
    expect(there).toHaveLength(1 + expected.length)
    for (const [index, number] of expected.entries())
      expect(there.filter((row) => row.includes(number) && row.includes(states[index] ?? ''))).toHaveLength(1)

    await desk.stop()
    const file = openStoreFile(path.join(dataDir, 'store.sqlite'))
    try {
      const { faults, entries } = verifyStoreFile(file)
      expect(faults).toEqual([])
      const head = file.raw.prepare('SELECT count(*) AS many, max(seq) AS last FROM journal').get()
      expect(head).toEqual({ many: entries, last: entries })
    } finally {
      file.raw.close()
    }
  })

  it('no mouse was touched, and no page complained', () => {
    expect(windows.flatMap((each) => each.pointed)).toEqual([])
    expect(windows.flatMap((each) => each.errors)).toEqual([])
  })
})
