import { describe, expect, it } from 'vitest'
import { stepStandings } from './steps.ts'

const opened = {
  state: 'opened',
  reason: 'quality_fault',
  withoutSignature: null,
  inspection: null,
  plan: null,
} as const

const inWords = (view: Parameters<typeof stepStandings>[0]) =>
  stepStandings(view)
    .map(({ step, standing }) => `${step} ${standing}`)
    .join(', ')

describe('the strip of six steps', () => {
  it('waits for the inspection of goods that came in', () => {
    expect(inWords(opened)).toBe(
      'open done, inspect now, plan ahead, sign ahead, carry_out ahead, done ahead',
    )
  })

  it('asks nobody to look at goods that were never shipped', () => {
    expect(inWords({ ...opened, reason: 'not_shipped' })).toBe(
      'open done, inspect skipped, plan now, sign ahead, carry_out ahead, done ahead',
    )
  })

  it('does not claim a signature where the law granted it without one', () => {
    const withoutSignature = { at: '2026-11-23T02:00:00.000Z', basis: null, citation: null }
    expect(inWords({ ...opened, state: 'approved', withoutSignature })).toContain(
      'sign skipped, carry_out now',
    )
  })

  it('waits for nothing once the case is done, and nowhere once it was given up', () => {
    expect(inWords({ ...opened, state: 'done' })).not.toContain('now')
    expect(inWords({ ...opened, state: 'withdrawn' })).not.toContain('now')
  })

  it('promises no step any more of a case that was given up', () => {
    expect(inWords({ ...opened, state: 'declined' })).toBe(
      'open done, inspect off, plan off, sign off, carry_out off, done off',
    )
    expect(inWords({ ...opened, reason: 'not_shipped', state: 'withdrawn' })).toBe(
      'open done, inspect skipped, plan off, sign off, carry_out off, done off',
    )
  })
})
