import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CaseAction } from '../../domain/case/moves.ts'
import { caseActions } from '../../domain/case/moves.ts'
import type { CaseState } from '../../domain/case/vocabulary.ts'
import { caseStates } from '../../domain/case/vocabulary.ts'
import type { CaseView } from '../../electron/desk/case-views.ts'
import type { CaseInput, CaseWalkOptions, TypedPlan, WalkedCase } from '../helpers/cases.ts'
import {
  actOn,
  actOnSeen,
  couponPlan,
  exchangePlan,
  goodsIn,
  inspected,
  newSerial,
  refundPlan,
  repairPlan,
  walkCase,
} from '../helpers/cases.ts'
import type { DeskPerson, TestDesk } from '../helpers/desk.ts'
import { pin, refusalOf, startStore, testStaff } from '../helpers/desk.ts'
import { pictureNamed, upload } from '../helpers/files.ts'
import type { CaseCast, WrittenCaseRow } from '../helpers/section-seven.ts'
import { sectionSeven } from '../helpers/section-seven.ts'
import { intake } from '../helpers/walk.ts'
import type { FileWatch } from '../helpers/watch.ts'
import { watchFile } from '../helpers/watch.ts'

/** Who is tried on a case of which handler, and as whom in the written table. */
const tried: readonly { handler: string; people: readonly (readonly [string, CaseCast])[] }[] = [
  {
    handler: testStaff.clerk,
    people: [
      [testStaff.clerk, 'handling_clerk'],
      [testStaff.otherClerk, 'clerk'],
      [testStaff.technician, 'technician'],
      [testStaff.logistics, 'department'],
      [testStaff.supervisor, 'supervisor'],
      [testStaff.manager, 'manager'],
    ],
  },
  { handler: testStaff.technician, people: [[testStaff.technician, 'handling_technician']] },
]

let desk: TestDesk
let watch: FileWatch
let driver: DeskPerson
let complaintNumber: string
let pictures = 0

beforeAll(async () => {
  desk = await startStore()
  watch = watchFile(desk)
  driver = await desk.as(testStaff.otherManager)
  complaintNumber = (await driver.call.complaints.register.mutate(intake({ level: 2 }))).number
})
afterAll(async () => {
  watch.close()
  await desk.close()
})

const nowhere = '00000000-0000-4000-8000-000000000000'
const today = '2026-05-20'

/** Input that the action takes wherever the table allows it. */
function inputFor(view: CaseView, person: DeskPerson): { [A in CaseAction]: CaseInput<A> } {
  const voucherNumber = 'V-1'
  return {
    inspect: inspected({ serialSeen: view.lines[0]?.serialNumber ?? '' }),
    receive_goods: goodsIn,
    plan: refundPlan,
    submit: {},
    sign: { planId: view.plan?.id ?? nowhere, pin },
    return_for_rework: { reason: '写清楚' },
    head_office_ruling: { decision: 'approve', reference: '批 1', text: '同意', pin },
    take_payment: { amountFen: view.plan?.payFen ?? 0, method: 'cash', voucherNumber },
    pay_out: { amountFen: view.plan?.refundFen ?? 0, method: 'wechat', voucherNumber },
    start_repair: { on: today, repairer: '授权维修' },
    end_repair: { on: today, failed: false, delay: null, work: '换线' },
    goods_out: {
      serialNumber: view.plan?.remedy === 'exchange' ? newSerial() : '',
      receivedBy: '周女士',
    },
    finish: {},
    adopt_purchase: {},
    decline: { reason: '不符合' },
    withdraw: { words: '不退了' },
    void: { reason: '录错', pin },
    reassign: { handlerId: person.staff.id, reason: '' },
    link_complaint: { number: complaintNumber },
    add_file: { files: [{ sha256: 'a'.repeat(64), name: '照片.png' }] },
    note: { text: '记一笔' },
  }
}

/** What must be planned for an action of an approved case to concern it. */
const plans: Partial<Record<CaseAction, TypedPlan>> = {
  take_payment: { remedy: 'exchange', replacement: { model: 'DJ15', productName: '', priceFen: 39_900 } },
  start_repair: repairPlan,
  end_repair: repairPlan,
  goods_out: exchangePlan,
}

async function changePurchase(view: CaseView): Promise<void> {
  const { purchase } = view
  const lines = purchase.lines.map(({ id, model, serialNumber, quantity, paidFen }) => ({
    id,
    model,
    serialNumber,
    quantity,
    paidFen: (paidFen ?? 0) + 100,
  }))
  await driver.call.purchases.change.mutate({
    commandId: randomUUID(),
    id: purchase.id,
    seenVersion: purchase.version,
    purchase: { orderNumber: '', channel: purchase.channel, invoicedOn: purchase.invoicedOn ?? '', lines },
  })
}

