import type Database from 'better-sqlite3'
import { eq, inArray } from 'drizzle-orm'
import type { Drizzle } from '../../../db/open.ts'
import * as t from '../../../db/schema.ts'
import type { CallCause, CallEntry } from '../../../domain/call-list.ts'
import { callCauses, callList, waitsUntil } from '../../../domain/call-list.ts'
import { complaintClocksMs } from '../../../domain/clocks.ts'
import { bringsWord } from '../../../domain/contact.ts'
import { maskedPhone } from '../../../domain/phone-mask.ts'
import { storeTimeOf } from '../../../domain/store-time.ts'
import { readClockRows } from '../complaints/clock-rows.ts'
import { clockFactsOf } from '../complaints/clocks.ts'
import { rowParts } from '../complaints/rows.ts'
import { namesOf } from '../complaints/view.ts'
import type { CallListPrint, CallListView, CallRow } from '../contact-views.ts'
import type { Caller } from '../context.ts'
import { summaryOf } from '../customers/recall.ts'
import { DeskError } from '../errors.ts'
import { listStaff } from '../people/staff.ts'
import { storeView } from '../store.ts'
import type { Judgement, Matter } from './guard.ts'
import { complaintMatter, findMatter, judgeContact } from './guard.ts'
import { numbersOf, permissionView } from './permission.ts'

/** More than anybody calls in a day; the first to end come first. */
const mostMatters = 500

interface CallBackRow {
  readonly complaintId: string | null
  readonly caseId: string | null
  readonly dueAt: number
  readonly what: string
}

interface LastContact {
  readonly reached: 0 | 1
  readonly result: 'message_left' | 'sent' | null
  readonly nextAt: number | null
}

function prepare(raw: Database.Database) {
  const open = `kept_at IS NULL AND released_at IS NULL AND source = 'call_back'`
  return {
    callBacks: raw.prepare<[number], CallBackRow>(
      `SELECT complaint_id AS complaintId, case_id AS caseId, due_at AS dueAt, what FROM promise
       WHERE ${open} AND due_at <= ? ORDER BY due_at`,
    ),
    complaints: raw.prepare<[string, number], { id: string }>(
      `SELECT id FROM complaint WHERE ended_at IS NULL AND (
         state IN ('signed', 'executed', 'dispatched') OR level >= 4
         OR (accepted_at IS NOT NULL AND first_contact_at IS NULL)
         OR id IN (SELECT value FROM json_each(?))
       ) ORDER BY queue_at, id LIMIT ?`,
    ),
    last: raw.prepare<[string, string], LastContact>(
      `SELECT reached, result, next_at AS nextAt FROM contact
       WHERE (complaint_id = ? OR case_id = ?) AND nuisance = 0 ORDER BY contacted_at DESC, rowid DESC LIMIT 1`,
    ),
  }
}

const prepared = new WeakMap<Database.Database, ReturnType<typeof prepare>>()

function queries(raw: Database.Database) {
  const known = prepared.get(raw) ?? prepare(raw)
  prepared.set(raw, known)
  return known
}

interface Entry extends CallEntry {
  readonly matter: Matter
  readonly judgement: Judgement
  readonly about: Pick<
    CallRow,
    'customerName' | 'state' | 'level' | 'product' | 'summary' | 'handler' | 'ownReturnVisit'
  >
}

function entryOf(
  caller: Caller,
  matter: Matter,
  causes: readonly CallCause[],
  about: Entry['about'],
  now: number,
): Entry {
  const { file, policy } = caller.desk
  const judgement = judgeContact(file, matter, { direction: 'out', channel: 'phone' }, now, policy())
  const row = queries(file.raw).last.get(matter.id, matter.id)
  const last =
    row === undefined
      ? null
      : { broughtWord: bringsWord({ reached: row.reached === 1, result: row.result }), nextAt: row.nextAt }
  return {
    number: matter.number,
    causes,
    permission: judgement.permission,
    nextAllowedAt: judgement.nextAllowedAt,
    waitsUntil: waitsUntil(last, causes, now),
    matter,
    judgement,
    about,
  }
}

