import { and, eq, isNull } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { Drizzle } from '../../../db/open.ts'
import type { Writer } from '../../../db/recorder.ts'
import type { RecordOf } from '../../../db/records.ts'
import * as t from '../../../db/schema.ts'
import type { Action } from '../../../domain/complaint/moves.ts'
import type { ContactFacts } from '../../../domain/contact.ts'
import type { PromiseEvent } from '../../../domain/promise.ts'
import { makesPromise, settled } from '../../../domain/promise.ts'
import { isEnded } from '../../../domain/vocabulary.ts'
import type { Act, ChildRecord, Effects } from '../complaints/acts/act.ts'
import type { Complaint } from '../complaints/facts.ts'

export type PromiseRecord = RecordOf<'promise'>
type ContactRecord = RecordOf<'contact'>

/** A promise before anything became of it. */
const unsettled = {
  keptAt: null,
  keptBy: null,
  evidence: '',
  releasedAt: null,
  brokenAt: null,
} as const

/**
 * Promises of one complaint or case that somebody still waits for, as the file stands.
 * @param orm the store's file
 * @param of the complaint or the case
 */
export function openPromises(
  orm: Drizzle,
  of: { readonly complaintId: string } | { readonly caseId: string },
): PromiseRecord[] {
  const about =
    'complaintId' in of ? eq(t.promise.complaintId, of.complaintId) : eq(t.promise.caseId, of.caseId)
  return orm
    .select()
    .from(t.promise)
    .where(and(about, isNull(t.promise.keptAt), isNull(t.promise.releasedAt)))
    .all()
}

function factsOf(contact: ContactRecord): ContactFacts {
  const { direction, channel, reached, result, nuisance } = contact
  return { direction, channel, reached, result, nuisance }
}

/**
 * What a contact does to the promises of its matter, and the promise that it makes; written in its transaction, after it.
 * @param orm the store's file
 * @param writer of the command
 * @param contact the contact
 */
export function promisesOfContact(orm: Drizzle, writer: Writer, contact: ContactRecord): void {
  const { complaintId, caseId, customerId, at, staffId } = contact
  const of = complaintId !== null ? { complaintId } : { caseId: caseId ?? '' }
  const facts = factsOf(contact)
  const event = { kind: 'contact', contact: facts, nextAt: contact.nextAt } as const
  settle(writer, openPromises(orm, of), event, at, staffId, () => contact.said)
  if (contact.nextAt === null || !makesPromise(facts, contact.nextAt)) return
  writer.putOf(customerId, 'promise', {
    ...unsettled,
    id: uuidv7(),
    customerId,
    complaintId,
    caseId,
    source: 'call_back',
    contactId: contact.id,
    resolutionId: null,
    what: contact.nextStep,
    madeAt: at,
    madeBy: staffId,
    dueAt: contact.nextAt,
  })
}

/**
 * Writes what an event does to promises.
 * @param writer of the command
 * @param promises of the matter
 * @param event what happened
 * @param now instant, ms
 * @param staffId who did it
 * @param evidenceOf by which a kept one was kept, by its id
 */
export function settle(
  writer: Writer,
  promises: readonly PromiseRecord[],
  event: PromiseEvent,
  now: number,
  staffId: string,
  evidenceOf: (id: string) => string = () => '',
): void {
  for (const promise of settled(promises, event, now)) {
    const kept = promise.keptAt === null ? {} : { keptBy: staffId, evidence: evidenceOf(promise.id) }
    writer.putOf(promise.customerId, 'promise', { ...promise, ...kept })
  }
}

/** Acts by which the customer is spoken to without a contact being logged. */
const spokenBy: readonly Action[] = ['communicate', 'customer_accepts', 'customer_rejects', 'return_visit']

type TaskRecord = RecordOf<'execution_task'>

function tasksIn(records: readonly ChildRecord[]): TaskRecord[] {
  return records.flatMap((each) => (each.entity === 'execution_task' ? [each.record] : []))
}

/**
 * What an act does to the promises of its complaint: contacts and talks keep or replace call-backs, an accepted resolution
 * promises each of its lines, finished tasks keep theirs, the end releases the rest. A merged complaint's promises go on
 * with the other one. Written in the act's transaction, after its records.
 * @param act the command
 * @param effects what it changed
 * @param action the row of the table
 * @param after the complaint after it
 */
export function promisesOfAct(act: Act, effects: Effects, action: Action, after: Complaint): void {
  const { writer, now, me } = act
  const { orm } = act.desk.file
  const records = effects.records ?? []
  const standing = () => openPromises(orm, { complaintId: after.id })
  if (spokenBy.includes(action)) settle(writer, standing(), { kind: 'spoken' }, now, me.staffId)
  for (const { entity, record } of records) if (entity === 'contact') promisesOfContact(orm, writer, record)
  const tasks = tasksIn(records)
  for (const task of tasks.filter((each) => each.doneAt === null)) promiseTask(act, task)
  const done = tasks.filter((each) => each.doneAt !== null)
  if (done.length > 0) {
    const event = { kind: 'tasks_done', ids: done.map((each) => each.id) } as const
    const evidence = new Map(done.map((each) => [each.id, each.evidence]))
    settle(writer, standing(), event, now, me.staffId, (id) => evidence.get(id) ?? '')
  }
  if (!isEnded(after.state)) return
  const other = action === 'merge' ? effects.other?.complaint : undefined
  if (other === undefined) settle(writer, standing(), { kind: 'ended' }, now, me.staffId)
  else
    for (const promise of standing())
      writer.putOf(promise.customerId, 'promise', { ...promise, complaintId: other.id })
}

/** A line of what the customer accepted is promised; the promise carries the id of the task that keeps it. */
function promiseTask(act: Act, task: TaskRecord): void {
  const { customerId } = act.complaint
  act.writer.putOf(customerId, 'promise', {
    ...unsettled,
    id: task.id,
    customerId,
    complaintId: task.complaintId,
    caseId: null,
    source: 'resolution',
    contactId: null,
    resolutionId: task.resolutionId,
    what: task.detail,
    madeAt: act.now,
    madeBy: act.me.staffId,
    dueAt: task.dueAt,
  })
}
