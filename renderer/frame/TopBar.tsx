import { Button, Kbd, UnstyledButton } from '@mantine/core'
import { spotlight } from '@mantine/spotlight'
import { IconPencilPlus, IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { Bell } from './bell/Bell.tsx'
import { ConnectionWords } from './ConnectionWords.tsx'
import classes from './frame.module.css'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import { PersonMenu } from './PersonMenu.tsx'
import { paths } from './places.ts'

/** Search, new complaint, the connection in words, language, bell and person. */
export function TopBar({ onHelp }: { onHelp: () => void }) {
  const { t } = useTranslation('frame')
  return (
    <header className={classes.bar}>
      <UnstyledButton
        className={classes.search}
        onClick={() => spotlight.open()}
        aria-keyshortcuts="Control+K"
      >
        <IconSearch size={16} stroke={1.75} aria-hidden />
        <span className="only-for-readers">{t('search.open')}</span>
        <span className="one-line">{t('search.hint')}</span>
        <Kbd size="xs" aria-hidden>
          Ctrl K
        </Kbd>
      </UnstyledButton>
      <div className={classes.barRight}>
        <Button
          component={Link}
          href={paths.intake}
          size="xs"
          variant="default"
          leftSection={<IconPencilPlus size={16} stroke={1.75} aria-hidden />}
          rightSection={
            <span className={classes.keyHint} aria-hidden>
              Ctrl N
            </span>
          }
          aria-keyshortcuts="Control+N"
        >
          {t('place.intake')}
        </Button>
        <ConnectionWords />
        <LanguageSwitch />
        <Bell />
        <PersonMenu onHelp={onHelp} />
      </div>
    </header>
  )
}
