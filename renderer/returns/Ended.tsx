import { useTranslation } from 'react-i18next'
import type { CaseAction } from '../../domain/case/moves.ts'
import type { CaseState } from '../../domain/case/vocabulary.ts'
import type { CaseView } from '../../electron/desk/case-views.ts'
import { useFormat } from '../i18n/format.ts'
import classes from './case.module.css'

const endings: Partial<Record<CaseState, CaseAction>> = {
  declined: 'decline',
  withdrawn: 'withdraw',
  voided: 'void',
}

/** Of a case that came to nothing: how, by whom and when it ended, and why; nothing of any other. */
export function Ended({ view }: { readonly view: CaseView }) {
  const { t } = useTranslation('returns')
  const format = useFormat()
  const action = endings[view.state]
  const ending = view.happenings.findLast((each) => each.action === action)
  if (action === undefined || ending === undefined) return null
  return (
    <div className={classes.ended}>
      <strong>{t(`words:caseState.${view.state}`)}</strong>{' '}
      <span className={classes.dim}>{t('ended.by', { by: ending.by, at: format.dateTime(ending.at) })}</span>
      {ending.details.map(({ label, text }) => (
        <p key={label} className={classes.wrapped}>
          {t(label === 'customerWords' ? 'ended.words' : 'ended.reason', { text })}
        </p>
      ))}
    </div>
  )
}
