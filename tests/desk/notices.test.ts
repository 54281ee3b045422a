import { afterEach, describe, expect, it } from 'vitest'
import { settableClock } from '../helpers/clock.ts'
import type { TestDesk } from '../helpers/desk.ts'
import { newFolder, pin, setUpStore, startDesk, startStore, testStaff } from '../helpers/desk.ts'
import { dayMs, hourMs, minuteMs, pass, settled } from '../helpers/passing.ts'
import { act, intake } from '../helpers/walk.ts'
import { watchFile } from '../helpers/watch.ts'

/** 2026-05-20 is an ordinary Wednesday; store time is +08:00. */
const at = (time: string, date = '2026-05-20') => new Date(`${date}T${time}:00+08:00`).toISOString()

const open: TestDesk[] = []
afterEach(async () => {
  for (const desk of open.splice(0)) await desk.close()
})

/** A store with one complaint of the clerk. */
async function store(more: Parameters<typeof intake>[0] = {}) {
  const clock = settableClock(at('10:30'))
  const desk = await startStore({ clock })
  open.push(desk)
  const clerk = await desk.as(testStaff.clerk)
  const { id } = await clerk.call.complaints.register.mutate(intake({ handlerId: clerk.staff.id, ...more }))
  return { desk, clock, id, clerk }
}

/** A person's bell, as they see it when they sign in now; oldest first. */
async function bell(desk: TestDesk, number: string) {
  const { call } = await desk.signIn(number)
  const view = await call.notices.list.query()
  const lines = view.notices.map(({ kind, facts }) =>
    `${kind} ${facts.clock ?? facts.rule} ${facts.days ?? ''}`.trim(),
  )
  return { ...view, lines: lines.toReversed(), call }
}

describe('a clock', () => {
  it('is told once when it is about to end, once when it is late, then daily, to handler and manager', async () => {
    const { desk, clock, id, clerk } = await store()
    await act(clerk, id, 'accept', { handlerId: clerk.staff.id, customerPresent: false })
    await pass(clock, 16 * minuteMs, minuteMs)
    const first = 'soon first_contact 0'
    expect((await bell(desk, testStaff.clerk)).lines).toEqual([first])
    expect((await bell(desk, testStaff.manager)).lines).toEqual([first])
    expect((await bell(desk, testStaff.supervisor)).lines).toEqual([])
    await pass(clock, 2 * dayMs + 20 * minuteMs, 2 * hourMs)
    const told = (await bell(desk, testStaff.clerk)).lines.filter((line) => line.includes('first_contact'))
    expect(told).toEqual([first, 'late first_contact 0', 'late first_contact 1', 'late first_contact 2'])
  })

  it('that was late for days while the desk was off is told once, and not again by opening it again', async () => {
    const clock = settableClock(at('10:30'))
    const dataDir = newFolder()
    const before = await startDesk({ clock, dataDir })
    await setUpStore(before)
    const clerk = await before.as(testStaff.clerk)
    const { id } = await clerk.call.complaints.register.mutate(intake({ handlerId: clerk.staff.id }))
    await act(clerk, id, 'accept', { handlerId: clerk.staff.id, customerPresent: false })
    await before.stop()
    clock.advance(4 * dayMs)
    for (let round = 0; round < 3; round += 1) {
      const again = await startDesk({ clock, dataDir })
      await settled()
      const { lines } = await bell(again, testStaff.clerk)
      expect(lines.filter((line) => line.includes('first_contact'))).toEqual(['late first_contact 3'])
      await again.stop()
    }
  })

  it('is not told twice by a clock that is set back and forward', async () => {
    const { desk, clock, id, clerk } = await store()
    await act(clerk, id, 'accept', { handlerId: clerk.staff.id, customerPresent: false })
    await pass(clock, 40 * minuteMs)
    clock.set(at('10:00'))
    await pass(clock, 70 * minuteMs)
    const { lines } = await bell(desk, testStaff.clerk)
    expect(lines.filter((line) => line.includes('first_contact'))).toEqual([
      'soon first_contact 0',
      'late first_contact 0',
    ])
  })

  it('of a complaint that has ended is never told', async () => {
    const { desk, clock, id, clerk } = await store()
    const approval = { staffNumber: testStaff.manager, pin }
    await act(clerk, id, 'withdraw', { words: '不追究了', approval })
    await pass(clock, 8 * dayMs, 6 * hourMs)
    expect((await bell(desk, testStaff.clerk)).lines).toEqual([])
  })
})

