import { z } from 'zod'
import { textLimits } from '../../../domain/text.ts'
import type { Caller } from '../context.ts'
import { DeskError } from '../errors.ts'
import { own, passive, rpc } from '../procedures.ts'
import { findTillLines, shortestSearch } from './find.ts'
import { checkSchema, runSchema, uploadSchema } from './till.ts'
import type { TillLineView } from './views.ts'

const findSchema = z.object({ text: z.string().trim().max(textLimits.name) })

/** How many lines one search shows. */
const foundLimit = 50

/** Those whom the customer stands before; a department answers without knowing who bought what. */
function find({ desk, me }: Caller, text: string): TillLineView[] {
  if (me.role === 'department') throw new DeskError('not_allowed', 'wrong_person')
  if (Array.from(text).length < shortestSearch) return []
  return findTillLines(desk.file, { text }, foundLimit)
}

/** The till's export: uploading it is `POST /imports` of the front door. */
export const tillRouter = rpc.router({
  open: own.input(uploadSchema).query(({ ctx, input }) => ctx.desk.till.open(ctx.caller.me, input.uploadId)),
  check: own.input(checkSchema).mutation(({ ctx, input }) => ctx.desk.till.check(ctx.caller.me, input)),
  job: passive.query(({ ctx }) => ctx.desk.till.state(ctx.caller.me)),
  badRows: own.query(({ ctx }) => ctx.desk.till.badRows(ctx.caller.me)),
  stop: own.mutation(({ ctx }) => ctx.desk.till.stop(ctx.caller.me)),
  run: own.input(runSchema).mutation(({ ctx, input }) => ctx.desk.till.run(ctx.caller.me, input)),
  find: own.input(findSchema).query(({ ctx, input }) => find(ctx.caller, input.text)),
})
