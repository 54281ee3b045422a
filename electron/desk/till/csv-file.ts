import { createReadStream } from 'node:fs'
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

/** A quote where none may stand: the line is the one. */
const misplaced: ReadonlySet<string> = new Set(['CSV_INVALID_CLOSING_QUOTE', 'INVALID_OPENING_QUOTE'])
/** A row without an end is a quote that was never closed: it began behind the last whole row. */
const unclosed: ReadonlySet<string> = new Set(['CSV_QUOTE_NOT_CLOSED', 'CSV_MAX_RECORD_SIZE'])

function refusalOf(error: unknown, lastLine: number): unknown {
  if (!(error instanceof CsvError)) return error
  const at = 'lines' in error && typeof error.lines === 'number' ? error.lines : lastLine + 1
  if (!misplaced.has(error.code) && !unclosed.has(error.code)) return error
  const row = unclosed.has(error.code) ? lastLine + 1 : at
  return new DeskError('invalid', 'till_broken_quotes', { params: { row } })
}

/**
 * The rows of a text file, some at a time, without the empty ones; between them the desk answers others.
 * @param path the file
 * @param format its encoding and delimiter
 * @returns rows with the line on which they end
 * @throws DeskError invalid: till_broken_quotes and till_mixed_encodings with the row
 */
export async function* csvRows(path: string, format: CsvFormat): AsyncGenerator<FileRow[]> {
  let rows: FileRow[] = []
  let lastLine = 0
  const taken = () => {
    const some = rows
    rows = []
    return some
  }
  let failure: unknown = null
  const parser = parse({
    delimiter: format.delimiter,
    // All of them in one file: exports are put together by hand.
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: tillLimits.rowBytes,
    // Rows are taken here, at once; nothing is left for the parser to hand out.
    on_record: (cells: string[], { lines }) => {
      rows.push({ row: lines, cells })
      lastLine = lines
      return null
    },
  })
  parser.on('error', (error) => {
    failure = error
  })
  parser.resume()
  const decoder = new TextDecoder(format.encoding, { fatal: true })
  const source = createReadStream(path, { highWaterMark: 64 * 1024 })
  try {
    for await (const chunk of source) {
      if (failure !== null) throw refusalOf(failure, lastLine)
      parser.write(decoder.decode(chunk, { stream: true }))
      yield taken()
    }
    if (failure !== null) throw refusalOf(failure, lastLine)
    const ended = new Promise<void>((resolve) => {
      parser.once('end', resolve).once('error', () => resolve())
    })
    parser.end(decoder.decode())
    await ended
    if (failure !== null) throw refusalOf(failure, lastLine)
    yield taken()
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
