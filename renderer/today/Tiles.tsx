import { Tooltip, UnstyledButton } from '@mantine/core'
import {
  IconAlertTriangle,
  IconFolderOpen,
  IconHourglassLow,
  IconPhoneOutgoing,
  IconSignature,
  IconTrendingUp,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { TodayView } from '../../electron/desk/views.ts'
import { useSoonMinutes } from '../parts/soon.ts'
import classes from './today.module.css'

/** What Today can be narrowed to, in the order of its tiles. */
export const filters = ['late', 'soon', 'awaiting_signature', 'promises', 'raised', 'all'] as const
export type Filter = (typeof filters)[number]

const tiles = {
  late: { count: 'late', icon: IconAlertTriangle },
  soon: { count: 'soon', icon: IconHourglassLow },
  awaiting_signature: { count: 'awaitingSignature', icon: IconSignature },
  promises: { count: 'promises', icon: IconPhoneOutgoing },
  raised: { count: 'raised', icon: IconTrendingUp },
  all: { count: 'open', icon: IconFolderOpen },
} as const satisfies Record<Filter, { count: keyof TodayView['counts']; icon: typeof IconSignature }>

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
  const soonMinutes = useSoonMinutes()
  const word = (code: Filter) => {
    if (code !== 'soon') return t(`tile.${code}`)
    return soonMinutes % 60 === 0
      ? t('tile.soonHours', { count: soonMinutes / 60 })
      : t('tile.soonMinutes', { count: soonMinutes })
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as one strip
    <div className={classes.tiles} role="group" aria-label={t('tiles')}>
      {filters.map((code) => {
        const { count, icon: Icon } = tiles[code]
        const number = counts?.[count] ?? null
        const explained = code === 'promises' || code === 'raised'
        return (
          <Tooltip key={code} label={explained ? t(`tileHint.${code}`) : ''} disabled={!explained}>
            <UnstyledButton
              className={classes.tile}
              data-kind={number === null || number === 0 ? 'none' : code}
              aria-pressed={filter === code}
              onClick={() => onFilter(filter === code ? 'all' : code)}
            >
              <Icon size={18} stroke={1.75} aria-hidden />
              <span className={classes.tileWord}>{word(code)}</span>
              <span className={classes.tileCount}>{number ?? '–'}</span>
            </UnstyledButton>
          </Tooltip>
        )
      })}
    </div>
  )
}
