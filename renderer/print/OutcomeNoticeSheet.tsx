import type { OutcomeNoticePrint } from '../../electron/desk/print-views.ts'
import { PaperFacts, PaperHead } from './PaperHead.tsx'
import type { PaperVoice } from './paper-text.ts'
import { paperMoment } from './paper-text.ts'
import { SignatureLines } from './SignatureLines.tsx'
import './paper.css'

interface OutcomeNoticeSheetProps {
  readonly paper: OutcomeNoticePrint
  readonly voice: PaperVoice
}

/** 投诉处理回复通知单: what the sales department hears of a complaint of level 4 or 5. Internal. */
export function OutcomeNoticeSheet({ paper, voice }: OutcomeNoticeSheetProps) {
  const { t } = voice
  return (
    <article className="paper" data-paper="a4" lang={voice.language} aria-label={t('title.outcome_notice')}>
      <PaperHead
        title={t('title.outcome_notice')}
        store={paper.store.name}
        number={paper.number}
        aside={t('rests_on_version', { version: paper.version })}
        internal
        voice={voice}
      />
      <PaperFacts
        facts={[
          [t('to_department'), paper.salesDepartment],
          [t('customer'), paper.customerName],
          [t('level'), `${paper.level} ${t(`words:level.${paper.level}`)}`],
        ]}
      />
      <p className="paper-text">{paper.text}</p>
      <div className="paper-closing">
        <div className="paper-signature">
          <SignatureLines signature={paper.signature} voice={voice} />
          <p>
            {t('written_by')} {paper.writtenBy} {paperMoment(paper.writtenAt, voice)}
          </p>
        </div>
        <div className="paper-customer">
          <span>{t('sales_signs')}</span>
          <span className="paper-blank" />
          <span>{t('date')}</span>
          <span className="paper-blank" />
        </div>
        <p className="paper-small">
          {t('internal_note')} {t('printed_at', { at: paperMoment(paper.printedAt, voice) })}
        </p>
      </div>
    </article>
  )
}
