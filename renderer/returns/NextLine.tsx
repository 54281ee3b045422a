import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { CaseAction } from '../../domain/case/moves.ts'
import { caseMoves } from '../../domain/case/moves.ts'
import type { CaseView } from '../../electron/desk/case-views.ts'
import classes from './case.module.css'

/** What must happen next and who does it, and what is missing before it can; nothing once the case has ended. */
export function NextLine({ view }: { readonly view: CaseView }) {
  const { t } = useTranslation('returns')
  const next = view.nextAction
  if (next === null) return null
  const missing = view.offers.find((offer) => offer.action === next)?.missing ?? []
  return (
    <p className={classes.next}>
      <span className={classes.dim}>{t('complaint:next.title')}</span>{' '}
      <strong>{t(`words:caseAction.${next}`)}</strong> <span>{whoDoes(view, next, t)}</span>
      {missing.map((condition) => (
        <span key={condition} className={classes.beyond}>
          {t(`words:caseCondition.${condition}`)}
        </span>
      ))}
    </p>
  )
}

/** The handler, or the roles that the table names. */
function whoDoes(view: CaseView, action: CaseAction, t: TFunction<'returns'>): string {
  const { who } = caseMoves[action]
  if (who.includes('handler')) return view.handler.name
  return who
    .filter((actor) => actor !== 'handler')
    .map((role) => t(`words:role.${role}`))
    .join(t('complaint:listOr'))
}
