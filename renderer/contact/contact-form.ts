import { nextAttemptAt } from '../../domain/call-list.ts'
import type { CallResult } from '../../domain/contact.ts'
import { contactChannels, phoneResults } from '../../domain/contact.ts'
import type { Policy } from '../../domain/policy.ts'
import { storeTimeOf } from '../../domain/store-time.ts'
import type { Field, FormValues } from '../complaint/actions/form-values.ts'
import { inputOf, localMoment } from '../complaint/actions/form-values.ts'

/** One contact while it is entered: what its form holds, and what the desk takes. */

const meant = (values: FormValues) => values.nuisance !== true

/** The plain fields; the result of the call and what the guard needs have controls of their own. */
export const contactFields = [
  { name: 'direction', control: 'choice', choices: ['out', 'in'], words: 'direction' },
  { name: 'channel', control: 'choice', choices: contactChannels, words: 'words:contactChannel' },
  { name: 'reached', control: 'check', when: (values) => !isCall(values) && !isSent(values) },
  { name: 'said', control: 'area', rows: 2 },
  { name: 'nuisance', control: 'check', when: (values) => values.direction === 'in' },
  { name: 'nextStep', control: 'line', when: meant },
  { name: 'nextAt', control: 'moment', nullable: true, when: meant },
  { name: 'onSiteAt', control: 'moment', nullable: true, when: meant },
  { name: 'onSiteDone', control: 'check', when: meant },
] as const satisfies readonly Field[]

/** What the form asks for besides: how the call ended, and what the guard needs. */
export const contactControls = ['result', 'askedFor', 'override'] as const

/**
 * What the form begins with.
 * @param direction an outgoing call, or one from the customer
 */
export function contactDefaults(direction: 'in' | 'out'): FormValues {
  return {
    direction,
    channel: 'phone',
    result: '',
    reached: true,
    said: '',
    nuisance: false,
    nextStep: '',
    nextAt: '',
    onSiteAt: '',
    onSiteDone: false,
    askedFor: false,
    override: { staffNumber: '', pin: '', reason: '' },
  }
}

/** An outgoing telephone call: the guard speaks, and its result is chosen. */
export function isCall(values: FormValues): boolean {
  return values.direction === 'out' && values.channel === 'phone'
}

/** A message or letter that went out. */
function isSent(values: FormValues): boolean {
  return values.direction === 'out' && (values.channel === 'message' || values.channel === 'letter')
}

function resultOf(values: FormValues): CallResult | null {
  if (isSent(values)) return 'sent'
  return isCall(values) ? (phoneResults.find((result) => result === values.result) ?? null) : null
}

/**
 * Was a word brought to the customer? Then the time of the next step is a promise.
 * @param values what the form holds
 */
export function promises(values: FormValues): boolean {
  if (values.nuisance === true || values.nextAt === '') return false
  const result = resultOf(values)
  return result === null ? values.reached === true && !isCall(values) : !attempts.includes(result)
}

/** Results that brought no word. */
const attempts: readonly CallResult[] = ['no_answer', 'busy', 'switched_off', 'wrong_number', 'hung_up']

/**
 * The form after a result was chosen: an attempt in vain has its usual next step, which saves typing and stays open to
 * change; what somebody typed stays.
 * @param values what the form holds
 * @param result the result that was chosen
 * @param usual the usual next step and its time as an input of store time
 */
export function withResult(
  values: FormValues,
  result: CallResult,
  usual: { readonly nextStep: string; readonly nextAt: string },
): FormValues {
  const isAttempt = attempts.includes(result)
  const untouched = values.nextStep === '' || values.nextStep === usual.nextStep
  const next = isAttempt ? usual : { nextStep: '', nextAt: '' }
  return { ...values, result, ...(untouched ? next : {}) }
}

/**
 * When a customer is usually tried again, as an input of store time holds it.
 * @param now instant, ms
 * @param policy supplies the hours for calls
 * @param timeZone of the store
 */
export function usualAttempt(now: number, policy: Policy, timeZone: string): string {
  return localMoment(new Date(nextAttemptAt(now, policy)).toISOString(), timeZone)
}

/** A time that is often agreed on; `at` as an input of store time, `clock` its HH:MM. */
export interface QuickTime {
  readonly code: 'inTwoHours' | 'tonight' | 'tomorrow'
  readonly at: string
  readonly clock: string
}

/**
 * Times that are often agreed on: those that lie ahead and within the hours for calls.
 * @param now instant, ms
 * @param policy supplies the hours for calls
 * @param timeZone of the store
 */
export function quickTimes(now: number, policy: Policy, timeZone: string): QuickTime[] {
  const storeTime = storeTimeOf(policy)
  const today = storeTime.dayAt(now)
  const quarter = 15 * 60_000
  const soon = Math.ceil((now + 8 * quarter) / quarter) * quarter
  const beforeEnd = today.callsEndAt - 2 * quarter
  const all: [QuickTime['code'], number][] = [
    ['inTwoHours', soon < today.callsEndAt && soon >= today.callsFromAt ? soon : 0],
    ['tonight', beforeEnd],
    ['tomorrow', storeTime.day(today.index + 1).callsFromAt],
  ]
  return all
    .filter(([, at]) => at > now)
    .map(([code, at]) => {
      const local = localMoment(new Date(at).toISOString(), timeZone)
      return { code, at: local, clock: local.slice(11) }
    })
}

/**
 * What the schema cannot know by itself; error codes by field.
 * @param values what the form holds
 */
export function checkContact(values: FormValues): Readonly<Record<string, string | undefined>> {
  return isCall(values) && values.nuisance !== true && resultOf(values) === null ? { result: 'required' } : {}
}

/**
 * The contact as the desk takes it.
 * @param values what the form holds
 * @param timeZone of the store
 * @param refused the guard refuses the call: the manager's override goes with it, once they have entered anything
 */
export function contactInput(
  values: FormValues,
  timeZone: string,
  refused: boolean,
): Record<string, unknown> {
  const result = resultOf(values)
  const plain = inputOf(contactFields, values, timeZone)
  const { override } = values
  const given = refused && override instanceof Object && Object.values(override).some((part) => part !== '')
  return {
    ...plain,
    result,
    reached: result === null ? !isCall(values) && plain.reached === true : result === 'talked',
    nuisance: values.direction === 'in' && values.nuisance === true,
    askedFor: isCall(values) && values.askedFor === true,
    override: given ? override : null,
  }
}
