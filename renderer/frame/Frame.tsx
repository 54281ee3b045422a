import { useDisclosure, useHotkeys } from '@mantine/hooks'
import { spotlight } from '@mantine/spotlight'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import classes from './frame.module.css'
import { KeyboardHelp } from './KeyboardHelp.tsx'
import { Navigation } from './Navigation.tsx'
import { paths } from './places.ts'
import { Search } from './Search.tsx'
import { TopBar } from './TopBar.tsx'

/** Navigation at the left, the bar above, the place in the middle; only the place scrolls. */
export function Frame({ children }: { children: ReactNode }) {
  const { t } = useTranslation('frame')
  const [path, navigate] = useLocation()
  const [help, { open: openHelp, close: closeHelp }] = useDisclosure(false)
  const main = useRef<HTMLElement>(null)

  const toIntake = () => navigate(paths.intake)
  // Also from within fields. A browser tab keeps Ctrl+N for itself, so Alt+N does the same.
  useHotkeys(
    [
      ['mod+K', () => spotlight.open()],
      ['mod+N', toIntake],
      ['alt+N', toIntake],
    ],
    [],
    true,
  )
  useHotkeys([
    ['shift+?', openHelp],
    ['?', openHelp],
  ])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new place begins at its top
  useEffect(() => {
    main.current?.scrollTo(0, 0)
  }, [path])

  return (
    <div className={classes.frame}>
      <button type="button" className={classes.skip} onClick={() => main.current?.focus()}>
        {t('skip')}
      </button>
      <Navigation />
      <TopBar onHelp={openHelp} />
      <main className={classes.main} ref={main} tabIndex={-1}>
        {children}
      </main>
      <Search />
      <KeyboardHelp opened={help} onClose={closeHelp} />
    </div>
  )
}
