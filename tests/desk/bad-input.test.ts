import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RegisterInput } from '../../domain/complaint/input.ts'
import type { Action } from '../../domain/complaint/moves.ts'
import type { State } from '../../domain/vocabulary.ts'
import type { DeskPerson, RefusalView, TestDesk } from '../helpers/desk.ts'
import { pin, refusalOf, startStore, testStaff } from '../helpers/desk.ts'
import type { Walked } from '../helpers/walk.ts'
import { act, apologyLine, intake, walk } from '../helpers/walk.ts'
import type { FileWatch } from '../helpers/watch.ts'
import { watchFile } from '../helpers/watch.ts'

let desk: TestDesk
let watch: FileWatch
let clerk: DeskPerson
let manager: DeskPerson
beforeAll(async () => {
  desk = await startStore()
  watch = watchFile(desk)
  clerk = await desk.as(testStaff.clerk)
  manager = await desk.as(testStaff.manager)
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

describe('an action is not done', () => {
  const nobody = randomUUID()
  const line = { ...apologyLine, kind: 'refund' as const, basis: 'law' as const }
  const propose = (lines: unknown[]) => ({
    options: [{ lines }],
    wording: '致歉',
    terms: '',
    internalFloor: '',
  })
  const past = '2026-05-19T00:00:00Z'
  const cases: readonly [string, State, Action, unknown, string, string][] = [
    [
      'accepted by nobody',
      'registered',
      'accept',
      { handlerId: nobody, customerPresent: true },
      'staff_unknown',
      'input.handlerId',
    ],
    [
      'with nothing where something is asked',
      'accepted',
      'settle_at_counter',
      {},
      'not_valid',
      'input.settlement',
    ],
    ['with no input at all', 'accepted', 'note', undefined, 'not_valid', 'input'],
    ['an empty note', 'accepted', 'note', { text: '  ' }, 'required', 'input.text'],
    [
      'a note of 10,000 characters',
      'accepted',
      'note',
      { text: '长'.repeat(10_000) },
      'too_long',
      'input.text',
    ],
    [
      'due on 30 February',
      'accepted',
      'dispatch',
      { department: 'store', question: '?', dueAt: '2026-02-30T10:00:00Z' },
      'not_an_instant',
      'input.dueAt',
    ],
    [
      'due yesterday',
      'accepted',
      'dispatch',
      { department: 'store', question: '?', dueAt: past },
      'in_the_past',
      'input.dueAt',
    ],
    [
      'due at a time without its offset',
      'accepted',
      'dispatch',
      { department: 'store', question: '?', dueAt: '2026-06-01T10:00:00' },
      'not_an_instant',
      'input.dueAt',
    ],
    [
      'postponed to 31 June',
      'accepted',
      'postpone',
      { reason: '等', newDate: '2026-06-31', consent: true, evidence: '信' },
      'not_a_date',
      'input.newDate',
    ],
    [
      'postponed to today',
      'accepted',
      'postpone',
      { reason: '等', newDate: '2026-05-20', consent: true, evidence: '信' },
      'in_the_past',
      'input.newDate',
    ],
    ['held until yesterday', 'accepted', 'hold', { reason: '等', until: past }, 'in_the_past', 'input.until'],
    [
      'held until the year 9999',
      'accepted',
      'hold',
      { reason: '等', until: '9999-12-31T00:00:00Z' },
      'too_far_ahead',
      'input.until',
    ],
    [
      'a contact without the next step',
      'accepted',
      'log_contact',
      {
        direction: 'in',
        channel: 'phone',
        reached: true,
        said: '催',
        nextStep: '',
        nextAt: null,
        nuisance: false,
      },
      'required',
      'input.nextStep',
    ],
    ['proposed without a line', 'proposing', 'propose', propose([]), 'needs_remedy', 'input.options.0.lines'],
    [
      'proposed with less than no money',
      'proposing',
      'propose',
      propose([{ ...line, amountFen: -1 }]),
      'not_an_amount',
      'input.options.0.lines.0.amountFen',
    ],
    [
      'proposed with half a fen',
      'proposing',
      'propose',
      propose([{ ...line, amountFen: 0.5 }]),
      'not_an_amount',
      'input.options.0.lines.0.amountFen',
    ],
    [
      'promised for 29 February of a common year',
      'proposing',
      'propose',
      propose([{ ...line, dueOn: '2027-02-29' }]),
      'not_a_date',
      'input.options.0.lines.0.dueOn',
    ],
    [
      'accepted for an option that was not offered',
      'communicated',
      'customer_accepts',
      { opinion: '好', how: 'phone', option: 1 },
      'option_not_offered',
      'input.option',
    ],
    [
      'a task that is none',
      'executing',
      'task_done',
      { taskId: nobody, evidence: '证' },
      'task_not_found',
      'input.tasks.0',
    ],
    [
      'executed without evidence',
      'executing',
      'complete_execution',
      { tasks: [], wordHow: 'phone', word: '好了' },
      'task_without_evidence',
      'input.tasks',
    ],
    [
      'a visit less than satisfied without the reason',
      'executed',
      'return_visit',
      { how: 'phone', solution: 'neutral', handler: null, technician: null, remarks: '', reason: '' },
      'required',
      'input.reason',
    ],
    [
      'merged into a number that nobody has',
      'accepted',
      'merge',
      { intoNumber: 'TS001-20260520-9999' },
      'merge_target_unknown',
      'input.intoNumber',
    ],
    [
      'raised to the level that it has',
      'accepted',
      'raise_level',
      { level: 2, reason: '急' },
      'level_not_higher',
      'input.level',
    ],
    [
      'lowered to a higher level',
      'accepted',
      'lower_level',
      { level: 4, reason: '轻', pin },
      'level_not_lower',
      'input.level',
    ],
    [
      'voided with letters for a PIN',
      'accepted',
      'void',
      { reason: '错', pin: 'abcdef' },
      'not_a_pin',
      'input.pin',
    ],
  ]
  const made = new Map<State, Promise<Walked>>()
  const inState = (state: State) => {
    const known = made.get(state) ?? walk(desk, state)
    made.set(state, known)
    return known
  }
  it.each(cases)('%s', async (_what, state, action, input, key, field) => {
    const { id } = await inState(state)
    const { version } = await manager.call.complaints.get.query({ id })
    await refusedWithoutTrace(
      () =>
        manager.call.complaints.act.mutate({
          commandId: randomUUID(),
          complaintId: id,
          seenVersion: version,
          action,
          input,
        }),
      invalid(key, field),
    )
  })

  it('that the table does not know', async () => {
    const { id } = await inState('accepted')
    const call = {
      commandId: randomUUID(),
      complaintId: id,
      seenVersion: 1,
      action: 'delete' as Action,
      input: {},
    }
    await refusedWithoutTrace(() => manager.call.complaints.act.mutate(call), invalid('not_valid', 'action'))
  })

  it('on a complaint that nobody recorded', async () => {
    const call = {
      commandId: randomUUID(),
      complaintId: randomUUID(),
      seenVersion: 1,
      action: 'note' as const,
      input: { text: '记' },
    }
    await refusedWithoutTrace(() => manager.call.complaints.act.mutate(call), {
      code: 'not_found',
      key: 'complaint_not_found',
    })
  })

  it('merging a complaint into itself or into one that has ended', async () => {
    const one = await walk(desk, 'accepted')
    const ended = await walk(desk, 'voided')
    const into = (intoNumber: string) => act(manager, one.id, 'merge', { intoNumber })
    expect(await refusalOf(into(one.number))).toMatchObject({ key: 'merge_target_unknown' })
    expect(await refusalOf(into(ended.number))).toMatchObject({ key: 'merge_target_ended' })
  })
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
