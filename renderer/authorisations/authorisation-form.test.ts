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

  const bounds = { limitFen: 200_000, today: '2026-11-23' }
  const input = { fromOn: '2026-11-23', toOn: '2026-11-23', maxFen: 200_000 }

  it('may reach exactly as far as the manager may give, for this very day', () => {
    expect(furtherProblems(input, bounds)).toEqual({})
  })

  it.each([
    [{ maxFen: 200_001 }, { maxYuan: 'beyondLimit' }],
    [{ maxFen: 0 }, { maxYuan: 'nothingAllowed' }],
    [{ toOn: '2026-11-22' }, { toOn: 'endsFirst' }],
    [{ fromOn: '2026-11-01', toOn: '2026-11-22' }, { toOn: 'over' }],
  ])('is stopped before the PIN is asked: %o', (change, problems) => {
    expect(furtherProblems({ ...input, ...change }, bounds)).toEqual(problems)
  })
})
