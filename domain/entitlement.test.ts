import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import type { entitlementFactsSchema } from './entitlement.ts'
import { assessEntitlement, entitlementReasons, faultKinds, saleChannels } from './entitlement.ts'
import { defaultPolicy, mergePolicy } from './policy.ts'

type Facts = z.input<typeof entitlementFactsSchema>

const confirmed = { kind: 'performance', confirmed: true } as const
const bought: Facts = {
  channel: 'store',
  invoicedOn: '2026-05-01',
  at: '2026-05-01T10:00:00+08:00',
  category: 'tv',
  warrantyMonths: 12,
  fault: confirmed,
}

/** At ten in the morning, so many civil days after the invoice. */
function onDay(day: number, more: Partial<Facts> = {}): Facts {
  const date = Temporal.PlainDate.from(more.invoicedOn ?? bought.invoicedOn).add({ days: day })
  return { ...bought, at: `${date}T10:00:00+08:00`, ...more }
}

function remedies(facts: Facts, policy = defaultPolicy) {
  return assessEntitlement(facts, policy).remedies
}

function reasonFor(remedy: string, facts: Facts, policy = defaultPolicy) {
  return assessEntitlement(facts, policy).refused.find((each) => each.remedy === remedy)?.reason
}

describe('a confirmed fault', () => {
  it('counts civil days of the store: 23:59 is still day 7, midnight is day 8', () => {
    expect(remedies({ ...bought, at: '2026-05-08T23:59:59+08:00' })).toContain('refund')
    expect(remedies({ ...bought, at: '2026-05-09T00:00:00+08:00' })).not.toContain('refund')
    expect(remedies({ ...bought, at: '2026-05-08T16:00:00Z' })).not.toContain('refund')
  })

  it('counts from the delivery where that is later, and from the invoice where the delivery was first', () => {
    expect(remedies(onDay(9, { deliveredOn: '2026-05-03' }))).toContain('refund')
    expect(remedies(onDay(8, { deliveredOn: '2026-04-20' }))).not.toContain('refund')
  })

  it('says how many days are left, on what it rests and who pays the freight', () => {
    const [refund, exchange, repair] = assessEntitlement(onDay(5), defaultPolicy).grants
    expect(refund).toMatchObject({
      remedy: 'refund',
      rule: 'fault_refund',
      layer: 'law',
      daysLeft: 2,
      freight: 'store',
    })
    expect(refund?.citation.zh).toContain('消费者权益保护法 第二十四条')
    expect(exchange).toMatchObject({ remedy: 'exchange', rule: 'fault_exchange', daysLeft: 10 })
    expect(repair).toMatchObject({ remedy: 'repair', rule: 'warranty_repair', daysLeft: 360 })
  })

  it('is repaired up to the same civil day, that day included, and to the last of a shorter month', () => {
    expect(remedies({ ...bought, at: '2027-05-01T18:00:00+08:00' })).toEqual(['repair'])
    expect(remedies({ ...bought, at: '2027-05-02T10:00:00+08:00' })).toEqual(['paid_repair'])
    const monthEnd = { ...bought, invoicedOn: '2026-01-31', warrantyMonths: 1 }
    expect(remedies({ ...monthEnd, at: '2026-02-28T10:00:00+08:00' })).toEqual(['repair'])
    expect(remedies({ ...monthEnd, at: '2026-03-01T10:00:00+08:00' })).toEqual(['paid_repair'])
  })

  it('has no repair in warranty where there is no warranty', () => {
    expect(reasonFor('repair', onDay(3, { warrantyMonths: 0 }))).toBe('out_of_warranty')
    expect(remedies(onDay(3, { warrantyMonths: null }))).toEqual(['refund', 'exchange', 'paid_repair'])
  })

  it('leaves out days in repair, each once however repairs overlap', () => {
    const repairs = [
      { from: '2026-05-02', to: '2026-05-06' },
      { from: '2026-05-04', to: '2026-05-08' },
    ]
    expect(assessEntitlement(onDay(12, { repairs }), defaultPolicy).day).toBe(6)
    expect(assessEntitlement(onDay(12, { repairs: [{ from: '2026-05-10' }] }), defaultPolicy).day).toBe(9)
    // In repair before it was delivered: those days did not count anyway.
    expect(assessEntitlement(onDay(12, { deliveredOn: '2026-05-05', repairs }), defaultPolicy).day).toBe(5)
  })

  it('lengthens the warranty by the days in repair', () => {
    const repairs = [{ from: '2026-06-01', to: '2026-06-11' }]
    expect(assessEntitlement(onDay(100, { repairs }), defaultPolicy).warrantyUntil).toBe('2027-05-11')
  })

  it.each([
    ['one failed repair', [{ from: '2026-06-01', to: '2026-06-03', failed: true }], false],
    [
      'a second repair that helped',
      [
        { from: '2026-06-01', to: '2026-06-03', failed: true },
        { from: '2026-06-11', to: '2026-06-13', failed: false },
      ],
      false,
    ],
    ['30 days through the repairer', [{ from: '2026-06-01', to: '2026-07-01', delay: 'repairer' }], false],
    ['31 days through the repairer', [{ from: '2026-06-01', to: '2026-07-02', delay: 'repairer' }], true],
    ['90 days for parts', [{ from: '2026-06-01', to: '2026-08-30', delay: 'parts' }], false],
    ['91 days for parts', [{ from: '2026-06-01', to: '2026-08-31', delay: 'parts' }], true],
    ['31 days through nobody', [{ from: '2026-06-01', to: '2026-07-02' }], false],
    [
      'twice 20 days through the repairer, which are not one repair',
      [
        { from: '2026-06-01', to: '2026-06-21', delay: 'repairer' },
        { from: '2026-07-01', to: '2026-07-21', delay: 'repairer' },
      ],
      false,
    ],
  ] as const)('after %s: exchange %s', (_, repairs, due) => {
    expect(remedies(onDay(200, { repairs: [...repairs] })).includes('exchange')).toBe(due)
  })

  it('gives no exchange for failed repairs once the warranty is over', () => {
    const repairs = [
      { from: '2026-06-01', to: '2026-06-03', failed: true },
      { from: '2026-07-01', to: '2026-07-03', failed: true },
    ]
    expect(remedies(onDay(369, { repairs }))).toContain('exchange')
    expect(remedies(onDay(370, { repairs }))).toEqual(['paid_repair'])
  })

  it('turns the exchange into a refund where the model is gone, also between day 8 and 15', () => {
    const facts = onDay(10, { modelAvailable: false })
    expect(remedies(facts)).toEqual(['refund', 'repair'])
    expect(reasonFor('exchange', facts)).toBe('model_unavailable')
    expect(assessEntitlement(facts, defaultPolicy).grants[0]).toMatchObject({
      rule: 'refund_for_exchange',
      daysLeft: 5,
    })
    expect(remedies(onDay(16, { modelAvailable: false }))).toEqual(['repair'])
  })

  it('gives nothing but an inspection before somebody has confirmed it', () => {
    const facts = onDay(3, { fault: { kind: 'performance', confirmed: false } })
    expect(remedies(facts)).toEqual([])
    expect(reasonFor('refund', facts)).toBe('fault_not_confirmed')
  })

  it.each([
    ['damagedByCustomer', true, 'damaged_by_customer'],
    ['openedWithoutPermission', true, 'opened_without_permission'],
    ['voucherValid', false, 'no_voucher'],
  ] as const)('is repaired against payment where %s is %s', (key, value, reason) => {
    const facts = onDay(3, { condition: { [key]: value } })
    expect(remedies(facts)).toEqual(['paid_repair'])
    expect(reasonFor('refund', facts)).toBe(reason)
    expect(assessEntitlement(facts, defaultPolicy).freight).toBe('customer')
  })

  it('names the first reason that holds, and each refused remedy once', () => {
    const { refused } = assessEntitlement(
      onDay(20, { condition: { damagedByCustomer: true } }),
      defaultPolicy,
    )
    expect(refused).toEqual([
      { remedy: 'refund', reason: 'after_day_7' },
      { remedy: 'exchange', reason: 'after_day_15' },
      { remedy: 'repair', reason: 'damaged_by_customer' },
    ])
  })
})

