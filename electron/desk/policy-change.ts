import { desc, eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import * as t from '../../db/schema.ts'
import { knowsYear } from '../../domain/calendar.ts'
import { complaintClocks, deskMannedClock, refundMoneyClock } from '../../domain/clocks.ts'
import type { Policy } from '../../domain/policy.ts'
import { mergePolicy, PolicyError, parsePolicy } from '../../domain/policy.ts'
import { requiredText, textLimits } from '../../domain/text.ts'
import { storeDay } from '../../domain/working-time.ts'
import { doneBefore } from './commands.ts'
import { namesOf } from './complaints/view.ts'
import type { Caller, DeskContext } from './context.ts'
import { DeskError } from './errors.ts'
import { listStaff } from './people/staff.ts'
import type { PolicyEffect, PolicyView } from './views.ts'

const partial = z.record(z.string(), z.unknown())

export const changePolicySchema = z.object({
  commandId: z.uuid(),
  /** The version that the person saw. */
  seenVersion: z.int().positive(),
  changes: partial,
  reason: requiredText(textLimits.line),
})

export const effectSchema = z.object({ changes: partial })

/** This year and the next that the calendar does not know, in store time. */
export function unknownYears(desk: DeskContext): number[] {
  const policy = desk.policy()
  const year = Number(storeDay(desk.clock.now(), policy).slice(0, 4))
  return [year, year + 1].filter((each) => !knowsYear(each, policy))
}

/** Paths of the changed values, such as `clocks.replyDays`; a list counts as one value. */
function changedPaths(changes: Record<string, unknown>, prefix = ''): string[] {
  return Object.entries(changes).flatMap(([key, value]) =>
    partial.safeParse(value).success
      ? changedPaths(partial.parse(value), `${prefix}${key}.`)
      : [`${prefix}${key}`],
  )
}

/** Only what head office leaves open may be changed in the store (process section 14). */
function refuseClosed(policy: Policy, changes: Record<string, unknown>): void {
  const closed = changedPaths(changes).find(
    (path) => !policy.openToStore.some((open) => path === open || path.startsWith(`${open}.`)),
  )
  if (closed !== undefined)
    throw new DeskError('not_allowed', 'policy_closed', { field: `changes.${closed}` })
}

function laidOver(policy: Policy, changes: Record<string, unknown>): Policy {
  try {
    return mergePolicy(policy, changes)
  } catch (error) {
    if (error instanceof PolicyError)
      throw new DeskError('invalid', 'policy_value', { field: `changes.${error.field}` })
    throw error
  }
}

export function policyView(caller: Caller): PolicyView {
  const { desk } = caller
  const names = namesOf(listStaff(desk.file.orm))
  const rows = desk.file.orm.select().from(t.policyVersion).orderBy(desc(t.policyVersion.version)).all()
  const policy = desk.policy()
  return {
    policy,
    open: policy.openToStore,
    unknownYears: unknownYears(desk),
    versions: rows.map((row) => ({
      version: row.version,
      validAt: new Date(row.validAt).toISOString(),
      by: names(row.staffId),
      reason: row.reason,
    })),
  }
}

/**
 * What a change would mean for a complaint recorded now, and accepted, dispatched and so on now.
 * @throws DeskError invalid/policy_value with the field
 */
export function policyEffect(caller: Caller, changes: Record<string, unknown>): PolicyEffect {
  const { desk } = caller
  const now = desk.clock.now()
  const policy = laidOver(desk.policy(), changes)
  const task = { startedAt: now }
  const begun = { level: 2, transferredAt: now, receivedAt: now, acceptedAt: now } as const
  const clocks = complaintClocks(
    { ...begun, dispatch: task, signature: task, onSite: [task], execution: task, returnVisit: task },
    now,
    policy,
  )
  const major = complaintClocks({ ...begun, level: 4 }, now, policy)
  return {
    clocks: [
      ...clocks,
      ...major.filter((clock) => clock.kind === 'major_call_back'),
      refundMoneyClock({ goodsReceivedAt: now }, now, policy),
      deskMannedClock(now, null, policy),
    ].map(({ kind, dueAt, provisional }) => ({ kind, dueAt, provisional })),
  }
}

export const versionSchema = z.object({ version: z.int().positive() })

/**
 * An old version of the policy, as it judged the records that name it (process section 14). The calendar is its own.
 * @throws DeskError not_found/policy_not_found
 */
export function policyVersion(caller: Caller, version: number): Policy {
  const { orm } = caller.desk.file
  const row = orm.select().from(t.policyVersion).where(eq(t.policyVersion.version, version)).get()
  if (row === undefined) throw new DeskError('not_found', 'policy_not_found')
  return parsePolicy(row.body)
}

/**
 * A new version of the policy by the manager, within what head office leaves open. Deadlines that rested on an unknown
 * year are computed anew when the calendar changed; every running clock keeps the rest of the version of its start.
 * @throws DeskError not_allowed, invalid, stale
 */
export function changePolicy(caller: Caller, input: z.output<typeof changePolicySchema>): PolicyView {
  const { desk, me } = caller
  if (me.role !== 'manager') throw new DeskError('not_allowed', 'manager_only')
  if (doneBefore(desk, input.commandId, 'policy.change', me) !== null) return policyView(caller)
  const before = desk.policy()
  if (before.version !== input.seenVersion)
    throw new DeskError('stale', 'stale', { params: { version: before.version } })
  refuseClosed(before, input.changes)
  const version = before.version + 1
  const policy = laidOver(before, { ...input.changes, version })
  const now = desk.clock.now()
  const head = {
    commandId: input.commandId,
    action: 'policy.change',
    about: 'policy',
    staffId: me.staffId,
    at: now,
  } as const
  desk.recorder.command(head, (writer) => {
    writer.put('policy', {
      id: uuidv7(),
      version,
      body: { ...policy },
      validAt: now,
      staffId: me.staffId,
      reason: input.reason,
    })
  })
  desk.changes.publish({ type: 'changed', entity: 'policy', id: 'policy', version })
  // Every open complaint is looked at: deadlines that rested on an unknown year, and what is soon, follow the new version.
  void desk.sweeper.sweepAll()
  desk.pusher.soon()
  return policyView(caller)
}
