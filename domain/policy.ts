import { z } from 'zod'
import defaultPolicyJson from '../resources/policy.default.json' with { type: 'json' }

/**
 * The policy (process section 14): one versioned document that holds every number of the trade's rules. The default
 * lies in resources/policy.default.json; head office and the manager lay partial policies over it (`mergePolicy`).
 */

const civilDate = z.iso.date()
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day as HH:MM')
const level = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)])
const code = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'lower case letters, digits and underscores')
const minutes = z.int().min(1).max(100_000)
const hours = z.int().min(1).max(8_760)
const days = z.int().min(1).max(3_660)
const fen = z.int().min(0).max(100_000_000)

const knownZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** A word list entry that people choose from: code, Chinese and English name. */
const choice = z.strictObject({
  code: code.describe('kept in the records'),
  zh: z.string().min(1).max(40).describe('name on the Chinese screen'),
  en: z.string().min(1).max(60).describe('name on the English screen'),
})
export type PolicyChoice = z.infer<typeof choice>

const choices = (about: string) =>
  z
    .array(choice)
    .min(1)
    .max(200)
    .refine((list) => new Set(list.map((each) => each.code)).size === list.length, 'each code once')
    .describe(about)

/** Where a rule of the trade is written, as the screen and the paper cite it. */
const citation = z.strictObject({
  zh: z.string().min(1).max(120).describe('as the Chinese screen and paper cite it'),
  en: z.string().min(1).max(200).describe('as the English screen and paper cite it'),
})
export type Citation = z.infer<typeof citation>

/** The rules on which a remedy can rest (process section 7.2), besides the promises below. */
const citations = z.strictObject({
  no_reason: citation.describe('online, phone and TV sales taken back without a reason'),
  store_no_reason: citation.describe('goods bought in the store taken back without a reason'),
  fault_refund: citation.describe('refund for a confirmed fault in the first days'),
  fault_exchange: citation.describe('exchange for a confirmed fault in the first days'),
  warranty_repair: citation.describe('repair in warranty'),
  failed_repairs: citation.describe('exchange after failed repairs'),
  repairer_delay: citation.describe('exchange after a repair that the repairer drew out'),
  parts_delay: citation.describe('exchange after a repair that waited for parts'),
  refund_for_exchange: citation.describe('refund where exchange is due and the model is gone'),
  store_mistake: citation.describe('wrong, missing or damaged on arrival'),
  not_delivered: citation.describe('refund of what was never shipped'),
  paid_repair: citation.describe('repair that the customer pays'),
  promise: citation.describe('a promise of brand or store; each carries its own words'),
})
export type EntitlementRule = keyof z.infer<typeof citations>

/** What a brand or the store promises beyond the law; null = nothing of the kind. */
const promise = z.strictObject({
  code: code.describe('kept in the records'),
  layer: z.enum(['brand', 'store']).describe('whose promise it is'),
  brand: z.string().max(60).describe('brand that it is for; empty = every brand'),
  families: z.array(code).max(200).describe('product families that it is for; empty = all'),
  noReasonDays: days.nullable().describe('civil days from receipt without a reason'),
  refundDays: days.nullable().describe('civil days with refund for a confirmed fault'),
  exchangeDays: days.nullable().describe('civil days with exchange for a confirmed fault'),
  warrantyMonths: z.int().min(1).max(1_200).nullable().describe('months of warranty from the invoice'),
  citation,
})
export type RemedyPromise = z.infer<typeof promise>

const departmentPolicy = z.strictObject({
  words: z
    .record(z.string().min(1).max(20), z.number().min(0).max(10))
    .describe(
      'words that point to this department with their weights; … stands for up to eight characters, N for a number, ' +
        'weight 0 only hides shorter words',
    ),
})

const goodwillLimit = z.strictObject({
  totalFen: fen.describe('fen a complaint: coupons, gifts and cash together'),
  cashFen: fen.describe('fen a complaint: how much of it may be money'),
})

