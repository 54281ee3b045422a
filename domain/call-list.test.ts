import { describe, expect, it } from 'vitest'
import type { CallEntry } from './call-list.ts'
import { callCauses, callList, nextAttemptAt, waitsUntil } from './call-list.ts'
import type { ClockKind, ClockMs } from './clocks.ts'
import { defaultPolicy } from './policy.ts'

const noon = Date.parse('2026-05-20T12:00:00+08:00')
const hour = 3_600_000
const tonight = noon + 6 * hour

function clock(kind: ClockKind, due: number, stopped: number | null = null): ClockMs {
  return { kind, start: noon - hour, due, provisional: false, stopped }
}

const codes = (...given: Parameters<typeof callCauses>) => callCauses(...given).map((cause) => cause.code)

describe('why a customer is to be called', () => {
  it('is a clock that a call stops and that still runs', () => {
    const clocks = [
      clock('first_contact', noon + hour),
      clock('accept', noon),
      clock('handling', noon + 20 * hour),
      clock('major_call_back', noon, noon - 1),
    ]
    expect(codes(clocks, 'accepted', [], tonight)).toEqual(['first_contact'])
  })

  it('is the reply only once there is a signed text to tell', () => {
    const reply = [clock('reply', noon + hour)]
    expect(codes(reply, 'awaiting_signature', [], tonight)).toEqual([])
    expect(codes(reply, 'signed', [], tonight)).toEqual(['communicate'])
  })

  it('is a call-back that was promised for today, not one for tomorrow', () => {
    const promises = [
      { dueAt: tonight, what: '回电' },
      { dueAt: tonight + 1, what: '明天' },
    ]
    expect(callCauses([], 'accepted', promises, tonight)).toEqual([
      { code: 'promise', dueAt: tonight, what: '回电' },
    ])
    expect(codes([], null, promises, tonight)).toEqual(['promise'])
  })

  it('names what falls due first, and of two at the same instant the promise', () => {
    const clocks = [clock('return_visit', noon), clock('progress_word', noon - hour)]
    const promises = [{ dueAt: noon, what: '' }]
    expect(codes(clocks, 'executed', promises, tonight)).toEqual(['progress_word', 'promise', 'return_visit'])
  })
})

describe('what was left with the last contact', () => {
  const visit = [{ code: 'return_visit', dueAt: tonight, what: '' }] as const
  const owed = [{ code: 'first_contact', dueAt: noon, what: '' }] as const
  const at = noon + 2 * hour

  it('keeps a customer whom nobody reached off the list until the next attempt', () => {
    expect(waitsUntil({ broughtWord: false, nextAt: at }, owed, noon)).toBe(at)
    expect(waitsUntil({ broughtWord: false, nextAt: at }, owed, at)).toBeNull()
  })

  it('keeps an agreed hour, and brings the call back half an hour before it', () => {
    expect(waitsUntil({ broughtWord: true, nextAt: at }, visit, noon)).toBe(at - hour / 2)
    expect(waitsUntil({ broughtWord: true, nextAt: at }, visit, at - hour / 2)).toBeNull()
  })

  it('does not put off a first contact that is still owed', () => {
    expect(waitsUntil({ broughtWord: true, nextAt: at }, owed, noon)).toBeNull()
  })

  it('is nothing without a contact', () => {
    expect(waitsUntil(null, visit, noon)).toBeNull()
  })
})

describe('the order of the call list', () => {
  const entry = (number: string, dueAt: number, nextAllowedAt: number | null = noon): CallEntry => ({
    number,
    causes: [{ code: 'promise', dueAt, what: '' }],
    permission: { allowed: nextAllowedAt === noon },
    nextAllowedAt,
    waitsUntil: null,
  })
  const numbers = (entries: readonly CallEntry[]) => entries.map((each) => each.number)

  it('is by what falls due first, and by number where two fall due together', () => {
    const { ready } = callList([entry('3', noon + 1), entry('2', noon), entry('1', noon)])
    expect(numbers(ready)).toEqual(['1', '2', '3'])
  })

  it('puts below who may not be called now, by when they may, and last whom nobody may call', () => {
    const never = entry('never', noon - 9 * hour, null)
    const tomorrow = entry('tomorrow', noon - 5 * hour, noon + 22 * hour)
    const later = entry('later', noon, noon + hour)
    const { ready, blocked } = callList([never, tomorrow, later, entry('now', noon + hour)])
    const waiting = { ...entry('waiting', noon), waitsUntil: noon + 2 * hour }
    expect(numbers(callList([waiting, later]).blocked)).toEqual(['later', 'waiting'])
    expect(numbers(ready)).toEqual(['now'])
    expect(numbers(blocked)).toEqual(['later', 'tomorrow', 'never'])
  })
})

it.each([
  ['12:02', '2026-05-20T13:05:00+08:00'],
  ['16:55', '2026-05-20T17:55:00+08:00'],
  ['17:00', '2026-05-21T10:00:00+08:00'],
  ['08:00', '2026-05-20T10:00:00+08:00'],
])('whom nobody reached at %s is tried again at %s', (time, next) => {
  const now = Date.parse(`2026-05-20T${time}:00+08:00`)
  expect(nextAttemptAt(now, defaultPolicy)).toBe(Date.parse(next))
})
