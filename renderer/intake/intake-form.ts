import { z } from 'zod'
import { officialChannels, registerSchema } from '../../domain/complaint/input.ts'
import type { DepartmentScore } from '../../domain/departments.ts'
import { suggestDepartment } from '../../domain/departments.ts'
import type { LevelReason } from '../../domain/level.ts'
import { suggestLevel } from '../../domain/level.ts'
import type { Policy } from '../../domain/policy.ts'
import type { Department, Level } from '../../domain/vocabulary.ts'
import { categories, channels, departments, levels, threats, wants } from '../../domain/vocabulary.ts'
import type { StaffView } from '../../electron/desk/views.ts'
import { fenOf } from '../complaint/actions/form-values.ts'
import { stagedFileSchema } from './staged-file.ts'

/** What the customer's circumstances often are, as marks on the form. */
export const commonFlags = [
  'dissatisfied',
  'deadlineSet',
  'injuryOrDamage',
  'noPower',
  'sameFaultAfterRepair',
] as const
/** The seldom ones; they stand folded away. */
export const specialFlags = ['seriousBreach', 'claimBeyondGoods'] as const
const flags = [...commonFlags, ...specialFlags] as const
export type Flag = (typeof flags)[number]

const text = z.string().catch('')
const mark = z.boolean().catch(false)

/** The form as it stands on screen; also how a draft is read back, where anything odd becomes empty. */
export const intakeValuesSchema = z.object({
  /** Set while the customer is one that the desk knows. */
  customerId: z.uuid().nullable().catch(null),
  name: text,
  anonymous: mark,
  phone: text,
  memberNumber: text,
  orderNumber: text,
  model: text,
  productName: text,
  serialNumber: text,
  quantity: z.string().catch('1'),
  channel: z.enum(channels).catch('walk_in'),
  against: text,
  whatHappened: text,
  impact: text,
  wants: z.array(z.enum(wants)).catch([]),
  claimYuan: text,
  claimBasis: text,
  category: z.union([z.literal(''), z.enum(categories)]).catch(''),
  symptom: text,
  flags: z.array(z.enum(flags)).catch([]),
  threatens: z.array(z.enum(threats)).catch([]),
  /** null while the suggestion stands. */
  level: z
    .union(levels.map((level) => z.literal(level)))
    .nullable()
    .catch(null),
  /** null while the suggestion stands, '' = none. */
  department: z
    .union([z.literal(''), z.enum(departments)])
    .nullable()
    .catch(null),
  handlerId: text,
  managerNumber: text,
  files: z.array(stagedFileSchema).catch([]),
  /** YYYY-MM-DD, from the sheet of an authority. */
  officialDueOn: text,
})
/** With the manager's PIN, which no draft keeps. */
export type IntakeValues = z.infer<typeof intakeValuesSchema> & { managerPin: string }

/**
 * An empty form.
 * @param me who takes the complaint down; handler by default where the table lets them accept one
 */
export function emptyIntake(me: StaffView): IntakeValues {
  return {
    ...intakeValuesSchema.parse({}),
    handlerId: me.role === 'department' ? '' : me.id,
    managerPin: '',
  }
}

export interface Suggestion {
  readonly level: Level
  readonly reasons: readonly LevelReason[]
  readonly department: Department | null
  readonly ranking: readonly DepartmentScore[]
}

/**
 * What level and department the words and marks so far point to (process sections 5 and 11).
 * @param values the form
 * @param policy the policy in force
 */
export function suggestionFor(values: IntakeValues, policy: Policy): Suggestion {
  const facts = {
    channel: values.channel,
    wants: values.wants,
    threatens: values.threatens,
    ...Object.fromEntries(flags.map((flag) => [flag, values.flags.includes(flag)])),
  }
  return { ...suggestLevel(facts, policy), ...suggestDepartment(values.whatHappened, policy) }
}

