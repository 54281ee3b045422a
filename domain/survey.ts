import { z } from 'zod'
import { optionalText, textLimits } from './text.ts'
import type { Satisfaction } from './vocabulary.ts'
import { satisfactions } from './vocabulary.ts'

/** Return visit 回访: five steps and remarks, and words that do not fit the steps (process section 8). */

/** What a customer answers, for the solution, the handler and, where one was there, the technician. */
export const surveyAnswersSchema = z
  .object({
    solution: z.enum(satisfactions),
    handler: z.enum(satisfactions).nullable(),
    technician: z.enum(satisfactions).nullable(),
    remarks: optionalText(textLimits.line),
    /** Why the customer is less than satisfied with the solution. */
    reason: optionalText(textLimits.line),
  })
  .refine((answers) => !isLess(answers.solution) || answers.reason !== '', {
    error: 'required',
    path: ['reason'],
  })
export type SurveyAnswers = z.output<typeof surveyAnswersSchema>

/**
 * Is the customer less than satisfied, so that the reason is asked and the complaint goes on?
 * @param step their answer
 */
export function isLess(step: Satisfaction): boolean {
  return step !== 'very_satisfied' && step !== 'satisfied'
}

/** Words of a kind, longer ones first, so that a refusal of praise is not read as praise. */
const discontent = [
  '不太满意',
  '不是很满意',
  '很不满',
  '不满意',
  '没有解决',
  '没解决',
  '还没修好',
  '没修好',
  '又坏',
  '还是坏',
  '不行',
  '不好',
  '态度差',
  '太差',
  '差劲',
  '很差',
  '真差',
  '失望',
  '生气',
  '气人',
  '敷衍',
  '推诿',
  '骗人',
  '欺骗',
  '再也不',
  '没人管',
  '太慢',
  '不耐烦',
  '要投诉',
  '凑合',
  'not satisfied',
  'not happy',
  'not good',
  'not solved',
  'not fixed',
  'not resolved',
  'unsatisfied',
  'dissatisfied',
  'unhappy',
  'disappointed',
  'disappointing',
  'terrible',
  'awful',
  'rude',
  'useless',
  'never again',
  'still broken',
  'broken again',
  'too slow',
  'bad',
  'angry',
  'ignored',
] as const

const praise = [
  '非常满意',
  '很满意',
  '挺满意',
  '满意',
  '很好',
  '挺好',
  '真好',
  '不错',
  '谢谢',
  '感谢',
  '多谢',
  '表扬',
  '专业',
  '耐心',
  '周到',
  '点赞',
  '热情',
  'very satisfied',
  'satisfied',
  'thank',
  'great',
  'excellent',
  'helpful',
  'perfect',
  'well done',
  'happy',
  'good',
  'friendly',
  'patient',
] as const

/** Said with a no before it, discontent is none: what is left says nothing. */
const noDiscontent = [
  '没有不满意',
  '没什么不好',
  '没有什么不好',
  '没有失望',
  '没失望',
  '不差',
  '不生气',
  '没生气',
  '不会再投诉',
  'not bad',
  'no longer angry',
  'not angry',
  'not disappointed',
  'not rude',
  'nothing bad',
] as const

/** Thanks at the end of a reproach are manners, not praise. */
const manners: readonly string[] = ['谢谢', '多谢', '感谢', 'thank']

/** Latin words stand alone: `bad` is not in `badge`. */
function found(text: string, word: string): boolean {
  if (!/^[a-z]/.test(word)) return text.includes(word)
  const tail = word === 'thank' ? '(s|ful)?' : ''
  return new RegExp(`(?<![a-z])${word}${tail}(?![a-z])`).test(text)
}

function takeOut(
  text: string,
  words: readonly string[],
): { readonly rest: string; readonly taken: string[] } {
  let rest = text
  const taken: string[] = []
  for (const word of words.toSorted((one, other) => other.length - one.length)) {
    if (!found(rest, word)) continue
    taken.push(word)
    rest = rest.replaceAll(word, ' ')
  }
  return { rest, taken }
}

/** Words that say the opposite of a step. */
export interface Contradiction {
  /** Of what the step is. */
  readonly about: 'solution' | 'handler' | 'technician'
  readonly step: Satisfaction
  /** The customer's words, lower case. */
  readonly words: readonly string[]
}

/**
 * Words of the customer that contradict their steps (process section 8): a reproach beside "satisfied", or praise alone
 * beside "dissatisfied". They are pointed out, never corrected: a person asks the customer and says why it stands.
 * @param answers steps, remarks and reason
 * @returns every step that the words contradict; steps in the middle contradict nothing
 */
export function contradictions(
  answers: Pick<SurveyAnswers, 'solution' | 'handler' | 'technician' | 'remarks' | 'reason'>,
): Contradiction[] {
  const said = `${answers.remarks}\n${answers.reason}`.normalize('NFKC').toLowerCase().replaceAll('’', "'")
  const reproach = takeOut(takeOut(said, noDiscontent).rest, discontent)
  const praised = takeOut(reproach.rest, praise).taken.filter((word) => !manners.includes(word))
  const steps = (['solution', 'handler', 'technician'] as const).flatMap((about) => {
    const step = answers[about]
    return step === null ? [] : [{ about, step }]
  })
  const high = steps.filter(({ step }) => !isLess(step))
  const low = steps.filter(({ step }) => step === 'dissatisfied' || step === 'very_dissatisfied')
  // Who is content with one and not with another may well say both.
  if (reproach.taken.length > 0)
    return high.length === steps.length ? high.map((each) => ({ ...each, words: reproach.taken })) : []
  if (praised.length > 0)
    return low.length === steps.length ? low.map((each) => ({ ...each, words: praised })) : []
  return []
}
