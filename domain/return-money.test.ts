import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ReturnMoneyError, settleReturn } from './return-money.ts'

function codeOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof ReturnMoneyError) return `${error.code} ${error.field}`
    throw error
  }
  return 'settled'
}

const line = { id: 'a', quantity: 3, paidFen: 1000, returned: 1 }

describe('money of a return', () => {
  it('rounds half a fen up, and gives the last unit what is left', () => {
    const first = settleReturn({ lines: [line] })
    const second = settleReturn({ lines: [{ ...line, alreadyReturned: 1, alreadyRefundedFen: 333 }] })
    const third = settleReturn({ lines: [{ ...line, alreadyReturned: 2, alreadyRefundedFen: 667 }] })
    expect([first, second, third].map((each) => each.refundFen)).toEqual([333, 334, 333])
    expect(settleReturn({ lines: [{ id: 'a', quantity: 2, paidFen: 1, returned: 1 }] }).refundFen).toBe(1)
  })

  it('never makes the customer of a plain return pay, however dear gift and freight are', () => {
    expect(settleReturn({ lines: [line], giftsMissingFen: 300, freightCustomerFen: 100 })).toMatchObject({
      refundFen: 0,
      payFen: 0,
      goodsFen: 333,
    })
  })

  it('lets the customer of an exchange pay gift and freight with the difference', () => {
    expect(
      settleReturn({ lines: [line], giftsMissingFen: 300, freightCustomerFen: 100, replacementFen: 333 }),
    ).toMatchObject({ refundFen: 0, payFen: 400 })
  })

  it('exchanges like for like without anybody paying', () => {
    expect(settleReturn({ lines: [line], replacementFen: 333 })).toMatchObject({ refundFen: 0, payFen: 0 })
  })

  it('adds the lines of one return up', () => {
    const lines = [
      line,
      { id: 'b', quantity: 1, paidFen: 50, returned: 1 },
      { ...line, id: 'c', returned: 0 },
    ]
    expect(settleReturn({ lines })).toMatchObject({
      refundFen: 383,
      lines: [{ refundFen: 333 }, { refundFen: 50 }, { refundFen: 0 }],
    })
  })

  it.each([
    ['more units than were sold', { lines: [{ ...line, returned: 4 }] }, 'more_than_sold lines.0.returned'],
    [
      'more units than are left',
      { lines: [{ ...line, alreadyReturned: 3, alreadyRefundedFen: 1000 }] },
      'more_than_sold lines.0.returned',
    ],
    [
      'goods for which more was given back than they are worth',
      { lines: [{ ...line, alreadyReturned: 1, alreadyRefundedFen: 1000 }] },
      'more_than_paid lines.0.alreadyRefundedFen',
    ],
    ['no unit at all', { lines: [{ ...line, returned: 0 }] }, 'nothing_returned lines'],
    ['no line at all', { lines: [] }, 'nothing_returned lines'],
    ['half a unit', { lines: [{ ...line, returned: 0.5 }] }, 'not_a_quantity lines.0.returned'],
    ['a negative number of units', { lines: [{ ...line, returned: -1 }] }, 'not_a_quantity lines.0.returned'],
    ['a negative price', { lines: [{ ...line, paidFen: -1 }] }, 'not_an_amount lines.0.paidFen'],
    ['a fraction of a fen', { lines: [{ ...line, paidFen: 0.1 }] }, 'not_an_amount lines.0.paidFen'],
    [
      'an amount that is no number',
      { lines: [line], giftsMissingFen: Number.NaN },
      'not_an_amount giftsMissingFen',
    ],
    ['a negative freight', { lines: [line], freightCustomerFen: -1 }, 'not_an_amount freightCustomerFen'],
    [
      'a replacement at a negative price',
      { lines: [line], replacementFen: -1 },
      'not_an_amount replacementFen',
    ],
  ])('refuses %s and names the field', (_, facts, refusal) => {
    expect(codeOf(() => settleReturn(facts))).toBe(refusal)
  })

  it('gives back exactly what was paid when all units came back, and never more on the way', () => {
    const sold = fc.record({
      quantity: fc.integer({ min: 1, max: 60 }),
      paidFen: fc.integer({ min: 0, max: 1_000_000_000 }),
    })
    fc.assert(
      fc.property(sold, fc.infiniteStream(fc.integer({ min: 1, max: 7 })), ({ quantity, paidFen }, parts) => {
        let alreadyReturned = 0
        let alreadyRefundedFen = 0
        for (const part of parts) {
          const returned = Math.min(part, quantity - alreadyReturned)
          const { goodsFen } = settleReturn({
            lines: [{ id: 'a', quantity, paidFen, alreadyReturned, alreadyRefundedFen, returned }],
          })
          expect(goodsFen).toBeGreaterThanOrEqual(0)
          alreadyReturned += returned
          alreadyRefundedFen += goodsFen
          expect(alreadyRefundedFen).toBeLessThanOrEqual(paidFen)
          if (alreadyReturned === quantity) break
        }
        expect(alreadyRefundedFen).toBe(paidFen)
      }),
    )
  })

  it('moves money in one direction only, and balances to the fen', () => {
    const amount = fc.integer({ min: 0, max: 10_000_000 })
    fc.assert(
      fc.property(
        amount,
        amount,
        amount,
        amount,
        (paidFen, giftsMissingFen, freightCustomerFen, replacementFen) => {
          const { refundFen, payFen, goodsFen } = settleReturn({
            lines: [{ id: 'a', quantity: 1, paidFen, returned: 1 }],
            giftsMissingFen,
            freightCustomerFen,
            replacementFen,
          })
          expect(Math.min(refundFen, payFen)).toBe(0)
          expect(goodsFen + payFen).toBe(refundFen + giftsMissingFen + freightCustomerFen + replacementFen)
        },
      ),
    )
  })
})
