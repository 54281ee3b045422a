import { afterEach, describe, expect, it } from 'vitest'
import type { ClockKind } from '../../domain/clocks.ts'
import type { ActionInputs } from '../../domain/complaint/input.ts'
import type { Action } from '../../domain/complaint/moves.ts'
import type { SettableClock } from '../helpers/clock.ts'
import { settableClock } from '../helpers/clock.ts'
import type { TestDesk } from '../helpers/desk.ts'
import { pin, refusalOf, startStore, testStaff } from '../helpers/desk.ts'
import { dayMs, hourMs, kept, minuteMs, pass } from '../helpers/passing.ts'
import { act, compensationLine, intake } from '../helpers/walk.ts'

/** 2026-05-20 is an ordinary Wednesday; store time is +08:00. */
const at = (time: string, date = '2026-05-20') => new Date(`${date}T${time}:00+08:00`).toISOString()

let opened: TestDesk | null = null
afterEach(() => opened?.close())

/** One complaint, and what the second manager does with it; the first one signs. */
class Life {
  readonly desk: TestDesk
  readonly clock: SettableClock
  readonly id: string
  constructor(desk: TestDesk, clock: SettableClock, id: string) {
    this.desk = desk
    this.clock = clock
    this.id = id
  }

  async does<A extends Action>(action: A, input: ActionInputs[A], who: string = testStaff.otherManager) {
    await act(await this.desk.signIn(who), this.id, action, input)
  }

  async view() {
    const { call } = await this.desk.signIn(testStaff.otherManager)
    return call.complaints.get.query({ id: this.id })
  }

  /** The clock of a kind as the screen gets it: when it began, ends and was stopped. */
  async clockOf(kind: ClockKind) {
    const found = (await this.view()).clocks.find((clock) => clock.kind === kind)
    if (found === undefined) return null
    const { startedAt, dueAt, stoppedAt, provisional } = found
    return { startedAt, dueAt, stoppedAt, provisional }
  }

  async accept(customerPresent = true) {
    const handler = await this.desk.signIn(testStaff.otherManager)
    await this.does('accept', { handlerId: handler.staff.id, customerPresent })
  }

  async contact(more: Partial<ActionInputs['log_contact']> = {}) {
    await this.does('log_contact', {
      direction: 'out',
      channel: 'phone',
      reached: true,
      said: '正在处理',
      nextStep: '再联系',
      nextAt: new Date(this.clock.now() + dayMs).toISOString(),
      nuisance: false,
      ...more,
    })
  }

  async toSigned() {
    await this.does('investigate', {})
    const finding = { founded: true, quality: false, cause: '漏装', department: 'logistics' } as const
    await this.does('record_finding', { ...finding, person: '', evidence: '' })
    const options = [{ lines: [compensationLine(5000)] }]
    await this.does('propose', { options, wording: '我们向您道歉', terms: '', internalFloor: '' })
    await this.does('submit', {})
  }

  async sign() {
    const resolutionId = (await this.view()).resolutions[0]?.id ?? ''
    await this.does('sign', { resolutionId, pin }, testStaff.manager)
  }

  async communicate() {
    const now = new Date(this.clock.now()).toISOString()
    const told = { deliveredHow: 'message', deliveredAt: now, spokenHow: 'phone', spokenAt: now } as const
    await this.does('communicate', told)
  }
}

async function life(start: string, more: Parameters<typeof intake>[0] = {}) {
  const clock = settableClock(start)
  const desk = await startStore({ clock })
  opened = desk
  const { call } = await desk.as(testStaff.otherManager)
  const { id } = await call.complaints.register.mutate(intake(more))
  return new Life(desk, clock, id)
}

const running = { stoppedAt: null, provisional: false }

