import { asc, desc, eq, sql } from 'drizzle-orm'
import type { Drizzle } from '../../../db/open.ts'
import type { RecordOf } from '../../../db/records.ts'
import * as t from '../../../db/schema.ts'
import { outcomeStates } from '../../../domain/complaint/moves.ts'
import { serialKey } from '../../../domain/serial.ts'
import type { State } from '../../../domain/vocabulary.ts'
import { DeskError } from '../errors.ts'
import { currentSerial } from './units.ts'

export type ReturnCase = RecordOf<'case'>
export type CaseLine = RecordOf<'case_line'>
export type PlanRow = RecordOf<'case_plan'>
export type Inspection = RecordOf<'case_inspection'>
export type CaseRepair = RecordOf<'case_repair'>
export type Purchase = RecordOf<'purchase'>
export type PurchaseLine = RecordOf<'purchase_line'>

/** A line of the purchase in a case: as it was taken, and as the purchase has it now. */
export interface LineInCase {
  readonly taken: CaseLine
  readonly sold: PurchaseLine
}

/** A complaint that a case belongs to; of merged ones the one that goes on. */
export interface LinkedComplaint {
  readonly id: string
  readonly number: string
  readonly state: State
}

/** A case with everything that is judged of it. */
export interface WholeCase {
  readonly row: ReturnCase
  readonly purchase: Purchase
  /** In the order of the purchase, one at least. */
  readonly lines: readonly LineInCase[]
  /** The newest. */
  readonly inspection: Inspection | null
  /** The plan that counts now. */
  readonly plan: PlanRow | null
  readonly complaint: LinkedComplaint | null
  /** That this case has made. */
  readonly repairs: readonly CaseRepair[]
}

/** One thing that is not as it was when the case took it. */
export interface PurchaseChange {
  field: string
  before: string
  now: string
}

/**
 * The complaint that goes on behind a complaint: merged ones lead to it.
 * @param orm the store's file
 * @param id a complaint
 * @throws DeskError invalid/complaint_not_found
 */
export function goingOn(orm: Drizzle, id: string, field = 'complaintId'): LinkedComplaint {
  const seen = new Set<string>()
  for (let next = id; !seen.has(next); ) {
    seen.add(next)
    const found = orm.select().from(t.complaint).where(eq(t.complaint.id, next)).get()
    if (found === undefined) break
    if (found.mergedIntoId === null) return { id: found.id, number: found.number, state: found.state }
    next = found.mergedIntoId
  }
  throw new DeskError('invalid', 'complaint_not_found', { field })
}

/**
 * May an outcome of this complaint be told (process section 4)?
 * @param complaint the one that goes on
 */
export function outcomeSigned(complaint: LinkedComplaint): boolean {
  return (outcomeStates as readonly State[]).includes(complaint.state)
}

const id = sql.placeholder('id')

/** Every list asks these for each of its rows, so they are prepared once per open file. */
function prepare(orm: Drizzle) {
  return {
    parts: orm
      .select({ row: t.returnCase, purchase: t.purchase, plan: t.casePlan })
      .from(t.returnCase)
      .innerJoin(t.purchase, eq(t.purchase.id, t.returnCase.purchaseId))
      .leftJoin(t.casePlan, eq(t.casePlan.id, t.returnCase.planId))
      .where(eq(t.returnCase.id, id))
      .prepare(),
    lines: orm
      .select({ taken: t.caseLine, sold: t.purchaseLine })
      .from(t.caseLine)
      .innerJoin(t.purchaseLine, eq(t.purchaseLine.id, t.caseLine.purchaseLineId))
      .where(eq(t.caseLine.caseId, id))
      .orderBy(asc(t.purchaseLine.position), asc(t.caseLine.id))
      .prepare(),
    inspection: orm
      .select()
      .from(t.caseInspection)
      .where(eq(t.caseInspection.caseId, id))
      .orderBy(desc(t.caseInspection.id))
      .limit(1)
      .prepare(),
    repairs: orm
      .select()
      .from(t.caseRepair)
      .where(eq(t.caseRepair.caseId, id))
      .orderBy(asc(t.caseRepair.id))
      .prepare(),
  }
}

const prepared = new WeakMap<Drizzle, ReturnType<typeof prepare>>()

function queries(orm: Drizzle): ReturnType<typeof prepare> {
  const known = prepared.get(orm)
  if (known !== undefined) return known
  const made = prepare(orm)
  prepared.set(orm, made)
  return made
}

/**
 * Reads a case with what it is judged by.
 * @param orm the store's file
 * @param id the case
 * @throws DeskError not_found/case_not_found
 */
export function wholeCase(orm: Drizzle, id: string): WholeCase {
  const { parts, lines, inspection, repairs } = queries(orm)
  const found = parts.get({ id })
  if (found === undefined) throw new DeskError('not_found', 'case_not_found')
  const { complaintId } = found.row
  return {
    ...found,
    lines: lines.all({ id }),
    inspection: inspection.get({ id }) ?? null,
    complaint: complaintId === null ? null : goingOn(orm, complaintId),
    repairs: repairs.all({ id }),
  }
}

/**
 * What differs between the purchase now and when an open case took it.
 * @param orm the store's file
 * @param whole the case
 * @returns empty when nothing does, and for a case that has ended
 */
export function purchaseChanges(orm: Drizzle, whole: WholeCase): PurchaseChange[] {
  const { row, purchase, lines } = whole
  if (row.endedAt !== null) return []
  const differing = (field: string, before: string | number, now: string | number | null) =>
    before === now ? [] : [{ field, before: String(before), now: now === null ? '' : String(now) }]
  const changes = lines.flatMap(({ taken, sold }) => {
    const path = `lines.${sold.position}`
    const serial = currentSerial(orm, sold, taken.caseId)
    return [
      ...differing(`${path}.quantity`, taken.soldUnits, sold.quantity),
      ...differing(`${path}.paidFen`, taken.soldFen, sold.paidFen),
      ...(serialKey(serial) === taken.serialKey
        ? []
        : [{ field: `${path}.serialNumber`, before: taken.serialNumber, now: serial }]),
    ]
  })
  // Dates, channel, brand: what entitlement goes by may differ too, whatever the lines say.
  return [...changes, ...differing('version', row.purchaseVersion, purchase.version)]
}

/**
 * The line whose unit an exchange replaces: the first with a serial, else the first.
 * @param lines of a case, one at least
 */
export function replacedLine(lines: readonly LineInCase[]): LineInCase {
  const found = lines.find((line) => line.taken.serialKey !== '') ?? lines[0]
  if (found === undefined) throw new Error('A case without a line')
  return found
}

/**
 * A serial that is seen, a repair and a swap belong to one unit, so a case takes one of those that have a serial.
 * @param keys serials of the case's lines as they are compared
 * @throws DeskError not_allowed/one_serial_per_case
 */
export function requireOneSerial(keys: readonly string[]): void {
  if (keys.filter((key) => key !== '').length > 1)
    throw new DeskError('not_allowed', 'one_serial_per_case', { field: 'lines' })
}
