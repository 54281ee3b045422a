import { z } from 'zod'
import { customerInputs } from '../../../domain/customer.ts'
import { own, rpc } from '../procedures.ts'
import { changeCustomer, mergeCustomers, setConsent, setDoNotCall, setLegalHold } from './change.ts'
import { eraseNow, eraseNowSchema } from './erase.ts'
import { exportCustomer } from './export.ts'
import { customerPage } from './page.ts'
import { earlierOf, recallCustomers } from './recall.ts'

const idInput = z.object({ id: z.uuid() })

/** Customers: found again, and everything about one of them. */
export const customersRouter = rpc.router({
  recall: own
    .input(z.object({ text: z.string().trim().min(2).max(60) }))
    .query(({ ctx, input }) => recallCustomers(ctx.desk.file.orm, input.text)),
  earlier: own
    .input(z.object({ customerId: z.uuid() }))
    .query(({ ctx, input }) => earlierOf(ctx.desk.file.orm, input.customerId)),
  page: own.input(idInput).query(({ ctx, input }) => customerPage(ctx.caller, input.id)),
  change: own.input(customerInputs.change).mutation(({ ctx, input }) => changeCustomer(ctx.caller, input)),
  doNotCall: own
    .input(customerInputs.do_not_call)
    .mutation(({ ctx, input }) => setDoNotCall(ctx.caller, input)),
  consent: own.input(customerInputs.consent).mutation(({ ctx, input }) => setConsent(ctx.caller, input)),
  legalHold: own
    .input(customerInputs.legal_hold)
    .mutation(({ ctx, input }) => setLegalHold(ctx.caller, input)),
  merge: own.input(customerInputs.merge).mutation(({ ctx, input }) => mergeCustomers(ctx.caller, input)),
  export: own.input(customerInputs.export).mutation(({ ctx, input }) => exportCustomer(ctx.caller, input)),
  eraseNow: own.input(eraseNowSchema).mutation(({ ctx, input }) => eraseNow(ctx.caller, input)),
})
