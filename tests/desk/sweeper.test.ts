import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openStoreFile } from '../../db/open.ts'
import { verifyStoreFile } from '../../db/verify.ts'
import type { Clock } from '../../electron/desk/clock.ts'
import { settableClock } from '../helpers/clock.ts'
import type { TestDesk } from '../helpers/desk.ts'
import { newFolder, pin, refusalOf, setUpStore, startDesk, startStore, testStaff } from '../helpers/desk.ts'
import { hourMs, kept, minuteMs, pass, settled } from '../helpers/passing.ts'
import { act, actOnVersion, intake } from '../helpers/walk.ts'

/** 2026-05-20 is an ordinary Wednesday; store time is +08:00. */
const at = (time: string, date = '2026-05-20') => new Date(`${date}T${time}:00+08:00`).toISOString()

const open: TestDesk[] = []
afterEach(async () => {
  for (const desk of open.splice(0)) await desk.close()
})

async function store(time: string, date?: string) {
  const clock = settableClock(at(time, date))
  const desk = await startStore({ clock })
  open.push(desk)
  return { desk, clock }
}

async function record(desk: TestDesk, more: Parameters<typeof intake>[0] = {}) {
  const clerk = await desk.signIn(testStaff.clerk)
  return clerk.call.complaints.register.mutate(intake(more))
}

const everything = { scope: 'all', filter: 'all', cursor: null, limit: 50 } as const

describe('hours in which the desk was off', () => {
  it('17:45 unaccepted, closed, opened next day at 11:00: level, both times, notice and row of Today are right', async () => {
    const clock = settableClock(at('17:45'))
    const dataDir = newFolder()
    const evening = await startDesk({ clock, dataDir })
    await setUpStore(evening)
    const { id } = await record(evening)
    await evening.stop()
    clock.advance(17 * hourMs + 15 * minuteMs)

    const morning = await startDesk({ clock, dataDir })
    open.push(morning)
    const { call } = await morning.signIn(testStaff.manager)
    await expect.poll(async () => (await call.complaints.get.query({ id })).level).toBe(3)
    const raise = {
      at: at('10:15', '2026-05-21'),
      recordedAt: at('11:00', '2026-05-21'),
      from: 2,
      to: 3,
      rule: 'unaccepted',
    }
    expect(kept(morning, id).raises).toEqual([raise])
    expect((await call.complaints.get.query({ id })).levelSteps.at(-1)).toMatchObject({
      at: raise.at,
      recordedAt: raise.recordedAt,
      level: 3,
      rule: 'unaccepted',
      by: '',
    })
    const today = await call.complaints.today.query(everything)
    expect(today.rows[0]).toMatchObject({
      id,
      level: 3,
      clock: { kind: 'accept', dueAt: at('10:15', '2026-05-21'), provisional: false },
      nextAction: 'accept',
    })
    expect(today.counts).toMatchObject({ open: 1, late: 1, soon: 0, raised: 1 })
    const { notices, mayRing } = await call.notices.list.query()
    expect(mayRing).toBe(true)
    const about = notices.filter((notice) => notice.complaintId === id)
    expect(about.find((notice) => notice.kind === 'raise')).toMatchObject({
      level: 3,
      seen: false,
      facts: { from: 2, to: 3, rule: 'unaccepted', dueAt: raise.at },
    })
    expect(about.find((notice) => notice.kind === 'late')).toMatchObject({
      facts: { clock: 'accept', dueAt: raise.at, days: 0 },
    })
    expect(kept(morning, id).late).toEqual([
      { clock: 'accept', dueAt: raise.at, recordedAt: raise.recordedAt },
    ])
  })

  it('a raise is recorded once however often the desk is opened', async () => {
    const clock = settableClock(at('10:30'))
    const dataDir = newFolder()
    const first = await startDesk({ clock, dataDir })
    await setUpStore(first)
    const { id } = await record(first)
    await first.stop()
    clock.advance(61 * minuteMs)
    for (let round = 0; round < 3; round += 1) {
      const again = await startDesk({ clock, dataDir })
      await settled()
      expect(kept(again, id).raises).toHaveLength(1)
      expect(kept(again, id).late).toHaveLength(1)
      await again.stop()
    }
    const file = openStoreFile(path.join(dataDir, 'store.sqlite'))
    expect(verifyStoreFile(file).faults).toEqual([])
    file.raw.close()
  })
})

