import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aboutToEndMs, clockStatus, firstToEnd } from './clock-status.ts'
import {
  type Clock,
  type ClockFacts,
  type ClockKind,
  complaintClocks,
  complaintClocksMs,
  deskMannedClock,
  refundMoneyClock,
} from './clocks.ts'
import { defaultPolicy, mergePolicy } from './policy.ts'

/** 2026-05-20 is an ordinary Wednesday. */
const at = (time: string, date = '2026-05-20') => `${date}T${time}:00+08:00`
const iso = (time: string, date = '2026-05-20') => new Date(at(time, date)).toISOString()
const opened: ClockFacts = { level: 2, transferredAt: at('11:00'), receivedAt: at('11:00') }

function clock(kind: ClockKind, facts: Partial<ClockFacts>, now = at('11:30')): Clock {
  const found = complaintClocks({ ...opened, ...facts }, now, defaultPolicy).find(
    (each) => each.kind === kind,
  )
  if (!found) throw new Error(`no clock ${kind}`)
  return found
}
const kinds = (facts: Partial<ClockFacts>) =>
  complaintClocks({ ...opened, ...facts }, at('11:30'), defaultPolicy).map(({ kind }) => kind)

describe('each clock ends when the process says', () => {
  const morning: Clock['startedAt'] = iso('11:00')
  test.each<[ClockKind, Partial<ClockFacts>, string]>([
    ['accept', {}, iso('12:00')],
    ['accept', { transferredAt: at('18:00') }, iso('10:30', '2026-05-21')],
    ['first_contact', { acceptedAt: morning }, iso('11:30')],
    ['first_contact', { acceptedAt: at('11:00', '2026-10-01') }, iso('11:45', '2026-10-01')],
    ['major_call_back', { level: 4, majorSince: at('17:00') }, iso('17:00', '2026-05-21')],
    ['major_call_back', { level: 5 }, iso('11:00', '2026-05-21')],
    ['handling', { level: 1 }, iso('11:00', '2026-05-21')],
    ['handling', { level: 2 }, iso('11:00', '2026-05-21')],
    ['handling', { level: 3 }, iso('11:00', '2026-05-23')],
    ['handling', { level: 4, majorSince: at('17:00') }, iso('17:00', '2026-05-22')],
    ['department_answer', { dispatch: { startedAt: at('15:00', '2026-09-30') } }, iso('18:30', '2026-10-10')],
    ['signature', { signature: { startedAt: at('17:00') } }, iso('12:30', '2026-05-21')],
    ['reply', {}, iso('18:30', '2026-05-27')],
    ['on_site', { onSite: [{ startedAt: at('16:00') }] }, iso('16:00', '2026-05-21')],
    ['execution', { execution: { startedAt: at('16:00') } }, iso('18:30', '2026-05-27')],
    [
      'execution',
      { execution: { startedAt: at('16:00'), dueAt: at('12:00', '2026-05-22') } },
      iso('12:00', '2026-05-22'),
    ],
    ['return_visit', { returnVisit: { startedAt: at('16:00') } }, iso('18:30', '2026-05-27')],
    [
      'official_sheet',
      { officialSheet: { startedAt: at('16:00'), dueOn: '2026-06-03' } },
      iso('18:30', '2026-06-03'),
    ],
  ])('%s with %j', (kind, facts, due) => {
    expect(clock(kind, facts)).toMatchObject({ dueAt: due, provisional: false, stoppedAt: null })
  })

  test('refund money is due after 7 civil days and a breach after 15', () => {
    expect(refundMoneyClock({ goodsReceivedAt: at('16:00') }, at('17:00'), defaultPolicy)).toMatchObject({
      dueAt: iso('18:30', '2026-05-27'),
      breachAt: iso('18:30', '2026-06-04'),
    })
  })

  test('the desk may stand empty for 30 minutes of the window', () => {
    expect(deskMannedClock(at('18:10'), null, defaultPolicy).dueAt).toBe(iso('10:10', '2026-05-21'))
    expect(deskMannedClock(at('20:00'), at('10:20', '2026-05-21'), defaultPolicy)).toMatchObject({
      startedAt: iso('10:00', '2026-05-21'),
      dueAt: iso('10:30', '2026-05-21'),
      stoppedAt: iso('10:20', '2026-05-21'),
    })
  })

  test('a deadline that reaches into a year nobody knows says so', () => {
    expect(clock('reply', { receivedAt: at('11:00', '2026-12-29') })).toMatchObject({ provisional: true })
  })
})

