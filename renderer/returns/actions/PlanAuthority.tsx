import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Basis } from '../../../domain/case/plan.ts'
import type { GoodwillSum } from '../../../domain/complaint/resolution.ts'
import type { Policy } from '../../../domain/policy.ts'
import type { Role } from '../../../domain/vocabulary.ts'
import { formatMoney } from '../../i18n/format.ts'
import { whoApproves } from './approval.ts'

interface PlanAuthorityProps {
  readonly goodwill: GoodwillSum
  readonly basis: Basis
  /** Who would submit it. */
  readonly role: Role
  readonly policy: Policy
  /** Before it is submitted, or at the moment of signing. */
  readonly at: 'submission' | 'signature'
}

/** Whether a signature is needed, whose, and which amounts decide it. */
export function PlanAuthority({ goodwill, basis, role, policy, at }: PlanAuthorityProps) {
  const { t } = useTranslation('returns')
  const who = whoApproves(goodwill, role, policy)
  return (
    <Text size="sm" fw={600}>
      {goodwill.totalFen === 0
        ? t(basis === null ? 'approval.nothingGiven' : 'approval.granted')
        : t(`approval.${at === 'signature' && who === 'at_once' ? 'yours' : who}`, {
            total: formatMoney(goodwill.totalFen),
            cash: formatMoney(goodwill.cashFen),
            limit: formatMoney(
              policy.goodwill[who === 'at_once' ? role : who === 'supervisor' ? 'supervisor' : 'manager']
                .totalFen,
            ),
          })}
    </Text>
  )
}