describe('raises at a desk that is on', () => {
  it('are recorded at the instant at which they fall due, up to major, and head office is told', async () => {
    const { desk, clock } = await store('10:30')
    const { id } = await record(desk)
    await pass(clock, 3 * hourMs, hourMs)
    expect(kept(desk, id).raises).toEqual([
      { at: at('11:30'), recordedAt: at('11:30'), from: 2, to: 3, rule: 'unaccepted' },
      { at: at('12:30'), recordedAt: at('12:30'), from: 3, to: 4, rule: 'unaccepted' },
    ])
    const { call } = await desk.signIn(testStaff.otherClerk)
    expect(await call.complaints.get.query({ id })).toMatchObject({ level: 4, toldHeadOffice: true })
  })

  it('stand still while a hold for the customer stands, and go on after it', async () => {
    const { desk, clock } = await store('10:30')
    const { id } = await record(desk)
    const clerk = await desk.as(testStaff.clerk)
    await act(clerk, id, 'accept', { handlerId: clerk.staff.id, customerPresent: true })
    await act(clerk, id, 'hold', { reason: '客户寄回发票', until: at('10:30', '2026-05-23') })
    await pass(clock, 49 * hourMs, hourMs)
    expect(kept(desk, id).raises).toEqual([])
    await pass(clock, 72 * hourMs, hourMs)
    expect(kept(desk, id).raises).toMatchObject([
      { at: at('10:30', '2026-05-25'), from: 2, to: 3, rule: 'unresolved_general' },
    ])
  })

  it('a merge keeps the earlier start and computes nothing for the past', async () => {
    const { desk, clock } = await store('10:30')
    const first = await record(desk, { handlerId: null })
    const clerk = await desk.as(testStaff.clerk)
    await act(clerk, first.id, 'accept', { handlerId: clerk.staff.id, customerPresent: true })
    await pass(clock, 50 * hourMs, hourMs)
    const second = await record(desk)
    const late = await desk.signIn(testStaff.clerk)
    await act(late, second.id, 'accept', { handlerId: late.staff.id, customerPresent: true })
    await act(late, first.id, 'merge', { intoNumber: second.number })
    const merged = await late.call.complaints.get.query({ id: second.id })
    expect(merged.receivedAt).toBe(at('10:30'))
    await pass(clock, 2 * hourMs, hourMs)
    // The level of the other one may come with it; no rule looks back.
    expect(kept(desk, second.id).raises.filter(({ rule }) => rule !== 'merged')).toEqual([])
    expect(kept(desk, first.id).raises).toMatchObject([{ rule: 'unresolved_general' }])
  })

  it('start anew after a reopening', async () => {
    const { desk, clock } = await store('10:30')
    const { id } = await record(desk)
    const manager = await desk.as(testStaff.manager)
    await act(manager, id, 'accept', { handlerId: manager.staff.id, customerPresent: true })
    const approval = { staffNumber: testStaff.manager, pin }
    await act(manager, id, 'withdraw', { words: '不追究了', approval })
    await pass(clock, 60 * hourMs, hourMs)
    expect(kept(desk, id)).toEqual({ raises: [], late: [] })
    const again = await desk.signIn(testStaff.manager)
    await act(again, id, 'reopen', { reason: '客户又来了' })
    const reopenedAt = clock.now()
    await pass(clock, 49 * hourMs, hourMs)
    expect(kept(desk, id).raises).toMatchObject([
      { at: new Date(reopenedAt + 48 * hourMs).toISOString(), from: 2, to: 3, rule: 'unresolved_general' },
    ])
  })

  it('make an act with the version before them stale', async () => {
    const { desk, clock } = await store('10:30')
    const { id, version } = await record(desk)
    const clerk = await desk.as(testStaff.clerk)
    await pass(clock, 61 * minuteMs)
    const accept = { handlerId: clerk.staff.id, customerPresent: true }
    const again = await desk.signIn(testStaff.clerk)
    expect(await refusalOf(actOnVersion(again, id, version, 'accept', accept))).toMatchObject({
      code: 'stale',
      params: { version: version + 1 },
    })
  })

  it('come before what a person does when the desk has not woken yet, so that nothing is lost', async () => {
    const { desk, clock } = await store('10:30')
    const { id, version } = await record(desk)
    const manager = await desk.as(testStaff.manager)
    clock.set(at('11:40'))
    const again = await desk.signIn(testStaff.manager)
    const note = { reason: '录错', pin }
    expect(await refusalOf(actOnVersion(again, id, version, 'void', note))).toMatchObject({ code: 'stale' })
    expect(manager.staff.id).toBe(again.staff.id)
    expect(kept(desk, id).raises).toMatchObject([{ at: at('11:30'), recordedAt: at('11:40'), to: 3 }])
  })

  it('a clock that only became late lets the person’s act through', async () => {
    const { desk, clock } = await store('10:30')
    const { id } = await record(desk)
    const clerk = await desk.as(testStaff.clerk)
    const accepted = await act(clerk, id, 'accept', { handlerId: clerk.staff.id, customerPresent: false })
    await pass(clock, 31 * minuteMs)
    expect(kept(desk, id).late).toMatchObject([{ clock: 'first_contact', dueAt: at('11:00') }])
    const again = await desk.signIn(testStaff.clerk)
    await actOnVersion(again, id, accepted.version, 'investigate', {})
  })

  it('reach two windows', async () => {
    const { desk, clock } = await store('10:30')
    const { id } = await record(desk)
    const stop = new AbortController()
    const heard = await Promise.all(
      [testStaff.clerk, testStaff.manager].map(async (number) => {
        const person = await desk.signIn(number)
        const response = await person.fetch('changes', { signal: stop.signal })
        const lines: string[] = []
        const read = async () => {
          const decoder = new TextDecoder()
          for await (const part of response.body ?? []) lines.push(decoder.decode(part))
        }
        const reading = read().catch((error: unknown) => {
          if (!stop.signal.aborted) throw error
        })
        return { lines, reading }
      }),
    )
    await pass(clock, hourMs)
    for (const { lines } of heard) {
      await expect.poll(() => lines.join('')).toContain(`"id":"${id}","version":2`)
      expect(lines.join('')).toContain('"type":"notice"')
    }
    stop.abort()
    await Promise.all(heard.map(({ reading }) => reading))
  })
})

