import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import type { CaseContact } from '../../domain/contact.ts'
import { actOn, open } from '../helpers/cases.ts'
import { settableClock } from '../helpers/clock.ts'
import type { DeskPerson, TestDesk } from '../helpers/desk.ts'
import { pin, refusalOf, startStore, testStaff } from '../helpers/desk.ts'
import { act, intake } from '../helpers/walk.ts'

let opened: TestDesk | null = null
afterEach(() => opened?.close())

const at = (time: string, date = '2026-05-20') => new Date(`${date}T${time}:00+08:00`).toISOString()

async function store() {
  const clock = settableClock(at('11:00'))
  const desk = await startStore({ clock })
  opened = desk
  const clerk = await desk.as(testStaff.clerk)
  const { id } = await open(clerk)
  return { desk, clock, clerk, id }
}

const missed = {
  direction: 'out',
  channel: 'phone',
  reached: false,
  result: 'no_answer',
  said: '',
  nextStep: '再打',
  nextAt: at('15:00'),
  nuisance: false,
} as const satisfies CaseContact

const talked = { ...missed, reached: true, result: 'talked', said: '请把原包装带来' } as const

const log = (person: DeskPerson, caseId: string, input: CaseContact, commandId: string = randomUUID()) =>
  person.call.contacts.logOnCase.mutate({ commandId, caseId, input })

describe('a contact about a refund or exchange case', () => {
  it('stands in what happened, once however often it is sent, and nobody’s next act is stale by it', async () => {
    const { clerk, id } = await store()
    const before = await clerk.call.cases.get.query({ id })
    const commandId = randomUUID()
    const first = await log(clerk, id, talked, commandId)
    expect(await log(clerk, id, talked, commandId)).toEqual(first)
    const after = await clerk.call.cases.get.query({ id })
    expect(after.version).toBe(before.version)
    const contacts = after.happenings.filter((each) => each.action === 'contact')
    expect(contacts).toHaveLength(1)
    expect(contacts[0]?.details).toContainEqual({ label: 'said', text: talked.said })
    expect(after.customer.phones.join()).toMatch(/\*\*\*\*/)
  })

  it('counts with the calls about the customer’s complaints', async () => {
    const { clerk, id } = await store()
    const { customer } = await clerk.call.cases.get.query({ id })
    const known = { kind: 'known', customerId: customer.id } as const
    const complaint = await clerk.call.complaints.register.mutate(intake({ customer: known }))
    await log(clerk, id, missed)
    await log(clerk, id, missed)
    await act(clerk, complaint.id, 'log_contact', missed)
    expect(await refusalOf(log(clerk, id, missed))).toMatchObject({
      key: 'contact_refused',
      params: { reason: 'too_many_today', calls: 3 },
    })
    const override = { staffNumber: testStaff.manager, pin, reason: '客户在门口等' }
    await log(clerk, id, { ...missed, override })
    const { happenings } = await clerk.call.cases.get.query({ id })
    expect(happenings[0]?.details).toContainEqual({ label: 'overrideReason', text: override.reason })
  })

  it('promises its call-back, puts it on the call list, and releases it with the end of the case', async () => {
    const { desk, clerk, clock, id } = await store()
    await log(clerk, id, talked)
    clock.set(at('14:30'))
    const later = await desk.signIn(testStaff.clerk)
    const { ready } = await later.call.contacts.calls.query()
    expect(ready).toMatchObject([{ kind: 'case', id, reasons: [{ code: 'promise', dueAt: at('15:00') }] }])
    await actOn(later, id, 'withdraw', { words: '不退了' })
    const list = (filter: 'open' | 'kept' | 'broken') =>
      later.call.promises.list.query({ filter, cursor: null })
    for (const filter of ['open', 'kept', 'broken'] as const) expect((await list(filter)).rows).toEqual([])
    expect((await refusalOf(log(later, id, talked))).key).toBe('wrong_state')
  })

  it('shows the number when the guard allows, and the slip still names it', async () => {
    const { clerk, id } = await store()
    const { phones } = await clerk.call.contacts.reveal.mutate({ of: { caseId: id } })
    expect(phones[0]).toMatch(/^\d{11}$/)
  })
})
