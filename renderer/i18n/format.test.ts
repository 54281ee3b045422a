import { describe, expect, it } from 'vitest'
import { formatMoney, formatRemaining, storeTime, urgencyOf } from './format.ts'

const now = Date.parse('2026-11-22T06:00:00Z')
const minutesOn = (minutes: number) => new Date(now + minutes * 60_000).toISOString()

describe('what is left until a deadline', () => {
  it('is said in the two largest units, in both languages', () => {
    expect(formatRemaining(minutesOn(130), now, 'zh-CN')).toBe('还剩 2 小时 10 分')
    expect(formatRemaining(minutesOn(130), now, 'en')).toBe('2 h 10 min left')
    expect(formatRemaining(minutesOn(3 * 1440 + 125), now, 'zh-CN')).toBe('还剩 3 天 2 小时')
  })

  it('is late from the first moment after the deadline, and not at the deadline itself', () => {
    expect(formatRemaining(minutesOn(-40), now, 'zh-CN')).toBe('迟 40 分')
    expect(formatRemaining(minutesOn(-40), now, 'en')).toBe('40 min late')
    expect(urgencyOf(minutesOn(0), now)).toBe('soon')
    expect(urgencyOf(new Date(now - 1).toISOString(), now)).toBe('late')
  })

  it('never promises a minute that is not there', () => {
    expect(formatRemaining(new Date(now + 119_999).toISOString(), now, 'zh-CN')).toBe('还剩 1 分')
    expect(formatRemaining(new Date(now + 59_000).toISOString(), now, 'en')).toBe('less than 1 min left')
  })

  it('turns soon two hours before its end, not a minute earlier', () => {
    expect(urgencyOf(minutesOn(120), now)).toBe('soon')
    expect(urgencyOf(minutesOn(121), now)).toBe('calm')
  })
})

describe('store time', () => {
  const shanghai = storeTime('Asia/Shanghai')

  it('is read in the zone of the store, whatever zone the computer is in', () => {
    expect(shanghai.dateTime('2026-11-21T16:05:09Z')).toBe('2026-11-22 00:05')
    expect(shanghai.exact('2026-11-21T16:05:09Z')).toBe('2026-11-22 00:05:09')
  })

  it('leaves the date out only on the same store day', () => {
    expect(shanghai.short('2026-11-22T00:30:00Z', now)).toBe('08:30')
    expect(shanghai.short('2026-11-21T15:59:00Z', now)).toBe('11-21 23:59')
    expect(shanghai.short('2025-11-22T00:30:00Z', now)).toBe('2025-11-22 08:30')
  })
})

describe('money', () => {
  it('shows every fen and groups thousands', () => {
    expect(formatMoney(123_456_705)).toBe('¥1,234,567.05')
    expect(formatMoney(9)).toBe('¥0.09')
    expect(formatMoney(-150)).toBe('\u2212¥1.50')
  })
})
