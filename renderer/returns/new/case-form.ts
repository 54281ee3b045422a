import { z } from 'zod'
import { type OpenCaseInput, openCaseSchema } from '../../../domain/case/input.ts'
import { type CaseReason, caseReasons } from '../../../domain/case/vocabulary.ts'
import { serialKey } from '../../../domain/serial.ts'
import type {
  FoundPurchases,
  PurchaseLineView,
  TillPurchaseView,
  WholePurchaseView,
} from '../../../electron/desk/case-views.ts'
import type { CustomerView } from '../../../electron/desk/views.ts'
import { stagedFileSchema } from '../../intake/staged-file.ts'
import { asksFaultKind } from '../actions/inspection-form.ts'
import { purchaseControlOf, purchaseInputOf, purchaseValuesSchema, wholeOf } from './purchase-form.ts'

const text = z.string().catch('')

/** Which purchase was chosen; a typed one stands in the form itself. */
const pickedSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('known'), purchaseId: z.uuid() }),
  z.object({ kind: z.literal('till'), orderNumber: z.string() }),
  z.object({ kind: z.literal('typed') }),
])
export type Picked = z.infer<typeof pickedSchema>

/** The form as it stands on screen; also how a draft is read back, where anything odd becomes empty. */
export const caseValuesSchema = z.object({
  search: text,
  picked: pickedSchema.catch({ kind: 'none' }),
  /** Chosen lines by their place in the purchase, with how many units as typed. */
  lines: z.array(z.object({ position: z.int(), units: z.string() })).catch([]),
  /** Set while the customer is one that the desk knows. */
  customerId: z.uuid().nullable().catch(null),
  anonymous: z.boolean().catch(false),
  name: text,
  phone: text,
  purchase: purchaseValuesSchema.catch(purchaseValuesSchema.parse({})),
  reason: z.union([z.literal(''), z.enum(caseReasons)]).catch(''),
  faultKind: z.enum(['performance', 'appearance']).catch('performance'),
  whatHappened: text,
  voucherValid: z.boolean().catch(true),
  complaintId: z.uuid().nullable().catch(null),
  files: z.array(stagedFileSchema).catch([]),
})
export type CaseValues = z.infer<typeof caseValuesSchema>

/** An empty form. */
export function emptyCase(): CaseValues {
  return caseValuesSchema.parse({})
}

/** Everything of `openCaseSchema` but the command's id, which is made when it is sent. */
export const caseOpeningSchema = openCaseSchema.omit({ commandId: true })
export type CaseOpeningInput = Omit<OpenCaseInput, 'commandId'>

/** What a line of any purchase is, as far as choosing units of it goes. */
export interface ChoosableLine {
  readonly position: number
  readonly goods: string
  readonly serial: string
  readonly quantity: number
  readonly paidFen: number | null
  /** Units that are neither back nor in an open case. */
  readonly available: number
  /** Of a line that the desk knows. */
  readonly known: PurchaseLineView | null
}

const goods = (line: { productName: string; model: string }) =>
  [line.productName, line.model].filter((part) => part !== '').join(' ')

/** The lines of a purchase that the desk knows. */
export function linesOfKnown(purchase: WholePurchaseView): ChoosableLine[] {
  return purchase.lines.map((line) => ({
    position: line.position,
    goods: goods(line),
    serial: line.swaps.at(-1)?.newSerial ?? line.serialNumber,
    quantity: line.quantity,
    paidFen: line.paidFen,
    available: Math.max(0, line.quantity - line.takenUnits),
    known: line,
  }))
}

/** The lines of a purchase of the till's export. */
export function linesOfTill(purchase: TillPurchaseView): ChoosableLine[] {
  return purchase.lines.map((line) => ({
    position: line.position,
    goods: goods(line),
    serial: line.serialNumber,
    quantity: line.quantity,
    paidFen: line.paidFen,
    available: line.quantity,
    known: null,
  }))
}

/** What Enter in the search takes at once: a whole order number, or the serial of a unit. */
export interface ExactMatch {
  readonly picked: Picked
  /** The line whose serial it was; null where it was the order number. */
  readonly position: number | null
}

/**
 * The purchase that a scanned or typed text names exactly.
 * @param found what the desk found for it
 * @param typed an order number or a serial
 * @returns null where nothing, or more than one purchase, is named by it
 */
