import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import type { ActionInputs } from '../../domain/complaint/input.ts'
import type { SettableClock } from '../helpers/clock.ts'
import { settableClock } from '../helpers/clock.ts'
import type { DeskPerson, TestDesk } from '../helpers/desk.ts'
import { pin, refusalOf, startStore, testStaff } from '../helpers/desk.ts'
import { kept, minuteMs, pass } from '../helpers/passing.ts'
import { act, actOnVersion, intake, walk } from '../helpers/walk.ts'
import { watchFile } from '../helpers/watch.ts'

let opened: TestDesk | null = null
afterEach(() => opened?.close())

/** 2026-05-20 is an ordinary Wednesday; store time is +08:00. */
const at = (time: string, date = '2026-05-20') => new Date(`${date}T${time}:00+08:00`).toISOString()

interface Store {
  readonly desk: TestDesk
  readonly clock: SettableClock
  readonly clerk: DeskPerson
}

/** The same clerk later on the day, signed in anew: a session ends after a while. */
async function later({ desk, clock }: Pick<Store, 'desk' | 'clock'>, time: string): Promise<DeskPerson> {
  clock.set(at(time))
  return desk.signIn(testStaff.clerk)
}

async function store(time = '11:00'): Promise<Store> {
  const clock = settableClock(at(time))
  const desk = await startStore({ clock })
  opened = desk
  return { desk, clock, clerk: await desk.as(testStaff.clerk) }
}

const missed = {
  direction: 'out',
  channel: 'phone',
  reached: false,
  result: 'no_answer',
  said: '',
  nextStep: '再打',
  nextAt: at('11:00', '2026-05-25'),
  nuisance: false,
} as const satisfies ActionInputs['log_contact']

const talked = { ...missed, reached: true, result: 'talked', said: '正在处理' } as const

async function accepted(
  person: DeskPerson,
  customerId?: string,
): Promise<{ id: string; customerId: string }> {
  const known = customerId === undefined ? {} : { customer: { kind: 'known', customerId } as const }
  const { id } = await person.call.complaints.register.mutate(intake(known))
  await act(person, id, 'accept', { handlerId: person.staff.id, customerPresent: false })
  const { customer } = await person.call.complaints.get.query({ id })
  return { id, customerId: customer.id }
}

const log = (person: DeskPerson, id: string, more: Partial<ActionInputs['log_contact']> = {}) =>
  act(person, id, 'log_contact', { ...missed, ...more })

/** As the customer's own page would have it. */
function inFile(desk: TestDesk, sql: string, ...values: string[]): void {
  const raw = new Database(path.join(desk.dataDir, 'store.sqlite'))
  raw.prepare(sql).run(...values)
  raw.close()
}

/** What the file keeps of the last contact. */
function lastContact(desk: TestDesk) {
  const { raw, close } = watchFile(desk)
  try {
    return raw
      .prepare<[], { askedFor: 0 | 1; overrideBy: string | null; reason: string; result: string | null }>(
        `SELECT asked_for AS askedFor, override_by AS overrideBy, override_reason AS reason, result
         FROM contact ORDER BY rowid DESC LIMIT 1`,
      )
      .get()
  } finally {
    close()
  }
}

