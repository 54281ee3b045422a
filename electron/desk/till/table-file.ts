import { open } from 'node:fs/promises'
import type { Cell } from '../../../domain/till/cell.ts'
import { shownCell } from '../../../domain/till/cell.ts'
import { headerRowOf, headerSearchRows } from '../../../domain/till/fields.ts'
import { tillLimits } from '../../../domain/till/limits.ts'
import { DeskError } from '../errors.ts'
import type { CsvFormat } from './csv-file.ts'
import { csvRows, delimiterOf } from './csv-file.ts'
import type { Encoding } from './encoding.ts'
import { textFacts } from './encoding.ts'
import { refuseRows, xlsxRows } from './xlsx-file.ts'

/** One row of a file that is not empty. */
export interface FileRow {
  /** As the program that shows the file counts it, from 1. */
  readonly row: number
  readonly cells: Cell[]
}

/** A till's export that can be read. */
export interface TableFile {
  readonly path: string
  readonly format: { readonly kind: 'xlsx' } | ({ readonly kind: 'csv' } & CsvFormat)
  /** The row that holds the headers. */
  readonly headerRow: number
  readonly headers: readonly string[]
  readonly sample: readonly FileRow[]
  /** Below the headers, as far as is known before all is read; null when it is not. */
  readonly rows: number | null
}

/**
 * All rows of a file, some at a time.
 * @param file path and format
 * @param tell is told the last row that a spreadsheet itself names
 */
export function tableRows(
  file: Pick<TableFile, 'path' | 'format'>,
  tell?: (lastRow: number) => void,
): AsyncGenerator<FileRow[]> {
  return file.format.kind === 'xlsx' ? xlsxRows(file.path, tell) : csvRows(file.path, file.format)
}

async function firstRows(
  file: Pick<TableFile, 'path' | 'format'>,
  count: number,
  tell: (lastRow: number) => void,
): Promise<FileRow[]> {
  const rows: FileRow[] = []
  for await (const some of tableRows(file, tell)) {
    rows.push(...some)
    if (rows.length >= count) break
  }
  return rows.slice(0, count)
}

/** The sign between the cells shows in the first lines. */
async function csvFormat(path: string, encoding: Encoding): Promise<CsvFormat> {
  const handle = await open(path)
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(64 * 1024))
    const lines = new TextDecoder(encoding).decode(buffer.subarray(0, bytesRead)).split(/\r?\n|\r/)
    const whole = lines.length > 1 ? lines.slice(0, -1) : lines
    return { encoding, delimiter: delimiterOf(whole.slice(0, headerSearchRows)) }
  } finally {
    await handle.close()
  }
}

async function formatOf(path: string, kind: 'csv' | 'xlsx') {
  if (kind === 'xlsx') return { format: { kind }, lines: null } as const
  const { encoding, lines } = await textFacts(path)
  return { format: { kind, ...(await csvFormat(path, encoding)) }, lines } as const
}

const headerText = (cell: Cell) => (typeof cell === 'string' ? cell.trim() : shownCell(cell))

/**
 * Opens a till's export: finds out how it is written and where its headers are.
 * @param path the file
 * @param kind by its content
 * @throws DeskError invalid: till_empty, till_too_many_rows, till_too_many_columns, till_mixed_encodings,
 * till_broken_quotes, till_not_a_table, till_damaged_workbook, till_too_large_unpacked
 */
export async function openTable(path: string, kind: 'csv' | 'xlsx'): Promise<TableFile> {
  const { format, lines } = await formatOf(path, kind)
  let lastRow = 0
  const first = await firstRows({ path, format }, headerSearchRows + tillLimits.sample, (row) => {
    lastRow = row
  })
  const place = headerRowOf(first.map((row) => row.cells.map(headerText)))
  const header = first[place]
  if (header === undefined || first.length < place + 2) throw new DeskError('invalid', 'till_empty')
  if (header.cells.length > tillLimits.columns)
    throw new DeskError('invalid', 'till_too_many_columns', { params: { max: tillLimits.columns } })
  const named = lastRow > header.row ? lastRow - header.row : null
  const rows = lines === null ? named : lines - place - 1
  refuseRows(rows ?? 0)
  return {
    path,
    format,
    headerRow: header.row,
    headers: header.cells.map(headerText),
    sample: first.slice(place + 1, place + 1 + tillLimits.sample),
    rows,
  }
}
