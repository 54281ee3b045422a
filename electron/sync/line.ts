import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { z } from 'zod'
import type { Entry } from '../../domain/journal/entry.ts'
import type { Clock } from '../desk/clock.ts'
import { cursorSchema, enrolledSchema, LineProblem, problemSchema, receiptsSchema } from './wire.ts'

const compress = promisify(gzip)
/** How long one request may take, its body on a slow line included. */
const timeoutMs = 60_000

/** Where head office is and as whom the desk speaks. */
export interface Address {
  readonly url: string
  readonly store: string
  readonly token: string
}

export interface CustomerKey {
  readonly customerId: string
  /** base64 of 32 bytes. */
  readonly key: string
}

/** What ends a request before its answer: the desk's own wish, or the time that it may take. */
export interface Patience {
  readonly signal: AbortSignal
  readonly clock: Clock
}

const byType: Readonly<Record<string, string>> = {
  fork: 'fork',
  gap: 'gap',
  'broken-chain': 'fork',
  'enrolment-code-unknown': 'code_refused',
  'enrolment-code-used': 'code_used',
  'enrolment-code-expired': 'code_expired',
  'enrolment-code-other-store': 'code_of_other_store',
}

/** The status of an answer that is no success, as the key of a sentence. */
function problemKey(status: number, type: string): string {
  const known = byType[type.split('/').at(-1) ?? '']
  if (known !== undefined) return known
  if (status === 401 || status === 403) return 'refused'
  if (status === 404) return 'not_there'
  if (status === 413) return 'too_much'
  if (status === 429 || status === 503) return 'busy'
  return status >= 500 ? 'head_office_broken' : 'not_understood'
}

function secondsOf(retryAfter: string | null, now: number): number | null {
  if (retryAfter === null) return null
  const seconds = Number(retryAfter)
  if (Number.isFinite(seconds)) return Math.max(0, seconds)
  const at = Date.parse(retryAfter)
  return Number.isNaN(at) ? null : Math.max(0, (at - now) / 1000)
}

/** null for what is no JSON: what stands between desk and head office answers in pages of its own. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    if (cause instanceof SyntaxError) return null
    throw cause
  }
}

async function answerTo(url: string, init: RequestInit, { signal, clock }: Patience) {
  const late = new AbortController()
  const cancel = clock.after(timeoutMs, () => late.abort())
  try {
    // Followed, a redirect would carry the customers' keys to wherever it points.
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      signal: AbortSignal.any([signal, late.signal]),
    })
    return { response, body: jsonOf(await response.text()) }
  } catch (cause) {
    throw new LineProblem('no_answer', {}, null, cause)
  } finally {
    cancel()
  }
}

async function ask<S extends z.ZodType>(
  schema: S,
  url: string,
  init: RequestInit,
  patience: Patience,
): Promise<z.output<S>> {
  const { response, body } = await answerTo(url, init, patience)
  if (!response.ok) {
    const problem = problemSchema.safeParse(body)
    const type = problem.success ? (problem.data.type ?? '') : ''
    const detail = problem.success ? (problem.data.detail ?? problem.data.title ?? '') : ''
    throw new LineProblem(
      problemKey(response.status, type),
      { status: response.status, detail },
      secondsOf(response.headers.get('retry-after'), patience.clock.now()),
    )
  }
  const parsed = schema.safeParse(body)
  if (!parsed.success) throw new LineProblem('not_understood', {}, null, parsed.error)
  return parsed.data
}

function at(base: string, path: string): string {
  return new URL(path, base.endsWith('/') ? base : `${base}/`).href
}

/**
 * Trades a one-time code for the store's place at head office.
 * @param url head office's address
 * @param body code, the store that wants to enrol with it, the desk's public key (base64url) and device
 * @throws LineProblem
 */
export function enrol(
  url: string,
  body: { code: string; store: string; publicKey: string; device: string },
  patience: Patience,
) {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  return ask(enrolledSchema, at(url, 'v1/enrol'), init, patience)
}

/** How far head office has this store's journal. @throws LineProblem */
export function askCursor(to: Address, patience: Patience) {
  const headers = { authorization: `Bearer ${to.token}` }
  const url = at(to.url, `v1/stores/${encodeURIComponent(to.store)}/cursor`)
  return ask(cursorSchema, url, { headers }, patience)
}

/** Sends entries in order with the keys that open them. @throws LineProblem */
export async function sendEntries(
  to: Address,
  body: {
    entries: readonly Entry[]
    keys: readonly CustomerKey[]
    erased: readonly string[]
    sentAt: string
  },
  patience: Patience,
) {
  const init = {
    method: 'POST',
    headers: {
      authorization: `Bearer ${to.token}`,
      'content-type': 'application/json',
      'content-encoding': 'gzip',
    },
    body: await compress(JSON.stringify(body)),
  }
  const url = at(to.url, `v1/stores/${encodeURIComponent(to.store)}/journal`)
  const { receipts } = await ask(receiptsSchema, url, init, patience)
  const told = new Set(receipts.map((receipt) => receipt.seq))
  if (body.entries.some((entry) => !told.has(entry.seq))) throw new LineProblem('not_understood')
  return receipts
}
