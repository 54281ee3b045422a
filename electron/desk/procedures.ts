import { initTRPC, TRPCError } from '@trpc/server'
import { z } from 'zod'
import { KeyDestroyed } from '../../db/recorder.ts'
import type { Registrar } from './complaints/register.ts'
import type { Caller, DeskContext } from './context.ts'
import { DeskError, diskRefusal, invalidInput, type statusOf } from './errors.ts'
import { errorFacts } from './log.ts'
import type { DeskErrorView } from './views.ts'

/*
 * What every procedure of the desk is made from: refusals in the form that the screen says, and who is signed in.
 */

/** What every procedure is called with. */
export interface CallContext {
  readonly desk: DeskContext
  readonly registrar: Registrar
  /** From the `authorization: Bearer` header. */
  readonly token: string | null
  /** Somebody is at the window; what a page reads again by itself keeps no session alive. */
  readonly attended: boolean
}

const trpcCodes = {
  not_allowed: 'FORBIDDEN',
  not_found: 'NOT_FOUND',
  invalid: 'BAD_REQUEST',
  stale: 'CONFLICT',
  busy: 'SERVICE_UNAVAILABLE',
  signed_out: 'UNAUTHORIZED',
} as const satisfies Record<keyof typeof statusOf, TRPCError['code']>

const unexpected: DeskErrorView = { code: 'busy', key: 'unexpected', params: {}, field: null, missing: [] }

/** The refusal behind a failed call, in the form in which the screen says it. */
function deskErrorView(error: TRPCError): DeskErrorView {
  if (error.cause instanceof DeskError) return error.cause.view
  if (error.cause instanceof z.ZodError) return invalidInput(error.cause).view
  if (error.code === 'NOT_FOUND') return { ...unexpected, code: 'not_found', key: 'call_unknown' }
  if (error.code === 'PARSE_ERROR' || error.code === 'BAD_REQUEST')
    return { ...unexpected, code: 'invalid', key: 'not_valid' }
  return unexpected
}

export const rpc = initTRPC.context<CallContext>().create({
  // No stack, no message of the inside: only what the screen may say.
  errorFormatter: ({ shape, error }) => ({
    code: shape.code,
    message: deskErrorView(error).key,
    data: { code: shape.data.code, httpStatus: shape.data.httpStatus, desk: deskErrorView(error) },
  }),
})

/** Refusals become errors with their status; anything else is logged without what it was about. */
export const open = rpc.procedure.use(async ({ ctx, path, next }) => {
  const result = await next()
  if (result.ok) return result
  const { cause } = result.error
  if (cause instanceof DeskError)
    throw new TRPCError({ code: trpcCodes[cause.view.code], message: cause.view.key, cause })
  if (cause instanceof z.ZodError) return result
  if (cause instanceof KeyDestroyed) {
    const erased = new DeskError('not_allowed', 'customer_erased')
    throw new TRPCError({ code: trpcCodes.not_allowed, message: erased.view.key, cause: erased })
  }
  ctx.desk.log.error({ path, ...errorFacts(cause ?? result.error) }, 'call failed')
  const refusal = diskRefusal(cause)
  if (refusal === null) return result
  throw new TRPCError({ code: trpcCodes.busy, message: refusal.view.key, cause: refusal })
})

function signedInProcedure(active: boolean) {
  return open.use(({ ctx, next }) => {
    const caller: Caller = {
      desk: ctx.desk,
      me: ctx.desk.sessions.require(ctx.token, active && ctx.attended),
      token: ctx.token ?? '',
    }
    return next({ ctx: { ...ctx, caller } })
  })
}

/** What a screen that is turned to a customer may ask for: nothing but their survey. */
export const turned = open.use(({ ctx, next }) => {
  const { me, complaintId } = ctx.desk.sessions.requireTurned(ctx.token)
  return next({ ctx: { ...ctx, caller: { desk: ctx.desk, me, token: ctx.token ?? '', complaintId } } })
})

/** What a person asks for. */
export const own = signedInProcedure(true)
/** What the page asks by itself, without a person at it, keeps no session alive. */
export const passive = signedInProcedure(false)
