import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RegisterInput } from '../../domain/complaint/input.ts'
import type { DeskPerson, RefusalView, TestDesk } from '../helpers/desk.ts'
import { pin, refusalOf, startStore, testStaff } from '../helpers/desk.ts'
import { intake } from '../helpers/walk.ts'
import type { FileWatch } from '../helpers/watch.ts'
import { watchFile } from '../helpers/watch.ts'

let desk: TestDesk
let watch: FileWatch
let clerk: DeskPerson
beforeAll(async () => {
  desk = await startStore()
  watch = watchFile(desk)
  clerk = await desk.as(testStaff.clerk)
})
afterAll(async () => {
  watch.close()
  await desk.close()
})

type Expected = Partial<RefusalView>

/** Refused as expected, and nothing at all was written. */
async function refusedWithoutTrace(call: () => Promise<unknown>, expected: Expected): Promise<void> {
  const commits = watch.commits()
  expect(await refusalOf(call())).toMatchObject(expected)
  expect(watch.commits()).toBe(commits)
}

const invalid = (key: string, field: string): Expected => ({ code: 'invalid', key, field })
const newCustomer = (more: Record<string, string>) => ({
  kind: 'new' as const,
  name: '周女士',
  phone: '13800020001',
  ...more,
})

describe('a complaint is not recorded', () => {
  const cases: readonly [string, Record<string, unknown>, string, string][] = [
    ['without what happened', { whatHappened: '' }, 'required', 'whatHappened'],
    ['with nothing but spaces', { whatHappened: ' \n\t ' }, 'required', 'whatHappened'],
    ['with 4,001 characters', { whatHappened: '长'.repeat(4_001) }, 'too_long', 'whatHappened'],
    ['with a NUL', { whatHappened: '坏\u0000了' }, 'unreadable_characters', 'whatHappened'],
    ['with half a surrogate', { whatHappened: '坏\ud83d了' }, 'unreadable_characters', 'whatHappened'],
    ['with an escape sequence', { against: '\u001b[2J' }, 'unreadable_characters', 'against'],
    ['with half a surrogate in the symptom', { symptom: '\udc00' }, 'unreadable_characters', 'symptom'],
    ['with a symptom of one’s own words', { symptom: '门打不开，张三' }, 'not_valid', 'symptom'],
    ['without a name', { customer: newCustomer({ name: '' }) }, 'required', 'customer.name'],
    [
      'with letters for a phone',
      { customer: newCustomer({ phone: 'call me' }) },
      'not_a_phone',
      'customer.phone',
    ],
    [
      'with a phone of four digits',
      { customer: newCustomer({ phone: '1380' }) },
      'not_a_phone',
      'customer.phone',
    ],
    [
      'of an unknown customer',
      { customer: { kind: 'known', customerId: randomUUID() } },
      'customer_unknown',
      'customer.customerId',
    ],
    ['for an unknown handler', { handlerId: randomUUID() }, 'staff_unknown', 'handlerId'],
    ['for a handler that is no id', { handlerId: '1001' }, 'not_valid', 'handlerId'],
    ['for no piece', { quantity: 0 }, 'not_a_quantity', 'quantity'],
    ['for half a piece', { quantity: 1.5 }, 'not_a_quantity', 'quantity'],
    ['for minus one piece', { quantity: -1 }, 'not_a_quantity', 'quantity'],
    ['for less than no money', { claimFen: -1 }, 'not_an_amount', 'claimFen'],
    ['for half a fen', { claimFen: 99.5 }, 'not_an_amount', 'claimFen'],
    ['for more money than there is', { claimFen: Number.MAX_SAFE_INTEGER }, 'not_an_amount', 'claimFen'],
    ['through a channel that is none', { channel: 'pigeon' }, 'not_valid', 'channel'],
    ['at level 6', { level: 6 }, 'not_valid', 'level'],
    ['at level “2”', { level: '2' }, 'not_valid', 'level'],
    ['with a department that is none', { department: 'kitchen' }, 'not_valid', 'department'],
    ['with a wish that is none', { wants: ['revenge'] }, 'not_valid', 'wants.0'],
    ['with a command id that is none', { commandId: '1' }, 'not_valid', 'commandId'],
    [
      'with a file that was never uploaded and no address',
      { files: [{ sha256: '../../etc/passwd', name: 'a' }] },
      'not_a_file',
      'files.0.sha256',
    ],
    [
      'with twenty-one files',
      { files: Array.from({ length: 21 }, () => ({ sha256: 'a'.repeat(64), name: 'a' })) },
      'too_many_files',
      'files',
    ],
  ]
  it.each(cases)('%s', async (_what, more, key, field) => {
    const input = { ...intake(), ...more } as RegisterInput
    await refusedWithoutTrace(() => clerk.call.complaints.register.mutate(input), invalid(key, field))
  })

  it('with a file that was never uploaded', async () => {
    const files = [{ sha256: 'a'.repeat(64), name: '发票.png' }]
    await refusedWithoutTrace(() => clerk.call.complaints.register.mutate(intake({ files })), {
      code: 'not_found',
      key: 'file_not_found',
    })
  })

  it('by a department as its handler', async () => {
    const { staff } = await desk.as(testStaff.logistics)
    await refusedWithoutTrace(
      () => clerk.call.complaints.register.mutate(intake({ handlerId: staff.id })),
      invalid('not_a_handler', 'handlerId'),
    )
  })

  it('below the suggested level without the manager’s PIN', async () => {
    const low = intake({ level: 1, noPower: true })
    await refusedWithoutTrace(() => clerk.call.complaints.register.mutate(low), {
      code: 'not_allowed',
      key: 'level_needs_manager',
      field: 'level',
    })
    const bySupervisor = { ...low, levelApproval: { staffNumber: testStaff.supervisor, pin } }
    expect(await refusalOf(clerk.call.complaints.register.mutate(bySupervisor))).toMatchObject({
      key: 'manager_only',
      field: 'levelApproval.staffNumber',
    })
    const byManager = { ...low, levelApproval: { staffNumber: testStaff.manager, pin } }
    const { id } = await clerk.call.complaints.register.mutate(byManager)
    expect(await clerk.call.complaints.get.query({ id })).toMatchObject({ level: 1, suggestedLevel: 4 })
  })
})