export const policySchema = z
  .strictObject({
    version: z.int().min(1).describe('grows with every change; records keep the version that judged them'),
    openToStore: z
      .array(z.string().min(1).max(80))
      .max(200)
      .describe('paths that the manager may change in the store; head office keeps the others (section 14)'),
    timeZone: z.string().refine(knownZone, 'an IANA time zone').describe('store time, an IANA zone name'),
    window: z
      .strictObject({
        from: clockTime.describe('store time at which the window opens, inside'),
        to: clockTime.describe('store time at which the window closes, itself outside'),
      })
      .refine((window) => window.from < window.to, 'opens before it closes')
      .describe('the hours, every day, in which window minutes count (section 5)'),
    entriesOutsideWindow: z
      .enum(['start_at_next_opening', 'exempt'])
      .describe(
        'complaints entered outside the window: level rules start at the next opening, or never (section 5)',
      ),
    levelRulesDuringHold: z
      .enum(['pause', 'run'])
      .describe("whether a hold for the customer's part stops the hours to a level raise (section 5)"),
    festivalDays: z
      .union([z.literal('statutory'), z.array(civilDate).max(400)])
      .describe(
        'days with the longer first contact: the statutory holidays, or a list of civil dates (section 5)',
      ),
    calendar: z
      .strictObject({
        holidays: z.array(civilDate).max(2_000).describe('civil dates that are no working days'),
        workdays: z
          .array(civilDate)
          .max(2_000)
          .describe('civil dates that are working days, such as make-up days'),
        knownYears: z.array(z.int().min(2000).max(2200)).max(200).describe('years that these lists complete'),
      })
      .refine(
        (calendar) => !calendar.holidays.some((date) => calendar.workdays.includes(date)),
        'no date in both lists',
      )
      .describe('what head office or the manager adds to the official calendar (section 6)'),
    clocks: z
      .strictObject({
        acceptMinutes: minutes.describe('window minutes from transfer to acceptance'),
        firstContactMinutes: minutes.describe('window minutes from acceptance to the first contact'),
        firstContactFestivalMinutes: minutes.describe(
          'the same for acceptance on a festival day, window minutes',
        ),
        majorCallBackHours: hours.describe('elapsed hours from level 4 to the call-back'),
        handlingHours: z
          .strictObject({ 1: hours, 2: hours, 3: hours, 4: hours, 5: hours })
          .describe('elapsed hours from transfer (level 4 and 5: from that level) to resolved, per level'),
        departmentAnswerDays: days.describe('working days from dispatch to the answer'),
        signatureHours: hours.describe('window hours from submission to signature or return'),
        replyDays: days.describe('working days from receipt until the customer has the reply'),
        onSiteHours: hours.describe('elapsed hours from the agreement to the repair at the customer’s home'),
        executionDays: days.describe(
          'civil days from the customer’s consent to execution, unless signed otherwise',
        ),
        refundMoneyDays: days.describe('civil days from the returned goods to the money'),
        refundMoneyBreachDays: days.describe('civil days after which unpaid money is a breach'),
        returnVisitDays: days.describe('working days from execution to the return visit'),
        progressAfterHours: hours.describe(
          'elapsed hours open after which the customer hears of progress daily',
        ),
        deskMannedMinutes: minutes.describe(
          'window minutes that the desk may stand without anybody signed in',
        ),
        soonMinutes: minutes.describe('elapsed minutes before its end from which a clock shows as soon'),
      })
      .describe('how long each clock runs (section 6)'),
    raises: z
      .strictObject({
        unacceptedMinutes: minutes.describe('window minutes per level while nobody accepts'),
        noContactCalls: z.int().min(1).max(100).describe('calls of the customer since acceptance'),
        unresolvedGeneralHours: hours.describe('elapsed hours from transfer, level 2 to 3'),
        unresolvedUrgentHours: hours.describe('elapsed hours from transfer, level 3 to 4'),
      })
      .describe('when a level rises by itself (section 5)'),
    repeatedCallsMinutes: minutes.describe(
      'two calls at most so many minutes apart make a complaint urgent (section 5)',
    ),
    contact: z
      .strictObject({
        from: clockTime.describe('store time of the first outgoing call, inside'),
        to: clockTime.describe('store time at which outgoing calls end, itself outside'),
        maxPerDay: z.int().min(1).max(100).describe('outgoing calls per customer and store day'),
      })
      .refine((contact) => contact.from < contact.to, 'begins before it ends')
      .describe('when and how often customers may be called (section 8)'),
    settleAtCounterMaxLevel: level.describe('highest level that may be settled at the counter (section 3)'),
    unsettled: z
      .strictObject({
        rounds: z.int().min(1).max(100).describe('rounds after which it may end unsettled'),
        unreachableDays: days.describe(
          'civil days without reaching the customer after which it may end unsettled',
        ),
      })
      .describe('when a complaint may end unsettled (section 3)'),
    returnVisit: z
      .strictObject({
        attemptDays: z
          .int()
          .min(1)
          .max(100)
          .describe('different store days on which the customer was not reached, to close without a visit'),
      })
      .describe('closing without a return visit (section 3)'),
    entitlement: z
      .strictObject({
        noReasonDays: z
          .int()
          .min(0)
          .max(365)
          .describe('civil days from receipt for online, phone and TV sales'),
        noReasonExcludedCategories: z.array(code).max(200).describe('product categories without that right'),
        refundDays: days.describe('civil days from the invoice with refund for a confirmed fault'),
        exchangeDays: days.describe('civil days from the invoice with exchange for a confirmed fault'),
        failedRepairs: z.int().min(1).max(100).describe('failed repairs in warranty that give an exchange'),
        repairerDelayDays: days.describe(
          'a single repair longer than this by the repairer’s fault gives an exchange',
        ),
        partsDelayDays: days.describe('a single repair longer than this for lack of parts gives an exchange'),
        promises: z
          .array(promise)
          .max(200)
          .refine((list) => new Set(list.map((each) => each.code)).size === list.length, 'each code once')
          .describe('what brands and the store promise beyond the law; the better one wins (section 7)'),
        citations: citations.describe('where each rule is written, as screen and paper cite it'),
      })
      .describe('what the law grants on returned goods (section 7)'),
    storeNoReasonDays: z
      .int()
      .min(0)
      .max(365)
      .describe(
        'civil days in which the store takes back goods bought in it without a reason; 0: it does not (section 7)',
      ),
    batch: z
      .strictObject({
        customers: z.int().min(2).max(1_000).describe('different customers with the same symptom'),
        days: days.describe('civil days looked back'),
      })
      .describe('when complaints are a batch (section 10)'),
    goodwill: z
      .strictObject({
        clerk: goodwillLimit,
        technician: goodwillLimit,
        department: goodwillLimit,
        supervisor: goodwillLimit,
        manager: goodwillLimit,
      })
      .describe('goodwill that a role may approve; above the manager it is head office (section 14)'),
    supervisorSignsToLevel: level.describe('highest level that a supervisor signs (section 1)'),
    allowSelfSigning: z
      .boolean()
      .describe('whether the preparer may sign, for a one-person store (section 1)'),
    session: z
      .strictObject({
        // Longer than a working day would leave the desk signed in over night.
        idleMinutes: z.int().min(1).max(480).describe('minutes without a call after which a session ends'),
      })
      .describe('signed-in people'),
    pin: z
      .strictObject({
        wrongInARow: z.int().min(1).max(100).describe('wrong PINs in a row that lock'),
        firstLockSeconds: z
          .int()
          .min(1)
          .max(86_400)
          .describe('seconds of the first lock; each further one doubles'),
        maxLockSeconds: z.int().min(1).max(604_800).describe('seconds that no lock exceeds'),
      })
      .describe('lock-out after wrong PINs'),
    retentionYears: z
      .int()
      .min(3)
      .max(100)
      .describe('years after closing until personal data is erased (section 14)'),
    departments: z
      .strictObject({
        store: departmentPolicy,
        logistics: departmentPolicy,
        aftersales: departmentPolicy,
        advertising: departmentPolicy,
        finance: departmentPolicy,
        purchasing: departmentPolicy,
        manufacturer: departmentPolicy,
      })
      .describe('the responsible departments and the words that point to them (section 11)'),
    categories: choices('what a complaint is about (section 2)'),
    symptoms: choices('what is wrong with the goods, for batches and reports (sections 2 and 10)'),
    families: choices('product families'),
    grades: choices('grades of returned goods, best first (section 7)'),
  })
  .describe('the policy of one store')

