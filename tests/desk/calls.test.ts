import { afterEach, expect, it } from 'vitest'
import type { ActionInputs } from '../../domain/complaint/input.ts'
import { settableClock } from '../helpers/clock.ts'
import type { DeskPerson, TestDesk } from '../helpers/desk.ts'
import { startStore, testStaff } from '../helpers/desk.ts'
import { act, intake, walk } from '../helpers/walk.ts'

let opened: TestDesk | null = null
afterEach(() => opened?.close())

const at = (time: string, date = '2026-05-20') => new Date(`${date}T${time}:00+08:00`).toISOString()

async function store() {
  const clock = settableClock(at('11:00'))
  const desk = await startStore({ clock })
  opened = desk
  return { desk, clock, clerk: await desk.as(testStaff.clerk) }
}

const talked = {
  direction: 'out',
  channel: 'phone',
  reached: true,
  result: 'talked',
  said: '正在处理',
  nextStep: '回电',
  nextAt: at('15:00'),
  nuisance: false,
} as const satisfies ActionInputs['log_contact']

async function reasons(person: DeskPerson) {
  const { ready, blocked } = await person.call.contacts.calls.query()
  const plain = (rows: typeof ready) => rows.map((row) => [row.number, row.reasons.map(({ code }) => code)])
  return { ready: plain(ready), blocked: plain(blocked) }
}

it('everybody who waits for a call is on the list, by what falls due first', async () => {
  const { desk, clerk } = await store()
  const visit = await walk(desk, 'executed')
  const told = await walk(desk, 'signed')
  const dispatched = await walk(desk, 'dispatched')
  await walk(desk, 'awaiting_signature')
  const fresh = await clerk.call.complaints.register.mutate(intake())
  await act(clerk, fresh.id, 'accept', { handlerId: clerk.staff.id, customerPresent: false })
  expect((await reasons(clerk)).ready).toEqual([
    [fresh.number, ['first_contact']],
    [dispatched.number, ['progress_word']],
    [told.number, ['communicate']],
    [visit.number, ['return_visit']],
  ])
  const { ready } = await clerk.call.contacts.calls.query()
  expect(ready[0]).toMatchObject({ phones: ['138****0001'], dueAt: at('11:30'), customerName: '周女士' })
  expect(ready[3]).toMatchObject({ ownReturnVisit: true })
})

it('whom nobody reached comes back at the time of the next attempt, and who was talked to at the agreed hour', async () => {
  const { desk, clock, clerk } = await store()
  const { id, number } = await walk(desk, 'signed')
  const missed = { ...talked, reached: false, result: 'busy', said: '', nextAt: at('11:30') } as const
  await act(clerk, id, 'log_contact', missed)
  expect(await reasons(clerk)).toEqual({ ready: [], blocked: [[number, ['communicate']]] })
  clock.set(at('11:30'))
  const signed = await desk.signIn(testStaff.clerk)
  expect((await reasons(signed)).ready).toEqual([[number, ['communicate']]])
  await act(signed, id, 'log_contact', talked)
  expect((await signed.call.contacts.calls.query()).blocked).toMatchObject([
    {
      number,
      waitsUntil: at('14:30'),
      reasons: [{ code: 'promise', what: '回电' }, { code: 'communicate' }],
    },
  ])
  clock.set(at('14:30'))
  const later = await desk.signIn(testStaff.clerk)
  expect((await reasons(later)).ready).toEqual([[number, ['promise', 'communicate']]])
})

it('who may not be called any more today stands below with when they may', async () => {
  const { desk, clerk } = await store()
  const { id, number } = await walk(desk, 'signed')
  const missed = { ...talked, reached: false, result: 'no_answer', said: '' } as const
  for (let call = 0; call < 3; call += 1) await act(clerk, id, 'log_contact', missed)
  const { ready, blocked } = await clerk.call.contacts.calls.query()
  expect(ready).toEqual([])
  expect(blocked).toMatchObject([
    {
      number,
      permission: {
        allowed: false,
        reason: 'too_many_today',
        callsToday: 3,
        nextAllowedAt: at('10:00', '2026-05-21'),
      },
    },
  ])
})

it('who left no number is not on it', async () => {
  const { clerk } = await store()
  const { id } = await clerk.call.complaints.register.mutate(intake({ customer: { kind: 'anonymous' } }))
  await act(clerk, id, 'accept', { handlerId: clerk.staff.id, customerPresent: false })
  expect(await reasons(clerk)).toEqual({ ready: [], blocked: [] })
})

it('the printed list gives no number in full', async () => {
  const { desk, clerk } = await store()
  await walk(desk, 'signed')
  const paper = await clerk.call.prints.get.query({ kind: 'call_list', id: clerk.staff.id })
  expect(JSON.stringify(paper)).not.toContain('13800020001')
  expect(paper).toMatchObject({ kind: 'call_list', list: { ready: [{ phones: ['138****0001'] }] } })
})
