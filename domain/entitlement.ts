import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import type { Citation, EntitlementRule, Policy, RemedyPromise } from './policy.ts'
import { daysBetween, daysInRepair } from './repair-days.ts'
import { storeDay } from './working-time.ts'

/**
 * What a customer is entitled to for goods they bought (process section 7.2): every remedy with the rule it rests on, the
 * days left and who pays the freight, and every refused one with the reason. Law, brand and store are three layers; the
 * better one for the customer wins and is named.
 */

export const saleChannels = ['store', 'online', 'phone', 'tv'] as const
export type SaleChannel = (typeof saleChannels)[number]

export const faultKinds = [
  'performance',
  'appearance',
  'wrong_article',
  'missing_parts',
  'damaged_on_arrival',
] as const
export type FaultKind = (typeof faultKinds)[number]

/** What a customer may be entitled to, in the order in which it is listed. */
export const entitledRemedies = ['reship', 'refund', 'exchange', 'repair', 'paid_repair'] as const
export type EntitledRemedy = (typeof entitledRemedies)[number]

/** Why a remedy is refused; the first that holds, in this order, is the one that is named. */
export const entitlementReasons = [
  'after_day_7',
  'after_day_15',
  'out_of_warranty',
  'damaged_by_customer',
  'opened_without_permission',
  'no_voucher',
  'fault_not_confirmed',
  'category_excluded',
  'not_fit_for_second_sale',
  'no_reason_not_promised',
  'after_no_reason_days',
  'model_unavailable',
] as const
export type EntitlementReason = (typeof entitlementReasons)[number]

const civilDate = z.iso.date()

/** One repair of this very unit. */
export const repairSchema = z.object({
  from: civilDate,
  /** null while it is still in repair. */
  to: civilDate.nullish(),
  /** The fault came back, or was never gone. */
  failed: z.boolean().default(false),
  /** By whose fault it takes long. */
  delay: z.enum(['repairer', 'parts']).nullish(),
})

export const entitlementFactsSchema = z.object({
  channel: z.enum(saleChannels),
  /** Civil dates in store time. */
  invoicedOn: civilDate,
  deliveredOn: civilDate.nullish(),
  at: z.iso.datetime({ offset: true }),
  category: z.string().nullish(),
  family: z.string().nullish(),
  brand: z.string().nullish(),
  warrantyMonths: z.int().min(0).max(1_200).nullish(),
  modelAvailable: z.boolean().default(true),
  fault: z.object({ kind: z.enum(faultKinds), confirmed: z.boolean().default(false) }).nullish(),
  condition: z
    .object({
      fitForSecondSale: z.boolean().default(true),
      damagedByCustomer: z.boolean().default(false),
      openedWithoutPermission: z.boolean().default(false),
      voucherValid: z.boolean().default(true),
    })
    .default({
      fitForSecondSale: true,
      damagedByCustomer: false,
      openedWithoutPermission: false,
      voucherValid: true,
    }),
  repairs: z.array(repairSchema).default([]),
})
export type EntitlementFacts = z.output<typeof entitlementFactsSchema>
export type Repair = z.output<typeof repairSchema>

export type Layer = 'law' | 'brand' | 'store'

/** A remedy that the customer may have. */
export interface Grant {
  readonly remedy: EntitledRemedy
  /** The rule that it rests on, and whose it is. */
  readonly rule: EntitlementRule
  readonly layer: Layer
  /** As the policy words it, in both languages. */
  readonly citation: Citation
  /** Civil days that are left, today not counted; null where time sets no limit. */
  readonly daysLeft: number | null
  readonly freight: 'customer' | 'store'
}

export interface Refused {
  readonly remedy: EntitledRemedy
  readonly reason: EntitlementReason
}

