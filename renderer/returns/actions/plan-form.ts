import { z } from 'zod'
import type { CaseRefusedReason } from '../../../domain/case/entitled.ts'
import type { CasePlan } from '../../../domain/case/input.ts'
import { type CaseRemedy, caseRemedies, offerKinds } from '../../../domain/case/vocabulary.ts'
import type { Grant } from '../../../domain/entitlement.ts'
import { sameModel } from '../../../domain/return-money.ts'
import type { CaseView } from '../../../electron/desk/case-views.ts'
import type { FormValues } from '../../complaint/actions/form-values.ts'
import { fenOf, yuanOf } from '../../complaint/actions/form-values.ts'
import type { CaseFormContext } from './case-forms.ts'

const offerValues = z.object({
  kind: z.enum(offerKinds),
  given: z.boolean(),
  amount: z.string(),
  detail: z.string(),
})

export const planValuesSchema = z.object({
  remedy: z.union([z.literal(''), z.enum(caseRemedies)]),
  keepsGoods: z.boolean(),
  /** The same model at the price that was paid for it. */
  sameModel: z.boolean(),
  /** What the returned goods are worth, fen; the price of the same model. null until the desk has said it. */
  worthFen: z.number().nullable(),
  model: z.string(),
  productName: z.string(),
  price: z.string(),
  freight: z.string(),
  cost: z.string(),
  storeCredit: z.boolean(),
  offers: z.array(offerValues),
  wording: z.string(),
})
export type PlanValues = z.infer<typeof planValuesSchema>

/** On what a remedy would rest, as far as the screen can say before the desk has judged the plan. */
export type RemedyStanding =
  | { readonly kind: 'granted'; readonly grant: Grant }
  | { readonly kind: 'authorised'; readonly number: string; readonly title: string }
  | { readonly kind: 'beyond'; readonly reason: CaseRefusedReason | null }
  /** The customer pays for it: nothing is given away. */
  | { readonly kind: 'paid' }
  | { readonly kind: 'free' }

/**
 * The remedies of a plan: what the customer is entitled to first, then what a standing authorisation allows, then what
 * needs a signature; softening offers alone last.
 * @param view the case
 */
export function remedyChoices(
  view: Pick<CaseView, 'entitlement' | 'authorisations'>,
): { remedy: CaseRemedy; standing: RemedyStanding }[] {
  const { grants, refused } = view.entitlement
  const granted = grants.map((grant) => ({
    remedy: grant.remedy as CaseRemedy,
    standing: { kind: 'granted', grant } as RemedyStanding,
  }))
  const others = caseRemedies
    .filter((remedy) => !grants.some((grant) => grant.remedy === remedy) && remedy !== 'offers_only')
    .map((remedy) => {
      const paper = view.authorisations.find((each) => each.remedies.includes(remedy))
      const standing: RemedyStanding =
        remedy === 'paid_repair'
          ? { kind: 'paid' }
          : paper === undefined
            ? { kind: 'beyond', reason: refused.find((each) => each.remedy === remedy)?.reason ?? null }
            : { kind: 'authorised', number: paper.number, title: paper.title }
      return { remedy, standing }
    })
  const rank = { granted: 0, authorised: 1, paid: 2, beyond: 3, free: 4 } as const
  return [
    ...granted,
    ...others.toSorted((a, b) => rank[a.standing.kind] - rank[b.standing.kind]),
    { remedy: 'offers_only', standing: { kind: 'free' } },
  ]
}

/** The form as it opens: the plan that came back, else the first remedy that is granted. */
export function planValues({ view }: CaseFormContext): PlanValues {
  const last = view.plan?.plan ?? null
  const first = offersSameModel(view) ? view.lines[0] : undefined
  const granted = view.entitlement.grants[0]?.remedy ?? ''
  const replacement = last?.replacement ?? null
  return {
    remedy: last?.remedy ?? granted,
    keepsGoods: last?.keepsGoods ?? view.reason === 'refund_only',
    // Another model at the same price is another model.
    sameModel: first !== undefined && (replacement === null || sameModel(replacement.model, first.model)),
    worthFen: view.plan?.settlement?.goodsFen ?? null,
    model: replacement?.model ?? first?.model ?? '',
    productName: replacement?.productName ?? first?.productName ?? '',
    price: yuanOf(replacement?.priceFen ?? null),
    freight: last === null || last.freightCustomerFen === 0 ? '' : yuanOf(last.freightCustomerFen),
    cost: yuanOf(last?.costFen ?? null),
    storeCredit: last?.storeCredit ?? false,
    offers: offerKinds.map((kind) => {
      const given = last?.offers.find((offer) => offer.kind === kind)
      return {
        kind,
        given: given !== undefined,
        amount: given === undefined || given.amountFen === 0 ? '' : yuanOf(given.amountFen),
        detail: given?.detail ?? '',
      }
    }),
    wording: last?.wording ?? '',
  }
}

