import { TRPCClientError } from '@trpc/client'
import { z } from 'zod'
import { caseConditions } from '../../domain/case/moves.ts'
import { conditions } from '../../domain/complaint/moves.ts'
import type { DeskErrorView } from '../../electron/desk/views.ts'

const deskErrorSchema: z.ZodType<DeskErrorView> = z.object({
  code: z.enum(['not_allowed', 'not_found', 'invalid', 'stale', 'busy', 'signed_out']),
  key: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  field: z.string().nullable(),
  missing: z.array(z.union([z.enum(conditions), z.enum(caseConditions)])),
})

/** A refused upload or download, with the desk's own reason. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused'
  readonly desk: DeskErrorView
  constructor(desk: DeskErrorView) {
    super(desk.key)
    this.desk = desk
  }
}

/**
 * Read `{desk: …}` out of an answer.
 * @param body parsed JSON of any kind
 * @returns the reason, null when there is none in it
 */
export function deskErrorIn(body: unknown): DeskErrorView | null {
  const found = z.object({ desk: deskErrorSchema }).safeParse(body)
  return found.success ? found.data.desk : null
}

/**
 * Why the desk refused.
 * @param error what a query, a mutation or an upload threw
 * @returns the desk's reason; null when the desk gave none: the line broke, or the desk itself failed
 */
export function deskErrorOf(error: unknown): DeskErrorView | null {
  if (error instanceof FileRefused) return error.desk
  return error instanceof TRPCClientError ? deskErrorIn(error.data) : null
}

/**
 * Did the call end without any answer, so that nobody knows whether it was carried out?
 * @param error what the call threw
 */
export function isUnanswered(error: unknown): boolean {
  if (error instanceof FileRefused) return false
  return !(error instanceof TRPCClientError) || error.data === undefined || error.data === null
}
