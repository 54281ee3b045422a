import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { ComplaintRow } from '../../electron/desk/views.ts'
import { useTRPC } from '../api/trpc.ts'
import { paths } from '../frame/places.ts'
import { useFormat } from '../i18n/format.ts'
import { EmptyPlace } from '../parts/EmptyPlace.tsx'
import { LevelBadge } from '../parts/LevelBadge.tsx'
import { LoadFailed } from '../parts/LoadFailed.tsx'
import { Loading } from '../parts/Loading.tsx'
import { PlaceTitle } from '../parts/PlaceTitle.tsx'
import { PaperCase } from './PaperCase.tsx'
import classes from './sign-off.module.css'

/**
 * 签批: the papers that wait for a signature, oldest first; one of them as the customer will read it, with the case
 * against it beside.
 * @param id of the complaint whose paper is read; null = the oldest
 */
export default function SignOff({ id }: { readonly id: string | null }) {
  const { t } = useTranslation('sign-off')
  const [, navigate] = useLocation()
  const waiting = useQuery(useTRPC().complaints.awaitingSignature.queryOptions())
  const rows = waiting.data ?? []
  const current = rows.find((row) => row.id === id) ?? (id === null ? rows[0] : undefined)

  /** On to the next paper; the one that is done leaves the list by itself. */
  function goOn(): void {
    const at = rows.findIndex((row) => row.id === current?.id)
    const next = rows[at + 1] ?? rows.find((row) => row.id !== current?.id)
    navigate(next === undefined ? paths.signOff : paths.signOffOf(next.id))
  }

  return (
    <div className={classes.page}>
      <PlaceTitle title={t('title')}>
        {t('title')}{' '}
        {rows.length > 0 && <span className={classes.dim}>{t('count', { count: rows.length })}</span>}
      </PlaceTitle>
      {waiting.isError && <LoadFailed error={waiting.error} onRetry={() => void waiting.refetch()} />}
      {waiting.isPending && <Loading />}
      {waiting.isSuccess && rows.length === 0 && id === null && (
        <EmptyPlace title={t('empty.title')}>{t('empty.text')}</EmptyPlace>
      )}
      {waiting.isSuccess && (rows.length > 0 || id !== null) && (
        <div className={classes.columns}>
          <PaperList rows={rows} currentId={current?.id ?? null} />
          {current === undefined ? (
            <EmptyPlace
              title={t('gone.title')}
              action={id === null ? undefined : <Link href={paths.complaint(id)}>{t('openComplaint')}</Link>}
            >
              {t('gone.text')}
            </EmptyPlace>
          ) : (
            <PaperCase key={current.id} complaintId={current.id} onDone={goOn} />
          )}
        </div>
      )}
    </div>
  )
}

function PaperList({
  rows,
  currentId,
}: {
  readonly rows: readonly ComplaintRow[]
  readonly currentId: string | null
}) {
  const { t } = useTranslation('sign-off')
  const format = useFormat()
  return (
    <nav className={classes.list} aria-label={t('list')}>
      {rows.map((row) => (
        <Link
          key={row.id}
          href={paths.signOffOf(row.id)}
          className={classes.item}
          aria-current={row.id === currentId ? 'true' : undefined}
        >
          <span className={classes.itemHead}>
            <strong>{row.customerName}</strong>
            <LevelBadge level={row.level} short />
          </span>
          <span className="numbers">{row.number}</span>
          <span className={`one-line ${classes.dim}`}>{row.product === '' ? row.summary : row.product}</span>
          <span className={classes.dim}>
            {row.replyDueAt === null ? '' : t('replyBy', { at: format.short(row.replyDueAt) })}
          </span>
        </Link>
      ))}
    </nav>
  )
}
