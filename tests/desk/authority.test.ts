import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Action } from '../../domain/complaint/moves.ts'
import type { DeskPerson, TestDesk } from '../helpers/desk.ts'
import { pin, refusalOf, startStore, testStaff } from '../helpers/desk.ts'
import type { OptionLine, Walked } from '../helpers/walk.ts'
import { act, apologyLine, compensationLine, intake, walk } from '../helpers/walk.ts'
import type { FileWatch } from '../helpers/watch.ts'
import { watchFile } from '../helpers/watch.ts'

let desk: TestDesk
let watch: FileWatch
let clerk: DeskPerson
let supervisor: DeskPerson
let manager: DeskPerson
let driver: DeskPerson

beforeAll(async () => {
  desk = await startStore()
  watch = watchFile(desk)
  clerk = await desk.as(testStaff.clerk)
  supervisor = await desk.as(testStaff.supervisor)
  manager = await desk.as(testStaff.manager)
  driver = await desk.as(testStaff.otherManager)
})
afterAll(async () => {
  watch.close()
  await desk.close()
})

/** What the last line of what happened keeps besides its words. */
function factsOfLast(complaintId: string, action: Action | 'register'): unknown {
  const row = watch.raw
    .prepare<[string, string], { facts: string }>(
      'SELECT facts FROM happening WHERE complaint_id = ? AND action = ? ORDER BY id DESC LIMIT 1',
    )
    .get(complaintId, action)
  return JSON.parse(row?.facts ?? 'null')
}

const missing = (...conditions: string[]) => ({ code: 'not_allowed', key: 'missing', missing: conditions })

async function sign(person: DeskPerson, complaint: Walked) {
  const resolutionId = (await complaint.view()).resolutions[0]?.id ?? ''
  return act(person, complaint.id, 'sign', { resolutionId, pin })
}

async function propose(person: DeskPerson, complaint: Walked, lines: OptionLine[]): Promise<void> {
  await act(person, complaint.id, 'propose', {
    options: [{ lines }],
    wording: '我们向您道歉',
    terms: '',
    internalFloor: '',
  })
}

describe('a signer’s limit', () => {
  const gift = (more: Partial<OptionLine>): OptionLine => ({
    ...compensationLine(0),
    kind: 'gift',
    amountFen: null,
    detail: '洗衣机一台',
    ...more,
  })

  it('is not passed by a gift of which nobody says the worth', async () => {
    const complaint = await walk(desk, 'proposing')
    for (const basis of ['goodwill', 'store_mistake'] as const) {
      await propose(driver, complaint, [gift({ basis })])
      expect(await refusalOf(act(driver, complaint.id, 'submit', {}))).toMatchObject(
        missing('resolution_complete'),
      )
      expect((await complaint.view()).resolutions[0]?.gaps).toEqual(['amount'])
    }
  })

  it('is not passed by calling goodwill the law or the store’s mistake', async () => {
    const named: OptionLine = { ...compensationLine(300_000), basis: 'law', detail: '消法第五十五条' }
    const mistake: OptionLine = { ...compensationLine(300_000), basis: 'store_mistake' }
    const byLaw = await walk(desk, 'awaiting_signature', { options: [[named]] })
    const byMistake = await walk(desk, 'awaiting_signature', { options: [[mistake]] })
    for (const complaint of [byLaw, byMistake])
      expect(await refusalOf(sign(supervisor, complaint))).toMatchObject(missing('within_signing_limit'))
    expect((await sign(manager, byLaw)).state).toBe('signed')
    expect((await sign(manager, byMistake)).state).toBe('awaiting_approval')
  })

  it('needs the law by name where a line is said to rest on it', async () => {
    const complaint = await walk(desk, 'proposing')
    await propose(driver, complaint, [{ ...compensationLine(100), basis: 'law' }])
    expect((await complaint.view()).resolutions[0]?.gaps).toEqual(['detail'])
  })

  it('is per complaint: what an earlier paper gave is not given a second time', async () => {
    const complaint = await walk(desk, 'executed', { options: [[compensationLine(150_000)]] })
    await act(driver, complaint.id, 'return_visit', {
      how: 'phone',
      solution: 'dissatisfied',
      handler: null,
      technician: null,
      remarks: '',
      reason: '还是响',
    })
    await propose(driver, complaint, [compensationLine(60_000)])
    await act(driver, complaint.id, 'submit', {})
    expect((await complaint.view()).resolutions[0]?.goodwill).toMatchObject({ totalFen: 210_000 })
    expect((await sign(manager, complaint)).state).toBe('awaiting_approval')
  })

  it('counts nothing of what the customer turned down', async () => {
    const complaint = await walk(desk, 'awaiting_signature', {
      round: 2,
      options: [[compensationLine(150_000)]],
    })
    expect((await sign(manager, complaint)).state).toBe('signed')
  })
})

