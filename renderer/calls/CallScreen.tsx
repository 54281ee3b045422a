import { useQuery } from '@tanstack/react-query'
import type { ComponentProps, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { caseContactSchema, complaintContactSchema } from '../../domain/contact.ts'
import { momentsOfCall } from '../../domain/scripts.ts'
import type { CallRow } from '../../electron/desk/contact-views.ts'
import { useCommand } from '../api/command.ts'
import { useTRPC, useTRPCClient } from '../api/trpc.ts'
import { happeningName, inBrief } from '../complaint/happening-text.ts'
import { MayBeTold } from '../complaint/NextStrip.tsx'
import { paths } from '../frame/places.ts'
import { useFormat } from '../i18n/format.ts'
import { showRecorded } from '../intake/recorded-notice.ts'
import { Due } from '../parts/Due.tsx'
import { LevelBadge } from '../parts/LevelBadge.tsx'
import { LoadFailed } from '../parts/LoadFailed.tsx'
import { Loading } from '../parts/Loading.tsx'
import { StateLabel } from '../parts/StateLabel.tsx'
import {
  detailText as caseDetailText,
  happeningName as caseHappeningName,
  inBrief as caseInBrief,
} from '../returns/happening-text.ts'
import { ComplaintScript } from '../scripts/ComplaintScript.tsx'
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
export function CallScreen(props: CallScreenProps) {
  const { row } = props
  const { t } = useTranslation('calls')
  return (
    <section className={classes.call} aria-label={t('call.label', { name: row.customerName })}>
      <Who row={row} />
      {row.kind === 'complaint' ? <ComplaintCall {...props} /> : <CaseCall {...props} />}
    </section>
  )
}

function ComplaintCall({ row, onRecorded, onSkipped, onNext }: CallScreenProps) {
  const { t } = useTranslation('complaint')
  const format = useFormat()
  const desk = useTRPCClient()
  const complaint = useQuery(useTRPC().complaints.get.queryOptions({ id: row.id }))
  const say = (key: 'call.recorded' | 'call.skipped') =>
    showRecorded(t(`calls:${key}`, { number: row.number }))
  const contact = useCommand(desk.complaints.act.mutate, {
    onDone: () => {
      say('call.recorded')
      onRecorded()
    },
  })
  const note = useCommand(desk.complaints.act.mutate, {
    onDone: () => {
      say('call.skipped')
      onSkipped()
    },
  })
  if (complaint.isError)
    return <LoadFailed error={complaint.error} onRetry={() => void complaint.refetch()} />
  const { data } = complaint
  if (data === undefined) return <Loading />
  const seen = { complaintId: data.id, seenVersion: data.version }
  return (
    <Columns
      row={row}
      told={<MayBeTold complaint={data} />}
      script={<ComplaintScript complaint={data} moments={momentsOfCall(row.reasons[0]?.code ?? 'promise')} />}
      lines={data.happenings.map((line) => ({
        id: line.id,
        at: line.at,
        by: line.by,
        name: happeningName(line, t),
        brief: inBrief(line.details, t, format.short),
      }))}
      schema={complaintContactSchema}
      contact={{ command: contact, send: (input) => contact.run({ ...seen, action: 'log_contact', input }) }}
      note={{ command: note, send: (text) => note.run({ ...seen, action: 'note', input: { text } }) }}
      onNext={onNext}
    />
  )
}

function CaseCall({ row, onRecorded, onSkipped, onNext }: CallScreenProps) {
  const { t } = useTranslation('returns')
  const format = useFormat()
  const desk = useTRPCClient()
  const view = useQuery(useTRPC().cases.get.queryOptions({ id: row.id }))
  const contact = useCommand(desk.contacts.logOnCase.mutate, {
    onDone: () => {
      showRecorded(t('calls:call.recorded', { number: row.number }))
      onRecorded()
    },
  })
  const note = useCommand(desk.cases.act.mutate, {
    onDone: () => {
      showRecorded(t('calls:call.skipped', { number: row.number }))
      onSkipped()
    },
  })
  if (view.isError) return <LoadFailed error={view.error} onRetry={() => void view.refetch()} />
  const { data } = view
  if (data === undefined) return <Loading />
  // A plan that nobody has approved is no outcome yet (process section 4).
  const approved = data.slip && data.plan !== null
  return (
    <Columns
      row={row}
      told={<p>{approved ? t('calls:call.tellPlan') : t('complaint:next.onlyProgress')}</p>}
      lines={data.happenings.map((line) => ({
        id: line.id,
        at: line.at,
        by: line.by,
        name: caseHappeningName(line, t),
        brief: caseInBrief(line.details)
          .map((detail) => caseDetailText(detail, t, format.short))
          .join(' '),
      }))}
      schema={caseContactSchema}
      contact={{
        command: contact,
        send: (input) => contact.run({ caseId: data.id, input: caseContactSchema.parse(input) }),
      }}
      note={{
        command: note,
        send: (text) =>
          note.run({ caseId: data.id, seenVersion: data.version, action: 'note', input: { text } }),
      }}
      onNext={onNext}
    />
  )
}

interface HistoryLine {
  readonly id: string
  readonly at: string
  readonly by: string
  readonly name: string
  readonly brief: string
}

interface ColumnsProps
  extends Pick<ComponentProps<typeof CallForm>, 'row' | 'schema' | 'contact' | 'note' | 'onNext'> {
  readonly told: ReactNode
  /** What to say at this moment. */
  readonly script?: ReactNode
  /** Newest first. */
  readonly lines: readonly HistoryLine[]
}

function Columns({ told, script, lines, ...form }: ColumnsProps) {
  const { t } = useTranslation('calls')
  const staff = useQuery(useTRPC().staff.list.queryOptions())
  const policy = useQuery(useTRPC().policy.current.queryOptions())
  if (staff.data === undefined || policy.data === undefined) return <Loading />
  return (
    <div className={classes.callColumns}>
      <div>
        <h2>{t('call.tell')}</h2>
        {told}
        <h2>{t('call.history')}</h2>
        <History lines={lines} />
        <h2>{t('call.ask')}</h2>
        <Questions row={form.row} />
        {script}
      </div>
      <CallForm staff={staff.data} policy={policy.data} {...form} />
    </div>
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
        <Link
          href={row.kind === 'complaint' ? paths.complaint(row.id) : paths.returnCase(row.id)}
          className="numbers"
        >
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

function History({ lines }: { readonly lines: readonly HistoryLine[] }) {
  const { t } = useTranslation('calls')
  const format = useFormat()
  if (lines.length === 0) return <p className={classes.dim}>{t('call.nothing')}</p>
  return (
    <ol className={classes.history}>
      {lines.slice(0, historyLines).map((line) => (
        <li key={line.id} className="one-line" title={line.brief}>
          <time className={`numbers ${classes.dim}`} dateTime={line.at}>
            {format.short(line.at)}
          </time>{' '}
          <strong>{line.name}</strong> {line.by} {line.brief}
        </li>
      ))}
    </ol>
  )
}
