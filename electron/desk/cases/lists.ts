import type { z } from 'zod'
import type { Drizzle } from '../../../db/open.ts'
import type { CasePage, CaseRef, CaseRow } from '../case-views.ts'
import type { Caller } from '../context.ts'
import { DeskError } from '../errors.ts'
import type { listSchema } from './inputs.ts'
export function listCases(_caller: Caller, _input: z.output<typeof listSchema>): CasePage {
  throw new DeskError('busy', 'unexpected')
}
export function casesAwaitingSignature(_caller: Caller): CaseRow[] {
  throw new DeskError('busy', 'unexpected')
}
export function casesOfComplaint(_orm: Drizzle, _id: string): CaseRef[] {
  throw new DeskError('busy', 'unexpected')
}
export function casesOfCustomer(_orm: Drizzle, _id: string): CaseRef[] {
  throw new DeskError('busy', 'unexpected')
}
