import { IconCheck, IconMinus, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CaseView } from '../../electron/desk/case-views.ts'
import classes from './case.module.css'
import { stepStandings } from './steps.ts'

/** The six steps of the case and where it stands. */
export function Steps({ view }: { readonly view: CaseView }) {
  const { t } = useTranslation('returns')
  return (
    <ol className={classes.steps} aria-label={t('steps.title')}>
      {stepStandings(view).map(({ step, standing }, index) => (
        <li key={step} data-standing={standing} aria-current={standing === 'now' ? 'step' : undefined}>
          <span className={classes.stepMark} aria-hidden>
            {standing === 'done' ? (
              <IconCheck size={14} stroke={2.5} />
            ) : standing === 'skipped' ? (
              <IconMinus size={14} stroke={2.5} />
            ) : standing === 'off' ? (
              <IconX size={14} stroke={2.5} />
            ) : (
              index + 1
            )}
          </span>
          <span className={classes.stepName}>{t(`steps.${step}`)}</span>
          <span className="only-for-readers">{t(`steps.standing.${standing}`)}</span>
          {standing === 'skipped' && (
            <span className={classes.dim} aria-hidden>
              {t('steps.standing.skipped')}
            </span>
          )}
        </li>
      ))}
    </ol>
  )
}
