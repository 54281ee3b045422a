import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { CustomerAction } from '../../domain/customer.ts'
import type { CustomerPageView } from '../../electron/desk/customer-views.ts'
import { useTRPC } from '../api/trpc.ts'
import { paths } from '../frame/places.ts'
import { useFormat } from '../i18n/format.ts'
import { LoadFailed } from '../parts/LoadFailed.tsx'
import { Loading } from '../parts/Loading.tsx'
import { CustomerDrawer } from './CustomerDrawer.tsx'
import { CustomerFacts } from './CustomerFacts.tsx'
import { CustomerHeader } from './CustomerHeader.tsx'
import { CustomerStory } from './CustomerStory.tsx'
import classes from './customer.module.css'

/**
 * Everything about one customer in one place.
 * @param id any record of the customer
 */
export default function Customer({ id }: { readonly id: string }) {
  const page = useQuery(useTRPC().customers.page.queryOptions({ id }))
  if (page.data !== undefined) return <CustomerPage page={page.data} />
  if (page.isError) return <LoadFailed error={page.error} onRetry={() => void page.refetch()} />
  return <Loading />
}

/** What is open at the right: an action, and whom it was begun with. */
interface Doing {
  readonly action: CustomerAction
  /** A likely double that is to go on as this customer. */
  readonly double: CustomerPageView['likely'][number] | null
}

function CustomerPage({ page }: { readonly page: CustomerPageView }) {
  const [doing, setDoing] = useState<Doing | null>(null)
  const whole = useRef<HTMLDivElement>(null)
  function done(): void {
    setDoing(null)
    whole.current?.querySelector('h1')?.focus()
  }
  return (
    <div ref={whole} className={classes.page}>
      <CustomerHeader page={page} onAction={(action) => setDoing({ action, double: null })} />
      <Standing page={page} />
      <div className={classes.columns}>
        <CustomerFacts page={page} onMerge={(double) => setDoing({ action: 'merge', double })} />
        <CustomerStory page={page} />
      </div>
      {doing !== null && (
        <CustomerDrawer
          page={page}
          action={doing.action}
          double={doing.double}
          onClose={() => setDoing(null)}
          onDone={done}
        />
      )}
    </div>
  )
}

/** Why nothing can be done here: the record goes on as another, or was erased. */
function Standing({ page }: { readonly page: CustomerPageView }) {
  const { t } = useTranslation('customer')
  const format = useFormat()
  const { mergedInto, erased } = page
  if (erased !== null)
    return (
      <p className={classes.standing} role="status">
        <strong>{t('erasedAt', { at: format.date(erased.at), basis: t(`basis.${erased.basis}`) })}</strong>{' '}
        {t('erasedText')}
      </p>
    )
  if (mergedInto === null) return null
  return (
    <p className={classes.standing} role="status">
      {t('mergedText')} <Link href={paths.customer(mergedInto.id)}>{mergedInto.name}</Link>
    </p>
  )
}
