import { describe, expect, it } from 'vitest'
import { isMasked } from '../../db/erasure.ts'
import { maskOf } from '../../db/masks.ts'
import { entities, recordPlan } from '../../db/records.ts'
import { caseActionInputs, planSchema } from '../../domain/case/input.ts'
import { optionsSchema } from '../../domain/complaint/input.ts'
import { inspected } from '../helpers/cases.ts'
import { apologyLine } from '../helpers/walk.ts'

const masked = (property: string, value: unknown) => maskOf(property, true)(value, 'row-1')

describe('a paper whose words are gone still reads as a paper', () => {
  it('the options of a resolution keep what was promised and lose how it was said', () => {
    const options = optionsSchema.parse([
      { lines: [{ ...apologyLine, kind: 'gift', amountFen: 5_000, detail: '送李女士一只锅' }] },
    ])
    expect(optionsSchema.parse(masked('options', options))).toEqual([
      { lines: [{ ...apologyLine, kind: 'gift', amountFen: 5_000, detail: '已删除' }] },
    ])
  })

  it('the plan of a case', () => {
    const plan = planSchema.parse({
      remedy: 'exchange',
      replacement: { model: '某型号', productName: '某品名', priceFen: 100 },
      offers: [{ kind: 'coupon', amountFen: 500, detail: '给李女士' }],
      wording: '李女士收',
    })
    const after = masked('plan', plan)
    expect(planSchema.parse(after)).toMatchObject({
      remedy: 'exchange',
      replacement: { model: '已删除', priceFen: 100 },
      offers: [{ kind: 'coupon', amountFen: 500, detail: '已删除' }],
    })
    expect(JSON.stringify(after)).not.toMatch(/李女士|某/)
  })

  it('what was found on receipt', () => {
    const found = caseActionInputs.inspect.parse(
      inspected({ disposition: 'to_maker', grade: 'B', faultKind: 'performance', remarks: '李女士说摔过' }),
    )
    const after = masked('found', found)
    expect(caseActionInputs.inspect.parse(after)).toMatchObject({
      disposition: 'to_maker',
      grade: 'B',
      faultKind: 'performance',
      remarks: '已删除',
    })
  })
})

describe('every personal column of every kind of record', () => {
  const columns = entities.flatMap((entity) =>
    recordPlan(entity)
      .columns.filter((column) => column.personal)
      .map((column) => [`${entity}.${column.property}`, column] as const),
  )
  it.each(columns)('%s says nothing any more, and is told from one that does', (_, column) => {
    // A list in a column of JSON, a text in every other one.
    const typed = '["李女士"]'
    const form = column.toDriver(column.mask(column.fromDriver(typed), 'row-1'))
    expect(String(form)).not.toContain('李女士')
    expect(isMasked(column, form, 'row-1')).toBe(true)
    expect(isMasked(column, typed, 'row-1')).toBe(false)
  })
})
