import { createHash } from 'node:crypto'
import type Database from 'better-sqlite3'
import type { StoreFile } from '../../../db/open.ts'
import type { TillLine } from '../../../domain/till/line.ts'
import { apart, folded, lineIdentity, lineKey } from '../../../domain/till/line.ts'

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

/** A line that the desk has of an order. */
interface OrderLine {
  readonly id: number
  readonly key: string
  readonly model: string
  readonly serialNumber: string
  readonly serialKey: string
}

/** What a line would be to the desk. */
export type LineFate = 'added' | 'changed' | 'same' | 'twice'

/** A line of the file that takes the place of one that the file has no more. */
export interface Replacement {
  /** The row of the file. */
  readonly row: number
  /** Serial number of the line that was there. */
  readonly serialNumber: string
}

/** The lines of one import before it is taken over: written, and nobody's. */
export interface StagedLines {
  readonly importId: string
  /**
   * @param line the next line of the file
   * @param row where it stands
   * @returns what it would be; it is written with the next `flush` unless it is the same, or in the file already
   */
  add(line: TillLine, row: number): LineFate
  /**
   * After the last line: a new line of an order that was there before, of the same model or serial number as one of its
   * lines that the file has no more, is that line put right, and not one more that could come back.
   * @param row of the file, a new line of an order that was there before
   * @returns the replaced line, which is written as such; null when it is a line more
   */
  replace(row: number): Replacement | null
  /** Rows with new lines of orders that were there before. */
  doubtful(): readonly number[]
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
  const orderLines = raw.prepare<[string], OrderLine>(
    `SELECT l.id, l.row_key AS key, l.model, l.serial_number AS serialNumber, l.serial_key AS serialKey
     FROM till_line l WHERE l.order_number = ? AND l.replaced = 0
     AND EXISTS (SELECT 1 FROM till_import i WHERE i.id = l.import_id)
     AND NOT EXISTS (SELECT 1 FROM till_line n JOIN till_import m ON m.id = n.import_id
       WHERE n.row_key = l.row_key AND n.id > l.id) ORDER BY l.id`,
  )
  const markReplaced = raw.prepare(
    `INSERT INTO till_line (${columns.join(', ')}, replaced)
     SELECT row_key, ?, '', ${columns.slice(3).join(', ')}, 1 FROM till_line WHERE id = ?`,
  )
  const seen = new Map<string, number>()
  /** New lines of orders that were there before, by their row. */
  const fresh = new Map<number, TillLine>()
  const replaced = new Set<number>()
  let waiting: unknown[][] = []

  function isInFile(key: string): boolean {
    const last = key.lastIndexOf(apart)
    return seen.has(key) || (seen.get(key.slice(0, last)) ?? 0) >= Number(key.slice(last + 1))
  }

  /** Lines of an order mostly stand together. */
  let lastOrder = { number: '', known: false }
  function isKnownOrder(number: string): boolean {
    if (lastOrder.number !== number) lastOrder = { number, known: orderLines.get(number) !== undefined }
    return lastOrder.known
  }

  return {
    importId,
    add(line, row) {
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
      // One whose place another line took is there no more.
      if (before !== undefined && before !== '') return 'changed'
      if (isKnownOrder(line.orderNumber)) fresh.set(row, line)
      return 'added'
    },
    doubtful: () => [...fresh.keys()],
    replace(row) {
      const line = fresh.get(row)
      if (line === undefined) return null
      const gone = orderLines
        .all(line.orderNumber)
        .filter(({ id, key }) => !replaced.has(id) && !isInFile(key))
      const before =
        gone.find((each) => each.serialKey !== '' && each.serialKey === line.serialKey) ??
        gone.find((each) => folded(each.model) === folded(line.model))
      if (before === undefined) return null
      replaced.add(before.id)
      markReplaced.run(importId, before.id)
      return { row, serialNumber: before.serialNumber }
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
