import { z } from 'zod'
import { fileReferenceSchema } from '../complaint/input.ts'
import { faultKinds, saleChannels } from '../entitlement.ts'
import {
  civilDateSchema,
  fenSchema,
  instantSchema,
  optionalText,
  phoneSchema,
  pinSchema,
  requiredText,
  textLimits,
} from '../text.ts'
import {
  caseReasons,
  caseRemedies,
  dispositions,
  offerKinds,
  paymentMethods,
  payoutMethods,
} from './vocabulary.ts'

const { name, short, line, long } = textLimits

const unitsSchema = z
  .int({ error: 'not_a_quantity' })
  .min(1, { error: 'not_a_quantity' })
  .max(9999, { error: 'not_a_quantity' })

const giftSchema = z.object({ name: requiredText(short), valueFen: fenSchema })
export type Gift = z.output<typeof giftSchema>

/** A purchase as it is typed at the desk (process section 2). */
export const purchaseSchema = z.object({
  orderNumber: optionalText(name),
  channel: z.enum(saleChannels),
  invoicedOn: civilDateSchema,
  deliveredOn: civilDateSchema.nullable().default(null),
  paymentMethod: z.enum(paymentMethods).nullable().default(null),
  /** 负卖: sold out of stock, with the promised arrival and whether 《负卖确认函》 was signed. */
  soldOutOfStock: z.boolean().default(false),
  promisedArrivalOn: civilDateSchema.nullable().default(null),
  confirmationSigned: z.boolean().default(false),
  lines: z
    .array(
      z.object({
        /** Of a line that is known already. */
        id: z.uuid().nullable().default(null),
        model: requiredText(name),
        productName: optionalText(name).default(''),
        brand: optionalText(name).default(''),
        /** Code of policy.families. */
        family: z.string().max(40).nullable().default(null),
        /** What the law excludes from returns without a reason, such as `perishable`. */
        category: z.string().max(40).nullable().default(null),
        serialNumber: optionalText(name).default(''),
        quantity: unitsSchema.default(1),
        paidFen: fenSchema,
        warrantyMonths: z
          .int({ error: 'not_a_quantity' })
          .min(0, { error: 'not_a_quantity' })
          .max(1_200, { error: 'not_a_quantity' })
          .nullable()
          .default(null),
        gifts: z.array(giftSchema).max(20).default([]),
      }),
    )
    .min(1, { error: 'required' })
    .max(100),
})
export type PurchaseInput = z.output<typeof purchaseSchema>

/** Whose purchase it is. */
export const caseCustomerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('known'), customerId: z.uuid() }),
  z.object({
    kind: z.literal('new'),
    name: requiredText(name),
    phone: phoneSchema,
    memberNumber: optionalText(name).default(''),
  }),
  z.object({ kind: z.literal('anonymous') }),
])

/** Opening a case; twice the same command is once. */
export const openCaseSchema = z.object({
  commandId: z.uuid(),
  customer: caseCustomerSchema,
  /** A purchase of that customer that the desk knows, lines of the till's export, or one that is typed now. */
  purchase: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('known'), purchaseId: z.uuid(), seenVersion: z.int().positive() }),
    z.object({ kind: z.literal('till'), orderNumber: requiredText(name) }),
    z.object({ kind: z.literal('typed'), purchase: purchaseSchema }),
  ]),
  /** Which lines, by place in the purchase (0 …), and how many units of each. */
  lines: z
    .array(z.object({ position: z.int().min(0).max(99), units: unitsSchema }))
    .min(1, { error: 'required' })
    .max(100),
  reason: z.enum(caseReasons),
  faultKind: z.enum(faultKinds).nullable().default(null),
  whatHappened: requiredText(long),
  /** The customer can show a receipt, invoice or other proof of the purchase. */
  voucherValid: z.boolean(),
  complaintId: z.uuid().nullable().default(null),
  handlerId: z.uuid().nullable().default(null),
  files: z.array(fileReferenceSchema).max(20, { error: 'too_many_files' }).default([]),
})
export type OpenCaseInput = z.input<typeof openCaseSchema>
export type CaseOpening = z.output<typeof openCaseSchema>

export const planSchema = z.object({
  remedy: z.enum(caseRemedies),
  /** 仅退款: the customer keeps the goods. */
  keepsGoods: z.boolean().default(false),
  /** What is given instead, at its price today; the same model is priced as it was paid. */
  replacement: z
    .object({ model: requiredText(name), productName: optionalText(name).default(''), priceFen: fenSchema })
    .nullable()
    .default(null),
  /** Freight that the customer bears and the store has paid. */
  freightCustomerFen: fenSchema.default(0),
  /** paid_repair: what the customer pays; a free repair that nobody owes: what it costs the store. */
  costFen: fenSchema.nullable().default(null),
  storeCredit: z.boolean().default(false),
  offers: z
    .array(
      z.object({ kind: z.enum(offerKinds), amountFen: fenSchema, detail: optionalText(line).default('') }),
    )
    .max(10)
    .default([]),
  /** What the slip says besides the calculation. */
  wording: optionalText(long).default(''),
})
export type CasePlan = z.output<typeof planSchema>

