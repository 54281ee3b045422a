import type { TFunction } from 'i18next'
import type { TrackedRound, TrackingSheetPrint } from '../../electron/desk/sheet-print-views.ts'
import { detailText, happeningName } from '../complaint/happening-text.ts'
import { PaperFacts, PaperHead } from './PaperHead.tsx'
import type { PaperVoice } from './paper-text.ts'
import { paperMoment } from './paper-text.ts'
import { useComplaintWords } from './paper-voice.ts'
import './paper.css'

interface TrackingSheetProps {
  readonly paper: TrackingSheetPrint
  readonly voice: PaperVoice
}

/** 售后服务跟踪表 of the present round; what was done in the rounds before stands before it. Internal. */
export function TrackingSheet({ paper, voice }: TrackingSheetProps) {
  const { t } = voice
  const words = useComplaintWords(voice.language)
  const present = paper.rounds.at(-1)?.round ?? 1
  return (
    <article className="paper" data-paper="a4" lang={voice.language} aria-label={t('title.tracking_sheet')}>
      <PaperHead
        title={t('title.tracking_sheet')}
        store={paper.store.name}
        number={paper.number}
        aside={t('tracking.sheet', { round: present })}
        internal
        voice={voice}
      />
      <PaperFacts
        facts={[
          [t('customer'), paper.customerName],
          [t('product'), paper.product],
          [t('handler'), paper.handlerName],
        ]}
      />
      <h2>{t('what_happened')}</h2>
      <p className="paper-text">{paper.whatHappened}</p>
      {paper.rounds.map((round) => (
        <Round key={round.round} round={round} carried={round.round < present} words={words} voice={voice} />
      ))}
      <div className="paper-closing">
        <div className="paper-customer">
          <span>{t('handler')}</span>
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

function Round({
  round,
  carried,
  words,
  voice,
}: {
  readonly round: TrackedRound
  readonly carried: boolean
  readonly words: TFunction<'complaint'>
  readonly voice: PaperVoice
}) {
  const { t } = voice
  const moment = (instant: string) => paperMoment(instant, voice)
  return (
    <>
      <h2>{t(carried ? 'tracking.carried' : 'tracking.round', { round: round.round })}</h2>
      <table className="paper-lines" data-columns="tracking">
        <thead>
          <tr>
            <th>{t('tracking.at')}</th>
            <th>{t('tracking.by')}</th>
            <th>{t('tracking.done')}</th>
            <th>{t('tracking.details')}</th>
          </tr>
        </thead>
        <tbody>
          {round.lines.length === 0 ? (
            <tr>
              <td colSpan={4}>{t('tracking.nothing')}</td>
            </tr>
          ) : null}
          {round.lines.map((line) => (
            <tr key={line.id}>
              <td>{moment(line.at)}</td>
              <td>{line.by}</td>
              <td>{happeningName(line, words)}</td>
              <td>
                {line.details
                  .map(
                    (detail) => `${words(`happening.${detail.label}`)} ${detailText(detail, words, moment)}`,
                  )
                  .join(t('tracking.between'))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {round.signed === null ? null : (
        <p className="paper-text">
          <strong>
            {t('tracking.signed', { version: round.signed.version, code: round.signed.checkCode })}
          </strong>{' '}
          {round.signed.wording}
        </p>
      )}
    </>
  )
}
