import { IconCalendarQuestion } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useMe } from '../api/me.tsx'
import { paths } from '../frame/places.ts'
import classes from './today.module.css'

/**
 * Says which years the calendar does not know, what that means, and where it is put right (process section 6).
 * @param years civil years; nothing is shown when there are none
 */
export function UnknownYears({ years }: { years: readonly number[] }) {
  const { t } = useTranslation('today')
  const { staff } = useMe()
  if (years.length === 0) return null
  return (
    <p className={classes.years}>
      <IconCalendarQuestion className={classes.yearsIcon} size={18} stroke={1.75} aria-hidden />
      <span>
        {t('unknownYears.text', { years: years.join(', ') })}{' '}
        {staff.role === 'manager' ? (
          <Link href={paths.settingsTab('policy')}>{t('unknownYears.link')}</Link>
        ) : (
          t('unknownYears.askManager')
        )}
      </span>
    </p>
  )
}
