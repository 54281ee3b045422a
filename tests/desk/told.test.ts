import { afterEach, describe, expect, it } from 'vitest'
import type { SettableClock } from '../helpers/clock.ts'
import { settableClock } from '../helpers/clock.ts'
import type { TestDesk } from '../helpers/desk.ts'
import { pin, refusalOf, startStore, testStaff } from '../helpers/desk.ts'
import { dayMs, hourMs, pass } from '../helpers/passing.ts'
import { act, intake, walk } from '../helpers/walk.ts'

let opened: TestDesk | null = null
afterEach(() => opened?.close())

/** 2026-05-20 is an ordinary Wednesday; store time is +08:00. */
const at = (time: string, date = '2026-05-20') => new Date(`${date}T${time}:00+08:00`).toISOString()

async function store(): Promise<{ desk: TestDesk; clock: SettableClock }> {
  const clock = settableClock(at('11:00'))
  const desk = await startStore({ clock })
  opened = desk
  return { desk, clock }
}

it('the customer has the reply when it was both read and heard, not when somebody typed it in', async () => {
  const { desk, clock } = await store()
  const complaint = await walk(desk, 'signed')
  await pass(clock, 8 * dayMs, dayMs)
  const clerk = await desk.signIn(testStaff.clerk)
  await act(clerk, complaint.id, 'communicate', {
    deliveredHow: 'message',
    deliveredAt: at('11:05'),
    spokenHow: 'phone',
    spokenAt: at('12:00'),
  })
  const { clocks } = await clerk.call.complaints.get.query({ id: complaint.id })
  expect(clocks.find((each) => each.kind === 'reply')).toMatchObject({ stoppedAt: at('12:00') })
})

describe('not reachable for 15 days', () => {
  const missed = {
    direction: 'out',
    channel: 'phone',
    reached: false,
    said: '无人接听',
    nextStep: '再打',
    nuisance: false,
  } as const
  const end = { reason: '联系不上', referredTo: '消委会', pin }

  async function missedSince(desk: TestDesk, clock: SettableClock, id: string): Promise<void> {
    const nextAt = new Date(clock.now() + dayMs).toISOString()
    await act(await desk.signIn(testStaff.clerk), id, 'log_contact', { ...missed, nextAt })
  }

  it('ends a complaint whose customer was called in vain since', async () => {
    const { desk, clock } = await store()
    const { id } = await walk(desk, 'communicated')
    await pass(clock, hourMs, hourMs)
    await missedSince(desk, clock, id)
    await pass(clock, 15 * dayMs, dayMs)
    expect((await act(await desk.signIn(testStaff.manager), id, 'end_unsettled', end)).state).toBe(
      'unsettled',
    )
  })

  it('does not count the days before the customer heard the resolution', async () => {
    const { desk, clock } = await store()
    const { id } = await walk(desk, 'signed')
    await missedSince(desk, clock, id)
    await pass(clock, 15 * dayMs, dayMs)
    const now = new Date(clock.now()).toISOString()
    const told = { deliveredHow: 'message', deliveredAt: now, spokenHow: 'phone', spokenAt: now } as const
    await act(await desk.signIn(testStaff.clerk), id, 'communicate', told)
    const ending = act(await desk.signIn(testStaff.manager), id, 'end_unsettled', end)
    expect(await refusalOf(ending)).toMatchObject({ missing: ['two_rounds_or_unreachable'] })
  })
})

it.each([
  ['2026-05-19', 'in_the_past'],
  ['2027-06-01', 'too_far_ahead'],
])('the sheet of an authority is not due on %s', async (officialDueOn, key) => {
  const { desk } = await store()
  const { call } = await desk.as(testStaff.clerk)
  const sheet = intake({ channel: 'regulator', level: 5, officialDueOn })
  expect(await refusalOf(call.complaints.register.mutate(sheet))).toMatchObject({
    key,
    field: 'officialDueOn',
  })
  const today = intake({ channel: 'regulator', level: 5, officialDueOn: '2026-05-20' })
  expect((await call.complaints.register.mutate(today)).state).toBe('registered')
})
