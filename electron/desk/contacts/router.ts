import { own, passive, rpc } from '../procedures.ts'
import { calls } from './calls.ts'
import { matterSchema } from './guard.ts'
import { logOnCase, logOnCaseSchema } from './log-on-case.ts'
import { permission, reveal, revealSchema } from './permission.ts'

export const contactsRouter = rpc.router({
  permission: passive.input(matterSchema).query(({ ctx, input }) => permission(ctx.caller, input)),
  reveal: own.input(revealSchema).mutation(({ ctx, input }) => reveal(ctx.caller, input)),
  logOnCase: own.input(logOnCaseSchema).mutation(({ ctx, input }) => logOnCase(ctx.caller, input)),
  calls: passive.query(({ ctx }) => calls(ctx.caller)),
})
