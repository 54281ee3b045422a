import { IconCircleCheck, IconClock, IconFlagOff, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AuthorisationView } from '../../electron/desk/case-views.ts'
import { standingOf } from './authorisation-scope.ts'
import classes from './authorisations.module.css'

const icons = {
  in_force: IconCircleCheck,
  to_come: IconClock,
  ended: IconFlagOff,
  revoked: IconX,
} as const

/** In force, to come, ended or revoked: icon and word. */
export function Standing({
  authorisation,
  today,
}: {
  readonly authorisation: AuthorisationView
  readonly today: string
}) {
  const { t } = useTranslation('authorisations')
  const standing = standingOf(authorisation, today)
  const Icon = icons[standing]
  return (
    <span className={classes.stands} data-standing={standing}>
      <Icon size={16} stroke={1.75} aria-hidden />
      {t(`standing.${standing}`)}
    </span>
  )
}
