import { IconAlertTriangle, IconHourglassLow, IconSignature } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useMe } from '../api/me.tsx'
import { useTRPC } from '../api/trpc.ts'
import { paths } from '../frame/places.ts'
import { useSoonMinutes } from '../parts/soon.ts'
import classes from './today.module.css'

/** A refund turns late without anybody doing anything: looked at again by itself, in milliseconds. */
const readAgainMs = 300_000

/** One quiet line: refunds whose money is late or ends soon, and plans that wait for a signature; nothing where there are none. */
export function ReturnsWaiting() {
  const { t } = useTranslation('today')
  const { staff } = useMe()
  const cases = useQuery({
    ...useTRPC().cases.list.queryOptions({
      text: '',
      states: [],
      filter: 'late',
      on: null,
      mine: false,
      cursor: null,
      limit: 1,
    }),
    refetchInterval: readAgainMs,
  })
  const soonMinutes = useSoonMinutes()
  const { lateRefunds = 0, soonRefunds = 0, awaitingSignature = 0 } = cases.data?.counts ?? {}
  if (lateRefunds === 0 && soonRefunds === 0 && awaitingSignature === 0) return null
  const signs = staff.role === 'supervisor' || staff.role === 'manager'
  const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const
  return (
    <nav className={classes.returns} aria-label={t('returns.label')}>
      <span className={classes.date}>{t('returns.label')}</span>
      {lateRefunds === 0 ? null : (
        <Link href={`${paths.returns}?filter=late`} className={classes.returnsLink} data-late>
          <IconAlertTriangle {...icon} />
          {t('returns.late', { count: lateRefunds })}
        </Link>
      )}
      {soonRefunds === 0 ? null : (
        <Link href={paths.returns} className={classes.returnsLink} data-soon>
          <IconHourglassLow {...icon} />
          {soonMinutes % 60 === 0
            ? t('returns.soonHours', { count: soonRefunds, hours: soonMinutes / 60 })
            : t('returns.soonMinutes', { count: soonRefunds, minutes: soonMinutes })}
        </Link>
      )}
      {awaitingSignature === 0 ? null : (
        <Link
          href={signs ? paths.signOff : `${paths.returns}?filter=awaiting_signature`}
          className={classes.returnsLink}
        >
          <IconSignature {...icon} />
          {t('returns.awaitingSignature', { count: awaitingSignature })}
        </Link>
      )}
    </nav>
  )
}
