import { inArray } from 'drizzle-orm'
import type { Drizzle } from '../../../db/open.ts'
import * as t from '../../../db/schema.ts'
import type { CaseState } from '../../../domain/case/vocabulary.ts'
import type { HandoverLine } from '../../../domain/handover.ts'
import type { State } from '../../../domain/vocabulary.ts'
import type { HandoverLineView, HandoverTarget } from '../handover-views.ts'

/** How the record of a line stands now. */
export interface Standing {
  readonly target: HandoverTarget
  readonly state: State | CaseState | null
  readonly open: boolean
}

type Named = Pick<HandoverLine, 'kind' | 'recordId'>

/**
 * Where lines lead and how their records stand now; records are never deleted, so each is found.
 * @param orm the store's file
 * @param lines of a handover, or of what is open now
 * @returns reads the standing of one of these lines
 */
export function standings(orm: Drizzle, lines: readonly Named[]): (line: Named) => Standing {
  const ids = (kinds: readonly Named['kind'][]) => [
    ...new Set(lines.filter(({ kind }) => kinds.includes(kind)).map(({ recordId }) => recordId)),
  ]
  const promises = orm
    .select()
    .from(t.promise)
    .where(inArray(t.promise.id, ids(['promise'])))
    .all()
  const records = [
    ...ids(['late_clock', 'next_clock', 'awaiting_signature', 'contact']),
    ...promises.flatMap(({ complaintId, caseId }) => complaintId ?? caseId ?? []),
  ]
  const known = new Map<string, Standing>()
  for (const { id, state, endedAt } of orm
    .select({ id: t.complaint.id, state: t.complaint.state, endedAt: t.complaint.endedAt })
    .from(t.complaint)
    .where(inArray(t.complaint.id, records))
    .all())
    known.set(id, { target: { to: 'complaint', id }, state, open: endedAt === null })
  for (const { id, state, endedAt } of orm
    .select({ id: t.returnCase.id, state: t.returnCase.state, endedAt: t.returnCase.endedAt })
    .from(t.returnCase)
    .where(inArray(t.returnCase.id, records))
    .all())
    known.set(id, { target: { to: 'case', id }, state, open: endedAt === null })
  for (const { id, endedAt } of orm
    .select({ id: t.custody.id, endedAt: t.custody.endedAt })
    .from(t.custody)
    .where(inArray(t.custody.id, ids(['custody'])))
    .all())
    known.set(id, { target: { to: 'custody', id }, state: null, open: endedAt === null })
  for (const promise of promises) {
    const about = known.get(promise.complaintId ?? promise.caseId ?? '')
    if (about !== undefined)
      known.set(promise.id, {
        ...about,
        state: null,
        open: promise.keptAt === null && promise.releasedAt === null,
      })
  }
  return ({ recordId }) => {
    const found = known.get(recordId)
    if (found === undefined) throw new Error('A handover names a record that is not there')
    return found
  }
}

/** One line as the screen reads it. */
export function lineView(line: Omit<HandoverLine, 'customerId'>, target: HandoverTarget): HandoverLineView {
  return {
    kind: line.kind,
    recordId: line.recordId,
    number: line.number,
    dueAt: line.dueAt === null ? null : new Date(line.dueAt).toISOString(),
    why: line.why,
    what: line.what,
    target,
  }
}

/**
 * Lines that were gathered now.
 * @param orm the store's file
 * @param lines what is open
 */
export function lineViews(orm: Drizzle, lines: readonly HandoverLine[]): HandoverLineView[] {
  const standing = standings(orm, lines)
  return lines.map((line) => lineView(line, standing(line).target))
}