const pin = pinSchema

/** What each action of the table asks for. One home for the form and the service. */
export const caseActionInputs = {
  inspect: z.object({
    faultConfirmed: z.boolean().nullable(),
    faultKind: z.enum(faultKinds).nullable().default(null),
    /** The same fault as before the last repair of this unit. */
    sameFault: z.boolean().default(false),
    grade: z.string().max(40).nullable(),
    fitForSecondSale: z.boolean(),
    damagedByCustomer: z.boolean(),
    openedWithoutPermission: z.boolean(),
    used: z.boolean(),
    tagsComplete: z.boolean(),
    packagingComplete: z.boolean(),
    accessoriesComplete: z.boolean(),
    missing: optionalText(line).default(''),
    /** Gifts that did not come back, by their place in the line's list. */
    giftsMissing: z
      .array(z.object({ position: z.int().min(0).max(99), gift: z.int().min(0).max(19) }))
      .max(100)
      .default([]),
    /** The serial on the unit; must match the purchase or be explained with a photo. */
    serialSeen: optionalText(name).default(''),
    serialExplanation: optionalText(line).default(''),
    modelAvailable: z.boolean().default(true),
    disposition: z.enum(dispositions).nullable().default(null),
    remarks: optionalText(line).default(''),
    files: z.array(fileReferenceSchema).max(20, { error: 'too_many_files' }).default([]),
  }),
  receive_goods: z.object({
    /** When they came in; not ahead of time. */
    at: instantSchema.nullable().default(null),
    description: requiredText(line),
    accessories: optionalText(line).default(''),
    place: requiredText(short),
  }),
  plan: planSchema,
  /** Asked for where the submitter approves goodwill by it, `caseAsksPin`. */
  submit: z.object({ pin: pin.nullable().default(null) }),
  sign: z.object({ planId: z.uuid(), pin }),
  return_for_rework: z.object({ reason: requiredText(line) }),
  head_office_ruling: z.object({
    decision: z.enum(['approve', 'refuse']),
    reference: requiredText(short),
    text: requiredText(long),
    pin,
  }),
  take_payment: z.object({
    amountFen: fenSchema,
    method: z.enum(paymentMethods),
    voucherNumber: requiredText(name),
  }),
  pay_out: z.object({
    amountFen: fenSchema,
    method: z.enum(payoutMethods),
    voucherNumber: requiredText(name),
    /** Why not the way in which it was paid. */
    methodReason: optionalText(line).default(''),
  }),
  start_repair: z.object({ on: civilDateSchema, repairer: requiredText(short) }),
  end_repair: z.object({
    on: civilDateSchema,
    failed: z.boolean(),
    delay: z.enum(['repairer', 'parts']).nullable(),
    work: requiredText(line),
  }),
  goods_out: z.object({
    serialNumber: optionalText(name),
    receivedBy: requiredText(name),
    remarks: optionalText(line).default(''),
  }),
  finish: z.object({}),
  adopt_purchase: z.object({}),
  decline: z.object({ reason: requiredText(line) }),
  withdraw: z.object({ words: requiredText(line) }),
  void: z.object({ reason: requiredText(line), pin }),
  reassign: z.object({ handlerId: z.uuid(), reason: optionalText(line) }),
  link_complaint: z.object({ number: requiredText(name) }),
  add_file: z.object({
    files: z.array(fileReferenceSchema).min(1, { error: 'required' }).max(20, { error: 'too_many_files' }),
  }),
  note: z.object({ text: requiredText(long) }),
} as const

export type CaseActionInputs = {
  [A in keyof typeof caseActionInputs]: z.output<(typeof caseActionInputs)[A]>
}

/** 授权书 (process section 4): what the manager allows in advance, signed, with scope, limit and dates. */
export const authorisationSchema = z.object({
  title: requiredText(short),
  remedies: z
    .array(z.enum(['refund', 'exchange', 'reship', 'repair']))
    .min(1, { error: 'required' })
    .max(4),
  reasons: z.array(z.enum(caseReasons)).max(caseReasons.length),
  /** Codes of policy.families; empty = all. */
  families: z.array(z.string().max(40)).max(100),
  /** Civil days since the invoice up to which it holds; null = any. */
  maxDay: z
    .int({ error: 'not_a_quantity' })
    .min(0, { error: 'not_a_quantity' })
    .max(3_660, { error: 'not_a_quantity' })
    .nullable(),
  /** Worth of the goods up to which one case is covered. */
  maxFen: fenSchema,
  fromOn: civilDateSchema,
  toOn: civilDateSchema,
  terms: optionalText(long),
})
export type AuthorisationInput = z.output<typeof authorisationSchema>

/** Goods that a customer left at the desk 暂存商品. */
export const custodySchema = z.object({
  customer: caseCustomerSchema,
  description: requiredText(line),
  serialNumber: optionalText(name).default(''),
  accessories: optionalText(line).default(''),
  place: requiredText(short),
})
export const custodyEnds = ['returned_to_customer', 'to_shelf', 'to_maker', 'refurbish', 'scrap'] as const
export type CustodyEnd = (typeof custodyEnds)[number]
