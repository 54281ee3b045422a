import { createReadStream } from 'node:fs'
import type { Parser } from 'csv-parse'
import { CsvError, parse } from 'csv-parse'
import { tillLimits } from '../../../domain/till/limits.ts'
import { DeskError } from '../errors.ts'
import type { Encoding } from './encoding.ts'
import type { FileRow } from './table-file.ts'

export const delimiters = [',', '\t', ';'] as const
export type Delimiter = (typeof delimiters)[number]

/** How a text file is read. */
export interface CsvFormat {
  readonly encoding: Encoding
  readonly delimiter: Delimiter
}

const quoteErrors: ReadonlySet<string> = new Set([
  'CSV_INVALID_CLOSING_QUOTE',
  'CSV_QUOTE_NOT_CLOSED',
  'INVALID_OPENING_QUOTE',
  'CSV_MAX_RECORD_SIZE',
])

function refusalOf(error: unknown): unknown {
  if (!(error instanceof CsvError) || !quoteErrors.has(error.code)) return error
  // A row without an end is a quote that was never closed.
  const row = 'lines' in error && typeof error.lines === 'number' ? error.lines : 1
  return new DeskError('invalid', 'till_broken_quotes', { params: { row } })
}

/** What the parser gives for a row when it is asked for the place, too. */
interface PlacedRecord {
  readonly info: { readonly lines: number }
  readonly record: string[]
}

function drained(parser: Parser): FileRow[] {
  const rows: FileRow[] = []
  for (let next: PlacedRecord | null = parser.read(); next !== null; next = parser.read())
    rows.push({ row: next.info.lines, cells: next.record })
  return rows
}

/**
 * The rows of a text file, some at a time, without the empty ones; between them the desk answers others.
 * @param path the file
 * @param format its encoding and delimiter
 * @returns rows with the line on which they end
 * @throws DeskError invalid: till_broken_quotes and till_mixed_encodings with the row
 */
export async function* csvRows(path: string, format: CsvFormat): AsyncGenerator<FileRow[]> {
  const parser = parse({
    delimiter: format.delimiter,
    relax_column_count: true,
    skip_empty_lines: true,
    info: true,
    max_record_size: tillLimits.rowBytes,
  })
  let failure: unknown = null
  parser.on('error', (error) => {
    failure = error
  })
  const decoder = new TextDecoder(format.encoding, { fatal: true })
  const source = createReadStream(path, { highWaterMark: 64 * 1024 })
  try {
    for await (const chunk of source) {
      parser.write(decoder.decode(chunk, { stream: true }))
      yield drained(parser)
      if (failure !== null) throw refusalOf(failure)
    }
    const ended = new Promise<void>((resolve) => {
      parser.once('end', resolve).once('error', () => resolve())
    })
    const last: FileRow[] = []
    parser.on('readable', () => last.push(...drained(parser)))
    parser.end(decoder.decode())
    await ended
    if (failure !== null) throw refusalOf(failure)
    yield last
  } finally {
    source.destroy()
    parser.destroy()
  }
}

/**
 * Which sign stands between the cells: the one that parts the first rows most, into the same number of cells each.
 * @param lines the first lines of the file
 */
export function delimiterOf(lines: readonly string[]): Delimiter {
  const score = (delimiter: Delimiter) => {
    const counts = lines.map((line) => line.replaceAll(/"[^"]*"/g, '').split(delimiter).length)
    const most = Math.max(1, ...counts)
    return most === 1 ? 0 : counts.filter((count) => count === most).length * 1_000 + most
  }
  return delimiters.reduce((best, next) => (score(next) > score(best) ? next : best))
}
