import { describe, expect, it } from 'vitest'
import { bringsWord, complaintContactSchema } from './contact.ts'

const attempt = {
  direction: 'out',
  channel: 'phone',
  reached: false,
  said: '',
  nextStep: '再打',
  nextAt: '2026-05-20T07:00:00Z',
  nuisance: false,
} as const

function refusedAt(more: object): string[] {
  const { error } = complaintContactSchema.safeParse({ ...attempt, ...more })
  return (error?.issues ?? []).map((issue) => `${issue.path.join('.')} ${issue.message}`)
}

describe('what a contact must say', () => {
  it.each(['no_answer', 'busy', 'switched_off'] as const)('nothing was said where %s', (result) => {
    expect(refusedAt({ result })).toEqual([])
  })

  it('a talk without what was said is none', () => {
    expect(refusedAt({ reached: true, result: 'talked' })).toEqual(['said required'])
  })

  it('a call that nobody answered did not reach the customer', () => {
    expect(refusedAt({ reached: true, said: '好', result: 'no_answer' })).toEqual(['result not_valid'])
    expect(refusedAt({ reached: false, result: 'talked' })).toEqual(['result not_valid'])
  })

  it('no contact ends without a next step and its time, except a nuisance call', () => {
    const nothing = { nextStep: '', nextAt: null }
    expect(refusedAt(nothing)).toEqual(['nextStep required', 'nextAt required'])
    expect(refusedAt({ ...nothing, direction: 'in', nuisance: true })).toEqual([])
  })

  it('an override names its manager and its reason', () => {
    expect(refusedAt({ override: { staffNumber: '2001', pin: '246810', reason: '' } })).toEqual([
      'override.reason required',
    ])
  })
})

it('a word was brought by a talk, a message left and a message sent, not by an unanswered attempt', () => {
  expect(bringsWord({ reached: true, result: null })).toBe(true)
  expect(bringsWord({ reached: false, result: 'message_left' })).toBe(true)
  expect(bringsWord({ reached: false, result: 'sent' })).toBe(true)
  expect(bringsWord({ reached: false, result: 'busy' })).toBe(false)
})