describe('the computer’s clock', () => {
  it('set back after a raise takes nothing back and raises nothing twice', async () => {
    const { desk, clock } = await store('10:30')
    const { id } = await record(desk)
    await pass(clock, 65 * minuteMs)
    clock.set(at('09:00'))
    await pass(clock, 150 * minuteMs)
    expect(kept(desk, id).raises).toHaveLength(1)
    const { call } = await desk.signIn(testStaff.manager)
    expect((await call.complaints.get.query({ id })).level).toBe(3)
  })

  it('set back below a raise by hand never lets a rule lower the level', async () => {
    const { desk, clock } = await store('10:30')
    const { id } = await record(desk)
    clock.set(at('10:50'))
    const clerk = await desk.signIn(testStaff.clerk)
    await act(clerk, id, 'raise_level', { level: 5, reason: '媒体来电' })
    clock.set(at('10:20'))
    await pass(clock, 3 * hourMs, hourMs)
    const { call } = await desk.signIn(testStaff.manager)
    expect((await call.complaints.get.query({ id })).level).toBe(5)
    expect(kept(desk, id).raises.map((raise) => raise.rule)).toEqual(['by_hand'])
  })

  it('set forward is seen within a minute, without a due timer', async () => {
    const { desk, clock } = await store('10:30')
    const { id } = await record(desk)
    clock.set(at('11:45'))
    await pass(clock, minuteMs)
    expect(kept(desk, id).raises).toMatchObject([{ at: at('11:30'), recordedAt: at('11:46') }])
  })

  it('that was far ahead and is set right again leaves nobody without their daily reminder', async () => {
    const { desk, clock } = await store('10:30')
    const { id } = await record(desk)
    const clerk = await desk.as(testStaff.clerk)
    await act(clerk, id, 'accept', { handlerId: clerk.staff.id, customerPresent: false })
    clock.set(at('10:30', '2027-05-20'))
    await pass(clock, 2 * minuteMs)
    clock.set(at('11:30', '2026-05-20'))
    await pass(clock, 50 * hourMs, hourMs)
    const { call } = await desk.signIn(testStaff.clerk)
    const { notices } = await call.notices.list.query()
    const days = notices
      .filter((notice) => notice.kind === 'late' && notice.facts.clock === 'first_contact')
      .map((notice) => Number(notice.facts.days))
    expect(days).toEqual(expect.arrayContaining([0, 1, 2]))
  })

  it('that jumps back and forth during a sweep does not keep the desk busy for ever', async () => {
    const steady = settableClock(at('10:30'))
    let jumping = false
    let calls = 0
    const clock: Clock = {
      ...steady,
      now() {
        calls += 1
        return steady.now() - (jumping && calls % 2 === 0 ? 2 * hourMs : 0)
      },
    }
    const dataDir = newFolder()
    const desk = await startDesk({ clock, dataDir })
    open.push({ ...desk, close: desk.close })
    await setUpStore(desk)
    const ids = []
    for (let each = 0; each < 3; each += 1) ids.push((await record(desk)).id)
    jumping = true
    for (let each = 0; each < 30; each += 1) {
      steady.advance(10 * minuteMs)
      await settled()
    }
    jumping = false
    const { call } = await desk.signIn(testStaff.manager)
    for (const id of ids) {
      expect((await call.complaints.get.query({ id })).level).toBe(4)
      expect(kept(desk, id).raises).toHaveLength(2)
    }
  })
})

