import { and, eq, inArray } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { z } from 'zod'
import type { Writer } from '../../../db/recorder.ts'
import type { RecordOf } from '../../../db/records.ts'
import * as t from '../../../db/schema.ts'
import type { CustomerAction, customerInputs } from '../../../domain/customer.ts'
import { customerOffers, mostPhones } from '../../../domain/customer.ts'
import { doneBefore } from '../commands.ts'
import type { Caller, DeskContext } from '../context.ts'
import type { CustomerRecorded } from '../customer-views.ts'
import { DeskError } from '../errors.ts'
import { groupOf } from './group.ts'
import { customerRecord } from './page.ts'
import { openTermIndex, termsOf } from './recall.ts'

type Customer = RecordOf<'customer'>
type Inputs = { [A in keyof typeof customerInputs]: z.output<(typeof customerInputs)[A]> }

/**
 * May this person do that with this record?
 * @throws DeskError not_allowed: customer_erased, customer_merged, role
 */
export function requireOffer(caller: Caller, customer: Customer, action: CustomerAction): void {
  const { anonymous } = customer
  const state = { anonymous, merged: customer.mergedIntoId !== null, erased: customer.erasedAt !== null }
  if (state.erased) throw new DeskError('not_allowed', 'customer_erased')
  if (state.merged) throw new DeskError('not_allowed', 'customer_merged')
  if (!customerOffers(caller.me.role, state).includes(action))
    throw new DeskError('not_allowed', 'customer_not_offered')
}

/**
 * One line of what was done with a customer's record.
 * @param writer of the command
 * @param customerId whose record
 * @param action what
 * @param more facts without personal data, and what was written
 */
export function putHappening(
  writer: Writer,
  customerId: string,
  action: CustomerAction,
  more: { facts?: RecordOf<'customer_happening'>['facts']; words?: Record<string, string> } = {},
): void {
  const { at, staffId } = writer.head
  if (staffId === null) throw new Error('Nobody did it')
  writer.putOf(customerId, 'customer_happening', {
    id: uuidv7(),
    customerId,
    at,
    staffId,
    action,
    facts: more.facts ?? {},
    words: more.words ?? {},
  })
}

/** What an action makes of the record, and what its line says. */
interface Change {
  readonly customer: Partial<Customer>
  readonly facts?: RecordOf<'customer_happening'>['facts']
  readonly words?: Record<string, string>
}

/** Reads, checks and writes one change of a customer's record in one command. */
function changeRecord(
  caller: Caller,
  action: keyof Inputs,
  input: { commandId: string; id: string; seenVersion: number },
  change: (customer: Customer, writer: Writer) => Change,
): CustomerRecorded {
  const { desk, me } = caller
  const { orm } = desk.file
  const commandAction = `customer.${action}`
  if (doneBefore(desk, input.commandId, commandAction, me, input.id) !== null)
    return recordedNow(desk, input.id)
  const head = {
    commandId: input.commandId,
    action: commandAction,
    about: 'customer',
    staffId: me.staffId,
    at: desk.clock.now(),
  } as const
  const after = desk.recorder.command(head, (writer) => {
    const customer = customerRecord(orm, input.id)
    requireOffer(caller, customer, action)
    if (customer.version !== input.seenVersion)
      throw new DeskError('stale', 'stale', { params: { version: customer.version } })
    const { customer: changed, facts = {}, words = {} } = change(customer, writer)
    const record = { ...customer, ...changed, version: customer.version + 1 }
    writer.putOf(record.id, 'customer', record)
    putHappening(writer, record.id, action, { facts, words })
    replaceTerms(desk, customer, record)
    return record
  })
  tell(desk, after)
  return { id: after.id, version: after.version }
}

function recordedNow(desk: DeskContext, id: string): CustomerRecorded {
  const { version } = customerRecord(desk.file.orm, id)
  return { id, version }
}

function tell(desk: DeskContext, { id, version }: Customer): void {
  desk.changes.publish({ type: 'changed', entity: 'customer', id, version })
  desk.pusher.soon()
}

/** What the customer was found by goes, but for order and serial numbers, which are terms too. */
function replaceTerms(desk: DeskContext, before: Customer, after: Customer): void {
  const { customerId, term } = t.customerTerm
  desk.file.orm
    .delete(t.customerTerm)
    .where(and(eq(customerId, before.id), inArray(term, termsOf(before))))
    .run()
  openTermIndex(desk.file).add(after.id, termsOf(after))
}

/**
 * Another name, numbers, member number or address.
 * @throws DeskError not_allowed, stale, not_found, invalid/too_many_phones
 */
