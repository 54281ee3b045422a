import { inArray } from 'drizzle-orm'
import { z } from 'zod'
import type { Drizzle } from '../../../db/open.ts'
import * as t from '../../../db/schema.ts'
import { overrideSchema } from '../../../domain/contact.ts'
import type { Policy } from '../../../domain/policy.ts'
import type { Names } from '../complaints/view.ts'
import { namesOf } from '../complaints/view.ts'
import type { PermissionView, RevealedView } from '../contact-views.ts'
import type { Caller } from '../context.ts'
import { groupOf } from '../customers/group.ts'
import { listStaff } from '../people/staff.ts'
import type { Judgement } from './guard.ts'
import { findMatter, judgeContact, matterSchema } from './guard.ts'
import { askOverride } from './override.ts'

const iso = (at: number) => new Date(at).toISOString()

/** An outgoing call, as it is asked about before it is made. */
const outgoing = { direction: 'out', channel: 'phone' } as const

/**
 * What the guard said, for the screen.
 * @param judgement what it said
 * @param policy the policy in force
 * @param names of staff by id
 */
export function permissionView(judgement: Judgement, policy: Policy, names: Names): PermissionView {
  const { permission, askedFor, nextAllowedAt, callsToday } = judgement
  return {
    ...permission,
    askedFor,
    nextAllowedAt: nextAllowedAt === null ? null : iso(nextAllowedAt),
    callsToday: callsToday.map(({ at, staffId, result }) => ({ at: iso(at), by: names(staffId), result })),
    maxPerDay: policy.contact.maxPerDay,
  }
}

/**
 * What the contact guard says now of calling the customer of a complaint or case.
 * @throws DeskError not_found
 */
export function permission(caller: Caller, given: z.output<typeof matterSchema>): PermissionView {
  const { desk } = caller
  const { orm } = desk.file
  const policy = desk.policy()
  const judgement = judgeContact(desk.file, findMatter(orm, given), outgoing, desk.clock.now(), policy)
  return permissionView(judgement, policy, namesOf(listStaff(orm)))
}

/**
 * The numbers of a customer and of their doubles, each once.
 * @param orm the store's file
 * @param customerId any of them
 */
export function numbersOf(orm: Drizzle, customerId: string): string[] {
  const rows = orm
    .select({ phones: t.customer.phones })
    .from(t.customer)
    .where(inArray(t.customer.id, groupOf(orm, customerId)))
    .all()
  return [...new Set(rows.flatMap((row) => row.phones))]
}

export const revealSchema = z.object({
  of: matterSchema,
  /** The customer asked to be called at this hour. */
  askedFor: z.boolean().default(false),
  override: overrideSchema.nullish(),
})

/**
 * The numbers behind the mask: given when the guard allows a call now or a manager lets it pass (process section 8).
 * @throws DeskError not_allowed/contact_refused, wrong_pin, manager_only
 */
export async function reveal(caller: Caller, input: z.output<typeof revealSchema>): Promise<RevealedView> {
  const { desk, me } = caller
  const matter = findMatter(desk.file.orm, input.of)
  const { askedFor, override } = input
  await askOverride(caller, matter, { ...outgoing, askedFor, override }, 'override')
  desk.log.info({ staffId: me.staffId, [matter.kind]: matter.id }, 'number shown for a call')
  return { phones: numbersOf(desk.file.orm, matter.customerId) }
}
