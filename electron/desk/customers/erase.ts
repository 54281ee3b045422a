import { randomUUID } from 'node:crypto'
import { and, eq, inArray, isNotNull, isNull, or } from 'drizzle-orm'
import { z } from 'zod'
import { scrubFile } from '../../../db/erasure.ts'
import type { Drizzle } from '../../../db/open.ts'
import type { RecordOf } from '../../../db/records.ts'
import * as t from '../../../db/schema.ts'
import { erasureAction } from '../../../domain/journal/erasure.ts'
import type { ErasureBasis } from '../../../domain/retention.ts'
import { hindrances, isErasureDue } from '../../../domain/retention.ts'
import { pinSchema } from '../../../domain/text.ts'
import { doneBefore, requireStill } from '../commands.ts'
import type { Caller, DeskContext } from '../context.ts'
import { DeskError } from '../errors.ts'
import { errorFacts } from '../log.ts'
import { groupOf } from './group.ts'
import { retentionFactsOf } from './retention-facts.ts'

/** What there is outside the journaled tables that names a person. */
interface Traces {
  readonly orderNumbers: readonly string[]
  /** Of photos and files. */
  readonly contents: readonly string[]
  readonly matters: { readonly complaints: string[]; readonly cases: string[] }
}

function tracesOf(orm: Drizzle, ids: string[]): Traces {
  const orders = orm
    .select({ number: t.purchase.orderNumber })
    .from(t.purchase)
    .where(inArray(t.purchase.customerId, ids))
    .all()
  const contents = [t.file, t.caseFile].flatMap((table) =>
    orm.select({ sha256: table.sha256 }).from(table).where(inArray(table.customerId, ids)).all(),
  )
  const complaints = orm
    .select({ id: t.complaint.id })
    .from(t.complaint)
    .where(inArray(t.complaint.customerId, ids))
    .all()
  const cases = orm
    .select({ id: t.returnCase.id })
    .from(t.returnCase)
    .where(inArray(t.returnCase.customerId, ids))
    .all()
  return {
    orderNumbers: orders.flatMap(({ number }) => (number === '' ? [] : [number])),
    contents: contents.map((each) => each.sha256),
    matters: { complaints: complaints.map(({ id }) => id), cases: cases.map(({ id }) => id) },
  }
}

/** The till's own lines of this person: reference data of another system, which is not journaled. */
function forgetTillLines(orm: Drizzle, customers: readonly RecordOf<'customer'>[], traces: Traces): void {
  const phones = customers.flatMap((each) => each.phones)
  const members = customers.flatMap((each) => (each.memberNumber === '' ? [] : [each.memberNumber]))
  orm
    .delete(t.tillLine)
    .where(
      or(
        inArray(t.tillLine.phone, phones),
        inArray(t.tillLine.memberNumber, members),
        inArray(t.tillLine.orderNumber, [...traces.orderNumbers]),
      ),
    )
    .run()
}

/** What somebody has typed and not yet recorded. */
function forgetDrafts(orm: Drizzle, customers: readonly RecordOf<'customer'>[]): void {
  const names = customers.flatMap(({ id, name, phones, memberNumber }) =>
    [id, name, memberNumber, ...phones].filter((each) => [...each].length > 1),
  )
  for (const { staffId, form, body } of orm.select().from(t.draft).all()) {
    const text = JSON.stringify(body)
    if (!names.some((name) => text.includes(name))) continue
    orm
      .delete(t.draft)
      .where(and(eq(t.draft.staffId, staffId), eq(t.draft.form, form)))
      .run()
  }
}

function forgetBeside(orm: Drizzle, customers: readonly RecordOf<'customer'>[], traces: Traces): void {
  const ids = customers.map((each) => each.id)
  orm.delete(t.customerTerm).where(inArray(t.customerTerm.customerId, ids)).run()
  orm
    .delete(t.notice)
    .where(
      or(
        inArray(t.notice.complaintId, traces.matters.complaints),
        inArray(t.notice.caseId, traces.matters.cases),
      ),
    )
    .run()
  forgetTillLines(orm, customers, traces)
  forgetDrafts(orm, customers)
}

/** Handovers in which the person stands and whose words of the outgoing person are still there: they may name anybody. */
function handoversNaming(orm: Drizzle, ids: string[]): RecordOf<'handover'>[] {
  const named = orm
    .selectDistinct({ id: t.handoverLine.handoverId })
    .from(t.handoverLine)
    .innerJoin(t.customerKey, eq(t.customerKey.customerId, t.handoverLine.handoverId))
    .where(and(inArray(t.handoverLine.customerId, ids), isNotNull(t.customerKey.key)))
    .all()
  return orm
    .select()
    .from(t.handover)
    .where(
      inArray(
        t.handover.id,
        named.map(({ id }) => id),
      ),
    )
    .all()
}

/** By whom and why; `stillAllowed` is asked again inside the transaction. */
interface Erasure {
  readonly commandId: string
  readonly staffId: string | null
  readonly basis: ErasureBasis
  readonly stillAllowed: (group: readonly string[]) => boolean
}