describe('every clock begins, ends and stops by what is done', () => {
  it('accept and first contact; on a festival day the contact has 45 minutes', async () => {
    const one = await life(at('11:00', '2026-10-01'))
    const transfer = at('11:00', '2026-10-01')
    expect(await one.clockOf('accept')).toEqual({
      startedAt: transfer,
      dueAt: at('12:00', '2026-10-01'),
      ...running,
    })
    one.clock.advance(10 * minuteMs)
    await one.accept(false)
    const accepted = at('11:10', '2026-10-01')
    expect(await one.clockOf('accept')).toMatchObject({ stoppedAt: accepted })
    const firstContact = { startedAt: accepted, dueAt: at('11:55', '2026-10-01') }
    expect(await one.clockOf('first_contact')).toEqual({ ...firstContact, ...running })
    await one.contact({ reached: false })
    expect(await one.clockOf('first_contact')).toMatchObject(running)
    one.clock.advance(minuteMs)
    await one.contact()
    expect(await one.clockOf('first_contact')).toMatchObject({ stoppedAt: at('11:11', '2026-10-01') })
  })

  it('major call-back and handling, when the level becomes major', async () => {
    const one = await life(at('11:00'))
    await one.accept()
    expect(await one.clockOf('handling')).toMatchObject({
      startedAt: at('11:00'),
      dueAt: at('11:00', '2026-05-21'),
    })
    expect(await one.clockOf('major_call_back')).toBeNull()
    one.clock.advance(hourMs)
    await one.does('raise_level', { level: 3, reason: '限时' })
    expect(await one.clockOf('handling')).toMatchObject({
      startedAt: at('11:00'),
      dueAt: at('11:00', '2026-05-23'),
    })
    one.clock.advance(hourMs)
    await one.does('raise_level', { level: 4, reason: '受伤' })
    expect(await one.clockOf('handling')).toMatchObject({
      startedAt: at('13:00'),
      dueAt: at('13:00', '2026-05-22'),
    })
    expect(await one.clockOf('major_call_back')).toEqual({
      startedAt: at('13:00'),
      dueAt: at('13:00', '2026-05-21'),
      ...running,
    })
    one.clock.advance(minuteMs)
    await one.contact()
    expect(await one.clockOf('major_call_back')).toMatchObject({ stoppedAt: at('13:01') })
  })

  it('department answer across the October holiday, with the daily word of progress', async () => {
    const one = await life(at('10:30', '2026-09-30'))
    await one.accept()
    await one.does('dispatch', { department: 'logistics', question: '为什么晚送?', dueAt: null })
    // 1 to 8 October are free; 10 October is a Saturday that is worked.
    expect(await one.clockOf('department_answer')).toEqual({
      startedAt: at('10:30', '2026-09-30'),
      dueAt: at('18:30', '2026-10-10'),
      ...running,
    })
    expect((await one.view()).sheets[0]).toMatchObject({
      dueAt: at('18:30', '2026-10-10'),
      provisional: false,
    })
    expect(await one.clockOf('progress_word')).toMatchObject({ dueAt: at('18:00', '2026-10-01') })
    one.clock.advance(dayMs + hourMs)
    await one.contact({ channel: 'message', reached: false })
    expect(await one.clockOf('progress_word')).toMatchObject({ dueAt: at('18:00', '2026-10-02') })
    // A hold on 9 October adds that working day.
    one.clock.set(at('10:58', '2026-10-09'))
    await pass(one.clock, 2 * minuteMs, minuteMs)
    await one.does('hold', { reason: '客户寄回发票', until: at('16:00', '2026-10-09') })
    expect(await one.clockOf('department_answer')).toMatchObject({ dueAt: at('18:30', '2026-10-12') })
    expect((await one.view()).sheets[0]).toMatchObject({ dueAt: at('18:30', '2026-10-12') })
    one.clock.set(at('11:58', '2026-10-11'))
    await pass(one.clock, 2 * minuteMs, minuteMs)
    const answer = { answer: '漏装一单', plan: '', improvement: '', acknowledgedBy: '李主管' }
    await one.does('department_answer', answer)
    expect(await one.clockOf('department_answer')).toMatchObject({ stoppedAt: at('12:00', '2026-10-11') })
    expect(await one.clockOf('progress_word')).toMatchObject({ stoppedAt: at('12:00', '2026-10-11') })
  })

  it('signature, reply, execution and return visit', async () => {
    const one = await life(at('11:00'))
    await one.accept()
    one.clock.advance(6 * hourMs)
    await one.toSigned()
    expect(await one.clockOf('signature')).toEqual({
      startedAt: at('17:00'),
      dueAt: at('12:30', '2026-05-21'),
      ...running,
    })
    await one.does('return_for_rework', { reason: '金额写明' }, testStaff.manager)
    expect(await one.clockOf('signature')).toMatchObject({ stoppedAt: at('17:00') })
    await one.does('propose', {
      options: [{ lines: [compensationLine(5000)] }],
      wording: '我们向您道歉',
      terms: '',
      internalFloor: '',
    })
    await one.does('submit', {})
    expect(await one.clockOf('signature')).toMatchObject({ startedAt: at('17:00'), ...running })
    one.clock.advance(30 * minuteMs)
    await one.sign()
    expect(await one.clockOf('signature')).toMatchObject({ stoppedAt: at('17:30') })
    expect(await one.clockOf('reply')).toEqual({
      startedAt: at('11:00'),
      dueAt: at('18:30', '2026-05-27'),
      ...running,
    })
    await one.communicate()
    expect(await one.clockOf('reply')).toMatchObject({ stoppedAt: at('17:30') })
    await one.does('customer_accepts', { opinion: '可以', how: 'phone', option: 0 })
    expect(await one.clockOf('execution')).toEqual({
      startedAt: at('17:30'),
      dueAt: at('18:30', '2026-05-27'),
      ...running,
    })
    one.clock.advance(hourMs)
    const tasks = (await one.view()).tasks.map((task) => ({ taskId: task.id, evidence: '凭证 12' }))
    await one.does('complete_execution', { tasks, wordHow: 'phone', word: '已到账' })
    expect(await one.clockOf('execution')).toMatchObject({ stoppedAt: at('18:30') })
    expect(await one.clockOf('handling')).toMatchObject({ stoppedAt: at('18:30') })
    expect(await one.clockOf('return_visit')).toEqual({
      startedAt: at('18:30'),
      dueAt: at('18:30', '2026-05-27'),
      ...running,
    })
    one.clock.advance(dayMs)
    const survey = { how: 'phone', solution: 'satisfied', handler: null, technician: null } as const
    await one.does('return_visit', { ...survey, remarks: '', reason: '' })
    const { clocks, clock } = await one.view()
    expect(clocks.filter((each) => each.stoppedAt === null)).toEqual([])
    expect(clock).toBeNull()
    expect(await one.clockOf('return_visit')).toMatchObject({ stoppedAt: at('18:30', '2026-05-21') })
  })

  it('an official sheet by the date on it, until the customer is told', async () => {
    const one = await life(at('11:00'), { channel: 'regulator', level: 5, officialDueOn: '2026-05-22' })
    expect(await one.clockOf('official_sheet')).toEqual({
      startedAt: at('11:00'),
      dueAt: at('18:30', '2026-05-22'),
      ...running,
    })
    expect((await one.view()).officialDueOn).toBe('2026-05-22')
    await one.accept()
    await one.toSigned()
    await one.sign()
    one.clock.advance(hourMs)
    await one.communicate()
    expect(await one.clockOf('official_sheet')).toMatchObject({ stoppedAt: at('12:00') })
  })

  it('an official sheet comes from an authority only', async () => {
    const one = await life(at('11:00'))
    const { call } = await one.desk.signIn(testStaff.clerk)
    const walkIn = intake({ officialDueOn: '2026-05-22' })
    expect(await refusalOf(call.complaints.register.mutate(walkIn))).toMatchObject({
      code: 'invalid',
      field: 'officialDueOn',
    })
  })

  it('a repair at home within 24 hours of the agreement, until it is done', async () => {
    const one = await life(at('11:00'))
    await one.accept()
    await one.contact({ onSiteAt: at('09:00', '2026-05-21') })
    expect(await one.clockOf('on_site')).toEqual({
      startedAt: at('11:00'),
      dueAt: at('11:00', '2026-05-21'),
      ...running,
    })
    // Agreed anew: the later agreement counts.
    one.clock.advance(hourMs)
    await one.contact({ onSiteAt: at('12:00', '2026-05-21') })
    expect((await one.view()).clocks.filter((clock) => clock.kind === 'on_site')).toMatchObject([
      { startedAt: at('12:00'), dueAt: at('12:00', '2026-05-21'), stoppedAt: null },
    ])
    one.clock.advance(20 * hourMs)
    await one.contact({ direction: 'out', channel: 'in_person', onSiteDone: true })
    expect(await one.clockOf('on_site')).toMatchObject({ stoppedAt: at('08:00', '2026-05-21') })
  })

  it('a repair at home cannot be agreed for the past', async () => {
    const one = await life(at('11:00'))
    await one.accept()
    expect(await refusalOf(one.contact({ onSiteAt: at('10:00') }))).toMatchObject({
      key: 'in_the_past',
      field: 'input.onSiteAt',
    })
  })
})

