import { z } from 'zod'

/**
 * What a personal column holds once its customer is erased: nothing that anybody typed, in a form that every reader takes.
 * A value that is masked already stays as it is, which is how it is told from one that is not.
 */
export type Mask = (value: unknown, rowId: string) => unknown

/** Stands where a text stood (glossary). */
export const erasedText = '已删除'

const maskText: Mask = (value) => (typeof value === 'string' && value !== '' ? erasedText : value)
const empty: Mask = () => ''

/** Columns by which records are found or told apart: a text that is the same for all would bring strangers together. */
const byName: Readonly<Record<string, Mask>> = {
  memberNumber: empty,
  orderNumber: empty,
  serialNumber: empty,
  serialKey: empty,
  oldKey: empty,
  newKey: empty,
  // Unique within its complaint or case.
  sha256: (_, rowId) => `erased-${rowId}`,
}

const jsonByName: Readonly<Record<string, Mask>> = {
  phones: () => [],
  words: () => ({}),
  signature: () => null,
}

/** Properties inside papers that hold codes and civil dates: they name nobody, and figures are counted by them. */
const codes: ReadonlySet<string> = new Set([
  'kind',
  'basis',
  'department',
  'dueOn',
  'remedy',
  'grade',
  'faultKind',
  'disposition',
])

const anyObject = z.record(z.string(), z.unknown())

function maskWithin(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskWithin)
  if (typeof value !== 'object' || value === null) return maskText(value, '')
  const pairs = Object.entries(anyObject.parse(value))
  return Object.fromEntries(pairs.map(([name, each]) => [name, codes.has(name) ? each : maskWithin(each)]))
}

/**
 * How a personal column is masked.
 * @param property of the record
 * @param isJson the column holds JSON
 */
export function maskOf(property: string, isJson: boolean): Mask {
  if (isJson) return jsonByName[property] ?? maskWithin
  return byName[property] ?? maskText
}
