import { getTableColumns, getTableName } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { canonicalForm } from '../domain/journal/entry.ts'
import type { Mask } from './masks.ts'
import { maskOf } from './masks.ts'
import * as schema from './schema.ts'

/** A kind of record that commands write and the journal carries. */
interface RecordKind<T extends SQLiteTable> {
  readonly table: T
  /** Columns that can identify a customer; in the journal they stand sealed under that customer's key. */
  readonly personal: readonly (keyof T['$inferSelect'] & string)[]
}

function kind<T extends SQLiteTable>(
  table: T,
  personal: readonly (keyof T['$inferSelect'] & string)[] = [],
): RecordKind<T> {
  return { table, personal }
}

/** Every journaled kind of record, parents before children, so that replaying in this order keeps foreign keys. */
export const recordKinds = {
  store: kind(schema.store),
  staff: kind(schema.staff),
  policy: kind(schema.policyVersion),
  customer: kind(schema.customer, ['name', 'phones', 'memberNumber', 'address', 'legalHoldReason']),
  customer_happening: kind(schema.customerHappening, ['words']),
  purchase: kind(schema.purchase, ['orderNumber']),
  purchase_line: kind(schema.purchaseLine, [
    'model',
    'productName',
    'brand',
    'gifts',
    'serialNumber',
    'serialKey',
  ]),
  complaint: kind(schema.complaint, ['whatHappened', 'against', 'impact', 'claimBasis']),
  happening: kind(schema.happening, ['words']),
  contact_sheet: kind(schema.contactSheet, [
    'question',
    'answer',
    'plan',
    'improvement',
    'acknowledgedBy',
    'recallReason',
  ]),
  finding: kind(schema.finding, ['cause', 'person', 'evidence']),
  resolution: kind(schema.resolution, [
    'options',
    'wording',
    'terms',
    'internalFloor',
    'returnReason',
    'approvalReference',
  ]),
  opinion: kind(schema.opinion, ['words', 'signature']),
  execution_task: kind(schema.executionTask, ['detail', 'evidence']),
  return_visit: kind(schema.returnVisit, ['remarks', 'reason', 'contradiction']),
  outcome_notice: kind(schema.outcomeNotice, ['salesDepartment', 'text']),
  hold: kind(schema.hold, ['reason']),
  level_change: kind(schema.levelChange),
  late_clock: kind(schema.lateClock),
  postponement: kind(schema.postponement, ['reason', 'evidence']),
  // The hash of a content identifies it to whoever has the content.
  file: kind(schema.file, ['name', 'sha256']),
  till_import: kind(schema.tillImport),
  authorisation: kind(schema.authorisation),
  case: kind(schema.returnCase, [
    'whatHappened',
    'newSerial',
    'handedTo',
    'payoutVoucher',
    'payoutMethodReason',
    'paymentVoucher',
  ]),
  case_line: kind(schema.caseLine, ['serialNumber', 'serialKey']),
  case_inspection: kind(schema.caseInspection, ['found']),
  case_plan: kind(schema.casePlan, ['plan', 'soldAs', 'returnReason', 'approvalReference']),
  case_repair: kind(schema.caseRepair, ['serialKey', 'repairer', 'work']),
  serial_swap: kind(schema.serialSwap, ['oldSerial', 'newSerial', 'oldKey', 'newKey']),
  case_happening: kind(schema.caseHappening, ['words']),
  case_file: kind(schema.caseFile, ['name', 'sha256']),
  contact: kind(schema.contact, ['said', 'nextStep', 'overrideReason']),
  promise: kind(schema.promise, ['what', 'evidence']),
  handover: kind(schema.handover, ['remarks']),
  handover_line: kind(schema.handoverLine, ['what', 'remark']),
  script: kind(schema.scriptVersion),
  custody: kind(schema.custody, ['description', 'serialNumber', 'accessories', 'place', 'endedTo']),
} as const

export type Entity = keyof typeof recordKinds
export type RecordOf<E extends Entity> = (typeof recordKinds)[E]['table']['$inferSelect']
/** Kinds that may carry personal columns and therefore need a customer's key. */
export type PersonalEntity = {
  [E in Entity]: (typeof recordKinds)[E]['personal'] extends readonly never[] ? never : E
}[Entity]

export const entities = Object.keys(recordKinds) as Entity[]

/** One column as the recorder needs it. */
export interface ColumnPlan {
  /** Property of the record and key in the journal. */
  readonly property: string
  /** Column of the table. */
  readonly column: string
  /** Instants are ISO 8601 in the journal and ms in the table. */
  readonly instant: boolean
  readonly personal: boolean
  /** What it becomes when the customer is erased; asked of personal columns only. */
  readonly mask: Mask
  /** What an entry means that was written before there was such a column. */
  readonly before: unknown
  readonly toDriver: (value: unknown) => unknown
  readonly fromDriver: (value: unknown) => unknown
}

export interface RecordPlan {
  readonly entity: Entity
  readonly table: string
  readonly columns: readonly ColumnPlan[]
  readonly hasPersonal: boolean
}

function planOf(entity: Entity): RecordPlan {
  const { table, personal } = recordKinds[entity]
  const columns = Object.entries(getTableColumns(table) as Record<string, SQLiteColumn>)
  const isPersonal = new Set<string>(personal)
  return {
    entity,
    table: getTableName(table),
    hasPersonal: personal.length > 0,
    columns: columns.map(([property, column]) => ({
      property,
      column: column.name,
      instant: column.getSQLType() === 'integer' && (property === 'at' || property.endsWith('At')),
      personal: isPersonal.has(property),
      mask: maskOf(property, column.dataType === 'json'),
      before: column.default ?? null,
      // JSON is kept in its canonical form: the same record gives the same text, also when rebuilt from the journal.
      toDriver: (value) => {
        if (value === null) return null
        return column.dataType === 'json' ? canonicalForm(value) : column.mapToDriverValue(value)
      },
      fromDriver: (value) => (value === null ? null : column.mapFromDriverValue(value)),
    })),
  }
}

const plans = new Map<Entity, RecordPlan>(entities.map((entity) => [entity, planOf(entity)]))

/**
 * How a kind of record is written to its table and to the journal.
 * @param entity the kind
 */
export function recordPlan(entity: Entity): RecordPlan {
  const plan = plans.get(entity)
  if (plan === undefined) throw new Error(`Unknown kind of record: ${entity}`)
  return plan
}

/**
 * Is this a kind of record that this version of the desk knows?
 * @param name the `entity` of an entry
 */
export function isEntity(name: string): name is Entity {
  return plans.has(name as Entity)
}
