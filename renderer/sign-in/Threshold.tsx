import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { LanguageSwitch } from '../frame/LanguageSwitch.tsx'
import classes from './sign-in.module.css'

/**
 * The page before the desk: its name, a narrow column, the language switch.
 * @param wide for a form in two columns
 * @param storeName shown above the form once the store has a name
 */
export function Threshold({
  storeName,
  wide = false,
  children,
}: {
  storeName?: string
  wide?: boolean
  children: ReactNode
}) {
  const { t } = useTranslation(['sign-in', 'words'])
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <span className={classes.mark}>{t('words:appName')}</span>
        <LanguageSwitch />
      </header>
      <main className={classes.column} data-wide={wide || undefined}>
        {storeName === undefined ? null : <p className={classes.store}>{storeName}</p>}
        {children}
      </main>
    </div>
  )
}
