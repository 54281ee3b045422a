import { UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconClockHour9, IconFolderOpen, IconSignature } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { TodayView } from '../../electron/desk/views.ts'
import classes from './today.module.css'

/** What Today can be narrowed to. */
export type Filter = 'all' | 'late' | 'soon' | 'awaiting_signature'

const tiles = [
  { filter: 'all', count: 'open', icon: IconFolderOpen },
  { filter: 'late', count: 'late', icon: IconAlertTriangle },
  { filter: 'soon', count: 'soon', icon: IconClockHour9 },
  { filter: 'awaiting_signature', count: 'awaitingSignature', icon: IconSignature },
] as const satisfies readonly {
  filter: Filter
  count: keyof TodayView['counts']
  icon: typeof IconSignature
}[]

/** The counts of the day; each narrows the list to what it counts, and pressed again shows all. */
export function Tiles({
  counts,
  filter,
  onFilter,
}: {
  counts: TodayView['counts'] | null
  filter: Filter
  onFilter: (filter: Filter) => void
}) {
  const { t } = useTranslation('today')
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as one strip
    <div className={classes.tiles} role="group" aria-label={t('tiles')}>
      {tiles.map(({ filter: code, count, icon: Icon }) => {
        const number = counts?.[count] ?? null
        return (
          <UnstyledButton
            key={code}
            className={classes.tile}
            data-kind={number === null || number === 0 ? 'none' : code}
            aria-pressed={filter === code}
            onClick={() => onFilter(filter === code ? 'all' : code)}
          >
            <Icon size={18} stroke={1.75} aria-hidden />
            <span className={classes.tileWord}>{t(`tile.${code}`)}</span>
            <span className={classes.tileCount}>{number ?? '–'}</span>
          </UnstyledButton>
        )
      })}
    </div>
  )
}
