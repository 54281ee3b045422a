import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { z } from 'zod'
import type { Entry } from '../../domain/journal/entry.ts'
import { cursorSchema, enrolledSchema, LineProblem, problemSchema, receiptsSchema } from './wire.ts'

const compress = promisify(gzip)
const timeoutMs = 30_000

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

/** The status of an answer that is no success, as a sentence for the screen. */
function problemKey(status: number, type: string): string {
  if (type.endsWith('/fork')) return 'fork'
  if (type.endsWith('/gap')) return 'gap'
  if (status === 401 || status === 403) return 'refused'
  if (status === 404) return 'not_there'
  if (status === 413) return 'too_much'
  if (status === 429 || status === 503) return 'busy'
  return status >= 500 ? 'head_office_broken' : 'not_understood'
}

function secondsOf(retryAfter: string | null): number | null {
  if (retryAfter === null) return null
  const seconds = Number(retryAfter)
  if (Number.isFinite(seconds)) return Math.max(0, seconds)
  const at = Date.parse(retryAfter)
  return Number.isNaN(at) ? null : Math.max(0, (at - Date.now()) / 1000)
}

async function ask<S extends z.ZodType>(
  schema: S,
  url: string,
  init: RequestInit,
  signal: AbortSignal,
): Promise<z.output<S>> {
  let response: Response
  let body: unknown
  try {
    response = await fetch(url, {
      ...init,
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    })
    const text = await response.text()
    body = text === '' ? {} : JSON.parse(text)
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new LineProblem('not_understood', {}, null, cause)
    throw new LineProblem('no_answer', {}, null, cause)
  }
  if (!response.ok) {
    const problem = problemSchema.safeParse(body)
    const type = problem.success ? (problem.data.type ?? '') : ''
    const detail = problem.success ? (problem.data.detail ?? problem.data.title ?? '') : ''
    throw new LineProblem(
      problemKey(response.status, type),
      { status: response.status, detail },
      secondsOf(response.headers.get('retry-after')),
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
 * @param body code, the desk's public key (base64url) and device
 * @throws LineProblem
 */
export function enrol(
  url: string,
  body: { code: string; publicKey: string; device: string },
  signal: AbortSignal,
) {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  return ask(enrolledSchema, at(url, 'v1/enrol'), init, signal)
}

/** How far head office has this store's journal. @throws LineProblem */
export function askCursor(to: Address, signal: AbortSignal) {
  const headers = { authorization: `Bearer ${to.token}` }
  return ask(
    cursorSchema,
    at(to.url, `v1/stores/${encodeURIComponent(to.store)}/cursor`),
    { headers },
    signal,
  )
}

/** Sends entries in order with the keys that open them. @throws LineProblem */
export async function sendEntries(
  to: Address,
  body: { entries: readonly Entry[]; keys: readonly CustomerKey[]; sentAt: string },
  signal: AbortSignal,
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
  return ask(receiptsSchema, at(to.url, `v1/stores/${encodeURIComponent(to.store)}/journal`), init, signal)
}
