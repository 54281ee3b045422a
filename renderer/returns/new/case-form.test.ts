import { describe, expect, it } from 'vitest'
import type { FoundPurchases, PurchaseLineView } from '../../../electron/desk/case-views.ts'
import {
  caseOpeningSchema,
  caseValuesSchema,
  controlOf,
  emptyCase,
  exactMatch,
  linesToBegin,
  openingOf,
} from './case-form.ts'
import { emptyLine, emptyPurchase, readPurchase } from './purchase-form.ts'

const id = '01a206ea-351c-7739-95fc-ad2ee19958d2'

function line(over: Partial<PurchaseLineView>): PurchaseLineView {
  return {
    id,
    position: 0,
    model: 'DJ13B',
    productName: '豆浆机',
    brand: '',
    family: null,
    category: null,
    serialNumber: '',
    swaps: [],
    quantity: 1,
    paidFen: 29900,
    warrantyMonths: 12,
    gifts: [],
    takenUnits: 0,
    returnedUnits: 0,
    refundedFen: 0,
    repairs: [],
    ...over,
  }
}

function found(orderNumber: string, ...lines: PurchaseLineView[]): FoundPurchases {
  const customer = { id, anonymous: false, name: '赵女士', phones: [], memberNumber: '', erased: false }
  const purchase = {
    id,
    version: 1,
    customerId: id,
    orderNumber,
    channel: 'store' as const,
    invoicedOn: '2026-11-17',
    deliveredOn: null,
    paymentMethod: null,
    soldOutOfStock: false,
    promisedArrivalOn: null,
    confirmationSigned: false,
    lines,
    cases: [],
    incomplete: [],
  }
  return { known: [{ purchase, customer }], till: [] }
}

describe('Enter in the search, as a scanner sends it', () => {
  it('takes the unit whose serial was scanned, whatever its hyphens', () => {
    const one = found(
      'A1',
      line({ position: 0, serialNumber: 'SN-0001' }),
      line({ position: 1, serialNumber: 'SN-0002' }),
    )
    expect(exactMatch(one, 'sn0002')).toEqual({ picked: { kind: 'known', purchaseId: id }, position: 1 })
  })

  it('takes the unit that replaced the one that was sold', () => {
    const swap = { at: '', oldSerial: 'SN-1', newSerial: 'SN-9', caseId: id, caseNumber: '' }
    expect(exactMatch(found('A1', line({ serialNumber: 'SN-1', swaps: [swap] })), 'SN-9')?.position).toBe(0)
  })

  it('takes nothing for a part of a number, or where two purchases bear it', () => {
    expect(exactMatch(found('A123', line({})), 'A12')).toBeNull()
    const one = found('A123', line({}))
    const twice = { known: [...one.known, ...one.known], till: [] }
    expect(exactMatch(twice, 'a123')).toBeNull()
  })
})

describe('the line that need not be chosen', () => {
  const choosable = (position: number, available: number) => ({
    position,
    goods: '',
    serial: '',
    quantity: 1,
    paidFen: 1,
    available,
    known: null,
  })

  it('is the only one that is left, and never one that is taken already', () => {
    expect(linesToBegin([choosable(0, 0), choosable(1, 1)], null)).toEqual([{ position: 1, units: '1' }])
    expect(linesToBegin([choosable(0, 0), choosable(1, 1)], 0)).toEqual([])
    expect(linesToBegin([choosable(0, 1), choosable(1, 1)], null)).toEqual([])
  })
})

describe('what is sent', () => {
  const typed = {
    ...emptyCase(),
    picked: { kind: 'typed' as const },
    name: '赵女士',
    phone: '13800000001',
    lines: [{ position: 0, units: '1' }],
    reason: 'quality_fault' as const,
    whatHappened: '不加热',
    purchase: {
      ...emptyPurchase(),
      invoicedOn: '2026-11-17',
      lines: [{ ...emptyLine(), model: 'DJ13B', paid: '299' }],
    },
  }

  it('of a purchase that was typed has its price in fen', () => {
    const parsed = caseOpeningSchema.safeParse(openingOf(typed, null))
    expect(parsed.data?.purchase).toMatchObject({ purchase: { lines: [{ paidFen: 29900, quantity: 1 }] } })
  })

  it('is refused where the price is missing, at the field of the price', () => {
    const values = {
      ...typed,
      purchase: { ...typed.purchase, lines: [{ ...emptyLine(), model: 'DJ13B' }] },
    }
    const parsed = caseOpeningSchema.safeParse(openingOf(values, null))
    const paths = parsed.error?.issues.map((issue) => controlOf(issue.path.map(String).join('.'), values))
    expect(paths).toEqual(['purchase.lines.0.paid'])
    expect(readPurchase(values.purchase)).toBeNull()
  })

  it('names no kind of fault for goods that were never shipped', () => {
    const parsed = caseOpeningSchema.safeParse(openingOf({ ...typed, reason: 'not_shipped' }, null))
    expect(parsed.data?.faultKind).toBeNull()
  })

  it('half a unit is refused at its own line', () => {
    const values = { ...typed, lines: [{ position: 3, units: '0.5' }] }
    const parsed = caseOpeningSchema.safeParse(openingOf(values, null))
    const paths = parsed.error?.issues.map((issue) => controlOf(issue.path.map(String).join('.'), values))
    expect(paths).toEqual(['units.3'])
  })
})

describe('a draft read back', () => {
  it('is the form as it was', () => {
    const values = { ...emptyCase(), whatHappened: '不加热', reason: 'quality_fault' as const }
    expect(caseValuesSchema.parse(JSON.parse(JSON.stringify(values)))).toEqual(values)
  })

  it('of an older program, or damaged, loses only what cannot be read', () => {
    const read = caseValuesSchema.parse({
      whatHappened: '不加热',
      reason: 'moonshine',
      picked: 7,
      lines: 'x',
    })
    expect(read).toEqual({ ...emptyCase(), whatHappened: '不加热' })
  })
})
