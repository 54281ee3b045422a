import { createHash } from 'node:crypto'
import type Database from 'better-sqlite3'
import type { StoreFile } from '../../../db/open.ts'
import type { TillLine } from '../../../domain/till/line.ts'
import { lineIdentity, lineKey } from '../../../domain/till/line.ts'

/** Columns of a line in the order in which they are written; those of the key come first. */
const columns = [
  'row_key',
  'import_id',
  'digest',
  'order_number',
  'channel',
  'invoiced_on',
  'delivered_on',
  'model',
  'product_name',
  'brand',
  'family',
  'category',
  'serial_number',
  'serial_key',
  'quantity',
  'paid_fen',
  'warranty_months',
  'gifts',
  'payment_method',
  'customer_name',
  'phone',
  'member_number',
] as const

/** What a line would be to the desk. */
export type LineFate = 'added' | 'changed' | 'same' | 'twice'

/** The lines of one import before it is taken over: written, and nobody's. */
export interface StagedLines {
  readonly importId: string
  /**
   * @param line the next line of the file
   * @returns what it would be; it is written with the next `flush` unless it is the same, or in the file already
   */
  add(line: TillLine): LineFate
  /** Writes what was added, in one short transaction. */
  flush(): void
}

function valuesOf(line: TillLine): unknown[] {
  return [
    line.orderNumber,
    line.channel,
    line.invoicedOn,
    line.deliveredOn,
    line.model,
    line.productName,
    line.brand,
    line.family,
    line.category,
    line.serialNumber,
    line.serialKey,
    line.quantity,
    line.paidFen,
    line.warrantyMonths,
    JSON.stringify(line.gifts),
    line.paymentMethod,
    line.customerName,
    line.phone,
    line.memberNumber,
  ]
}

const digestOf = (values: readonly unknown[]) =>
  createHash('sha256').update(JSON.stringify(values)).digest('base64url').slice(0, 22)

/**
 * Begins the lines of an import.
 * @param raw the open file
 * @param importId of the import, recorded only when it is taken over
 */
export function stageLines(raw: Database.Database, importId: string): StagedLines {
  const known = raw.prepare<[string], { digest: string }>(
    `SELECT digest FROM till_line l WHERE row_key = ?
     AND EXISTS (SELECT 1 FROM till_import i WHERE i.id = l.import_id) ORDER BY l.id DESC LIMIT 1`,
  )
  const insert = raw.prepare(
    `INSERT INTO till_line (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  )
  const writeAll = raw.transaction((rows: unknown[][]) => {
    for (const row of rows) insert.run(row)
  })
  const seen = new Map<string, number>()
  let waiting: unknown[][] = []
  return {
    importId,
    add(line) {
      const identity = lineIdentity(line)
      const occurrence = (seen.get(identity) ?? 0) + 1
      if (occurrence > 1 && line.lineNumber !== '') return 'twice'
      seen.set(identity, occurrence)
      const key = lineKey(line, occurrence)
      const values = valuesOf(line)
      const digest = digestOf(values)
      const before = known.get(key)?.digest
      if (before === digest) return 'same'
      waiting.push([key, importId, digest, ...values])
      return before === undefined ? 'added' : 'changed'
    },
    flush() {
      if (waiting.length > 0) writeAll.immediate(waiting)
      waiting = []
    },
  }
}

const slice = 400

/**
 * Removes lines whose import is not recorded: what was stopped, refused, or cut off with the desk. A slice at a time.
 * @param file the store's file
 * @returns true when there are more
 */
export function clearUnrecorded(file: StoreFile): boolean {
  // Each import once, by the index: the lines of an import are not looked at one by one.
  const found = file.raw
    .prepare<[], { importId: string }>(
      `WITH RECURSIVE each(import_id) AS (
         SELECT min(import_id) FROM till_line
         UNION ALL SELECT (SELECT min(import_id) FROM till_line WHERE import_id > each.import_id) FROM each
         WHERE each.import_id IS NOT NULL)
       SELECT import_id AS importId FROM each
       WHERE import_id IS NOT NULL AND import_id NOT IN (SELECT id FROM till_import) LIMIT 1`,
    )
    .get()
  if (found === undefined) return false
  file.raw
    .prepare('DELETE FROM till_line WHERE id IN (SELECT id FROM till_line WHERE import_id = ? LIMIT ?)')
    .run(found.importId, slice)
  return true
}

/**
 * Removes lines that a newer import replaced. A slice at a time; nobody sees them any more.
 * @param file the store's file
 * @param importId the newer import
 * @param afterId of the lines of that import, those up to it are done
 * @returns up to which line it is done now, null at the end
 */
export function clearReplaced(file: StoreFile, importId: string, afterId: number): number | null {
  const last = file.raw
    .prepare<[string, number, number], { id: number | null }>(
      `SELECT max(id) AS id FROM
       (SELECT id FROM till_line WHERE import_id = ? AND id > ? ORDER BY id LIMIT ?)`,
    )
    .get(importId, afterId, slice)
  const upTo = last?.id ?? null
  if (upTo === null) return null
  file.raw
    .prepare(
      `DELETE FROM till_line WHERE id IN (SELECT o.id FROM till_line n JOIN till_line o
       ON o.row_key = n.row_key AND o.id < n.id WHERE n.import_id = ? AND n.id > ? AND n.id <= ?)`,
    )
    .run(importId, afterId, upTo)
  return upTo
}
