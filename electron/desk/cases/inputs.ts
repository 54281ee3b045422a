import { z } from 'zod'
import { planSchema, purchaseSchema } from '../../../domain/case/input.ts'
import { caseActions } from '../../../domain/case/moves.ts'
import { caseReasons, caseStates } from '../../../domain/case/vocabulary.ts'
import { faultKinds } from '../../../domain/entitlement.ts'
import { civilDateSchema, requiredText, textLimits } from '../../../domain/text.ts'

/** What the calls about cases ask for; an action's own input is in domain/case/input.ts. */

export const actSchema = z.object({
  commandId: z.uuid(),
  caseId: z.uuid(),
  /** The version that the person saw: a change by somebody else since then is `stale`. */
  seenVersion: z.int().positive(),
  action: z.enum(caseActions),
  input: z.unknown(),
})

export const listSchema = z.object({
  text: z.string().max(60),
  states: z.array(z.enum(caseStates)),
  filter: z.enum(['open', 'all', 'awaiting_signature', 'late', 'without_signature']),
  /** For `without_signature`: that store day; null = any. */
  on: civilDateSchema.nullable(),
  mine: z.boolean(),
  cursor: z.string().max(200).nullable(),
  limit: z.int().min(1).max(100).default(50),
})

const unitsSchema = z
  .int({ error: 'not_a_quantity' })
  .min(1, { error: 'not_a_quantity' })
  .max(9999, { error: 'not_a_quantity' })
const placesSchema = z
  .array(z.object({ position: z.int().min(0).max(99), units: unitsSchema }))
  .min(1, { error: 'required' })
  .max(100)
const asked = {
  reason: z.enum(caseReasons),
  faultKind: z.enum(faultKinds).nullable().default(null),
  voucherValid: z.boolean(),
}

/** What entitlement would say: of lines that the desk knows, of the till's export, or of a purchase that is typed now. */
export const previewSchema = z.union([
  z.object({
    ...asked,
    lines: z
      .array(z.object({ purchaseLineId: z.uuid(), units: unitsSchema }))
      .min(1, { error: 'required' })
      .max(100),
  }),
  z.object({
    ...asked,
    till: z.object({ orderNumber: requiredText(textLimits.name), lines: placesSchema }),
  }),
  z.object({ ...asked, typed: z.object({ purchase: purchaseSchema, lines: placesSchema }) }),
])

export const planPreviewSchema = z.object({ caseId: z.uuid(), plan: planSchema })
