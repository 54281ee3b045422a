import { DrizzleQueryError } from 'drizzle-orm'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { Logger } from 'pino'
import { z } from 'zod'

/** Where the kinds of problems are named; an identifier, nothing needs to answer there. */
export const problemBase = 'https://countersign.example/problems/'

/** An RFC 9457 problem document; a kind may add members of its own. */
export const problemSchema = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
})

const titles = {
  invalid: 'The request is not of the agreed form',
  unauthorised: 'Not known here',
  'not-allowed': 'This is not allowed from here',
  'not-found': 'Nothing is here',
  'enrolment-code-unknown': 'This enrolment code was not issued',
  'enrolment-code-used': 'This enrolment code was used before',
  'enrolment-code-expired': 'This enrolment code has expired',
  'enrolment-code-other-store': 'This enrolment code belongs to another store',
  gap: 'Entries are missing before these',
  fork: 'A different entry is known under this number',
  'broken-chain': 'The chain of hashes is broken',
  'too-large': 'The request is too large',
  'unsupported-encoding': 'The content encoding is not understood',
  'too-many-requests': 'Too many attempts',
  unavailable: 'The database is not available',
  internal: 'Something went wrong here',
} as const
export type ProblemKind = keyof typeof titles

type Status = 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 429 | 500 | 503

/** An answer other than yes, thrown anywhere below a route. */
export class Problem extends Error {
  readonly kind: ProblemKind
  readonly status: Status
  readonly members: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, string>>

  /**
   * @param kind ends the problem's `type`
   * @param status the HTTP status
   * @param detail one sentence for the person who reads it; no personal data
   * @param members further members of the document, such as `expected`
   * @param headers further headers, such as Retry-After
   */
  constructor(
    kind: ProblemKind,
    status: Status,
    detail: string,
    members: Readonly<Record<string, unknown>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail)
    this.name = 'Problem'
    this.kind = kind
    this.status = status
    this.members = members
    this.headers = headers
  }
}

/** States of PostgreSQL in which the same request may succeed a little later, by SQLSTATE or its first two characters. */
const passing = new Set(['08', '53', '57', '40001', '40P01', '55P03'])
const lineErrors = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'ENOTFOUND', 'EPIPE', 'ENOENT'])
/** The driver tells of a lost connection or a full pool in words only. */
const driverWords =
  /Connection terminated|timeout exceeded when trying to connect|not queryable|PGlite is closed/

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

function isPassing(error: Error): boolean {
  const code = codeOf(error) ?? ''
  if (passing.has(code) || passing.has(code.slice(0, 2)) || lineErrors.has(code)) return true
  return driverWords.test(error.message)
}

/**
 * Turns whatever a route threw into a Problem. What a failed query carried is personal data and keys, so neither the
 * query's parameters nor the database's words reach a log: only codes.
 * @param error what was thrown
 * @param log told of what nobody expected
 */
export function problemOf(error: Error, log: Logger): Problem {
  if (error instanceof Problem) return error
  if (error instanceof HTTPException) {
    if (error.status === 403) return new Problem('not-allowed', 403, 'The form was not sent from this site.')
    return error.status === 413
      ? new Problem('too-large', 413, 'The body is larger than this address takes.')
      : new Problem('invalid', 400, 'The request could not be read.')
  }
  const cause = error instanceof DrizzleQueryError && error.cause !== undefined ? error.cause : error
  if (isPassing(cause)) {
    log.warn({ code: codeOf(cause) }, 'database not available')
    return new Problem('unavailable', 503, 'Please send it again a little later.', {}, { 'Retry-After': '5' })
  }
  if (error instanceof DrizzleQueryError) log.error({ code: codeOf(cause) }, 'query refused')
  else log.error({ err: error }, 'unexpected error')
  return new Problem('internal', 500, 'The request was not carried out. The log of head office tells more.')
}

/**
 * @param context the request's context
 * @param problem what to say
 * @returns the problem document as response
 */
export function problemResponse(context: Context, problem: Problem): Response {
  const { kind, status, message, members, headers } = problem
  // What is left of a body that nobody reads would be taken for the next request.
  const ending: Record<string, string> = kind === 'too-large' ? { Connection: 'close' } : {}
  return context.body(
    JSON.stringify({ type: problemBase + kind, title: titles[kind], status, detail: message, ...members }),
    status,
    { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store', ...ending, ...headers },
  )
}
