import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStoreFile } from '../../db/open.ts'
import { verifyStoreFile } from '../../db/verify.ts'
import type { SurveyAnswers } from '../../domain/survey.ts'
import type { SettableClock } from '../helpers/clock.ts'
import { settableClock } from '../helpers/clock.ts'
import type { DeskPerson, TestDesk } from '../helpers/desk.ts'
import { pin, refusalIn, refusalOf, startDesk, startStore, testStaff } from '../helpers/desk.ts'
import { act, walk } from '../helpers/walk.ts'

let clock: SettableClock
let desk: TestDesk
let clerk: DeskPerson
beforeEach(async () => {
  clock = settableClock()
  desk = await startStore({ clock })
  clerk = await desk.signIn(testStaff.otherClerk)
})
afterEach(() => desk.close())

const answers = (solution: SurveyAnswers['solution'], more: Partial<SurveyAnswers> = {}) => ({
  commandId: randomUUID(),
  answers: { solution, handler: null, technician: null, remarks: '', reason: '', ...more },
})

async function turned() {
  const complaint = await walk(desk, 'executed')
  await clerk.call.survey.turn.mutate({ complaintId: complaint.id })
  return complaint
}

describe('a screen that is turned to the customer', () => {
  it('shows nothing but the survey: every other call of the session is refused', async () => {
    const { id, number } = await turned()
    const { call } = clerk
    const calls: (() => Promise<unknown>)[] = [
      () => call.session.me.query(),
      () => call.session.signOut.mutate(),
      () => call.session.changePin.mutate({ oldPin: pin, newPin: '135790' }),
      () => call.complaints.get.query({ id }),
      () => call.complaints.today.query({ scope: 'all', filter: 'all', cursor: null }),
      () => call.customers.recall.query({ text: '周女士' }),
      () => call.staff.list.query(),
      () => call.handover.gather.query(),
      () => call.prints.get.query({ kind: 'intake_record', id }),
      () => call.policy.current.query(),
      () => call.survey.turn.mutate({ complaintId: id }),
      () => call.survey.kept.query({ complaintId: id }),
    ]
    for (const each of calls) expect(await refusalOf(each())).toMatchObject({ key: 'survey_locked' })
    for (const address of [
      'changes',
      `print.pdf?kind=intake_record&id=${id}&paper=a4&lang=zh-CN`,
      `files/${id}`,
    ])
      expect(await refusalIn(await clerk.fetch(address))).toMatchObject({ key: 'survey_locked' })
    expect(await call.survey.shown.query()).toMatchObject({ number, answered: false, staffName: '员工1002' })
  })

  it('stays turned when the desk is started anew', async () => {
    await turned()
    await desk.stop()
    const again = await startDesk({ clock, dataDir: desk.dataDir })
    const response = await fetch(new URL('rpc/session.me', again.url), {
      headers: { authorization: `Bearer ${clerk.token}` },
    })
    expect(await response.text()).toContain('survey_locked')
    await again.close()
  })

  it('leaves the same person’s other window alone', async () => {
    const elsewhere = await desk.signIn(testStaff.otherClerk)
    await turned()
    expect((await elsewhere.call.session.me.query()).staff.number).toBe(testStaff.otherClerk)
  })

  it('opens with the right PIN only, and wrong ones lock as everywhere', async () => {
    const { id } = await turned()
    expect(await refusalOf(clerk.call.survey.unlock.mutate({ pin: '111111' }))).toMatchObject({
      key: 'wrong_pin',
      field: 'pin',
    })
    expect(await refusalOf(clerk.call.session.me.query())).toMatchObject({ key: 'survey_locked' })
    expect(await clerk.call.survey.unlock.mutate({ pin })).toEqual({ complaintId: id, answers: 'none' })
    expect((await clerk.call.session.me.query()).staff.number).toBe(testStaff.otherClerk)
    expect(await refusalOf(clerk.call.survey.shown.query())).toMatchObject({ key: 'screen_not_turned' })
  })

  it('is only turned where the table allows a return visit', async () => {
    const early = await walk(desk, 'executing')
    expect(await refusalOf(clerk.call.survey.turn.mutate({ complaintId: early.id }))).toMatchObject({
      code: 'not_allowed',
    })
    const { id } = await walk(desk, 'executed')
    const technician = await desk.as(testStaff.technician)
    expect(await refusalOf(technician.call.survey.turn.mutate({ complaintId: id }))).toMatchObject({
      code: 'not_allowed',
    })
    expect((await clerk.call.session.me.query()).staff.number).toBe(testStaff.otherClerk)
  })
})

