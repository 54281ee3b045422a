import { describe, expect, it } from 'vitest'
import type { Person } from '../complaint/judge.ts'
import { defaultPolicy, mergePolicy } from '../policy.ts'
import type { CaseFacts } from './judge.ts'
import {
  caseAsksPin,
  caseOffers,
  caseRefusal,
  caseTarget,
  nextCaseAction,
  signsBySubmitting,
} from './judge.ts'
import { caseActions, caseMoves } from './moves.ts'
import { caseStates, endedCaseStates } from './vocabulary.ts'

const clerk: Person = { staffId: 'clerk', role: 'clerk', department: null }
const other: Person = { staffId: 'other', role: 'clerk', department: null }
const supervisor: Person = { staffId: 'supervisor', role: 'supervisor', department: null }
const manager: Person = { staffId: 'manager', role: 'manager', department: null }
const department: Person = { staffId: 'department', role: 'department', department: 'logistics' }

const plan = {
  preparers: ['clerk'],
  gaps: [],
  goodwill: { totalFen: 0, cashFen: 0 },
  ownGoodwillFen: 0,
  priceLowered: false,
  goodsInNeeded: true,
  goodsOutNeeded: false,
  isRepair: false,
  refundFen: 29_900,
  payFen: 0,
} as const

function facts(
  more: Partial<CaseFacts> = {},
  planned: Partial<NonNullable<CaseFacts['plan']>> | null = {},
): CaseFacts {
  return {
    state: 'approved',
    handlerId: 'clerk',
    inspectionNeeded: true,
    inspected: true,
    purchaseChanged: false,
    goodsIn: true,
    goodsOut: false,
    paidOut: false,
    paymentTaken: false,
    repair: 'none',
    complaintSigned: null,
    plan: planned === null ? null : { ...plan, ...planned },
    ...more,
  }
}

const missing = (action: (typeof caseActions)[number], person: Person, given: CaseFacts) => {
  const reason = caseRefusal(action, person, given, defaultPolicy)
  return reason?.code === 'missing' ? reason.conditions : (reason?.code ?? 'allowed')
}

describe('the table of a case', () => {
  it('has no way out of an ended case', () => {
    for (const action of caseActions)
      for (const state of endedCaseStates)
        expect(caseMoves[action].from, `${action} ${state}`).not.toContain(state)
  })

  it('offers every state of a running case somebody’s next step', () => {
    for (const state of caseStates) {
      if ((endedCaseStates as readonly string[]).includes(state)) continue
      expect(nextCaseAction(facts({ state }), defaultPolicy), state).not.toBeNull()
    }
  })

  it('lets the handler act, and those who lead for every handler; other clerks take the case over first', () => {
    expect(missing('pay_out', clerk, facts())).toBe('allowed')
    expect(missing('pay_out', supervisor, facts())).toBe('allowed')
    expect(missing('pay_out', other, facts())).toBe('wrong_person')
    expect(missing('reassign', other, facts())).toBe('allowed')
    expect(missing('pay_out', department, facts())).toBe('wrong_person')
  })
})

