import { z } from 'zod'

/** Lengths in UTF-16 units, generous for people and far below what would hurt a page or the file. */
export const textLimits = { name: 60, short: 120, line: 500, long: 4000 } as const

// Line breaks and tabs are part of writing; other control characters are not and break prints and exports.
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f]/

/** Line ends of other systems and of Unicode. */
const lineEnd = /\r\n|[\u0085\u2028\u2029]/g

/** Byte order marks, and marks of writing direction: unseen, they let a name or an amount read other than it is. */
const direction = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g

/** Nothing that anybody could see: spaces, joiners, fillers and the empty Braille cell. */
const unseen = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]*$/u

function asKept(typed: string): string {
  const plain = typed.replaceAll(direction, '').replaceAll(lineEnd, '\n').normalize('NFC').trim()
  return unseen.test(plain) ? '' : plain
}

/**
 * Text as a person types it: well-formed Unicode, without control characters, trimmed and in Unicode normal form C.
 * Marks of writing direction are taken out, every line end becomes a plain one, and what nobody can see is empty.
 * @param max the longest allowed, in UTF-16 units
 * @returns a schema that takes a string; may be empty
 */
export function optionalText(max: number) {
  return z
    .string()
    .max(max * 4, { error: 'too_long' })
    .refine((value) => value.isWellFormed() && !control.test(value), { error: 'unreadable_characters' })
    .transform(asKept)
    .pipe(z.string().max(max, { error: 'too_long' }))
}

/**
 * Like `optionalText`, refused when nothing that can be seen is left.
 * @param max the longest allowed, in UTF-16 units
 */
export function requiredText(max: number) {
  return optionalText(max).pipe(z.string().min(1, { error: 'required' }))
}

/** A telephone number as people write it: 5 to 20 digits with + - ( ) and spaces, kept as digits and a leading +. */
export const phoneSchema = optionalText(40)
  .refine((value) => /^\+?[\d\s()-]*$/.test(value), { error: 'not_a_phone' })
  .transform((value) => value.replace(/[^\d+]/g, ''))
  .refine((value) => value === '' || /^\+?\d{5,20}$/.test(value), { error: 'not_a_phone' })

/** An instant at the border: ISO 8601 with its offset, given back in UTC; impossible dates are refused. */
export const instantSchema = z.iso
  .datetime({ offset: true, error: 'not_an_instant' })
  .refine((value) => !Number.isNaN(Date.parse(value)), { error: 'not_an_instant' })
  .transform((value) => new Date(value).toISOString())

/** A civil date in store time, YYYY-MM-DD; 30 February is refused. */
export const civilDateSchema = z.iso.date({ error: 'not_a_date' })

/** Money in whole fen, up to ten million yuan. */
export const fenSchema = z
  .int({ error: 'not_an_amount' })
  .min(0, { error: 'not_an_amount' })
  .max(1_000_000_000, { error: 'not_an_amount' })

/** Staff number: 2 to 12 letters or digits. */
export const staffNumberSchema = z.string().regex(/^[0-9A-Za-z]{2,12}$/, { error: 'not_a_staff_number' })

/** PIN: 6 to 12 digits. */
export const pinSchema = z.string().regex(/^\d{6,12}$/, { error: 'not_a_pin' })

/** Store code, such as SZ001: it begins every number of the store. */
export const storeCodeSchema = z.string().regex(/^[A-Z0-9]{2,12}$/, { error: 'not_a_store_code' })

/** Content address of a file. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, { error: 'not_a_file' })
