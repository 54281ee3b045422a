import { describe, expect, it } from 'vitest'
import { caseActionInputs } from '../../../domain/case/input.ts'
import { sampleContext } from '../../../tests/helpers/sample-case.ts'
import {
  completeness,
  fitByMarks,
  inspectionInput,
  inspectionValues,
  serialStanding,
} from './inspection-form.ts'

describe('the serial on the unit', () => {
  it('is the same with other hyphens, case and letters that no label tells apart', () => {
    expect(serialStanding('cn-7OOO-001', ['CN7000001'])).toBe('same')
  })

  it('differs where it is another unit, and says nothing before it is read', () => {
    expect(serialStanding('CN7000002', ['CN7000001'])).toBe('differs')
    expect(serialStanding('  ', ['CN7000001'])).toBeNull()
  })
})

describe('fit for second sale', () => {
  it('follows from the marks: complete, and neither used nor damaged', () => {
    expect(fitByMarks([...completeness])).toBe(true)
    expect(fitByMarks([...completeness, 'used'])).toBe(false)
    expect(fitByMarks(['tagsComplete', 'packagingComplete'])).toBe(false)
  })
})

describe('an inspection as it is sent', () => {
  const context = sampleContext({})

  it('asks whether the fault is there: nobody having looked is not a no', () => {
    const parsed = caseActionInputs.inspect.safeParse(inspectionInput(inspectionValues(context), context))
    expect(parsed.error?.issues.map((issue) => issue.path.join('.'))).toEqual(['faultConfirmed'])
  })

  it('names the gifts that stayed away by their place', () => {
    const values = { ...inspectionValues(context), faultConfirmed: 'yes' as const, giftsBack: ['0.0'] }
    expect(caseActionInputs.inspect.parse(inspectionInput(values, context)).giftsMissing).toEqual([
      { position: 0, gift: 1 },
    ])
  })

  it('claims no fault where the customer changed their mind', () => {
    const changed = sampleContext({ reason: 'changed_mind', faultKind: null })
    const parsed = caseActionInputs.inspect.parse(inspectionInput(inspectionValues(changed), changed))
    expect(parsed).toMatchObject({ faultConfirmed: null, faultKind: null })
  })

  it('explains a serial only while it differs', () => {
    const values = {
      ...inspectionValues(context),
      serialSeen: 'CN7000001',
      serialExplanation: 'typed before',
    }
    expect(inspectionInput(values, context).serialExplanation).toBe('')
  })
})
