import { z } from 'zod'

/** What head office answers (architecture: Head office protocol); unknown fields are passed over. */

const cursor = z.looseObject({ epoch: z.string(), seq: z.int().positive(), hash: z.string() }).nullable()

export const enrolledSchema = z.looseObject({
  store: z.string(),
  storeName: z.string(),
  token: z.string(),
  headOfficePublicKey: z.string(),
})

export const cursorSchema = z.looseObject({ cursor, now: z.iso.datetime() })

export const receiptsSchema = z.looseObject({
  receipts: z.array(
    z.looseObject({
      seq: z.int(),
      status: z.enum(['applied', 'duplicate', 'quarantined']),
      reason: z.string().optional(),
    }),
  ),
})

/** RFC 9457 problem document. */
export const problemSchema = z.looseObject({
  type: z.string().optional(),
  title: z.string().optional(),
  status: z.number().optional(),
  detail: z.string().optional(),
})

/** Why a round to head office did not end well; the key names the sentence on screen. */
export class LineProblem extends Error {
  override readonly name = 'LineProblem'
  readonly key: string
  readonly params: Readonly<Record<string, string | number>>
  /** Seconds after which head office wants to be asked again; null when it did not say. */
  readonly retryAfterSeconds: number | null
  constructor(
    key: string,
    params: Record<string, string | number> = {},
    retryAfterSeconds: number | null = null,
    cause?: unknown,
  ) {
    super(key, { cause })
    this.key = key
    this.params = params
    this.retryAfterSeconds = retryAfterSeconds
  }
}