describe('a return without a reason', () => {
  const online: Partial<Facts> = { channel: 'online', fault: null, deliveredOn: '2026-05-03' }

  it.each(['online', 'phone', 'tv'] as const)(
    'is open to day 7 after the receipt of what was bought by %s',
    (channel) => {
      expect(remedies(onDay(9, { ...online, channel }))).toEqual(['refund'])
      expect(reasonFor('refund', onDay(10, { ...online, channel }))).toBe('after_no_reason_days')
    },
  )

  it('costs the customer the freight', () => {
    expect(assessEntitlement(onDay(5, online), defaultPolicy).freight).toBe('customer')
  })

  it('is closed for what the law excludes and for what cannot be sold again', () => {
    expect(reasonFor('refund', onDay(5, { ...online, category: 'perishable' }))).toBe('category_excluded')
    expect(reasonFor('refund', onDay(5, { ...online, condition: { fitForSecondSale: false } }))).toBe(
      'not_fit_for_second_sale',
    )
  })

  it('in the store rests on the store’s own promise', () => {
    const policy = mergePolicy(defaultPolicy, { storeNoReasonDays: 3 })
    const facts = onDay(3, { fault: null })
    expect(assessEntitlement(facts, policy).grants).toMatchObject([
      { remedy: 'refund', rule: 'store_no_reason', layer: 'store', daysLeft: 0 },
    ])
    expect(reasonFor('refund', onDay(4, { fault: null }), policy)).toBe('after_no_reason_days')
  })
})

describe('the store’s own mistake', () => {
  it.each(['wrong_article', 'missing_parts', 'damaged_on_arrival'] as const)(
    '%s has no time limit',
    (kind) => {
      expect(remedies(onDay(400, { fault: { kind, confirmed: true } }))).toEqual([
        'reship',
        'exchange',
        'refund',
      ])
    },
  )

  it('is paid back where the model is gone', () => {
    const facts = onDay(40, { fault: { kind: 'wrong_article', confirmed: true }, modelAvailable: false })
    expect(remedies(facts)).toEqual(['refund'])
  })

  it('gives nothing while nobody has confirmed it', () => {
    expect(remedies(onDay(4, { fault: { kind: 'wrong_article', confirmed: false } }))).toEqual([])
  })
})

