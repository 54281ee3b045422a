import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { SettableClock } from '../helpers/clock.ts'
import type { TestDesk } from '../helpers/desk.ts'
import { startStore, testStaff } from '../helpers/desk.ts'
import { walk } from '../helpers/walk.ts'
import { keyboardOf } from './keyboard.ts'
import { openBrowser, openDeskAs } from './window.ts'

let browser: Browser
let desk: TestDesk & { clock: SettableClock }
beforeAll(async () => {
  browser = await openBrowser()
  desk = await startStore()
})
afterAll(async () => {
  await browser?.close()
  await desk?.close()
})

it('a script that the manager words anew is what the clerk reads while calling, with names filled in', async () => {
  const manager = await openDeskAs(browser, desk.url, testStaff.manager, { at: desk.clock.now() })
  await manager.page.goto(`${desk.url}#/settings/scripts`)
  const keys = keyboardOf(manager.page)
  await keys.push(manager.page.getByRole('button', { name: '改写 拨通以后' }))
  const form = manager.page.getByRole('dialog', { name: /^改写话术/ })
  await keys.write(form.getByLabel('说法（中文）'), '{客户}您好，这里是{门店}')
  await keys.write(form.getByLabel('改写原因'), '本店说法')
  await keys.push(form.getByRole('button', { name: '保存新版本' }))
  await manager.page.getByText(/第 1 版，店长2001 改于/).waitFor()
  expect(manager.pointed).toEqual([])
  await manager.close()

  const { id } = await walk(desk, 'investigating')
  const clerk = await openDeskAs(browser, desk.url, testStaff.clerk, { at: desk.clock.now() })
  await clerk.page.goto(`${desk.url}#/complaint/${id}?do=log_contact`)
  const script = clerk.page.getByRole('region', { name: '此刻可以这样说' })
  await script.getByText('周女士您好，这里是测试店').waitFor()
  await clerk.close()
})

it('before the signature the way to tell an outcome is nowhere; after it, it is what is offered', async () => {
  const clerk = await openDeskAs(browser, desk.url, testStaff.clerk, { at: desk.clock.now() })
  const { page } = clerk
  const script = page.getByRole('region', { name: '此刻可以这样说' })
  const early = await walk(desk, 'proposing')
  await page.goto(`${desk.url}#/complaint/${early.id}?do=propose`)
  await script.waitFor()
  expect(await script.innerText()).not.toContain('告知签批的结果')
  const signed = await walk(desk, 'signed')
  await page.goto(`${desk.url}#/complaint/${signed.id}?do=communicate`)
  await script.getByText('告知签批的结果').waitFor()
  await clerk.close()
})
