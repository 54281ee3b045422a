import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Language } from '../../electron/desk/views.ts'
import type { PaperVoice } from './paper-text.ts'

/**
 * The words of a paper in its own language, whatever the screen's.
 * @param language of the paper
 * @param timeZone of the store
 */
export function usePaperVoice(language: Language, timeZone: string): PaperVoice {
  const { i18n } = useTranslation()
  return { language, t: i18n.getFixedT(language, 'print'), timeZone }
}

/**
 * The words in which a complaint tells what happened, in the language of a paper.
 * @param language of the paper
 */
export function useComplaintWords(language: Language): TFunction<'complaint'> {
  const { i18n } = useTranslation()
  return i18n.getFixedT(language, 'complaint')
}