export interface Entitlement {
  readonly remedies: readonly EntitledRemedy[]
  readonly refused: readonly Refused[]
  /** One to one with `remedies`. */
  readonly grants: readonly Grant[]
  /** Civil days since the invoice, or delivery if later, that one being day 0 and days in repair left out. */
  readonly day: number
  /** Last day of the warranty, YYYY-MM-DD; null without one. */
  readonly warrantyUntil: string | null
  /** Who pays the freight of the first remedy; null where there is none. */
  readonly freight: 'customer' | 'store' | null
}

/** Facts with civil days worked out. */
interface Case {
  readonly facts: EntitlementFacts
  readonly policy: Policy
  readonly today: Temporal.PlainDate
  /** The invoice, or the delivery if later. */
  readonly start: Temporal.PlainDate
  readonly day: number
  /** Days since receipt, for the return without a reason. */
  readonly dayOfReceipt: number
  readonly warrantyUntil: Temporal.PlainDate | null
  readonly promises: readonly RemedyPromise[]
}

/** A span of days of one layer. */
interface Span {
  readonly days: number
  readonly rule: EntitlementRule
  readonly layer: Layer
  readonly citation: Citation
}

const date = (text: string) => Temporal.PlainDate.from(text)
function appliesTo(promise: RemedyPromise, facts: EntitlementFacts): boolean {
  const brand = promise.brand === '' || promise.brand.toLowerCase() === (facts.brand ?? '').toLowerCase()
  const family = promise.families.length === 0 || promise.families.includes(facts.family ?? '')
  return brand && family
}

function workOut(facts: EntitlementFacts, policy: Policy): Case {
  const today = date(storeDay(facts.at, policy))
  const invoiced = date(facts.invoicedOn)
  const earlier = (one: Temporal.PlainDate, other: Temporal.PlainDate) =>
    Temporal.PlainDate.compare(one, other) <= 0 ? one : other
  // A day ahead is no receipt: nothing runs longer by it.
  const delivered = facts.deliveredOn ? earlier(date(facts.deliveredOn), today) : null
  const start = earlier(
    delivered !== null && Temporal.PlainDate.compare(delivered, invoiced) > 0 ? delivered : invoiced,
    today,
  )
  const inRepair = daysInRepair(facts.repairs, start, today)
  const promises = policy.entitlement.promises.filter((promise) => appliesTo(promise, facts))
  const months = Math.max(
    facts.warrantyMonths ?? 0,
    ...promises.map((promise) => promise.warrantyMonths ?? 0),
  )
  return {
    facts,
    policy,
    today,
    start,
    day: daysBetween(start, today) - inRepair,
    dayOfReceipt: daysBetween(delivered ?? invoiced, today),
    warrantyUntil: months === 0 ? null : start.add({ months }).add({ days: inRepair }),
    promises,
  }
}

/** The span of the layer that is best for the customer; of equal ones the law's, then the brand's. */
function bestSpan(one: Case, law: Span, of: (promise: RemedyPromise) => number | null): Span {
  const layers: readonly Layer[] = ['law', 'brand', 'store']
  const promised = one.promises.flatMap((promise): Span[] => {
    const days = of(promise)
    if (days === null) return []
    return [{ days, rule: 'promise', layer: promise.layer, citation: promise.citation }]
  })
  return [law, ...promised].reduce((best, each) => {
    if (each.days !== best.days) return each.days > best.days ? each : best
    return layers.indexOf(each.layer) < layers.indexOf(best.layer) ? each : best
  })
}

function lawSpan({ policy }: Case, days: number, rule: EntitlementRule): Span {
  return { days, rule, layer: 'law', citation: policy.entitlement.citations[rule] }
}

/** Not covered at all, whatever the day (process section 7.2, "not covered"). */
function exclusion({ condition }: EntitlementFacts): EntitlementReason | null {
  if (condition.damagedByCustomer) return 'damaged_by_customer'
  if (condition.openedWithoutPermission) return 'opened_without_permission'
  return condition.voucherValid ? null : 'no_voucher'
}

function grant(
  remedy: EntitledRemedy,
  span: Omit<Span, 'days'>,
  daysLeft: number | null,
  freight: Grant['freight'],
): Grant {
  const { rule, layer, citation } = span
  return { remedy, rule, layer, citation, daysLeft, freight }
}

