import { z } from 'zod'
import { open, own, passive, rpc } from '../procedures.ts'
import { gatherView } from './gather.ts'
import { handOver, handOverSchema, openHandover, openHandoverSchema } from './hand-over.ts'
import { handoverView, listHandovers, listHandoversSchema, unreadHandover } from './view.ts'

export const handoverRouter = rpc.router({
  gather: own.query(({ ctx }) => gatherView(ctx.caller)),
  // Its own answer ends the session: sent again it is known by its PINs.
  record: open.input(handOverSchema).mutation(({ ctx, input }) => handOver(ctx.desk, ctx.token, input)),
  list: own.input(listHandoversSchema).query(({ ctx, input }) => listHandovers(ctx.desk.file.orm, input)),
  get: own
    .input(z.object({ id: z.uuid() }))
    .query(({ ctx, input }) => handoverView(ctx.desk.file.orm, input.id)),
  open: own.input(openHandoverSchema).mutation(({ ctx, input }) => openHandover(ctx.caller, input)),
  unread: passive.query(({ ctx }) => unreadHandover(ctx.caller)),
})
