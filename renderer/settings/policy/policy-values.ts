import { z } from 'zod'
import type { Policy } from '../../../domain/policy.ts'
import { readChoices, readFestivalDays, writeChoices, writeFestivalDays } from './list-text.ts'
import type { PolicyField } from './policy-fields.ts'

/** What stands in a field: text while it is being typed. */
export type FieldValue = string | boolean
/** What the person has changed, by path. */
export type Draft = ReadonlyMap<string, FieldValue>

const choicesSchema = z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() }))

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function at(document: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), document)
}

const fenPerYuan = 100

/**
 * What a field shows of the policy.
 * @param policy in force
 * @param field which value
 * @returns yes or no as it is, everything else as text; money in yuan
 */
export function shownValue(policy: Policy, { path, entry }: PolicyField): FieldValue {
  const value = at(policy, path)
  if (entry.kind === 'dates') return writeFestivalDays(policy.festivalDays)
  if (entry.kind === 'choices') return writeChoices(choicesSchema.parse(value))
  if (typeof value === 'boolean') return value
  if (entry.kind === 'number' && entry.unit === 'yuan') return String(Number(value) / fenPerYuan)
  return String(value)
}

/**
 * What is sent of a field; a text that is no number goes as it is, and the desk refuses it by name.
 * @param field which value
 * @param shown what stands in it
 */
export function sentValue({ entry }: PolicyField, shown: FieldValue): unknown {
  if (typeof shown === 'boolean') return shown
  if (entry.kind === 'dates') return readFestivalDays(shown)
  if (entry.kind === 'choices') return readChoices(shown)
  if (entry.kind === 'time' || entry.kind === 'one_of') return shown
  if (shown.trim() === '' || !Number.isFinite(Number(shown))) return shown
  return entry.kind === 'number' && entry.unit === 'yuan'
    ? Math.round(Number(shown) * fenPerYuan)
    : Number(shown)
}

/**
 * A partial policy with values at their paths, as `policy.effect` and `policy.change` take it.
 * @param values by dotted path
 */
export function partialPolicy(values: Iterable<readonly [string, unknown]>): Record<string, unknown> {
  const partial: Record<string, unknown> = {}
  for (const [path, value] of values) {
    const keys = path.split('.')
    const last = keys.pop() ?? path
    let place = partial
    for (const key of keys) {
      const inner = isRecord(place[key]) ? place[key] : {}
      place[key] = inner
      place = inner
    }
    place[last] = value
  }
  return partial
}
