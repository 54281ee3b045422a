import { describe, expect, it } from 'vitest'
import { complaintContactSchema } from '../../domain/contact.ts'
import { defaultPolicy } from '../../domain/policy.ts'
import {
  checkContact,
  contactDefaults,
  contactInput,
  promises,
  quickTimes,
  withResult,
} from './contact-form.ts'

const zone = 'Asia/Shanghai'
const usual = { nextStep: '再次致电', nextAt: '2026-05-20T13:00' }
const call = contactDefaults('out')

describe('three keystrokes are enough for an attempt in vain', () => {
  it('the result alone makes a contact that the desk takes', () => {
    const input = contactInput(withResult(call, 'no_answer', usual), zone, false)
    expect(complaintContactSchema.parse(input)).toMatchObject({
      direction: 'out',
      channel: 'phone',
      reached: false,
      result: 'no_answer',
      nextStep: '再次致电',
      nextAt: '2026-05-20T05:00:00.000Z',
      override: null,
    })
  })

  it('a call without its result is not sent', () => {
    expect(checkContact(call)).toEqual({ result: 'required' })
    expect(checkContact(contactDefaults('in'))).toEqual({})
  })

  it('the usual next step gives way when it was a talk after all, what was typed stays', () => {
    const attempt = withResult(call, 'busy', usual)
    expect(withResult(attempt, 'talked', usual)).toMatchObject({ nextStep: '', nextAt: '' })
    const typed = { ...call, nextStep: '明天送货', nextAt: '2026-05-21T10:00' }
    expect(withResult(typed, 'busy', usual)).toMatchObject({ nextStep: '明天送货' })
  })
})

describe('what reached the customer', () => {
  it.each([
    ['a talk', { ...call, result: 'talked', reached: false }, true, 'talked'],
    ['a call that nobody answered', { ...call, result: 'no_answer' }, false, 'no_answer'],
    ['a message', { ...call, channel: 'message' }, false, 'sent'],
    ['somebody at the counter', { ...call, channel: 'in_person' }, true, null],
    ['a customer who called', contactDefaults('in'), true, null],
  ])('%s', (_name, values, reached, result) => {
    expect(contactInput(values, zone, false)).toMatchObject({ reached, result })
  })

  it('only a word with a time is a promise', () => {
    const at = { nextAt: '2026-05-20T15:00' }
    expect(promises({ ...call, ...at, result: 'talked' })).toBe(true)
    expect(promises({ ...call, ...at, result: 'message_left' })).toBe(true)
    expect(promises({ ...call, ...at, result: 'switched_off' })).toBe(false)
    expect(promises({ ...call, result: 'talked' })).toBe(false)
  })
})

describe('the manager’s override', () => {
  const override = { staffNumber: '2001', pin: '246810', reason: '急' }

  it('goes with a call that the guard refuses, and with no other', () => {
    const values = { ...call, result: 'busy', override }
    expect(contactInput(values, zone, true).override).toEqual(override)
    expect(contactInput(values, zone, false).override).toBeNull()
    expect(contactInput({ ...call, result: 'busy' }, zone, true).override).toBeNull()
  })
})

it('offers only times that lie ahead and within the hours for calls', () => {
  const at = (time: string) => Date.parse(`2026-05-20T${time}:00+08:00`)
  const offered = (time: string) =>
    quickTimes(at(time), defaultPolicy, zone).map(({ code, at: local }) => [code, local])
  expect(offered('11:03')).toEqual([
    ['inTwoHours', '2026-05-20T13:15'],
    ['tonight', '2026-05-20T17:30'],
    ['tomorrow', '2026-05-21T10:00'],
  ])
  expect(offered('17:40')).toEqual([['tomorrow', '2026-05-21T10:00']])
})
