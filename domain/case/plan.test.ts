import { describe, expect, it } from 'vitest'
import { planSchema } from './input.ts'
import type { Basis } from './plan.ts'
import { needsGoodsIn, needsGoodsOut, needsInspection, planGaps, planGoodwill, remediesFor } from './plan.ts'
import { caseReasons, caseRemedies } from './vocabulary.ts'

const law: Basis = { kind: 'entitlement', rule: 'fault_refund', layer: 'law' }
const plan = (more: object) => planSchema.parse({ remedy: 'refund', ...more })
const offer = (kind: string, amountFen: number) => ({ kind, amountFen, detail: 'x' })

describe('goodwill of a plan', () => {
  it('is nothing where the law grants the refund, whatever it is worth', () => {
    expect(planGoodwill(plan({}), law, 299_900)).toEqual({ totalFen: 0, cashFen: 0 })
  })

  it('is the whole refund, in cash, where nobody grants it', () => {
    expect(planGoodwill(plan({}), null, 29_900)).toEqual({ totalFen: 29_900, cashFen: 29_900 })
  })

  it('is the worth of the goods, in kind, for an exchange that nobody grants', () => {
    expect(planGoodwill(plan({ remedy: 'exchange' }), null, 29_900)).toEqual({ totalFen: 29_900, cashFen: 0 })
  })

  it('of a free repair that nobody owes is its cost, and without a cost the worth of the goods', () => {
    expect(planGoodwill(plan({ remedy: 'repair', costFen: 8_000 }), null, 29_900).totalFen).toBe(8_000)
    expect(planGoodwill(plan({ remedy: 'repair' }), null, 29_900).totalFen).toBe(29_900)
  })

  it('counts every offer, an apology as nothing, money in hand as cash', () => {
    const offers = [
      offer('apology', 9),
      offer('coupon', 5_000),
      offer('gift', 1_000),
      offer('partial_refund', 200),
      offer('compensation', 30),
    ]
    expect(planGoodwill(plan({ offers }), law, 29_900)).toEqual({ totalFen: 6_230, cashFen: 230 })
  })

  it('of an exchange that pays money out is that money, in cash, unless a refund is granted too', () => {
    const cheaper = plan({ remedy: 'exchange' })
    expect(planGoodwill(cheaper, law, 299_900, 200_000)).toEqual({ totalFen: 200_000, cashFen: 200_000 })
    expect(planGoodwill(cheaper, null, 299_900, 299_899)).toEqual({ totalFen: 299_900, cashFen: 299_899 })
    expect(planGoodwill(cheaper, law, 299_900)).toEqual({ totalFen: 0, cashFen: 0 })
  })

  it('is nothing where the customer pays the repair', () => {
    expect(planGoodwill(plan({ remedy: 'paid_repair', costFen: 8_000 }), null, 29_900).totalFen).toBe(0)
  })
})

describe('a complete plan', () => {
  it.each([
    [{ remedy: 'offers_only' }, ['offer']],
    [{ offers: [{ kind: 'coupon', amountFen: 0 }] }, ['amount']],
    [{ offers: [{ kind: 'gift', amountFen: 100 }] }, ['detail']],
    [{ remedy: 'exchange' }, ['replacement']],
    [{ remedy: 'exchange', replacement: { model: 'TV', priceFen: 0 } }, ['replacement']],
    [{ remedy: 'paid_repair' }, ['cost']],
    [{ remedy: 'paid_repair', costFen: 0 }, ['cost']],
    [{ remedy: 'repair', costFen: 0 }, ['cost']],
    [{ remedy: 'repair' }, []],
    [{ offers: [{ kind: 'apology', amountFen: 0 }] }, []],
  ])('%o lacks %o', (given, gaps) => {
    expect(planGaps(plan(given))).toEqual(gaps)
  })

  it('asks for goods that can come back, and only those', () => {
    expect(needsGoodsIn('quality_fault', plan({}))).toBe(true)
    expect(needsGoodsIn('quality_fault', plan({ keepsGoods: true }))).toBe(false)
    expect(needsGoodsIn('not_shipped', plan({}))).toBe(false)
    expect(needsGoodsIn('missing_parts', plan({ remedy: 'reship' }))).toBe(false)
    expect(needsGoodsIn('wrong_article', plan({ remedy: 'reship' }))).toBe(true)
    expect(needsGoodsIn('quality_fault', plan({ remedy: 'offers_only' }))).toBe(false)
  })

  it('repairs nothing that the customer never had', () => {
    expect(remediesFor('not_shipped')).toEqual(['refund', 'exchange', 'reship', 'offers_only'])
    expect(remediesFor('quality_fault')).toEqual(caseRemedies)
  })

  it('sends goods out for everything but money and offers', () => {
    expect(caseRemedies.filter(needsGoodsOut)).toEqual(['exchange', 'reship', 'repair', 'paid_repair'])
  })

  it('looks at everything that has arrived', () => {
    expect(caseReasons.filter((reason) => !needsInspection(reason))).toEqual(['not_shipped', 'under_way'])
  })
})