describe('progress is told daily', () => {
  const sheet = { dispatch: { startedAt: at('12:00') } }

  test('from the day on which it is open for 24 hours, by the end of the call hours', () => {
    expect(clock('progress_word', sheet)).toMatchObject({
      startedAt: iso('11:00', '2026-05-21'),
      dueAt: iso('18:00', '2026-05-21'),
    })
  })

  test('a word moves it to the next day, also one told that morning', () => {
    expect(clock('progress_word', { ...sheet, wordsAt: [at('10:00', '2026-05-21')] }).dueAt).toBe(
      iso('18:00', '2026-05-22'),
    )
    expect(clock('progress_word', { ...sheet, wordsAt: [at('10:00')] }).dueAt).toBe(
      iso('18:00', '2026-05-21'),
    )
  })

  test('dispatched after the call hours it begins the next day', () => {
    const late = { dispatch: { startedAt: at('18:20', '2026-05-22') } }
    expect(clock('progress_word', late).dueAt).toBe(iso('18:00', '2026-05-23'))
  })

  test('not for what the department answered within the first day', () => {
    expect(kinds({ dispatch: { startedAt: at('12:00'), doneAt: at('15:00') } })).not.toContain(
      'progress_word',
    )
  })
})

describe('what stops a clock', () => {
  test('only a contact that reached the customer after it began', () => {
    const facts = { acceptedAt: at('11:10'), reachedAt: [at('11:05'), at('11:40'), at('12:00')] }
    expect(clock('first_contact', facts).stoppedAt).toBe(iso('11:40'))
    const major = { level: 4, majorSince: at('12:30'), reachedAt: [at('11:40')] } as const
    expect(clock('major_call_back', major).stoppedAt).toBeNull()
  })

  test('the end of the complaint stops all of them', () => {
    const facts: ClockFacts = {
      ...opened,
      endedAt: at('13:00'),
      acceptedAt: at('11:10'),
      dispatch: { startedAt: at('12:00') },
    }
    const clocks = complaintClocks(facts, at('14:00'), defaultPolicy)
    expect(clocks.filter(({ stoppedAt }) => stoppedAt === null)).toEqual([])
    expect(firstToEnd(complaintClocksMs(facts, at('14:00'), defaultPolicy))).toBeNull()
  })

  test('a reopening starts the long clocks anew and asks for no second acceptance', () => {
    const facts = { reopenedAt: at('15:00', '2026-06-01') }
    expect(clock('handling', facts).dueAt).toBe(iso('15:00', '2026-06-02'))
    expect(clock('reply', facts).dueAt).toBe(iso('18:30', '2026-06-08'))
    expect(clock('accept', facts).stoppedAt).toBe(iso('15:00', '2026-06-01'))
  })
})

