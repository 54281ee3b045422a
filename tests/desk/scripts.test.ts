import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStoreFile } from '../../db/open.ts'
import { verifyStoreFile } from '../../db/verify.ts'
import type { ScriptBody } from '../../domain/scripts.ts'
import { defaultScripts } from '../../domain/scripts.ts'
import type { DeskPerson, TestDesk } from '../helpers/desk.ts'
import { refusalOf, startStore, testStaff } from '../helpers/desk.ts'

let desk: TestDesk
let manager: DeskPerson
beforeEach(async () => {
  desk = await startStore()
  manager = await desk.as(testStaff.manager)
})
afterEach(() => desk.close())

const code = 'progress_word'
const body = (say: string): ScriptBody => ({
  text: { 'zh-CN': { title: '进展', say }, en: { title: 'Progress', say: 'It is under way.' } },
  avoid: [],
})
const change = (say: string, seenVersion = 0, who = manager, commandId = randomUUID()) =>
  who.call.scripts.change.mutate({ commandId, code, seenVersion, body: body(say), reason: '本店说法' })
const now = async () => (await manager.call.scripts.list.query()).find((script) => script.code === code)

describe('scripts', () => {
  it('are the default ones until the manager words them anew', async () => {
    const list = await (await desk.as(testStaff.clerk)).call.scripts.list.query()
    expect(list.map((script) => script.code)).toEqual(defaultScripts.map((script) => script.code))
    expect(list.every((script) => script.isDefault && script.version === 0)).toBe(true)
  })

  it('reworded are a new version, seen by everybody, with who and why, and the default beside it', async () => {
    await change('正在办，明天给您消息')
    expect(await now()).toMatchObject({
      version: 1,
      isDefault: false,
      changedBy: '店长2001',
      reason: '本店说法',
      text: { 'zh-CN': { say: '正在办，明天给您消息' } },
      defaultBody: { text: defaultScripts.find((script) => script.code === code)?.text },
    })
  })

  it('are restored by one more version', async () => {
    await change('正在办')
    const restored = { commandId: randomUUID(), code, seenVersion: 1, reason: '默认的好' }
    await manager.call.scripts.restore.mutate(restored)
    await manager.call.scripts.restore.mutate(restored)
    expect(await now()).toMatchObject({
      version: 2,
      isDefault: true,
      text: defaultScripts.find((script) => script.code === code)?.text,
    })
  })

  it('are the manager’s alone to change', async () => {
    for (const number of [testStaff.clerk, testStaff.supervisor])
      expect(await refusalOf(change('我来改', 0, await desk.as(number)))).toMatchObject({
        key: 'manager_only',
      })
    expect((await now())?.version).toBe(0)
  })

  it('that may be said before the signature cannot be given an outcome', async () => {
    for (const say of ['我们给您退款', '店长已经同意给您换'])
      expect(await refusalOf(change(say))).toMatchObject({ key: 'script_tells_outcome', field: 'body' })
    expect((await now())?.version).toBe(0)
  })

  it('changed by two at once are one version and one refusal', async () => {
    const other = await desk.as(testStaff.otherManager)
    const both = await Promise.allSettled([change('甲'), change('乙', 0, other)])
    expect(both.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
    expect((await now())?.version).toBe(1)
    expect(await refusalOf(change('丙'))).toMatchObject({ code: 'stale' })
  })

  it('sent again after a lost answer are one version, and the file stays sound', async () => {
    const commandId = randomUUID()
    await change('正在办', 0, manager, commandId)
    expect((await change('正在办', 0, manager, commandId)).version).toBe(1)
    await desk.stop()
    const file = openStoreFile(path.join(desk.dataDir, 'store.sqlite'))
    expect(verifyStoreFile(file).faults).toEqual([])
    file.raw.close()
  })
})
