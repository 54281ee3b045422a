import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CallListView, CallRow } from '../../electron/desk/contact-views.ts'
import { useFormat } from '../i18n/format.ts'
import { Due } from '../parts/Due.tsx'
import classes from './calls.module.css'

interface CallQueueProps {
  readonly list: CallListView
  readonly skipped: ReadonlySet<string>
  readonly current: CallRow
  readonly onChoose: (row: CallRow) => void
}

/** Everybody who is to be called, in order; those who were skipped at the end, those who must wait below. */
export function CallQueue({ list, skipped, current, onChoose }: CallQueueProps) {
  const { t } = useTranslation('calls')
  const ready = [
    ...list.ready.filter((row) => !skipped.has(row.id)),
    ...list.ready.filter((row) => skipped.has(row.id)),
  ]
  const shown = { current, onChoose }
  return (
    <nav className={classes.queue} aria-label={t('list.label')}>
      <h2>{t('list.ready', { count: ready.length })}</h2>
      <Rows rows={ready} {...shown} />
      {list.blocked.length > 0 && (
        <>
          <h2>{t('list.blocked', { count: list.blocked.length })}</h2>
          <Rows rows={list.blocked} {...shown} />
        </>
      )}
    </nav>
  )
}

function Rows({
  rows,
  current,
  onChoose,
}: { readonly rows: readonly CallRow[] } & Pick<CallQueueProps, 'current' | 'onChoose'>) {
  const { t } = useTranslation('calls')
  return (
    <ol>
      {rows.map((row) => (
        <li key={row.id}>
          <UnstyledButton
            className={classes.queued}
            aria-current={row.id === current.id ? 'true' : undefined}
            onClick={() => onChoose(row)}
          >
            <span className={classes.queuedWho}>
              <strong>{row.customerName}</strong>
              <span>{t(`words:callReason.${row.reasons[0]?.code ?? 'promise'}`)}</span>
            </span>
            <When row={row} />
          </UnstyledButton>
        </li>
      ))}
    </ol>
  )
}

/** Until when, or from when on where it may not be now. */
function When({ row }: { readonly row: CallRow }) {
  const { t } = useTranslation('calls')
  const format = useFormat()
  const { permission, waitsUntil } = row
  if (permission.allowed && waitsUntil === null) return <Due dueAt={row.dueAt} />
  if (permission.nextAllowedAt === null) return <span className={classes.dim}>{t('blocked.never')}</span>
  const at = [permission.nextAllowedAt, waitsUntil ?? ''].sort().at(-1) ?? ''
  return <span className={classes.dim}>{t('blocked.from', { at: format.short(at) })}</span>
}
