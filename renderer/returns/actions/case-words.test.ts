import { describe, expect, it } from 'vitest'
import { caseActionInputs } from '../../../domain/case/input.ts'
import { caseActions } from '../../../domain/case/moves.ts'
import { sampleContext } from '../../../tests/helpers/sample-case.ts'
import { english } from '../../i18n/en.ts'
import { chinese } from '../../i18n/zh-CN.ts'
import { caseForms } from './case-forms.ts'

const context = sampleContext({})

/** Form of an action that is entered field by field. */
const plain = caseActions.filter((action) => caseForms[action].own === undefined)

describe.each(Object.entries({ chinese, english }))('%s', (_, words) => {
  it('every field that an action of a case asks for has its label', () => {
    for (const action of plain)
      for (const { name } of caseForms[action].fields(context))
        expect(Object.keys(words.returns.field), name).toContain(name)
  })
})

describe('the forms of a case', () => {
  it('send exactly what the table asks for, typed or known', () => {
    for (const action of plain) {
      const form = caseForms[action]
      const sent = [
        ...form.fields(context).map((field) => field.name),
        ...Object.keys(form.fixed?.(context) ?? {}),
      ]
      expect(sent.toSorted(), action).toEqual(Object.keys(caseActionInputs[action].shape).toSorted())
    }
  })

  it('have a value for every field, so that nothing begins undefined', () => {
    for (const action of plain) {
      const form = caseForms[action]
      const values = Object.keys(form.defaults(context))
      expect(values, action).toEqual(expect.arrayContaining(form.fields(context).map((field) => field.name)))
    }
  })
})
