import { afterEach, describe, expect, it } from 'vitest'
import type { RegisterInput } from '../../domain/complaint/input.ts'
import type { SettableClock } from '../helpers/clock.ts'
import { settableClock } from '../helpers/clock.ts'
import type { DeskPerson, TestDesk } from '../helpers/desk.ts'
import { pin, refusalOf, startStore, testStaff } from '../helpers/desk.ts'
import { dayMs, hourMs } from '../helpers/passing.ts'
import { act, intake } from '../helpers/walk.ts'

let opened: TestDesk | null = null
afterEach(() => opened?.close())

/** 2026-05-20 is an ordinary Wednesday. */
async function store(): Promise<{ desk: TestDesk; clock: SettableClock; clerk: DeskPerson }> {
  const clock = settableClock(new Date('2026-05-20T10:30:00+08:00').toISOString())
  const desk = await startStore({ clock })
  opened = desk
  return { desk, clock, clerk: await desk.as(testStaff.clerk) }
}

async function accepted(person: DeskPerson, more: Partial<RegisterInput> = {}) {
  const recorded = await person.call.complaints.register.mutate(
    intake({ handlerId: person.staff.id, ...more }),
  )
  await act(person, recorded.id, 'accept', { handlerId: person.staff.id, customerPresent: true })
  return recorded
}

const stranger = { kind: 'new', name: '赵先生', phone: '13900090009' } as const

describe('the complaint that goes on', () => {
  it('takes over level, date of the authority and word to head office, and says so itself', async () => {
    const { desk, clock, clerk } = await store()
    const first = await accepted(clerk, { channel: 'regulator', level: 5, officialDueOn: '2026-05-22' })
    clock.advance(hourMs)
    const later = await desk.signIn(testStaff.clerk)
    const second = await accepted(later, { level: 2 })
    await act(later, first.id, 'merge', { intoNumber: second.number })
    const view = await later.call.complaints.get.query({ id: second.id })
    expect(view).toMatchObject({ level: 5, officialDueOn: '2026-05-22' })
    expect(view.levelSteps.at(-1)).toMatchObject({ level: 5, rule: 'merged', by: clerk.staff.name })
    expect(view.clocks.map((each) => each.kind)).toContain('official_sheet')
    const line = view.happenings.find((each) => each.action === 'merge')
    expect(line).toMatchObject({ from: 'accepted', to: 'accepted', by: clerk.staff.name })
    expect(line?.details).toContainEqual({ label: 'tookOver', text: first.number })
  })

  it('keeps its own higher level', async () => {
    const { clerk } = await store()
    const first = await accepted(clerk)
    const second = await accepted(clerk, { level: 4 })
    await act(clerk, first.id, 'merge', { intoNumber: second.number })
    const view = await clerk.call.complaints.get.query({ id: second.id })
    expect(view.level).toBe(4)
    expect(view.levelSteps).toHaveLength(1)
  })

  it('is not late for an answer that was due before it was reopened', async () => {
    const { desk, clock, clerk } = await store()
    const second = await accepted(clerk)
    const approval = { staffNumber: testStaff.manager, pin }
    await act(clerk, second.id, 'withdraw', { words: '算了', approval })
    clock.advance(20 * dayMs)
    const first = await accepted(await desk.signIn(testStaff.clerk))
    clock.advance(dayMs)
    const boss = await desk.signIn(testStaff.manager)
    await act(boss, second.id, 'reopen', { reason: '又坏了' })
    const before = await boss.call.complaints.get.query({ id: second.id })
    await act(boss, first.id, 'merge', { intoNumber: second.number })
    const after = await boss.call.complaints.get.query({ id: second.id })
    expect(after.replyDueAt).toBe(before.replyDueAt)
  })
})

describe('two customers', () => {
  it('are kept apart by a clerk and made one by whoever leads', async () => {
    const { desk, clerk } = await store()
    const first = await accepted(clerk)
    const second = await accepted(clerk, { customer: stranger })
    const merging = act(clerk, first.id, 'merge', { intoNumber: second.number })
    expect(await refusalOf(merging)).toMatchObject({
      code: 'not_allowed',
      key: 'merge_other_customer',
      field: 'input.intoNumber',
    })
    const supervisor = await desk.as(testStaff.supervisor)
    expect((await act(supervisor, first.id, 'merge', { intoNumber: second.number })).state).toBe('merged')
  })

  it('of one telephone are one, and an anonymous one may be anybody', async () => {
    const { clerk } = await store()
    const second = await accepted(clerk)
    for (const more of [{}, { customer: { kind: 'anonymous' as const } }]) {
      const first = await accepted(clerk, more)
      expect((await act(clerk, first.id, 'merge', { intoNumber: second.number })).state).toBe('merged')
    }
  })
})
