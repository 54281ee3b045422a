import type { PaymentMethod } from '../case/vocabulary.ts'
import type { SaleChannel } from '../entitlement.ts'
import { lookAlikesIn, serialKey } from '../serial.ts'
import { textLimits } from '../text.ts'
import type { Gift } from './amounts.ts'
import { readFen, readGifts, readQuantity, readWarranty } from './amounts.ts'
import type { Cell, CellReason, CellWarning, Reading } from './cell.ts'
import { readFigure, readIdentifier, readText } from './cell.ts'
import { readDate } from './dates.ts'
import type { TillField, TillMapping } from './fields.ts'
import { requiredFields } from './fields.ts'

/** One sold line as the till knows it. Dates are civil dates in store time. */
export interface TillLine {
  readonly orderNumber: string
  /** Its place in the order, where the till tells it; empty otherwise. */
  readonly lineNumber: string
  readonly channel: SaleChannel
  readonly invoicedOn: string
  readonly deliveredOn: string | null
  readonly model: string
  readonly productName: string
  readonly brand: string
  /** Code of a product family of the policy. */
  readonly family: string | null
  readonly category: string
  readonly serialNumber: string
  readonly serialKey: string
  readonly quantity: number
  /** For all its units together, after discounts. */
  readonly paidFen: number
  readonly warrantyMonths: number | null
  readonly gifts: readonly Gift[]
  readonly paymentMethod: PaymentMethod | null
  readonly customerName: string
  /** Digits only. */
  readonly phone: string
  readonly memberNumber: string
}

/** How the rows of one file are read. */
export interface ReadingPlan {
  readonly mapping: TillMapping
  /** For rows that do not say it. */
  readonly channel: SaleChannel
  readonly paymentMethod: PaymentMethod | null
  /** Codes of the policy's families by each of their names, as `familyNames` gives them. */
  readonly families: ReadonlyMap<string, string>
  /** Civil date in store time: nothing was sold or delivered after it. */
  readonly today: string
}

/** Something about one cell of a row; column 0-based, null when it is the row as a whole. */
export interface CellNote<R> {
  readonly column: number | null
  readonly reason: R
}

export interface LineReading {
  /** null when there is a mistake in it. */
  readonly line: TillLine | null
  readonly mistakes: readonly CellNote<CellReason>[]
  readonly warnings: readonly CellNote<CellWarning>[]
}

const channelWords: readonly (readonly [RegExp, SaleChannel])[] = [
  [/电视|\btv\b/i, 'tv'],
  [/电话|\bphone\b/i, 'phone'],
  [/网|线上|电商|天猫|淘宝|京东|拼多多|抖音|小程序|\bonline\b|\bweb\b/i, 'online'],
  [/店|线下|自提|柜台|\bstore\b|\boffline\b|\bshop\b/i, 'store'],
]

const paymentWords: readonly (readonly [RegExp, PaymentMethod])[] = [
  [/[+,，、;；&]/, 'other'],
  [/微信|wechat|weixin/i, 'wechat'],
  [/支付宝|花呗|alipay/i, 'alipay'],
  [/现金|cash/i, 'cash'],
  [/卡|银联|pos|card/i, 'card'],
]

function readChannel(cell: Cell): Reading<SaleChannel | null> {
  const text = readText(cell, textLimits.short)
  if ('reason' in text) return text
  if (text.value === '') return { value: null }
  const found = channelWords.find(([words]) => words.test(text.value))
  return found === undefined ? { reason: 'unknown_channel' } : { value: found[1] }
}

function readPayment(cell: Cell): Reading<PaymentMethod | null> {
  const text = readText(cell, textLimits.short)
  if ('reason' in text) return text
  if (text.value === '') return { value: null }
  return { value: paymentWords.find(([words]) => words.test(text.value))?.[1] ?? 'other' }
}

const familyName = (name: string) => name.normalize('NFKC').trim().toLowerCase()

/**
 * @param families of the policy
 * @returns their codes by code and by name in both languages
 */
export function familyNames(
  families: readonly { readonly code: string; readonly zh: string; readonly en: string }[],
): ReadonlyMap<string, string> {
  return new Map(
    families.flatMap(({ code, zh, en }) => [code, zh, en].map((name) => [familyName(name), code])),
  )
}

/** A phone number of the till: its digits without the country's code. Tills hide some of them; that is none. */
function phoneDigits(cell: Cell): string | null {
  const text = readFigure(cell)
  if ('reason' in text) return null
  const digits = text.value.replaceAll(/[\s()+-]/g, '').replace(/^(?:00)?86(?=1\d{10}$)/, '')
  return digits === '' || /^\d{5,20}$/.test(digits) ? digits : null
}

/** Reads the cells of one row, field after field, and notes what is wrong with them. */
class RowReader {
  readonly mistakes: CellNote<CellReason>[] = []
  readonly warnings: CellNote<CellWarning>[] = []
  readonly #cells: readonly Cell[]
  readonly #columns: ReadonlyMap<TillField, number>

  constructor(cells: readonly Cell[], columns: ReadonlyMap<TillField, number>) {
    this.#cells = cells
    this.#columns = columns
  }

