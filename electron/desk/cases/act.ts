import { v7 as uuidv7 } from 'uuid'
import type { z } from 'zod'
import type { Writer } from '../../../db/recorder.ts'
import type { CaseActionInputs } from '../../../domain/case/input.ts'
import { caseActionInputs } from '../../../domain/case/input.ts'
import { caseAsksPin, caseRefusal, caseTarget } from '../../../domain/case/judge.ts'
import type { CaseAction } from '../../../domain/case/moves.ts'
import { isCaseEnded } from '../../../domain/case/vocabulary.ts'
import { serialKey } from '../../../domain/serial.ts'
import type { CaseRecorded } from '../case-views.ts'
import { requireStill } from '../commands.ts'
import { letGoOfStaged } from '../complaints/files.ts'
import type { Caller, DeskContext } from '../context.ts'
import { DeskError, takeInput } from '../errors.ts'
import type { SignedIn } from '../people/sessions.ts'
import { openPromises, settle } from '../promises/records.ts'
import type { CaseAct, CaseEffects, CasePerformers } from './acts/act.ts'
import { anytime } from './acts/anytime.ts'
import { inspecting } from './acts/inspecting.ts'
import { moving } from './acts/moving.ts'
import { planning } from './acts/planning.ts'
import { withCaseClocks } from './clocks.ts'
import { caseFacts } from './facts.ts'
import { attachCaseFiles } from './files.ts'
import type { actSchema } from './inputs.ts'
import { caseRecorded, publishCase } from './recorded.ts'
import { currentSerial } from './units.ts'
import type { CaseLine, LineInCase, PlanRow, ReturnCase } from './whole.ts'
import { goingOn, wholeCase } from './whole.ts'

const performers: CasePerformers = { ...inspecting, ...planning, ...moving, ...anytime }

/** An action with its own input, parsed. */
type Parsed = { [A in CaseAction]: { action: A; input: CaseActionInputs[A] } }[CaseAction]

function parse(action: CaseAction, input: unknown): Parsed {
  return { action, input: takeInput(caseActionInputs[action], input, ['input']) } as Parsed
}

function perform(act: CaseAct, parsed: Parsed): CaseEffects {
  const performer = performers[parsed.action] as (act: CaseAct, input: Parsed['input']) => CaseEffects
  return performer(act, parsed.input)
}

/** Reads the case and refuses what the table does not allow; nothing is written before. */
function judged(desk: DeskContext, me: SignedIn, call: z.output<typeof actSchema>) {
  const policy = desk.policy()
  const now = desk.clock.now()
  const { orm } = desk.file
  const whole = wholeCase(orm, call.caseId)
  const { version } = whole.row
  if (version !== call.seenVersion) throw new DeskError('stale', 'stale', { params: { version } })
  const facts = caseFacts({ orm, policy, now }, whole)
  const reason = caseRefusal(call.action, me, facts, policy)
  if (reason?.code === 'missing')
    throw new DeskError('not_allowed', 'missing', { missing: reason.conditions })
  if (reason !== null)
    throw new DeskError('not_allowed', reason.code, { params: { action: call.action, state: facts.state } })
  return { policy, whole, facts }
}

/** Asks the PIN where the table wants it now. */
async function askPin(caller: Caller, parsed: Parsed, asked: boolean): Promise<void> {
  if (!asked || !('pin' in parsed.input)) return
  const { pin } = parsed.input
  if (pin === null) throw new DeskError('invalid', 'required', { field: 'input.pin' })
  await caller.desk.pins.check(caller.me.staffId, pin, 'input.pin')
}

function planAfter(act: CaseAct, effects: CaseEffects): PlanRow | null {
  return effects.plan === undefined ? act.whole.plan : effects.plan
}

function rowAfter(act: CaseAct, effects: CaseEffects, plan: PlanRow | null): ReturnCase {
  const before = act.whole.row
  const plain: ReturnCase = {
    ...before,
    state: act.target,
    version: before.version + 1,
    ...effects.row,
    planId: plan?.id ?? null,
    endedAt: isCaseEnded(act.target) ? act.now : null,
  }
  return withCaseClocks(plain, plan, act.now, act.desk.policyAt)
}

/** Money that is promised is counted from the approval on, so that no other case promises it too. */
function refundedFen(row: ReturnCase, plan: PlanRow | null, line: CaseLine): number | null {
  const counts = (row.state === 'approved' || row.state === 'done') && plan?.approvedAt != null
  if (!counts) return null
  const settled = (plan.settlement?.lines ?? []).filter((each) => each.id === line.purchaseLineId)
  return settled.length === 0 ? null : settled.reduce((sum, each) => sum + each.refundFen, 0)
}

