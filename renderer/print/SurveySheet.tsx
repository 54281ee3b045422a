import type { Satisfaction } from '../../domain/vocabulary.ts'
import { satisfactions } from '../../domain/vocabulary.ts'
import type { SurveyPrint } from '../../electron/desk/sheet-print-views.ts'
import { Box } from './OpinionSheet.tsx'
import { PaperFacts, PaperHead } from './PaperHead.tsx'
import type { PaperVoice } from './paper-text.ts'
import { paperMoment } from './paper-text.ts'
import './paper.css'

interface SurveySheetProps {
  readonly paper: SurveyPrint
  readonly voice: PaperVoice
}

/** 客户满意度调查表: five steps for the solution, the handler and the technician, and the customer's words. */
export function SurveySheet({ paper, voice }: SurveySheetProps) {
  const { t } = voice
  const rows = [
    [t('survey.solution'), paper.solution],
    [t('survey.handler', { name: paper.handlerName }), paper.handler],
    [t('survey.technician'), paper.technician],
  ] as const
  return (
    <article className="paper" data-paper="a4" lang={voice.language} aria-label={t('title.survey')}>
      <PaperHead title={t('title.survey')} store={paper.store.name} number={paper.number} voice={voice} />
      <PaperFacts
        facts={[
          [t('customer'), paper.customerName],
          [t('product'), paper.product],
          [t('survey.asked_at'), paperMoment(paper.at, voice)],
          [t('survey.how'), t(`words:contactChannel.${paper.how}`)],
          [t('survey.asked_by'), paper.takenBy],
        ]}
      />
      <table className="paper-cells paper-survey">
        <tbody>
          {rows.map(([label, step]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>
                <Steps step={step} voice={voice} />
              </td>
            </tr>
          ))}
          {paper.reason === '' ? null : (
            <tr>
              <th scope="row">{t('survey.reason')}</th>
              <td className="paper-long">{paper.reason}</td>
            </tr>
          )}
          <tr>
            <th scope="row">{t('survey.remarks')}</th>
            <td className="paper-long">{paper.remarks === '' ? t('survey.none') : paper.remarks}</td>
          </tr>
        </tbody>
      </table>
      <div className="paper-closing">
        <p>{paper.byCustomer ? t('survey.by_customer') : t('survey.by_staff', { name: paper.takenBy })}</p>
        <p className="paper-small">{t('printed_at', { at: paperMoment(paper.printedAt, voice) })}</p>
      </div>
    </article>
  )
}

function Steps({ step, voice }: { readonly step: Satisfaction | null; readonly voice: PaperVoice }) {
  if (step === null) return voice.t('survey.not_asked')
  return (
    <span className="paper-boxes">
      {satisfactions.map((each) => (
        <Box key={each} marked={each === step}>
          {voice.t(`words:satisfaction.${each}`)}
        </Box>
      ))}
    </span>
  )
}
