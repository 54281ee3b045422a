import { describe, expect, it } from 'vitest'
import { actionInputs } from '../../../domain/complaint/input.ts'
import { contactControls } from '../../contact/contact-form.ts'
import { actionForms } from './action-forms.ts'
import { fenOf, inputOf, instantOf, localMoment, optionDrafts, optionsOf, yuanOf } from './form-values.ts'

describe('money as people type it', () => {
  it.each([
    ['', null],
    ['88', 8800],
    ['1,280.5', 128050],
    ['¥88.05', 8805],
    ['１２８.00', 12800],
  ])('%s yuan is %s fen', (typed, fen) => {
    expect(fenOf(typed)).toBe(fen)
  })

  it.each(['1.234', '-5', 'abc', '1e3', '.'])('%s is no amount and is not rounded to one', (typed) => {
    expect(fenOf(typed)).toBeNaN()
  })

  it('comes back as it was named', () => {
    for (const fen of [0, 5, 10, 8800, 128050]) expect(fenOf(yuanOf(fen))).toBe(fen)
    expect(yuanOf(null)).toBe('')
  })
})

describe('times as the store reads them', () => {
  it('a time typed at the counter is store time, wherever the computer thinks it is', () => {
    expect(instantOf('2026-11-23T10:05', 'Asia/Shanghai')).toBe('2026-11-23T02:05:00Z')
    expect(localMoment('2026-11-23T02:05:31.000Z', 'Asia/Shanghai')).toBe('2026-11-23T10:05')
  })

  it('half a time is left for the schema to refuse', () => {
    expect(instantOf('2026-11', 'Asia/Shanghai')).toBe('2026-11')
  })
})

describe('a form becomes what the desk takes', () => {
  it('nothing is sent of the next step of a nuisance call', () => {
    const { fields } = actionForms.log_contact
    const values = {
      direction: 'in',
      channel: 'phone',
      reached: true,
      said: 'x',
      nuisance: true,
      nextStep: 'typed before',
      nextAt: '2026-11-23T10:05',
    }
    expect(inputOf(fields, values, 'Asia/Shanghai')).toMatchObject({ nextStep: '', nextAt: null })
    expect(inputOf(fields, { ...values, nuisance: false }, 'Asia/Shanghai')).toMatchObject({
      nextStep: 'typed before',
      nextAt: '2026-11-23T02:05:00Z',
    })
  })

  it('a question that was not answered is not taken for a no', () => {
    const { fields } = actionForms.postpone
    const input = inputOf(fields, { reason: 'x', newDate: '2026-12-01', consent: '', evidence: 'x' }, 'UTC')
    expect(input.consent).toBeNull()
  })

  it('remedy lines survive the editor unchanged', () => {
    const options = [
      {
        lines: [
          {
            kind: 'refund',
            basis: 'law',
            amountFen: 129950,
            detail: '原路退回',
            department: 'finance',
            dueOn: '2026-12-01',
          },
          {
            kind: 'apology',
            basis: 'store_mistake',
            amountFen: null,
            detail: '',
            department: null,
            dueOn: null,
          },
        ],
      },
    ] as const
    expect(optionsOf(optionDrafts(options.map((option) => ({ lines: [...option.lines] }))))).toEqual(options)
  })

  it('every form asks for exactly what the table asks for', () => {
    for (const [action, form] of Object.entries(actionForms)) {
      const asked = Object.keys(actionInputs[action as keyof typeof actionInputs].shape)
      const ownControls = action === 'log_contact' ? contactControls : []
      const known = [...form.fields.map((field) => field.name), ...ownControls]
      // The paper that is signed is named by the screen, not typed.
      expect(known.toSorted(), action).toEqual(asked.filter((name) => name !== 'resolutionId').toSorted())
    }
  })
})