export type Policy = z.infer<typeof policySchema>

/** Any part of a policy, to be laid over another one. */
export type PartialPolicy = PartOf<Policy>
type PartOf<T> = T extends readonly unknown[] ? T : T extends object ? { [K in keyof T]?: PartOf<T[K]> } : T

/** A policy that does not stand up to `policySchema`. `field` is the path of the first bad field, such as `window.from`. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError'
  readonly field: string
  constructor(field: string, reason: string) {
    super(`policy ${field === '' ? 'document' : field}: ${reason}`)
    this.field = field
  }
}

/**
 * Check a whole policy document.
 * @param document anything, such as parsed JSON
 * @returns the policy
 * @throws PolicyError naming the first field that is wrong, missing or unknown
 */
export function parsePolicy(document: unknown): Policy {
  const result = policySchema.safeParse(document)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const path = issue?.path ?? []
  const unknownKey = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
  throw new PolicyError([...path, ...unknownKey].join('.'), issue?.message ?? 'is not valid')
}

/**
 * Lay a partial policy over another (process section 14): objects merge deeply, lists and single values replace.
 * @param base a whole policy; it stays unchanged
 * @param partial the fields to change; `undefined` leaves a field as it is
 * @returns a new, checked policy
 * @throws PolicyError naming the first field that is wrong or unknown
 */
export function mergePolicy(base: Policy, partial: unknown): Policy {
  if (!isPlainObject(partial)) throw new PolicyError('', 'a partial policy is an object')
  return parsePolicy(mergeObjects(base, partial))
}

function mergeObjects(base: object, over: object): object {
  const merged = new Map<string, unknown>(Object.entries(base))
  for (const [key, value] of Object.entries(over)) {
    if (value === undefined) continue
    const under = merged.get(key)
    merged.set(key, isPlainObject(under) && isPlainObject(value) ? mergeObjects(under, value) : value)
  }
  // fromEntries defines own properties, so a key like __proto__ reaches the schema and is refused there.
  return Object.fromEntries(merged)
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The policy that every store starts with. Shared: never change it, lay a partial policy over it instead. */
export const defaultPolicy: Policy = parsePolicy(defaultPolicyJson)