it('HTML, emoji and quotes are words like others: taken, kept and given back as typed', async () => {
  const text = `<script>alert('x')</script><img src=x onerror=alert(1)> 😡👨‍👩‍👧 "引号" \\ ' ; DROP TABLE complaint; --`
  const customer = newCustomer({ name: '<b>王</b>😀' })
  const { id } = await clerk.call.complaints.register.mutate(intake({ whatHappened: text, customer }))
  const view = await clerk.call.complaints.get.query({ id })
  expect([view.whatHappened, view.customer.name]).toEqual([text, '<b>王</b>😀'])
})

it('the longest text that is allowed is kept to its last character', async () => {
  const whatHappened = `${'长'.repeat(3_999)}完`
  const { id } = await clerk.call.complaints.register.mutate(intake({ whatHappened }))
  expect((await clerk.call.complaints.get.query({ id })).whatHappened).toBe(whatHappened)
})

describe('a body that is too large or none', () => {
  const rpc = (body: BodyInit, more: RequestInit = {}) =>
    clerk.fetch('rpc/complaints.register', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      ...more,
    })

  it('of 10 MB is turned away before it is read as a form', async () => {
    const commits = watch.commits()
    const response = await rpc(JSON.stringify({ ...intake(), whatHappened: 'x'.repeat(10 * 1024 * 1024) }))
    expect(response.status).toBe(400)
    expect(JSON.stringify(await response.json())).toContain('too_large')
    expect(watch.commits()).toBe(commits)
  })

  it.each(['', '{', 'null', '[]', '"text"', '{"__proto__":{"level":1}}'])(
    '%j is not recorded',
    async (body) => {
      const commits = watch.commits()
      const response = await rpc(body)
      expect(response.status).toBe(400)
      expect(await response.text()).not.toMatch(/at .*\.ts|node_modules/)
      expect(watch.commits()).toBe(commits)
    },
  )

  it('a call that there is not says so', async () => {
    const response = await clerk.fetch('rpc/complaints.erase', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
    expect(response.status).toBe(404)
    expect(JSON.stringify(await response.json())).toContain('call_unknown')
  })
})

it('nothing outside the page is served as the page', async () => {
  for (const tried of [
    '..%2f..%2fpackage.json',
    '%2e%2e/%2e%2e/package.json',
    'assets/../../../package.json',
  ])
    expect((await fetch(`${desk.url}${tried}`)).status, tried).toBe(404)
})

it('a page of another site is turned away', async () => {
  const origin = { origin: 'https://example.com' }
  const response = await fetch(`${desk.url}rpc/desk.status`, { headers: origin })
  expect(response.status).toBe(403)
})
