import type { CellReason } from '../../../domain/till/cell.ts'
import { shownCell } from '../../../domain/till/cell.ts'
import { tillLimits } from '../../../domain/till/limits.ts'
import type { CellNote, LineReading, ReadingPlan } from '../../../domain/till/line.ts'
import { lineReader } from '../../../domain/till/line.ts'
import { DeskError } from '../errors.ts'
import type { StagedLines } from './lines.ts'
import type { FileRow } from './table-file.ts'
import { tableRows } from './table-file.ts'
import type { TillUpload } from './uploads.ts'
import type { TillBadRow, TillJobView, TillMistake } from './views.ts'

/** So long one piece of work keeps others waiting, ms. */
const sliceMs = 15
/** The clock is looked at once in so many rows. */
const rowsPerLook = 8

/** Lets whoever waits at the desk have their answer. */
export const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

/** The person gave it up, or the desk closes. */
export class Stopped extends Error {
  override readonly name = 'Stopped'
}

/** Reads one upload row by row, writes its lines where nobody sees them, and keeps count. */
export class TillJob {
  readonly upload: TillUpload
  readonly plan: ReadingPlan
  readonly lines: StagedLines
  readonly badRows: TillBadRow[] = []
  #phase: TillJobView['phase'] = 'reading'
  #rows = 0
  #counts = { added: 0, changed: 0, same: 0 }
  #bad = 0
  readonly #doubtfulRows = new Set<number>()
  readonly #mistakes: TillMistake[] = []
  readonly #warnings: TillMistake[] = []
  #failure: DeskError | null = null
  #stopped = false

  constructor(upload: TillUpload, plan: ReadingPlan, lines: StagedLines) {
    this.upload = upload
    this.plan = plan
    this.lines = lines
  }

  get view(): TillJobView {
    return {
      uploadId: this.upload.id,
      fileName: this.upload.name,
      phase: this.#phase,
      rows: this.#rows,
      total: this.#phase === 'checked' ? this.#rows : this.upload.table.rows,
      ...this.#counts,
      bad: this.#bad,
      mistakes: this.#mistakes,
      doubtful: this.#doubtfulRows.size,
      warnings: this.#warnings,
      failure: this.#failure?.view ?? null,
    }
  }

  /** Asks the job to end at its next row. */
  stop(): void {
    this.#stopped = true
  }

  fail(failure: DeskError): void {
    this.#failure = failure
    this.#phase = 'failed'
  }

  /**
   * Reads the whole file; whoever calls clears what it wrote when it throws.
   * @throws Stopped, DeskError invalid with the reason for which the whole file is refused
   */
  async read(): Promise<void> {
    if (this.#stopped) throw new Stopped()
    const readRow = lineReader(this.plan)
    for await (const rows of tableRows(this.upload.table)) await this.#takeAll(rows, readRow)
    if (this.#rows === 0) throw new DeskError('invalid', 'till_empty')
    await this.#replaceAll()
    this.#phase = 'checked'
  }

  async #takeAll(
    rows: readonly FileRow[],
    readRow: (cells: FileRow['cells']) => LineReading | null,
  ): Promise<void> {
    let began = performance.now()
    for (const [place, row] of rows.entries()) {
      if (this.#stopped) throw new Stopped()
      if (row.row > this.upload.table.headerRow) this.#take(row, readRow(row.cells))
      if (place % rowsPerLook !== 0 || performance.now() - began < sliceMs) continue
      this.lines.flush()
      await turn()
      began = performance.now()
    }
    this.lines.flush()
    await turn()
    if (this.#stopped) throw new Stopped()
  }

  #take(row: FileRow, reading: LineReading | null): void {
    if (reading === null) return
    this.#rows += 1
    if (this.#rows > tillLimits.rows)
      throw new DeskError('invalid', 'till_too_many_rows', {
        params: { rows: this.upload.table.rows ?? this.#rows, max: tillLimits.rows },
      })
    const mistakes = [...this.#shape(row), ...reading.mistakes]
    if (mistakes.length > 0 || reading.line === null) {
      this.#refuse(row, mistakes)
      return
    }
    const fate = this.lines.add(reading.line, row.row)
    if (fate === 'twice') {
      this.#refuse(row, [{ column: null, reason: 'twice_in_file' }])
      return
    }
    this.#counts[fate] += 1
    if (reading.warnings.length > 0) this.#doubtfulRows.add(row.row)
    for (const { column, reason } of reading.warnings)
      if (this.#warnings.length < tillLimits.listed)
        this.#warnings.push({ row: row.row, column, reason, value: valueAt(row, column) })
  }

  /** Lines that an order has otherwise now: the person who takes them over sees which. */
  async #replaceAll(): Promise<void> {
    const serialColumn = this.plan.mapping.indexOf('serialNumber')
    for (const [place, row] of this.lines.doubtful().entries()) {
      if (this.#stopped) throw new Stopped()
      const replaced = this.lines.replace(row)
      if (replaced !== null) {
        this.#counts.added -= 1
        this.#counts.changed += 1
        this.#doubtfulRows.add(row)
        if (this.#warnings.length < tillLimits.listed)
          this.#warnings.push({
            row,
            column: serialColumn === -1 ? null : serialColumn,
            reason: 'replaces_line',
            value: shownCell(replaced.serialNumber),
          })
      }
      if (place % rowsPerLook === rowsPerLook - 1) await turn()
    }
  }

  /** A row of a text file that has not the cells that its headers promise was cut off, or cut into two. */
  #shape(row: FileRow): CellNote<CellReason>[] {
    const { headers, format } = this.upload.table
    if (row.cells.slice(headers.length).some((cell) => cell !== ''))
      return [{ column: null, reason: 'cells_too_many' }]
    const short = format.kind === 'csv' && row.cells.length < headers.length
    return short ? [{ column: null, reason: 'cells_missing' }] : []
  }

  #refuse(row: FileRow, mistakes: readonly CellNote<CellReason>[]): void {
    this.#bad += 1
    for (const { column, reason } of mistakes)
      if (this.#mistakes.length < tillLimits.listed)
        this.#mistakes.push({ row: row.row, column, reason, value: valueAt(row, column) })
    if (this.badRows.length < tillLimits.kept)
      this.badRows.push({
        row: row.row,
        mistakes: [...mistakes],
        cells: row.cells.map((cell) =>
          typeof cell === 'object' ? shownCell(cell) : String(cell).slice(0, 500),
        ),
      })
  }
}

function valueAt(row: FileRow, column: number | null): string {
  return column === null ? '' : shownCell(row.cells[column] ?? '')
}
