import { describe, expect, it } from 'vitest'
import type { SurveyAnswers } from './survey.ts'
import { contradictions, surveyAnswersSchema } from './survey.ts'

const answers = (
  solution: SurveyAnswers['solution'],
  remarks: string,
  more: Partial<SurveyAnswers> = {},
) => ({
  solution,
  handler: null,
  technician: null,
  remarks,
  reason: '',
  ...more,
})
const words = (solution: SurveyAnswers['solution'], remarks: string) =>
  contradictions(answers(solution, remarks)).flatMap((each) => each.words)

describe('words that contradict a good step are pointed out', () => {
  it.each([
    ['very_satisfied', '其实我很失望', ['失望']],
    ['satisfied', '处理得太慢，谢谢', ['太慢']],
    ['satisfied', '不满意', ['不满意']],
    ['very_satisfied', '机器又坏了', ['又坏']],
    ['satisfied', 'Still broken, and nobody called', ['still broken']],
    ['very_satisfied', 'The clerk was RUDE.', ['rude']],
    ['satisfied', 'I am not happy with it', ['not happy']],
  ] as const)('%s: %s', (solution, remarks, expected) => {
    expect(words(solution, remarks)).toEqual(expected)
  })
})

describe('words that contradict a bad step are pointed out', () => {
  it.each([
    ['very_dissatisfied', '非常满意，师傅很耐心', ['非常满意', '耐心']],
    ['dissatisfied', 'excellent service', ['excellent']],
    ['dissatisfied', 'Everything was good', ['good']],
  ] as const)('%s: %s', (solution, remarks, expected) => {
    expect(words(solution, remarks)).toEqual(expected)
  })
})

describe('words that fit are left alone', () => {
  it.each([
    ['very_satisfied', '很好，谢谢'],
    ['satisfied', '不错'],
    ['satisfied', '没什么不好'],
    ['satisfied', 'Not bad at all'],
    ['satisfied', 'She wore her badge'],
    ['very_dissatisfied', '不满意，没解决'],
    ['very_dissatisfied', '没修好，谢谢'],
    ['dissatisfied', 'not good'],
    ['neutral', '太慢，但是态度很好'],
    ['neutral', '失望'],
    ['satisfied', ''],
  ] as const)('%s: %s', (solution, remarks) => {
    expect(words(solution, remarks)).toEqual([])
  })
})

it('the reason counts like the remarks', () => {
  expect(contradictions(answers('very_dissatisfied', '', { reason: '非常满意' }))).toHaveLength(1)
})

it('who scores the solution well and the handler badly may well reproach: nothing is pointed out', () => {
  expect(contradictions(answers('satisfied', '态度差', { handler: 'dissatisfied' }))).toEqual([])
  expect(contradictions(answers('satisfied', '态度差', { handler: 'very_satisfied' }))).toEqual([
    { about: 'solution', step: 'satisfied', words: ['态度差'] },
    { about: 'handler', step: 'very_satisfied', words: ['态度差'] },
  ])
})

it('less than satisfied asks for the reason', () => {
  for (const solution of ['neutral', 'dissatisfied', 'very_dissatisfied'] as const) {
    expect(surveyAnswersSchema.safeParse(answers(solution, '')).success).toBe(false)
    expect(surveyAnswersSchema.safeParse(answers(solution, '', { reason: '慢' })).success).toBe(true)
  }
  expect(surveyAnswersSchema.safeParse(answers('satisfied', '')).success).toBe(true)
})
