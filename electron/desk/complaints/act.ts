import { eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import type { Writer } from '../../../db/recorder.ts'
import * as t from '../../../db/schema.ts'
import type { ActionInputs } from '../../../domain/complaint/input.ts'
import { actionInputs } from '../../../domain/complaint/input.ts'
import type { ComplaintFacts, Outcome, Person } from '../../../domain/complaint/judge.ts'
import { isResolved, refusal, targetOf } from '../../../domain/complaint/judge.ts'
import type { Action } from '../../../domain/complaint/moves.ts'
import { actions, moves } from '../../../domain/complaint/moves.ts'
import type { Policy } from '../../../domain/policy.ts'
import { isEnded } from '../../../domain/vocabulary.ts'
import { requireStill } from '../commands.ts'
import { complaintMatter } from '../contacts/guard.ts'
import { askOverride } from '../contacts/override.ts'
import type { Caller, DeskContext } from '../context.ts'
import { DeskError, takeInput } from '../errors.ts'
import type { PreparedFile } from '../files/vault.ts'
import { audienceOf, riseOccasions, writeNotices } from '../notices.ts'
import type { SignedIn } from '../people/sessions.ts'
import { signedInAs, staffByNumber } from '../people/staff.ts'
import { promisesOfAct } from '../promises/records.ts'
import type { Recorded } from '../views.ts'
import type { Act, ChildRecord, Effects, Performers } from './acts/act.ts'
import { anytime } from './acts/anytime.ts'
import { closing } from './acts/closing.ts'
import { handling } from './acts/handling.ts'
import { resolving } from './acts/resolving.ts'
import type { Complaint } from './facts.ts'
import { factsOf, runningHold } from './facts.ts'
import { attachFiles, letGoOfStaged } from './files.ts'
import { recordedOf } from './recorded.ts'
import { withClocks } from './sweep-place.ts'

const performers: Performers = { ...handling, ...resolving, ...closing, ...anytime }

export const actSchema = z.object({
  commandId: z.uuid(),
  complaintId: z.uuid(),
  /** The version that the person saw: a change by somebody else since then is `stale`. */
  seenVersion: z.int().positive(),
  action: z.enum(actions),
  input: z.unknown(),
})

/** An action with its own input, parsed. */
type Parsed = { [A in Action]: { action: A; input: ActionInputs[A] } }[Action]

function parse(action: Action, input: unknown): Parsed {
  return { action, input: takeInput(actionInputs[action], input, ['input']) } as Parsed
}

function perform(act: Act, parsed: Parsed): Effects {
  const performer = performers[parsed.action] as (act: Act, input: Parsed['input']) => Effects
  return performer(act, parsed.input)
}

function outcomeOf(parsed: Parsed): Outcome {
  switch (parsed.action) {
    case 'head_office_ruling':
      return { decision: parsed.input.decision }
    case 'customer_accepts':
      return { option: parsed.input.option }
    case 'return_visit':
      return { solution: parsed.input.solution }
    default:
      return {}
  }
}

function refuse(action: Action, me: Person, facts: ComplaintFacts, policy: Policy): void {
  const reason = refusal(action, me, facts, policy)
  if (reason === null) return
  if (reason.code === 'missing') throw new DeskError('not_allowed', 'missing', { missing: reason.conditions })
  throw new DeskError('not_allowed', reason.code, { params: { action, state: facts.state } })
}

/** Reads the complaint and refuses what the table does not allow; nothing is written before. */
function judged(desk: DeskContext, me: SignedIn, complaintId: string, seenVersion: number, action: Action) {
  const policy = desk.policy()
  const now = desk.clock.now()
  const complaint = desk.file.orm.select().from(t.complaint).where(eq(t.complaint.id, complaintId)).get()
  if (complaint === undefined) throw new DeskError('not_found', 'complaint_not_found')
  if (complaint.version !== seenVersion)
    throw new DeskError('stale', 'stale', { params: { version: complaint.version } })
  const facts = factsOf(desk.file.orm, complaint, policy, now)
  refuse(action, me, facts, policy)
  return { policy, now, complaint, facts }
}

/** Asks for the PIN that the table or the contact guard wants, and says whose it was. */
async function askPin(caller: Caller, parsed: Parsed, complaint: Complaint): Promise<SignedIn | null> {
  const { desk, me } = caller
  if (parsed.action === 'log_contact')
    return askOverride(caller, complaintMatter(complaint), parsed.input, 'input.override')
  const row = moves[parsed.action]
  if (row.pin === 'own' && 'pin' in parsed.input)
    await desk.pins.check(me.staffId, parsed.input.pin, 'input.pin')
  if (row.pin !== 'supervisor_or_manager' || !('approval' in parsed.input)) return null
  const { staffNumber, pin } = parsed.input.approval
  const approver = staffByNumber(desk.file.orm, staffNumber)
  await desk.pins.check(approver?.id ?? null, pin, 'input.approval.pin')
  if (approver?.role !== 'supervisor' && approver?.role !== 'manager')
    throw new DeskError('not_allowed', 'supervisor_or_manager_only', { field: 'input.approval.staffNumber' })
  return signedInAs(approver)
}

function complaintAfter(act: Act, effects: Effects): Complaint {
  const { state, round, offered } = act.target
  const after: Complaint = {
    ...act.complaint,
    state,
    round,
    offeredOption: offered,
    version: act.complaint.version + 1,
    ...effects.complaint,
  }
  if (isResolved(state)) after.resolvedAt ??= act.now
  else if (round > act.complaint.round) after.resolvedAt = null
  after.endedAt = isEnded(state) ? (after.endedAt ?? act.now) : null
  if (after.level >= 4 && act.complaint.level < 4) after.headOfficeToldAt = act.now
  return after
}

function putAll(writer: Writer, customerId: string, records: readonly ChildRecord[] = []): void {
  for (const { entity, record } of records)
    if (entity === 'level_change' || entity === 'late_clock') writer.put(entity, record)
    else writer.putOf(customerId, entity, record)
}

function writeAll(desk: DeskContext, writer: Writer, act: Act, effects: Effects, action: Action): Complaint {
  const plain = complaintAfter(act, effects)
  const { customerId } = plain
  putAll(writer, customerId, effects.records)
  promisesOfAct(act, effects, action, plain)
  const standing = isEnded(plain.state) ? runningHold(desk.file.orm, plain.id, act.now) : null
  // Nothing waits for the customer any more.
  if (standing !== null) writer.putOf(customerId, 'hold', { ...standing, releasedAt: act.now })
  attachFiles(desk, writer, plain, act.files, act.me.staffId)
  writer.putOf(customerId, 'happening', {
    id: uuidv7(),
    complaintId: plain.id,
    at: act.now,
    staffId: act.me.staffId,
    action,
    fromState: act.complaint.state,
    toState: plain.state,
    round: plain.round,
    recordId: effects.recordId ?? null,
    facts: effects.facts ?? {},
    words: effects.words ?? {},
  })
  // Last, because its clocks are computed from all that the command has written.
  const after = withClocks(desk, plain, act.now)
  writer.putOf(customerId, 'complaint', after)
  if (effects.other !== undefined) {
    const { complaint, records } = effects.other
    putAll(writer, complaint.customerId, records)
    writer.putOf(complaint.customerId, 'complaint', withClocks(desk, complaint, act.now))
  }
  return after
}

/** What fell due before is recorded before a person acts: what they do may stop its clock, or end the complaint. */
function catchUp(desk: DeskContext, complaintId: string, parsed: Parsed): void {
  desk.sweeper.catchUp(complaintId)
  if (parsed.action !== 'merge') return
  const number = parsed.input.intoNumber.toUpperCase()
  const other = desk.file.orm
    .select({ id: t.complaint.id })
    .from(t.complaint)
    .where(eq(t.complaint.number, number))
    .get()
  if (other !== undefined) desk.sweeper.catchUp(other.id)
}

/** A level that a person, or a rule about what a person did, has raised is told as one that rose by itself. */
function tellOfRise(act: Act, after: Complaint, records: Effects['records'] = []): string[] {
  const { orm } = act.desk.file
  const occasions = records.flatMap(({ entity, record }) => {
    if (entity !== 'level_change' || record.toLevel <= record.fromLevel) return []
    const rise = { ...record, from: record.fromLevel, to: record.toLevel }
    return riseOccasions(after, rise, audienceOf(orm), act.me.staffId)
  })
  return writeNotices(orm, occasions, act.now)
}

/**
 * Does one action of the table with a complaint, wholly or not at all.
 * @param caller who acts
 * @param call which action on which complaint, as it was seen
 * @returns the complaint after it
 * @throws DeskError not_allowed, not_found, invalid, stale; nothing is changed then
 */
export async function actOn(caller: Caller, call: z.output<typeof actSchema>): Promise<Recorded> {
  const { desk, me } = caller
  const commandAction = `complaint.${call.action}`
  const before = recordedOf(desk, call.commandId, commandAction, me, call.complaintId)
  if (before !== null) return before
  const parsed = parse(call.action, call.input)
  catchUp(desk, call.complaintId, parsed)
  // The table is asked before the PIN, so that a refusal costs nobody a try, and again inside the transaction.
  const seen = judged(desk, me, call.complaintId, call.seenVersion, call.action)
  // Read before anything else is waited for: the same command, sent twice, lets go of what it named.
  const files: PreparedFile[] =
    parsed.action === 'add_file' ? await desk.vault.prepare(me.staffId, parsed.input.files) : []
  const approver = await askPin(caller, parsed, seen.complaint)
  const meanwhile = recordedOf(desk, call.commandId, commandAction, me, call.complaintId)
  if (meanwhile !== null) return meanwhile

  const head = {
    commandId: call.commandId,
    action: commandAction,
    about: 'complaint',
    staffId: me.staffId,
    at: desk.clock.now(),
  } as const
  const { after, other, told } = desk.recorder.command(head, (writer) => {
    for (const person of approver === null ? [me] : [me, approver]) requireStill(desk, person)
    const { policy, complaint, facts } = judged(desk, me, call.complaintId, call.seenVersion, call.action)
    const target = targetOf(call.action, me, facts, policy, outcomeOf(parsed))
    const act: Act = { desk, writer, me, policy, now: head.at, complaint, facts, target, files, approver }
    const effects = perform(act, parsed)
    const after = writeAll(desk, writer, act, effects, call.action)
    const { other } = effects
    const told = tellOfRise(act, after, effects.records)
    const toldOfOther = other === undefined ? [] : tellOfRise(act, other.complaint, other.records)
    return { after, other: other?.complaint ?? null, told: [...told, ...toldOfOther] }
  })
  letGoOfStaged(desk, files)
  if (told.length > 0) desk.changes.publish({ type: 'notice', staffIds: told })
  for (const changed of other === null ? [after] : [after, other])
    desk.changes.publish({ type: 'changed', entity: 'complaint', id: changed.id, version: changed.version })
  desk.pusher.soon()
  desk.sweeper.plan()
  desk.promiseWatch.plan()
  return { id: after.id, number: after.number, state: after.state, version: after.version }
}