describe('money and goods leave only when they may', () => {
  it('no money before the goods are back', () => {
    expect(missing('pay_out', clerk, facts({ goodsIn: false }))).toEqual(['goods_in'])
    expect(missing('pay_out', clerk, facts({ goodsIn: false }, { goodsInNeeded: false }))).toBe('allowed')
  })

  it('no money and no goods before the resolution of the complaint is signed', () => {
    const waiting = facts({ complaintSigned: false }, { goodsOutNeeded: true, refundFen: 100 })
    expect(missing('pay_out', manager, waiting)).toEqual(['complaint_signed'])
    expect(missing('goods_out', manager, waiting)).toEqual(['complaint_signed'])
    expect(missing('pay_out', manager, { ...waiting, complaintSigned: true })).toBe('allowed')
  })

  it('no second payment', () => {
    expect(missing('pay_out', clerk, facts({ paidOut: true }))).toEqual(['refund_due'])
    expect(
      missing('take_payment', clerk, facts({ paymentTaken: true }, { refundFen: 0, payFen: 5 })),
    ).toEqual(['payment_due'])
  })

  it('no dearer unit before the difference is paid', () => {
    const exchange = facts({}, { refundFen: 0, payFen: 30_000, goodsOutNeeded: true })
    expect(missing('goods_out', clerk, exchange)).toEqual(['payment_taken'])
    expect(missing('goods_out', clerk, { ...exchange, paymentTaken: true })).toBe('allowed')
  })

  it('no money for a purchase that is not what it was', () => {
    expect(missing('pay_out', clerk, facts({ purchaseChanged: true }))).toEqual(['purchase_unchanged'])
    expect(missing('adopt_purchase', clerk, facts({ purchaseChanged: true }))).toBe('allowed')
    expect(missing('adopt_purchase', clerk, facts({ purchaseChanged: true, paidOut: true }))).toEqual([
      'nothing_moved',
    ])
  })

  it('the customer’s own unit goes out when its repair has ended', () => {
    const repair = facts({ repair: 'running' }, { isRepair: true, goodsOutNeeded: true, refundFen: 0 })
    expect(missing('goods_out', clerk, repair)).toEqual(['repair_ended'])
    expect(missing('goods_out', clerk, { ...repair, repair: 'ended' })).toBe('allowed')
  })

  it('is not finished while the complaint that it belongs to is not signed', () => {
    expect(missing('finish', clerk, facts({ paidOut: true, complaintSigned: false }))).toEqual([
      'complaint_signed',
    ])
  })

  it('takes no head office ruling on a purchase that is not what it was', () => {
    const up = facts({ state: 'awaiting_approval', purchaseChanged: true })
    expect(missing('head_office_ruling', manager, up)).toEqual(['purchase_unchanged'])
  })

  it('is finished when everything that was planned has happened', () => {
    expect(missing('finish', clerk, facts())).toEqual(['all_done'])
    expect(missing('finish', clerk, facts({ paidOut: true }))).toBe('allowed')
    expect(missing('finish', clerk, facts({ paidOut: true }, { goodsOutNeeded: true }))).toEqual(['all_done'])
  })

  it('is not taken back once money or goods have moved', () => {
    for (const action of ['withdraw', 'void'] as const) {
      expect(missing(action, manager, facts())).toBe('allowed')
      expect(missing(action, manager, facts({ paidOut: true }))).toEqual(['nothing_moved'])
      expect(missing(action, manager, facts({ repair: 'running' }))).toEqual(['nothing_moved'])
    }
  })
})

describe('who must sign', () => {
  const planned = (totalFen: number, cashFen: number) =>
    facts({ state: 'planned' }, { goodwill: { totalFen, cashFen }, ownGoodwillFen: totalFen })
  const waiting = (totalFen: number, cashFen: number) =>
    facts({ state: 'awaiting_signature' }, { goodwill: { totalFen, cashFen }, ownGoodwillFen: totalFen })

  it('nobody, where there is no goodwill in it, however much money it is', () => {
    expect(
      caseTarget('submit', clerk, facts({ state: 'planned' }, { refundFen: 299_900 }), defaultPolicy),
    ).toBe('approved')
  })

  it('nobody else, where it is within the own limit: a clerk’s coupon to ¥50, but no cash', () => {
    expect(caseTarget('submit', clerk, planned(5_000, 0), defaultPolicy)).toBe('approved')
    expect(caseTarget('submit', clerk, planned(5_001, 0), defaultPolicy)).toBe('awaiting_signature')
    expect(caseTarget('submit', clerk, planned(1, 1), defaultPolicy)).toBe('awaiting_signature')
  })

  it('nobody, for a statutory refund of a matter that was given much before', () => {
    const given = { goodwill: { totalFen: 500_000, cashFen: 500_000 } }
    expect(caseTarget('submit', clerk, facts({ state: 'planned' }, given), defaultPolicy)).toBe('approved')
    const waits = facts({ state: 'awaiting_signature' }, given)
    expect(caseTarget('sign', manager, waits, defaultPolicy)).toBe('approved')
    expect(missing('sign', supervisor, waits)).toBe('allowed')
  })

  it('somebody, where the new unit is typed cheaper than what comes back', () => {
    const cheap = facts({ state: 'planned' }, { priceLowered: true })
    expect(caseTarget('submit', clerk, cheap, defaultPolicy)).toBe('awaiting_signature')
    expect(caseTarget('submit', manager, cheap, defaultPolicy)).toBe('approved')
    const own = facts({ state: 'planned' }, { priceLowered: true, preparers: ['manager'] })
    expect(caseTarget('submit', manager, own, defaultPolicy)).toBe('awaiting_signature')
    const waits = facts({ state: 'awaiting_signature' }, { priceLowered: true })
    expect(caseTarget('sign', manager, waits, defaultPolicy)).toBe('approved')
  })

  it('who approves goodwill by submitting gives the PIN; nobody does for what the law grants or what waits', () => {
    const asks = (person: Person, given: CaseFacts) => caseAsksPin('submit', person, given, defaultPolicy)
    expect(asks(clerk, planned(5_000, 0))).toBe(true)
    expect(asks(clerk, planned(5_001, 0))).toBe(false)
    expect(asks(clerk, facts({ state: 'planned' }))).toBe(false)
    expect(caseAsksPin('sign', manager, waiting(1, 0), defaultPolicy)).toBe(true)
    expect(caseAsksPin('withdraw', manager, waiting(1, 0), defaultPolicy)).toBe(false)
  })

  it('a manager who submits another’s goodwill is its signer; the one who wrote it is not', () => {
    const signs = (person: Person, given: CaseFacts) => signsBySubmitting(person, given, defaultPolicy)
    expect(signs(manager, planned(5_000, 0))).toBe(true)
    expect(signs(clerk, planned(5_000, 0))).toBe(false)
    expect(signs(supervisor, planned(50_001, 0))).toBe(false)
    expect(signs(manager, facts({ state: 'planned' }))).toBe(false)
    const own = facts(
      { state: 'planned' },
      { goodwill: { totalFen: 100, cashFen: 0 }, ownGoodwillFen: 100, preparers: ['manager'] },
    )
    expect(signs(manager, own)).toBe(false)
  })

  it('a supervisor to ¥500, the manager to ¥2,000, above that head office', () => {
    expect(missing('sign', supervisor, waiting(50_000, 50_000))).toBe('allowed')
    expect(missing('sign', supervisor, waiting(50_001, 0))).toEqual(['within_signing_limit'])
    expect(caseTarget('sign', manager, waiting(200_000, 200_000), defaultPolicy)).toBe('approved')
    expect(caseTarget('sign', manager, waiting(200_001, 0), defaultPolicy)).toBe('awaiting_approval')
  })

  it('not the preparer, unless the policy of a one-person store allows it', () => {
    const own = facts({ state: 'awaiting_signature' }, { preparers: ['manager', 'clerk'] })
    expect(missing('sign', manager, own)).toEqual(['not_own_paper'])
    const alone = mergePolicy(defaultPolicy, { allowSelfSigning: true })
    expect(caseRefusal('sign', manager, own, alone)).toBeNull()
  })

  it('head office’s word approves the plan or sends it back', () => {
    const up = facts({ state: 'awaiting_approval' })
    expect(caseTarget('head_office_ruling', manager, up, defaultPolicy, 'approve')).toBe('approved')
    expect(caseTarget('head_office_ruling', manager, up, defaultPolicy, 'refuse')).toBe('planned')
  })
})

