import { stringify } from 'csv-stringify/browser/esm/sync'
import type { TillBadRow } from '../../electron/desk/till/views.ts'

/** The words of the file: its first two headers, and a reason at a column. */
export interface BadRowWords {
  readonly row: string
  readonly reasons: string
  readonly reasonAt: (column: number | null, reason: TillBadRow['mistakes'][number]['reason']) => string
}

/**
 * Rows with mistakes as a CSV that a spreadsheet opens: UTF-8 with its mark, and no cell that it would calculate.
 * @param rows as the desk keeps them
 * @param headers of the export
 * @param words in the person's language
 */
export function badRowsText(
  rows: readonly TillBadRow[],
  headers: readonly string[],
  words: BadRowWords,
): string {
  const lines = rows.map(({ row, mistakes, cells }) => [
    String(row),
    mistakes.map(({ column, reason }) => words.reasonAt(column, reason)).join('; '),
    ...cells,
  ])
  return stringify([[words.row, words.reasons, ...headers], ...lines], {
    bom: true,
    escape_formulas: true,
    // A line end of an old system inside a cell is one for the program that opens it.
    quoted_match: /\r/,
    record_delimiter: 'windows',
  })
}

/**
 * Gives the person a file to keep.
 * @param text what it holds
 * @param name what it is called
 */
export function saveText(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // After the browser has begun to read it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
