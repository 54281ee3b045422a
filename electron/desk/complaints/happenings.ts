import { asc, eq } from 'drizzle-orm'
import type { Drizzle } from '../../../db/open.ts'
import type { RecordOf } from '../../../db/records.ts'
import * as t from '../../../db/schema.ts'
import type { HappeningView } from '../views.ts'

type Detail = HappeningView['details'][number]

/** What the record behind a line says, label by label. */
function recordDetails(records: ReadonlyMap<string, Detail[]>, recordId: string | null): Detail[] {
  return recordId === null ? [] : (records.get(recordId) ?? [])
}

function details(pairs: Record<string, string | number | boolean | null>): Detail[] {
  return Object.entries(pairs)
    .filter(([, value]) => value !== null && value !== '')
    .map(([label, value]) => ({ label, text: String(value) }))
}

/** Ids stand in the record to be found again; the name beside them is what people read. */
function readable(facts: Record<string, string | number | boolean>) {
  return Object.fromEntries(Object.entries(facts).filter(([label]) => !label.endsWith('Id')))
}

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())

/** The records of one complaint that lines in "what happened" point to. */
function recordsOf(orm: Drizzle, complaintId: string): Map<string, Detail[]> {
  const found = new Map<string, Detail[]>()
  const of = <T extends { id: string }>(rows: readonly T[], view: (row: T) => Detail[]) => {
    for (const row of rows) found.set(row.id, view(row))
  }
  of(orm.select().from(t.finding).where(eq(t.finding.complaintId, complaintId)).all(), (row) =>
    details({
      founded: row.founded,
      quality: row.quality,
      cause: row.cause,
      department: row.department,
      person: row.person,
      evidence: row.evidence,
    }),
  )
  of(orm.select().from(t.contactSheet).where(eq(t.contactSheet.complaintId, complaintId)).all(), (row) =>
    details({
      sheet: row.sheetNumber,
      department: row.department,
      question: row.question,
      dueAt: iso(row.dueAt),
      answer: row.answer,
      plan: row.plan,
      improvement: row.improvement,
      acknowledgedBy: row.acknowledgedBy,
    }),
  )
  of(orm.select().from(t.resolution).where(eq(t.resolution.complaintId, complaintId)).all(), (row) =>
    details({ version: row.version }),
  )
  of(orm.select().from(t.opinion).where(eq(t.opinion.complaintId, complaintId)).all(), (row) =>
    details({ customerWords: row.words, how: row.how, option: row.option + 1 }),
  )
  of(orm.select().from(t.contact).where(eq(t.contact.complaintId, complaintId)).all(), (row) =>
    details({
      direction: row.direction,
      contactChannel: row.channel,
      reached: row.reached,
      result: row.result,
      askedFor: row.askedFor ? true : null,
      overrideReason: row.overrideReason,
      said: row.said,
      nextStep: row.nextStep,
      nextAt: iso(row.nextAt),
      nuisance: row.nuisance ? true : null,
      onSiteAt: iso(row.onSiteAt),
      onSiteDone: row.onSiteDone ? true : null,
    }),
  )
  of(orm.select().from(t.returnVisit).where(eq(t.returnVisit.complaintId, complaintId)).all(), (row) =>
    details({
      solution: row.solution,
      handlerScore: row.handler,
      technicianScore: row.technician,
      remarks: row.remarks,
      reason: row.reason,
      byCustomer: row.byCustomer ? true : null,
      contradiction: row.contradiction,
    }),
  )
  of(orm.select().from(t.outcomeNotice).where(eq(t.outcomeNotice.complaintId, complaintId)).all(), (row) =>
    details({ salesDepartment: row.salesDepartment, text: row.text }),
  )
  of(orm.select().from(t.hold).where(eq(t.hold.complaintId, complaintId)).all(), (row) =>
    details({ reason: row.reason, until: iso(row.untilAt) }),
  )
  of(orm.select().from(t.postponement).where(eq(t.postponement.complaintId, complaintId)).all(), (row) =>
    details({ reason: row.reason, newDate: row.newDateOn, consent: row.consent, evidence: row.evidence }),
  )
  return found
}

/** Raises that a rule made, with the time at which they fell due. */
function raises(orm: Drizzle, complaint: RecordOf<'complaint'>): HappeningView[] {
  return orm
    .select()
    .from(t.levelChange)
    .where(eq(t.levelChange.complaintId, complaint.id))
    .all()
    .filter((change) => change.rule !== 'by_hand')
    .map((change) => ({
      id: change.id,
      at: new Date(change.at).toISOString(),
      by: '',
      byRole: null,
      action: 'level',
      from: null,
      to: complaint.state,
      round: complaint.round,
      details: details({
        fromLevel: change.fromLevel,
        toLevel: change.toLevel,
        rule: change.rule,
        recordedAt: iso(change.recordedAt),
      }),
    }))
}

/**
 * What happened with a complaint, newest first.
 * @param orm the store's file
 * @param complaint its row
 */
export function happeningsOf(orm: Drizzle, complaint: RecordOf<'complaint'>): HappeningView[] {
  const records = recordsOf(orm, complaint.id)
  const lines = orm
    .select({ line: t.happening, by: t.staff.name, byRole: t.staff.role })
    .from(t.happening)
    .leftJoin(t.staff, eq(t.staff.id, t.happening.staffId))
    .where(eq(t.happening.complaintId, complaint.id))
    .orderBy(asc(t.happening.id))
    .all()
    .map(
      ({ line, by, byRole }): HappeningView => ({
        id: line.id,
        at: new Date(line.at).toISOString(),
        by: by ?? '',
        byRole,
        action: line.action,
        from: line.fromState,
        to: line.toState,
        round: line.round,
        details: distinct([
          ...details(readable(line.facts)),
          ...recordDetails(records, line.recordId),
          ...details(line.words),
        ]),
      }),
    )
  return [...lines, ...raises(orm, complaint)].sort(
    (a, b) => b.at.localeCompare(a.at) || b.id.localeCompare(a.id),
  )
}

/** A label is said once: what the record says before what the line repeats. */
function distinct(all: readonly Detail[]): Detail[] {
  return all.filter((each, index) => all.findIndex((other) => other.label === each.label) === index)
}
