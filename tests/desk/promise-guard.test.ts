import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { State } from '../../domain/vocabulary.ts'
import type { DeskPerson, TestDesk } from '../helpers/desk.ts'
import { pin, refusalIn, refusalOf, startStore, testStaff } from '../helpers/desk.ts'
import type { Walked } from '../helpers/walk.ts'
import { act, apologyLine, compensationLine, walk } from '../helpers/walk.ts'

const outcome = '一千二百元补偿到您的账户'
const floor = '最多可以给到三千元'
const told = { wording: outcome, internalFloor: floor }

let desk: TestDesk
let clerk: DeskPerson
let manager: DeskPerson
let other: DeskPerson

beforeAll(async () => {
  desk = await startStore()
  clerk = await desk.as(testStaff.clerk)
  manager = await desk.as(testStaff.manager)
  other = await desk.as(testStaff.otherManager)
})
afterAll(() => desk.close())

const pdf = (id: string) => clerk.fetch(`print.pdf?kind=resolution&id=${id}&paper=a4&lang=zh-CN`)

async function propose(complaint: Walked, wording = outcome): Promise<string> {
  await act(other, complaint.id, 'propose', {
    options: [{ lines: [apologyLine] }],
    wording,
    terms: '',
    internalFloor: floor,
  })
  return (await complaint.view()).resolutions[0]?.id ?? ''
}

/** What a customer could be shown or handed, from every call that lists, finds or prints. */
async function shown(complaint: Walked): Promise<string> {
  const { call } = clerk
  const { customer } = await complaint.view()
  const all = { states: [], levels: [], departments: [], handlerId: null, cursor: null, limit: 100 }
  const answers = await Promise.all([
    call.complaints.list.query({ ...all, text: complaint.number, sort: 'number', descending: true }),
    call.complaints.today.query({ scope: 'all', filter: 'all', cursor: null, limit: 100 }),
    call.complaints.awaitingSignature.query(),
    call.complaints.doubles.query({ customerId: customer.id, phone: '', orderNumber: '' }),
    call.customers.earlier.query({ customerId: customer.id }),
    call.customers.recall.query({ text: '13800020001' }),
    call.prints.get.query({ kind: 'intake_record', id: complaint.id }),
  ])
  return JSON.stringify(answers)
}

describe('before the signature', () => {
  const states: readonly State[] = ['proposing', 'awaiting_signature', 'awaiting_approval']

  it.each(states)('a written resolution in state %s comes out of no call', async (state) => {
    const complaint = await walk(desk, state, told)
    const id = state === 'proposing' ? await propose(complaint) : (await complaint.view()).resolutions[0]?.id
    if (id === undefined) throw new Error('No resolution')
    for (const person of [clerk, manager, other, await desk.as(testStaff.logistics)])
      expect(await refusalOf(person.call.prints.get.query({ kind: 'resolution', id }))).toMatchObject({
        code: 'not_allowed',
        key: 'outcome_not_signed',
      })
    const response = await pdf(id)
    expect(response.status).toBe(403)
    expect(await refusalIn(response)).toMatchObject({ key: 'outcome_not_signed' })
    expect(await shown(complaint)).not.toContain(outcome)
    const view = await complaint.view()
    const nothingToldYet = { resolutionIds: [], outcomeNotice: false, opinions: [], surveys: [] }
    expect(view.prints).toMatchObject({ intakeRecord: true, ...nothingToldYet })
    expect(JSON.stringify(view.happenings)).not.toContain(outcome)
  })

  it.each(states)('there is no outcome notice and no word to the customer in state %s', async (state) => {
    const complaint = await walk(desk, state, { ...told, level: 4 })
    const at = new Date(desk.clock.now()).toISOString()
    const notice = act(other, complaint.id, 'outcome_notice', { salesDepartment: '厨卫', text: outcome })
    expect(await refusalOf(notice)).toMatchObject({ code: 'not_allowed', key: 'wrong_state' })
    const spoken = act(other, complaint.id, 'communicate', {
      deliveredHow: 'message',
      deliveredAt: at,
      spokenHow: 'phone',
      spokenAt: at,
    })
    expect(await refusalOf(spoken)).toMatchObject({ code: 'not_allowed', key: 'wrong_state' })
    const print = clerk.call.prints.get.query({ kind: 'outcome_notice', id: complaint.id })
    expect(await refusalOf(print)).toMatchObject({ code: 'not_found' })
  })

  it('a resolution that was returned or that head office refused stays unsaid for good', async () => {
    const returned = await walk(desk, 'awaiting_signature', told)
    await act(manager, returned.id, 'return_for_rework', { reason: '补期限' })
    const refused = await walk(desk, 'awaiting_approval', told)
    await act(manager, refused.id, 'head_office_ruling', {
      decision: 'refuse',
      reference: '批 2',
      text: '不同意',
      pin,
    })
    for (const complaint of [returned, refused]) {
      const id = (await complaint.view()).resolutions[0]?.id ?? ''
      expect(await refusalOf(clerk.call.prints.get.query({ kind: 'resolution', id }))).toMatchObject({
        key: 'outcome_not_signed',
      })
    }
  })

  it('telling the customer cannot be dated before the signature or into the future', async () => {
    const complaint = await walk(desk, 'signed', told)
    const now = desk.clock.now()
    const input = (deliveredAt: number, spokenAt: number) => ({
      deliveredHow: 'message' as const,
      deliveredAt: new Date(deliveredAt).toISOString(),
      spokenHow: 'phone' as const,
      spokenAt: new Date(spokenAt).toISOString(),
    })
    const early = act(clerk, complaint.id, 'communicate', input(now - 3_600_000, now))
    expect(await refusalOf(early)).toMatchObject({ key: 'before_signature', field: 'input.deliveredAt' })
    const late = act(clerk, complaint.id, 'communicate', input(now, now + 3_600_000))
    expect(await refusalOf(late)).toMatchObject({ key: 'in_the_future', field: 'input.spokenAt' })
  })
})