describe('a year that the calendar does not know', () => {
  it('makes deadlines provisional and is said, until the manager supplies it; then they are computed anew', async () => {
    const one = await life(at('11:00', '2026-12-30'))
    await one.accept()
    await one.does('dispatch', { department: 'logistics', question: '为什么晚送?', dueAt: null })
    // 31 December; 1 January is a holiday, 2 and 3 a weekend; 4 and 5 January as far as anybody knows.
    const asKnown = { dueAt: at('18:30', '2027-01-05'), provisional: true }
    expect(await one.clockOf('department_answer')).toMatchObject(asKnown)
    expect((await one.view()).sheets[0]).toMatchObject(asKnown)
    expect(await one.view()).toMatchObject({
      replyDueAt: at('18:30', '2027-01-07'),
      replyDueProvisional: true,
    })
    const { call } = await one.desk.signIn(testStaff.manager)
    const today = { scope: 'all', filter: 'all', cursor: null, limit: 50 } as const
    expect((await call.complaints.today.query(today)).unknownYears).toEqual([2027])
    const { policy, unknownYears } = await call.policy.settings.query()
    expect(unknownYears).toEqual([2027])

    const { version } = await one.view()
    await call.policy.change.mutate({
      commandId: crypto.randomUUID(),
      seenVersion: policy.version,
      changes: { calendar: { holidays: ['2027-01-04'], knownYears: [2027] } },
      reason: '国务院办公厅通知',
    })
    await expect.poll(async () => (await one.view()).version).toBe(version + 1)
    expect(await one.clockOf('department_answer')).toMatchObject({
      dueAt: at('18:30', '2027-01-06'),
      provisional: false,
    })
    expect(await one.view()).toMatchObject({
      replyDueAt: at('18:30', '2027-01-08'),
      replyDueProvisional: false,
    })
    expect((await call.complaints.today.query(today)).unknownYears).toEqual([])
  })
})

