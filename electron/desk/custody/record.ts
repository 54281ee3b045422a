import { eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import type { Writer } from '../../../db/recorder.ts'
import * as t from '../../../db/schema.ts'
import { custodyEnds, custodySchema } from '../../../domain/case/input.ts'
import { isCaseEnded } from '../../../domain/case/vocabulary.ts'
import { optionalText, requiredText, textLimits } from '../../../domain/text.ts'
import { requireCaseRole } from '../case-roles.ts'
import type { CustodyView } from '../case-views.ts'
import { doneBefore, requireStill } from '../commands.ts'
import type { Caller } from '../context.ts'
import { recordCustomer } from '../customers/record.ts'
import { DeskError } from '../errors.ts'
import { nextNumber } from '../numbers.ts'
import type { Custody } from './view.ts'
import { custodyView } from './view.ts'

export const addCustodySchema = custodySchema.extend({ commandId: z.uuid() })

const onSeen = { commandId: z.uuid(), id: z.uuid(), seenVersion: z.int().positive() }

export const moveCustodySchema = z.object({ ...onSeen, place: requiredText(textLimits.short) })

/** Whoever takes goods home is named. */
export const endCustodySchema = z
  .object({ ...onSeen, how: z.enum(custodyEnds), to: optionalText(textLimits.short) })
  .refine((end) => end.how !== 'returned_to_customer' || end.to !== '', { error: 'required', path: ['to'] })

function command(
  caller: Caller,
  commandId: string,
  action: string,
  id: string | null,
  write: (writer: Writer, now: number) => Custody,
): CustodyView {
  requireCaseRole(caller)
  const { desk, me } = caller
  const { orm } = desk.file
  const before = doneBefore(desk, commandId, action, me, id)
  if (before !== null) return custodyView(orm, before)
  const head = { commandId, action, about: 'custody', staffId: me.staffId, at: desk.clock.now() } as const
  const custody = desk.recorder.command(head, (writer) => {
    requireStill(desk, me)
    const record = write(writer, head.at)
    writer.putOf(record.customerId, 'custody', record)
    return record
  })
  desk.changes.publish({ type: 'changed', entity: 'custody', id: custody.id, version: custody.version })
  desk.pusher.soon()
  return custodyView(orm, custody.id)
}

/** Goods that are still here, as they were seen. */
function seen(caller: Caller, id: string, seenVersion: number): Custody {
  const found = caller.desk.file.orm.select().from(t.custody).where(eq(t.custody.id, id)).get()
  if (found === undefined) throw new DeskError('not_found', 'custody_not_found')
  if (found.version !== seenVersion)
    throw new DeskError('stale', 'stale', { params: { version: found.version } })
  if (found.endedAt !== null) throw new DeskError('not_allowed', 'custody_ended')
  return found
}

/**
 * Takes goods into custody that a customer leaves at the desk without a case (process section 7).
 * @param caller who takes them
 * @param input whose, what, and where they lie
 * @throws DeskError not_allowed/wrong_person, invalid/customer_unknown; nothing is recorded then
 */
export function addCustody(caller: Caller, input: z.output<typeof addCustodySchema>): CustodyView {
  const { desk, me } = caller
  const { description, serialNumber, accessories, place } = input
  return command(caller, input.commandId, 'custody.add', null, (writer, now) => ({
    id: uuidv7(),
    ...nextNumber(desk, 'custody', now),
    version: 1,
    customerId: recordCustomer(writer, desk, input.customer).id,
    caseId: null,
    description,
    serialNumber,
    accessories,
    place,
    receivedAt: now,
    receivedBy: me.staffId,
    endedAt: null,
    endedBy: null,
    endedHow: null,
    endedTo: '',
  }))
}

/**
 * Goods lie somewhere else now.
 * @param caller who moved them
 * @param input which goods, and where they lie
 * @throws DeskError not_found, stale, not_allowed: wrong_person, custody_ended
 */
export function moveCustody(caller: Caller, input: z.output<typeof moveCustodySchema>): CustodyView {
  return command(caller, input.commandId, 'custody.move', input.id, () => {
    const before = seen(caller, input.id, input.seenVersion)
    return { ...before, version: before.version + 1, place: input.place }
  })
}

/**
 * Goods leave the desk. Those of an open case leave by that case: its guards know whether they may.
 * @param caller who lets them go
 * @param input which goods, how, and to whom
 * @throws DeskError not_found, stale, not_allowed: wrong_person, custody_ended, custody_of_open_case with its number
 */
export function endCustody(caller: Caller, input: z.output<typeof endCustodySchema>): CustodyView {
  const { desk, me } = caller
  return command(caller, input.commandId, 'custody.end', input.id, (_, now) => {
    const before = seen(caller, input.id, input.seenVersion)
    const of =
      before.caseId === null
        ? undefined
        : desk.file.orm.select().from(t.returnCase).where(eq(t.returnCase.id, before.caseId)).get()
    if (of !== undefined && !isCaseEnded(of.state))
      throw new DeskError('not_allowed', 'custody_of_open_case', { params: { number: of.number } })
    return {
      ...before,
      version: before.version + 1,
      endedAt: now,
      endedBy: me.staffId,
      endedHow: input.how,
      endedTo: input.to,
    }
  })
}
