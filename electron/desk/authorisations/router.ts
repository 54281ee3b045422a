import { own, rpc } from '../procedures.ts'
import {
  revokeAuthorisation,
  revokeAuthorisationSchema,
  signAuthorisation,
  signAuthorisationSchema,
} from './record.ts'
import { listAuthorisations } from './view.ts'

export const authorisationsRouter = rpc.router({
  list: own.query(({ ctx }) => listAuthorisations(ctx.desk)),
  sign: own.input(signAuthorisationSchema).mutation(({ ctx, input }) => signAuthorisation(ctx.caller, input)),
  revoke: own
    .input(revokeAuthorisationSchema)
    .mutation(({ ctx, input }) => revokeAuthorisation(ctx.caller, input)),
})
