import type { CaseView } from '../case-views.ts'
import type { Caller } from '../context.ts'
import { DeskError } from '../errors.ts'
export function caseView(_caller: Caller, _id: string): CaseView {
  throw new DeskError('busy', 'unexpected')
}
