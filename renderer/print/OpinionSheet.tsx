import type { DrawnSignature } from '../../domain/drawn-signature.ts'
import type { OpinionPrint } from '../../electron/desk/sheet-print-views.ts'
import { PaperFacts, PaperHead } from './PaperHead.tsx'
import type { PaperVoice } from './paper-text.ts'
import { paperMoment } from './paper-text.ts'
import { SignatureLines } from './SignatureLines.tsx'
import './paper.css'

interface OpinionSheetProps {
  readonly paper: OpinionPrint
  readonly voice: PaperVoice
}

/** 客户意见表: the customer's own word on the signed text, with the signature they drew on the screen. */
export function OpinionSheet({ paper, voice }: OpinionSheetProps) {
  const { t } = voice
  return (
    <article className="paper" data-paper="a4" lang={voice.language} aria-label={t('title.opinion')}>
      <PaperHead
        title={t('title.opinion')}
        store={paper.store.name}
        number={paper.number}
        aside={t('rests_on_version', { version: paper.version })}
        voice={voice}
      />
      <PaperFacts
        facts={[
          [t('customer'), paper.customerName],
          [t('product'), paper.product],
          [t('opinion.given_at'), paperMoment(paper.at, voice)],
          [t('opinion.how'), t(`words:spokenWay.${paper.how}`)],
          [t('opinion.taken_by'), paper.takenBy],
        ]}
      />
      <h2>{t('opinion.title')}</h2>
      <p className="paper-boxes">
        <Box marked={paper.accepts}>
          {paper.option === null ? t('agree') : t('agree_option', { number: paper.option })}
        </Box>
        <Box marked={!paper.accepts}>{t('disagree')}</Box>
      </p>
      <h2>{t('opinion.words')}</h2>
      <p className="paper-text">{paper.words}</p>
      <div className="paper-closing">
        <div className="paper-signature">
          <SignatureLines signature={paper.signature} voice={voice} />
        </div>
        {paper.drawn === null ? (
          <>
            {paper.how === 'phone' ? <p>{t('opinion.by_phone')}</p> : null}
            <div className="paper-customer">
              <span>{t('customer_signs')}</span>
              <span className="paper-blank" />
              <span>{t('date')}</span>
              <span className="paper-blank" />
            </div>
          </>
        ) : (
          <div className="paper-drawn">
            <span>{t('customer_signs')}</span>
            <Drawn drawn={paper.drawn} title={t('opinion.drawn')} />
            <span>{paperMoment(paper.at, voice)}</span>
          </div>
        )}
        <p className="paper-small">
          {t('answers_for', { version: paper.version })}{' '}
          {t('printed_at', { at: paperMoment(paper.printedAt, voice) })}
        </p>
      </div>
    </article>
  )
}

/** A box of a form, ticked or not. */
export function Box({ marked, children }: { readonly marked: boolean; readonly children: string }) {
  return (
    <span>
      <i className="paper-box" data-marked={marked || undefined} />
      {children}
    </span>
  )
}

/** The strokes as they were drawn, as large as the field in which they were. */
function Drawn({ drawn, title }: { readonly drawn: DrawnSignature; readonly title: string }) {
  return (
    <svg
      className="paper-ink"
      viewBox={`0 0 ${drawn.width} ${drawn.height}`}
      role="img"
      aria-label={title}
      preserveAspectRatio="xMinYMid meet"
    >
      {drawn.strokes.map((stroke, index) => (
        <path
          // biome-ignore lint/suspicious/noArrayIndexKey: strokes have no identity but their order
          key={index}
          d={pathOf(stroke)}
          fill="none"
          stroke="#000"
          strokeWidth={Math.max(1.5, drawn.height / 80)}
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      ))}
    </svg>
  )
}

/** Through every point; a single one is a dot. */
function pathOf(stroke: DrawnSignature['strokes'][number]): string {
  const [first, ...rest] = stroke
  if (first === undefined) return ''
  const line = rest.length === 0 ? [first] : rest
  return `M${first[0]} ${first[1]}${line.map(([x, y]) => `L${x} ${y}`).join('')}`
}
