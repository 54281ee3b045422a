import type { CaseAction } from '../../../domain/case/moves.ts'
import { type PayoutMethod, paymentMethods, payoutMethods } from '../../../domain/case/vocabulary.ts'
import type { Policy } from '../../../domain/policy.ts'
import type { CaseView } from '../../../electron/desk/case-views.ts'
import type { Me, StaffView } from '../../../electron/desk/views.ts'
import type { Field, FormValues } from '../../complaint/actions/form-values.ts'
import { inputOf } from '../../complaint/actions/form-values.ts'
import { storeDate } from '../list-view.ts'
import { inspectionInput, inspectionValues } from './inspection-form.ts'
import { planControlOf, planInput, planValues } from './plan-form.ts'

/** What a form may start from. */
export interface CaseFormContext {
  /** The case itself. */
  readonly view: CaseView
  readonly me: Me
  readonly staff: readonly StaffView[]
  readonly policy: Policy
  /** Milliseconds since 1970. */
  readonly now: number
}

/** One action of the table of a case as a form. */
export interface CaseForm {
  readonly fields: (context: CaseFormContext) => readonly Field[]
  /** Values that save typing; every field has one. */
  readonly defaults: (context: CaseFormContext) => FormValues
  /** Goes out without being typed. */
  readonly fixed?: (context: CaseFormContext) => Readonly<Record<string, unknown>>
  /** What the person must have in sight. */
  readonly aside?: 'money' | 'paper' | 'purchase_changes' | 'swap' | 'submission'
  /** Drawn by a form of its own, with its own input. */
  readonly own?: {
    readonly body: 'inspection' | 'plan'
    readonly input: (values: FormValues, context: CaseFormContext) => Record<string, unknown>
    /** The control that a path of the input stands in. */
    readonly controlOf: (path: string, values: FormValues) => string
  }
  readonly ends?: boolean
  readonly wide?: boolean
}

const reason: Field = { name: 'reason', control: 'area', rows: 3 }
const pin: Field = { name: 'pin', control: 'pin' }
const nothing = () => []
const noValues = () => ({})

/** The goods of a case in words: `豆浆机 DJ13B × 2`. */
export function goodsOf(view: Pick<CaseView, 'lines'>): string {
  return view.lines
    .map((line) => {
      const name = [line.productName, line.model].filter((part) => part !== '').join(' ')
      return line.units > 1 ? `${name} × ${line.units}` : name
    })
    .join('; ')
}

/** The way in which money goes back unless something speaks against it. */
export function usualMethod(view: Pick<CaseView, 'plan' | 'purchase'>): PayoutMethod {
  if (view.plan?.plan.storeCredit === true) return 'store_credit'
  return view.purchase.paymentMethod ?? 'cash'
}

/**
 * The serial that a unit has now: the newest swap's, else the one it was sold with.
 * @param view the case
 * @param position of the line in the purchase
 */
export function currentSerial(view: Pick<CaseView, 'lines' | 'purchase'>, position: number): string {
  const sold = view.purchase.lines.find((line) => line.position === position)
  const own = view.lines.find((line) => line.position === position)
  return sold?.swaps.at(-1)?.newSerial ?? own?.serialNumber ?? ''
}

function givesAnotherUnit(view: CaseView): boolean {
  const remedy = view.plan?.remedy
  return remedy === 'exchange' || remedy === 'reship'
}

function payoutFields({ view }: CaseFormContext): readonly Field[] {
  const credit = view.plan?.plan.storeCredit === true
  const usual = usualMethod(view)
  return [
    {
      name: 'method',
      control: 'choice',
      choices: credit ? ['store_credit'] : payoutMethods.filter((each) => each !== 'store_credit'),
      words: 'words:payment',
    },
    {
      name: 'methodReason',
      control: 'line',
      when: (values) => !credit && values.method !== usual,
    },
    { name: 'voucherNumber', control: 'line' },
  ]
}

