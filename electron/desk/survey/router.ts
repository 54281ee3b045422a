import { own, rpc, turned } from '../procedures.ts'
import { keptSurvey } from './kept.ts'
import {
  answerSchema,
  answerSurvey,
  openScreen,
  turnedSurvey,
  turnSchema,
  turnScreen,
  unlockSchema,
} from './turned.ts'

export const surveyRouter = rpc.router({
  /** Turns the screen to the customer. */
  turn: own.input(turnSchema).mutation(({ ctx, input }) => turnScreen(ctx.caller, input.complaintId)),
  /** Answers that wait for a person of the staff. */
  kept: own.input(turnSchema).query(({ ctx, input }) => keptSurvey(ctx.desk, input.complaintId)),
  shown: turned.query(({ ctx }) => turnedSurvey(ctx.caller)),
  answer: turned.input(answerSchema).mutation(({ ctx, input }) => answerSurvey(ctx.caller, input)),
  unlock: turned.input(unlockSchema).mutation(({ ctx, input }) => openScreen(ctx.caller, input.pin)),
})
