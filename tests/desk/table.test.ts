import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ActionInputs } from '../../domain/complaint/input.ts'
import type { Action } from '../../domain/complaint/moves.ts'
import type { State } from '../../domain/vocabulary.ts'
import { states } from '../../domain/vocabulary.ts'
import type { ComplaintView } from '../../electron/desk/views.ts'
import type { DeskPerson, TestDesk } from '../helpers/desk.ts'
import { pin, refusalOf, startStore, testStaff } from '../helpers/desk.ts'
import { onePixel, upload } from '../helpers/files.ts'
import type { Cast, WrittenRow } from '../helpers/section-three.ts'
import { sectionThree } from '../helpers/section-three.ts'
import type { Walked, WalkOptions } from '../helpers/walk.ts'
import { act, actOnVersion, apologyLine, compensationLine, intake, walk } from '../helpers/walk.ts'
import type { FileWatch } from '../helpers/watch.ts'
import { watchFile } from '../helpers/watch.ts'

/** Who is tried on a complaint of which handler, and as whom in the written table. */
const tried: readonly { handler: string; people: readonly (readonly [string, Cast])[] }[] = [
  {
    handler: testStaff.clerk,
    people: [
      [testStaff.clerk, 'handling_clerk'],
      [testStaff.otherClerk, 'clerk'],
      [testStaff.technician, 'technician'],
      [testStaff.logistics, 'own_department'],
      [testStaff.finance, 'other_department'],
      [testStaff.supervisor, 'supervisor'],
      [testStaff.manager, 'manager'],
    ],
  },
  { handler: testStaff.technician, people: [[testStaff.technician, 'handling_technician']] },
  { handler: testStaff.supervisor, people: [[testStaff.supervisor, 'supervisor']] },
  { handler: testStaff.manager, people: [[testStaff.manager, 'manager']] },
]

let desk: TestDesk
let watch: FileWatch
let driver: DeskPerson
let goesOn: string
let picture: { sha256: string; name: string }

beforeAll(async () => {
  desk = await startStore()
  watch = watchFile(desk)
  driver = await desk.as(testStaff.otherManager)
  goesOn = (await driver.call.complaints.register.mutate(intake({ level: 2 }))).number
  picture = await upload(driver, onePixel, '照片.png')
})
afterAll(async () => {
  watch.close()
  await desk.close()
})

const later = () => new Date(desk.clock.now() + 86_400_000).toISOString()
const now = () => new Date(desk.clock.now()).toISOString()
const nowhere = '00000000-0000-4000-8000-000000000000'

/** Input that the action takes wherever the table allows it. */
function inputFor(view: ComplaintView, person: DeskPerson): { [A in Action]: ActionInputs[A] } {
  const open = view.tasks.filter((task) => task.doneAt === null)
  const done = open.map((task) => ({ taskId: task.id, evidence: '凭证' }))
  return {
    accept: { handlerId: driver.staff.id, customerPresent: true },
    settle_at_counter: { settlement: 'explanation', what: '当面说明' },
    investigate: {},
    record_finding: {
      founded: true,
      quality: false,
      cause: '漏装',
      department: 'logistics',
      person: '',
      evidence: '',
    },
    dispatch: { department: 'logistics', question: '为什么?', dueAt: null },
    department_answer: { answer: '漏单', plan: '', improvement: '', acknowledgedBy: '周' },
    recall_dispatch: { reason: '部门错了' },
    propose: { options: [{ lines: [apologyLine] }], wording: '致歉', terms: '', internalFloor: '' },
    submit: {},
    sign: { resolutionId: view.resolutions[0]?.id ?? nowhere, pin },
    return_for_rework: { reason: '写清楚' },
    head_office_ruling: { decision: 'approve', reference: '批 1', text: '同意', pin },
    communicate: { deliveredHow: 'handed_over', deliveredAt: now(), spokenHow: 'phone', spokenAt: now() },
    customer_accepts: { opinion: '好', how: 'phone', option: 0 },
    customer_rejects: { opinion: '不好', how: 'phone' },
    task_done: { taskId: open[0]?.id ?? nowhere, evidence: '凭证' },
    complete_execution: { tasks: done, wordHow: 'phone', word: '办好了' },
    outcome_notice: { salesDepartment: '小家电', text: '已处理' },
    return_visit: {
      how: 'phone',
      solution: 'satisfied',
      handler: null,
      technician: null,
      remarks: '',
      reason: '',
    },
    close_without_visit: { remark: '匿名' },
    end_unsettled: { reason: '未果', referredTo: '消委会', pin },
    withdraw: { words: '算了', approval: { staffNumber: testStaff.supervisor, pin } },
    merge: { intoNumber: goesOn },
    void: { reason: '录错', pin },
    reopen: { reason: '又来了' },
    log_contact: {
      direction: 'in',
      channel: 'phone',
      reached: true,
      said: '问进展',
      nextStep: '回电',
      nextAt: later(),
      nuisance: false,
    },
    add_file: { files: [picture] },
    note: { text: '记一笔' },
    reassign: { handlerId: person.staff.id, reason: '' },
    change_department: { department: 'store', reason: '改' },
    hold: { reason: '等顾客', until: later() },
    release: { reason: '' },
    raise_level: { level: 3, reason: '急' },
    lower_level: { level: 1, reason: '轻', pin },
    postpone: { reason: '等件', newDate: '2026-06-05', consent: true, evidence: '短信' },
  }
}

