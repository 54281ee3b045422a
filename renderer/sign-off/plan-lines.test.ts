import { describe, expect, it } from 'vitest'
import { planSchema } from '../../domain/case/input.ts'
import { settleReturn } from '../../domain/return-money.ts'
import type { InspectionView } from '../../electron/desk/case-views.ts'
import { calculationOf, inspectionMarks } from './plan-lines.ts'

const plan = planSchema.parse({ remedy: 'refund' })
const line = { id: 'a', quantity: 1, paidFen: 299_900, returned: 1 }

describe('the calculation that the signer reads', () => {
  it('spells out what is deducted and ends with what is paid out', () => {
    const settlement = settleReturn({ lines: [line], giftsMissingFen: 4_900, freightCustomerFen: 1_200 })
    expect(
      calculationOf({ settlement, refundFen: settlement.refundFen, payFen: settlement.payFen, plan }),
    ).toEqual([
      { code: 'goods', fen: 299_900 },
      { code: 'gifts_missing', fen: -4_900 },
      { code: 'freight', fen: -1_200 },
      { code: 'refund', fen: 293_800 },
    ])
  })

  it('ends with what the customer pays for a dearer unit', () => {
    const settlement = settleReturn({ lines: [line], replacementFen: 349_900 })
    expect(calculationOf({ settlement, refundFen: 0, payFen: 50_000, plan }).at(-1)).toEqual({
      code: 'pay',
      fen: 50_000,
    })
  })

  it('says that nobody pays where an exchange comes out even, instead of ending without a result', () => {
    const settlement = settleReturn({ lines: [line], replacementFen: 299_900 })
    expect(calculationOf({ settlement, refundFen: 0, payFen: 0, plan }).at(-1)).toEqual({
      code: 'even',
      fen: 0,
    })
  })

  it('adds up: money in hand that the plan offers besides is a line of its own', () => {
    const settlement = settleReturn({ lines: [line], giftsMissingFen: 100 })
    const offering = planSchema.parse({
      remedy: 'refund',
      offers: [
        { kind: 'compensation', amountFen: 2_000 },
        { kind: 'coupon', amountFen: 5_000 },
      ],
    })
    const lines = calculationOf({
      settlement,
      refundFen: settlement.refundFen + 2_000,
      payFen: 0,
      plan: offering,
    })
    const sum = lines.slice(0, -1).reduce((all, each) => all + each.fen, 0)
    expect(sum).toBe(lines.at(-1)?.fen)
  })

  it('is only the price of a paid repair, and empty where no money moves', () => {
    const repair = planSchema.parse({ remedy: 'paid_repair', costFen: 12_000 })
    expect(calculationOf({ settlement: null, refundFen: 0, payFen: 12_000, plan: repair })).toEqual([
      { code: 'repair', fen: -12_000 },
      { code: 'pay', fen: 12_000 },
    ])
    const free = planSchema.parse({ remedy: 'repair' })
    expect(calculationOf({ settlement: null, refundFen: 0, payFen: 0, plan: free })).toEqual([])
  })
})

const asSold: InspectionView = {
  id: 'i',
  at: '2026-11-23T01:00:00.000Z',
  by: '周技术',
  faultConfirmed: true,
  sameFault: false,
  grade: 'a',
  fitForSecondSale: true,
  damagedByCustomer: false,
  openedWithoutPermission: false,
  used: false,
  tagsComplete: true,
  packagingComplete: true,
  accessoriesComplete: true,
  missing: '',
  giftsMissing: [],
  serialSeen: '',
  serialExplanation: '',
  serialMatches: null,
  modelAvailable: true,
  disposition: null,
  remarks: '',
}

describe('what an inspection found', () => {
  it('is the fault and that nothing speaks against the goods', () => {
    expect(inspectionMarks(asSold)).toEqual(['fault_confirmed', 'nothing_against'])
  })

  it('leaves the fault out where it was not what was looked at', () => {
    expect(inspectionMarks({ ...asSold, faultConfirmed: null })).toEqual(['nothing_against'])
  })

  it('names a serial that differs, but not one that the purchase never had', () => {
    expect(inspectionMarks({ ...asSold, serialMatches: false })).toContain('serial_differs')
    expect(inspectionMarks({ ...asSold, serialMatches: null })).not.toContain('serial_differs')
  })

  it('names everything that speaks against', () => {
    const worn = {
      ...asSold,
      faultConfirmed: false,
      used: true,
      fitForSecondSale: false,
      giftsMissing: [{ position: 0, gift: 0 }],
    }
    expect(inspectionMarks(worn)).toEqual(['fault_not_found', 'used', 'gifts_missing', 'not_fit'])
  })
})
