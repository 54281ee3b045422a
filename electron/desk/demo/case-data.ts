import { z } from 'zod'
import { caseActions } from '../../../domain/case/moves.ts'
import { caseReasons } from '../../../domain/case/vocabulary.ts'
import cases from '../../../resources/demo/cases.json' with { type: 'json' }
import standing from '../../../resources/demo/desk.json' with { type: 'json' }
import sold from '../../../resources/demo/sold.json' with { type: 'json' }
import { lifeOf } from './data.ts'

/* Invented refund and exchange cases, goods in custody, authorisations and sold lines of the demo store. */

const days = z.int().min(0)

/** As `purchaseSchema`, with days before the case was opened instead of dates. */
const purchaseSchema = z.looseObject({
  boughtDaysBefore: days,
  deliveredDaysBefore: days.optional(),
  promisedDaysBefore: days.optional(),
})

const caseSchema = z.object({
  key: z.string(),
  /** Window days before now; 0.5 is half a window. */
  ago: z.number(),
  by: z.string(),
  handler: z.string(),
  /** About the purchase of an earlier case. */
  of: z.string().optional(),
  /** About a purchase that an earlier complaint knows: key of the customer, order number. */
  known: z.object({ customer: z.string(), order: z.string() }).optional(),
  /** New at the desk, with what they bought. */
  customer: z.record(z.string(), z.string()).optional(),
  purchase: purchaseSchema.optional(),
  lines: z.array(z.object({ position: z.int(), units: z.int() })).default([{ position: 0, units: 1 }]),
  reason: z.enum(caseReasons),
  faultKind: z.enum(['performance', 'appearance']).nullable().default(null),
  whatHappened: z.string(),
  /** Key of the complaint that it belongs to. */
  complaint: z.string().nullable().default(null),
  life: lifeOf(caseActions),
})

const standingSchema = z.object({
  authorisations: z.array(
    z.looseObject({ key: z.string(), ago: z.number(), forDays: days, life: z.tuple([]) }),
  ),
  custody: z.array(
    z.looseObject({
      key: z.string(),
      ago: z.number(),
      by: z.string(),
      /** Key of a customer. */
      customer: z.string(),
      life: lifeOf(['move', 'end']),
    }),
  ),
})

const soldSchema = z.object({
  headers: z.string(),
  lines: z.array(
    z
      .string()
      .regex(/^\d+,/)
      .transform((line) => ({ daysAgo: Number.parseInt(line, 10), rest: line.slice(line.indexOf(',')) })),
  ),
})

export type DemoCase = z.output<typeof caseSchema>
export type DemoCaseStep = DemoCase['life'][number]
export type DemoAuthorisation = z.output<typeof standingSchema>['authorisations'][number]
export type DemoCustody = z.output<typeof standingSchema>['custody'][number]

export const demoCases = (): DemoCase[] => z.array(caseSchema).parse(cases)
export const demoStanding = () => standingSchema.parse(standing)
/** The till's export; each line begins with days that count back from the day on which the demo store is made. */
export const demoSold = () => soldSchema.parse(sold)
