import { z } from 'zod'
import type { Contradiction } from '../../domain/survey.ts'
import { contradictions } from '../../domain/survey.ts'
import { satisfactions } from '../../domain/vocabulary.ts'
import type { KeptSurvey } from '../../electron/desk/survey-views.ts'
import type { FormValues } from '../complaint/actions/form-values.ts'

const step = z.union([z.enum(satisfactions), z.literal('').transform(() => null)])
const visitSchema = z.object({
  solution: z.enum(satisfactions),
  handler: step,
  technician: step,
  remarks: z.string(),
  reason: z.string(),
})

/**
 * What in the form of a return visit contradicts its steps; nothing while the solution has no step yet.
 * @param values what its controls hold
 */
export function contradictionsIn(values: FormValues): Contradiction[] {
  const visit = visitSchema.safeParse(values)
  return visit.success ? contradictions(visit.data) : []
}

/**
 * The customer's own answers as the form of a return visit begins with them.
 * @param kept from the turned screen
 */
export function visitValues(kept: KeptSurvey): FormValues {
  return {
    how: 'in_person',
    solution: kept.solution,
    handler: kept.handler ?? '',
    technician: kept.technician ?? '',
    remarks: kept.remarks,
    reason: kept.reason,
    contradiction: '',
    byCustomer: true,
  }
}