describe('a level that rises', () => {
  it('is told to handler and manager, from 4 on to everybody', async () => {
    const { desk, clock } = await store()
    await pass(clock, 61 * minuteMs)
    const rise = 'raise unaccepted'
    expect((await bell(desk, testStaff.clerk)).lines).toContain(rise)
    expect((await bell(desk, testStaff.manager)).lines).toContain(rise)
    expect((await bell(desk, testStaff.otherClerk)).lines).not.toContain(rise)
    await pass(clock, hourMs)
    for (const number of [testStaff.otherClerk, testStaff.technician, testStaff.logistics])
      expect((await bell(desk, number)).lines).toEqual([rise])
  })

  it('by hand is told in the same way, but not to who did it', async () => {
    const { desk, id } = await store()
    const other = await desk.as(testStaff.otherClerk)
    await act(other, id, 'raise_level', { level: 4, reason: '客户受伤' })
    expect((await bell(desk, testStaff.technician)).lines).toEqual(['raise by_hand'])
    expect((await bell(desk, testStaff.otherClerk)).lines).toEqual([])
  })
})

describe('the bell', () => {
  it('counts what is new until it was seen, for this person alone', async () => {
    const { desk, clock } = await store()
    await pass(clock, 61 * minuteMs)
    const clerk = await bell(desk, testStaff.clerk)
    expect(clerk.unseen).toBe(3)
    const [newest] = clerk.notices
    await clerk.call.notices.seen.mutate({ ids: [newest?.id ?? ''] })
    expect((await bell(desk, testStaff.clerk)).unseen).toBe(2)
    await clerk.call.notices.seen.mutate({ ids: null })
    expect((await bell(desk, testStaff.clerk)).unseen).toBe(0)
    expect((await bell(desk, testStaff.supervisor)).unseen).toBe(0)
  })

  it('somebody else’s notices cannot be marked', async () => {
    const { desk, clock } = await store()
    await pass(clock, 61 * minuteMs)
    const manager = await bell(desk, testStaff.manager)
    const clerk = await bell(desk, testStaff.clerk)
    expect(manager.unseen).toBeGreaterThan(0)
    await clerk.call.notices.seen.mutate({ ids: manager.notices.map((notice) => notice.id) })
    expect((await bell(desk, testStaff.manager)).unseen).toBe(manager.unseen)
  })

  it('is quiet outside the window', async () => {
    const { desk, clock } = await store()
    expect((await bell(desk, testStaff.clerk)).mayRing).toBe(true)
    clock.set(at('18:30'))
    expect((await bell(desk, testStaff.clerk)).mayRing).toBe(false)
    clock.set(at('09:59'))
    expect((await bell(desk, testStaff.clerk)).mayRing).toBe(false)
  })
})

describe('the desk at which nobody is signed in', () => {
  it('is told to the managers after half an hour of the window, once, and noted until somebody comes', async () => {
    const { desk, clock } = await store()
    const people = [testStaff.clerk, testStaff.manager, testStaff.otherManager]
    for (const number of people) {
      const { call } = await desk.as(number)
      await call.session.signOut.mutate()
    }
    // The set-up itself signed somebody in, who is gone after the 15 idle minutes.
    await pass(clock, 70 * minuteMs, 5 * minuteMs)
    const manager = await bell(desk, testStaff.manager)
    const unmanned = manager.notices.filter((notice) => notice.facts.clock === 'desk_manned')
    expect(unmanned).toMatchObject([{ kind: 'late', complaintId: null, level: null, number: '' }])
    expect(unmanned[0]?.facts.dueAt).toBe(at('11:15'))
    expect((await bell(desk, testStaff.clerk)).lines).not.toContain('late desk_manned 0')
    await pass(clock, 2 * minuteMs, minuteMs)
    const { raw, close } = watchFile(desk)
    expect(raw.prepare('SELECT since_at, due_at, ended_at FROM desk_unmanned').all()).toEqual([
      {
        since_at: Date.parse(at('10:45')),
        due_at: Date.parse(at('11:15')),
        ended_at: Date.parse(at('11:40')),
      },
    ])
    close()
  })

  it('is nothing to tell of at night', async () => {
    const { desk, clock } = await store()
    clock.set(at('18:25'))
    const { call } = await desk.signIn(testStaff.manager)
    await call.session.signOut.mutate()
    await pass(clock, 15 * hourMs, hourMs)
    const { raw, close } = watchFile(desk)
    expect(raw.prepare('SELECT count(*) AS n FROM desk_unmanned').get()).toEqual({ n: 0 })
    close()
  })
})
