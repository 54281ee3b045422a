import { z } from 'zod'
import { openCaseSchema } from '../../../domain/case/input.ts'
import { own, passive, rpc } from '../procedures.ts'
import { actOnCase } from './act.ts'
import { actSchema, listSchema, planPreviewSchema, previewSchema } from './inputs.ts'
import { casesAwaitingSignature, casesOfComplaint, casesOfCustomer, listCases } from './lists.ts'
import { openCase } from './opening.ts'
import { previewEntitlement, previewPlan } from './preview.ts'
import { caseView } from './view.ts'

const idInput = z.object({ id: z.uuid() })

export const casesRouter = rpc.router({
  open: own.input(openCaseSchema).mutation(({ ctx, input }) => openCase(ctx.caller, input)),
  act: own.input(actSchema).mutation(({ ctx, input }) => actOnCase(ctx.caller, input)),
  get: own.input(idInput).query(({ ctx, input }) => caseView(ctx.caller, input.id)),
  list: passive.input(listSchema).query(({ ctx, input }) => listCases(ctx.caller, input)),
  awaitingSignature: own.query(({ ctx }) => casesAwaitingSignature(ctx.caller)),
  ofComplaint: own.input(idInput).query(({ ctx, input }) => casesOfComplaint(ctx.desk.file.orm, input.id)),
  ofCustomer: own.input(idInput).query(({ ctx, input }) => casesOfCustomer(ctx.desk.file.orm, input.id)),
  preview: own.input(previewSchema).query(({ ctx, input }) => previewEntitlement(ctx.caller, input)),
  planPreview: own.input(planPreviewSchema).query(({ ctx, input }) => previewPlan(ctx.caller, input)),
})
