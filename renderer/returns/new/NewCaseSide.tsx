import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { CaseRef, WholePurchaseView } from '../../../electron/desk/case-views.ts'
import { useTRPC } from '../../api/trpc.ts'
import { LoadFailed } from '../../parts/LoadFailed.tsx'
import { CaseRefs } from '../CaseRefs.tsx'
import { EntitlementPanel } from '../EntitlementPanel.tsx'
import type { CaseValues } from './case-form.ts'
import classes from './new-case.module.css'
import { previewInputOf } from './preview-input.ts'

interface NewCaseSideProps {
  readonly values: CaseValues
  /** The purchase that was picked and is known to the desk. */
  readonly known: WholePurchaseView | null
}

/** What the law, the brand and the store grant for what stands in the form so far, and earlier cases of the purchase. */
export function NewCaseSide({ values, known }: NewCaseSideProps) {
  const { t } = useTranslation('returns')
  const trpc = useTRPC()
  const input = previewInputOf(values, known)
  const [asked] = useDebouncedValue(input === null ? null : JSON.stringify(input), 200)
  const settled: typeof input = asked === null ? null : JSON.parse(asked)
  const preview = useQuery({
    ...trpc.cases.preview.queryOptions(settled ?? { reason: 'changed_mind', voucherValid: true, lines: [] }),
    enabled: settled !== null,
    placeholderData: keepPreviousData,
  })
  const cases: readonly CaseRef[] = known?.cases ?? []
  return (
    <aside className={classes.side} aria-label={t('entitlement.title')}>
      <section aria-live="polite">
        <h2>{t('entitlement.title')}</h2>
        {input === null && <p className={classes.dim}>{t('entitlement.waits')}</p>}
        {input !== null && preview.isError && (
          <LoadFailed error={preview.error} onRetry={() => void preview.refetch()} />
        )}
        {input !== null && preview.data !== undefined && (
          <EntitlementPanel entitlement={preview.data} assumesConfirmed={preview.data.assumesConfirmed} />
        )}
      </section>
      {cases.length > 0 && (
        <section>
          <h2>{t('facts.casesOfPurchase')}</h2>
          <CaseRefs cases={cases} />
        </section>
      )}
    </aside>
  )
}
