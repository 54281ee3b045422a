import { Tooltip } from '@mantine/core'
import { IconAlertTriangle, IconClock, IconClockHour9 } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { urgencyOf, useFormat } from '../i18n/format.ts'
import { useNow } from './now.ts'
import classes from './parts.module.css'

const icons = { calm: IconClock, soon: IconClockHour9, late: IconAlertTriangle } as const

/**
 * What is left until a deadline: icon, words and colour, the exact store time in the tooltip.
 * @param dueAt ISO 8601 UTC; null = no deadline runs
 * @param provisional the deadline rests on a year that the calendar does not know: said in words
 * @param soonMinutes from how many minutes before its end it is shown as soon
 */
export function Due({
  dueAt,
  provisional = false,
  soonMinutes = 120,
}: {
  dueAt: string | null
  provisional?: boolean
  soonMinutes?: number
}) {
  const { t } = useTranslation('words')
  const format = useFormat()
  const now = useNow()
  if (dueAt === null) return <span className={classes.dim}>{t('due.none')}</span>
  const urgency = urgencyOf(dueAt, now, soonMinutes)
  const Icon = icons[urgency]
  const exact = t('due.exact', { at: format.dateTime(dueAt) })
  return (
    <Tooltip label={provisional ? `${exact} · ${t('due.provisional')}` : exact}>
      <time className={classes.due} dateTime={dueAt} data-urgency={urgency}>
        <Icon size={16} stroke={1.75} aria-hidden />
        <span>
          {format.remaining(dueAt, now)}
          {provisional ? ' *' : ''}
        </span>
        <span className="only-for-readers">
          {urgency === 'calm' ? '' : t(`urgency.${urgency}`)} {exact}
        </span>
      </time>
    </Tooltip>
  )
}
