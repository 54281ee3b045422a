import type { RemedyLine } from '../../domain/complaint/input.ts'
import type { ResolutionPrint } from '../../electron/desk/print-views.ts'
import type { SignatureView } from '../../electron/desk/views.ts'
import { PaperFacts, PaperHead } from './PaperHead.tsx'
import type { PaperVoice } from './paper-text.ts'
import { paperDate, paperDay, paperMoney } from './paper-text.ts'
import { SignatureLines } from './SignatureLines.tsx'
import { Watermark } from './Watermark.tsx'
import './paper.css'

export type PaperSize = 'a4' | 'half'

/** A written resolution, signed or still on the manager's desk. It has no place for the internal floor. */
export type ResolutionPaper = Omit<ResolutionPrint, 'kind' | 'signature' | 'printedAt'> & {
  readonly signature: SignatureView | null
}

interface ResolutionSheetProps {
  readonly paper: ResolutionPaper
  readonly size: PaperSize
  readonly voice: PaperVoice
  /** Civil days after the customer's consent by which a line without a date of its own is done (policy). */
  readonly executionDays: number
}

/** 投诉处理单: the written resolution exactly as the customer reads it, on screen before the signature and in print after it. */
export function ResolutionSheet({ paper, size, voice, executionDays }: ResolutionSheetProps) {
  const { t } = voice
  const several = paper.options.length > 1
  return (
    <article
      className={paper.signature === null ? 'paper paper-held' : 'paper'}
      data-paper={size}
      lang={voice.language}
      aria-label={t('title.resolution')}
    >
      <PaperHead
        title={t('title.resolution')}
        store={paper.store.name}
        number={paper.number}
        aside={t('version', { version: paper.version })}
        voice={voice}
      />
      <PaperFacts
        facts={[
          [t('customer'), paper.customerName],
          [t('received_on'), paperDay(paper.receivedAt, voice)],
          [t('product'), paper.product],
        ]}
      />
      <Standing paper={paper} voice={voice} />
      <p className="paper-text">{paper.wording}</p>
      <h2>{t('what_we_do')}</h2>
      {paper.options.map((option, index) => (
        // Options have no identity but their order.
        // biome-ignore lint/suspicious/noArrayIndexKey: the order is the identity
        <section className="paper-option" key={index}>
          {several && <p>{index === 0 ? t('option_first') : t('option_else', { number: index + 1 })}</p>}
          <RemedyTable lines={option.lines} voice={voice} executionDays={executionDays} />
        </section>
      ))}
      {paper.terms !== '' && (
        <>
          <h2>{t('terms')}</h2>
          <p className="paper-text">{paper.terms}</p>
        </>
      )}
      <div className="paper-closing">
        <SignatureBlock paper={paper} voice={voice} />
        <div className="paper-customer">
          <p className="paper-boxes">
            {t('customer_opinion')}{' '}
            {several ? (
              paper.options.map((_, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the order is the identity
                <span key={index}>
                  <i className="paper-box" />
                  {t('agree_option', { number: index + 1 })}
                </span>
              ))
            ) : (
              <span>
                <i className="paper-box" />
                {t('agree')}
              </span>
            )}
            <span>
              <i className="paper-box" />
              {t('disagree')}
            </span>
          </p>
          <span>{t('customer_signs')}</span>
          <span className="paper-blank" />
          <span>{t('date')}</span>
          <span className="paper-blank" />
        </div>
        <p className="paper-small">{t('answers_for', { version: paper.version })}</p>
      </div>
      {paper.signature === null && <Watermark text={t('not_to_be_shown')} />}
      {paper.standing !== 'valid' && <Watermark text={t(`standing.${paper.standing}`)} />}
    </article>
  )
}

/** Says in words that the store does not stand by this paper any more. */
function Standing({ paper, voice }: { readonly paper: ResolutionPaper; readonly voice: PaperVoice }) {
  if (paper.standing === 'valid') return null
  return (
    <p className="paper-standing">
      <strong>{voice.t(`standing.${paper.standing}`)}</strong>{' '}
      {voice.t(`standing_note.${paper.standing}`, { version: paper.supersededBy ?? paper.version })}
    </p>
  )
}

function RemedyTable({
  lines,
  voice,
  executionDays,
}: {
  readonly lines: readonly RemedyLine[]
  readonly voice: PaperVoice
  readonly executionDays: number
}) {
  const { t } = voice
  return (
    <table className="paper-lines">
      <colgroup>
        <col style={{ width: '8%' }} />
        <col />
        <col style={{ width: '16%' }} />
        <col style={{ width: '18%' }} />
        <col style={{ width: '22%' }} />
      </colgroup>
      <thead>
        <tr>
          <th className="paper-count">{t('line')}</th>
          <th>{t('remedy')}</th>
          <th className="paper-money">{t('amount')}</th>
          <th>{t('by_whom')}</th>
          <th>{t('by_when')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the order is the identity
          <tr key={index}>
            <td className="paper-count">{index + 1}</td>
            <td>
              <strong>{t(`words:remedy.${line.kind}`)}</strong>
              {line.detail !== '' && ` ${line.detail}`}
            </td>
            <td className="paper-money">{line.amountFen === null ? '' : paperMoney(line.amountFen)}</td>
            <td>{line.department === null ? t('our_desk') : t(`words:department.${line.department}`)}</td>
            <td>{promisedBy(line, voice, executionDays)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function promisedBy(line: RemedyLine, voice: PaperVoice, executionDays: number): string {
  if (line.dueOn !== null) return voice.t('until_date', { date: paperDate(line.dueOn, voice) })
  // An apology or an explanation is given with this very paper.
  if (line.kind === 'apology' || line.kind === 'explanation') return voice.t('with_this_paper')
  return voice.t('after_consent', { count: executionDays })
}

function SignatureBlock({ paper, voice }: { readonly paper: ResolutionPaper; readonly voice: PaperVoice }) {
  const { t } = voice
  const { signature } = paper
  if (signature === null) {
    return (
      <div className="paper-signature paper-unsigned">
        <p className="paper-wide">{t('unsigned')}</p>
      </div>
    )
  }
  return (
    <div className="paper-signature">
      <SignatureLines signature={signature} voice={voice} />
      <p>
        {t('prepared_by')} {paper.preparedBy}
      </p>
    </div>
  )
}
