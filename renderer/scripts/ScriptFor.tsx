import { UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Script, ScriptBlank, ScriptMoment } from '../../domain/scripts.ts'
import { fillScript, scriptsFor } from '../../domain/scripts.ts'
import type { Level, State } from '../../domain/vocabulary.ts'
import { useTRPC } from '../api/trpc.ts'
import { currentLanguage } from '../i18n/i18n.ts'
import classes from './scripts.module.css'

type Known = Readonly<Partial<Record<ScriptBlank, string>>>

interface ScriptForProps {
  /** Of the complaint; null where none is about. */
  readonly state: State | null
  readonly level: Level | null
  /** What is being done or was just chosen, the most telling first (`momentsOf`). */
  readonly moments: readonly ScriptMoment[]
  /** What is filled into the words. */
  readonly known?: Known
  /** How many are shown before the person asks for more: read at a glance while somebody is on the line. */
  readonly atOnce?: number
}

/** What to say at this moment, with wordings to avoid beside better ones; before the signature progress only. */
export function ScriptFor({ state, level, moments, known = {}, atOnce = 2 }: ScriptForProps) {
  const { t } = useTranslation('scripts')
  const scripts = useQuery(useTRPC().scripts.list.queryOptions())
  const [all, setAll] = useState(false)
  const fitting = scriptsFor(scripts.data ?? [], { state, level, moments })
  if (fitting.length === 0) return null
  const shown = all ? fitting : fitting.slice(0, atOnce)
  return (
    <section className={classes.scripts} aria-label={t('forNow')}>
      <h3 className={classes.heading}>{t('forNow')}</h3>
      {shown.map((script) => (
        <Wording key={script.code} script={script} known={known} />
      ))}
      {fitting.length > atOnce ? (
        <UnstyledButton className={classes.more} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('fewer') : t('more', { count: fitting.length - atOnce })}
        </UnstyledButton>
      ) : null}
    </section>
  )
}

/** One script in the language on screen. */
export function Wording({
  script,
  known = {},
}: {
  readonly script: Pick<Script, 'kind' | 'text' | 'avoid'>
  readonly known?: Known
}) {
  const { t } = useTranslation('scripts')
  const language = currentLanguage()
  const { title, say } = script.text[language]
  return (
    <div className={classes.wording}>
      <div className={classes.title}>
        {title}
        {script.kind === 'technique' ? <span className={classes.mark}>{t('technique')}</span> : null}
      </div>
      <p className={classes.say}>{fillScript(say, known)}</p>
      {script.avoid.length === 0 ? null : (
        <ul className={classes.avoid}>
          {script.avoid.map((pair) => (
            <li key={pair[language].not}>
              <span className={classes.label}>{t('avoid')}</span> <s>{pair[language].not}</s>{' '}
              <span className={classes.label}>{t('instead')}</span>{' '}
              {fillScript(pair[language].instead, known)}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
