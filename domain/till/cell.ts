/** A cell that carries no plain value: a formula without a plain result, or an error such as #REF!. */
export interface OddCell {
  readonly odd: 'formula' | 'error_value'
}

/**
 * One cell of the till's export as a file holds it: text, a number (only spreadsheets have them), or neither. A date of a
 * spreadsheet arrives as text, YYYY-MM-DD, with its time behind it if it has one.
 */
export type Cell = string | number | OddCell

/** Why a cell is not taken (renderer/i18n `till:reason`). */
export const cellReasons = [
  'required',
  'too_long',
  'unreadable_characters',
  'formula',
  'error_value',
  'digits_lost',
  'not_a_date',
  'ambiguous_date',
  'date_in_future',
  'not_an_amount',
  'negative',
  'fraction_of_fen',
  'amount_too_large',
  'not_a_quantity',
  'not_a_warranty',
  'not_gifts',
  'unknown_channel',
  'unknown_family',
  'cells_missing',
  'cells_too_many',
  'twice_in_file',
] as const
export type CellReason = (typeof cellReasons)[number]

/** What is taken and yet worth a look. */
export const cellWarnings = ['look_alike', 'phone_left_out', 'replaces_line'] as const
export type CellWarning = (typeof cellWarnings)[number]

/** What a reader makes of a cell. */
export type Reading<T> = { readonly value: T } | { readonly reason: CellReason }

/** The longest piece of a refused cell that is shown. */
const shownCharacters = 40

/**
 * A cell as a list of mistakes shows it.
 * @param cell what the file holds
 * @returns at most 40 characters, without line breaks
 */
export function shownCell(cell: Cell): string {
  if (typeof cell === 'object') return cell.odd === 'formula' ? '=…' : '#'
  const text = String(cell).replaceAll(/\s+/g, ' ')
  const letters = Array.from(text.slice(0, 4 * shownCharacters))
  return letters.length > shownCharacters ? `${letters.slice(0, shownCharacters).join('')}…` : text
}

/** Nothing but what stands for nothing. */
const placeholder = /^(?:[-—–/\\]+|无|null|n\/a)$/i

/** Only spaces, plain ASCII and the usual Chinese characters: the form in which it is kept already. */
const ordinary = /^[\u0020-\u007e\u4e00-\u9fff]*$/

// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffd]/
const unseen = /[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g

/** `="0012"`, by which exports keep leading zeros: a constant, not a calculation. */
const quotedConstant = /^="([^"]*)"$/
const formula = /^[=+\-@]/
/** A number in the exponent form of a spreadsheet: its last digits are gone. */
const exponent = /^\d(?:\.\d+)?e\+?\d+$/i

/**
 * Text of a cell as it is kept: trimmed, Unicode normal form C, without marks of direction, on one line; what only
 * stands for nothing, such as "-", is empty.
 * @param cell what the file holds
 * @param max the longest allowed, in UTF-16 units
 * @returns the text, or why it is not taken: a formula, an error, control characters, too long
 */
export function readText(cell: Cell, max: number): Reading<string> {
  if (typeof cell === 'object') return { reason: cell.odd }
  if (typeof cell === 'number') return readNumberAsText(cell, max)
  const trimmed = cell.trim()
  if (trimmed === '') return { value: '' }
  const constant = quotedConstant.exec(trimmed)
  const text = constant === null ? trimmed.replace(/^'/, '') : (constant[1] ?? '').trim()
  if (placeholder.test(text)) return { value: '' }
  if (formula.test(text)) return { reason: 'formula' }
  return keptText(text, max)
}

function keptText(text: string, max: number): Reading<string> {
  if (!ordinary.test(text)) {
    if (!text.isWellFormed() || control.test(text)) return { reason: 'unreadable_characters' }
    const kept = text.replaceAll(unseen, '').replaceAll(/\s+/g, ' ').normalize('NFC').trim()
    return kept.length > max ? { reason: 'too_long' } : { value: kept }
  }
  return text.length > max ? { reason: 'too_long' } : { value: text }
}

function readNumberAsText(cell: number, max: number): Reading<string> {
  if (Math.abs(cell) > Number.MAX_SAFE_INTEGER) return { reason: 'digits_lost' }
  const text = String(cell)
  return text.length > max ? { reason: 'too_long' } : { value: text }
}

/**
 * Text of a cell that identifies something, such as an order or serial number: one that a spreadsheet has turned into a
 * number of the form 4.40307E+17 has lost its last digits and is not taken.
 * @param cell what the file holds
 * @param max the longest allowed, in UTF-16 units
 */
export function readIdentifier(cell: Cell, max: number): Reading<string> {
  const text = readText(cell, max)
  if ('reason' in text) return text
  if (exponent.test(text.value)) return { reason: 'digits_lost' }
  return { value: ordinary.test(text.value) ? text.value : text.value.normalize('NFKC').trim() }
}

/**
 * Text of a cell that holds a figure or a date: full-width digits become plain ones, spaces at the ends go. Signs stay,
 * since these readers judge them themselves; an `=` is a formula.
 * @param cell what the file holds
 */
export function readFigure(cell: Cell): Reading<string> {
  if (typeof cell === 'object') return { reason: cell.odd }
  // 15 digits are what a spreadsheet itself keeps; the rest is the noise of its calculations.
  if (typeof cell === 'number') return { value: String(Number(cell.toPrecision(15))) }
  const trimmed = cell.trim()
  const constant = quotedConstant.exec(trimmed)
  const text = (constant === null ? trimmed.replace(/^'/, '') : (constant[1] ?? '')).normalize('NFKC').trim()
  if (placeholder.test(text)) return { value: '' }
  return /^[=@]/.test(text) ? { reason: 'formula' } : { value: text }
}
