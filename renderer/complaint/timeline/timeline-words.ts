import { useTranslation } from 'react-i18next'
import type { ComplaintView } from '../../../electron/desk/views.ts'
import { useFormat } from '../../i18n/format.ts'
import { useNow } from '../../parts/now.ts'

type ClockView = ComplaintView['clocks'][number]

/** How clocks stand, in the words of the language on screen. */
export function useClockWords(): {
  /** A few words: what is left, how late, or when it was done. */
  readonly standing: (clock: ClockView) => string
  /** Everything: start, end, provisional, done. */
  readonly sentence: (clock: ClockView) => string
} {
  const { t } = useTranslation(['timeline', 'words'])
  const format = useFormat()
  const now = useNow()

  function standing(clock: ClockView): string {
    const provisional = clock.provisional ? ` ${t('words:due.provisionalShort')}` : ''
    if (clock.stoppedAt === null) return format.remaining(clock.dueAt, now) + provisional
    const late = clock.status === 'late'
    return late
      ? t('doneLate', { late: format.remaining(clock.dueAt, Date.parse(clock.stoppedAt)) })
      : t('doneInTime')
  }

  return {
    standing,
    sentence: (clock) =>
      [
        t(`words:clock.${clock.kind}`),
        t('startedAt', { at: format.dateTime(clock.startedAt) }),
        t('dueAt', { at: format.dateTime(clock.dueAt) }),
        clock.provisional ? t('words:due.provisional') : '',
        clock.stoppedAt === null ? '' : t('stoppedAt', { at: format.dateTime(clock.stoppedAt) }),
        standing(clock),
      ]
        .filter((part) => part !== '')
        .join(t('separator')),
  }
}