describe('a running clock', () => {
  it('keeps the policy of its start; a new complaint has the new one', async () => {
    const one = await life(at('11:00'))
    const { call } = await one.desk.signIn(testStaff.manager)
    one.clock.advance(minuteMs)
    await call.policy.change.mutate({
      commandId: crypto.randomUUID(),
      seenVersion: 1,
      changes: { clocks: { acceptMinutes: 10, replyDays: 2 } },
      reason: '加快',
    })
    one.clock.advance(minuteMs)
    const later = await call.complaints.register.mutate(intake())
    await pass(one.clock, minuteMs)
    expect(await one.clockOf('accept')).toMatchObject({ dueAt: at('12:00') })
    expect(await one.view()).toMatchObject({ replyDueAt: at('18:30', '2026-05-27') })
    const other = await call.complaints.get.query({ id: later.id })
    expect(other.clocks.find((clock) => clock.kind === 'accept')).toMatchObject({ dueAt: at('11:12') })
    expect(other).toMatchObject({ replyDueAt: at('18:30', '2026-05-22'), policyVersion: 2 })
  })

  it('that is late is written down once, also when it is stopped by the act that comes too late', async () => {
    const one = await life(at('11:00'))
    one.clock.set(at('12:30'))
    // The first look finds it late and the level risen: who acts then has seen neither.
    await one.view()
    const { call } = await one.desk.signIn(testStaff.clerk)
    const { version } = await one.view()
    const input = { handlerId: (await one.desk.signIn(testStaff.clerk)).staff.id, customerPresent: true }
    const accept = {
      commandId: crypto.randomUUID(),
      complaintId: one.id,
      seenVersion: version,
      action: 'accept',
      input,
    } as const
    expect(await refusalOf(call.complaints.act.mutate(accept))).toMatchObject({ code: 'stale' })
    await call.complaints.act.mutate({
      ...accept,
      commandId: crypto.randomUUID(),
      seenVersion: version + 1,
    })
    expect(kept(one.desk, one.id).late).toEqual([
      { clock: 'accept', dueAt: at('12:00'), recordedAt: at('12:30') },
    ])
    expect((await one.view()).clocks.find((clock) => clock.kind === 'accept')?.status).toBe('late')
  })
})
