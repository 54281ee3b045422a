import { describe, expect, it } from 'vitest'
import { custodySchema } from '../../domain/case/input.ts'
import { custodyInput, emptyCustody, placesInUse } from './custody-form.ts'

const goods = { ...emptyCustody, description: '电水壶 一只', place: 'A-03' }

describe('what is recorded of goods left at the desk', () => {
  it('belongs to the customer that was found again, whatever name stands in the field', () => {
    const customerId = '0199aaaa-0000-7000-8000-000000000001'
    const input = custodyInput({ ...goods, customerId, name: '李四', phone: '13800000000' })
    expect(input.customer).toEqual({ kind: 'known', customerId })
  })

  it('belongs to nobody by name when the customer wants that, even where one had been typed', () => {
    expect(custodyInput({ ...goods, anonymous: true, name: '李四' }).customer).toEqual({ kind: 'anonymous' })
  })

  it('wants a name from a new customer, at the field of the name', () => {
    const parsed = custodySchema.safeParse(custodyInput(goods))
    expect(parsed.error?.issues.map((issue) => issue.path.join('.'))).toEqual(['customer.name'])
  })

  it('wants to know what it is and where it lies', () => {
    const parsed = custodySchema.safeParse(custodyInput({ ...emptyCustody, anonymous: true }))
    expect(parsed.error?.issues.map((issue) => issue.path.join('.'))).toEqual(['description', 'place'])
  })

  it('is told the places in use, the most used first and each once', () => {
    expect(placesInUse([{ place: 'B' }, { place: 'A' }, { place: 'A' }])).toEqual(['A', 'B'])
  })
})
