import type Database from 'better-sqlite3'
import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Drizzle, StoreFile } from '../../../db/open.ts'
import * as t from '../../../db/schema.ts'
import type { CallResult, CaseContact } from '../../../domain/contact.ts'
import type { ContactPermission } from '../../../domain/contact-guard.ts'
import { mayContact, nextCallAt } from '../../../domain/contact-guard.ts'
import type { Policy } from '../../../domain/policy.ts'
import { storeTimeOf } from '../../../domain/store-time.ts'
import type { Complaint } from '../complaints/facts.ts'
import { groupOf } from '../customers/group.ts'
import { DeskError } from '../errors.ts'
import type { SignedIn } from '../people/sessions.ts'

/** The complaint or the case that a call is about. */
export const matterSchema = z.union([z.object({ complaintId: z.uuid() }), z.object({ caseId: z.uuid() })])
export type MatterInput = z.output<typeof matterSchema>

/** What the guard must know of it. */
export interface Matter {
  readonly kind: 'complaint' | 'case'
  readonly id: string
  readonly number: string
  readonly customerId: string
  /** Accepted, and the customer not reached yet: the whole window may be used. */
  readonly firstContact: boolean
}

/** An outgoing call of the store day. */
export interface CallOfDay {
  readonly at: number
  readonly staffId: string
  readonly result: CallResult | null
}

/**
 * A complaint as the guard sees it.
 * @param complaint its row
 */
export function complaintMatter(
  complaint: Pick<Complaint, 'id' | 'number' | 'customerId' | 'acceptedAt' | 'firstContactAt'>,
): Matter {
  const { id, number, customerId, acceptedAt, firstContactAt } = complaint
  const firstContact = acceptedAt !== null && firstContactAt === null
  return { kind: 'complaint', id, number, customerId, firstContact }
}

/**
 * The complaint or case that is meant.
 * @param orm the store's file
 * @param given one of the two ids
 * @throws DeskError not_found/complaint_not_found, not_found/case_not_found
 */
export function findMatter(orm: Drizzle, given: MatterInput): Matter {
  if ('complaintId' in given) {
    const row = orm.select().from(t.complaint).where(eq(t.complaint.id, given.complaintId)).get()
    if (row === undefined) throw new DeskError('not_found', 'complaint_not_found')
    return complaintMatter(row)
  }
  const row = orm.select().from(t.returnCase).where(eq(t.returnCase.id, given.caseId)).get()
  if (row === undefined) throw new DeskError('not_found', 'case_not_found')
  const { id, number, customerId } = row
  return { kind: 'case', id, number, customerId, firstContact: false }
}

interface CallRow extends CallOfDay {
  readonly complaintId: string | null
  readonly logged: 0 | 1
}

function prepare(raw: Database.Database) {
  return {
    // A resolution told by phone and a return visit by phone are calls, too.
    calls: raw.prepare<{ ids: string; from: number; to: number }, CallRow>(
      `SELECT contacted_at AS at, staff_id AS staffId, result, complaint_id AS complaintId, 1 AS logged
       FROM contact WHERE customer_id IN (SELECT value FROM json_each(@ids))
         AND contacted_at >= @from AND contacted_at < @to
         AND direction = 'out' AND channel = 'phone' AND nuisance = 0
       UNION ALL
       SELECT v.visited_at, v.staff_id, 'talked', v.complaint_id, 0 FROM complaint c
       JOIN return_visit v ON v.complaint_id = c.id
       WHERE c.customer_id IN (SELECT value FROM json_each(@ids)) AND v.how = 'phone'
         AND v.visited_at >= @from AND v.visited_at < @to
       UNION ALL
       SELECT h.happened_at, h.staff_id, 'talked', h.complaint_id, 0 FROM complaint c
       JOIN happening h ON h.complaint_id = c.id
       WHERE c.customer_id IN (SELECT value FROM json_each(@ids)) AND h.action = 'communicate'
         AND json_extract(h.facts, '$.spokenHow') = 'phone' AND h.happened_at >= @from AND h.happened_at < @to
       ORDER BY 1`,
    ),
    agreed: raw.prepare<{ ids: string; from: number; to: number; now: number }, { id: string }>(
      `SELECT id FROM contact WHERE customer_id IN (SELECT value FROM json_each(@ids))
         AND contacted_at < @now AND next_at BETWEEN @from AND @to
         AND nuisance = 0 AND (reached = 1 OR direction = 'in') LIMIT 1`,
    ),
    doNotCall: raw.prepare<[string], { n: number }>(
      `SELECT count(*) AS n FROM customer WHERE do_not_call = 1 AND id IN (SELECT value FROM json_each(?))`,
    ),
  }
}

