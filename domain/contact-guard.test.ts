import { describe, expect, it } from 'vitest'
import { mayContact, nextCallAt } from './contact-guard.ts'
import { defaultPolicy } from './policy.ts'

const at = (time: string, date = '2026-05-20') => `${date}T${time}:00+08:00`
const ms = (time: string, date?: string) => Date.parse(at(time, date))
const out = { direction: 'out' } as const
const three = [at('10:00'), at('11:00'), at('15:00')]

describe('may the customer be called now?', () => {
  it('no limit holds for a message, whatever the hour', () => {
    const night = { ...out, channel: 'message', at: at('23:00'), outgoingTodayAt: three } as const
    expect(mayContact(night, defaultPolicy).allowed).toBe(true)
  })

  it('calls of yesterday do not count today', () => {
    const outgoingTodayAt = three.map((call) => call.replace('05-20', '05-19'))
    expect(mayContact({ ...out, at: at('10:00'), outgoingTodayAt }, defaultPolicy)).toMatchObject({
      allowed: true,
      warning: null,
    })
  })

  it('the hour that was asked for does not lift the number of calls', () => {
    const facts = { ...out, at: at('20:00'), askedFor: true, outgoingTodayAt: three }
    expect(mayContact(facts, defaultPolicy).reason).toBe('too_many_today')
  })

  it('nobody overrides do-not-call, and everything else can be', () => {
    expect(mayContact({ ...out, at: at('20:00'), doNotCall: true }, defaultPolicy).overridable).toBe(false)
    expect(mayContact({ ...out, at: at('20:00') }, defaultPolicy).overridable).toBe(true)
  })
})

describe('when may the customer be called next?', () => {
  it.each([
    ['now, where it is allowed', { at: at('11:00') }, ms('11:00')],
    ['at the beginning of the hours', { at: at('08:30') }, ms('10:00')],
    ['tomorrow, after the hours', { at: at('18:00') }, ms('10:00', '2026-05-21')],
    [
      'tomorrow, after the third call',
      { at: at('16:00'), outgoingTodayAt: three },
      ms('10:00', '2026-05-21'),
    ],
    ['still today for the first contact', { at: at('18:20'), firstContact: true }, ms('18:20')],
    ['never, where the customer wants no calls', { at: at('11:00'), doNotCall: true }, null],
  ])('%s', (_name, facts, expected) => {
    expect(nextCallAt({ ...out, ...facts }, defaultPolicy)).toBe(expected)
  })

  it('never, where the policy allows no call at all', () => {
    const policy = { ...defaultPolicy, contact: { ...defaultPolicy.contact, maxPerDay: 0 } }
    expect(nextCallAt({ ...out, at: at('11:00') }, policy)).toBeNull()
  })
})
