import { and, eq, isNotNull } from 'drizzle-orm'
import { z } from 'zod'
import * as t from '../../../db/schema.ts'
import { refusal } from '../../../domain/complaint/judge.ts'
import { contradictions, surveyAnswersSchema } from '../../../domain/survey.ts'
import { pinSchema } from '../../../domain/text.ts'
import { actOn } from '../complaints/act.ts'
import { factsOf } from '../complaints/facts.ts'
import { partsOf } from '../complaints/rows.ts'
import type { Caller, DeskContext } from '../context.ts'
import { DeskError } from '../errors.ts'
import { storeView } from '../store.ts'
import type { ScreenOpened, TurnedSurvey } from '../survey-views.ts'
import { keep, keptSurvey, letGo } from './kept.ts'

/*
 * The screen turned to the customer: the session may do nothing but their survey until a PIN of staff opens it again. The
 * lock is kept with the session, so neither a reload nor a typed address gets past it.
 */

export const turnSchema = z.object({ complaintId: z.uuid() })
export const answerSchema = z.object({ commandId: z.uuid(), answers: surveyAnswersSchema })
export const unlockSchema = z.object({ pin: pinSchema })

/** Somebody at a screen that is turned. */
export interface TurnedCaller extends Caller {
  readonly complaintId: string
}

function complaintOf(desk: DeskContext, id: string) {
  const parts = partsOf(desk.file.orm, id)
  if (parts === null) throw new DeskError('not_found', 'complaint_not_found')
  return parts
}

/**
 * Turns the screen: from here this session may only show and answer the survey of this complaint.
 * @param caller who may make the return visit by the table
 * @param complaintId a complaint that waits for its return visit
 * @throws DeskError not_found, not_allowed as the table says
 */
export function turnScreen(caller: Caller, complaintId: string): void {
  const { desk, me, token } = caller
  const { complaint } = complaintOf(desk, complaintId)
  const policy = desk.policy()
  const facts = factsOf(desk.file.orm, complaint, policy, desk.clock.now())
  const reason = refusal('return_visit', me, facts, policy)
  if (reason !== null)
    throw reason.code === 'missing'
      ? new DeskError('not_allowed', 'missing', { missing: reason.conditions })
      : new DeskError('not_allowed', reason.code, { params: { action: 'return_visit', state: facts.state } })
  letGo(desk, complaintId)
  desk.sessions.turn(token, complaintId)
}

/** What stands on the turned screen. */
export function turnedSurvey({ desk, me, complaintId }: TurnedCaller): TurnedSurvey {
  const { orm } = desk.file
  const { complaint, product, handlerName } = complaintOf(desk, complaintId)
  const technician = orm
    .select({ id: t.happening.id })
    .from(t.happening)
    .innerJoin(t.staff, eq(t.staff.id, t.happening.staffId))
    .where(and(eq(t.happening.complaintId, complaintId), eq(t.staff.role, 'technician')))
    .limit(1)
    .get()
  const onSite = orm
    .select({ id: t.contact.id })
    .from(t.contact)
    .where(and(eq(t.contact.complaintId, complaintId), isNotNull(t.contact.onSiteAt)))
    .limit(1)
    .get()
  const kept = orm.select().from(t.preference).where(eq(t.preference.staffId, me.staffId)).get()
  return {
    storeName: storeView(orm).name,
    number: complaint.number,
    product,
    handlerName: handlerName ?? '',
    asksTechnician: technician !== undefined || onSite !== undefined,
    answered: complaint.state !== 'executed' || keptSurvey(desk, complaintId) !== null,
    staffName: me.name,
    language: kept?.language ?? null,
  }
}

/**
 * The customer's answers: recorded at once as the return visit, so that the table closes or reopens; where the words
 * contradict the steps, or the table refuses meanwhile, they wait for a person of the staff.
 * @param caller the turned screen
 * @param input the answers
 */
export async function answerSurvey(
  caller: TurnedCaller,
  input: z.output<typeof answerSchema>,
): Promise<void> {
  const { desk, me, complaintId } = caller
  const { answers } = input
  const { complaint } = complaintOf(desk, complaintId)
  if (complaint.state !== 'executed' || keptSurvey(desk, complaintId) !== null) return
  keep(desk, me.staffId, complaint, answers)
  if (contradictions(answers).length > 0) return
  try {
    await actOn(caller, {
      commandId: input.commandId,
      complaintId,
      seenVersion: complaint.version,
      action: 'return_visit',
      input: { ...answers, how: 'in_person', byCustomer: true, contradiction: '' },
    })
    letGo(desk, complaintId)
  } catch (error) {
    // The customer has said what they had to say: what the table still wants is for the staff to see to.
    if (!(error instanceof DeskError) || error.view.code === 'busy') throw error
    desk.log.info({ key: error.view.key }, 'survey kept for the staff')
  }
}

/**
 * A person of the staff opens the screen again.
 * @param caller the turned screen
 * @param pin of the person whose session it is
 * @throws DeskError not_allowed/wrong_pin, not_allowed/locked
 */
export async function openScreen(caller: TurnedCaller, pin: string): Promise<ScreenOpened> {
  const { desk, me, complaintId, token } = caller
  await desk.pins.check(me.staffId, pin, 'pin')
  desk.sessions.turn(token, null)
  const { complaint } = complaintOf(desk, complaintId)
  if (keptSurvey(desk, complaintId) !== null) return { complaintId, answers: 'kept' }
  return { complaintId, answers: complaint.state === 'executed' ? 'none' : 'recorded' }
}
