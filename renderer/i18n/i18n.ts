import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Language } from '../../electron/desk/views.ts'
import { english } from './en.ts'
import { chinese } from './zh-CN.ts'

/** The namespaces: one JSON file each per language. */
export const namespaces = [
  'words',
  'errors',
  'frame',
  'today',
  'register',
  'settings',
  'head-office',
  'sign-in',
  'intake',
  'complaint',
  'sign-off',
  'print',
  'returns',
  'custody',
  'customer',
  'authorisations',
  'timeline',
  'handover',
  'calls',
  'survey',
  'scripts',
  'till',
  'policy',
] as const

/** Chinese first: it is the desk's own language. */
export const languages = ['zh-CN', 'en'] as const satisfies readonly Language[]

const storageKey = 'countersign.language'

function isLanguage(text: string | null): text is Language {
  return text === 'zh-CN' || text === 'en'
}

/** The language on screen. */
export function currentLanguage(): Language {
  return isLanguage(i18next.language) ? i18next.language : 'zh-CN'
}

/** Load the words of both languages and begin with the one this computer used last, else Chinese. */
export function startLanguage(): void {
  const last = localStorage.getItem(storageKey)
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language
  })
  void i18next.use(initReactI18next).init({
    lng: isLanguage(last) ? last : 'zh-CN',
    fallbackLng: false,
    supportedLngs: [...languages],
    ns: [...namespaces],
    defaultNS: 'words',
    resources: { 'zh-CN': chinese, en: english },
    interpolation: { escapeValue: false },
    returnNull: false,
    initAsync: false,
  })
}

/**
 * Change the language on screen and remember it on this computer.
 * @param language the new one
 */
export function showLanguage(language: Language): void {
  localStorage.setItem(storageKey, language)
  if (i18next.language !== language) void i18next.changeLanguage(language)
}
