import { afterEach, describe, expect, it } from 'vitest'
import type { ActionInputs } from '../../domain/complaint/input.ts'
import type { SettableClock } from '../helpers/clock.ts'
import { settableClock } from '../helpers/clock.ts'
import type { DeskPerson, TestDesk } from '../helpers/desk.ts'
import { pin, refusalOf, startDesk, startStore, testStaff } from '../helpers/desk.ts'
import { dayMs, hourMs, minuteMs, pass, settled } from '../helpers/passing.ts'
import { act, intake, walk } from '../helpers/walk.ts'
import { watchFile } from '../helpers/watch.ts'

let opened: TestDesk | null = null
afterEach(() => opened?.close())

/** 2026-05-20 is an ordinary Wednesday; store time is +08:00. */
const at = (time: string, date = '2026-05-20') => new Date(`${date}T${time}:00+08:00`).toISOString()

async function store(): Promise<{ desk: TestDesk; clock: SettableClock; clerk: DeskPerson }> {
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
  said: '正在处理，下午三点前回电',
  nextStep: '三点回电',
  nextAt: at('15:00'),
  nuisance: false,
} as const satisfies ActionInputs['log_contact']

const missed = { ...talked, reached: false, result: 'no_answer', said: '', nextStep: '再打' } as const

async function promised(clerk: DeskPerson): Promise<string> {
  const { id } = await clerk.call.complaints.register.mutate(intake())
  await act(clerk, id, 'accept', { handlerId: clerk.staff.id, customerPresent: true })
  await act(clerk, id, 'log_contact', talked)
  return id
}

type Filter = 'open' | 'today' | 'broken' | 'kept'

async function list(person: DeskPerson, filter: Filter) {
  return (await person.call.promises.list.query({ filter, cursor: null })).rows
}

/** Journal entries of broken promises. */
function brokenEntries(desk: TestDesk): number {
  const { raw, close } = watchFile(desk)
  try {
    const sql = `SELECT count(*) AS n FROM journal WHERE action = 'promise.broken'`
    return raw.prepare<[], { n: number }>(sql).get()?.n ?? 0
  } finally {
    close()
  }
}

describe('a call-back time that was told', () => {
  it('is a promise, kept by the next word; an attempt that nobody answered is evidence only', async () => {
    const { clock, clerk } = await store()
    const id = await promised(clerk)
    expect(await list(clerk, 'today')).toMatchObject([
      { source: 'call_back', what: '三点回电', dueAt: at('15:00'), complaint: { id }, state: 'open' },
    ])
    clock.set(at('11:10'))
    await act(clerk, id, 'log_contact', { ...missed, nextAt: at('14:30') })
    const [waiting, ...more] = await list(clerk, 'open')
    expect(more).toEqual([])
    expect(waiting?.attempts).toMatchObject([{ at: at('11:10'), by: '员工1001', result: 'no_answer' }])
    clock.set(at('11:20'))
    await act(clerk, id, 'log_contact', { ...talked, nextAt: at('16:00', '2026-05-22') })
    const [kept] = await list(clerk, 'kept')
    expect(kept).toMatchObject({
      id: waiting?.id,
      state: 'kept',
      keptBy: '员工1001',
      keptAt: at('11:20'),
      evidence: talked.said,
      attempts: [{ result: 'no_answer' }],
    })
    expect(await list(clerk, 'today')).toEqual([])
    expect(await list(clerk, 'open')).toMatchObject([{ dueAt: at('16:00', '2026-05-22') }])
  })

  it('gives way to another time that the customer agreed to when they called', async () => {
    const { clerk } = await store()
    const id = await promised(clerk)
    await act(clerk, id, 'log_contact', {
      ...talked,
      direction: 'in',
      result: null,
      nextAt: at('17:00'),
    })
    expect((await list(clerk, 'open')).map((each) => each.dueAt)).toEqual([at('17:00')])
    expect(await list(clerk, 'kept')).toEqual([])
  })

  it('is broken from its due instant on: written down once, told to the managers, and still broken when kept late', async () => {
    const { desk, clock, clerk } = await store()
    const id = await promised(clerk)
    await pass(clock, 4 * hourMs + minuteMs, minuteMs * 30)
    expect(brokenEntries(desk)).toBe(1)
    const manager = await desk.signIn(testStaff.manager)
    const { notices } = await manager.call.notices.list.query()
    expect(notices.filter((each) => each.kind === 'broken')).toMatchObject([
      { complaintId: id, facts: { source: 'call_back', dueAt: at('15:00') } },
    ])
    const clerkAgain = await desk.signIn(testStaff.clerk)
    const theirs = await clerkAgain.call.notices.list.query()
    expect(theirs.notices.filter((each) => each.kind === 'broken')).toEqual([])
    expect(await list(manager, 'broken')).toMatchObject([{ state: 'broken', brokenAt: at('15:00') }])
    await act(clerkAgain, id, 'log_contact', { ...talked, nextAt: at('17:00', '2026-05-21') })
    expect(await list(manager, 'broken')).toMatchObject([
      { state: 'kept_late', brokenAt: at('15:00'), keptBy: '员工1001' },
    ])
    await pass(clock, hourMs, minuteMs * 30)
    expect(brokenEntries(desk)).toBe(1)
  })

  it('that fell due while the computer was off is found broken at the next start, once', async () => {
    const { desk, clock, clerk } = await store()
    await promised(clerk)
    await desk.stop()
    clock.advance(3 * dayMs)
    const again = await startDesk({ clock, dataDir: desk.dataDir })
    try {
      await expect.poll(() => brokenEntries(again)).toBe(1)
      const manager = await again.signIn(testStaff.manager)
      expect(await list(manager, 'broken')).toMatchObject([{ brokenAt: at('15:00') }])
    } finally {
      await again.stop()
    }
  })

  it('at the instant at which it falls due is still kept in time', async () => {
    const { desk, clock, clerk } = await store()
    const id = await promised(clerk)
    clock.advance(4 * hourMs)
    await settled()
    const later = await desk.signIn(testStaff.clerk)
    await act(later, id, 'log_contact', { ...talked, nextAt: at('17:00') })
    expect(await list(later, 'kept')).toMatchObject([{ state: 'kept', keptAt: at('15:00') }])
    expect(await list(later, 'broken')).toEqual([])
  })
})

