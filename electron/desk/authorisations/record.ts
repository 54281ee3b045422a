import { randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import * as t from '../../../db/schema.ts'
import { authorisationSchema } from '../../../domain/case/input.ts'
import { checkCodeFrom } from '../../../domain/complaint/check-code.ts'
import { pinSchema, requiredText, textLimits } from '../../../domain/text.ts'
import { storeDay } from '../../../domain/working-time.ts'
import type { AuthorisationView } from '../case-views.ts'
import { doneBefore, requireStill } from '../commands.ts'
import type { Caller } from '../context.ts'
import { DeskError } from '../errors.ts'
import { nextNumber } from '../numbers.ts'
import type { Authorisation } from './view.ts'
import { authorisationView } from './view.ts'

export const signAuthorisationSchema = authorisationSchema.extend({ commandId: z.uuid(), pin: pinSchema })
export const revokeAuthorisationSchema = z.object({
  commandId: z.uuid(),
  id: z.uuid(),
  reason: requiredText(textLimits.line),
  pin: pinSchema,
})

type Signed = z.output<typeof signAuthorisationSchema>

/** Asked before the PIN, so that a refusal costs nobody a try, and again inside the transaction. */
function refuseUnsound(caller: Caller, input: Signed): void {
  const { desk } = caller
  const policy = desk.policy()
  const limitFen = policy.goodwill.manager.totalFen
  if (input.fromOn > input.toOn) throw new DeskError('invalid', 'dates_reversed', { field: 'toOn' })
  if (input.toOn < storeDay(desk.clock.now(), policy))
    throw new DeskError('invalid', 'in_the_past', { field: 'toOn' })
  // What the manager may not give once, they may not give in advance either (process section 14).
  if (input.maxFen > limitFen)
    throw new DeskError('invalid', 'beyond_limit', { field: 'maxFen', params: { yuan: limitFen / 100 } })
  if (input.maxFen === 0) throw new DeskError('invalid', 'not_an_amount', { field: 'maxFen' })
  const known = new Set(policy.families.map((family) => family.code))
  const unknown = input.families.findIndex((family) => !known.has(family))
  if (unknown !== -1) throw new DeskError('invalid', 'family_unknown', { field: `families.${unknown}` })
}

async function command(
  caller: Caller,
  input: { readonly commandId: string; readonly pin: string },
  action: string,
  id: string | null,
  write: (now: number) => Authorisation,
  refuse: () => void,
): Promise<AuthorisationView> {
  const { desk, me } = caller
  if (me.role !== 'manager') throw new DeskError('not_allowed', 'manager_only')
  const done = () => doneBefore(desk, input.commandId, action, me, id)
  const before = done()
  if (before !== null) return authorisationView(desk, before)
  refuse()
  await desk.pins.check(me.staffId, input.pin, 'pin')
  // A PIN check takes time: the second click arrives meanwhile.
  const meanwhile = done()
  if (meanwhile !== null) return authorisationView(desk, meanwhile)
  const head = {
    commandId: input.commandId,
    action,
    about: 'authorisation',
    staffId: me.staffId,
    at: desk.clock.now(),
  } as const
  const record = desk.recorder.command(head, (writer) => {
    requireStill(desk, me)
    refuse()
    const after = write(head.at)
    writer.put('authorisation', after)
    return after
  })
  const version = record.revokedAt === null ? 1 : 2
  desk.changes.publish({ type: 'changed', entity: 'authorisation', id: record.id, version })
  desk.pusher.soon()
  return authorisationView(desk, record.id)
}

const once = <T>(list: readonly T[]) => [...new Set(list)]

/**
 * The manager allows something in advance (process section 4): from now on the paper cites it and nobody signs anew.
 * @param caller the manager
 * @param input scope, limit and dates, with the manager's PIN
 * @throws DeskError not_allowed/manager_only, wrong_pin or locked; invalid: dates_reversed, in_the_past, beyond_limit,
 *   not_an_amount, family_unknown; nothing is recorded then
 */
export function signAuthorisation(caller: Caller, input: Signed): Promise<AuthorisationView> {
  const { desk, me } = caller
  const { commandId: _, pin: __, ...given } = input
  return command(
    caller,
    input,
    'authorisation.sign',
    null,
    (now) => ({
      id: uuidv7(),
      ...nextNumber(desk, 'authorisation', now),
      ...given,
      remedies: once(given.remedies),
      reasons: once(given.reasons),
      families: once(given.families),
      signedBy: me.staffId,
      signedAt: now,
      checkCode: checkCodeFrom(randomBytes(5)),
      revokedAt: null,
      revokedBy: null,
      revokedReason: '',
    }),
    () => refuseUnsound(caller, input),
  )
}

/**
 * Ends a standing authorisation from now on; what was done by it stands.
 * @param caller the manager
 * @param input which one, why, with the manager's PIN
 * @throws DeskError not_allowed/manager_only, wrong_pin, locked or authorisation_revoked; not_found
 */
export function revokeAuthorisation(
  caller: Caller,
  input: z.output<typeof revokeAuthorisationSchema>,
): Promise<AuthorisationView> {
  const { desk, me } = caller
  function running(): Authorisation {
    const found = desk.file.orm.select().from(t.authorisation).where(eq(t.authorisation.id, input.id)).get()
    if (found === undefined) throw new DeskError('not_found', 'authorisation_not_found')
    if (found.revokedAt !== null) throw new DeskError('not_allowed', 'authorisation_revoked')
    return found
  }
  return command(
    caller,
    input,
    'authorisation.revoke',
    input.id,
    (now) => ({ ...running(), revokedAt: now, revokedBy: me.staffId, revokedReason: input.reason }),
    running,
  )
}
