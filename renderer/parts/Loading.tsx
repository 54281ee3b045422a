import { Loader } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './parts.module.css'

/** Something is being read; appears only after a moment, because most answers come at once. */
export function Loading() {
  const { t } = useTranslation('words')
  return (
    <div className={`${classes.empty} ${classes.afterAMoment}`} role="status">
      <Loader size="sm" aria-hidden />
      {t('loading')}
    </div>
  )
}