const prepared = new WeakMap<Database.Database, ReturnType<typeof prepare>>()

function queries(raw: Database.Database) {
  const known = prepared.get(raw) ?? prepare(raw)
  prepared.set(raw, known)
  return known
}

/** A talk that is logged and entered as what it brought about, within so long, was one call. */
const sameCallMs = 30 * 60_000

function eachOnce(rows: readonly CallRow[]): CallRow[] {
  const logged = rows.filter((row) => row.logged === 1)
  return rows.filter(
    (row) =>
      row.logged === 1 ||
      !logged.some(
        (other) => other.complaintId === row.complaintId && Math.abs(other.at - row.at) <= sameCallMs,
      ),
  )
}

/** So far from the hour that a customer asked for a call is still the one that was asked for. */
const aroundHourMs = 30 * 60_000

/** What the guard says of a call, with what it went by. */
export interface Judgement {
  readonly permission: ContactPermission
  readonly callsToday: readonly CallOfDay[]
  /** The customer asked for this hour: noted at an earlier contact, or said so by who calls. */
  readonly askedFor: boolean
  /** Instant, ms; null where no hour would be allowed. */
  readonly nextAllowedAt: number | null
}

/**
 * The contact guard over all staff, complaints, cases and numbers of one customer and their doubles (process section 8).
 * @param file the store's file; within a transaction it judges what that has written
 * @param matter what the call is about
 * @param call direction and channel, and whether the person says that the customer asked for this hour
 * @param now instant, ms
 * @param policy the policy in force
 */
export function judgeContact(
  file: StoreFile,
  matter: Matter,
  call: Pick<CaseContact, 'direction' | 'channel' | 'askedFor'>,
  now: number,
  policy: Policy,
): Judgement {
  const ask = queries(file.raw)
  const ids = JSON.stringify(groupOf(file.orm, matter.customerId))
  const storeTime = storeTimeOf(policy)
  const today = storeTime.dayAt(now)
  const day = { ids, from: today.startsAt, to: storeTime.day(today.index + 1).startsAt }
  const callsToday = eachOnce(ask.calls.all(day))
  const around = { ids, from: now - aroundHourMs, to: now + aroundHourMs, now }
  const askedFor = call.askedFor === true || ask.agreed.get(around) !== undefined
  const facts = {
    direction: call.direction,
    channel: call.channel,
    at: now,
    outgoingTodayAt: callsToday.map(({ at }) => at),
    doNotCall: (ask.doNotCall.get(ids)?.n ?? 0) > 0,
    firstContact: matter.firstContact,
    askedFor,
  }
  return {
    permission: mayContact(facts, policy),
    nextAllowedAt: nextCallAt(facts, policy),
    askedFor,
    callsToday: callsToday.map(({ at, staffId, result }) => ({ at, staffId, result })),
  }
}

/**
 * The refusal of a call.
 * @param judgement what the guard said
 * @param policy supplies hours and number of calls
 */
export function contactRefused(
  { permission, callsToday, nextAllowedAt }: Judgement,
  policy: Policy,
): DeskError {
  const { from, to, maxPerDay } = policy.contact
  const params: Record<string, string | number> = {
    reason: permission.reason ?? '',
    calls: callsToday.length,
    most: maxPerDay,
    from,
    to,
  }
  if (nextAllowedAt !== null) params.next = new Date(nextAllowedAt).toISOString()
  return new DeskError('not_allowed', 'contact_refused', { params })
}

/** How a contact went past the guard, for its record. */
export interface Passed {
  readonly askedFor: boolean
  readonly overrideBy: string | null
  readonly overrideReason: string
}

/**
 * Lets a contact pass, or refuses it; asked inside the transaction that records it.
 * @param file the store's file
 * @param matter what it is about
 * @param input the contact
 * @param now instant, ms
 * @param policy the policy in force
 * @param manager who overrides, their PIN checked before; null where nobody does
 * @throws DeskError not_allowed/contact_refused with the reason in its params
 */
export function passGuard(
  file: StoreFile,
  matter: Matter,
  input: Pick<CaseContact, 'direction' | 'channel' | 'askedFor' | 'override'>,
  now: number,
  policy: Policy,
  manager: SignedIn | null,
): Passed {
  const judgement = judgeContact(file, matter, input, now, policy)
  const called = input.direction === 'out' && input.channel === 'phone'
  const askedFor = called && judgement.askedFor
  if (judgement.permission.allowed) return { askedFor, overrideBy: null, overrideReason: '' }
  if (!judgement.permission.overridable || manager === null) throw contactRefused(judgement, policy)
  return { askedFor, overrideBy: manager.staffId, overrideReason: input.override?.reason ?? '' }
}
