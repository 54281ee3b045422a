import { Tooltip } from '@mantine/core'
import { IconAlertTriangle, IconClock, IconHourglassLow } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ClockKind } from '../../domain/clocks.ts'
import { type Urgency, urgencyOf, useFormat } from '../i18n/format.ts'
import { useNow } from './now.ts'
import classes from './parts.module.css'
import { useSoonMinutes } from './soon.ts'

/** One outline each, so that colour never stands alone: a clock, a glass nearly run out, a warning. */
const icons = { calm: IconClock, soon: IconHourglassLow, late: IconAlertTriangle } as const

/** Calm, soon or late, as the policy in force has it; turns by itself. */
export function useUrgency(dueAt: string | null): Urgency {
  const soonMinutes = useSoonMinutes()
  const now = useNow()
  return dueAt === null ? 'calm' : urgencyOf(dueAt, now, soonMinutes)
}

/**
 * What is left until a deadline: icon, words and colour, the exact store time in the tooltip.
 * @param dueAt ISO 8601 UTC; null = no deadline runs
 * @param provisional the deadline rests on a year that the calendar does not know: said in words
 * @param icon false where the clock's name beside it carries the icon
 */
export function Due({
  dueAt,
  provisional = false,
  icon = true,
}: {
  dueAt: string | null
  provisional?: boolean
  icon?: boolean
}) {
  const { t } = useTranslation('words')
  const format = useFormat()
  const now = useNow()
  const urgency = useUrgency(dueAt)
  if (dueAt === null) return <span className={classes.dim}>{t('due.none')}</span>
  const Icon = icons[urgency]
  const exact = t('due.exact', { at: format.dateTime(dueAt) })
  return (
    <Tooltip label={provisional ? `${exact} · ${t('due.provisional')}` : exact}>
      <time className={classes.due} dateTime={dueAt} data-urgency={urgency}>
        {icon ? <Icon size={16} stroke={1.75} aria-hidden /> : null}
        <span>{format.remaining(dueAt, now)}</span>
        {provisional ? <span className={classes.provisional}>{t('due.provisionalShort')}</span> : null}
        <span className="only-for-readers">
          {urgency === 'calm' ? '' : t(`urgency.${urgency}`)} {exact}
        </span>
      </time>
    </Tooltip>
  )
}

/**
 * Which clock it is, with the icon and colour of how it stands.
 * @param kind of the clock
 * @param dueAt when it ends, ISO 8601 UTC
 * @param word instead of the clock's full name, where there is little room
 */
export function ClockName({ kind, dueAt, word }: { kind: ClockKind; dueAt: string; word?: string }) {
  const { t } = useTranslation('words')
  const urgency = useUrgency(dueAt)
  const Icon = icons[urgency]
  return (
    <span className={classes.due} data-urgency={urgency} title={t(`urgency.${urgency}`)}>
      <Icon size={16} stroke={1.75} aria-hidden />
      <span>{word ?? t(`clock.${kind}`)}</span>
    </span>
  )
}
