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
