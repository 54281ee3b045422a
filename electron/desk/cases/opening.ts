import type { CaseOpening } from '../../../domain/case/input.ts'
import type { CaseRecorded } from '../case-views.ts'
import type { Caller } from '../context.ts'
import { DeskError } from '../errors.ts'
export async function openCase(_caller: Caller, _input: CaseOpening): Promise<CaseRecorded> {
  throw new DeskError('busy', 'unexpected')
}