/** What must be true of the complaint before an action that leaves it in its state. */
async function makeReady(action: Action, id: string): Promise<void> {
  if (action === 'release') await act(driver, id, 'hold', { reason: '等', until: later() })
  if (action === 'outcome_notice') await act(driver, id, 'raise_level', { level: 4, reason: '重大' })
}

/** Puts back what such an action changed, so that the next person finds the same complaint. */
async function putBack(action: Action, id: string, handlerId: string): Promise<void> {
  const manager = await desk.as(testStaff.manager)
  if (action === 'hold') await act(driver, id, 'release', { reason: '' })
  if (action === 'reassign') await act(driver, id, 'reassign', { handlerId, reason: '还原' })
  if (action === 'change_department')
    await act(driver, id, 'change_department', { department: 'logistics', reason: '改回' })
  if (action === 'raise_level' || action === 'outcome_notice')
    await act(manager, id, 'lower_level', { level: 2, reason: '还原', pin })
  if (action === 'lower_level') await act(driver, id, 'raise_level', { level: 2, reason: '还原' })
}

/** All that this person may not do, in one request. */
async function tryRefused(
  person: DeskPerson,
  view: ComplaintView,
  rows: readonly WrittenRow[],
): Promise<void> {
  const commits = watch.commits()
  const inputs = inputFor(view, person)
  const together = { ...person, call: person.together }
  const keys = await Promise.all(
    rows.map(async ({ action }) => {
      const { code, key } = await refusalOf(
        actOnVersion(together, view.id, view.version, action, inputs[action]),
      )
      return `${action}: ${code} ${key}`
    }),
  )
  const expected = rows.map(
    ({ action, from }) => `${action}: not_allowed ${from.has(view.state) ? 'wrong_person' : 'wrong_state'}`,
  )
  expect(keys, person.staff.number).toEqual(expected)
  expect(watch.commits(), person.staff.number).toBe(commits)
}

async function tryAllowed(person: DeskPerson, complaint: Walked, { action, to }: WrittenRow): Promise<void> {
  const view = await complaint.view()
  const { seq } = watch.head()
  // A file is added by whoever uploaded it, and once.
  if (action === 'add_file') picture = await upload(person, onePixel, '照片.png')
  const input = inputFor(view, person)[action]
  const done = await actOnVersion(person, view.id, view.version, action, input)
  const where = `${action} by ${person.staff.number}`
  expect(done.state, where).toBe(to === 'same' ? view.state : to)
  expect(done.version, where).toBe(view.version + 1)
  expect(watch.head().seq, where).toBeGreaterThan(seq)
}

/** The complaint on which an action that leads elsewhere is tried. */
async function prepared(state: State, action: Action, options: WalkOptions): Promise<Walked> {
  const complaint = await walk(desk, state, { ...options, round: action === 'end_unsettled' ? 2 : undefined })
  if (action === 'submit') {
    const { propose } = inputFor(await complaint.view(), driver)
    await act(driver, complaint.id, 'propose', propose)
  }
  return complaint
}

/** So many tasks that everybody who may finds one that is still to be done: evidence that was given stands. */
const tasksForAll = Array.from({ length: 12 }, () => compensationLine(100))

const ofHandler = (handler: string, state: State): WalkOptions => ({
  handler,
  register: { customer: { kind: 'anonymous' }, purchase: null },
  ...(state === 'executing' ? { options: [tasksForAll] } : {}),
})

describe.each(states)('a complaint in state %s', (state) => {
  it.each(tried)(
    'of handler $handler takes from everybody exactly what the table allows',
    async ({ handler, people }) => {
      const options = ofHandler(handler, state)
      const shared = await walk(desk, state, options)
      const handlerId = (await desk.as(handler)).staff.id
      for (const [number, name] of people) {
        const person = await desk.as(number)
        const rows = Map.groupBy(sectionThree.values(), (row) => row.from.has(state) && row.who.has(name))
        await tryRefused(person, await shared.view(), rows.get(false) ?? [])
        for (const row of rows.get(true) ?? [])
          if (row.to === 'same') {
            await makeReady(row.action, shared.id)
            await tryAllowed(person, shared, row)
            await putBack(row.action, shared.id, handlerId)
          } else await tryAllowed(person, await prepared(state, row.action, options), row)
      }
      expect((await shared.view()).state).toBe(state)
    },
  )
})
