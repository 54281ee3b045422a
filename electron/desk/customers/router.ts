import { z } from 'zod'
import { own, rpc } from '../procedures.ts'
import { eraseNow, eraseNowSchema } from './erase.ts'
import { earlierOf, recallCustomers } from './recall.ts'

/** Customers: found again, and everything about one of them. */
export const customersRouter = rpc.router({
  recall: own
    .input(z.object({ text: z.string().trim().min(2).max(60) }))
    .query(({ ctx, input }) => recallCustomers(ctx.desk.file.orm, input.text)),
  earlier: own
    .input(z.object({ customerId: z.uuid() }))
    .query(({ ctx, input }) => earlierOf(ctx.desk.file.orm, input.customerId)),
  eraseNow: own.input(eraseNowSchema).mutation(({ ctx, input }) => eraseNow(ctx.caller, input)),
})