/** The level and department that will be recorded: the clerk's choice, else the suggestion. */
export function chosen(
  values: IntakeValues,
  suggestion: Suggestion,
): { level: Level; department: Department | null } {
  return {
    level: values.level ?? suggestion.level,
    department: values.department === null ? suggestion.department : values.department || null,
  }
}

/**
 * May this channel bring a sheet with a date on it (process section 6, official sheet)?
 * @param channel how the complaint came
 */
export function bringsSheet(channel: IntakeValues['channel']): boolean {
  return officialChannels.includes(channel)
}

/** Everything of `registerSchema` but the command's id, which is made when it is sent. */
export const registrationSchema = registerSchema.omit({ commandId: true })
export type RegistrationInput = z.input<typeof registrationSchema>

/**
 * What is sent to the desk.
 * @param values the form
 * @param suggestion stands where the clerk has not chosen; a lower level carries the manager's PIN
 */
export function registrationOf(values: IntakeValues, suggestion: Suggestion): RegistrationInput {
  const { level, department } = chosen(values, suggestion)
  const has = (flag: Flag) => values.flags.includes(flag)
  const purchase = {
    orderNumber: values.orderNumber,
    model: values.model,
    productName: values.productName,
    serialNumber: values.serialNumber,
  }
  const claims = values.wants.includes('compensation')
  return {
    customer: customerOf(values),
    channel: values.channel,
    purchase: Object.values(purchase).every((each) => each.trim() === '') ? null : purchase,
    quantity: Number(values.quantity),
    whatHappened: values.whatHappened,
    against: values.against,
    impact: values.impact,
    wants: values.wants,
    claimFen: claims ? fenOf(values.claimYuan) : null,
    claimBasis: claims ? values.claimBasis : '',
    category: values.category === '' ? null : values.category,
    symptom: values.symptom === '' ? null : values.symptom,
    dissatisfied: has('dissatisfied'),
    deadlineSet: has('deadlineSet'),
    threatens: values.threatens,
    injuryOrDamage: has('injuryOrDamage'),
    seriousBreach: has('seriousBreach'),
    noPower: has('noPower'),
    sameFaultAfterRepair: has('sameFaultAfterRepair'),
    claimBeyondGoods: has('claimBeyondGoods'),
    level,
    levelApproval:
      level < suggestion.level ? { staffNumber: values.managerNumber.trim(), pin: values.managerPin } : null,
    department,
    handlerId: values.handlerId === '' ? null : values.handlerId,
    officialDueOn: bringsSheet(values.channel) && values.officialDueOn !== '' ? values.officialDueOn : null,
    files: values.files.map(({ sha256, name }) => ({ sha256, name: name.slice(0, 120) })),
  }
}

function customerOf(values: IntakeValues): RegistrationInput['customer'] {
  if (values.anonymous) return { kind: 'anonymous' }
  if (values.customerId !== null) return { kind: 'known', customerId: values.customerId }
  return { kind: 'new', name: values.name, phone: values.phone, memberNumber: values.memberNumber }
}

const fieldByPath: Readonly<Record<string, keyof IntakeValues>> = {
  'customer.name': 'name',
  'customer.phone': 'phone',
  'customer.memberNumber': 'memberNumber',
  'customer.customerId': 'name',
  'purchase.orderNumber': 'orderNumber',
  'purchase.model': 'model',
  'purchase.productName': 'productName',
  'purchase.serialNumber': 'serialNumber',
  claimFen: 'claimYuan',
  levelApproval: 'managerNumber',
  'levelApproval.staffNumber': 'managerNumber',
  'levelApproval.pin': 'managerPin',
}

/**
 * Which field of the form is meant.
 * @param path dotted path in `registerSchema`
 * @returns the field's name; the path's first part where they are the same
 */
export function fieldOf(path: string): string {
  return fieldByPath[path] ?? path.split('.')[0] ?? path
}

/**
 * Errors of `registerSchema` at the fields of the form.
 * @param errors sentences by dotted path; the first one of a field stands
 */
export function atFields(errors: Readonly<Record<string, string>>): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [path, error] of Object.entries(errors)) found[fieldOf(path)] ??= error
  return found
}
