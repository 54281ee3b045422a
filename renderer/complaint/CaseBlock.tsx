import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { isEnded } from '../../domain/vocabulary.ts'
import type { ComplaintView } from '../../electron/desk/views.ts'
import { useTRPC } from '../api/trpc.ts'
import { paths } from '../frame/places.ts'
import { CaseRefs } from '../returns/CaseRefs.tsx'
import { Block } from './fact-parts.tsx'

/** Refund and exchange cases that were opened from this complaint, and the way to a new one while it runs. */
export function CaseBlock({ complaint }: { readonly complaint: ComplaintView }) {
  const { t } = useTranslation('returns')
  const cases = useQuery(useTRPC().cases.ofComplaint.queryOptions({ id: complaint.id }))
  const found = cases.data ?? []
  const open = !isEnded(complaint.state)
  if (found.length === 0 && !open) return null
  return (
    <Block title={t('title')}>
      <CaseRefs cases={found} />
      {open && (
        <div>
          <Button
            component={Link}
            href={paths.newCase({ complaint: complaint.id })}
            variant="default"
            size="xs"
          >
            {t('place.new')}
          </Button>
        </div>
      )}
    </Block>
  )
}
