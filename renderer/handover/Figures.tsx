import { useTranslation } from 'react-i18next'
import type { HandoverCounts, HandoverKind } from '../../domain/handover.ts'
import { handoverCounts, handoverKinds } from '../../domain/handover.ts'
import { useFormat } from '../i18n/format.ts'
import classes from './handover.module.css'

interface FiguresProps {
  readonly totals: Record<HandoverKind, number>
  readonly counts: HandoverCounts
  /** From when on the counts run, ISO 8601. */
  readonly since: string
}

/** How much is handed over of each kind, and what the shift did itself. */
export function Figures({ totals, counts, since }: FiguresProps) {
  const { t } = useTranslation('handover')
  const format = useFormat()
  return (
    <>
      <ul className={classes.totals} aria-label={t('totalsLabel')}>
        {handoverKinds.map((kind) => (
          <li key={kind} data-kind={kind} data-none={totals[kind] === 0 || undefined}>
            <span>{t(`kind.${kind}`)}</span> <strong>{totals[kind]}</strong>
          </li>
        ))}
      </ul>
      <p className={classes.counts}>
        <span>{t('since', { at: format.dateTime(since) })}</span>
        {handoverCounts.map((name) => (
          <span key={name}>
            {t(`count.${name}`)}{' '}
            <strong>{name === 'paidOutFen' ? format.money(counts[name]) : counts[name]}</strong>
          </span>
        ))}
      </p>
    </>
  )
}
