import { describe, expect, it } from 'vitest'
import { storeTime } from '../i18n/format.ts'
import { custodyAge } from './custody-age.ts'

const store = storeTime('Asia/Shanghai')

describe('how long goods have lain at the desk', () => {
  it('counts civil days of the store, not hours: left late in the evening, they are a day old the next morning', () => {
    // 23:50 and 00:10 in the store; in UTC it is one and the same day.
    const age = custodyAge('2026-11-22T15:50:00.000Z', '2026-11-22T16:10:00.000Z', store)
    expect(age).toEqual({ days: 1, standing: 'fresh' })
  })

  it.each([
    ['2026-11-23T01:00:00.000Z', 0, 'fresh'],
    ['2026-11-17T01:00:00.000Z', 6, 'fresh'],
    ['2026-11-16T01:00:00.000Z', 7, 'fresh'],
    ['2026-11-15T01:00:00.000Z', 8, 'week'],
    ['2026-10-24T01:00:00.000Z', 30, 'week'],
    ['2026-10-23T01:00:00.000Z', 31, 'month'],
  ] as const)('says in a word when it is long: since %s', (receivedAt, days, standing) => {
    expect(custodyAge(receivedAt, '2026-11-23T02:00:00.000Z', store)).toEqual({ days, standing })
  })

  it('is never below zero, even when the computer clock was set back', () => {
    expect(custodyAge('2026-11-24T01:00:00.000Z', '2026-11-23T01:00:00.000Z', store).days).toBe(0)
  })
})