/** Changed mind: online, phone and TV sales by law, store sales where the store promises it. */
function withoutReason(one: Case): { grants: Grant[]; refused: Refused[] } {
  const { facts, policy, dayOfReceipt } = one
  const { entitlement, storeNoReasonDays } = policy
  const law = lawSpan(one, facts.channel === 'store' ? 0 : entitlement.noReasonDays, 'no_reason')
  const own: Span = {
    days: facts.channel === 'store' ? storeNoReasonDays : 0,
    rule: 'store_no_reason',
    layer: 'store',
    citation: entitlement.citations.store_no_reason,
  }
  const best = bestSpan(one, own.days > law.days ? own : law, (promise) => promise.noReasonDays)
  const refuse = (reason: EntitlementReason) => ({
    grants: [],
    refused: [{ remedy: 'refund' as const, reason }],
  })
  const excluded = exclusion(facts)
  if (excluded !== null) return refuse(excluded)
  if (entitlement.noReasonExcludedCategories.includes(facts.category ?? ''))
    return refuse('category_excluded')
  if (!facts.condition.fitForSecondSale) return refuse('not_fit_for_second_sale')
  if (best.days === 0) return refuse('no_reason_not_promised')
  if (dayOfReceipt > best.days) return refuse('after_no_reason_days')
  return { grants: [grant('refund', best, best.days - dayOfReceipt, 'customer')], refused: [] }
}

/** Wrong, missing, damaged on arrival: at the store's cost, no time limit. */
function storeMistake(one: Case, confirmed: boolean): { grants: Grant[]; refused: Refused[] } {
  const { facts, policy } = one
  const span = lawSpan(one, 0, 'store_mistake')
  const reason = exclusion(facts) ?? (confirmed ? null : 'fault_not_confirmed')
  const grants: Grant[] = []
  const refused: Refused[] = []
  for (const remedy of ['reship', 'exchange', 'refund'] as const) {
    const missing = remedy !== 'refund' && !facts.modelAvailable ? 'model_unavailable' : null
    const no = reason ?? missing
    if (no === null) grants.push(grant(remedy, span, null, 'store'))
    else refused.push({ remedy, reason: no })
  }
  if (confirmed && reason !== null) grants.push(paidRepair(policy))
  return { grants, refused }
}

function paidRepair(policy: Policy): Grant {
  const citation = policy.entitlement.citations.paid_repair
  return grant('paid_repair', { rule: 'paid_repair', layer: 'store', citation }, null, 'customer')
}

/** Why an exchange is due although its days are over: repairs that did not help, or that took too long. */
function exchangeByRepairs(one: Case): Span | null {
  const { facts, policy, today, start, warrantyUntil } = one
  const { failedRepairs, repairerDelayDays, partsDelayDays } = policy.entitlement
  if (!inWarranty(one)) return null
  // The warranty's end already lies later by the days in repair, so a repair begun on its last day counts. What was
  // repaired for an owner before gives the present one nothing.
  const counted = facts.repairs.filter(
    ({ from }) =>
      warrantyUntil !== null &&
      Temporal.PlainDate.compare(date(from), start) >= 0 &&
      Temporal.PlainDate.compare(date(from), warrantyUntil) <= 0,
  )
  if (counted.filter((repair) => repair.failed).length >= failedRepairs)
    return lawSpan(one, 0, 'failed_repairs')
  const longerThan = (delay: Repair['delay'], days: number) =>
    counted.some(
      (repair) =>
        repair.delay === delay && daysBetween(date(repair.from), repair.to ? date(repair.to) : today) > days,
    )
  if (longerThan('repairer', repairerDelayDays)) return lawSpan(one, 0, 'repairer_delay')
  return longerThan('parts', partsDelayDays) ? lawSpan(one, 0, 'parts_delay') : null
}

function inWarranty({ today, warrantyUntil }: Case): boolean {
  return warrantyUntil !== null && Temporal.PlainDate.compare(today, warrantyUntil) <= 0
}

