import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { CallRow } from '../../electron/desk/contact-views.ts'
import type { ComplaintView } from '../../electron/desk/views.ts'
import { useTRPC } from '../api/trpc.ts'
import { happeningName, inBrief } from '../complaint/happening-text.ts'
import { MayBeTold } from '../complaint/NextStrip.tsx'
import { paths } from '../frame/places.ts'
import { useFormat } from '../i18n/format.ts'
import { Due } from '../parts/Due.tsx'
import { LevelBadge } from '../parts/LevelBadge.tsx'
import { LoadFailed } from '../parts/LoadFailed.tsx'
import { Loading } from '../parts/Loading.tsx'
import { StateLabel } from '../parts/StateLabel.tsx'
import { CallForm } from './CallForm.tsx'
import classes from './calls.module.css'

export interface CallScreenProps {
  readonly row: CallRow
  readonly onRecorded: () => void
  readonly onSkipped: () => void
  readonly onNext: () => void
}

const historyLines = 5

/** One call: who, why and until when, what happened, what may be said, what to ask, and its form. */
export function CallScreen({ row, ...after }: CallScreenProps) {
  const { t } = useTranslation('calls')
  const complaint = useQuery(useTRPC().complaints.get.queryOptions({ id: row.id }))
  const staff = useQuery(useTRPC().staff.list.queryOptions())
  const policy = useQuery(useTRPC().policy.current.queryOptions())
  if (complaint.isError)
    return <LoadFailed error={complaint.error} onRetry={() => void complaint.refetch()} />
  const { data } = complaint
  if (data === undefined || staff.data === undefined || policy.data === undefined) return <Loading />
  return (
    <section className={classes.call} aria-label={t('call.label', { name: row.customerName })}>
      <Who row={row} />
      <div className={classes.callColumns}>
        <div>
          <h2>{t('call.tell')}</h2>
          <MayBeTold complaint={data} />
          <h2>{t('call.ask')}</h2>
          <Questions row={row} />
          <h2>{t('call.history')}</h2>
          <History complaint={data} />
        </div>
        <CallForm row={row} complaint={data} staff={staff.data} policy={policy.data} {...after} />
      </div>
    </section>
  )
}

function Who({ row }: { readonly row: CallRow }) {
  const { t } = useTranslation('calls')
  return (
    <header className={classes.who}>
      <div className={classes.whoLine}>
        <strong className={classes.name}>{row.customerName}</strong>
        {row.level !== null && <LevelBadge level={row.level} />}
        {row.state !== null && <StateLabel state={row.state} />}
        <Link href={paths.complaint(row.id)} className="numbers">
          {t('call.open', { number: row.number })}
        </Link>
        <span className={classes.dim}>{row.handler}</span>
      </div>
      <div className="one-line">{[row.product, row.summary].filter((part) => part !== '').join(' · ')}</div>
      <ul className={classes.reasons} aria-label={t('call.why')}>
        {row.reasons.map(({ code, dueAt, what }) => (
          <li key={code + dueAt}>
            <strong>{t(`words:callReason.${code}`)}</strong> <Due dueAt={dueAt} />
            {what !== '' && <span>{t('call.promised', { what })}</span>}
          </li>
        ))}
      </ul>
      {row.ownReturnVisit && <div className={classes.dim}>{t('call.ownVisit')}</div>}
    </header>
  )
}

/** What to ask at this moment, a line each. */
function Questions({ row }: { readonly row: CallRow }) {
  const { t } = useTranslation('calls')
  const code = row.reasons[0]?.code ?? 'promise'
  return (
    <ul className={classes.questions}>
      {t(`ask.${code}`)
        .split('\n')
        .map((line) => (
          <li key={line}>{line}</li>
        ))}
    </ul>
  )
}

function History({ complaint }: { readonly complaint: ComplaintView }) {
  const { t } = useTranslation('complaint')
  const format = useFormat()
  const lines = complaint.happenings.slice(0, historyLines)
  if (lines.length === 0) return <p className={classes.dim}>{t('calls:call.nothing')}</p>
  return (
    <ol className={classes.history}>
      {lines.map((line) => (
        <li key={line.id} className="one-line">
          <time className={`numbers ${classes.dim}`} dateTime={line.at}>
            {format.short(line.at)}
          </time>{' '}
          <strong>{happeningName(line, t)}</strong> {line.by} {inBrief(line.details, t, format.short)}
        </li>
      ))}
    </ol>
  )
}
