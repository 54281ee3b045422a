import { eq } from 'drizzle-orm'
import * as t from '../../../db/schema.ts'
import type { SurveyAnswers } from '../../../domain/survey.ts'
import { surveyAnswersSchema } from '../../../domain/survey.ts'
import type { DeskContext } from '../context.ts'
import type { KeptSurvey } from '../survey-views.ts'

/* Answers of a customer that wait for a person of the staff: kept beside the journal like any form that is being filled. */

const formOf = (complaintId: string) => `survey:${complaintId}`

/** What the customer said stands until it is recorded or given anew; with whose it is, so that an erasure finds it. */
export function keep(
  desk: DeskContext,
  staffId: string,
  complaint: { readonly id: string; readonly customerId: string },
  answers: SurveyAnswers,
): void {
  const set = { body: { ...answers, customerId: complaint.customerId }, savedAt: desk.clock.now() }
  desk.file.orm
    .insert(t.draft)
    .values({ staffId, form: formOf(complaint.id), ...set })
    .onConflictDoUpdate({ target: [t.draft.staffId, t.draft.form], set })
    .run()
}

/**
 * Answers that were given on the turned screen and still wait for a person of the staff.
 * @param desk the desk
 * @param complaintId the complaint
 */
export function keptSurvey(desk: DeskContext, complaintId: string): KeptSurvey | null {
  const row = desk.file.orm
    .select()
    .from(t.draft)
    .where(eq(t.draft.form, formOf(complaintId)))
    .get()
  const answers = surveyAnswersSchema.safeParse(row?.body)
  if (row === undefined || !answers.success) return null
  return { ...answers.data, savedAt: new Date(row.savedAt).toISOString() }
}

/** What waited is recorded, or will be given anew. */
export function letGo(desk: DeskContext, complaintId: string): void {
  desk.file.orm
    .delete(t.draft)
    .where(eq(t.draft.form, formOf(complaintId)))
    .run()
}
