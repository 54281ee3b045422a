import { useTranslation } from 'react-i18next'
import { needsInspection } from '../../domain/case/plan.ts'
import type { CaseView } from '../../electron/desk/case-views.ts'
import { Fact } from '../complaint/fact-parts.tsx'
import { useFormat } from '../i18n/format.ts'
import { completeness, missingGifts, wear } from './actions/inspection-form.ts'
import classes from './case.module.css'
import { useGradeWord } from './case-words.ts'

/** What the inspection found; that it is still to come, or not needed. */
export function Inspection({ view }: { readonly view: CaseView }) {
  const { t } = useTranslation('returns')
  const format = useFormat()
  const gradeWord = useGradeWord()
  const { inspection } = view
  if (inspection === null) {
    const none = !needsInspection(view.reason) ? 'notNeeded' : view.endedAt === null ? 'none' : 'never'
    return <p className={classes.dim}>{t(`inspect.${none}`)}</p>
  }
  const marks = [
    ...completeness.map((each) => (inspection[each] ? t(`check.${each}`) : t(`checkNot.${each}`))),
    ...wear.filter((each) => inspection[each]).map((each) => t(`check.${each}`)),
  ]
  return (
    <>
      <p className={classes.dim}>
        {inspection.by} {format.short(inspection.at)}
      </p>
      <dl className={classes.found}>
        {inspection.faultConfirmed !== null && (
          <Fact label={t('inspect.fault')}>
            {t(inspection.faultConfirmed ? 'yes.faultConfirmed' : 'no.faultConfirmed')}
            {inspection.sameFault && ` · ${t('field.sameFault')}`}
          </Fact>
        )}
        <Fact label={t('inspect.condition')}>{marks.join(t('listComma'))}</Fact>
        <Fact label={t('field.missing')}>{inspection.missing}</Fact>
        <Fact label={t('inspect.giftsMissing')}>
          {missingGifts(view)
            .map((gift) => t('inspect.gift', { name: gift.name, value: format.money(gift.valueFen) }))
            .join(t('listComma'))}
        </Fact>
        <Fact label={t('field.fitForSecondSale')}>
          {t(inspection.fitForSecondSale ? 'words:yes' : 'words:no')}
        </Fact>
        <Fact label={t('field.grade')}>{inspection.grade === null ? '' : gradeWord(inspection.grade)}</Fact>
        {inspection.serialMatches !== null && (
          <Fact label={t('purchase.serialNumber')}>
            <span className="numbers">{inspection.serialSeen}</span>{' '}
            {t(inspection.serialMatches ? 'inspect.serialSame' : 'inspect.serialDiffers')}
            {inspection.serialExplanation !== '' && ` · ${inspection.serialExplanation}`}
          </Fact>
        )}
        {!inspection.modelAvailable && <Fact label={t('inspect.model')}>{t('inspect.modelGone')}</Fact>}
        <Fact label={t('field.disposition')}>
          {inspection.disposition === null ? '' : t(`words:disposition.${inspection.disposition}`)}
        </Fact>
        <Fact label={t('field.remarks')}>{inspection.remarks}</Fact>
      </dl>
    </>
  )
}
