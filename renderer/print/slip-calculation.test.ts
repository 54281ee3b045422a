import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planSchema } from '../../domain/case/input.ts'
import { settleReturn } from '../../domain/return-money.ts'
import { slipCalculation } from './slip-calculation.ts'

const line = { id: 'one', quantity: 3, paidFen: 10_000, returned: 1 }

describe('the calculation on a slip', () => {
  it('adds up to what is paid, whatever is returned, deducted, exchanged and given beside', () => {
    const amount = fc.integer({ min: 0, max: 500_000 })
    fc.assert(
      fc.property(
        fc.array(amount, { minLength: 1, maxLength: 4 }),
        amount,
        amount,
        fc.option(amount),
        amount,
        (paid, giftsMissingFen, freightCustomerFen, replacementFen, compensationFen) => {
          const settlement = settleReturn({
            lines: paid.map((paidFen, index) => ({ ...line, id: `${index}`, paidFen })),
            giftsMissingFen,
            freightCustomerFen,
            replacementFen,
          })
          const plan = planSchema.parse({
            remedy: replacementFen === null ? 'refund' : 'exchange',
            offers: [{ kind: 'compensation', amountFen: compensationFen }],
          })
          const balance = settlement.refundFen - settlement.payFen + compensationFen
          const refundFen = Math.max(0, balance)
          const payFen = Math.max(0, -balance)
          const { rows, result } = slipCalculation({ plan, settlement, refundFen, payFen })
          const sum = rows.reduce((all, row) => all + (row.kind === 'goods' ? 0 : row.fen), 0)
          expect(sum).toBe(refundFen - payFen)
          expect(result.fen).toBe(Math.max(refundFen, payFen))
        },
      ),
    )
  })

  it('says what the customer pays for a repair that nobody owes', () => {
    const plan = planSchema.parse({ remedy: 'paid_repair', costFen: 12_000 })
    expect(slipCalculation({ plan, settlement: null, refundFen: 0, payFen: 12_000 })).toEqual({
      rows: [{ kind: 'cost', fen: -12_000 }],
      result: { kind: 'pay', fen: 12_000 },
    })
  })

  it('calls one unit for another of the same price no difference, and a return that the gifts ate up nothing', () => {
    const facts = { lines: [line], giftsMissingFen: 0, freightCustomerFen: 0 }
    const { goodsFen } = settleReturn(facts)
    const exchange = planSchema.parse({
      remedy: 'exchange',
      replacement: { model: 'DJ13B', productName: '', priceFen: goodsFen },
    })
    const even = settleReturn({ ...facts, replacementFen: goodsFen })
    expect(slipCalculation({ plan: exchange, settlement: even, refundFen: 0, payFen: 0 }).result).toEqual({
      kind: 'even',
      fen: 0,
    })
    const eaten = settleReturn({ ...facts, giftsMissingFen: goodsFen })
    const refund = planSchema.parse({ remedy: 'refund' })
    expect(slipCalculation({ plan: refund, settlement: eaten, refundFen: 0, payFen: 0 }).result.kind).toBe(
      'nothing',
    )
  })

  it('has no rows where no money moves', () => {
    const plan = planSchema.parse({ remedy: 'repair', offers: [{ kind: 'apology', amountFen: 0 }] })
    expect(slipCalculation({ plan, settlement: null, refundFen: 0, payFen: 0 }).rows).toEqual([])
  })
})
