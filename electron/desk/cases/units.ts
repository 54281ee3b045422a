import { and, asc, eq, gt, gte, inArray, isNotNull, max, ne, notExists, notInArray, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { Drizzle } from '../../../db/open.ts'
import type { RecordOf } from '../../../db/records.ts'
import * as t from '../../../db/schema.ts'
import type { Repair } from '../../../domain/entitlement.ts'
import { serialKey } from '../../../domain/serial.ts'

/*
 * What all cases together have done to the units of one purchase line: who has taken how many, what came back for how
 * much, which unit stands in the place of the first one, and its repairs.
 */

/** A line as far as its units are concerned. */
export type UnitLine = Pick<RecordOf<'purchase_line'>, 'id' | 'serialNumber' | 'quantity'>

/** The account of one purchase line over its cases. */
export interface LineUnits {
  /** In an open case, or gone for good: they came back for money. */
  readonly takenUnits: number
  /** Came back for money or another unit. */
  readonly returnedUnits: number
  /** What those were worth, fen. */
  readonly refundedFen: number
}

export interface SerialSwap {
  readonly at: number
  readonly oldSerial: string
  readonly newSerial: string
  readonly caseId: string
  readonly caseNumber: string
}

/** A repair of one unit with the case that it belongs to. */
export interface UnitRepair extends Repair {
  readonly id: string
  readonly to: string | null
  readonly caseId: string
  readonly caseNumber: string
}

/** Ended without anything having come of them. */
const cameToNothing = ['declined', 'withdrawn', 'voided'] as const

/**
 * The account of a purchase line over its cases.
 * @param orm the store's file
 * @param purchaseLineId the line
 * @param exceptCaseId a case that is left out of it
 */
export function unitsOf(orm: Drizzle, purchaseLineId: string, exceptCaseId: string | null = null): LineUnits {
  const rows = orm
    .select({ line: t.caseLine, goodsInAt: t.returnCase.goodsInAt, state: t.returnCase.state })
    .from(t.caseLine)
    .innerJoin(t.returnCase, eq(t.returnCase.id, t.caseLine.caseId))
    .where(
      and(
        eq(t.caseLine.purchaseLineId, purchaseLineId),
        exceptCaseId === null ? undefined : ne(t.caseLine.caseId, exceptCaseId),
      ),
    )
    .all()
  const back = rows.filter(({ line, state }) => line.refundedFen !== null && state !== 'voided')
  const units = (of: typeof rows) => of.reduce((sum, { line }) => sum + line.units, 0)
  return {
    takenUnits: units(rows.filter(({ line }) => line.takesUnits)),
    returnedUnits: units(back.filter(({ state, goodsInAt }) => state === 'done' || goodsInAt !== null)),
    refundedFen: back.reduce((sum, { line }) => sum + (line.refundedFen ?? 0), 0),
  }
}

function prepareSwaps(orm: Drizzle) {
  return orm
    .select({
      at: t.serialSwap.at,
      oldSerial: t.serialSwap.oldSerial,
      newSerial: t.serialSwap.newSerial,
      caseId: t.serialSwap.caseId,
      caseNumber: t.returnCase.number,
    })
    .from(t.serialSwap)
    .innerJoin(t.returnCase, eq(t.returnCase.id, t.serialSwap.caseId))
    .where(eq(t.serialSwap.purchaseLineId, sql.placeholder('purchaseLineId')))
    .orderBy(asc(t.serialSwap.at), asc(t.serialSwap.id))
    .prepare()
}

const swapQueries = new WeakMap<Drizzle, ReturnType<typeof prepareSwaps>>()

/**
 * Serials that took the place of the line's first one, oldest first; both numbers stay on the warranty.
 * @param orm the store's file
 * @param purchaseLineId the line
 */
export function swapsOf(orm: Drizzle, purchaseLineId: string): SerialSwap[] {
  const query = swapQueries.get(orm) ?? prepareSwaps(orm)
  swapQueries.set(orm, query)
  return query.all({ purchaseLineId })
}

/**
 * The serial of the unit that the customer has now.
 * @param orm the store's file
 * @param line the purchase line; of several units none is the line's, whatever one of them was replaced by
 * @param exceptCaseId a case whose own swap is left out
 * @returns as it was typed; empty for a line without serials
 */
export function currentSerial(orm: Drizzle, line: UnitLine, exceptCaseId: string | null = null): string {
  if (line.quantity !== 1 && line.serialNumber === '') return ''
  const swaps = swapsOf(orm, line.id).filter((swap) => swap.caseId !== exceptCaseId)
  return swaps.at(-1)?.newSerial ?? line.serialNumber
}

/** When the single unit of a line without serials was last replaced; repairs before it are another unit's. */
function lastReplacedAt(orm: Drizzle, purchaseLineId: string): number {
  const found = orm
    .select({ at: max(t.returnCase.goodsOutAt) })
    .from(t.caseLine)
    .innerJoin(t.returnCase, eq(t.returnCase.id, t.caseLine.caseId))
    .where(
      and(
        eq(t.caseLine.purchaseLineId, purchaseLineId),
        isNotNull(t.caseLine.refundedFen),
        eq(t.returnCase.state, 'done'),
      ),
    )
    .get()
  return found?.at ?? 0
}

/** Repairs of which a case that was not voided says, in its newest inspection, that they did not help. */
function foundFailed(orm: Drizzle, repairIds: readonly string[]): Set<string> {
  if (repairIds.length === 0) return new Set()
  const failedRepairId = sql<string>`json_extract(${t.caseInspection.found}, '$.failedRepairId')`
  const later = alias(t.caseInspection, 'later')
  const rows = orm
    .select({ id: failedRepairId })
    .from(t.caseInspection)
    .innerJoin(t.returnCase, eq(t.returnCase.id, t.caseInspection.caseId))
    .where(
      and(
        inArray(failedRepairId, [...repairIds]),
        ne(t.returnCase.state, 'voided'),
        notExists(
          orm
            .select({ id: later.id })
            .from(later)
            .where(and(eq(later.caseId, t.caseInspection.caseId), gt(later.id, t.caseInspection.id))),
        ),
      ),
    )
    .all()
  return new Set(rows.map((row) => row.id))
}

/**
 * Repairs of the unit that the customer has now, from the desk's own cases, oldest first. By its serial, whatever purchase
 * it was recorded with; a single unit without a serial by its line. A unit that took another one's place begins with none.
 * @param orm the store's file
 * @param line the purchase line
 * @param serialNumber of the unit that is asked about; default the current one
 */
export function repairsOf(orm: Drizzle, line: UnitLine, serialNumber?: string): UnitRepair[] {
  const key = serialKey(serialNumber ?? currentSerial(orm, line))
  if (key === '' && line.quantity !== 1) return []
  const unit =
    key === ''
      ? and(
          eq(t.caseRepair.purchaseLineId, line.id),
          eq(t.caseRepair.serialKey, ''),
          gte(t.returnCase.openedAt, lastReplacedAt(orm, line.id)),
        )
      : eq(t.caseRepair.serialKey, key)
  const rows = orm
    .select({
      id: t.caseRepair.id,
      from: t.caseRepair.fromOn,
      to: t.caseRepair.toOn,
      failed: t.caseRepair.failed,
      delay: t.caseRepair.delay,
      caseId: t.caseRepair.caseId,
      caseNumber: t.returnCase.number,
    })
    .from(t.caseRepair)
    .innerJoin(t.returnCase, eq(t.returnCase.id, t.caseRepair.caseId))
    .where(and(unit, ne(t.returnCase.state, 'voided')))
    .orderBy(asc(t.caseRepair.fromOn), asc(t.caseRepair.id))
    .all()
  const inVain = foundFailed(
    orm,
    rows.map((row) => row.id),
  )
  return rows.map((row) => ({ ...row, failed: row.failed || inVain.has(row.id) }))
}

/**
 * The open case that a unit is in.
 * @param orm the store's file
 * @param key serial as it is compared
 * @param exceptCaseId a case that is left out
 * @returns its number, null when the unit is in none
 */
export function openCaseOfSerial(
  orm: Drizzle,
  key: string,
  exceptCaseId: string | null = null,
): string | null {
  if (key === '') return null
  const found = orm
    .select({ number: t.returnCase.number })
    .from(t.caseLine)
    .innerJoin(t.returnCase, eq(t.returnCase.id, t.caseLine.caseId))
    .where(
      and(
        eq(t.caseLine.serialKey, key),
        eq(t.caseLine.open, true),
        exceptCaseId === null ? undefined : ne(t.caseLine.caseId, exceptCaseId),
      ),
    )
    .limit(1)
    .get()
  return found?.number ?? null
}

/**
 * Lines that any case ever took, whatever became of it.
 * @param orm the store's file
 * @param purchaseLineIds the lines
 * @returns the ids of those that are
 */
export function linesInCases(orm: Drizzle, purchaseLineIds: readonly string[]): Set<string> {
  const rows = orm
    .selectDistinct({ id: t.caseLine.purchaseLineId })
    .from(t.caseLine)
    .where(inArray(t.caseLine.purchaseLineId, [...purchaseLineIds]))
    .all()
  return new Set(rows.map((row) => row.id))
}

/**
 * When a unit was last given out in the place of another.
 * @param orm the store's file
 * @param key serial as it is compared
 * @returns instant, ms; null when it never was
 */
export function lastGivenAt(orm: Drizzle, key: string): number | null {
  const found = orm
    .select({ at: max(t.serialSwap.at) })
    .from(t.serialSwap)
    .where(eq(t.serialSwap.newKey, key))
    .get()
  return found?.at ?? null
}

/**
 * The case with which a unit of this serial came back for money or another unit after the customer had got it: sold again
 * only by a later invoice, or given again by a later exchange.
 * @param orm the store's file
 * @param key serial as it is compared
 * @param invoicedOn civil date of the purchase that is presented
 * @param dayOf civil date of an instant in store time
 * @returns the case's number, null when it did not
 */
export function cameBackSince(
  orm: Drizzle,
  key: string,
  invoicedOn: string,
  dayOf: (at: number) => string,
): string | null {
  if (key === '') return null
  const given = lastGivenAt(orm, key)
  const rows = orm
    .select({
      number: t.returnCase.number,
      at: sql<number>`coalesce(${t.returnCase.goodsInAt}, ${t.returnCase.approvedAt})`,
    })
    .from(t.caseLine)
    .innerJoin(t.returnCase, eq(t.returnCase.id, t.caseLine.caseId))
    .where(
      and(
        eq(t.caseLine.serialKey, key),
        isNotNull(t.caseLine.refundedFen),
        notInArray(t.returnCase.state, [...cameToNothing]),
      ),
    )
    .all()
  const since = ({ at }: { at: number }) => dayOf(at) >= invoicedOn && (given === null || at > given)
  return rows.find(since)?.number ?? null
}