describe('the contact guard counts', () => {
  it('over all staff and complaints of a customer: the third call warns, the fourth is refused', async () => {
    const { desk, clerk } = await store()
    const other = await desk.as(testStaff.otherClerk)
    const first = await accepted(clerk)
    const second = await accepted(other, first.customerId)
    await log(clerk, first.id)
    await log(other, second.id)
    const ask = { complaintId: first.id }
    expect(await clerk.call.contacts.permission.query(ask)).toMatchObject({
      allowed: true,
      warning: 'last_call_today',
      callsToday: [{ by: '员工1001' }, { by: '员工1002' }],
    })
    await log(other, first.id, talked)
    expect(await refusalOf(log(clerk, second.id))).toMatchObject({
      code: 'not_allowed',
      key: 'contact_refused',
      params: { reason: 'too_many_today', calls: 3, most: 3, next: at('10:00', '2026-05-21') },
    })
    expect(await clerk.call.contacts.permission.query(ask)).toMatchObject({
      allowed: false,
      reason: 'too_many_today',
      overridable: true,
      nextAllowedAt: at('10:00', '2026-05-21'),
    })
    await log(clerk, second.id, { channel: 'message', result: 'sent', said: '请回电' })
  })

  it('over doubles that were merged into one customer', async () => {
    const { desk, clerk } = await store()
    const one = await accepted(clerk)
    const two = await accepted(clerk)
    inFile(desk, `UPDATE customer SET merged_into_id = ? WHERE id = ?`, one.customerId, two.customerId)
    await log(clerk, one.id)
    await log(clerk, one.id)
    await log(clerk, two.id)
    expect((await refusalOf(log(clerk, one.id))).params).toMatchObject({ reason: 'too_many_today' })
  })

  it('no incoming call and no nuisance, and limits neither', async () => {
    const { desk, clerk, clock } = await store()
    const { id } = await accepted(clerk)
    const called = { direction: 'in', result: null } as const
    for (let call = 0; call < 4; call += 1) await log(clerk, id, called)
    await log(clerk, id, { ...called, nuisance: true, nextStep: '', nextAt: null })
    await log(await later({ desk, clock }, '23:00'), id, called)
    const noon = await later({ desk, clock }, '12:00')
    expect((await noon.call.contacts.permission.query({ complaintId: id })).callsToday).toEqual([])
  })

  it('a resolution told and a visit made by phone, each once where the talk was logged besides', async () => {
    const { desk, clerk } = await store()
    const { id } = await walk(desk, 'signed')
    await log(clerk, id, talked)
    const now = at('11:00')
    const told = { deliveredHow: 'message', deliveredAt: now, spokenHow: 'phone', spokenAt: now } as const
    await act(clerk, id, 'communicate', told)
    const calls = async () =>
      (await clerk.call.contacts.permission.query({ complaintId: id })).callsToday.length
    expect(await calls()).toBe(1)
    const other = await walk(desk, 'closed')
    const { customer } = await other.view()
    expect(customer.id).not.toBe('')
    const closed = await clerk.call.contacts.permission.query({ complaintId: other.id })
    // The word that it was carried out, by phone; the visit within the half hour after it is the same talk.
    expect(closed.callsToday).toHaveLength(1)
  })
})

describe('hours', () => {
  it('hold for every call but the first contact of a fresh complaint', async () => {
    const { desk, clock, ...first } = await store('17:50')
    const { id } = await accepted(first.clerk)
    const clerk = await later({ desk, clock }, '18:20')
    expect(await clerk.call.contacts.permission.query({ complaintId: id })).toMatchObject({ allowed: true })
    await log(clerk, id, talked)
    expect((await refusalOf(log(clerk, id))).params).toMatchObject({
      reason: 'outside_hours',
      next: at('10:00', '2026-05-21'),
    })
    const fresh = await accepted(clerk)
    clock.set(at('18:30'))
    expect((await refusalOf(log(clerk, fresh.id))).params).toMatchObject({ reason: 'outside_hours' })
  })

  it('give way to an hour that was agreed before, within half an hour of it', async () => {
    const { desk, clerk, clock } = await store()
    const { id } = await accepted(clerk)
    await log(clerk, id, { ...talked, nextAt: at('20:00') })
    const early = await later({ desk, clock }, '19:29')
    expect((await refusalOf(log(early, id))).params).toMatchObject({ reason: 'outside_hours' })
    await log(await later({ desk, clock }, '20:30'), id)
    expect(lastContact(desk)).toMatchObject({ askedFor: 1, overrideBy: null })
  })

  it('are not widened by when somebody means to try again', async () => {
    const { desk, clerk, clock } = await store()
    const { id } = await accepted(clerk)
    await log(clerk, id, talked)
    await log(clerk, id, { nextAt: at('20:00') })
    const evening = await later({ desk, clock }, '20:00')
    expect((await refusalOf(log(evening, id))).params).toMatchObject({ reason: 'outside_hours' })
  })

  it('give way to what the person says the customer asked for, and that is recorded', async () => {
    const { desk, clerk, clock } = await store()
    const { id } = await accepted(clerk)
    await log(await later({ desk, clock }, '20:00'), id, { askedFor: true })
    expect(lastContact(desk)).toMatchObject({ askedFor: 1 })
  })
})

