import type { z } from 'zod'
import type { CaseCondition } from '../../domain/case/moves.ts'
import type { Condition } from '../../domain/complaint/moves.ts'
import type { DeskErrorView } from './views.ts'

/** A refusal that a person reads in their own words; the key names the sentence (renderer/i18n `errors`). */
export class DeskError extends Error {
  override readonly name = 'DeskError'
  readonly view: DeskErrorView
  constructor(
    code: DeskErrorView['code'],
    key: string,
    more: {
      params?: Record<string, string | number>
      field?: string | null
      missing?: readonly (Condition | CaseCondition)[]
    } = {},
  ) {
    super(`${code}/${key}`)
    this.view = {
      code,
      key,
      params: more.params ?? {},
      field: more.field ?? null,
      missing: [...(more.missing ?? [])],
    }
  }
}

/** The HTTP status that carries each refusal. */
export const statusOf: Readonly<Record<DeskErrorView['code'], number>> = {
  not_allowed: 403,
  not_found: 404,
  invalid: 400,
  stale: 409,
  busy: 503,
  signed_out: 401,
}

/** Sentences for what a schema refuses; every other zod message becomes `not_valid`. */
const inputKeys: ReadonlySet<string> = new Set([
  'required',
  'too_long',
  'unreadable_characters',
  'not_a_phone',
  'not_an_instant',
  'not_a_date',
  'not_an_amount',
  'not_a_quantity',
  'not_a_staff_number',
  'not_a_pin',
  'not_a_store_code',
  'not_a_file',
  'too_many_files',
  'needs_remedy',
  'not_an_address',
  'needs_https',
])

/**
 * The refusal for input that a schema does not take: its first issue, with the field named.
 * @param error what zod says
 * @param prefix path of the checked value inside the whole input, such as `input`
 */
export function invalidInput(error: z.ZodError, prefix: readonly string[] = []): DeskError {
  const issue = error.issues[0]
  const path = [...prefix, ...(issue?.path ?? [])].map(String).join('.')
  const key = issue !== undefined && inputKeys.has(issue.message) ? issue.message : 'not_valid'
  return new DeskError('invalid', key, { field: path === '' ? null : path })
}

/**
 * Takes input through its schema at the border.
 * @param schema what is asked for
 * @param input what came
 * @param prefix path of the checked value inside the whole input
 * @returns the parsed input
 * @throws DeskError invalid, with the first field that is refused
 */
export function takeInput<S extends z.ZodType>(
  schema: S,
  input: unknown,
  prefix: readonly string[] = [],
): z.output<S> {
  const result = schema.safeParse(input)
  if (!result.success) throw invalidInput(result.error, prefix)
  return result.data
}

const fullDisk = /^(SQLITE_FULL|ENOSPC|EDQUOT|EFBIG)/
const failingDisk = /^(SQLITE_(IOERR|READONLY|CANTOPEN|CORRUPT)|EIO$|EROFS$)/

/**
 * What a person is told when the disk or the file refuses; nothing was recorded then.
 * @param error what was thrown, with its causes
 * @returns null for every other error
 */
export function diskRefusal(error: unknown): DeskError | null {
  if (!(error instanceof Error)) return null
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (fullDisk.test(code)) return new DeskError('busy', 'disk_full')
  if (failingDisk.test(code)) return new DeskError('busy', 'disk_failed')
  if (code.startsWith('SQLITE_BUSY')) return new DeskError('busy', 'busy')
  return diskRefusal(error.cause)
}
