import { passive, rpc } from '../procedures.ts'
import { promiseListSchema, promises } from './list.ts'

export const promisesRouter = rpc.router({
  list: passive.input(promiseListSchema).query(({ ctx, input }) => promises(ctx.caller, input)),
})
