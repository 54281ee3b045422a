import { eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import * as t from '../../../db/schema.ts'
import { handoverKinds, settleHandover } from '../../../domain/handover.ts'
import { optionalText, pinSchema, staffNumberSchema, textLimits } from '../../../domain/text.ts'
import { doneBefore, requireStill } from '../commands.ts'
import type { Caller, DeskContext } from '../context.ts'
import { DeskError } from '../errors.ts'
import type { HandedOver, HandoverView } from '../handover-views.ts'
import { nextNumber } from '../numbers.ts'
import type { SignedIn } from '../people/sessions.ts'
import { signedInAs, staffByNumber, staffView } from '../people/staff.ts'
import { gather, shiftCounts, shiftSince } from './gather.ts'
import { handoverView } from './view.ts'

export const handOverSchema = z.object({
  commandId: z.uuid(),
  incomingStaffNumber: staffNumberSchema,
  incomingPin: pinSchema,
  outgoingPin: pinSchema,
  remarks: optionalText(textLimits.long),
  /** What stood on the screen, with what was written beside it. */
  lines: z
    .array(
      z.object({
        kind: z.enum(handoverKinds),
        recordId: z.uuid(),
        remark: optionalText(textLimits.line),
      }),
    )
    .max(1000),
})
type HandOver = z.output<typeof handOverSchema>

export const openHandoverSchema = z.object({ commandId: z.uuid(), id: z.uuid() })

const action = 'handover.record'

/** Other windows hear of it behind the answer: the outgoing one would ask again with a session that has just ended. */
const behindAnswerMs = 500

type Answer = Pick<HandedOver, 'vanished' | 'added'>

/** The shift at the desk is handed over by those who stand at it. */
function requireShift(person: Pick<SignedIn, 'role'>, field: string | null): void {
  if (person.role === 'department')
    throw new DeskError('not_allowed', 'handover_not_for_department', { field })
}

/** Both stand at the desk and say so with their PIN; they are two. */
async function bothAgree(desk: DeskContext, me: SignedIn, input: HandOver): Promise<SignedIn> {
  const { orm } = desk.file
  if (input.incomingStaffNumber === me.number)
    throw new DeskError('invalid', 'handover_same_person', { field: 'incomingStaffNumber' })
  requireShift(me, null)
  await desk.pins.check(me.staffId, input.outgoingPin, 'outgoingPin')
  const incoming = staffByNumber(orm, input.incomingStaffNumber)
  await desk.pins.check(incoming?.id ?? null, input.incomingPin, 'incomingPin')
  if (incoming === null)
    throw new DeskError('not_allowed', 'wrong_pin', { field: 'incomingPin', params: { left: 0 } })
  requireShift(incoming, 'incomingStaffNumber')
  return signedInAs(incoming)
}

function record(caller: Caller, incoming: SignedIn, input: HandOver): Answer {
  const { desk, me } = caller
  const now = desk.clock.now()
  const policy = desk.policy()
  const head = {
    commandId: input.commandId,
    action,
    about: 'handover',
    staffId: me.staffId,
    at: now,
  } as const
  const id = uuidv7()
  const answer = desk.recorder.command(head, (writer): Answer => {
    requireStill(desk, me)
    requireStill(desk, incoming)
    const { lines, vanished, added } = settleHandover(gather(caller, now, policy).lines, input.lines)
    const sinceAt = shiftSince(desk.file.orm, now, policy)
    writer.makeKey(id)
    writer.putOf(id, 'handover', {
      id,
      ...nextNumber(desk, 'handover', now),
      sinceAt,
      at: now,
      outgoingId: me.staffId,
      incomingId: incoming.staffId,
      counts: shiftCounts(desk, sinceAt),
      remarks: input.remarks,
      openedAt: null,
    })
    lines.forEach(({ customerId, ...line }, position) => {
      writer.putOf(customerId, 'handover_line', {
        id: uuidv7(),
        handoverId: id,
        position,
        customerId,
        ...line,
      })
    })
    return { vanished: [...vanished], added }
  })
  desk.clock.after(behindAnswerMs, () =>
    desk.changes.publish({ type: 'changed', entity: 'handover', id, version: 1 }),
  )
  desk.pusher.soon()
  return answer
}

/** The session at this window ends, whoever it was; the incoming person sits there now. */
function takeTheWindow(
  desk: DeskContext,
  token: string | null,
  commandId: string,
  answer: Answer,
): HandedOver {
  const done = desk.recorder.done(commandId)
  const row = desk.file.orm
    .select({ handover: t.handover, incoming: t.staff })
    .from(t.handover)
    .innerJoin(t.staff, eq(t.staff.id, t.handover.incomingId))
    .where(eq(t.handover.id, done?.entityId ?? ''))
    .get()
  if (row === undefined) throw new DeskError('not_found', 'handover_not_found')
  const { handover, incoming } = row
  if (token !== null) desk.sessions.end(token)
  const session = { token: desk.sessions.start(incoming.id), staff: staffView(incoming) }
  return { id: handover.id, number: handover.number, session, ...answer }
}

/**
 * The same handover sent again after its answer was lost: the outgoing person's session has ended with the first, so the
 * two PINs alone say who asks.
 */
async function askedAgain(
  desk: DeskContext,
  token: string | null,
  input: HandOver,
  handoverId: string,
): Promise<HandedOver> {
  const kept = desk.file.orm.select().from(t.handover).where(eq(t.handover.id, handoverId)).get()
  const incoming = staffByNumber(desk.file.orm, input.incomingStaffNumber)
  if (kept === undefined || incoming?.id !== kept.incomingId)
    throw new DeskError('invalid', 'command_id_used', { field: 'commandId' })
  await desk.pins.check(kept.outgoingId, input.outgoingPin, 'outgoingPin')
  await desk.pins.check(kept.incomingId, input.incomingPin, 'incomingPin')
  return takeTheWindow(desk, token, input.commandId, { vanished: [], added: 0 })
}

/**
 * Hands the shift over (process section 9): gathered again at this moment, recorded under both PINs, and the incoming
 * person is signed in at this window, where the outgoing person's session ends.
 * @param desk the desk
 * @param token of the window; after a lost answer its session may have ended already
 * @param input both PINs and the remarks
 * @returns the new session, and what has gone from the screen or come since
 * @throws DeskError signed_out, invalid/handover_same_person, not_allowed/wrong_pin with the field,
 *   not_allowed/handover_not_for_department; nothing is recorded then
 */
export async function handOver(
  desk: DeskContext,
  token: string | null,
  input: HandOver,
): Promise<HandedOver> {
  const done = desk.recorder.done(input.commandId)
  if (done !== null) {
    if (done.action !== action) throw new DeskError('invalid', 'command_id_used', { field: 'commandId' })
    return askedAgain(desk, token, input, done.entityId)
  }
  const me = desk.sessions.require(token)
  const incoming = await bothAgree(desk, me, input)
  // While the PINs were looked at the same command may have come again.
  const answer =
    desk.recorder.done(input.commandId) === null
      ? record({ desk, me, token: token ?? '' }, incoming, input)
      : { vanished: [], added: 0 }
  return takeTheWindow(desk, token, input.commandId, answer)
}

/**
 * The incoming person has read what they took over.
 * @param caller who reads
 * @param input the handover
 * @throws DeskError not_found/handover_not_found, not_allowed/wrong_person
 */
export function openHandover(caller: Caller, input: z.output<typeof openHandoverSchema>): HandoverView {
  const { desk, me } = caller
  const { orm } = desk.file
  const kept = orm.select().from(t.handover).where(eq(t.handover.id, input.id)).get()
  if (kept === undefined) throw new DeskError('not_found', 'handover_not_found')
  if (kept.incomingId !== me.staffId) throw new DeskError('not_allowed', 'wrong_person')
  const before = doneBefore(desk, input.commandId, 'handover.open', me, input.id)
  if (before === null && kept.openedAt === null) {
    const head = {
      commandId: input.commandId,
      action: 'handover.open',
      about: 'handover',
      staffId: me.staffId,
      at: desk.clock.now(),
    } as const
    // Nothing of a handover changes but this, so what was read before the transaction still stands.
    desk.recorder.command(head, (writer) => writer.putOf(kept.id, 'handover', { ...kept, openedAt: head.at }))
    desk.changes.publish({ type: 'changed', entity: 'handover', id: kept.id, version: 2 })
    desk.pusher.soon()
  }
  return handoverView(orm, input.id)
}
