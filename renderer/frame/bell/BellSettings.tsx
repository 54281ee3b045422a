import { Button, Switch } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './bell.module.css'
import type { BellChoices } from './bell-choices.ts'
import { canShowOnDesktop } from './ringing.ts'
import { ring } from './sound.ts'

/** How this person wants to be told. The system is asked for its permission only here, by the person's own press. */
export function BellSettings({
  choices,
  onChoose,
  mayRing,
}: {
  choices: BellChoices
  onChoose: (change: Partial<BellChoices>) => void
  mayRing: boolean
}) {
  const { t } = useTranslation('frame')
  const [refused, setRefused] = useState(canShowOnDesktop() && Notification.permission === 'denied')
  const possible = canShowOnDesktop()

  async function chooseDesktop(wanted: boolean): Promise<void> {
    if (!wanted) {
      onChoose({ desktop: false })
      return
    }
    const permission = await Notification.requestPermission()
    setRefused(permission === 'denied')
    onChoose({ desktop: permission === 'granted' })
  }

  return (
    <div className={classes.settings}>
      <Switch
        size="sm"
        label={t('bell.desktop')}
        description={
          possible ? (refused ? t('bell.desktopRefused') : undefined) : t('bell.desktopImpossible')
        }
        disabled={!possible}
        checked={choices.desktop && possible && !refused}
        onChange={(event) => void chooseDesktop(event.currentTarget.checked)}
      />
      <div className={classes.sound}>
        <Switch
          size="sm"
          label={t('bell.sound')}
          checked={choices.sound}
          onChange={(event) => onChoose({ sound: event.currentTarget.checked })}
        />
        <Button variant="subtle" size="compact-sm" onClick={ring}>
          {t('bell.listen')}
        </Button>
      </div>
      <p className={classes.quiet}>{t(mayRing ? 'bell.quietOutside' : 'bell.quietNow')}</p>
    </div>
  )
}
