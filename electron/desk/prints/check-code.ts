import { eq } from 'drizzle-orm'
import * as t from '../../../db/schema.ts'
import { readCheckCode } from '../../../domain/complaint/check-code.ts'
import type { Caller } from '../context.ts'
import { DeskError } from '../errors.ts'

/** The original behind a paper. */
export type PaperFound =
  | { kind: 'resolution'; complaintId: string; resolutionId: string; number: string; version: number }
  | { kind: 'slip'; caseId: string; number: string; version: number }
  | { kind: 'authorisation'; authorisationId: string; number: string }

function paperOf({ desk }: Caller, code: string): PaperFound | null {
  const { orm } = desk.file
  const resolution = orm
    .select({
      complaintId: t.complaint.id,
      resolutionId: t.resolution.id,
      number: t.complaint.number,
      version: t.resolution.version,
    })
    .from(t.resolution)
    .innerJoin(t.complaint, eq(t.complaint.id, t.resolution.complaintId))
    .where(eq(t.resolution.checkCode, code))
    .get()
  if (resolution !== undefined) return { kind: 'resolution', ...resolution }
  const slip = orm
    .select({ caseId: t.returnCase.id, number: t.returnCase.number, version: t.casePlan.version })
    .from(t.casePlan)
    .innerJoin(t.returnCase, eq(t.returnCase.id, t.casePlan.caseId))
    .where(eq(t.casePlan.checkCode, code))
    .get()
  if (slip !== undefined) return { kind: 'slip', ...slip }
  const authorisation = orm
    .select({ authorisationId: t.authorisation.id, number: t.authorisation.number })
    .from(t.authorisation)
    .where(eq(t.authorisation.checkCode, code))
    .get()
  return authorisation === undefined ? null : { kind: 'authorisation', ...authorisation }
}

/**
 * The original behind the short code on a paper (process section 4).
 * @param caller who asks
 * @param typed the code as it was typed from the paper
 * @throws DeskError not_found/check_code_unknown
 */
export function byCheckCode(caller: Caller, typed: string): PaperFound {
  const code = readCheckCode(typed)
  const found = code === null ? null : paperOf(caller, code)
  if (found === null) throw new DeskError('not_found', 'check_code_unknown', { field: 'code' })
  return found
}
