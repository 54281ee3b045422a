import type { z } from 'zod'
import type { CaseRecorded } from '../case-views.ts'
import type { Caller } from '../context.ts'
import { DeskError } from '../errors.ts'
import type { actSchema } from './inputs.ts'
export async function actOnCase(_caller: Caller, _call: z.output<typeof actSchema>): Promise<CaseRecorded> {
  throw new DeskError('busy', 'unexpected')
}