export function exactMatch(found: FoundPurchases, typed: string): ExactMatch | null {
  const order = (number: string) => number.normalize('NFKC').trim().toUpperCase()
  const wanted = { order: order(typed), serial: serialKey(typed) }
  const isSerial = (serial: string) => wanted.serial !== '' && serialKey(serial) === wanted.serial
  const matches: ExactMatch[] = []
  for (const { purchase } of found.known) {
    const picked = { kind: 'known', purchaseId: purchase.id } as const
    const line = purchase.lines.find(
      (each) => isSerial(each.serialNumber) || each.swaps.some((swap) => isSerial(swap.newSerial)),
    )
    if (line !== undefined) matches.push({ picked, position: line.position })
    else if (order(purchase.orderNumber) === wanted.order) matches.push({ picked, position: null })
  }
  for (const purchase of found.till) {
    const picked = { kind: 'till', orderNumber: purchase.orderNumber } as const
    const line = purchase.lines.find((each) => isSerial(each.serialNumber))
    if (line !== undefined) matches.push({ picked, position: line.position })
    else if (order(purchase.orderNumber) === wanted.order) matches.push({ picked, position: null })
  }
  return matches.length === 1 ? (matches[0] ?? null) : null
}

/**
 * Lines that need not be chosen by hand: the one that was scanned, or the only one there is.
 * @param lines of the purchase
 * @param position of the line that was scanned; null = none
 */
export function linesToBegin(lines: readonly ChoosableLine[], position: number | null): CaseValues['lines'] {
  const free = lines.filter((line) => line.available > 0)
  const meant =
    position === null
      ? free.length === 1
        ? free[0]
        : undefined
      : free.find((line) => line.position === position)
  return meant === undefined ? [] : [{ position: meant.position, units: '1' }]
}

/** Whose case it is, as the desk takes it. */
export function customerOf(values: CaseValues): CaseOpeningInput['customer'] {
  if (values.customerId !== null) return { kind: 'known', customerId: values.customerId }
  if (values.anonymous) return { kind: 'anonymous' }
  return { kind: 'new', name: values.name, phone: values.phone }
}

/** The lines as the desk takes them; a number of units that is none becomes NaN, for the schema to refuse. */
export function chosenLines(values: CaseValues): { position: number; units: number }[] {
  return values.lines.map(({ position, units }) => ({ position, units: wholeOf(units) }))
}

/**
 * What is sent to the desk.
 * @param values the form
 * @param known the purchase that was picked, as it was seen
 */
export function openingOf(values: CaseValues, known: WholePurchaseView | null): Record<string, unknown> {
  return {
    customer: known === null ? customerOf(values) : { kind: 'known', customerId: known.customerId },
    purchase: purchaseOf(values, known),
    lines: chosenLines(values),
    reason: values.reason === '' ? undefined : values.reason,
    faultKind: faultKindOf(values.reason, values),
    whatHappened: values.whatHappened,
    voucherValid: values.voucherValid,
    complaintId: values.complaintId,
    files: values.files.map(({ sha256, name }) => ({ sha256, name: name.slice(0, 120) })),
  }
}

function purchaseOf(values: CaseValues, known: WholePurchaseView | null): unknown {
  if (known !== null) return { kind: 'known', purchaseId: known.id, seenVersion: known.version }
  if (values.picked.kind === 'till') return { kind: 'till', orderNumber: values.picked.orderNumber }
  return { kind: 'typed', purchase: purchaseInputOf(values.purchase) }
}

/** The kind of the fault, where the reason does not say it already. */
export function faultKindOf(reason: '' | CaseReason, values: Pick<CaseValues, 'faultKind'>) {
  return reason !== '' && asksFaultKind(reason) ? values.faultKind : null
}

/**
 * The control in which a field of the input is entered.
 * @param path dotted path in `openCaseSchema`
 * @param values the form, for the places of its lines
 */
export function controlOf(path: string, values: CaseValues): string {
  const [first, second, ...rest] = path.split('.')
  if (first === 'customer') return second === 'phone' ? 'phone' : 'name'
  if (first === 'lines') {
    const line = values.lines[Number(second)]
    return line === undefined ? 'lines' : `units.${line.position}`
  }
  if (first !== 'purchase') return first ?? path
  // `purchase.purchase.…` of a typed one; the desk names what a known one lacks by its own path.
  const inner = second === 'purchase' ? rest.join('.') : [second, ...rest].join('.')
  return values.picked.kind === 'typed' ? `purchase.${purchaseControlOf(inner)}` : 'search'
}

/**
 * The customer of a purchase that was picked, as the form holds them.
 * @param customer that the desk knows; null where the till only names them
 * @param till what the till says; null for a known purchase
 */
export function whoOf(
  customer: CustomerView | null,
  till: TillPurchaseView | null,
): Pick<CaseValues, 'customerId' | 'anonymous' | 'name' | 'phone'> {
  if (customer !== null)
    return {
      customerId: customer.id,
      anonymous: customer.anonymous,
      name: customer.name,
      phone: customer.phones[0] ?? '',
    }
  return { customerId: null, anonymous: false, name: till?.customerName ?? '', phone: till?.phone ?? '' }
}
