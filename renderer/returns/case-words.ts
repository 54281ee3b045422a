import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Basis } from '../../domain/case/plan.ts'
import type { CaseReason, CaseRemedy } from '../../domain/case/vocabulary.ts'
import type { Citation } from '../../domain/policy.ts'
import { useTRPC } from '../api/trpc.ts'
import { currentLanguage } from '../i18n/i18n.ts'

/** How cases are said on screen, in the language that is chosen. */
export function useCaseWords(): {
  /** What happened and, once planned, what is given: 质量问题 → 换货. */
  readonly matter: (of: { reason: CaseReason; remedy: CaseRemedy | null }) => string
  /** A citation as the policy words it. */
  readonly cited: (citation: Citation) => string
  /** On what a remedy rests, in one line. */
  readonly basis: (basis: Basis, citation: Citation | null) => string
} {
  const { t } = useTranslation('returns')
  const cited = (citation: Citation) => (currentLanguage() === 'en' ? citation.en : citation.zh)
  return {
    matter: ({ reason, remedy }) =>
      [t(`words:caseReason.${reason}`), remedy === null ? '' : t(`words:caseRemedy.${remedy}`)]
        .filter((part) => part !== '')
        .join(' → '),
    cited,
    basis: (basis, citation) => {
      if (basis === null) return t('basis.goodwill')
      if (basis.kind === 'authorisation') return t('basis.authorisation', { number: basis.number })
      if (basis.kind === 'resolution') return t('basis.resolution', { number: basis.number })
      const layer = t(`layer.${basis.layer}`)
      return citation === null ? layer : `${layer} · ${cited(citation)}`
    },
  }
}

/** The word of a grade of returned goods; the code itself where the policy no longer knows it. */
export function useGradeWord(): (code: string) => string {
  const policy = useQuery(useTRPC().policy.current.queryOptions())
  useTranslation()
  return (code) => {
    const grade = policy.data?.grades.find((each) => each.code === code)
    if (grade === undefined) return code
    return currentLanguage() === 'en' ? grade.en : grade.zh
  }
}
