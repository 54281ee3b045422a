import { useTranslation } from 'react-i18next'
import { clockKinds } from '../../../domain/clocks.ts'
import type { NoticesView } from '../../../electron/desk/views.ts'
import { useFormat } from '../../i18n/format.ts'

export type Notice = NoticesView['notices'][number]

/** What a notice says: a line of what it is about and a line of when. Names no customer. */
export interface NoticeWords {
  readonly what: string
  readonly when: string
}

/** Puts notices into the words of the language on screen. */
export function useNoticeWords(): (notice: Notice) => NoticeWords {
  const { t } = useTranslation(['frame', 'words', 'complaint'])
  const format = useFormat()
  const at = (fact: string | number | undefined) => (typeof fact === 'string' ? format.short(fact) : '')

  function clockWords({ kind, facts }: Notice): NoticeWords {
    const known = clockKinds.find((each) => each === facts.clock)
    const clock = known === undefined ? '' : t(`words:clock.${known}`)
    const due = at(facts.dueAt)
    if (kind === 'soon') return { what: t('bell.soon', { clock }), when: t('bell.soonWhen', { at: due }) }
    const days = Number(facts.days ?? 0)
    return {
      what: days === 0 ? t('bell.late', { clock }) : t('bell.lateDays', { clock, count: days }),
      when: t('bell.lateWhen', { at: due }),
    }
  }

  function raiseWords({ facts }: Notice): NoticeWords {
    const level = (fact: string | number | undefined) => t(`words:level.${fact ?? ''}`)
    return {
      what: t('bell.raise', { from: level(facts.from), to: level(facts.to) }),
      when: t(facts.dueAt === facts.recordedAt ? 'bell.raiseWhenAtOnce' : 'bell.raiseWhen', {
        rule: t(`complaint:levelRule.${facts.rule ?? ''}`),
        at: at(facts.dueAt),
        recorded: at(facts.recordedAt),
      }),
    }
  }

  function brokenWords({ facts }: Notice): NoticeWords {
    const source = t(`frame:bell.promise.${facts.source ?? ''}`)
    return { what: t('bell.broken', { source }), when: t('bell.lateWhen', { at: at(facts.dueAt) }) }
  }

  return (notice) => {
    if (notice.kind === 'raise') return raiseWords(notice)
    return notice.kind === 'broken' ? brokenWords(notice) : clockWords(notice)
  }
}
