import { describe, expect, it } from 'vitest'
import type { RemedyLine } from './input.ts'
import { goodwillOf, resolutionGaps } from './resolution.ts'

const line = (kind: RemedyLine['kind'], more: Partial<RemedyLine> = {}): RemedyLine => ({
  kind,
  basis: 'goodwill',
  amountFen: null,
  detail: '',
  department: null,
  dueOn: null,
  ...more,
})
const gapsOf = (...lines: RemedyLine[]) => resolutionGaps([{ lines }], '致歉')
const law = (kind: RemedyLine['kind'], amountFen: number, detail = '') =>
  line(kind, { basis: 'law', amountFen, detail })

describe('a resolution is not complete', () => {
  it.each([
    ['a gift without its worth', line('gift', { detail: '电饭煲' }), ['amount']],
    [
      'a gift that is called the store’s mistake',
      line('gift', { basis: 'store_mistake', detail: '锅' }),
      ['amount'],
    ],
    ['an exchange out of goodwill without its worth', line('exchange'), ['amount']],
    ['a repair out of goodwill for nothing', line('repair', { amountFen: 0 }), ['amount']],
    ['compensation by a law that nobody names', law('compensation', 100), ['detail']],
    ['a coupon by a law that nobody names', law('coupon', 100), ['detail']],
  ])('%s', (_name, given, gaps) => {
    expect(gapsOf(given)).toEqual(gaps)
  })

  it.each([
    ['an apology out of goodwill', line('apology')],
    ['an exchange that the law grants', line('exchange', { basis: 'law' })],
    ['compensation by a law that is named', law('compensation', 100, '消费者权益保护法第五十五条')],
  ])('but %s is', (_name, given) => {
    expect(gapsOf(given)).toEqual([])
  })
})

describe('goodwill against the limit of a complaint', () => {
  const counted = (...lines: RemedyLine[]) => goodwillOf([{ lines }])

  it.each(['price_reduction', 'shared_cost', 'coupon', 'gift', 'compensation'] as const)(
    '%s counts whatever basis the handler chose',
    (kind) => {
      for (const basis of ['goodwill', 'store_mistake', 'law'] as const)
        expect(counted(line(kind, { basis, amountFen: 300 })), basis).toMatchObject({ totalFen: 300 })
    },
  )

  it('what rests on a named law counts for the supervisor alone', () => {
    expect(counted(law('compensation', 300, '第五十五条'), line('coupon', { amountFen: 20 }))).toEqual({
      totalFen: 20,
      cashFen: 0,
      withCited: { totalFen: 320, cashFen: 300 },
    })
  })

  it('a refund that the law grants has no limit, one out of goodwill has', () => {
    expect(counted(law('refund', 900_000)).totalFen).toBe(0)
    expect(counted(line('refund', { amountFen: 900_000 })).cashFen).toBe(900_000)
  })

  it('is the dearest option with what earlier papers of the complaint have given', () => {
    const options = [100, 300, 200].map((amountFen) => ({ lines: [line('compensation', { amountFen })] }))
    expect(goodwillOf(options, [line('coupon', { amountFen: 50 }), law('refund', 7_000)])).toMatchObject({
      totalFen: 350,
      cashFen: 300,
    })
  })
})