describe('a signed resolution', () => {
  it('promises each line that the customer accepted, kept when it is done with its evidence', async () => {
    const { desk, clerk } = await store()
    const { id } = await walk(desk, 'executing')
    const [line, ...more] = await list(clerk, 'open')
    expect(more).toEqual([])
    expect(line).toMatchObject({
      source: 'resolution',
      remedy: 'compensation',
      amountFen: 5_000,
      complaint: { id },
    })
    const logistics = await desk.as(testStaff.logistics)
    const { tasks } = await clerk.call.complaints.get.query({ id })
    await act(logistics, id, 'task_done', { taskId: tasks[0]?.id ?? '', evidence: '转账凭证 0012' })
    expect(await list(clerk, 'kept')).toMatchObject([
      { id: line?.id, evidence: '转账凭证 0012', keptBy: '员工4001' },
    ])
  })

  it('promises nothing that nobody has accepted', async () => {
    const { desk, clerk } = await store()
    await walk(desk, 'communicated')
    expect(await list(clerk, 'open')).toEqual([])
  })
})

describe('the end of a matter', () => {
  it('releases what it promised', async () => {
    const { clerk } = await store()
    const id = await promised(clerk)
    await act(clerk, id, 'withdraw', { words: '算了', approval: { staffNumber: testStaff.manager, pin } })
    for (const filter of ['open', 'broken', 'kept'] as const) expect(await list(clerk, filter)).toEqual([])
  })

  it('by merging hands its promises to the complaint that goes on', async () => {
    const { clerk } = await store()
    const id = await promised(clerk)
    const { customer } = await clerk.call.complaints.get.query({ id })
    const known = { kind: 'known', customerId: customer.id } as const
    const other = await clerk.call.complaints.register.mutate(intake({ customer: known }))
    await act(clerk, id, 'merge', { intoNumber: other.number })
    expect(await list(clerk, 'open')).toMatchObject([{ complaint: { id: other.id }, state: 'open' }])
  })
})

describe('the board', () => {
  it('turns its pages by what falls due, each promise once', async () => {
    const { desk, clerk } = await store()
    for (let count = 0; count < 5; count += 1) await promised(clerk)
    const page = (cursor: string | null) =>
      clerk.call.promises.list.query({ filter: 'open', cursor, limit: 2 })
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const { rows, nextCursor, counts } = await page(cursor)
      expect(counts).toEqual({ open: 5, today: 5, broken: 0, kept: 0 })
      seen.push(...rows.map((row) => row.id))
      cursor = nextCursor
    } while (cursor !== null)
    expect(new Set(seen).size).toBe(5)
    expect(seen).toHaveLength(5)
    expect(await refusalOf(page('nonsense'))).toMatchObject({ field: 'cursor' })
    const logistics = await desk.as(testStaff.logistics)
    expect((await refusalOf(list(logistics, 'open'))).code).toBe('not_allowed')
    expect((await refusalOf(logistics.call.contacts.calls.query())).code).toBe('not_allowed')
  })
})
