import { z } from 'zod'
import defaultScriptsJson from '../resources/scripts.default.json' with { type: 'json' }
import type { CallReason } from './call-list.ts'
import type { Action } from './complaint/moves.ts'
import { requiredText, textLimits } from './text.ts'
import type { Level, State } from './vocabulary.ts'

/** Scripts and techniques for hard talks (process sections 8 and 10), offered at the moment at which they fit. */

/** At which moment of a talk, in the order in which they come. */
export const scriptMoments = [
  'counter',
  'call_opening',
  'incoming_call',
  'first_contact',
  'listen',
  'upset',
  'apology',
  'demands',
  'threat',
  'say_no',
  'out_of_scope',
  'progress',
  'progress_word',
  'no_answer',
  'postpone',
  'propose',
  'communicate',
  'rejected',
  'agreed',
  'done',
  'return_visit',
  'visit_unhappy',
  'withdraw',
  'follow_up',
  'closing_call',
] as const
export type ScriptMoment = (typeof scriptMoments)[number]

const textOf = z.object({ title: requiredText(textLimits.name), say: requiredText(textLimits.line * 2) })
const pairOf = z.object({ not: requiredText(textLimits.line), instead: requiredText(textLimits.line) })

/** What the manager may word anew: the text in both languages, and wordings to avoid beside better ones. */
export const scriptBodySchema = z.object({
  text: z.object({ 'zh-CN': textOf, en: textOf }),
  avoid: z.array(z.object({ 'zh-CN': pairOf, en: pairOf })).max(10),
})
export type ScriptBody = z.output<typeof scriptBodySchema>

export const scriptSchema = scriptBodySchema.extend({
  code: z.string().regex(/^[a-z_]{3,40}$/),
  /** Words to be said, or a way of speaking. */
  kind: z.enum(['script', 'technique']),
  moments: z.array(z.enum(scriptMoments)).min(1),
  /** Only at these levels; at every level where it names none. */
  levels: z.array(z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)])),
  /** It tells an outcome of the complaint: only after the signature. */
  outcome: z.boolean(),
})
export type Script = z.output<typeof scriptSchema>

/** The scripts that are part of the program. */
export const defaultScripts: readonly Script[] = z.array(scriptSchema).parse(defaultScriptsJson)

/** Where a talk stands. */
export interface TalkSituation {
  /** null where no complaint is about. */
  readonly state: State | null
  readonly level: Level | null
  /** What is being done or was just chosen, the most telling first. */
  readonly moments: readonly ScriptMoment[]
}

/** States in which the outcome of the running round is signed. An ended complaint is told of no more. */
const signedStates: readonly State[] = ['signed', 'communicated', 'executing', 'executed']

/**
 * May an outcome be told (process section 4)?
 * @param state of the complaint; null where none is about
 */
export function mayTellOutcome(state: State | null): boolean {
  return state !== null && signedStates.includes(state)
}

/**
 * The scripts for a moment, best first: those of the moment that was named first, then those that are for few moments. One
 * that tells an outcome is never offered before the signature (process sections 4 and 8).
 * @param scripts as the store words them
 * @param situation where the talk stands
 */
export function scriptsFor(scripts: readonly Script[], situation: TalkSituation): Script[] {
  const { state, level, moments } = situation
  const rank = (script: Script) => moments.findIndex((moment) => script.moments.includes(moment))
  return scripts
    .filter((script) => rank(script) >= 0)
    .filter((script) => !script.outcome || mayTellOutcome(state))
    .filter((script) => script.levels.length === 0 || (level !== null && script.levels.includes(level)))
    .toSorted(
      (one, other) =>
        rank(one) - rank(other) ||
        Number(one.kind === 'technique') - Number(other.kind === 'technique') ||
        one.moments.length - other.moments.length,
    )
}

const ofAction: Partial<Record<Action, readonly ScriptMoment[]>> = {
  accept: ['counter', 'first_contact', 'listen'],
  settle_at_counter: ['apology', 'listen', 'say_no'],
  postpone: ['postpone', 'upset'],
  propose: ['propose', 'say_no'],
  communicate: ['communicate', 'propose'],
  customer_accepts: ['agreed', 'closing_call'],
  customer_rejects: ['rejected', 'upset'],
  complete_execution: ['done', 'closing_call'],
  return_visit: ['return_visit', 'closing_call'],
  withdraw: ['withdraw', 'listen'],
}

