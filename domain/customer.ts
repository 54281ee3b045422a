import { z } from 'zod'
import { optionalText, phoneSchema, requiredText, textLimits } from './text.ts'
import type { Role } from './vocabulary.ts'

/** What people do with the record of a customer, besides what they do with complaints and cases. */
export const customerActions = [
  'change',
  'do_not_call',
  'consent',
  'legal_hold',
  'merge',
  'export',
  'erase',
] as const
export type CustomerAction = (typeof customerActions)[number]

const clerksUp = ['clerk', 'technician', 'supervisor', 'manager'] as const satisfies readonly Role[]
const leaders = ['supervisor', 'manager'] as const satisfies readonly Role[]

/** Who may do it. A department sees the customers of its complaints and changes nothing of theirs. */
const who: Readonly<Record<CustomerAction, readonly Role[]>> = {
  change: clerksUp,
  do_not_call: clerksUp,
  consent: clerksUp,
  legal_hold: ['manager'],
  merge: leaders,
  export: leaders,
  erase: ['manager'],
}

/** The state of a customer's record that decides what can be done with it. */
export interface CustomerState {
  readonly anonymous: boolean
  readonly merged: boolean
  readonly erased: boolean
}

/**
 * What a person may do with a customer's record. A double that goes on as somebody else is worked on there; an erased one
 * no more; somebody who gave no name has nothing to change, and no one to be merged with.
 * @param role who asks
 * @param state the record
 */
export function customerOffers(role: Role, state: CustomerState): CustomerAction[] {
  if (state.merged || state.erased) return []
  const nameless: readonly CustomerAction[] = ['do_not_call', 'legal_hold', 'export', 'erase']
  return customerActions.filter(
    (action) => who[action].includes(role) && (!state.anonymous || nameless.includes(action)),
  )
}

const seen = { commandId: z.uuid(), id: z.uuid(), seenVersion: z.int().positive() }

/** The most telephone numbers of one customer. */
export const mostPhones = 10

/** What each change of a customer's record asks for. One home for the form and the service. */
export const customerInputs = {
  change: z.object({
    ...seen,
    name: requiredText(textLimits.name),
    memberNumber: optionalText(textLimits.name),
    address: optionalText(textLimits.line),
    /** Which of the numbers stay, by their place in the record as it was seen: the screen shows them masked. */
    keptPhones: z.array(z.int().min(0).max(mostPhones)).max(mostPhones),
    newPhones: z.array(phoneSchema).max(mostPhones),
  }),
  do_not_call: z.object({ ...seen, on: z.boolean(), reason: requiredText(textLimits.line) }),
  consent: z.object({ ...seen, given: z.boolean() }),
  legal_hold: z.object({ ...seen, on: z.boolean(), reason: requiredText(textLimits.line) }),
  merge: z.object({ ...seen, intoId: z.uuid(), reason: requiredText(textLimits.line) }),
  export: z.object({ commandId: z.uuid(), id: z.uuid() }),
} as const satisfies Partial<Record<CustomerAction, z.ZodType>>
