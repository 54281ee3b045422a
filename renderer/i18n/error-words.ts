import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { DeskErrorView } from '../../electron/desk/views.ts'
import type { Problem } from '../api/command.ts'
import { useTRPC } from '../api/trpc.ts'
import { formatMoney, storeTime } from './format.ts'

export interface ProblemWords {
  readonly title: string
  readonly text: string
  /** What the table still wants, a sentence each. */
  readonly missing: readonly string[]
}

/**
 * People's words for what went wrong.
 * @returns `ofProblem` for a notice; `ofDesk` for one sentence, as under a field
 */
export function useErrorWords(): {
  ofProblem: (problem: Problem) => ProblemWords
  ofDesk: (desk: DeskErrorView) => string
  ofKey: (key: string) => string
} {
  const { t, i18n } = useTranslation(['errors', 'words'])
  const queryClient = useQueryClient()
  const trpc = useTRPC()

  function ofDesk(desk: DeskErrorView): string {
    const params = { ...desk.params }
    const store = queryClient.getQueryData(trpc.desk.status.queryKey())?.store
    for (const [name, value] of Object.entries(params)) {
      if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value))
        params[name] = storeTime(store?.timeZone ?? 'Asia/Shanghai').short(value)
      // Money is said as it is read, and leaves the desk in fen.
      else if (name === 'fen' && typeof value === 'number') params[name] = formatMoney(value)
    }
    // No tries left, or nobody has this number, which the desk does not give away.
    const noneLeft = desk.key === 'wrong_pin' && desk.params.left === 0
    const key = `errors:key.${noneLeft ? 'wrong_pin_last' : desk.key}`
    return i18n.exists(key) ? t(key, params) : t(`errors:code.${desk.code}`)
  }

  function ofKey(key: string): string {
    return i18n.exists(`errors:key.${key}`) ? t(`errors:key.${key}`) : t('errors:code.invalid')
  }

  function ofProblem(problem: Problem): ProblemWords {
    if (problem.kind !== 'refused')
      return { title: t(`errors:title.${problem.kind}`), text: t(`errors:${problem.kind}`), missing: [] }
    const { desk } = problem
    return {
      title: t(desk.code === 'stale' ? 'errors:title.stale' : 'errors:title.refused'),
      text: ofDesk(desk),
      missing: desk.missing.map((condition) =>
        t([`words:condition.${condition}`, `words:caseCondition.${condition}`]),
      ),
    }
  }

  return { ofProblem, ofDesk, ofKey }
}
