import { describe, expect, it } from 'vitest'
import { planSchema } from '../../../domain/case/input.ts'
import type { Grant } from '../../../domain/entitlement.ts'
import { defaultPolicy } from '../../../domain/policy.ts'
import { sampleContext } from '../../../tests/helpers/sample-case.ts'
import { planControlOf, planInput, planValues, remedyChoices } from './plan-form.ts'

const exchange: Grant = {
  remedy: 'exchange',
  rule: 'fault_exchange',
  layer: 'law',
  citation: defaultPolicy.entitlement.citations.fault_exchange,
  daysLeft: 3,
  freight: 'store',
}
const context = sampleContext({
  entitlement: {
    grants: [exchange],
    refused: [{ remedy: 'refund', reason: 'after_day_7' }],
    day: 12,
    warrantyUntil: null,
  },
  authorisations: [{ id: 'a', number: 'SQ-1', title: '15 天退货', remedies: ['refund'] }],
})

describe('the remedies that a plan offers', () => {
  it('begin with what the customer is entitled to, and say what would need a signature', () => {
    const choices = remedyChoices(context.view).map(({ remedy, standing }) => `${remedy} ${standing.kind}`)
    expect(choices).toEqual([
      'exchange granted',
      'refund authorised',
      'paid_repair paid',
      'reship beyond',
      'repair beyond',
      'offers_only free',
    ])
  })
})

describe('a plan as it is sent', () => {
  const values = planValues(context)

  it('prices the same model as it was paid, to the fen', () => {
    const input = planInput({ ...values, worthFen: 29_999 }, context)
    expect(planSchema.parse(input).replacement).toEqual({
      model: 'DJ13B',
      productName: '豆浆机',
      priceFen: 29_999,
    })
  })

  it('offers the same model for a single line only: several lines have no one model and no one price', () => {
    const [line] = context.view.lines
    if (line === undefined) throw new Error('The sample has no line')
    const several = sampleContext({ lines: [line, { ...line, position: 1, model: 'KX-23' }] })
    const opened = planValues(several)
    expect(opened).toMatchObject({ sameModel: false, model: '', productName: '' })
    const ticked = {
      ...opened,
      remedy: 'exchange' as const,
      sameModel: true,
      worthFen: 59_800,
      model: 'DJ20',
    }
    const input = planInput({ ...ticked, price: '399' }, several)
    expect(input.replacement).toMatchObject({ model: 'DJ20', priceFen: 39_900 })
  })

  it('is refused where a dearer model has no price, instead of being given away', () => {
    const parsed = planSchema.safeParse(planInput({ ...values, sameModel: false, model: 'DJ20' }, context))
    expect(parsed.error?.issues.map((issue) => issue.path.join('.'))).toEqual(['replacement.priceFen'])
  })

  it('charges no freight that the store bears, whatever was typed before', () => {
    expect(planInput({ ...values, freight: '25' }, context).freightCustomerFen).toBe(0)
    expect(planInput({ ...values, remedy: 'refund', freight: '25' }, context).freightCustomerFen).toBe(2_500)
  })

  it('leads a refusal to the offer that was meant, though only given offers go out', () => {
    const offers = values.offers.map((offer) => ({ ...offer, given: offer.kind === 'gift' }))
    expect(planControlOf('offers.0.amountFen', { ...values, offers })).toBe('offers.2.amount')
    expect(planControlOf('replacement.priceFen', { ...values, offers })).toBe('price')
  })
})