describe('answers given on the turned screen', () => {
  it('that are satisfied close the complaint, in the customer’s own hand', async () => {
    const complaint = await turned()
    await clerk.call.survey.answer.mutate(
      answers('very_satisfied', { handler: 'satisfied', remarks: '很好' }),
    )
    const view = await complaint.view()
    expect(view.state).toBe('closed')
    const visit = view.happenings.find((each) => each.action === 'return_visit')
    expect(visit?.details).toContainEqual({ label: 'byCustomer', text: 'true' })
    expect(await clerk.call.survey.shown.query()).toMatchObject({ answered: true })
    expect(await clerk.call.survey.unlock.mutate({ pin })).toMatchObject({ answers: 'recorded' })
  })

  it('that are less open round 2', async () => {
    const complaint = await turned()
    await clerk.call.survey.answer.mutate(answers('dissatisfied', { reason: '还是漏水' }))
    expect(await complaint.view()).toMatchObject({ state: 'proposing', round: 2 })
  })

  it('that are less need their reason', async () => {
    const complaint = await turned()
    expect(await refusalOf(clerk.call.survey.answer.mutate(answers('dissatisfied')))).toMatchObject({
      code: 'invalid',
      key: 'required',
    })
    expect((await complaint.view()).state).toBe('executed')
  })

  it('whose words contradict the steps wait until a person of the staff has asked back and said why', async () => {
    const complaint = await turned()
    await clerk.call.survey.answer.mutate(answers('very_satisfied', { remarks: '很失望' }))
    expect((await complaint.view()).state).toBe('executed')
    expect(await clerk.call.survey.unlock.mutate({ pin })).toMatchObject({ answers: 'kept' })
    const kept = await clerk.call.survey.kept.query({ complaintId: complaint.id })
    expect(kept).toMatchObject({ solution: 'very_satisfied', remarks: '很失望' })
    const visit = {
      how: 'in_person' as const,
      solution: 'very_satisfied' as const,
      handler: null,
      technician: null,
      remarks: '很失望',
      reason: '',
      byCustomer: true,
    }
    expect(await refusalOf(act(clerk, complaint.id, 'return_visit', visit))).toMatchObject({
      key: 'survey_contradicts',
      field: 'input.contradiction',
    })
    await act(clerk, complaint.id, 'return_visit', { ...visit, contradiction: '说的是天气，问过客户' })
    expect((await complaint.view()).state).toBe('closed')
    expect(await clerk.call.survey.kept.query({ complaintId: complaint.id })).toBeNull()
  })

  it('sent twice are one visit', async () => {
    const complaint = await turned()
    const given = answers('neutral', { reason: '慢' })
    await Promise.all([clerk.call.survey.answer.mutate(given), clerk.call.survey.answer.mutate(given)])
    await clerk.call.survey.answer.mutate(given)
    const view = await complaint.view()
    expect(view.happenings.filter((each) => each.action === 'return_visit')).toHaveLength(1)
  })

  it('stay with the staff where somebody was quicker with the complaint', async () => {
    const complaint = await turned()
    await act(await desk.as(testStaff.manager), complaint.id, 'return_visit', {
      how: 'phone',
      solution: 'satisfied',
      handler: null,
      technician: null,
      remarks: '',
      reason: '',
    })
    await clerk.call.survey.answer.mutate(answers('dissatisfied', { reason: '慢' }))
    expect((await complaint.view()).state).toBe('closed')
    expect(await clerk.call.survey.unlock.mutate({ pin })).toMatchObject({ answers: 'recorded' })
  })

  it('leave the file sound', async () => {
    await turned()
    await clerk.call.survey.answer.mutate(answers('dissatisfied', { reason: '还是漏水' }))
    await desk.stop()
    const file = openStoreFile(path.join(desk.dataDir, 'store.sqlite'))
    expect(verifyStoreFile(file).faults).toEqual([])
    file.raw.close()
  })
})
