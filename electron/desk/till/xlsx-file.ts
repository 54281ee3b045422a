import type { Cell } from '../../../domain/till/cell.ts'
import { serialDate } from '../../../domain/till/dates.ts'
import { tillLimits } from '../../../domain/till/limits.ts'
import { DeskError } from '../errors.ts'
import type { FileRow } from './table-file.ts'
import type { Workbook } from './workbook.ts'
import { openWorkbook, workbookRefusal } from './workbook.ts'
import type { PartReader } from './xml-parts.ts'
import { readPart } from './xml-parts.ts'

/** Column of a cell by its name, 0-based: A1 is 0, AB7 is 27; -1 when it names none. */
function columnOf(reference: string): number {
  let column = 0
  let at = 0
  for (; at < reference.length; at += 1) {
    const letter = reference.charCodeAt(at) - 64
    if (letter < 1 || letter > 26) break
    column = column * 26 + letter
  }
  return at === 0 ? -1 : column - 1
}

/** What a row says of its place; null where it says nothing that is a number of a row. */
function rowNumberOf(reference: string | undefined): number | null {
  return reference !== undefined && /^[1-9]\d{0,6}$/.test(reference) ? Number(reference) : null
}

const lastRowOf = (range: string) => Number(/:[A-Z]+(\d+)$/.exec(range)?.[1] ?? 0)

/** Collects the rows of a sheet from its elements. */
class SheetReader implements PartReader {
  /** As the sheet itself says; 0 when it does not. */
  lastRow = 0
  #rows: FileRow[] = []
  #row = 0
  #cells: Cell[] = []
  #column = -1
  #type = ''
  #style = -1
  #value = ''
  #taking = false
  #formula = false
  #inCell = false
  readonly #workbook: Workbook

  constructor(workbook: Workbook) {
    this.#workbook = workbook
  }

  /** The rows that are complete, once. */
  taken(): FileRow[] {
    const rows = this.#rows
    this.#rows = []
    return rows
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    switch (name) {
      case 'c': {
        this.#inCell = true
        const named = attributes.r === undefined ? -1 : columnOf(attributes.r)
        this.#column = named === -1 ? this.#column + 1 : named
        this.#type = attributes.t ?? 'n'
        this.#style = attributes.s === undefined ? -1 : Number(attributes.s)
        this.#value = ''
        this.#formula = false
        break
      }
      case 'v':
      case 't':
        this.#taking = this.#inCell
        break
      case 'f':
        this.#formula = true
        break
      // Readings of Japanese words.
      case 'rPh':
        this.#inCell = false
        break
      case 'row':
        this.#row = rowNumberOf(attributes.r) ?? this.#row + 1
        this.#cells = []
        this.#column = -1
        break
      case 'dimension':
        this.lastRow = lastRowOf(attributes.ref ?? '')
    }
  }

  text(text: string): void {
    if (this.#taking) this.#value += text
  }

  close(name: string): void {
    switch (name) {
      case 'v':
      case 't':
        this.#taking = false
        break
      case 'rPh':
        this.#inCell = true
        break
      case 'c':
        this.#inCell = false
        this.#put(this.#cell())
        break
      case 'row':
        if (this.#cells.some((cell) => cell !== '')) this.#rows.push({ row: this.#row, cells: this.#cells })
    }
  }

  #put(cell: Cell): void {
    if (cell === '') return
    if (this.#column >= tillLimits.columns)
      throw new DeskError('invalid', 'till_too_many_columns', { params: { max: tillLimits.columns } })
    while (this.#cells.length < this.#column) this.#cells.push('')
    this.#cells[this.#column] = cell
  }

  #cell(): Cell {
    const value = this.#value
    if (this.#type === 'e') return { odd: 'error_value' }
    // A formula is taken by the result that was kept with it.
    if (value === '') return this.#formula ? { odd: 'formula' } : ''
    if (this.#type === 's') return this.#workbook.texts[Number(value)] ?? { odd: 'error_value' }
    if (this.#type === 'b') return value === '1' ? 'TRUE' : 'FALSE'
    if (this.#type !== 'n') return value
    const number = Number(value)
    if (Number.isNaN(number)) return value
    return this.#workbook.dateStyles[this.#style] === true ? this.#date(number) : number
  }

  #date(days: number): Cell {
    const date = serialDate(days + this.#workbook.dateOffset)
    return 'value' in date ? date.value : days
  }
}

/**
 * The rows of the first visible sheet, some at a time, without the empty ones; between them the desk answers others.
 * @param path the file
 * @param tell is told the last row that the sheet itself names, before any row comes; 0 when it names none
 * @returns rows with their number in the sheet
 * @throws DeskError invalid: till_damaged_workbook, till_too_large_unpacked, till_too_many_rows, till_too_many_columns
 */
export async function* xlsxRows(
  path: string,
  tell: (lastRow: number) => void = () => undefined,
): AsyncGenerator<FileRow[]> {
  const workbook = await openWorkbook(path)
  try {
    const reader = new SheetReader(workbook)
    const source = await workbook.sheet()
    try {
      let told = false
      for await (const _piece of readPart(source, reader)) {
        if (!told) {
          refuseRows(reader.lastRow - 1)
          tell(reader.lastRow)
        }
        told = true
        const rows = reader.taken()
        if (rows.length > 0) yield rows
      }
    } finally {
      source.destroy()
    }
  } catch (cause) {
    throw workbookRefusal(cause)
  } finally {
    workbook.close()
  }
}

/**
 * @param rows below the headers
 * @throws DeskError invalid/till_too_many_rows
 */
export function refuseRows(rows: number): void {
  if (rows > tillLimits.rows)
    throw new DeskError('invalid', 'till_too_many_rows', { params: { rows, max: tillLimits.rows } })
}
