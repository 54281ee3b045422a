import { IconAlertTriangle, IconClock, IconHourglassLow } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import { useUrgency } from '../parts/Due.tsx'
import { useNow } from '../parts/now.ts'
import classes from './case.module.css'

const icons = { calm: IconClock, soon: IconHourglassLow, late: IconAlertTriangle } as const

/**
 * Until when the money must be back, and from when it is a breach (process section 6).
 * @param dueAt ISO 8601 UTC
 * @param breachAt ISO 8601 UTC; null where there is none
 */
export function RefundDue({ dueAt, breachAt }: { readonly dueAt: string; readonly breachAt: string | null }) {
  const { t } = useTranslation('returns')
  const format = useFormat()
  const urgency = useUrgency(dueAt)
  const now = useNow()
  const Icon = icons[urgency]
  const broken = breachAt !== null && Date.parse(breachAt) < now
  return (
    <p className={classes.due} data-urgency={urgency}>
      <Icon size={16} stroke={1.75} aria-hidden />
      <span>
        <span className="numbers">
          {t('paid.due', { at: format.dateTime(dueAt) })}
          {urgency !== 'calm' && ` · ${t(`words:urgency.${urgency}`)}`}
        </span>{' '}
        {breachAt !== null && (
          <span className={broken ? 'numbers' : `numbers ${classes.ahead}`}>
            · {t(broken ? 'paid.broken' : 'paid.breach', { at: format.dateTime(breachAt) })}
          </span>
        )}
      </span>
    </p>
  )
}