describe('holds and postponement', () => {
  const held = { holds: [{ from: at('12:00', '2026-05-21'), to: at('12:00', '2026-05-22') }] }

  test('working days on which a hold stood are added, each once, weekends not', () => {
    expect(clock('reply', held).dueAt).toBe(iso('18:30', '2026-05-29'))
    const weekend = [{ from: at('12:00', '2026-05-23'), to: at('12:00', '2026-05-24') }]
    expect(clock('reply', { holds: weekend }).dueAt).toBe(iso('18:30', '2026-05-27'))
  })

  test('its hours are added to the others', () => {
    expect(clock('handling', { ...held, level: 3 }).dueAt).toBe(iso('11:00', '2026-05-24'))
    expect(clock('execution', { ...held, execution: { startedAt: at('16:00') } }).dueAt).toBe(
      iso('18:30', '2026-05-28'),
    )
  })

  test('under a hold no window hour of the signature passes', () => {
    const holds = [{ from: at('12:00'), to: at('14:00') }]
    expect(clock('signature', { holds, signature: { startedAt: at('11:00') } }).dueAt).toBe(iso('17:00'))
  })

  test('not to acceptance, the first contact and an authority’s date', () => {
    const holds = [{ from: at('11:00'), to: at('11:00', '2026-06-01') }]
    expect(clock('accept', { holds }).dueAt).toBe(iso('12:00'))
    expect(clock('first_contact', { holds, acceptedAt: at('11:00') }).dueAt).toBe(iso('11:30'))
    const officialSheet = { startedAt: at('11:00'), dueOn: '2026-05-22' }
    expect(clock('official_sheet', { holds, officialSheet }).dueAt).toBe(iso('18:30', '2026-05-22'))
  })

  test('a hold without an end counts until now', () => {
    const holds = [{ from: at('12:00') }]
    expect(clock('handling', { holds }, at('15:00')).dueAt).toBe(iso('14:00', '2026-05-21'))
  })

  test('a later date that the customer agreed to moves the answer and the reply, an earlier one does not', () => {
    const dispatch = { startedAt: at('12:00') }
    expect(clock('reply', { postponedTo: '2026-06-05' }).dueAt).toBe(iso('18:30', '2026-06-05'))
    expect(clock('department_answer', { dispatch, postponedTo: '2026-06-05' }).dueAt).toBe(
      iso('18:30', '2026-06-05'),
    )
    expect(clock('reply', { postponedTo: '2026-05-22' }).dueAt).toBe(iso('18:30', '2026-05-27'))
  })

  test('never make a clock end earlier', () => {
    const hour = fc
      .integer({ min: 0, max: 24 * 20 })
      .map((hours) => Date.parse(at('00:00')) + hours * 3_600_000)
    const holds = fc.array(fc.record({ from: hour, to: hour }), { maxLength: 4 })
    const facts: ClockFacts = {
      ...opened,
      level: 4,
      acceptedAt: at('11:10'),
      dispatch: { startedAt: at('12:00') },
      signature: { startedAt: at('13:00') },
      execution: { startedAt: at('14:00') },
    }
    fc.assert(
      fc.property(holds, (list) => {
        const plain = complaintClocks(facts, at('12:00'), defaultPolicy)
        const withHolds = complaintClocks({ ...facts, holds: list }, at('12:00'), defaultPolicy)
        expect(withHolds.map(({ kind }) => kind)).toEqual(plain.map(({ kind }) => kind))
        for (const [index, each] of withHolds.entries())
          expect(each.dueAt >= (plain[index]?.dueAt ?? '')).toBe(true)
      }),
    )
  })
})

describe('how a clock stands', () => {
  const accept = clock('accept', {})

  test('calm, soon in the last two hours, in time at its very end, late after it', () => {
    const reply = clock('reply', {})
    expect(clockStatus(reply, at('16:29', '2026-05-27'), defaultPolicy)).toBe('calm')
    expect(clockStatus(reply, at('16:30', '2026-05-27'), defaultPolicy)).toBe('soon')
    expect(clockStatus(reply, at('18:30', '2026-05-27'), defaultPolicy)).toBe('soon')
    expect(clockStatus(reply, at('18:31', '2026-05-27'), defaultPolicy)).toBe('late')
  })

  test('once stopped it tells whether it was in time', () => {
    expect(clockStatus({ ...accept, stoppedAt: iso('12:00') }, at('20:00'), defaultPolicy)).toBe('calm')
    expect(clockStatus({ ...accept, stoppedAt: iso('12:01') }, at('20:00'), defaultPolicy)).toBe('late')
  })

  test('it is about to end two hours before, a short one not before its half', () => {
    const from = (started: string, due: string) => ({
      start: Date.parse(at(started)),
      due: Date.parse(at(due)),
    })
    expect(aboutToEndMs(from('11:00', '18:00'), defaultPolicy)).toBe(Date.parse(at('16:00')))
    expect(aboutToEndMs(from('11:00', '12:00'), defaultPolicy)).toBe(Date.parse(at('11:30')))
  })

  test('the running clock that ends first leads', () => {
    const clocks = complaintClocksMs(
      { ...opened, acceptedAt: at('11:10'), reachedAt: [at('11:20')] },
      at('11:30'),
      defaultPolicy,
    )
    expect(firstToEnd(clocks)?.kind).toBe('handling')
  })

  test('a running clock keeps the policy of its start', () => {
    const stricter = mergePolicy(defaultPolicy, {
      version: 2,
      clocks: { acceptMinutes: 15, signatureHours: 1 },
    })
    const changedAt = Date.parse(at('12:30'))
    const clocks = complaintClocks({ ...opened, signature: { startedAt: at('13:00') } }, at('13:00'), (ms) =>
      ms < changedAt ? defaultPolicy : stricter,
    )
    expect(clocks.find(({ kind }) => kind === 'accept')?.dueAt).toBe(iso('12:00'))
    expect(clocks.find(({ kind }) => kind === 'signature')?.dueAt).toBe(iso('14:00'))
  })
})
