import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { actions } from './complaint/moves.ts'
import {
  defaultScripts,
  fillScript,
  mayTellOutcome,
  momentsOf,
  scriptMoments,
  scriptsFor,
  tellsOutcome,
} from './scripts.ts'
import { levels, states } from './vocabulary.ts'

const codes = (
  state: (typeof states)[number] | null,
  moments: Parameters<typeof scriptsFor>[1]['moments'],
  level = 2,
) =>
  scriptsFor(defaultScripts, { state, level: levels.find((each) => each === level) ?? 2, moments }).map(
    ({ code }) => code,
  )

describe('before the signature', () => {
  it('no script with an outcome is offered, whatever the moment, level and choices', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(null, ...states),
        fc.constantFrom(null, ...levels),
        fc.subarray([...scriptMoments]),
        (state, level, moments) => {
          fc.pre(!mayTellOutcome(state))
          return scriptsFor(defaultScripts, { state, level, moments }).every((script) => !script.outcome)
        },
      ),
    )
  })

  it('only signed, communicated, executing and executed may tell one', () => {
    expect(states.filter(mayTellOutcome)).toEqual(['signed', 'communicated', 'executing', 'executed'])
  })

  it('a call is opened and told of progress, nothing else', () => {
    expect(codes('investigating', momentsOf('log_contact', { direction: 'out' }))).toEqual(
      expect.arrayContaining(['open_call', 'progress_word', 'may_not_say']),
    )
  })

  it('no default script that may be offered then sounds like an outcome', () => {
    for (const script of defaultScripts)
      if (!script.outcome) expect(tellsOutcome(script), script.code).toBe(false)
  })
})

describe('the script fits the moment', () => {
  it('communicating reads the signed text', () => {
    expect(codes('signed', momentsOf('communicate', {}))[0]).toBe('communicate')
    expect(codes('proposing', momentsOf('communicate', {}))).not.toContain('communicate')
  })

  it('a call that nobody answered asks for a message, not for an opening', () => {
    expect(codes('accepted', momentsOf('log_contact', { direction: 'out', result: 'no_answer' }))).toEqual([
      'no_answer_message',
    ])
  })

  it('a customer who is still unhappy at the visit is asked what was not done well', () => {
    expect(codes('executed', momentsOf('return_visit', { solution: 'dissatisfied' }))[0]).toBe(
      'visit_unhappy',
    )
    expect(codes('executed', momentsOf('return_visit', { solution: '' }))[0]).toBe('visit_open')
  })

  it('threats are spoken to at the levels at which they occur', () => {
    expect(codes('accepted', ['threat'], 4)).toEqual(['threat'])
    expect(codes('accepted', ['threat'], 2)).toEqual([])
  })

  it('an act that is no talk has none', () => {
    for (const action of actions.filter((each) => ['sign', 'dispatch', 'note', 'merge'].includes(each)))
      expect(momentsOf(action, {})).toEqual([])
  })
})

describe('what sounds like an outcome', () => {
  const body = (zh: string, en = 'x') => ({
    text: { 'zh-CN': { title: 't', say: zh }, en: { title: 't', say: en } },
  })
  it.each(['我们给您退款', '店长已经同意给您换', '一定能赔偿', '帮您换一台'])('%s', (text) => {
    expect(tellsOutcome(body(text))).toBe(true)
  })
  it.each(['We will refund you today', 'You will get a replacement'])('%s', (text) => {
    expect(tellsOutcome(body('x', text))).toBe(true)
  })
  it.each(['您的事正在办理', '退款要求我记下来了', '您要求赔偿，我记下来'])(
    'and what does not: %s',
    (text) => {
      expect(tellsOutcome(body(text))).toBe(false)
    },
  )
})

it('every moment has a default script, and every code is there once', () => {
  const moments = new Set(defaultScripts.flatMap((script) => script.moments))
  expect(scriptMoments.filter((moment) => !moments.has(moment))).toEqual([])
  expect(new Set(defaultScripts.map(({ code }) => code)).size).toBe(defaultScripts.length)
})

it('what is known is filled in, and what is not stays for the person to say', () => {
  expect(fillScript('{客户}，{期限}前回话', { customer: '周女士', deadline: '' })).toBe(
    '周女士，{期限}前回话',
  )
  expect(fillScript('{customer} by {deadline}', { customer: 'Ms Zhou' })).toBe('Ms Zhou by {deadline}')
})
