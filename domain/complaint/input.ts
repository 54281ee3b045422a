import { z } from 'zod'
import { complaintContactSchema, contactChannels } from '../contact.ts'
import { drawnSignatureSchema } from '../drawn-signature.ts'
import {
  civilDateSchema,
  fenSchema,
  instantSchema,
  optionalText,
  phoneSchema,
  pinSchema,
  requiredText,
  sha256Schema,
  staffNumberSchema,
  textLimits,
} from '../text.ts'
import {
  categories,
  channels,
  departments,
  remedyKinds,
  satisfactions,
  threats,
  wants,
} from '../vocabulary.ts'

const { name, short, line, long } = textLimits

export const levelSchema = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)])
export const departmentSchema = z.enum(departments)

/** A second person's number and PIN, where the act needs theirs. */
export const countersignSchema = z.object({ staffNumber: staffNumberSchema, pin: pinSchema })

/** A file that was uploaded before and is named here by its content. */
export const fileReferenceSchema = z.object({ sha256: sha256Schema, name: requiredText(short) })

/** Channels that may bring a sheet with a date by which it wants an answer (process section 6, official sheet). */
export const officialChannels: readonly (typeof channels)[number][] = [
  'regulator',
  'media',
  'court',
  'executives',
]

/** What intake asks for (glossary, Intake form); commandId makes twice the same once. */
export const registerSchema = z.object({
  commandId: z.uuid(),
  customer: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('known'), customerId: z.uuid() }),
    z.object({
      kind: z.literal('new'),
      name: requiredText(name),
      phone: phoneSchema,
      memberNumber: optionalText(name).default(''),
    }),
    z.object({ kind: z.literal('anonymous') }),
  ]),
  channel: z.enum(channels),
  purchase: z
    .object({
      orderNumber: optionalText(name),
      model: optionalText(name),
      productName: optionalText(name).default(''),
      serialNumber: optionalText(name),
    })
    .nullable(),
  quantity: z
    .int({ error: 'not_a_quantity' })
    .min(1, { error: 'not_a_quantity' })
    .max(9999, { error: 'not_a_quantity' })
    .default(1),
  whatHappened: requiredText(long),
  against: optionalText(short).default(''),
  impact: optionalText(line).default(''),
  wants: z.array(z.enum(wants)).max(wants.length),
  claimFen: fenSchema.nullable().default(null),
  claimBasis: optionalText(line).default(''),
  category: z.enum(categories).nullable().default(null),
  symptom: optionalText(name).nullable().default(null),
  dissatisfied: z.boolean().default(false),
  deadlineSet: z.boolean().default(false),
  threatens: z.array(z.enum(threats)).max(threats.length).default([]),
  injuryOrDamage: z.boolean().default(false),
  seriousBreach: z.boolean().default(false),
  noPower: z.boolean().default(false),
  sameFaultAfterRepair: z.boolean().default(false),
  claimBeyondGoods: z.boolean().default(false),
  level: levelSchema,
  /** The manager's number and PIN; needed only for a level below the suggested one (section 5). */
  levelApproval: countersignSchema.nullable().default(null),
  department: departmentSchema.nullable(),
  handlerId: z.uuid().nullable(),
  files: z.array(fileReferenceSchema).max(20, { error: 'too_many_files' }).default([]),
  /** 转办件: the date on the authority's sheet; only for the channels of `officialChannels`. */
  officialDueOn: civilDateSchema.nullable().default(null),
})
export type RegisterInput = z.input<typeof registerSchema>
export type Registration = z.output<typeof registerSchema>

export const deliveredWays = ['handed_over', 'message', 'post'] as const
export const spokenWays = ['in_person', 'phone'] as const
export { contactChannels }
export const settlements = ['ordinary_service', 'explanation', 'apology'] as const
/** Why a remedy is given: what the law grants has no limit, goodwill has (sections 7.5 and 14; `goodwillOf`). */
export const remedyBases = ['law', 'store_mistake', 'goodwill'] as const
export type RemedyBasis = (typeof remedyBases)[number]

export const remedyLineSchema = z.object({
  kind: z.enum(remedyKinds),
  basis: z.enum(remedyBases),
  /** What it costs the store, null where no money is named. */
  amountFen: fenSchema.nullable(),
  detail: optionalText(line),
  /** Who carries it out; null = the store's desk. */
  department: departmentSchema.nullable(),
  /** Civil date by which it is promised; null = 7 civil days after the customer accepts. */
  dueOn: civilDateSchema.nullable(),
})
export type RemedyLine = z.output<typeof remedyLineSchema>

/** Remedy lines of the resolution and of its alternatives, in the order in which they are offered. */
export const optionsSchema = z
  .array(z.object({ lines: z.array(remedyLineSchema).min(1, { error: 'needs_remedy' }).max(20) }))
  .min(1, { error: 'needs_remedy' })
  .max(5)
