import { describe, expect, it } from 'vitest'
import type { HandoverFacts, HandoverLine, RunningClock } from './handover.ts'
import { gatherHandover, handoverHorizon, settleHandover } from './handover.ts'
import { defaultPolicy } from './policy.ts'

/** 2026-05-20 is a Wednesday; the window is 10:00 to 18:30. */
const at = (time: string, date = '2026-05-20') => Date.parse(`${date}T${time}:00+08:00`)
const now = at('18:00')
const nothing: HandoverFacts = { clocks: [], promises: [], custody: [], awaitingSignature: [], contacts: [] }
const matter = (number: string) => ({ recordId: number, customerId: `of ${number}`, number, what: '周女士' })
const clock = (number: string, dueAt: number, of: RunningClock['clock'] = 'reply') => ({
  ...matter(number),
  clock: of,
  dueAt,
})
const gather = (facts: Partial<HandoverFacts>) =>
  gatherHandover({ ...nothing, ...facts }, now, defaultPolicy).map(({ kind, number }) => `${kind} ${number}`)

describe('a handover gathers', () => {
  it('in the order of the trade, whatever the order of the facts', () => {
    const found = gather({
      contacts: [{ ...matter('C1'), why: 'agreed', dueAt: at('11:00', '2026-05-21') }],
      awaitingSignature: [{ ...matter('S1'), submittedAt: at('15:00'), dueAt: null }],
      custody: [{ ...matter('K1'), receivedAt: at('12:00') }],
      promises: [{ ...matter('P1'), dueAt: at('18:30') }],
      clocks: [clock('N1', at('18:20')), clock('L1', at('17:00'))],
    })
    expect(found).toEqual([
      'late_clock L1',
      'next_clock N1',
      'promise P1',
      'custody K1',
      'awaiting_signature S1',
      'contact C1',
    ])
  })

  it('a clock that ends at this very instant as due next, not as late', () => {
    expect(gather({ clocks: [clock('A', now), clock('B', now - 1)] })).toEqual([
      'late_clock B',
      'next_clock A',
    ])
  })

  it('what falls due until tomorrow’s window closes, and nothing after', () => {
    const closing = at('18:30', '2026-05-21')
    expect(handoverHorizon(now, defaultPolicy)).toBe(closing)
    const found = gather({
      clocks: [clock('in', closing), clock('out', closing + 1)],
      promises: [
        { ...matter('P in'), dueAt: closing },
        { ...matter('P out'), dueAt: closing + 1 },
      ],
      contacts: [{ ...matter('C out'), why: 'agreed', dueAt: closing + 1 }],
    })
    expect(found).toEqual(['next_clock in', 'promise P in'])
  })

  it('a promise that was broken days ago: it stays until it is kept', () => {
    expect(gather({ promises: [{ ...matter('P'), dueAt: at('12:00', '2026-05-11') }] })).toEqual([
      'promise P',
    ])
  })

  it('one contact per record, for what falls due first, and signed texts last that have no hour', () => {
    const lines = gatherHandover(
      {
        ...nothing,
        clocks: [clock('A', at('17:00'), 'first_contact'), clock('B', at('17:30'), 'handling')],
        contacts: [
          { ...matter('S'), why: 'communicate', dueAt: null },
          { ...matter('A'), why: 'agreed', dueAt: at('18:10') },
        ],
      },
      now,
      defaultPolicy,
    )
    const contacts = lines.filter(({ kind }) => kind === 'contact')
    expect(contacts.map(({ number, why }) => [number, why])).toEqual([
      ['A', 'first_contact'],
      ['S', 'communicate'],
    ])
  })
})

describe('remarks', () => {
  const line = (kind: HandoverLine['kind'], recordId: string): HandoverLine => ({
    ...matter(recordId),
    kind,
    dueAt: null,
    why: null,
  })

  it('stay with a clock that became late while they were written', () => {
    const { lines, vanished, added } = settleHandover(
      [line('late_clock', 'A')],
      [{ kind: 'next_clock', recordId: 'A', remark: '已约上门' }],
    )
    expect(lines.map(({ kind, remark }) => [kind, remark])).toEqual([['late_clock', '已约上门']])
    expect([vanished, added]).toEqual([[], 0])
  })

  it('of what is gone are given back, and what came meanwhile is handed over without', () => {
    const { lines, vanished, added } = settleHandover(
      [line('custody', 'new')],
      [{ kind: 'custody', recordId: 'gone', remark: '客户来取' }],
    )
    expect(lines.map(({ recordId, remark }) => [recordId, remark])).toEqual([['new', '']])
    expect(vanished.map(({ remark }) => remark)).toEqual(['客户来取'])
    expect(added).toBe(1)
  })

  it('of a promise do not slip to the contact about the same record', () => {
    const { lines } = settleHandover(
      [line('contact', 'A')],
      [{ kind: 'promise', recordId: 'A', remark: '别忘' }],
    )
    expect(lines[0]?.remark).toBe('')
  })
})