describe('after the signature', () => {
  it('the slip carries number, version, signer, time and a code that finds the original', async () => {
    const complaint = await walk(desk, 'signed', told)
    const paper = (await complaint.view()).resolutions[0]
    if (paper === undefined) throw new Error('No resolution')
    const print = await clerk.call.prints.get.query({ kind: 'resolution', id: paper.id })
    expect(print).toMatchObject({
      kind: 'resolution',
      number: complaint.number,
      version: 1,
      wording: outcome,
      signature: {
        signerNumber: testStaff.manager,
        at: new Date(desk.clock.now()).toISOString(),
        selfSigned: false,
      },
    })
    const code = paper.signature?.checkCode ?? ''
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/)
    const asTyped = ` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)} `
    expect(await clerk.call.prints.byCheckCode.query({ code: asTyped })).toEqual({
      kind: 'resolution',
      complaintId: complaint.id,
      resolutionId: paper.id,
      number: complaint.number,
      version: 1,
    })
  })

  it('a code that nobody signed finds nothing', async () => {
    for (const code of ['', 'ZZZZZZZZ', '12345678', '<script>'])
      expect(await refusalOf(clerk.call.prints.byCheckCode.query({ code }))).toMatchObject({
        key: 'check_code_unknown',
      })
  })

  it('what head office approved is signed by the store and says the reference', async () => {
    const complaint = await walk(desk, 'awaiting_approval', told)
    await act(manager, complaint.id, 'head_office_ruling', {
      decision: 'approve',
      reference: '总部批第 9 号',
      text: '同意',
      pin,
    })
    const id = (await complaint.view()).resolutions[0]?.id ?? ''
    expect(await clerk.call.prints.get.query({ kind: 'resolution', id })).toMatchObject({
      signature: { approvalReference: '总部批第 9 号' },
    })
  })

  it('the signed version stays to be had while its successor is not signed', async () => {
    const complaint = await walk(desk, 'proposing', {
      ...told,
      round: 2,
      options: [[compensationLine(1_000)]],
    })
    const second = await propose(complaint, '第二版：改为换货')
    const [newest, first] = (await complaint.view()).resolutions
    expect([newest?.version, first?.version]).toEqual([2, 1])
    expect(await clerk.call.prints.get.query({ kind: 'resolution', id: first?.id ?? '' })).toMatchObject({
      version: 1,
      wording: outcome,
    })
    expect(await refusalOf(clerk.call.prints.get.query({ kind: 'resolution', id: second }))).toMatchObject({
      key: 'outcome_not_signed',
    })
    expect((await complaint.view()).prints.resolutionIds).toEqual([first?.id])
  })

  it('a paper that was turned down, replaced or voided says so and does not look valid', async () => {
    const standing = async (complaint: Walked, version: number) => {
      const paper = (await complaint.view()).resolutions.find((each) => each.version === version)
      const print = await clerk.call.prints.get.query({ kind: 'resolution', id: paper?.id ?? '' })
      return print.kind === 'resolution' ? [print.standing, print.supersededBy] : []
    }
    const twice = await walk(desk, 'signed', told)
    expect(await standing(twice, 1)).toEqual(['valid', null])
    const rejected = await walk(desk, 'proposing', { ...told, round: 2 })
    expect(await standing(rejected, 1)).toEqual(['rejected', null])
    const superseded = await walk(desk, 'signed', { ...told, round: 2 })
    expect(await standing(superseded, 1)).toEqual(['superseded', 2])
    expect(await standing(superseded, 2)).toEqual(['valid', null])
    await act(manager, twice.id, 'void', { reason: '录错', pin })
    expect(await standing(twice, 1)).toEqual(['void', null])
  })

  it('an alternative that nobody has heard yet keeps its paper valid', async () => {
    const complaint = await walk(desk, 'communicated', {
      ...told,
      options: [[compensationLine(1_000)], [compensationLine(2_000)]],
    })
    await act(other, complaint.id, 'customer_rejects', { opinion: '不行', how: 'phone' })
    const id = (await complaint.view()).resolutions[0]?.id ?? ''
    const print = await clerk.call.prints.get.query({ kind: 'resolution', id })
    expect(print).toMatchObject({ standing: 'valid' })
  })

  it('the internal floor stands on no sheet', async () => {
    const complaint = await walk(desk, 'closed', { ...told, level: 4 })
    const id = (await complaint.view()).resolutions[0]?.id ?? ''
    const prints = await Promise.all([
      clerk.call.prints.get.query({ kind: 'intake_record', id: complaint.id }),
      clerk.call.prints.get.query({ kind: 'resolution', id }),
      clerk.call.prints.get.query({ kind: 'outcome_notice', id: complaint.id }),
    ])
    expect(prints).toHaveLength(3)
    expect(JSON.stringify(prints)).toContain(outcome)
    expect(JSON.stringify(prints)).not.toContain(floor)
    expect(JSON.stringify(prints)).not.toContain('internalFloor')
  })
})

it('nothing is printed for anybody who is not signed in', async () => {
  const complaint = await walk(desk, 'signed', told)
  const id = (await complaint.view()).resolutions[0]?.id ?? ''
  expect(await refusalOf(desk.open.prints.get.query({ kind: 'resolution', id }))).toMatchObject({
    code: 'signed_out',
  })
  const response = await fetch(`${desk.url}print.pdf?kind=resolution&id=${id}&paper=a4&lang=en`)
  expect(response.status).toBe(401)
})
