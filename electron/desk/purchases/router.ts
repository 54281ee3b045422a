import { z } from 'zod'
import { own, rpc } from '../procedures.ts'
import { findPurchases, findSchema } from './find.ts'
import { addPurchase, addPurchaseSchema, changePurchase, changePurchaseSchema } from './record.ts'
import { purchaseById, purchaseView } from './view.ts'

export const purchasesRouter = rpc.router({
  find: own.input(findSchema).query(({ ctx, input }) => findPurchases(ctx.caller, input)),
  get: own.input(z.object({ id: z.uuid() })).query(({ ctx, input }) => {
    const { orm } = ctx.desk.file
    return purchaseView(orm, purchaseById(orm, input.id))
  }),
  add: own.input(addPurchaseSchema).mutation(({ ctx, input }) => addPurchase(ctx.caller, input)),
  change: own.input(changePurchaseSchema).mutation(({ ctx, input }) => changePurchase(ctx.caller, input)),
})
