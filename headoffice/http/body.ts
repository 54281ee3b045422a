import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { Context } from 'hono'
import type { z } from 'zod'
import { Problem } from './problem.ts'

/** The largest body on the line, bytes (architecture: Head office protocol). */
export const bodyLimit = 1024 * 1024
/** The largest body after unpacking, bytes. */
export const unpackedLimit = 16 * 1024 * 1024

const unpack = promisify(gunzip)

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

async function unpacked(packed: Buffer): Promise<Buffer> {
  try {
    return await unpack(packed, { maxOutputLength: unpackedLimit })
  } catch (error) {
    if (hasCode(error, 'ERR_BUFFER_TOO_LARGE')) {
      throw new Problem('too-large', 413, `Unpacked, the body is larger than ${unpackedLimit} bytes.`)
    }
    throw new Problem('invalid', 400, 'The body says that it is gzip and cannot be unpacked.')
  }
}

/**
 * Reads a JSON body, plain or gzip, and checks its form. Call it behind the limit on the size on the line.
 * @param context the request's context
 * @param schema the form
 * @returns the checked value
 * @throws Problem 400, 413, 415, or 422 with `errors` naming the places (never the values, which may be personal data)
 */
export async function readJson<T>(context: Context, schema: z.ZodType<T>): Promise<T> {
  const encoding = (context.req.header('content-encoding') ?? 'identity').toLowerCase()
  if (encoding !== 'identity' && encoding !== 'gzip') {
    throw new Problem(
      'unsupported-encoding',
      415,
      'Send the body as it is or with gzip.',
      {},
      { 'Accept-Encoding': 'gzip' },
    )
  }
  const received = Buffer.from(await context.req.arrayBuffer())
  const bytes = encoding === 'gzip' ? await unpacked(received) : received
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new Problem('invalid', 400, 'The body is not JSON in UTF-8.')
  }
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const errors = result.error.issues
    .slice(0, 20)
    .map((issue) => ({ at: issue.path.join('.'), code: issue.code }))
  throw new Problem(
    'invalid',
    422,
    `Not of the agreed form: ${errors.map((error) => error.at || 'body').join(', ')}.`,
    {
      errors,
    },
  )
}
