import type { TFunction } from 'i18next'
import type { HandoverWhy } from '../../domain/handover.ts'
import type { HandoverTarget } from '../../electron/desk/handover-views.ts'
import { custodyPath } from '../custody/custody-view.ts'
import { paths } from '../frame/places.ts'

/**
 * Which clock of a line runs, or what it is due for.
 * @param t with the namespaces `handover` and `words`
 * @param why null for a promise, which has its own word
 */
export function whyWord(t: TFunction<['handover', 'words']>, why: HandoverWhy | null): string {
  if (why === null) return t('promisedBy')
  return why === 'agreed' || why === 'communicate' ? t(`why.${why}`) : t(`words:clock.${why}`)
}

/** Where a line leads: the record as it is now. */
export function targetPath(target: HandoverTarget): string {
  if (target.to === 'complaint') return paths.complaint(target.id)
  return target.to === 'case'
    ? paths.returnCase(target.id)
    : custodyPath({ filter: 'all', text: '', adding: false, item: target.id })
}
