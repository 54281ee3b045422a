import { z } from 'zod'
import { levelSchema } from '../../../domain/complaint/input.ts'
import { actions } from '../../../domain/complaint/moves.ts'
import { categories, channels, departments, threats, wants } from '../../../domain/vocabulary.ts'
import complaints from '../../../resources/demo/complaints.json' with { type: 'json' }
import customers from '../../../resources/demo/customers.json' with { type: 'json' }
import photos from '../../../resources/demo/photos.json' with { type: 'json' }

/** Invented customers and what they bought; days count back from the day on which the demo store is made. */
const customerSchema = z.object({
  key: z.string(),
  name: z.string(),
  phone: z.string(),
  member: z.string(),
  purchases: z.array(
    z.object({
      order: z.string(),
      channel: z.enum(['store', 'online', 'phone', 'tv']),
      model: z.string(),
      product: z.string(),
      family: z.string(),
      serial: z.string(),
      paidFen: z.int(),
      warrantyMonths: z.int(),
      boughtDaysAgo: z.int(),
    }),
  ),
})

/**
 * A life in short: who does what, with the input of the action in short, and after how many window minutes when not as
 * usual.
 * @param does what can be done in it
 */
export function lifeOf<const A extends readonly [string, ...string[]]>(does: A) {
  const step = z.tuple([z.string(), z.enum(does), z.record(z.string(), z.unknown()), z.number().optional()])
  return z.array(
    z
      .preprocess((each) => (Array.isArray(each) && each.length === 3 ? [...each, undefined] : each), step)
      .transform(([by, action, input, wait]) => ({ by, action, input, wait })),
  )
}

const complaintSchema = z.object({
  key: z.string(),
  /** Window days before now; 0.5 is half a window. */
  ago: z.number(),
  /** Received so that its reply is due at the end of today, where today is a working day. */
  dueToday: z.boolean().default(false),
  by: z.string(),
  customer: z.string().nullable(),
  order: z.string().optional(),
  channel: z.enum(channels),
  whatHappened: z.string(),
  against: z.string().default(''),
  impact: z.string().default(''),
  wants: z.array(z.enum(wants)),
  claimFen: z.int().nullable().default(null),
  claimBasis: z.string().default(''),
  category: z.enum(categories),
  symptom: z.string().nullable().default(null),
  dissatisfied: z.boolean().default(false),
  deadlineSet: z.boolean().default(false),
  threatens: z.array(z.enum(threats)).default([]),
  injuryOrDamage: z.boolean().default(false),
  noPower: z.boolean().default(false),
  sameFaultAfterRepair: z.boolean().default(false),
  claimBeyondGoods: z.boolean().default(false),
  level: levelSchema,
  /** The manager agreed to a level below the suggested one. */
  lowered: z.boolean().default(false),
  department: z.enum(departments),
  handler: z.string().nullable(),
  life: lifeOf([...actions, 'add_photo']),
})

export type DemoCustomer = z.output<typeof customerSchema>
export type DemoComplaint = z.output<typeof complaintSchema>
export type DemoStep = DemoComplaint['life'][number]

export const demoCustomers = (): DemoCustomer[] => z.array(customerSchema).parse(customers)
export const demoComplaints = (): DemoComplaint[] => z.array(complaintSchema).parse(complaints)

/**
 * A picture of the demo store.
 * @param name its key in resources/demo/photos.json
 */
export function demoPhoto(name: string): Uint8Array {
  const text = z.record(z.string(), z.base64()).parse(photos)[name]
  if (text === undefined) throw new Error(`No demo photo ${name}`)
  return Buffer.from(text, 'base64')
}
