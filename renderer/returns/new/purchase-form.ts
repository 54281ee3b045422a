import { z } from 'zod'
import { type PurchaseInput, purchaseSchema } from '../../../domain/case/input.ts'
import { paymentMethods } from '../../../domain/case/vocabulary.ts'
import { saleChannels } from '../../../domain/entitlement.ts'
import type { TillPurchaseView, WholePurchaseView } from '../../../electron/desk/case-views.ts'
import { fenOf, yuanOf } from '../../complaint/actions/form-values.ts'

const text = z.string().catch('')
const mark = z.boolean().catch(false)

const giftValues = z.object({ name: text, value: text })
const lineValues = z.object({
  /** Of a line that is known already. */
  id: z.uuid().nullable().catch(null),
  model: text,
  productName: text,
  brand: text,
  family: text,
  category: text,
  serialNumber: text,
  quantity: z.string().catch('1'),
  /** Yuan as typed. */
  paid: text,
  warrantyMonths: text,
  gifts: z.array(giftValues).catch([]),
})

/** A purchase as it is typed; also how a draft is read back, where anything odd becomes empty. */
export const purchaseValuesSchema = z.object({
  orderNumber: text,
  channel: z.enum(saleChannels).catch('store'),
  invoicedOn: text,
  deliveredOn: text,
  paymentMethod: z.union([z.literal(''), z.enum(paymentMethods)]).catch(''),
  soldOutOfStock: mark,
  promisedArrivalOn: text,
  confirmationSigned: mark,
  lines: z
    .array(lineValues)
    .min(1)
    .catch([lineValues.parse({})]),
})
export type PurchaseValues = z.infer<typeof purchaseValuesSchema>
export type PurchaseLineValues = PurchaseValues['lines'][number]

/** A line with nothing in it. */
export function emptyLine(): PurchaseLineValues {
  return lineValues.parse({})
}

/** A purchase with nothing in it. */
export function emptyPurchase(): PurchaseValues {
  return purchaseValuesSchema.parse({})
}

const numberText = (value: number | null) => (value === null ? '' : String(value))

/** A purchase that the desk knows, as the form holds it. */
export function valuesOfKnown(purchase: WholePurchaseView): PurchaseValues {
  return {
    orderNumber: purchase.orderNumber,
    channel: purchase.channel,
    invoicedOn: purchase.invoicedOn ?? '',
    deliveredOn: purchase.deliveredOn ?? '',
    paymentMethod: purchase.paymentMethod ?? '',
    soldOutOfStock: purchase.soldOutOfStock,
    promisedArrivalOn: purchase.promisedArrivalOn ?? '',
    confirmationSigned: purchase.confirmationSigned,
    lines: purchase.lines.map((line) => ({
      id: line.id,
      model: line.model,
      productName: line.productName,
      brand: line.brand,
      family: line.family ?? '',
      category: line.category ?? '',
      serialNumber: line.serialNumber,
      quantity: String(line.quantity),
      paid: yuanOf(line.paidFen),
      warrantyMonths: numberText(line.warrantyMonths),
      gifts: line.gifts.map((gift) => ({ name: gift.name, value: yuanOf(gift.valueFen) })),
    })),
  }
}

/** A purchase of the till's export, as the form holds it. */
export function valuesOfTill(purchase: TillPurchaseView): PurchaseValues {
  return {
    ...emptyPurchase(),
    orderNumber: purchase.orderNumber,
    channel: purchase.channel,
    invoicedOn: purchase.invoicedOn ?? '',
    deliveredOn: purchase.deliveredOn ?? '',
    paymentMethod: purchase.paymentMethod ?? '',
    lines: purchase.lines.map((line) => ({
      ...emptyLine(),
      model: line.model,
      productName: line.productName,
      serialNumber: line.serialNumber,
      quantity: String(line.quantity),
      paid: yuanOf(line.paidFen),
      warrantyMonths: numberText(line.warrantyMonths),
    })),
  }
}

const orNull = (typed: string) => (typed.trim() === '' ? null : typed)
/** A whole number as typed; NaN for anything else, for the schema to refuse. */
export function wholeOf(typed: string): number {
  const plain = typed.normalize('NFKC').trim()
  return /^\d{1,6}$/.test(plain) ? Number(plain) : Number.NaN
}

/** What the desk takes; what is no number becomes NaN, for the schema to refuse. */
export function purchaseInputOf(values: PurchaseValues): z.input<typeof purchaseSchema> {
  return {
    orderNumber: values.orderNumber,
    channel: values.channel,
    invoicedOn: values.invoicedOn,
    deliveredOn: orNull(values.deliveredOn),
    paymentMethod: values.paymentMethod === '' ? null : values.paymentMethod,
    soldOutOfStock: values.soldOutOfStock,
    promisedArrivalOn: values.soldOutOfStock ? orNull(values.promisedArrivalOn) : null,
    confirmationSigned: values.soldOutOfStock && values.confirmationSigned,
    lines: values.lines.map((line) => ({
      id: line.id,
      model: line.model,
      productName: line.productName,
      brand: line.brand,
      family: orNull(line.family),
      category: orNull(line.category),
      serialNumber: line.serialNumber,
      quantity: wholeOf(line.quantity),
      paidFen: fenOf(line.paid) ?? Number.NaN,
      warrantyMonths: line.warrantyMonths.trim() === '' ? null : wholeOf(line.warrantyMonths),
      gifts: line.gifts
        .filter((gift) => gift.name.trim() !== '')
        .map((gift) => ({ name: gift.name, valueFen: fenOf(gift.value) ?? 0 })),
    })),
  }
}

/**
 * The typed purchase, once it can be read.
 * @param values the form
 * @returns null while something in it is missing or wrong
 */
export function readPurchase(values: PurchaseValues): PurchaseInput | null {
  const parsed = purchaseSchema.safeParse(purchaseInputOf(values))
  return parsed.success ? parsed.data : null
}

/**
 * The control of a field of a purchase.
 * @param path dotted path in `purchaseSchema`, such as `lines.0.paidFen`
 */
export function purchaseControlOf(path: string): string {
  return path.replace(/paidFen$/, 'paid').replace(/valueFen$/, 'value')
}
