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
import { CountTiles } from '../parts/CountTiles.tsx'
import { useSoonMinutes } from '../parts/soon.ts'

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
  const explained = (code: Filter) => code === 'promises' || code === 'raised'
  return (
    <CountTiles
      label={t('tiles')}
      tiles={filters.map((code) => ({
        code,
        word: word(code),
        icon: tiles[code].icon,
        count: counts?.[tiles[code].count] ?? null,
        hint: explained(code) ? t(`tileHint.${code}`) : null,
      }))}
      chosen={filter}
      onChoose={(code) => onFilter(filter === code ? 'all' : code)}
    />
  )
}
