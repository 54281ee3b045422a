import type { Cell, Reading } from './cell.ts'
import { readFigure } from './cell.ts'

/** Ten million yuan, as everywhere (domain/text.ts). */
const largestFen = 1_000_000_000
const yuan = /^(?:¥|￥|rmb|cny)?\s*(.*?)\s*(?:元|圆|rmb|cny)?$/i
const figures = /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$/
const minus = /^(?:[-−‐–]\s*[¥\d.]|¥\s*[-−‐–]|\(.*\)$)/

/**
 * Money in yuan as tills write it: 1299, 1299.5, ¥1,299.00, １２９９元.
 * @param cell what the file holds
 * @returns whole fen, null for an empty cell; refused are negative amounts, parts of a fen, and above ten million yuan
 */
export function readFen(cell: Cell): Reading<number | null> {
  const figure = readFigure(cell)
  if ('reason' in figure) return figure
  if (figure.value === '') return { value: null }
  if (minus.test(figure.value)) return { reason: 'negative' }
  const bare = yuan.exec(figure.value)?.[1] ?? ''
  const parts = figures.exec(bare)
  if (parts === null) return { reason: 'not_an_amount' }
  const [, whole = '', fraction = ''] = parts
  if (/[^0]/.test(fraction.slice(2))) return { reason: 'fraction_of_fen' }
  const fen = Number(whole.replaceAll(',', '')) * 100 + Number(fraction.slice(0, 2).padEnd(2, '0'))
  return fen > largestFen ? { reason: 'amount_too_large' } : { value: fen }
}

const units = /^(\d+)(?:\.0*)?\s*(?:台|件|个|只|套|部|支|条|盒|把|pcs?)?$/i

/**
 * How many units were sold: whole, 1 to 9999; a unit word behind it is left out.
 * @param cell what the file holds
 * @returns null for an empty cell
 */
export function readQuantity(cell: Cell): Reading<number | null> {
  const figure = readFigure(cell)
  if ('reason' in figure) return figure
  if (figure.value === '') return { value: null }
  const count = Number(units.exec(figure.value)?.[1] ?? 0)
  return count >= 1 && count <= 9_999 ? { value: count } : { reason: 'not_a_quantity' }
}

const chineseNumbers: Readonly<Record<string, number>> = {
  半: 0.5,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
}
const number = String.raw`(\d{1,4}(?:\.[05])?|[半一二两三四五六七八九十])`
const months = new RegExp(String.raw`^${number}\s*(?:个?月|months?)?$`, 'i')
const yearsAndMonths = new RegExp(
  String.raw`^${number}\s*(?:年|years?)(?:\s*(?:零|又)?\s*${number}\s*(?:个?月|months?))?$`,
  'i',
)

const longestWarranty = 1_200

const countOf = (text: string | undefined) =>
  text === undefined ? 0 : (chineseNumbers[text] ?? Number(text))

/**
 * The length of a warranty: 12, 12个月, 1年, 一年, 1年6个月, 2 years.
 * @param cell what the file holds
 * @returns months, null for an empty cell
 */
export function readWarranty(cell: Cell): Reading<number | null> {
  const figure = readFigure(cell)
  if ('reason' in figure) return figure
  if (figure.value === '') return { value: null }
  const years = yearsAndMonths.exec(figure.value)
  const count =
    years === null
      ? countOf(months.exec(figure.value)?.[1] ?? 'none')
      : countOf(years[1]) * 12 + countOf(years[2])
  const whole = Number.isInteger(count) && count <= longestWarranty
  return whole ? { value: count } : { reason: 'not_a_warranty' }
}

/** A gift that came with the goods, and what is deducted when it does not come back. */
export interface Gift {
  readonly name: string
  readonly valueFen: number
}

const giftValue = /^(.*?)\s*(?:[(（[【]\s*(?:价值)?([^)）\]】]*)[)）\]】]|[:：]\s*(\S+))$/
const mostGifts = 20

/**
 * The gifts of a line: 保温杯(99元);电饭煲:199 – names with their value in brackets or behind a colon, several with ; or 、
 * between them. A gift without a value is worth nothing to the calculation.
 * @param text of the cell
 * @param max the longest name, in UTF-16 units
 */
export function readGifts(text: string, max: number): Reading<Gift[]> {
  const gifts: Gift[] = []
  for (const part of text.split(/[;；、|]/).map((each) => each.trim())) {
    if (part === '') continue
    const [, name = part, inBrackets, behind] = giftValue.exec(part) ?? []
    const value = readFen(inBrackets ?? behind ?? '')
    // What stands in brackets may be a note and no amount: 保温杯(红色).
    const note = 'reason' in value && value.reason === 'not_an_amount'
    if ('reason' in value && !note) return value
    const called = note ? part : name
    if (called === '' || called.length > max) return { reason: 'not_gifts' }
    gifts.push({ name: called, valueFen: 'value' in value ? (value.value ?? 0) : 0 })
  }
  return gifts.length > mostGifts ? { reason: 'not_gifts' } : { value: gifts }
}
