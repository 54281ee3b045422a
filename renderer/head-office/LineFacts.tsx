import { IconAlertTriangle, IconCircleCheck, IconCloudOff, IconCloudUpload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { HeadOfficeView } from '../../electron/desk/views.ts'
import { useFormat } from '../i18n/format.ts'
import classes from './head-office.module.css'

/** A clock that is wrong by more than this is said on the screen, in seconds. */
const clockTolerance = 60

/** The state of the line in one sentence, and the facts behind it. */
export function LineFacts({ view }: { view: HeadOfficeView }) {
  const { t, i18n } = useTranslation('head-office')
  const format = useFormat()
  const at = (instant: string | null) => (instant === null ? t('never') : format.dateTime(instant))
  const state = stateOf(view)
  const Icon = icons[state]
  const facts: [string, string][] = [
    [t('fact.waiting'), waitingText()],
    [t('fact.lastSuccess'), at(view.lastSuccessAt)],
    [t('fact.lastAttempt'), at(view.lastAttemptAt)],
    [t('fact.nextAttempt'), view.nextAttemptAt === null ? t('whenNew') : format.dateTime(view.nextAttemptAt)],
    [t('fact.nightly'), nightlyText()],
    [t('fact.address'), view.url ?? '—'],
    [t('fact.storeName'), view.storeName ?? '—'],
  ]

  function waitingText(): string {
    if (view.waiting === 0) return t('nothingWaits')
    const count = t('entries', { count: view.waiting })
    return view.waitingSince === null ? count : t('since', { count, at: format.dateTime(view.waitingSince) })
  }

  /** The nightly time comes as an instant or as a time of day. */
  function nightlyText(): string {
    if (view.nightlyAt === null) return '—'
    return /^\d\d:\d\d/.test(view.nightlyAt) ? view.nightlyAt.slice(0, 5) : format.dateTime(view.nightlyAt)
  }

  function problemText(problem: { key: string; params: Record<string, string | number> }): string {
    const key = `head-office:problem.${problem.key}`
    return t(i18n.exists(key) ? key : 'problem.other', problem.params)
  }

  return (
    <section aria-label={t('line')}>
      <p className={classes.state} data-state={state} role="status">
        <Icon size={20} stroke={1.75} aria-hidden />
        {t(`state.${state}`)}
      </p>
      {view.problem === null ? null : <p className={classes.problem}>{problemText(view.problem)}</p>}
      {view.clockOffsetSeconds !== null && Math.abs(view.clockOffsetSeconds) > clockTolerance ? (
        <p className={classes.problem}>
          {t(view.clockOffsetSeconds > 0 ? 'clock.slow' : 'clock.fast', {
            minutes: Math.round(Math.abs(view.clockOffsetSeconds) / 60),
          })}
        </p>
      ) : null}
      {view.enrolled ? (
        <dl className={classes.facts}>
          {facts.map(([word, value]) => (
            <div key={word}>
              <dt>{word}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <p>{t('notEnrolledText', { waiting: view.waiting })}</p>
      )}
    </section>
  )
}

type LineState = 'notEnrolled' | 'pushing' | 'problem' | 'waiting' | 'complete'

const icons = {
  notEnrolled: IconCloudOff,
  pushing: IconCloudUpload,
  problem: IconAlertTriangle,
  waiting: IconCloudUpload,
  complete: IconCircleCheck,
} as const satisfies Record<LineState, typeof IconCloudOff>

function stateOf(view: HeadOfficeView): LineState {
  if (!view.enrolled) return 'notEnrolled'
  if (view.pushing) return 'pushing'
  if (view.problem !== null) return 'problem'
  return view.waiting > 0 ? 'waiting' : 'complete'
}