/** Several lines are several models or prices: what takes their place is named and priced. */
export function offersSameModel({ lines }: Pick<CaseView, 'lines'>): boolean {
  return lines.length === 1
}

/** May the goods stay with the customer? Only money can be given for goods that stay. */
export function mayKeepGoods(remedy: PlanValues['remedy']): boolean {
  return remedy === 'refund'
}

/** Does a repair in this plan cost somebody something that has to be named? */
export function namesCost(remedy: PlanValues['remedy'], standing: RemedyStanding | undefined): boolean {
  return remedy === 'paid_repair' || (remedy === 'repair' && standing?.kind === 'beyond')
}

function costOf(form: PlanValues, standing: RemedyStanding | undefined): number | null {
  return namesCost(form.remedy, standing) ? fenOf(form.cost) : null
}

function replacementOf(form: PlanValues, { view }: CaseFormContext): CasePlan['replacement'] {
  if (form.remedy !== 'exchange') return null
  const line = view.lines[0]
  if (form.sameModel && offersSameModel(view) && line !== undefined && form.worthFen !== null)
    return {
      model: line.model,
      productName: line.productName,
      // Of one unit; the desk prices the same model as it was paid, to the fen.
      priceFen: Math.max(1, Math.round(form.worthFen / line.units)),
    }
  return {
    model: form.model,
    productName: form.productName,
    // What is not named must not pass for a gift of the shop.
    priceFen: fenOf(form.price) ?? Number.NaN,
  }
}

/** What the desk takes; amounts that are none become NaN, for the schema to refuse. */
export function planInput(values: FormValues, context: CaseFormContext): Record<string, unknown> {
  const form = planValuesSchema.parse(values)
  const standing = remedyChoices(context.view).find((each) => each.remedy === form.remedy)?.standing
  const bearsFreight = !(standing?.kind === 'granted' && standing.grant.freight === 'store')
  return {
    remedy: form.remedy,
    keepsGoods: mayKeepGoods(form.remedy) && form.keepsGoods,
    replacement: replacementOf(form, context),
    freightCustomerFen: bearsFreight ? (fenOf(form.freight) ?? 0) : 0,
    costFen: costOf(form, standing),
    storeCredit: form.storeCredit,
    offers: form.offers
      .filter((offer) => offer.given)
      .map(({ kind, amount, detail }) => ({
        kind,
        amountFen: kind === 'apology' ? 0 : (fenOf(amount) ?? 0),
        detail,
      })),
    wording: form.wording,
  }
}

const controlByPath: Readonly<Record<string, string>> = {
  'replacement.model': 'model',
  'replacement.productName': 'productName',
  'replacement.priceFen': 'price',
  replacement: 'model',
  freightCustomerFen: 'freight',
  costFen: 'cost',
}

/**
 * The control in which a path of the input is entered; only offers that are given go out, so their places differ.
 * @param path dotted path of `planSchema`
 * @param values what the controls hold
 */
export function planControlOf(path: string, values: FormValues): string {
  const [list, at, field] = path.split('.')
  if (list !== 'offers' || at === undefined) return controlByPath[path] ?? path
  const { offers } = planValuesSchema.parse(values)
  const given = offers.filter((offer) => offer.given)[Number(at)]
  const place = given === undefined ? 0 : offers.indexOf(given)
  return `offers.${place}.${field === 'detail' ? 'detail' : 'amount'}`
}

/** The plan that only asks what the goods are worth. */
export const worthPlan: CasePlan = {
  remedy: 'refund',
  keepsGoods: false,
  replacement: null,
  freightCustomerFen: 0,
  costFen: null,
  storeCredit: false,
  offers: [],
  wording: '',
}
