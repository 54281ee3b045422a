import { defaultPolicy } from '../../domain/policy.ts'
import type { CaseView, WholePurchaseView } from '../../electron/desk/case-views.ts'
import type { StaffView } from '../../electron/desk/views.ts'
import type { CaseFormContext } from '../../renderer/returns/actions/case-forms.ts'

/* A case for the tests of the forms beside it. */

const id = '01a206ea-351c-7739-95fc-ad2ee19958d2'
const customer = {
  id,
  anonymous: false,
  name: '赵女士',
  phones: ['13800000001'],
  memberNumber: '',
  erased: false,
}
const clerk: StaffView = {
  id,
  number: '1001',
  name: '林晓雯',
  role: 'clerk',
  department: null,
  active: true,
}

const purchase: WholePurchaseView = {
  id,
  version: 1,
  customerId: id,
  orderNumber: 'SO1',
  channel: 'store',
  invoicedOn: '2026-05-14',
  deliveredOn: null,
  paymentMethod: 'wechat',
  soldOutOfStock: false,
  promisedArrivalOn: null,
  confirmationSigned: false,
  cases: [],
  incomplete: [],
  lines: [
    {
      id,
      position: 0,
      model: 'DJ13B',
      productName: '豆浆机',
      brand: '',
      family: null,
      category: null,
      serialNumber: 'CN7000001',
      swaps: [],
      quantity: 1,
      paidFen: 29_900,
      warrantyMonths: 12,
      gifts: [
        { name: '豆子一袋', valueFen: 2_000 },
        { name: '清洗刷', valueFen: 500 },
      ],
      takenUnits: 1,
      returnedUnits: 0,
      refundedFen: 0,
      repairs: [],
    },
  ],
}

const view: CaseView = {
  id,
  number: 'TS001-20260520-R0001',
  version: 1,
  state: 'opened',
  reason: 'quality_fault',
  remedy: null,
  customerName: '赵女士',
  anonymous: false,
  product: '豆浆机 DJ13B',
  handler: { id, name: '林晓雯' },
  complaint: null,
  openedAt: '2026-05-20T02:30:00.000Z',
  refundFen: null,
  payFen: null,
  clock: null,
  nextAction: 'inspect',
  nextIsMine: true,
  withoutSignature: null,
  customer,
  purchase,
  lines: [
    {
      purchaseLineId: id,
      position: 0,
      model: 'DJ13B',
      productName: '豆浆机',
      serialNumber: 'CN7000001',
      units: 1,
      soldUnits: 1,
      soldFen: 29_900,
    },
  ],
  purchaseChanges: [],
  whatHappened: '不加热',
  faultKind: 'performance',
  voucherValid: true,
  openedBy: '林晓雯',
  entitlement: { grants: [], refused: [], day: 6, warrantyUntil: null },
  authorisations: [],
  inspection: null,
  plan: null,
  earlierPlans: [],
  offersWithinMyLimit: [],
  repairs: [],
  custody: [],
  goodsInAt: null,
  goodsOutAt: null,
  newSerial: '',
  handedTo: '',
  payout: null,
  payment: null,
  refundDueAt: null,
  refundBreachAt: null,
  files: [],
  happenings: [],
  // Its plan gives goodwill that the submitter may approve.
  offers: [{ action: 'submit', missing: [], primary: true, pin: true }],
  endedAt: null,
  slip: false,
  policyVersion: 1,
}

/**
 * What a form starts from, for tests.
 * @param over what is different in the case
 */
export function sampleContext(over: Partial<CaseView>): CaseFormContext {
  return {
    view: { ...view, ...over },
    me: {
      staff: clerk,
      store: { code: 'TS001', name: '测试店', timeZone: 'Asia/Shanghai' },
      language: null,
    },
    staff: [clerk],
    policy: defaultPolicy,
    now: Date.parse('2026-05-20T02:30:00.000Z'),
  }
}
