/** The languages in which the program speaks before anybody has signed in. */
export type StartLanguage = 'zh-CN' | 'en'

/**
 * The language of the start-up messages: what the terminal's locale says, else what the system says.
 * `C` and `POSIX` say nothing about a language.
 */
export function startLanguage(env: NodeJS.ProcessEnv, systemLocale?: string): StartLanguage {
  const told = env.LC_ALL || env.LC_MESSAGES || env.LANG || ''
  const neutral = /^(C|POSIX)?(\.|$)/i.test(told)
  const locale = neutral ? (systemLocale ?? Intl.DateTimeFormat().resolvedOptions().locale) : told
  return /^zh\b|^zh[_-]/i.test(locale) ? 'zh-CN' : 'en'
}