describe('waking', () => {
  it('at the next due instant and at most once a minute, not every second', async () => {
    const steady = settableClock(at('10:30'))
    let wakes = 0
    const clock: Clock = {
      ...steady,
      after(ms, run) {
        const bySweeper = new Error('who asks').stack?.includes('sweeper.ts') ?? false
        return steady.after(ms, () => {
          if (bySweeper) wakes += 1
          run()
        })
      },
    }
    const desk = await startDesk({ clock })
    open.push(desk)
    await setUpStore(desk)
    const { id } = await record(desk)
    await settled()
    wakes = 0
    for (let second = 0; second < 61 * 60; second += 1) {
      steady.advance(1000)
      if (second % 20 === 0) await settled()
    }
    expect(kept(desk, id).raises).toHaveLength(1)
    // Once a minute, and for what was due: about to end, late and raised.
    expect(wakes).toBeLessThanOrEqual(61 + 6)
  })
})

describe('a complaint that cannot be looked at', () => {
  it('does not keep the others from their raises', async () => {
    const { desk, clock } = await store('10:30')
    const broken = await record(desk)
    const sound = await record(desk)
    await desk.stop()
    const file = openStoreFile(path.join(desk.dataDir, 'store.sqlite'))
    // Its customer's key is gone: nothing can be written for it any more.
    file.raw
      .prepare(
        'UPDATE customer_key SET key = NULL, destroyed_at = 1 WHERE customer_id = (SELECT customer_id FROM complaint WHERE id = ?)',
      )
      .run(broken.id)
    file.raw.close()
    clock.advance(61 * minuteMs)
    const again = await startDesk({ clock, dataDir: desk.dataDir })
    await expect.poll(() => kept(again, sound.id).raises).toHaveLength(1)
    expect(kept(again, broken.id).raises).toHaveLength(0)
    await again.stop()
  })
})
