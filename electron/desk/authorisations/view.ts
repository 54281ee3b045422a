import { desc, eq, sql } from 'drizzle-orm'
import type { Drizzle } from '../../../db/open.ts'
import type { RecordOf } from '../../../db/records.ts'
import * as t from '../../../db/schema.ts'
import { storeDay } from '../../../domain/working-time.ts'
import type { AuthorisationView } from '../case-views.ts'
import type { Names } from '../complaints/view.ts'
import { namesOf } from '../complaints/view.ts'
import type { DeskContext } from '../context.ts'
import { DeskError } from '../errors.ts'
import { listStaff } from '../people/staff.ts'

export type Authorisation = RecordOf<'authorisation'>

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())

/** Cases that go by each authorisation, those that were voided left out. */
function usesOf(orm: Drizzle): Map<string, number> {
  const rows = orm
    .select({
      id: sql<string>`json_extract(${t.casePlan.basis}, '$.authorisationId')`.as('authorisation_id'),
      uses: sql<number>`count(*)`,
    })
    .from(t.returnCase)
    .innerJoin(t.casePlan, eq(t.casePlan.id, t.returnCase.planId))
    .where(
      sql`${t.casePlan.approvedAt} IS NOT NULL AND ${t.returnCase.state} <> 'voided'
        AND json_extract(${t.casePlan.basis}, '$.kind') = 'authorisation'`,
    )
    .groupBy(sql`authorisation_id`)
    .all()
  return new Map(rows.map((row) => [row.id, row.uses]))
}

function viewOf(row: Authorisation, today: string, uses: number, names: Names): AuthorisationView {
  const { epoch: _, numberOn: __, numberInDay: ___, revokedBy, ...shown } = row
  return {
    ...shown,
    signedBy: names(row.signedBy),
    signedAt: new Date(row.signedAt).toISOString(),
    inForce: row.revokedAt === null && row.fromOn <= today && today <= row.toOn,
    revokedAt: iso(row.revokedAt),
    revokedBy: revokedBy === null ? null : names(revokedBy),
    uses,
  }
}

/**
 * Every standing authorisation 授权书, newest first.
 * @param desk the desk; whether one is in force goes by the store's civil day
 */
export function listAuthorisations(desk: DeskContext): AuthorisationView[] {
  const { orm } = desk.file
  const today = storeDay(desk.clock.now(), desk.policy())
  const names = namesOf(listStaff(orm))
  const uses = usesOf(orm)
  return orm
    .select()
    .from(t.authorisation)
    .orderBy(desc(t.authorisation.signedAt), desc(t.authorisation.id))
    .all()
    .map((row) => viewOf(row, today, uses.get(row.id) ?? 0, names))
}

/**
 * @param desk the desk
 * @param id the authorisation
 * @throws DeskError not_found/authorisation_not_found
 */
export function authorisationView(desk: DeskContext, id: string): AuthorisationView {
  const found = listAuthorisations(desk).find((each) => each.id === id)
  if (found === undefined) throw new DeskError('not_found', 'authorisation_not_found')
  return found
}
