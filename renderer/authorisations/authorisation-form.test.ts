import { describe, expect, it } from 'vitest'
import { authorisationSchema } from '../../domain/case/input.ts'
import { authorisationInput, emptyAuthorisation, furtherProblems } from './authorisation-form.ts'

const values = {
  ...emptyAuthorisation('2026-11-23'),
  title: '双十一小家电',
  remedies: ['refund'],
  maxYuan: '500',
  toOn: '2026-12-31',
}

const problemsOf = (change: object) => {
  const parsed = authorisationSchema.safeParse(authorisationInput({ ...values, ...change }))
  return parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)
}

describe('what the manager is about to sign', () => {
  it('is whole fen, any reason, all families and any day where nothing is narrowed', () => {
    expect(authorisationSchema.parse(authorisationInput(values))).toMatchObject({
      maxFen: 50_000,
      reasons: [],
      families: [],
      maxDay: null,
    })
  })

  it.each([
    [{ maxYuan: '' }, 'maxFen'],
    [{ maxYuan: '-5' }, 'maxFen'],
    [{ maxYuan: '0.005' }, 'maxFen'],
    [{ maxDay: '1.5' }, 'maxDay'],
    [{ maxDay: '-1' }, 'maxDay'],
    [{ remedies: [] }, 'remedies'],
    [{ toOn: '2026-02-30' }, 'toOn'],
    [{ toOn: '' }, 'toOn'],
  ])('is refused at its field: %o', (change, field) => {
    expect(problemsOf(change)[0]).toContain(field)
  })

  it('never goes beyond what the manager may give, nor ends before it begins', () => {
    const input = { fromOn: '2026-11-23', toOn: '2026-11-22', maxFen: 200_001 }
    expect(furtherProblems(input, 200_000)).toEqual({
      maxYuan: 'beyondLimit',
      toOn: 'endsFirst',
    })
    expect(furtherProblems({ ...input, toOn: '2026-11-23', maxFen: 200_000 }, 200_000)).toEqual({})
  })
})
