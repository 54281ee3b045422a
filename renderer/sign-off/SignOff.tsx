import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import { useTRPC } from '../api/trpc.ts'
import { paths } from '../frame/places.ts'
import { EmptyPlace } from '../parts/EmptyPlace.tsx'
import { LoadFailed } from '../parts/LoadFailed.tsx'
import { Loading } from '../parts/Loading.tsx'
import { PlaceTitle } from '../parts/PlaceTitle.tsx'
import { PaperCase } from './PaperCase.tsx'
import { PaperList } from './PaperList.tsx'
import { ReturnCase } from './ReturnCase.tsx'
import classes from './sign-off.module.css'

/**
 * 签批: the papers that wait for a signature, oldest first, resolutions before plans of refund and exchange; one of them
 * as the customer will read it, with the case against it beside.
 * @param id of the complaint or case whose paper is read; null = the first
 */
export default function SignOff({ id }: { readonly id: string | null }) {
  const { t } = useTranslation('sign-off')
  const [, navigate] = useLocation()
  const trpc = useTRPC()
  const complaints = useQuery(trpc.complaints.awaitingSignature.queryOptions())
  const cases = useQuery(trpc.cases.awaitingSignature.queryOptions())
  const failed = [complaints, cases].find((each) => each.isError)
  const read = complaints.isSuccess && cases.isSuccess
  const rows = [
    ...(complaints.data ?? []).map((row) => ({ kind: 'complaint' as const, row })),
    ...(cases.data ?? []).map((row) => ({ kind: 'case' as const, row })),
  ]
  const current = rows.find(({ row }) => row.id === id) ?? (id === null ? rows[0] : undefined)

  /** On to the next paper; the one that is done leaves the list by itself. */
  function goOn(): void {
    const at = rows.findIndex(({ row }) => row.id === current?.row.id)
    const next = rows[at + 1] ?? rows.find(({ row }) => row.id !== current?.row.id)
    navigate(next === undefined ? paths.signOff : paths.signOffOf(next.row.id))
  }

  return (
    <div className={classes.page}>
      <PlaceTitle title={t('title')}>
        {t('title')}{' '}
        {rows.length > 0 && <span className={classes.dim}>{t('count', { count: rows.length })}</span>}
      </PlaceTitle>
      {failed === undefined ? null : (
        <LoadFailed error={failed.error} onRetry={() => void failed.refetch()} />
      )}
      {complaints.isPending || cases.isPending ? <Loading /> : null}
      {read && rows.length === 0 && id === null && (
        <EmptyPlace title={t('empty.title')}>{t('empty.text')}</EmptyPlace>
      )}
      {read && (rows.length > 0 || id !== null) && (
        <div className={classes.columns}>
          <PaperList complaints={complaints.data} cases={cases.data} currentId={current?.row.id ?? null} />
          {current === undefined ? (
            <Gone id={id} />
          ) : current.kind === 'complaint' ? (
            <PaperCase key={current.row.id} complaintId={current.row.id} onDone={goOn} />
          ) : (
            <ReturnCase key={current.row.id} caseId={current.row.id} onDone={goOn} />
          )}
        </div>
      )}
    </div>
  )
}

/** What the address asks for does not wait: it is opened where it is instead. */
function Gone({ id }: { readonly id: string | null }) {
  const { t } = useTranslation('sign-off')
  const trpc = useTRPC()
  const found = useQuery({
    ...trpc.cases.get.queryOptions({ id: id ?? '' }),
    enabled: id !== null,
    retry: false,
  })
  const link =
    id === null || found.isPending ? null : found.isSuccess ? (
      <Link href={paths.returnCase(id)}>{t('openCase')}</Link>
    ) : (
      <Link href={paths.complaint(id)}>{t('openComplaint')}</Link>
    )
  return (
    <EmptyPlace title={t('gone.title')} action={link}>
      {t('gone.text')}
    </EmptyPlace>
  )
}
