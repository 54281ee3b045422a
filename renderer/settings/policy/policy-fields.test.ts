import { describe, expect, it } from 'vitest'
import { defaultPolicy, mergePolicy } from '../../../domain/policy.ts'
import { english } from '../../i18n/en.ts'
import { chinese } from '../../i18n/zh-CN.ts'
import { isOpen, policyGroups, wordKey } from './policy-fields.ts'
import { partialPolicy, sentValue, shownValue } from './policy-values.ts'

const fields = policyGroups.flatMap((group) => group.fields)
/** They have places of their own on the screen, or are not to be seen at all. */
const elsewhere = [
  'version',
  'openToStore',
  'timeZone',
  'calendar',
  'departments',
  'entitlement.noReasonExcludedCategories',
  'entitlement.promises',
  'entitlement.citations',
]

function leaves(value: object, prefix = ''): string[] {
  return Object.entries(value).flatMap(([key, inner]) => {
    const path = `${prefix}${key}`
    if (elsewhere.includes(path)) return []
    return typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? leaves(inner, `${path}.`)
      : [path]
  })
}

describe('the policy on the screen', () => {
  it('shows every number of the document, and nothing that is not in it', () => {
    expect(fields.map((field) => field.path).sort()).toEqual(leaves(defaultPolicy).sort())
  })

  it.each([
    ['zh-CN', chinese.policy],
    ['en', english.policy],
  ] as const)('explains every field in %s with a name and a sentence', (_, words) => {
    const names: Record<string, string> = words.field
    const sentences: Record<string, string> = words.says
    for (const { path } of fields) {
      expect(names[wordKey(path)], `field.${wordKey(path)}`).toBeTruthy()
      expect(sentences[wordKey(path)], `says.${wordKey(path)}`).toBeTruthy()
    }
    const units: Record<string, string> = words.unit
    for (const { entry } of fields)
      if (entry.kind === 'number') expect(units[entry.unit], entry.unit).toBeTruthy()
    const groups: Record<string, string> = words.group
    for (const { code } of policyGroups) expect(groups[code], code).toBeTruthy()
  })

  it('sends back exactly what it showed, so that saving an untouched field changes nothing', () => {
    const sent = fields.map(
      (field) => [field.path, sentValue(field, shownValue(defaultPolicy, field))] as const,
    )
    expect(mergePolicy(defaultPolicy, partialPolicy(sent))).toEqual(defaultPolicy)
  })

  it('sends festival days that are typed, and text that is none as it is, so that it is refused and not dropped', () => {
    const days = fields.find((field) => field.path === 'festivalDays')
    if (days === undefined) throw new Error('no festival days')
    expect(sentValue(days, '2027-02-05 - 2027-02-07')).toEqual(['2027-02-05', '2027-02-06', '2027-02-07'])
    expect(sentValue(days, '春节')).toBe('春节')
    expect(sentValue(days, ' ')).toBe('statutory')
  })

  it('sends a list of choices line by line, and keeps a half-written line for the desk to refuse', () => {
    const symptoms = fields.find((field) => field.path === 'symptoms')
    if (symptoms === undefined) throw new Error('no symptoms')
    expect(sentValue(symptoms, 'no_power | 不开机 | Dead\n\nnoise')).toEqual([
      { code: 'no_power', zh: '不开机', en: 'Dead' },
      { code: 'noise', zh: '', en: '' },
    ])
  })

  it('shows money in yuan and sends it in whole fen', () => {
    const limit = fields.find((field) => field.path === 'goodwill.clerk.totalFen')
    if (limit === undefined) throw new Error('no goodwill limit')
    expect(shownValue(defaultPolicy, limit)).toBe('50')
    expect(sentValue(limit, '19.9')).toBe(1990)
  })

  it('opens what head office leaves open with everything below it, and no neighbour of a like name', () => {
    expect(isOpen('clocks.handlingHours.3', ['clocks'])).toBe(true)
    expect(isOpen('returnVisit.attemptDays', ['return'])).toBe(false)
    expect(isOpen('storeNoReasonDays', defaultPolicy.openToStore)).toBe(true)
    expect(isOpen('raises.unacceptedMinutes', defaultPolicy.openToStore)).toBe(false)
  })
})