function complaintEntries(
  caller: Caller,
  callBacks: readonly CallBackRow[],
  until: number,
  now: number,
): Entry[] {
  const { desk, me } = caller
  const { file } = desk
  const promised = JSON.stringify(callBacks.flatMap((row) => row.complaintId ?? []))
  const ids = queries(file.raw)
    .complaints.all(promised, mostMatters)
    .map((row) => row.id)
  const rowsOf = readClockRows(file, ids)
  return rowParts(file.orm, ids).flatMap(({ complaint, customerName, product, handlerName }) => {
    const clocks = complaintClocksMs(clockFactsOf(complaint, rowsOf(complaint.id)), now, desk.policyAt)
    const promises = callBacks.filter((row) => row.complaintId === complaint.id)
    const causes = callCauses(clocks, complaint.state, promises, until)
    if (causes.length === 0) return []
    const about = {
      customerName,
      state: complaint.state,
      level: complaint.level,
      product,
      summary: summaryOf(complaint.whatHappened),
      handler: handlerName ?? '',
      ownReturnVisit:
        complaint.handlerId === me.staffId && causes.some(({ code }) => code === 'return_visit'),
    }
    return [entryOf(caller, complaintMatter(complaint), causes, about, now)]
  })
}

function caseEntries(caller: Caller, callBacks: readonly CallBackRow[], until: number, now: number): Entry[] {
  const { orm } = caller.desk.file
  const ids = [...new Set(callBacks.flatMap((row) => row.caseId ?? []))]
  if (ids.length === 0) return []
  const rows = orm
    .select({ row: t.returnCase, customerName: t.customer.name, handler: t.staff.name })
    .from(t.returnCase)
    .innerJoin(t.customer, eq(t.customer.id, t.returnCase.customerId))
    .innerJoin(t.staff, eq(t.staff.id, t.returnCase.handlerId))
    .where(inArray(t.returnCase.id, ids))
    .all()
  return rows.map(({ row, customerName, handler }) => {
    const promises = callBacks.filter((each) => each.caseId === row.id)
    const about = {
      customerName,
      state: null,
      level: null,
      product: '',
      summary: summaryOf(row.whatHappened),
      handler,
      ownReturnVisit: false,
    }
    const causes = callCauses([], null, promises, until)
    return entryOf(caller, findMatter(orm, { caseId: row.id }), causes, about, now)
  })
}

/** @throws DeskError not_allowed/wrong_person: departments call nobody */
export function refuseDepartments(caller: Caller): void {
  if (caller.me.role === 'department') throw new DeskError('not_allowed', 'wrong_person')
}

/**
 * 待联系: who is to be called, by what falls due first; below them who may not be called now, with when they may. Who left
 * no number is not on it.
 * @param caller who calls
 * @throws DeskError not_allowed/wrong_person for departments
 */
export function calls(caller: Caller): CallListView {
  refuseDepartments(caller)
  const { desk } = caller
  const { orm, raw } = desk.file
  const now = desk.clock.now()
  const policy = desk.policy()
  const storeTime = storeTimeOf(policy)
  const until = storeTime.day(storeTime.dayAt(now).index + 1).startsAt - 1
  const callBacks = queries(raw).callBacks.all(until)
  const names = namesOf(listStaff(orm))
  const numbers = phonesBy(orm)
  const { ready, blocked } = callList(
    [
      ...complaintEntries(caller, callBacks, until, now),
      ...caseEntries(caller, callBacks, until, now),
    ].filter(({ matter }) => numbers(matter.customerId).length > 0),
  )
  const view = (entry: Entry): CallRow => {
    const { matter, causes, judgement, about } = entry
    return {
      ...about,
      kind: matter.kind,
      id: matter.id,
      number: matter.number,
      customerId: matter.customerId,
      phones: numbers(matter.customerId).map(maskedPhone),
      reasons: causes.map(({ code, dueAt, what }) => ({ code, what, dueAt: iso(dueAt) })),
      dueAt: iso(causes[0]?.dueAt ?? now),
      waitsUntil: entry.waitsUntil === null ? null : iso(entry.waitsUntil),
      permission: {
        ...permissionView(judgement, policy, names),
        callsToday: judgement.callsToday.length,
      },
    }
  }
  return { ready: ready.map(view), blocked: blocked.map(view), now: iso(now) }
}

const iso = (at: number) => new Date(at).toISOString()

/** Numbers of customers, each customer read once. */
function phonesBy(orm: Drizzle): (customerId: string) => readonly string[] {
  const known = new Map<string, string[]>()
  return (customerId) => {
    const numbers = known.get(customerId) ?? numbersOf(orm, customerId)
    known.set(customerId, numbers)
    return numbers
  }
}

/**
 * The call list on paper.
 * @param caller who prints
 */
export function callListPrint(caller: Caller): CallListPrint {
  const { desk, me } = caller
  const { orm } = desk.file
  const list = calls(caller)
  const store = storeView(orm)
  return {
    kind: 'call_list',
    store,
    number: store.code,
    printedAt: list.now,
    customerName: '',
    printedBy: namesOf(listStaff(orm))(me.staffId),
    list,
  }
}
