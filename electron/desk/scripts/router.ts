import { own, rpc } from '../procedures.ts'
import {
  changeScript,
  changeScriptSchema,
  listScripts,
  restoreScript,
  restoreScriptSchema,
} from './scripts.ts'

export const scriptsRouter = rpc.router({
  list: own.query(({ ctx }) => listScripts(ctx.desk.file.orm)),
  change: own.input(changeScriptSchema).mutation(({ ctx, input }) => changeScript(ctx.caller, input)),
  restore: own.input(restoreScriptSchema).mutation(({ ctx, input }) => restoreScript(ctx.caller, input)),
})