describe('the manager lets a call pass', () => {
  const override = { staffNumber: testStaff.manager, pin, reason: '客户急等答复' }

  it('with number, PIN and reason, and the contact says so', async () => {
    const { desk, clock, ...first } = await store()
    const { id } = await accepted(first.clerk)
    const clerk = await later({ desk, clock }, '20:00')
    expect(await refusalOf(log(clerk, id, { override: { ...override, pin: '999999' } }))).toMatchObject({
      key: 'wrong_pin',
      field: 'input.override.pin',
    })
    expect(
      await refusalOf(log(clerk, id, { override: { ...override, staffNumber: testStaff.supervisor } })),
    ).toMatchObject({ key: 'manager_only', field: 'input.override.staffNumber' })
    await log(clerk, id, { override })
    const manager = await desk.signIn(testStaff.manager)
    expect(lastContact(desk)).toMatchObject({ overrideBy: manager.staff.id, reason: override.reason })
    const { happenings } = await clerk.call.complaints.get.query({ id })
    expect(happenings[0]?.details).toContainEqual({ label: 'overrideReason', text: override.reason })
    expect(JSON.stringify(happenings)).not.toContain(pin)
  })

  it('is not asked where the guard allows the call', async () => {
    const { desk, clerk } = await store()
    const { id } = await accepted(clerk)
    await log(clerk, id, { override: { ...override, pin: '999999' } })
    expect(lastContact(desk)).toMatchObject({ overrideBy: null, reason: '' })
  })

  it('never for a customer who wants no calls', async () => {
    const { desk, clerk } = await store()
    const { id, customerId } = await accepted(clerk)
    inFile(desk, `UPDATE customer SET do_not_call = 1 WHERE id = ?`, customerId)
    expect((await refusalOf(log(clerk, id, { override }))).params).toMatchObject({ reason: 'do_not_call' })
    const manager = await desk.as(testStaff.manager)
    const asked = manager.call.contacts.reveal.mutate({ of: { complaintId: id }, override })
    expect((await refusalOf(asked)).params).toMatchObject({ reason: 'do_not_call' })
    expect((await clerk.call.contacts.permission.query({ complaintId: id })).nextAllowedAt).toBeNull()
  })
})

it('two windows log the third and the fourth call at the same instant: one wins', async () => {
  const { desk, clerk } = await store()
  const first = await accepted(clerk)
  const second = await accepted(clerk, first.customerId)
  await log(clerk, first.id)
  await log(clerk, second.id)
  const other = await desk.as(testStaff.otherClerk)
  const versions = await Promise.all(
    [first, second].map(async ({ id }) => (await clerk.call.complaints.get.query({ id })).version),
  )
  const tries = await Promise.allSettled([
    actOnVersion(clerk, first.id, versions[0] ?? 0, 'log_contact', missed),
    actOnVersion(other, second.id, versions[1] ?? 0, 'log_contact', missed),
  ])
  expect(tries.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected'])
  const lost = tries.find((each) => each.status === 'rejected')
  if (lost === undefined) throw new Error('both were logged')
  expect(await refusalOf(Promise.reject(lost.reason))).toMatchObject({ key: 'contact_refused' })
  const { callsToday } = await clerk.call.contacts.permission.query({ complaintId: first.id })
  expect(callsToday).toHaveLength(3)
})

it('incoming calls raise the level of a service request that nobody answers', async () => {
  const { desk, clerk, clock } = await store()
  const registered = await clerk.call.complaints.register.mutate(intake({ level: 1, wants: ['repair'] }))
  const { id } = registered
  await act(clerk, id, 'accept', { handlerId: clerk.staff.id, customerPresent: false })
  await log(clerk, id, { direction: 'in', result: null })
  await log(clerk, id, { direction: 'in', result: null })
  await pass(clock, 31 * minuteMs)
  expect(kept(desk, id).raises).toMatchObject([{ rule: 'no_contact', at: at('11:30'), to: 3 }])
})

describe('the number', () => {
  it('is masked on the complaint and where customers are found, and shown when a call may be made', async () => {
    const { desk, clerk, clock } = await store()
    const { id, customerId } = await accepted(clerk)
    const { customer } = await clerk.call.complaints.get.query({ id })
    expect(customer.phones).toEqual(['138****0001'])
    const found = await clerk.call.customers.recall.query({ text: '周女士' })
    const earlier = await clerk.call.customers.earlier.query({ customerId })
    expect(JSON.stringify([found, earlier])).not.toContain('13800020001')
    const of = { complaintId: id }
    expect(await clerk.call.contacts.reveal.mutate({ of })).toEqual({ phones: ['13800020001'] })
    const evening = await later({ desk, clock }, '21:00')
    expect((await refusalOf(evening.call.contacts.reveal.mutate({ of }))).key).toBe('contact_refused')
    const override = { staffNumber: testStaff.manager, pin, reason: '急' }
    const shown = await evening.call.contacts.reveal.mutate({ of, override })
    expect(shown.phones).toEqual(['13800020001'])
  })

  it('stands in full on the intake record that is printed', async () => {
    const { clerk } = await store()
    const { id } = await accepted(clerk)
    const paper = await clerk.call.prints.get.query({ kind: 'intake_record', id })
    expect(JSON.stringify(paper)).toContain('13800020001')
  })
})
