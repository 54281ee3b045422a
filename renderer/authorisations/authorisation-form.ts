import type { AuthorisationInput } from '../../domain/case/input.ts'
import { fenOf } from '../complaint/actions/form-values.ts'

/** The form as it stands on screen. */
export interface AuthorisationValues {
  readonly title: string
  readonly remedies: string[]
  /** None chosen: any reason. */
  readonly reasons: string[]
  /** None chosen: all families. */
  readonly families: string[]
  /** Empty: on any day. */
  readonly maxDay: string
  /** Yuan as typed. */
  readonly maxYuan: string
  readonly fromOn: string
  readonly toOn: string
  readonly terms: string
}

/**
 * An empty form.
 * @param today civil date in store time, the first day by default
 */
export function emptyAuthorisation(today: string): AuthorisationValues {
  return {
    title: '',
    remedies: [],
    reasons: [],
    families: [],
    maxDay: '',
    maxYuan: '',
    fromOn: today,
    toOn: '',
    terms: '',
  }
}

/** Which field of the screen a path of the input stands in. */
export const fieldOfPath: Readonly<Record<string, keyof AuthorisationValues>> = {
  title: 'title',
  remedies: 'remedies',
  reasons: 'reasons',
  families: 'families',
  maxDay: 'maxDay',
  maxFen: 'maxYuan',
  fromOn: 'fromOn',
  toOn: 'toOn',
  terms: 'terms',
}

/**
 * What the form means, for `authorisationSchema` to check: what was typed wrongly becomes a value that it refuses.
 * @param values as typed
 */
export function authorisationInput(values: AuthorisationValues): Record<keyof AuthorisationInput, unknown> {
  const { maxDay, maxYuan, ...rest } = values
  const day = maxDay.normalize('NFKC').trim()
  return {
    ...rest,
    maxDay: day === '' ? null : /^\d{1,6}$/.test(day) ? Number(day) : Number.NaN,
    maxFen: fenOf(maxYuan) ?? Number.NaN,
  }
}

/** What the schema alone does not see; codes of `authorisations:form.problem`. */
export type FurtherProblem = 'nothingAllowed' | 'beyondLimit' | 'endsFirst' | 'over'

/**
 * What is wrong although every single field is well-formed.
 * @param input what the form means
 * @param bounds what the manager may give for one case, fen, and today in store time
 * @returns at most one code for each field
 */
export function furtherProblems(
  input: Pick<AuthorisationInput, 'fromOn' | 'toOn' | 'maxFen'>,
  bounds: { readonly limitFen: number; readonly today: string },
): { maxYuan?: FurtherProblem; toOn?: FurtherProblem } {
  const { fromOn, toOn, maxFen } = input
  const worth = maxFen === 0 ? 'nothingAllowed' : maxFen > bounds.limitFen ? 'beyondLimit' : null
  const end = toOn < fromOn ? 'endsFirst' : toOn < bounds.today ? 'over' : null
  return { ...(worth === null ? {} : { maxYuan: worth }), ...(end === null ? {} : { toOn: end }) }
}