describe('three layers', () => {
  const brand = {
    code: 'acme_30',
    layer: 'brand',
    brand: 'Acme',
    families: ['tv'],
    noReasonDays: null,
    refundDays: 30,
    exchangeDays: 10,
    warrantyMonths: 36,
    citation: { zh: 'Acme 三十天包退', en: 'Acme 30 days' },
  }
  const policy = mergePolicy(defaultPolicy, { entitlement: { promises: [brand] } })
  const ours: Partial<Facts> = { brand: 'ACME', family: 'tv' }

  it('the better one for the customer wins and is named', () => {
    const { grants } = assessEntitlement(onDay(9, ours), policy)
    expect(grants).toMatchObject([
      {
        remedy: 'refund',
        rule: 'promise',
        layer: 'brand',
        daysLeft: 21,
        citation: { zh: 'Acme 三十天包退' },
      },
      // The law's 15 days are better than the brand's 10.
      { remedy: 'exchange', rule: 'fault_exchange', layer: 'law', daysLeft: 6 },
      { remedy: 'repair' },
    ])
  })

  it('a brand’s longer warranty counts', () => {
    expect(remedies(onDay(800, ours), policy)).toEqual(['repair'])
  })

  it('a promise is for its own brand and family only', () => {
    expect(remedies(onDay(9, { ...ours, brand: 'Other' }), policy)).not.toContain('refund')
    expect(remedies(onDay(9, { ...ours, family: 'phone' }), policy)).not.toContain('refund')
  })
})

describe('whatever the facts', () => {
  const day = fc.integer({ min: 0, max: 900 })
  const finished = fc
    .tuple(
      fc.integer({ min: 0, max: 300 }),
      fc.integer({ min: 0, max: 120 }),
      fc.boolean(),
      fc.constantFrom(null, 'repairer', 'parts'),
    )
    .map(([from, length, failed, delay]) => {
      const start = Temporal.PlainDate.from('2026-05-01').add({ days: from })
      return { from: start.toString(), to: start.add({ days: length }).toString(), failed, delay } as const
    })
  const facts = fc.record({
    channel: fc.constantFrom(...saleChannels),
    invoicedOn: fc.constant('2026-05-01'),
    deliveredOn: fc.constantFrom(null, '2026-04-29', '2026-05-01', '2026-05-04'),
    category: fc.constantFrom('tv', 'perishable'),
    warrantyMonths: fc.constantFrom(0, 6, 12, 36),
    modelAvailable: fc.boolean(),
    fault: fc.option(fc.record({ kind: fc.constantFrom(...faultKinds), confirmed: fc.boolean() })),
    condition: fc.record({
      fitForSecondSale: fc.boolean(),
      damagedByCustomer: fc.boolean(),
      openedWithoutPermission: fc.boolean(),
      voucherValid: fc.boolean(),
    }),
    repairs: fc.array(finished, { maxLength: 3 }),
  })
  const policies = fc.constantFrom(defaultPolicy, mergePolicy(defaultPolicy, { storeNoReasonDays: 30 }))
  const at = (days: number) => `${Temporal.PlainDate.from('2026-05-01').add({ days })}T10:00:00+08:00`

  it('entitlement never gets better as days pass, with the same finished repairs', () => {
    fc.assert(
      fc.property(facts, policies, day, day, (given, policy, one, other) => {
        // Repairs that are still ahead are no finished repairs.
        const lastRepair = Math.max(
          0,
          ...given.repairs.map(
            ({ to }) => Temporal.PlainDate.from('2026-05-01').until(to, { largestUnit: 'days' }).days,
          ),
        )
        const [early, late] = [one + lastRepair, one + lastRepair + other]
        const free = (days: number) =>
          assessEntitlement({ ...given, at: at(days) }, policy).remedies.filter(
            (each) => each !== 'paid_repair',
          )
        expect(free(early)).toEqual(expect.arrayContaining(free(late)))
      }),
    )
  })

  it('every remedy is granted or refused once, with a reason that the screen knows and a citation in both languages', () => {
    fc.assert(
      fc.property(facts, policies, day, (given, policy, days) => {
        const { remedies: granted, refused, grants } = assessEntitlement({ ...given, at: at(days) }, policy)
        const named = [...granted, ...refused.map((each) => each.remedy)]
        expect(new Set(named).size).toBe(named.length)
        for (const { reason } of refused) expect(entitlementReasons).toContain(reason)
        expect(grants.map((each) => each.remedy)).toEqual(granted)
        for (const { citation, daysLeft } of grants) {
          expect(citation.zh).not.toBe('')
          expect(citation.en).not.toBe('')
          if (daysLeft !== null) expect(daysLeft).toBeGreaterThanOrEqual(0)
        }
      }),
    )
  })
})
