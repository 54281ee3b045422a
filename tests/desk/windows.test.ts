import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { DeskPerson, TestDesk } from '../helpers/desk.ts'
import { refusalOf, startStore, testStaff } from '../helpers/desk.ts'
import { act, intake, walk } from '../helpers/walk.ts'

let desk: TestDesk
let clerk: DeskPerson
let other: DeskPerson
beforeAll(async () => {
  desk = await startStore()
  clerk = await desk.as(testStaff.clerk)
  other = await desk.as(testStaff.otherClerk)
})
afterAll(() => desk.close())

const noticeSchema = z.looseObject({
  type: z.string(),
  id: z.string().optional(),
  version: z.number().optional(),
})
type Notice = z.output<typeof noticeSchema>

/** Listens as a window does, until told to stop. */
async function listen(person: DeskPerson) {
  const stop = new AbortController()
  const response = await person.fetch('changes', { signal: stop.signal })
  const heard: Notice[] = []
  const reading = (async () => {
    if (response.body === null) return
    let rest = ''
    for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + part).split('\n')
      rest = lines.pop() ?? ''
      heard.push(...lines.map((line) => noticeSchema.parse(JSON.parse(line))))
    }
  })().catch((error: unknown) => {
    if (!stop.signal.aborted) throw error
  })
  return {
    heard,
    async end() {
      stop.abort()
      await reading
    },
  }
}

describe('another window', () => {
  it('hears which complaint was recorded and changed, and nothing of what it says', async () => {
    const window = await listen(other)
    await expect.poll(() => window.heard.map((each) => each.type)).toEqual(['hello'])
    const { id } = await clerk.call.complaints.register.mutate(intake({ whatHappened: '绝密内容' }))
    await act(clerk, id, 'note', { text: '又一句' })
    const about = () => window.heard.filter((each) => each.id === id).map((each) => each.version)
    await expect.poll(about).toEqual([1, 2])
    expect(JSON.stringify(window.heard)).not.toMatch(/绝密|又一句|138/)
    await window.end()
  })

  it('hears nothing of a refused command', async () => {
    const { id } = await clerk.call.complaints.register.mutate(intake())
    const window = await listen(other)
    await refusalOf(act(clerk, id, 'investigate', {}))
    await act(clerk, id, 'note', { text: '之后' })
    const about = () => window.heard.filter((each) => each.id === id).map((each) => each.version)
    await expect.poll(about).toEqual([2])
    await window.end()
  })

  it('hears of both complaints of a merge', async () => {
    const one = await walk(desk, 'accepted')
    const two = await walk(desk, 'accepted')
    const window = await listen(other)
    await act(await desk.as(testStaff.manager), one.id, 'merge', { intoNumber: two.number })
    const ids = () => new Set(window.heard.flatMap((each) => each.id ?? []))
    await expect.poll(() => [ids().has(one.id), ids().has(two.id)]).toEqual([true, true])
    await window.end()
  })
})

describe('what somebody is typing', () => {
  const body = { whatHappened: '打到一半', customer: { kind: 'new', name: '未', phone: '' } }

  it('is kept for that person alone until it is cleared', async () => {
    await clerk.call.drafts.save.mutate({ form: 'intake', body })
    expect(await clerk.call.drafts.get.query({ form: 'intake' })).toMatchObject({ body })
    expect(await other.call.drafts.get.query({ form: 'intake' })).toBeNull()
    const elsewhere = await desk.signIn(testStaff.clerk)
    expect(await elsewhere.call.drafts.get.query({ form: 'intake' })).toMatchObject({ body })
    await clerk.call.drafts.clear.mutate({ form: 'intake' })
    expect(await clerk.call.drafts.get.query({ form: 'intake' })).toBeNull()
  })

  it('is refused only when it is longer than any form', async () => {
    const long = { whatHappened: '长'.repeat(200_000) }
    expect(await refusalOf(clerk.call.drafts.save.mutate({ form: 'intake', body: long }))).toMatchObject({
      key: 'too_long',
      field: 'body',
    })
  })
})

describe('a complaint that comes back', () => {
  it('is reopened by the manager also when nobody had taken it', async () => {
    const driver = await desk.as(testStaff.otherManager)
    const { id } = await clerk.call.complaints.register.mutate(intake({ handlerId: null }))
    const approval = { staffNumber: testStaff.manager, pin: '246810' }
    await act(driver, id, 'withdraw', { words: '算了', approval })
    expect((await act(driver, id, 'reopen', { reason: '又来了' })).state).toBe('proposing')
    expect((await clerk.call.complaints.get.query({ id })).handler?.id).toBe(driver.staff.id)
  })

  it('can be dispatched again although its first sheet was never answered', async () => {
    const driver = await desk.as(testStaff.otherManager)
    const complaint = await walk(desk, 'dispatched')
    const approval = { staffNumber: testStaff.manager, pin: '246810' }
    await act(driver, complaint.id, 'withdraw', { words: '算了', approval })
    await act(driver, complaint.id, 'reopen', { reason: '又来了' })
    await act(driver, complaint.id, 'dispatch', { department: 'logistics', question: '再问', dueAt: null })
    expect((await complaint.view()).sheets.map((sheet) => sheet.status)).toEqual(['open', 'recalled'])
  })
})
