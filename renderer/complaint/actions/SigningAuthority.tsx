import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Goodwill } from '../../../domain/complaint/resolution.ts'
import type { Policy } from '../../../domain/policy.ts'
import type { ComplaintView } from '../../../electron/desk/views.ts'
import { formatMoney } from '../../i18n/format.ts'
import { signingPath } from './signing.ts'

interface SigningAuthorityProps {
  readonly complaint: ComplaintView
  readonly goodwill: Goodwill
  readonly policy: Policy
}

/** Who may sign this resolution, with the amounts that decide it. */
export function SigningAuthority({ complaint, goodwill, policy }: SigningAuthorityProps) {
  const { t } = useTranslation('complaint')
  const path = signingPath(complaint, goodwill, policy)
  const who = path.needsHeadOffice ? 'headOffice' : path.supervisorMaySign ? 'supervisor' : 'manager'
  return (
    <Text size="sm">
      {t('signing.goodwill', {
        total: formatMoney(goodwill.totalFen),
        cash: formatMoney(goodwill.cashFen),
      })}{' '}
      {t(`signing.${who}`, {
        limit: formatMoney(policy.goodwill[path.supervisorMaySign ? 'supervisor' : 'manager'].totalFen),
        level: policy.supervisorSignsToLevel,
      })}
    </Text>
  )
}