export function changeCustomer(caller: Caller, input: Inputs['change']): CustomerRecorded {
  return changeRecord(caller, 'change', input, (customer) => {
    const kept = customer.phones.filter((_, place) => input.keptPhones.includes(place))
    const phones = [...new Set([...kept, ...input.newPhones.filter((phone) => phone !== '')])]
    if (phones.length > mostPhones) throw new DeskError('invalid', 'not_valid', { field: 'newPhones' })
    const { name, memberNumber, address } = input
    const facts = {
      name: name !== customer.name,
      phones: JSON.stringify(phones) !== JSON.stringify(customer.phones),
      memberNumber: memberNumber !== customer.memberNumber,
      address: address !== customer.address,
    }
    return { customer: { name, memberNumber, address, phones }, facts }
  })
}

/**
 * 免打扰, on or off. Whoever may, may switch it on; calls are allowed again by supervisor or manager only, because it is
 * never overridden (process section 8).
 * @throws DeskError not_allowed, stale, not_found
 */
export function setDoNotCall(caller: Caller, input: Inputs['do_not_call']): CustomerRecorded {
  const { on, reason } = input
  const leads = caller.me.role === 'supervisor' || caller.me.role === 'manager'
  if (!on && !leads) throw new DeskError('not_allowed', 'supervisor_turns_off')
  return changeRecord(caller, 'do_not_call', input, (customer, writer) => {
    const { at, staffId } = writer.head
    const set = { doNotCall: on, doNotCallAt: at, doNotCallBy: staffId }
    if (!on) freeDoubles(caller.desk, writer, customer.id, set)
    return { customer: set, facts: { on }, words: { reason } }
  })
}

/** A double that is not to be called keeps the whole person from being called. */
function freeDoubles(
  desk: DeskContext,
  writer: Writer,
  mainId: string,
  set: Pick<Customer, 'doNotCall' | 'doNotCallAt' | 'doNotCallBy'>,
): void {
  for (const id of groupOf(desk.file.orm, mainId)) {
    const double = customerRecord(desk.file.orm, id)
    if (id === mainId || !double.doNotCall || double.erasedAt !== null) continue
    writer.putOf(id, 'customer', { ...double, ...set, version: double.version + 1 })
  }
}

/**
 * The customer's consent to storing their data beyond the matter at hand, with its date; or that it was taken back.
 * @throws DeskError not_allowed, stale, not_found
 */
export function setConsent(caller: Caller, input: Inputs['consent']): CustomerRecorded {
  return changeRecord(caller, 'consent', input, (_, { head }) => ({
    customer: { consent: input.given, consentAt: head.at },
    facts: { given: input.given },
  }))
}

/**
 * 法律保全: nothing of the customer is erased while it stands; manager only.
 * @throws DeskError not_allowed, stale, not_found
 */
export function setLegalHold(caller: Caller, input: Inputs['legal_hold']): CustomerRecorded {
  const { on, reason } = input
  return changeRecord(caller, 'legal_hold', input, (customer, writer) => {
    if (!on) endHoldOfDoubles(caller.desk, writer, customer.id)
    return {
      customer: { legalHold: on, legalHoldReason: on ? reason : '' },
      facts: { on },
      words: { reason },
    }
  })
}

function endHoldOfDoubles(desk: DeskContext, writer: Writer, mainId: string): void {
  for (const id of groupOf(desk.file.orm, mainId)) {
    const double = customerRecord(desk.file.orm, id)
    if (id === mainId || !double.legalHold || double.erasedAt !== null) continue
    writer.putOf(id, 'customer', {
      ...double,
      legalHold: false,
      legalHoldReason: '',
      version: double.version + 1,
    })
  }
}

/**
 * 合并: a double goes on as another customer, for good. What was recorded under it stays its own, under its own key and
 * number; from now on both are one person to guard, search and page.
 * @throws DeskError not_allowed, stale, not_found, invalid merge_same, merge_anonymous
 */
export function mergeCustomers(caller: Caller, input: Inputs['merge']): CustomerRecorded {
  const { desk } = caller
  const merged = changeRecord(caller, 'merge', input, (_, writer) => {
    if (input.intoId === input.id) throw new DeskError('invalid', 'merge_same', { field: 'intoId' })
    const into = customerRecord(desk.file.orm, input.intoId)
    if (into.anonymous) throw new DeskError('invalid', 'merge_anonymous', { field: 'intoId' })
    requireOffer(caller, into, 'merge')
    putHappening(writer, into.id, 'merge', { facts: { took: input.id }, words: { reason: input.reason } })
    return {
      customer: { mergedIntoId: into.id },
      facts: { into: into.id },
      words: { reason: input.reason },
    }
  })
  desk.changes.publish({ type: 'changed', entity: 'customer', id: input.intoId, version: 0 })
  return merged
}
