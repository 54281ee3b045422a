import { describe, expect, it } from 'vitest'
import { storeTime } from '../../i18n/format.ts'
import { timeScale } from './time-scale.ts'

const shanghai = storeTime('Asia/Shanghai')
const at = (text: string) => Date.parse(`${text}+08:00`)

describe('the time axis of a complaint', () => {
  it('marks whole hours within a day', () => {
    const { marks } = timeScale(at('2026-11-20T10:20'), at('2026-11-20T14:20'), 300, shanghai)
    expect(marks.map((mark) => mark.label)).toEqual(['11:00', '12:00', '13:00', '14:00'])
  })

  it('marks the store days, not those of UTC or of the computer', () => {
    const { marks } = timeScale(at('2026-09-30T17:45'), at('2026-10-12T18:30'), 760, shanghai)
    expect(marks[0]?.label).toBe('10-01')
    for (const mark of marks) expect(shanghai.time(new Date(mark.at).toISOString())).toBe('00:00')
  })

  it('never sets marks closer than they can be read, however long the span', () => {
    for (const days of [0.05, 1, 7, 40, 400, 4000])
      for (const width of [260, 520, 800]) {
        const from = at('2026-01-15T10:00')
        const { marks, x } = timeScale(from, from + days * 86_400_000, width, shanghai)
        const gaps = marks.slice(1).map((mark, index) => x(mark.at) - x(marks[index]?.at ?? 0))
        for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(55)
        expect(marks.length).toBeGreaterThan(0)
      }
  })

  it('keeps what lies beyond its ends on its edge', () => {
    const scale = timeScale(at('2026-11-20T10:00'), at('2026-11-21T10:00'), 480, shanghai)
    expect(scale.x(at('2026-11-19T00:00'))).toBe(0)
    expect(scale.x(at('2026-12-24T00:00'))).toBe(480)
    expect(scale.x(at('2026-11-20T22:00'))).toBe(240)
  })

  it('stays on midnight where the store has daylight saving time', () => {
    const berlin = storeTime('Europe/Berlin')
    const from = Date.parse('2026-10-20T08:00:00Z')
    const { marks } = timeScale(from, from + 12 * 86_400_000, 900, berlin)
    for (const mark of marks) expect(berlin.time(new Date(mark.at).toISOString())).toBe('00:00')
  })
})
