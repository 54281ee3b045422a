import { IconLock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './settings.module.css'

/** Says why nothing can be changed here. */
export function OnlyManager() {
  const { t } = useTranslation('settings')
  return (
    <p className={classes.locked}>
      <IconLock size={16} stroke={1.75} aria-hidden />
      {t('onlyManager')}
    </p>
  )
}
