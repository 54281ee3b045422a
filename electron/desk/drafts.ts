import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import * as t from '../../db/schema.ts'
import type { Caller } from './context.ts'
import { DeskError } from './errors.ts'
import type { DraftView } from './views.ts'

const longestDraft = 200_000

export const draftForm = z.object({ form: z.enum(['intake', 'case']) })
export const draftSchema = draftForm.extend({ body: z.record(z.string(), z.unknown()) })

/** What this person left in a form. */
export function readDraft(caller: Caller, form: string): DraftView | null {
  const mine = and(eq(t.draft.staffId, caller.me.staffId), eq(t.draft.form, form))
  const row = caller.desk.file.orm.select().from(t.draft).where(mine).get()
  return row === undefined ? null : { body: row.body, savedAt: new Date(row.savedAt).toISOString() }
}

/**
 * Keeps what this person is typing; not part of any record.
 * @throws DeskError invalid/too_long
 */
export function saveDraft(caller: Caller, input: z.output<typeof draftSchema>): void {
  if (JSON.stringify(input.body).length > longestDraft)
    throw new DeskError('invalid', 'too_long', { field: 'body' })
  const { desk, me } = caller
  const set = { body: input.body, savedAt: desk.clock.now() }
  desk.file.orm
    .insert(t.draft)
    .values({ staffId: me.staffId, form: input.form, ...set })
    .onConflictDoUpdate({ target: [t.draft.staffId, t.draft.form], set })
    .run()
}

export function clearDraft(caller: Caller, form: string): void {
  const mine = and(eq(t.draft.staffId, caller.me.staffId), eq(t.draft.form, form))
  caller.desk.file.orm.delete(t.draft).where(mine).run()
}