describe('four eyes', () => {
  it('nobody who had a hand in the version signs it, also when others wrote it anew', async () => {
    const complaint = await walk(desk, 'proposing')
    for (const person of [manager, supervisor, driver]) await propose(person, complaint, [apologyLine])
    await act(clerk, complaint.id, 'submit', {})
    for (const person of [manager, supervisor, driver])
      expect(await refusalOf(sign(person, complaint)), person.staff.number).toMatchObject(
        missing('not_own_paper'),
      )
  })

  it('the ruling on a paper is not typed in by whoever wrote it', async () => {
    const complaint = await walk(desk, 'awaiting_approval')
    const ruling = { decision: 'approve', reference: '总批 7', text: '同意', pin } as const
    expect(await refusalOf(act(driver, complaint.id, 'head_office_ruling', ruling))).toMatchObject(
      missing('not_own_paper'),
    )
    expect((await act(manager, complaint.id, 'head_office_ruling', ruling)).state).toBe('signed')
    // The reference is somebody's free text and lies with the sealed words, not with the plain facts.
    expect(factsOfLast(complaint.id, 'head_office_ruling')).toEqual({ decision: 'approve' })
    const line = (await complaint.view()).happenings.find((each) => each.action === 'head_office_ruling')
    expect(line?.details).toContainEqual({ label: 'reference', text: '总批 7' })
  })

  it('whoever approved a lower level or a withdrawal stands in the record, and no id on the screen', async () => {
    const by = { approvedBy: manager.staff.name, approvedById: manager.staff.id }
    const approval = { staffNumber: testStaff.manager, pin }
    const lowered = await clerk.call.complaints.register.mutate(
      intake({ level: 2, injuryOrDamage: true, levelApproval: approval }),
    )
    expect(factsOfLast(lowered.id, 'register')).toEqual({ level: 2, files: 0, suggestedLevel: 4, ...by })
    await act(driver, lowered.id, 'withdraw', { words: '算了', approval })
    expect(factsOfLast(lowered.id, 'withdraw')).toEqual(by)
    const { happenings } = await driver.call.complaints.get.query({ id: lowered.id })
    expect(JSON.stringify(happenings)).toContain(manager.staff.name)
    expect(JSON.stringify(happenings)).not.toContain(manager.staff.id)
  })
})

describe('a department', () => {
  const answer = { answer: '漏单', plan: '', improvement: '', acknowledgedBy: '周' }

  it('answers the sheet that was sent to it, wherever the complaint was moved meanwhile', async () => {
    const complaint = await walk(desk, 'dispatched')
    await act(driver, complaint.id, 'change_department', { department: 'finance', reason: '改' })
    const finance = await desk.as(testStaff.finance)
    expect(await refusalOf(act(finance, complaint.id, 'department_answer', answer))).toMatchObject({
      key: 'wrong_person',
    })
    const logistics = await desk.as(testStaff.logistics)
    expect((await act(logistics, complaint.id, 'department_answer', answer)).state).toBe('proposing')
  })

  it('reports the task that it carries out as done, and no other department’s', async () => {
    const lines = [compensationLine(100), { ...compensationLine(200), department: 'finance' as const }]
    const complaint = await walk(desk, 'executing', { options: [lines] })
    const [ofLogistics, ofFinance] = (await complaint.view()).tasks
    const finance = await desk.as(testStaff.finance)
    const done = (taskId = '') => act(finance, complaint.id, 'task_done', { taskId, evidence: '凭证' })
    expect(await refusalOf(done(ofLogistics?.id))).toMatchObject({ key: 'wrong_person' })
    expect((await done(ofFinance?.id)).state).toBe('executing')
    // Nothing is left for it to do here.
    expect(await refusalOf(done(ofFinance?.id))).toMatchObject({ key: 'wrong_person' })
  })
})

it('the customer of an anonymous complaint is nobody that another complaint could be of', async () => {
  const anonymous = await walk(desk, 'registered', { register: { customer: { kind: 'anonymous' } } })
  const { customer } = await anonymous.view()
  const again = intake({ customer: { kind: 'known', customerId: customer.id } })
  expect(await refusalOf(clerk.call.complaints.register.mutate(again))).toMatchObject({
    key: 'customer_unknown',
    field: 'customer.customerId',
  })
})
