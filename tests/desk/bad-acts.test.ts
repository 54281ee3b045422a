import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Action } from '../../domain/complaint/moves.ts'
import type { State } from '../../domain/vocabulary.ts'
import type { DeskPerson, RefusalView, TestDesk } from '../helpers/desk.ts'
import { pin, refusalOf, startStore, testStaff } from '../helpers/desk.ts'
import type { Walked } from '../helpers/walk.ts'
import { act, apologyLine, walk } from '../helpers/walk.ts'
import type { FileWatch } from '../helpers/watch.ts'
import { watchFile } from '../helpers/watch.ts'

let desk: TestDesk
let watch: FileWatch
let manager: DeskPerson
beforeAll(async () => {
  desk = await startStore()
  watch = watchFile(desk)
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
  const contact = {
    direction: 'in',
    channel: 'phone',
    reached: true,
    said: '催',
    nextStep: '回电',
    nextAt: '2026-05-21T02:00:00Z',
    nuisance: false,
  }
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
    [
      'due in the year 9999',
      'accepted',
      'dispatch',
      { department: 'store', question: '?', dueAt: '9999-12-31T00:00:00Z' },
      'too_far_ahead',
      'input.dueAt',
    ],
    [
      'postponed for more than a year',
      'accepted',
      'postpone',
      { reason: '等', newDate: '2027-06-01', consent: true, evidence: '信' },
      'too_far_ahead',
      'input.newDate',
    ],
    [
      'a next step that should have been yesterday',
      'accepted',
      'log_contact',
      { ...contact, nextAt: past },
      'in_the_past',
      'input.nextAt',
    ],
    [
      'a next step in ten years',
      'accepted',
      'log_contact',
      { ...contact, nextAt: '2036-05-20T00:00:00Z' },
      'too_far_ahead',
      'input.nextAt',
    ],
    [
      'a repair at the customer’s home in ten years',
      'accepted',
      'log_contact',
      { ...contact, onSiteAt: '2036-05-20T00:00:00Z' },
      'too_far_ahead',
      'input.onSiteAt',
    ],
    [
      'promised for yesterday',
      'proposing',
      'propose',
      propose([{ ...line, dueOn: '2026-05-19' }]),
      'in_the_past',
      'input.options.0.lines.0.dueOn',
    ],
    [
      'promised for the year 9999',
      'proposing',
      'propose',
      propose([{ ...line, dueOn: '9999-12-31' }]),
      'too_far_ahead',
      'input.options.0.lines.0.dueOn',
    ],
    [
      'a note of nothing that anybody sees',
      'accepted',
      'note',
      { text: '\u200b\u2060' },
      'required',
      'input.text',
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
