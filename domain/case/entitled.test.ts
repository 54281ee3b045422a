import { describe, expect, it } from 'vitest'
import { defaultPolicy } from '../policy.ts'
import type { LineFacts } from './entitled.ts'
import { caseEntitlement, wasDelivered } from './entitled.ts'

const line: LineFacts = {
  channel: 'store',
  invoicedOn: '2026-05-01',
  deliveredOn: null,
  at: '2026-05-06T10:00:00+08:00',
  category: null,
  family: 'tv',
  brand: '',
  warrantyMonths: 12,
  modelAvailable: true,
  condition: {
    fitForSecondSale: true,
    damagedByCustomer: false,
    openedWithoutPermission: false,
    voucherValid: true,
  },
  repairs: [],
}
const seen = { kind: 'performance', confirmed: true } as const

function remedies(
  ...given: Parameters<typeof caseEntitlement> extends [infer R, infer L, ...unknown[]] ? [R, L] : never
) {
  return caseEntitlement(given[0], given[1], seen, defaultPolicy).grants.map((grant) => grant.remedy)
}

describe('what the customer of a case is entitled to', () => {
  it('goods that were never shipped are paid back, without a limit of days', () => {
    const { grants } = caseEntitlement('not_shipped', [line], { ...seen, confirmed: false }, defaultPolicy)
    expect(grants).toMatchObject([
      { remedy: 'refund', rule: 'not_delivered', daysLeft: null, freight: 'store' },
    ])
  })

  it('goods that the customer has had by the records were not "never shipped"', () => {
    expect(caseEntitlement('not_shipped', [line], seen, defaultPolicy, true)).toMatchObject({
      grants: [],
      refused: [{ remedy: 'refund', reason: 'was_delivered' }],
    })
    const online = { channel: 'online', deliveredOn: null, soldOutOfStock: false } as const
    expect(wasDelivered(online, false)).toBe(false)
    expect(wasDelivered(online, true)).toBe(true)
    expect(wasDelivered({ ...online, deliveredOn: '2026-05-03' }, false)).toBe(true)
    expect(wasDelivered({ ...online, channel: 'store' }, false)).toBe(true)
    expect(wasDelivered({ ...online, channel: 'store', soldOutOfStock: true }, false)).toBe(false)
  })

  it('goods under way are waited for or stopped at the carrier first', () => {
    expect(caseEntitlement('under_way', [line], seen, defaultPolicy)).toMatchObject({
      grants: [],
      refused: [{ remedy: 'refund', reason: 'under_way' }],
    })
  })

  it('a fault gives what the law gives, also where the goods are to stay', () => {
    expect(remedies('quality_fault', [line])).toEqual(['refund', 'exchange', 'repair'])
    expect(remedies('refund_only', [line])).toEqual(['refund', 'exchange', 'repair'])
  })

  it('a mistake of the store is put right in its own order', () => {
    expect(remedies('wrong_article', [line])).toEqual(['reship', 'exchange', 'refund'])
  })

  it('of several lines a remedy is granted only where all have it, with the fewest days left', () => {
    const older = { ...line, invoicedOn: '2026-04-25' }
    const { grants, refused, day } = caseEntitlement('quality_fault', [line, older], seen, defaultPolicy)
    expect(grants.map(({ remedy, daysLeft }) => [remedy, daysLeft])).toEqual([
      ['exchange', 4],
      ['repair', 354],
    ])
    expect(refused).toEqual([{ remedy: 'refund', reason: 'after_day_7' }])
    expect(day).toBe(11)
  })

  it('is not asked of a case without lines', () => {
    expect(() => caseEntitlement('quality_fault', [], seen, defaultPolicy)).toThrow(RangeError)
  })
})
