import { useTranslation } from 'react-i18next'
import type { CaseView } from '../../../electron/desk/case-views.ts'
import { ChangedNotice } from '../../complaint/actions/ChangedMeanwhile.tsx'
import { useFormat } from '../../i18n/format.ts'
import { happeningName } from '../happening-text.ts'

interface CaseChangedProps {
  readonly view: CaseView
  /** Ids of the lines that were there when the form was opened. */
  readonly known: ReadonlySet<string>
  /** Does the table still offer this action? */
  readonly stillPossible: boolean
  readonly onContinue: () => void
}

/** Somebody changed the case while a form was open. */
export function CaseChanged({ view, known, stillPossible, onContinue }: CaseChangedProps) {
  const { t } = useTranslation('returns')
  const format = useFormat()
  return (
    <ChangedNotice
      news={view.happenings
        .filter((each) => !known.has(each.id))
        .map((each) => ({
          id: each.id,
          text: t('complaint:changed.line', {
            at: format.short(each.at),
            by: each.by,
            what: happeningName(each, t),
          }),
        }))}
      state={t(`words:caseState.${view.state}`)}
      stillPossible={stillPossible}
      onContinue={onContinue}
    />
  )
}