  cell(field: TillField): Cell {
    const column = this.#columns.get(field)
    return column === undefined ? '' : (this.#cells[column] ?? '')
  }

  refuse(field: TillField, reason: CellReason): void {
    this.mistakes.push({ column: this.#columns.get(field) ?? null, reason })
  }

  warn(field: TillField, reason: CellWarning): void {
    this.warnings.push({ column: this.#columns.get(field) ?? null, reason })
  }

  take<T>(field: TillField, reading: Reading<T>, otherwise: T): T {
    if ('value' in reading) return reading.value
    this.refuse(field, reading.reason)
    return otherwise
  }

  text(field: TillField, max: number): string {
    return this.take(field, readText(this.cell(field), max), '')
  }

  identifier(field: TillField): string {
    return this.take(field, readIdentifier(this.cell(field), textLimits.name), '')
  }
}

/**
 * Makes the reader of one file's rows.
 * @param plan which column holds what, and what holds for rows that do not say it
 * @returns reads one row; a row without anything in it gives null
 */
export function lineReader(plan: ReadingPlan): (cells: readonly Cell[]) => LineReading | null {
  const columns = new Map<TillField, number>()
  for (const [column, field] of plan.mapping.entries()) if (field !== null) columns.set(field, column)
  const required = new Set<TillField>(requiredFields)

  function readFamily(reader: RowReader): string | null {
    const name = reader.text('family', textLimits.short)
    if (name === '') return null
    const code = plan.families.get(familyName(name))
    if (code === undefined) reader.refuse('family', 'unknown_family')
    return code ?? null
  }

  function readPhone(reader: RowReader): string {
    const digits = phoneDigits(reader.cell('phone'))
    if (digits === null) reader.warn('phone', 'phone_left_out')
    return digits ?? ''
  }

  function readSerial(reader: RowReader): string {
    const serialNumber = reader.identifier('serialNumber')
    if (lookAlikesIn(serialNumber).length > 0) reader.warn('serialNumber', 'look_alike')
    return serialNumber
  }

  /** Nothing was sold or delivered after today: entitlement would run from a day that is not there yet. */
  function readPastDate(reader: RowReader, field: 'invoicedOn' | 'deliveredOn'): string {
    const on = reader.take(field, readDate(reader.cell(field)), '')
    if (on > plan.today) reader.refuse(field, 'date_in_future')
    return on
  }

  return (cells) => {
    if (cells.every((cell) => typeof cell === 'string' && cell.trim() === '')) return null
    const reader = new RowReader(cells, columns)
    for (const field of required) if (isEmpty(reader.cell(field))) reader.refuse(field, 'required')
    const deliveredOn = readPastDate(reader, 'deliveredOn')
    const serialNumber = readSerial(reader)
    const gifts = reader.text('gifts', textLimits.line)
    const line: TillLine = {
      orderNumber: reader.identifier('orderNumber'),
      lineNumber: reader.identifier('lineNumber'),
      channel: reader.take('channel', readChannel(reader.cell('channel')), null) ?? plan.channel,
      invoicedOn: readPastDate(reader, 'invoicedOn'),
      deliveredOn: deliveredOn === '' ? null : deliveredOn,
      model: reader.identifier('model'),
      productName: reader.text('productName', textLimits.short),
      brand: reader.text('brand', textLimits.name),
      family: readFamily(reader),
      category: reader.text('category', textLimits.name),
      serialNumber,
      serialKey: serialKey(serialNumber),
      quantity: reader.take('quantity', readQuantity(reader.cell('quantity')), null) ?? 1,
      paidFen: reader.take('paidAmount', readFen(reader.cell('paidAmount')), null) ?? 0,
      warrantyMonths: reader.take('warrantyMonths', readWarranty(reader.cell('warrantyMonths')), null),
      gifts: reader.take('gifts', readGifts(gifts, textLimits.name), []),
      paymentMethod:
        reader.take('paymentMethod', readPayment(reader.cell('paymentMethod')), null) ?? plan.paymentMethod,
      customerName: reader.text('customerName', textLimits.name),
      phone: readPhone(reader),
      memberNumber: reader.identifier('memberNumber'),
    }
    const { warnings } = reader
    const mistakes = reader.mistakes.toSorted((one, other) => (one.column ?? -1) - (other.column ?? -1))
    return { line: mistakes.length === 0 ? line : null, mistakes, warnings }
  }
}

/** Empty, or what stands for nothing. What is no plain value is refused for what it is. */
function isEmpty(cell: Cell): boolean {
  const text = readFigure(cell)
  return 'value' in text && text.value === ''
}

/** What stands between the parts of a key. */
export const apart = '\u001f'
/** A text as keys hold it: letters of one width and size. */
export const folded = (text: string) => text.normalize('NFKC').toUpperCase()

/**
 * Which sold line this is, before lines that are alike are counted: order and line number, or order, model and serial
 * number where the till numbers no lines. So a corrected serial number makes another identity there; the import finds the
 * line that it takes the place of.
 * @param line a line of the file
 */
export function lineIdentity(line: TillLine): string {
  const order = folded(line.orderNumber)
  return line.lineNumber === ''
    ? [order, folded(line.model), line.serialKey].join(apart)
    : [order, `#${folded(line.lineNumber)}`].join(apart)
}

/**
 * The key of a line, the same in every export that holds it.
 * @param line a line of the file
 * @param occurrence which of the lines of this identity in the file, from 1
 */
export function lineKey(line: TillLine, occurrence: number): string {
  return line.lineNumber === '' ? `${lineIdentity(line)}${apart}${occurrence}` : lineIdentity(line)
}