/** A unit stays taken while the case is open; after it only where nothing came in its place. */
function takesUnits(row: ReturnCase, plan: PlanRow | null): boolean {
  if (row.endedAt === null) return true
  if (row.state !== 'done' || plan?.settlement == null) return false
  return plan.remedy === 'refund'
}

function lineAfter(
  act: CaseAct,
  effects: CaseEffects,
  row: ReturnCase,
  plan: PlanRow | null,
  line: LineInCase,
): CaseLine {
  const { taken, sold } = line
  const serialNumber =
    effects.takenAnew === true ? currentSerial(act.desk.file.orm, sold) : taken.serialNumber
  const anew =
    effects.takenAnew === true
      ? {
          soldUnits: sold.quantity,
          soldFen: sold.paidFen ?? taken.soldFen,
          serialNumber,
          serialKey: serialKey(serialNumber),
        }
      : {}
  return {
    ...taken,
    ...anew,
    open: row.endedAt === null,
    takesUnits: takesUnits(row, plan),
    refundedFen: refundedFen(row, plan, taken),
  }
}

function differs(one: CaseLine, other: CaseLine): boolean {
  return Object.entries(one).some(([name, value]) => other[name as keyof CaseLine] !== value)
}

function writeAll(
  desk: DeskContext,
  writer: Writer,
  act: CaseAct,
  effects: CaseEffects,
  action: CaseAction,
): ReturnCase {
  const { whole, me, now } = act
  const { customerId } = whole.row
  const plan = planAfter(act, effects)
  const row = rowAfter(act, effects, plan)
  if (effects.plan != null) writer.putOf(customerId, 'case_plan', effects.plan)
  for (const { entity, record, customerId: ofOther } of effects.records ?? [])
    writer.putOf(ofOther ?? customerId, entity, record)
  for (const line of whole.lines) {
    const after = lineAfter(act, effects, row, plan, line)
    if (differs(line.taken, after)) writer.putOf(customerId, 'case_line', after)
  }
  attachCaseFiles(desk, writer, row, act.files, me.staffId)
  writer.putOf(customerId, 'case_happening', {
    id: uuidv7(),
    caseId: row.id,
    at: now,
    staffId: me.staffId,
    action,
    fromState: whole.row.state,
    toState: row.state,
    facts: effects.facts ?? {},
    words: effects.words ?? {},
  })
  writer.putOf(customerId, 'case', row)
  if (row.endedAt !== null)
    settle(writer, openPromises(desk.file.orm, { caseId: row.id }), { kind: 'ended' }, now, me.staffId)
  return row
}

/**
 * Does one action of the table with a refund or exchange case, wholly or not at all.
 * @param caller who acts
 * @param call which action on which case, as it was seen
 * @returns the case after it
 * @throws DeskError not_allowed, not_found, invalid, stale; nothing is changed then
 */
export async function actOnCase(caller: Caller, call: z.output<typeof actSchema>): Promise<CaseRecorded> {
  const { desk, me } = caller
  const commandAction = `case.${call.action}`
  const before = caseRecorded(desk, call.commandId, commandAction, me, call.caseId)
  if (before !== null) return before
  const parsed = parse(call.action, call.input)
  // What fell due is recorded before a person acts: what they do may stop its clock.
  desk.sweeper.catchUpCase(call.caseId)
  // The table is asked before the PIN, so that a refusal costs nobody a try, and again inside the transaction.
  const first = judged(desk, me, call)
  const asksPin = caseAsksPin(call.action, me, first.facts, first.policy)
  // Read before anything else is waited for: the same command, sent twice, lets go of what it named.
  const files = 'files' in parsed.input ? await desk.vault.prepare(me.staffId, parsed.input.files) : []
  await askPin(caller, parsed, asksPin)
  const meanwhile = caseRecorded(desk, call.commandId, commandAction, me, call.caseId)
  if (meanwhile !== null) return meanwhile

  const head = {
    commandId: call.commandId,
    action: commandAction,
    about: 'case',
    staffId: me.staffId,
    at: desk.clock.now(),
  } as const
  const after = desk.recorder.command(head, (writer) => {
    requireStill(desk, me)
    const { policy, whole, facts } = judged(desk, me, call)
    // What another case gave meanwhile may have made it an approval of money.
    if (!asksPin && caseAsksPin(call.action, me, facts, policy)) throw new DeskError('stale', 'stale')
    const ruling = parsed.action === 'head_office_ruling' ? parsed.input.decision : null
    const target = caseTarget(call.action, me, facts, policy, ruling)
    const act: CaseAct = { desk, writer, me, policy, now: head.at, whole, facts, target, files }
    return writeAll(desk, writer, act, perform(act, parsed), call.action)
  })
  letGoOfStaged(desk, files)
  const { id, number, state, version, complaintId } = after
  publishCase(desk, after, complaintId === null ? null : goingOn(desk.file.orm, complaintId))
  return { id, number, state, version }
}
