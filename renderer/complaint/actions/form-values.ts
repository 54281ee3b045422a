import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import type { RemedyLine, ResolutionOption } from '../../../domain/complaint/input.ts'
import { remedyBases } from '../../../domain/complaint/input.ts'
import { departments, remedyKinds } from '../../../domain/vocabulary.ts'

/** Values of a form as its controls hold them, by field name; `inputOf` turns them into what the desk takes. */
export type FormValues = Record<string, unknown>

/** How a field is entered. The field's words stand under `complaint:field.<name>`. */
export type Field = { readonly name: string; readonly when?: (values: FormValues) => boolean } & (
  | {
      readonly control:
        | 'line'
        | 'check'
        | 'pin'
        | 'countersign'
        | 'files'
        | 'options'
        | 'evidences'
        | 'option'
        | 'task'
        | 'signature'
    }
  | { readonly control: 'area'; readonly rows?: number }
  | {
      readonly control: 'choice'
      readonly choices: readonly string[]
      /** Where their words stand in i18n. */
      readonly words: string
      /** None of them may be the answer. */
      readonly nullable?: boolean
    }
  | { readonly control: 'money'; readonly nullable?: boolean }
  | { readonly control: 'survey'; readonly choices: readonly string[]; readonly nullable?: boolean }
  | { readonly control: 'yes_no' | 'staff' | 'department' | 'level' | 'other_complaint' }
  | { readonly control: 'moment' | 'day'; readonly nullable?: boolean }
)

/** A remedy line while it is written: money in yuan as typed, empty for what is not named. */
export const remedyDraftSchema = z.object({
  kind: z.enum(remedyKinds),
  basis: z.enum(remedyBases),
  amountFen: z.string(),
  detail: z.string(),
  department: z.union([z.literal(''), z.enum(departments)]),
  dueOn: z.string(),
})
export type RemedyDraft = z.infer<typeof remedyDraftSchema>
export const optionDraftsSchema = z.array(z.object({ lines: z.array(remedyDraftSchema) }))
export type OptionDraft = z.infer<typeof optionDraftsSchema>[number]

/**
 * Money as typed.
 * @param yuan such as `1,280.50` or `¥88`; empty = no money named
 * @returns whole fen, null when empty, NaN when it is no amount
 */
export function fenOf(yuan: string): number | null {
  const plain = yuan.normalize('NFKC').replaceAll(/[,\s¥]/g, '')
  if (plain === '') return null
  const match = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(plain)
  if (match === null) return Number.NaN
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}

/**
 * Money as it stands in an input.
 * @param fen whole fen, null = none named
 * @returns yuan without needless zeros
 */
export function yuanOf(fen: number | null): string {
  if (fen === null) return ''
  return fen % 100 === 0 ? String(fen / 100) : (fen / 100).toFixed(2)
}

/**
 * An instant as an input of store time holds it.
 * @param instant ISO 8601
 * @param timeZone of the store
 * @returns YYYY-MM-DDTHH:MM
 */
export function localMoment(instant: string, timeZone: string): string {
  return Temporal.Instant.from(instant)
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
}

/**
 * What an input of store time means.
 * @param local YYYY-MM-DDTHH:MM
 * @param timeZone of the store
 * @returns ISO 8601 in UTC; the text itself where it is no time, for the schema to refuse
 */
export function instantOf(local: string, timeZone: string): string {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(local)) return local
  return Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).toInstant().toString()
}

/**
 * Options as the editor holds them.
 * @param options from a recorded version
 */
export function optionDrafts(options: readonly ResolutionOption[]): OptionDraft[] {
  return options.map((option) => ({
    lines: option.lines.map((line) => ({
      kind: line.kind,
      basis: line.basis,
      amountFen: yuanOf(line.amountFen),
      detail: line.detail,
      department: line.department ?? '',
      dueOn: line.dueOn ?? '',
    })),
  }))
}

/**
 * Options as the desk takes them; an amount that is none becomes NaN, for the schema to refuse.
 * @param drafts from the editor
 */
export function optionsOf(drafts: readonly OptionDraft[]): ResolutionOption[] {
  return drafts.map((option) => ({ lines: option.lines.map(remedyLineOf) }))
}

function remedyLineOf(draft: RemedyDraft): RemedyLine {
  return {
    kind: draft.kind,
    basis: draft.basis,
    amountFen: fenOf(draft.amountFen),
    detail: draft.detail,
    department: draft.department === '' ? null : draft.department,
    dueOn: draft.dueOn === '' ? null : draft.dueOn,
  }
}

/**
 * What the desk takes, from what the controls hold. A field that is not shown goes in empty.
 * @param fields the form
 * @param values what its controls hold
 * @param timeZone of the store
 */
export function inputOf(
  fields: readonly Field[],
  values: FormValues,
  timeZone: string,
): Record<string, unknown> {
  return Object.fromEntries(
    fields.map((field) => [
      field.name,
      oneInput(field, field.when?.(values) ?? true, values[field.name], timeZone),
    ]),
  )
}

function oneInput(field: Field, shown: boolean, value: unknown, timeZone: string): unknown {
  switch (field.control) {
    case 'moment': {
      if (!shown) return null
      const text = String(value ?? '')
      return text === '' && field.nullable ? null : instantOf(text, timeZone)
    }
    case 'day':
      return value === '' && field.nullable ? null : value
    case 'choice':
    case 'survey':
      return value === '' && field.nullable ? null : value
    case 'money':
      return shown ? fenOf(String(value ?? '')) : null
    case 'yes_no':
      return value === '' ? null : value === 'yes'
    case 'level':
    case 'option':
      return Number(value)
    case 'options':
      return optionsOf(optionDraftsSchema.parse(value))
    case 'check':
      return value === true
    case 'signature':
      return shown ? value : null
    default:
      return shown ? value : ''
  }
}

/**
 * Does a field still wait for something? A list waits where nothing stands in it, or where one of its parts has a field
 * left empty, as tasks have.
 * @param value what its control holds
 */
export function isEmptyValue(value: unknown): boolean {
  if (!Array.isArray(value)) return value === ''
  return (
    value.length === 0 ||
    value.some((each) => each instanceof Object && 'evidence' in each && each.evidence === '')
  )
}