/** Every row of the table as a form. */
export const caseForms: Readonly<Record<CaseAction, CaseForm>> = {
  inspect: {
    fields: nothing,
    defaults: inspectionValues,
    own: {
      body: 'inspection',
      input: inspectionInput,
      controlOf: (path) => path.split('.')[0] ?? path,
    },
    wide: true,
  },
  receive_goods: {
    fields: () => [
      { name: 'description', control: 'line' },
      { name: 'place', control: 'line' },
      { name: 'accessories', control: 'line' },
      { name: 'at', control: 'moment', nullable: true },
    ],
    defaults: ({ view }) => ({ description: goodsOf(view), accessories: '', place: '', at: '' }),
  },
  plan: {
    fields: nothing,
    defaults: planValues,
    own: {
      body: 'plan',
      input: planInput,
      controlOf: planControlOf,
    },
    wide: true,
  },
  submit: {
    // Who approves goodwill by it says so with the PIN.
    fields: ({ view }) => (view.offers.some((offer) => offer.action === 'submit' && offer.pin) ? [pin] : []),
    defaults: () => ({ pin: '' }),
    aside: 'submission',
  },
  sign: {
    fields: () => [pin],
    defaults: () => ({ pin: '' }),
    fixed: ({ view }) => ({ planId: view.plan?.id }),
    aside: 'paper',
  },
  return_for_rework: { fields: () => [reason], defaults: () => ({ reason: '' }) },
  head_office_ruling: {
    fields: () => [
      { name: 'decision', control: 'choice', choices: ['approve', 'refuse'], words: 'decision' },
      { name: 'reference', control: 'line' },
      { name: 'text', control: 'area', rows: 5 },
      pin,
    ],
    defaults: () => ({ decision: 'approve', reference: '', text: '', pin: '' }),
    aside: 'paper',
  },
  take_payment: {
    fields: () => [
      { name: 'method', control: 'choice', choices: paymentMethods, words: 'words:payment' },
      { name: 'voucherNumber', control: 'line' },
    ],
    defaults: ({ view }) => ({ method: view.purchase.paymentMethod ?? 'cash', voucherNumber: '' }),
    fixed: ({ view }) => ({ amountFen: view.plan?.payFen }),
    aside: 'money',
  },
  pay_out: {
    fields: payoutFields,
    defaults: ({ view }) => ({ method: usualMethod(view), methodReason: '', voucherNumber: '' }),
    fixed: ({ view }) => ({ amountFen: view.plan?.refundFen }),
    aside: 'money',
  },
  start_repair: {
    fields: () => [
      { name: 'repairer', control: 'line' },
      { name: 'on', control: 'day' },
    ],
    defaults: ({ me, now }) => ({ repairer: '', on: storeDate(now, me.store.timeZone) }),
  },
  end_repair: {
    fields: () => [
      { name: 'work', control: 'area', rows: 3 },
      { name: 'on', control: 'day' },
      { name: 'failed', control: 'check' },
      {
        name: 'delay',
        control: 'choice',
        choices: ['repairer', 'parts'],
        words: 'delay',
        nullable: true,
      },
    ],
    defaults: ({ me, now }) => ({
      work: '',
      on: storeDate(now, me.store.timeZone),
      failed: false,
      delay: '',
    }),
  },
  goods_out: {
    fields: ({ view }) => [
      ...(givesAnotherUnit(view) ? [{ name: 'serialNumber', control: 'line' } as const] : []),
      { name: 'receivedBy', control: 'line' },
      { name: 'remarks', control: 'line' },
    ],
    defaults: ({ view }) => ({
      serialNumber: '',
      receivedBy: view.anonymous ? '' : view.customerName,
      remarks: '',
    }),
    // The customer's own unit keeps its number.
    fixed: ({ view }) => (givesAnotherUnit(view) ? {} : { serialNumber: '' }),
    aside: 'swap',
  },
  finish: { fields: nothing, defaults: noValues },
  adopt_purchase: { fields: nothing, defaults: noValues, aside: 'purchase_changes' },
  decline: { fields: () => [reason], defaults: () => ({ reason: '' }), ends: true },
  withdraw: {
    fields: () => [{ name: 'words', control: 'area', rows: 3 }],
    defaults: () => ({ words: '' }),
    ends: true,
  },
  void: { fields: () => [reason, pin], defaults: () => ({ reason: '', pin: '' }), ends: true },
  reassign: {
    fields: () => [
      { name: 'handlerId', control: 'staff' },
      { name: 'reason', control: 'line' },
    ],
    defaults: ({ view, me }) => ({
      handlerId: view.handler.id === me.staff.id ? '' : me.staff.id,
      reason: '',
    }),
  },
  link_complaint: {
    fields: () => [{ name: 'number', control: 'other_complaint' }],
    defaults: () => ({ number: '' }),
  },
  add_file: { fields: () => [{ name: 'files', control: 'files' }], defaults: () => ({ files: [] }) },
  note: { fields: () => [{ name: 'text', control: 'area', rows: 5 }], defaults: () => ({ text: '' }) },
}

/**
 * What is sent for an action, before its schema has read it.
 * @param action of the table
 * @param values what the controls hold
 * @param context the case and who acts
 */
export function caseInputOf(
  action: CaseAction,
  values: FormValues,
  context: CaseFormContext,
): Record<string, unknown> {
  const form = caseForms[action]
  if (form.own !== undefined) return form.own.input(values, context)
  return {
    ...inputOf(form.fields(context), values, context.me.store.timeZone),
    ...form.fixed?.(context),
  }
}

/** Is there nothing to enter and nothing to read first, so that it is done at once? */
export function isDoneAtOnce(action: CaseAction, context: CaseFormContext): boolean {
  const { own, aside, fields } = caseForms[action]
  return own === undefined && aside === undefined && fields(context).length === 0
}