/** A quality fault: refund to day 7, exchange to day 15, repair in warranty, exchange after failed or long repairs. */
function qualityFault(one: Case, confirmed: boolean): { grants: Grant[]; refused: Refused[] } {
  const { facts, policy, day } = one
  const { entitlement } = policy
  const refundSpan = bestSpan(
    one,
    lawSpan(one, entitlement.refundDays, 'fault_refund'),
    (promise) => promise.refundDays,
  )
  const exchangeSpan = bestSpan(
    one,
    lawSpan(one, entitlement.exchangeDays, 'fault_exchange'),
    (promise) => promise.exchangeDays,
  )
  const byRepairs = exchangeByRepairs(one)
  const inExchangeDays = day <= exchangeSpan.days
  const exchangeDue = inExchangeDays || byRepairs !== null
  const later = exclusion(facts) ?? (confirmed ? null : ('fault_not_confirmed' as const))
  const exchangeGrant = inExchangeDays
    ? grant('exchange', exchangeSpan, exchangeSpan.days - day, 'store')
    : grant('exchange', byRepairs ?? exchangeSpan, null, 'store')
  const insteadOfExchange = exchangeDue && !facts.modelAvailable

  const grants: Grant[] = []
  const refused: Refused[] = []
  const judge = (remedy: EntitledRemedy, reasons: readonly (EntitlementReason | null)[], granted: Grant) => {
    const reason = reasons.find((each) => each !== null)
    if (reason === undefined || reason === null) grants.push(granted)
    else refused.push({ remedy, reason })
  }
  const inRefundDays = day <= refundSpan.days
  judge(
    'refund',
    [inRefundDays || insteadOfExchange ? null : 'after_day_7', later],
    inRefundDays
      ? grant('refund', refundSpan, refundSpan.days - day, 'store')
      : grant('refund', lawSpan(one, 0, 'refund_for_exchange'), exchangeGrant.daysLeft, 'store'),
  )
  judge(
    'exchange',
    [exchangeDue ? null : 'after_day_15', later, facts.modelAvailable ? null : 'model_unavailable'],
    exchangeGrant,
  )
  const { warrantyUntil, today } = one
  judge(
    'repair',
    [inWarranty(one) ? null : 'out_of_warranty', later],
    grant(
      'repair',
      lawSpan(one, 0, 'warranty_repair'),
      warrantyUntil === null ? null : daysBetween(today, warrantyUntil),
      'store',
    ),
  )
  // Repair stays within reach of whoever is not covered, against payment; a fault that nobody has seen gives only a look.
  if (confirmed && refused.some(({ remedy }) => remedy === 'repair')) grants.push(paidRepair(policy))
  return { grants, refused }
}

const mistakes: ReadonlySet<FaultKind> = new Set(['wrong_article', 'missing_parts', 'damaged_on_arrival'])

/**
 * What the customer is entitled to (process section 7.2).
 * @param given purchase, fault, condition and earlier repairs of this very unit; what is left out is its default
 * @param policy supplies days, excluded categories, promises of brand and store, and the citations
 * @returns remedies with rule, layer, citation, days left and freight; refused ones with the first reason that holds
 * @throws z.ZodError when the facts are not of their form
 */
export function assessEntitlement(
  given: z.input<typeof entitlementFactsSchema>,
  policy: Policy,
): Entitlement {
  const facts = entitlementFactsSchema.parse(given)
  const one = workOut(facts, policy)
  const { fault } = facts
  const { grants, refused } = !fault
    ? withoutReason(one)
    : mistakes.has(fault.kind)
      ? storeMistake(one, fault.confirmed)
      : qualityFault(one, fault.confirmed)
  return {
    remedies: grants.map((each) => each.remedy),
    refused,
    grants,
    day: one.day,
    warrantyUntil: one.warrantyUntil?.toString() ?? null,
    freight: grants[0]?.freight ?? null,
  }
}
