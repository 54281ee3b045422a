import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useTRPC } from '../api/trpc.ts'
import { useFormat } from '../i18n/format.ts'
import { type ScopedAuthorisation, scopeParts } from './authorisation-scope.ts'

/** `scopeParts` in the language on screen, with the policy's names of product families. */
export function useScopeParts(): (scope: ScopedAuthorisation) => string[] {
  const { t } = useTranslation(['authorisations', 'words', 'complaint'])
  const format = useFormat()
  const policy = useQuery(useTRPC().policy.current.queryOptions())
  const families = policy.data?.families ?? []
  return (scope) =>
    scopeParts(scope, {
      phrase: (code, facts) => t(`scope.${code}`, facts ?? {}),
      remedy: (code) => t(`words:caseRemedy.${code}`),
      reason: (code) => t(`words:caseReason.${code}`),
      // A family that the policy has dropped keeps its code: the signed paper still means it.
      family: (code) => {
        const known = families.find((each) => each.code === code)
        return known === undefined ? code : format.language === 'en' ? known.en : known.zh
      },
      money: format.money,
      comma: t('complaint:listComma'),
      semicolon: t('scope.semicolon'),
    })
}
