import { z } from 'zod'
import {
  instantSchema,
  optionalText,
  pinSchema,
  requiredText,
  staffNumberSchema,
  textLimits,
} from './text.ts'

/** How a call or message ended 通话结果 (process section 8). */
export const callResults = [
  'talked',
  'no_answer',
  'busy',
  'switched_off',
  'wrong_number',
  'hung_up',
  'message_left',
  'sent',
] as const
export type CallResult = (typeof callResults)[number]

/** How a telephone call ended; `sent` is for messages and letters. */
export const phoneResults = callResults.filter((result) => result !== 'sent')

export const contactChannels = ['phone', 'in_person', 'message', 'letter', 'other'] as const
export type ContactChannel = (typeof contactChannels)[number]

/** One talk or message, as far as rules go by it. */
export interface ContactFacts {
  readonly direction: 'in' | 'out'
  readonly channel: ContactChannel
  readonly reached: boolean
  readonly result: CallResult | null
  readonly nuisance: boolean
}

/**
 * Was a word brought to the customer: talked through, left as a message, or sent (process section 8)? An unanswered attempt
 * brings none.
 * @param contact towards the customer or from them
 */
export function bringsWord(contact: Pick<ContactFacts, 'reached' | 'result'>): boolean {
  return contact.reached || contact.result === 'message_left' || contact.result === 'sent'
}

/** A manager's number and PIN with a reason, where the contact guard refuses (process section 8). */
export const overrideSchema = z.object({
  staffNumber: staffNumberSchema,
  pin: pinSchema,
  reason: requiredText(textLimits.line),
})

const contactFields = {
  direction: z.enum(['in', 'out']),
  channel: z.enum(contactChannels),
  /** The customer was reached and the matter talked through. */
  reached: z.boolean(),
  /** What was said; an attempt that reached nobody may leave it out. */
  said: optionalText(textLimits.long),
  /** Both empty only for a nuisance call; otherwise what happens next and when (section 8). */
  nextStep: optionalText(textLimits.line),
  nextAt: instantSchema.nullable(),
  nuisance: z.boolean(),
  /** 通话结果, of a call or message. */
  result: z.enum(callResults).nullish(),
  /** The customer asked to be called at this hour. */
  askedFor: z.boolean().optional(),
  override: overrideSchema.nullish(),
}

interface Written {
  readonly reached: boolean
  readonly said: string
  readonly nuisance: boolean
  readonly nextStep: string
  readonly nextAt: string | null
  readonly result?: CallResult | null | undefined
}

/** What was talked through is written down; only who talked was reached; every contact ends with a next step and its time. */
function checkContact(contact: Written, context: z.RefinementCtx): void {
  const refuse = (path: keyof Written, message: string) =>
    context.addIssue({ code: 'custom', message, path: [path], input: contact })
  if (contact.reached && contact.said === '') refuse('said', 'required')
  if (contact.result != null && contact.reached !== (contact.result === 'talked'))
    refuse('result', 'not_valid')
  if (contact.nuisance) return
  if (contact.nextStep === '') refuse('nextStep', 'required')
  if (contact.nextAt === null) refuse('nextAt', 'required')
}

/** A contact about a refund or exchange case. */
export const caseContactSchema = z.object(contactFields).superRefine(checkContact)
export type CaseContact = z.output<typeof caseContactSchema>

/** A contact about a complaint. */
export const complaintContactSchema = z
  .object({
    ...contactFields,
    /** 上门: a repair at the customer's home was agreed for then. From here it must be done within the policy's hours. */
    onSiteAt: instantSchema.nullish(),
    /** It was done. */
    onSiteDone: z.boolean().optional(),
  })
  .superRefine(checkContact)
