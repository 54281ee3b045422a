import { own, rpc } from '../procedures.ts'
import {
  addCustody,
  addCustodySchema,
  endCustody,
  endCustodySchema,
  moveCustody,
  moveCustodySchema,
} from './record.ts'
import { listCustody, listCustodySchema } from './view.ts'

export const custodyRouter = rpc.router({
  list: own.input(listCustodySchema).query(({ ctx, input }) => listCustody(ctx.desk.file.orm, input)),
  add: own.input(addCustodySchema).mutation(({ ctx, input }) => addCustody(ctx.caller, input)),
  move: own.input(moveCustodySchema).mutation(({ ctx, input }) => moveCustody(ctx.caller, input)),
  end: own.input(endCustodySchema).mutation(({ ctx, input }) => endCustody(ctx.caller, input)),
})