export type ResolutionOption = z.output<typeof optionsSchema>[number]

const empty = z.object({})

/** What each action of the table asks for. One home for the form and the service. */
export const actionInputs = {
  accept: z.object({ handlerId: z.uuid(), customerPresent: z.boolean() }),
  settle_at_counter: z.object({ settlement: z.enum(settlements), what: requiredText(line) }),
  investigate: empty,
  record_finding: z.object({
    founded: z.boolean(),
    quality: z.boolean(),
    cause: requiredText(long),
    department: departmentSchema,
    person: optionalText(name),
    evidence: optionalText(line),
  }),
  dispatch: z.object({
    department: departmentSchema,
    question: requiredText(long),
    /** null = as the policy says (3 working days). */
    dueAt: instantSchema.nullable(),
  }),
  department_answer: z.object({
    answer: requiredText(long),
    plan: optionalText(long),
    improvement: optionalText(long),
    acknowledgedBy: requiredText(name),
  }),
  recall_dispatch: z.object({ reason: requiredText(line) }),
  propose: z.object({
    options: optionsSchema,
    /** The text the customer will read. */
    wording: optionalText(long),
    terms: optionalText(long),
    /** 底线: never printed, never shown to the customer. */
    internalFloor: optionalText(line),
  }),
  submit: empty,
  sign: z.object({ resolutionId: z.uuid(), pin: pinSchema }),
  return_for_rework: z.object({ reason: requiredText(line) }),
  head_office_ruling: z.object({
    decision: z.enum(['approve', 'refuse']),
    reference: requiredText(short),
    text: requiredText(long),
    pin: pinSchema,
  }),
  communicate: z.object({
    deliveredHow: z.enum(deliveredWays),
    deliveredAt: instantSchema,
    spokenHow: z.enum(spokenWays),
    spokenAt: instantSchema,
  }),
  customer_accepts: z.object({
    opinion: requiredText(line),
    how: z.enum(spokenWays),
    signature: drawnSignatureSchema.nullish(),
    option: z.int().min(0).max(4),
  }),
  customer_rejects: z.object({
    opinion: requiredText(line),
    how: z.enum(spokenWays),
    signature: drawnSignatureSchema.nullish(),
  }),
  task_done: z.object({ taskId: z.uuid(), evidence: requiredText(line) }),
  complete_execution: z.object({
    tasks: z.array(z.object({ taskId: z.uuid(), evidence: requiredText(line) })).max(20),
    wordHow: z.enum(contactChannels),
    word: requiredText(line),
  }),
  outcome_notice: z.object({ salesDepartment: requiredText(short), text: requiredText(long) }),
  return_visit: z.object({
    how: z.enum(contactChannels),
    solution: z.enum(satisfactions),
    handler: z.enum(satisfactions).nullable(),
    technician: z.enum(satisfactions).nullable(),
    remarks: optionalText(line),
    /** Why the customer is less than satisfied. */
    reason: optionalText(line),
    /** Filled in by the customer on the turned screen. */
    byCustomer: z.boolean().optional(),
    /** Why a score stands that the words contradict. */
    contradiction: optionalText(line).optional(),
  }),
  close_without_visit: z.object({ remark: requiredText(line) }),
  end_unsettled: z.object({ reason: requiredText(line), referredTo: requiredText(short), pin: pinSchema }),
  withdraw: z.object({ words: requiredText(line), approval: countersignSchema }),
  merge: z.object({ intoNumber: requiredText(name) }),
  void: z.object({ reason: requiredText(line), pin: pinSchema }),
  reopen: z.object({ reason: requiredText(line) }),
  log_contact: complaintContactSchema,
  add_file: z.object({
    files: z.array(fileReferenceSchema).min(1, { error: 'required' }).max(20, { error: 'too_many_files' }),
  }),
  note: z.object({ text: requiredText(long) }),
  reassign: z.object({ handlerId: z.uuid(), reason: optionalText(line) }),
  change_department: z.object({ department: departmentSchema, reason: requiredText(line) }),
  hold: z.object({ reason: requiredText(line), until: instantSchema }),
  release: z.object({ reason: optionalText(line) }),
  raise_level: z.object({ level: levelSchema, reason: requiredText(line) }),
  lower_level: z.object({ level: levelSchema, reason: requiredText(line), pin: pinSchema }),
  postpone: z.object({
    reason: requiredText(line),
    newDate: civilDateSchema,
    consent: z.boolean(),
    evidence: requiredText(line),
  }),
} as const

export type ActionInputs = { [A in keyof typeof actionInputs]: z.output<(typeof actionInputs)[A]> }
export type ActionInput<A extends keyof ActionInputs> = ActionInputs[A]