/** Results of a call after which nobody was spoken to. */
const unanswered: readonly unknown[] = ['no_answer', 'busy', 'switched_off']

/**
 * The moments of an action of the table and of what was chosen in its form.
 * @param action what is being entered
 * @param chosen values of its form by name
 * @returns the most telling first; none where the action is no talk
 */
export function momentsOf(action: Action, chosen: Readonly<Record<string, unknown>>): ScriptMoment[] {
  if (action === 'log_contact') {
    if (chosen.direction === 'in') return ['incoming_call', 'listen', 'progress', 'closing_call']
    if (unanswered.includes(chosen.result)) return ['no_answer']
    return ['call_opening', 'progress', 'follow_up']
  }
  const unhappy = ['neutral', 'dissatisfied', 'very_dissatisfied'].includes(String(chosen.solution))
  if (action === 'return_visit' && unhappy) return ['visit_unhappy', 'upset']
  return [...(ofAction[action] ?? [])]
}

/**
 * The moments of a call from the call list.
 * @param reason why the customer is to be called
 */
export function momentsOfCall(reason: CallReason): ScriptMoment[] {
  switch (reason) {
    case 'communicate':
      return ['communicate', 'call_opening', 'propose', 'closing_call']
    case 'return_visit':
      return ['return_visit', 'call_opening', 'closing_call']
    case 'first_contact':
      return ['call_opening', 'first_contact', 'listen', 'closing_call']
    case 'progress_word':
      return ['call_opening', 'progress_word', 'progress', 'closing_call']
    case 'major_call_back':
      return ['call_opening', 'listen', 'progress', 'closing_call']
    case 'promise':
      return ['call_opening', 'follow_up', 'progress', 'closing_call']
  }
}

/** What sounds like an outcome in either language: something that is given, repaired, exchanged or paid for certain. */
const outcomeWords = [
  /(给|为|帮|替)(您|你)(全额)?(退款?|换货?|换一台|赔|补偿|免费修|免单)/,
  /(同意|批准|决定)(了)?(给)?(您|你)?(退|换|赔|补偿)/,
  /(一定|肯定|保证|可以)(能|会|给)?(给?(您|你))?(退款|换货|赔偿|赔您|补偿)/,
  /\bwe (will|shall|can|are going to) (refund|replace|exchange|repair|compensate|pay|give you)\b/i,
  /\byou (will|shall) (get|receive|be given) (a|your|the) (refund|replacement|money|compensation|new)\b/i,
]

/**
 * Does a text tell an outcome? A script that is offered before the signature may not (process section 4).
 * @param body text in both languages; wordings to avoid may name what not to say
 */
export function tellsOutcome(body: Pick<ScriptBody, 'text'>): boolean {
  const said = Object.values(body.text).flatMap(({ title, say }) => [title, say])
  return said.some((text) => outcomeWords.some((words) => words.test(text)))
}

/** What can be filled into a script, by its names in both languages. */
const blanks = {
  customer: ['客户', 'customer'],
  store: ['门店', 'store'],
  me: ['姓名', 'name'],
  goods: ['商品', 'goods'],
  receivedOn: ['登记日期', 'date of receipt'],
  handler: ['受理人', 'handler'],
  step: ['步骤', 'step'],
  deadline: ['期限', 'deadline'],
} as const
export type ScriptBlank = keyof typeof blanks

/**
 * A script with what is known filled in; what is not known stays in its braces for the person to say.
 * @param text with names in braces, such as `{客户}` or `{customer}`
 * @param known by blank; empty ones are not known
 */
export function fillScript(text: string, known: Readonly<Partial<Record<ScriptBlank, string>>>): string {
  let filled = text
  for (const [blank, names] of Object.entries(blanks)) {
    const value = known[blank as ScriptBlank] ?? ''
    if (value !== '') for (const name of names) filled = filled.replaceAll(`{${name}}`, value)
  }
  return filled
}
