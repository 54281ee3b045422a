import type Database from 'better-sqlite3'
import { z } from 'zod'
import type { ColumnPlan, RecordPlan } from './records.ts'
import { entities, recordPlan } from './records.ts'

/** How a table leads to the customer under whose key its rows are sealed: the first of these columns that it has. */
const ways: readonly (readonly [column: string, condition: string])[] = [
  ['customer_id', 'customer_id = ?'],
  ['complaint_id', 'complaint_id IN (SELECT id FROM complaint WHERE customer_id = ?)'],
  ['case_id', 'case_id IN (SELECT id FROM return_case WHERE customer_id = ?)'],
  ['purchase_id', 'purchase_id IN (SELECT id FROM purchase WHERE customer_id = ?)'],
]

/** null for a kind that belongs to no customer, and for the customer's own record. */
function wayTo(plan: RecordPlan): string | null {
  const columns = new Set(plan.columns.map((column) => column.column))
  return ways.find(([column]) => columns.has(column))?.[1] ?? null
}

const anyRow = z.record(z.string(), z.unknown())

function masked({ mask, fromDriver, toDriver }: ColumnPlan, value: unknown, rowId: string): unknown {
  return toDriver(mask(fromDriver(value), rowId))
}

/**
 * Masks the personal columns of everything that was recorded about a customer, but for the customer's own record. In a
 * transaction, after the key was destroyed: what was signed lets nothing be changed before.
 * @param raw the open file
 * @param customerId the customer
 */
export function maskRowsOf(raw: Database.Database, customerId: string): void {
  for (const plan of entities.map(recordPlan)) {
    const way = wayTo(plan)
    if (!plan.hasPersonal || way === null) continue
    const columns = plan.columns.filter((column) => column.personal)
    const names = columns.map(({ column }) => `"${column}"`)
    const change = raw.prepare(
      `UPDATE "${plan.table}" SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`,
    )
    const rows = raw
      .prepare(`SELECT id, ${names.join(', ')} FROM "${plan.table}" WHERE ${way}`)
      .all(customerId)
    for (const row of rows.map((each) => anyRow.parse(each))) {
      const id = String(row.id)
      change.run(...columns.map((column) => masked(column, row[column.column] ?? null, id)), id)
    }
  }
}

/**
 * A record with its personal columns masked.
 * @param plan its kind
 * @param record the whole record
 */
export function maskedRecord(
  plan: RecordPlan,
  record: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const id = String(record.id)
  const pairs = plan.columns
    .filter((column) => column.personal)
    .map((column) => [column.property, column.mask(record[column.property] ?? null, id)] as const)
  return { ...record, ...Object.fromEntries(pairs) }
}

/**
 * Does the column of a row hold what it must once its customer is erased? Masking it again would change nothing then.
 * @param column a personal column
 * @param value as it stands in the table
 * @param rowId the row's id
 * @throws Error when it is no value of the column
 */
export function isMasked(column: ColumnPlan, value: unknown, rowId: string): boolean {
  return value === masked(column, value ?? null, rowId)
}

/**
 * Takes what was erased out of the file's bytes: pages that once held it are written anew, and the log of changes beside
 * the file is emptied. As long as it runs nothing else can be written.
 * @param raw the open file, outside a transaction
 * @returns false when somebody still reads an older state, so that it has to be done again later
 */
export function scrubFile(raw: Database.Database): boolean {
  // Splitting a page leaves copies of its rows behind which no pragma overwrites.
  raw.exec('VACUUM')
  const [result] = z.array(z.object({ busy: z.number() })).parse(raw.pragma('wal_checkpoint(TRUNCATE)'))
  return result?.busy === 0
}