/**
 * Erases one person with every double in one command: what was recorded about them is masked, their keys are destroyed,
 * and one entry for each record of them says so. Then their files are removed.
 * @param desk the desk
 * @param customerId any record of them
 * @param erasure by whom and why
 * @returns the ids that were erased; none when it is no longer allowed
 */
function erase(desk: DeskContext, customerId: string, erasure: Erasure): string[] {
  const { orm } = desk.file
  const at = desk.clock.now()
  const { commandId, staffId } = erasure
  const head = { commandId, action: erasureAction, about: 'customer', staffId, at } as const
  const done = desk.recorder.command(head, (writer) => {
    const group = groupOf(orm, customerId)
    if (!erasure.stillAllowed(group)) return null
    const customers = orm
      .select()
      .from(t.customer)
      .where(and(inArray(t.customer.id, group), isNull(t.customer.erasedAt)))
      .all()
    const traces = tracesOf(orm, group)
    forgetBeside(orm, customers, traces)
    // That somebody read it could not be written any more.
    for (const handover of handoversNaming(orm, group))
      writer.erase('handover', { ...handover, openedAt: handover.openedAt ?? at })
    for (const customer of customers)
      writer.erase('customer', {
        ...customer,
        erasedAt: at,
        erasedBasis: erasure.basis,
        version: customer.version + 1,
      })
    return { ids: customers.map((each) => each.id), traces }
  })
  if (done === null) return []
  removeFiles(desk, done.ids, done.traces.contents)
  desk.log.info({ customerIds: done.ids, basis: erasure.basis }, 'customer erased')
  for (const id of done.ids) desk.changes.publish({ type: 'changed', entity: 'customer', id, version: 0 })
  for (const id of done.traces.matters.complaints)
    desk.changes.publish({ type: 'changed', entity: 'complaint', id, version: 0 })
  for (const id of done.traces.matters.cases)
    desk.changes.publish({ type: 'changed', entity: 'case', id, version: 0 })
  desk.pusher.soon()
  return done.ids
}

/**
 * Removes what erased customers gave the desk. Without its key nobody can open it, so what cannot be removed now is left to
 * the next night.
 * @param desk the desk
 * @param customerIds whose
 * @param contents SHA-256 of what may still be staged
 */
export function removeFiles(
  desk: Pick<DeskContext, 'vault' | 'log'>,
  customerIds: readonly string[],
  contents: readonly string[],
): void {
  try {
    desk.vault.destroy(customerIds, contents)
  } catch (error) {
    desk.log.error(errorFacts(error), 'removing files of an erased customer failed')
  }
}

/**
 * Erases a person whose retention time is over (process section 14), as the desk itself.
 * @param desk the desk
 * @param customerId any record of them
 * @returns the ids that were erased; none when it is not due
 */
export function eraseDue(desk: DeskContext, customerId: string): string[] {
  const { orm } = desk.file
  return erase(desk, customerId, {
    commandId: randomUUID(),
    staffId: null,
    basis: 'retention_over',
    stillAllowed: (group) => isErasureDue(retentionFactsOf(orm, group), desk.clock.now(), desk.policy()),
  })
}

/**
 * Takes what was erased out of the bytes of the file. What fails is logged: the erasure itself stands.
 * @param desk the desk
 * @returns whether nothing is left
 */
export function scrub(desk: Pick<DeskContext, 'file' | 'log'>): boolean {
  try {
    return scrubFile(desk.file.raw)
  } catch (error) {
    desk.log.error(errorFacts(error), 'scrubbing the file failed')
    return false
  }
}

export const eraseNowSchema = z.object({
  commandId: z.uuid(),
  id: z.uuid(),
  /** 个人信息保护法, article 47. A code: a text would stand readable in the journal for ever. */
  basis: z.enum(['customer_asked', 'consent_withdrawn']),
  pin: pinSchema,
})

/**
 * The manager erases a customer who asks for it, before the retention time is over.
 * @param caller a manager
 * @param input whom, on which basis, and the manager's PIN
 * @throws DeskError not_allowed manager_only, erasure_hindered (params: what hinders); not_found customer_unknown
 */
export async function eraseNow(caller: Caller, input: z.output<typeof eraseNowSchema>): Promise<void> {
  const { desk, me } = caller
  const { orm } = desk.file
  if (doneBefore(desk, input.commandId, erasureAction, me) !== null) return
  if (me.role !== 'manager') throw new DeskError('not_allowed', 'manager_only')
  const known = orm.select().from(t.customer).where(eq(t.customer.id, input.id)).get()
  if (known === undefined) throw new DeskError('not_found', 'customer_unknown')
  const requireFree = (group: readonly string[]) => {
    const [first] = hindrances(retentionFactsOf(orm, group))
    if (first !== undefined) throw new DeskError('not_allowed', `erasure_${first}`)
  }
  // Before the PIN, so that a refusal costs nobody a try.
  requireFree(groupOf(orm, input.id))
  await desk.pins.check(me.staffId, input.pin, 'pin')
  if (doneBefore(desk, input.commandId, erasureAction, me) !== null) return
  erase(desk, input.id, {
    commandId: input.commandId,
    staffId: me.staffId,
    basis: input.basis,
    stillAllowed: (group) => {
      requireStill(desk, me)
      requireFree(group)
      return true
    },
  })
  scrub(desk)
}