describe('what the screen offers', () => {
  const primary = (given: CaseFacts, person = clerk) =>
    caseOffers(person, given, defaultPolicy).find((offer) => offer.primary)?.action

  it('marks one next step, in the order of the work', () => {
    expect(primary(facts({ state: 'opened', inspected: false }, null))).toBe('inspect')
    expect(primary(facts({ state: 'opened', inspected: false, inspectionNeeded: false }, null))).toBe('plan')
    expect(primary(facts({ state: 'inspected' }, null))).toBe('plan')
    expect(primary(facts({ state: 'planned' }))).toBe('submit')
    expect(primary(facts({ state: 'planned' }, { gaps: ['amount'] }))).toBe('plan')
    expect(primary(facts({ state: 'awaiting_signature' }), manager)).toBe('sign')
    expect(primary(facts({ goodsIn: false }))).toBe('receive_goods')
    expect(primary(facts())).toBe('pay_out')
    expect(primary(facts({ paidOut: true }))).toBe('finish')
    expect(primary(facts({ purchaseChanged: true, state: 'inspected' }, null))).toBe('adopt_purchase')
  })

  it('explains what is missing, and says nothing of what does not concern the case', () => {
    const offers = caseOffers(clerk, facts({ goodsIn: false }), defaultPolicy)
    expect(offers.find((offer) => offer.action === 'pay_out')?.missing).toEqual(['goods_in'])
    const named = offers.map((offer) => offer.action)
    for (const absent of ['take_payment', 'goods_out', 'start_repair', 'end_repair', 'adopt_purchase'])
      expect(named).not.toContain(absent)
  })

  it('asks for no goods that never have to come', () => {
    const offers = caseOffers(clerk, facts({ goodsIn: false }, { goodsInNeeded: false }), defaultPolicy)
    expect(offers.map((offer) => offer.action)).not.toContain('receive_goods')
    expect(nextCaseAction(facts({ goodsIn: false }, { goodsInNeeded: false }), defaultPolicy)).toBe('pay_out')
  })

  it('names the next step of the case itself for lists, also where another must take it', () => {
    expect(nextCaseAction(facts({ state: 'awaiting_signature' }), defaultPolicy)).toBe('sign')
    expect(nextCaseAction(facts({ state: 'done' }), defaultPolicy)).toBeNull()
    expect(nextCaseAction(facts({ goodsIn: false }), defaultPolicy)).toBe('receive_goods')
  })
})
