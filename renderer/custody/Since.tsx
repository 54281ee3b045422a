import { IconHourglassLow } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import { useNow } from '../parts/now.ts'
import classes from './custody.module.css'
import { custodyAge } from './custody-age.ts'

/**
 * Since when goods lie at the desk: drawn lightly while it is short, said in a word once it is long.
 * @param receivedAt ISO 8601 UTC
 */
export function Since({ receivedAt }: { readonly receivedAt: string }) {
  const { t } = useTranslation('custody')
  const format = useFormat()
  const now = useNow()
  const { days, standing } = custodyAge(receivedAt, new Date(now).toISOString(), format)
  return (
    <time
      className={classes.age}
      data-standing={standing}
      dateTime={receivedAt}
      title={format.dateTime(receivedAt)}
    >
      <span className={classes.days}>{days === 0 ? t('age.today') : t('age.days', { count: days })}</span>
      {standing === 'fresh' ? null : (
        <span className={classes.long}>
          {standing === 'month' ? <IconHourglassLow size={14} stroke={1.75} aria-hidden /> : null}
          {t(`age.${standing}`)}
        </span>
      )}
    </time>
  )
}