/** A case in this state on which this action may be done by whoever the table names. */
async function prepared(state: CaseState, action: CaseAction, options: CaseWalkOptions): Promise<WalkedCase> {
  const plan = state === 'approved' ? plans[action] : undefined
  // What never arrived is planned for without being looked at.
  const unseen = state === 'opened' && action === 'plan'
  const walked = await walkCase(desk, state, {
    ...options,
    ...(plan === undefined ? {} : { plan }),
    ...(unseen ? { open: { reason: 'not_shipped', faultKind: null } } : {}),
  })
  const view = await walked.view()
  const step = <A extends CaseAction>(name: A, input: CaseInput<A>) => actOn(driver, walked.id, name, input)
  const movesGoods = ['pay_out', 'start_repair', 'end_repair', 'goods_out', 'finish'].includes(action)
  if (state === 'approved' && movesGoods) await step('receive_goods', goodsIn)
  const inputs = inputFor(view, driver)
  if (action === 'end_repair') await step('start_repair', inputs.start_repair)
  if (action === 'finish') await step('pay_out', inputs.pay_out)
  if (action === 'adopt_purchase') await changePurchase(view)
  return walked
}

/** All that this person may not do, in one request. */
async function tryRefused(
  person: DeskPerson,
  view: CaseView,
  rows: readonly WrittenCaseRow[],
): Promise<void> {
  const commits = watch.commits()
  const inputs = inputFor(view, person)
  const together = { ...person, call: person.together }
  const keys = await Promise.all(
    rows.map(async ({ action }) => {
      const { code, key } = await refusalOf(
        actOnSeen(together, view.id, view.version, action, inputs[action]),
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

async function tryAllowed(person: DeskPerson, walked: WalkedCase, row: WrittenCaseRow): Promise<void> {
  const { action, to } = row
  const view = await walked.view()
  const { seq } = watch.head()
  let input = inputFor(view, person)[action]
  if (action === 'add_file') {
    // A file is added by whoever uploaded it, and once.
    pictures += 1
    input = { files: [await upload(person, pictureNamed(`${pictures}`), '照片.png')] }
  }
  const done = await actOnSeen(person, view.id, view.version, action, input)
  const where = `${action} by ${person.staff.number}`
  const begun = view.inspection === null ? 'opened' : 'inspected'
  expect(done.state, where).toBe(to === 'same' ? view.state : to === 'begun_again' ? begun : to)
  expect(done.version, where).toBe(view.version + 1)
  expect(watch.head().seq, where).toBeGreaterThan(seq)
}

/** What can be done again and again with the same case. */
const repeatable: ReadonlySet<CaseAction> = new Set(['reassign', 'add_file', 'note'])

it('has a row for every action', () => {
  expect(sectionSeven.map((row) => row.action)).toEqual([...caseActions])
})

describe.each(caseStates)('a case in state %s', (state) => {
  it.each(tried)(
    'of handler $handler takes from everybody exactly what the table allows',
    async ({ handler, people }) => {
      const options = { handler }
      const shared = await walkCase(desk, state, options)
      const handlerId = (await desk.as(handler)).staff.id
      for (const [number, name] of people) {
        const person = await desk.as(number)
        const rows = Map.groupBy(sectionSeven, (row) => row.from.has(state) && row.who.has(name))
        await tryRefused(person, await shared.view(), rows.get(false) ?? [])
        for (const row of rows.get(true) ?? []) {
          const again = repeatable.has(row.action)
          await tryAllowed(person, again ? shared : await prepared(state, row.action, options), row)
          if (row.action === 'reassign')
            await actOn(driver, shared.id, 'reassign', { handlerId, reason: '还原' })
        }
      }
      expect((await shared.view()).state).toBe(state)
    },
  )
})

describe('what a submission leads to', () => {
  const leads: readonly { who: string; fen: number; to: CaseState }[] = [
    { who: testStaff.clerk, fen: 5_000, to: 'approved' },
    { who: testStaff.clerk, fen: 5_001, to: 'awaiting_signature' },
    { who: testStaff.technician, fen: 1, to: 'awaiting_signature' },
    { who: testStaff.supervisor, fen: 50_000, to: 'approved' },
    { who: testStaff.supervisor, fen: 50_001, to: 'awaiting_signature' },
    { who: testStaff.manager, fen: 200_000, to: 'approved' },
    { who: testStaff.manager, fen: 200_001, to: 'awaiting_signature' },
  ]

  it.each(leads)('by $who with a coupon of $fen fen is $to', async ({ who, fen, to }) => {
    const walked = await walkCase(desk, 'inspected', { handler: who })
    const person = await desk.as(who)
    await actOn(person, walked.id, 'plan', couponPlan(fen))
    expect((await actOn(person, walked.id, 'submit', { pin })).state).toBe(to)
  })
})
