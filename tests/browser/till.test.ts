import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestDesk } from '../helpers/desk.ts'
import { startStore, testStaff } from '../helpers/desk.ts'
import { inGb18030 } from '../helpers/gb18030.ts'
import type { SoldRow } from '../helpers/till.ts'
import { tillText } from '../helpers/till.ts'
import { barriers } from './barriers.ts'
import type { Keyboard } from './keyboard.ts'
import { keyboardOf } from './keyboard.ts'
import type { DeskWindow, WindowOptions } from './window.ts'
import { openBrowser, openDeskAs } from './window.ts'

const looked = path.resolve(import.meta.dirname, '../.out/screens')

let browser: Browser
let desk: TestDesk
const windows: DeskWindow[] = []

beforeAll(async () => {
  mkdirSync(looked, { recursive: true })
  browser = await openBrowser()
  desk = await startStore()
})
afterAll(async () => {
  await browser?.close()
  await desk?.close()
})

/** A window at the import, and the hands of who sits at it. */
async function atImport(number: string, options: WindowOptions = {}) {
  const opened = await openDeskAs(browser, desk.url, number, { at: desk.clock.now(), ...options })
  windows.push(opened)
  const { page } = opened
  await page.goto(`${desk.url}#/returns/import`)
  await page.getByRole('heading', { level: 1, name: /导入购买记录|Import purchases/ }).waitFor()
  return { page, keys: keyboardOf(page), opened }
}

async function pick(page: Page, keys: Keyboard, name: string, bytes: Uint8Array | string): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await keys.push(page.getByRole('button', { name: /^(选择文件|Choose a file)$/ }))
  await (await chooser).setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(bytes) })
}

const look = (page: Page, name: string) => page.screenshot({ path: path.join(looked, `${name}.png`) })

const sold: SoldRow[] = [
  { order: 'WIN-1' },
  { order: 'WIN-2', on: '03/05/2026' },
  { order: '=WIN-3', paid: '-5' },
  { order: 'WIN-4', serial: 'SNΑ0004' },
  { order: 'WIN-5', phone: '138****0005' },
]

describe('a clerk without a mouse', () => {
  it('imports the good rows of an export, keeps the bad ones, and learns what happened', async () => {
    const { page, keys, opened } = await atImport(testStaff.clerk)
    expect(await barriers(page)).toEqual([])
    await look(page, 'till-pick')
    await pick(page, keys, '销售明细.csv', inGb18030(tillText(sold)))
    await page.getByRole('heading', { name: '各列是什么' }).waitFor()
    await page.getByText('GB18030，逗号分隔 · 5 行').waitFor()
    expect(await page.getByRole('combobox', { name: '“实付金额”对应的字段' }).inputValue()).toBe('实付金额 *')
    expect(await barriers(page)).toEqual([])
    await look(page, 'till-columns')
    await keys.push(page.getByRole('button', { name: '检查文件' }))
    const mistakes = page.getByRole('table', { name: '2 行有错' })
    await mistakes.getByText('日和月分不清；请用 2026-05-03 这样的格式').waitFor()
    await mistakes.getByText('是公式，没有可用的结果').waitFor()
    expect(await barriers(page)).toEqual([])
    await look(page, 'till-mistakes')

    const download = page.waitForEvent('download')
    await keys.push(page.getByRole('button', { name: '下载有错的行' }))
    const saved = await (await download).path()
    const text = readFileSync(saved, 'utf8')
    expect(text).toContain('\ufeff行,原因,订单号')
    // No program that opens it takes a cell for a calculation.
    expect(text).toContain("'=WIN-3")
    expect(text).not.toMatch(/(^|,)"?=/m)

    await keys.push(page.getByRole('button', { name: '导入正确的 3 行，放弃有错的 2 行' }))
    await page.getByText('新增 3 行，更新 0 行，0 行与已有相同。 放弃了 2 行有错的。').waitFor()
    expect(await barriers(page)).toEqual([])
    const { call } = await desk.as(testStaff.clerk)
    expect(await call.till.find.query({ text: 'WIN-' })).toHaveLength(3)
    expect(opened.pointed).toEqual([])
    expect(opened.errors).toEqual([])
  })

  it('says what an unknown column holds, which is remembered', async () => {
    const { page, keys } = await atImport(testStaff.otherClerk, { language: 'en' })
    const text = 'Ref,Date,Ware,Paid\nEN-1,2026-05-03,A,1\n'
    await pick(page, keys, 'sold.csv', text)
    await page.getByText('Still missing: Order number and Model. Choose the column above.').waitFor()
    expect(await page.getByRole('button', { name: 'Check the file' }).isDisabled()).toBe(true)
    for (const [header, field] of [
      ['Ref', 'Order number'],
      ['Ware', 'Model'],
    ] as const) {
      await keys.write(page.getByRole('combobox', { name: `Field for “${header}”` }), field)
      await keys.press('ArrowDown')
      await keys.press('Enter')
    }
    await keys.push(page.getByRole('button', { name: 'Check the file' }))
    await page.getByText('Everything is in order and can be imported.').waitFor()
    expect(await barriers(page)).toEqual([])
    await look(page, 'till-good-en')
    await keys.push(page.getByRole('button', { name: 'Import 1 row' }))
    await page.getByText('1 new, 0 updated, 0 the same as before.').waitFor()
    await keys.push(page.getByRole('button', { name: 'Import another file' }))
    await pick(page, keys, 'sold.csv', text)
    await page.getByText('Filled in as the last time with the same headers.').waitFor()
  })

  it('stops a long check, and nothing is imported', async () => {
    const { page, keys } = await atImport(testStaff.supervisor)
    const rows = Array.from({ length: 60_000 }, (_, place) => ({ order: `STOP-${place}` }))
    await pick(page, keys, '大文件.csv', tillText(rows))
    await keys.push(page.getByRole('button', { name: '检查文件' }))
    await page.getByRole('progressbar', { name: '检查进度' }).waitFor()
    await look(page, 'till-reading')
    await keys.push(page.getByRole('button', { name: '停止' }))
    await page.getByText('已停止，没有导入任何内容。').waitFor()
    const { call } = await desk.as(testStaff.supervisor)
    expect((await call.till.job.query()).job).toBeNull()
    expect(await call.till.find.query({ text: 'STOP-' })).toEqual([])
  })

  it('reads why a file is refused, and chooses another', async () => {
    const { page, keys } = await atImport(testStaff.technician, { dark: true })
    const million = Buffer.from(`${tillText([])}${'A1,2026-05-03,A,S,1,1,,\n'.repeat(1_000_000)}`)
    await pick(page, keys, '一百万行.csv', million)
    await page.getByText('这个文件有 1,000,000 行，一次最多导入 500,000 行。请按日期分几次导出。').waitFor()
    expect(await barriers(page)).toEqual([])
    await look(page, 'till-refused')
    await pick(page, keys, '引号.csv', `${tillText(Array.from({ length: 100 }, () => ({})))}"A,2026-05-03\n`)
    await keys.push(page.getByRole('button', { name: '检查文件' }))
    await page.getByText('第 102 行的引号不成对').waitFor()
    await look(page, 'till-failed')
    await keys.push(page.getByRole('button', { name: '换一个文件' }))
    await page.getByRole('button', { name: '选择文件' }).waitFor()
  })
})

it('a department is told that importing is not theirs', async () => {
  const { page } = await atImport(testStaff.logistics)
  await page.getByText('责任部门不能导入购买记录。').waitFor()
})
