import type { HandoverWhy } from '../../domain/handover.ts'
import { handoverCounts, handoverKinds } from '../../domain/handover.ts'
import type { HandoverPrint } from '../../electron/desk/talk-print-views.ts'
import { PaperFacts, PaperHead } from './PaperHead.tsx'
import type { PaperVoice } from './paper-text.ts'
import { paperMoment, paperMoney } from './paper-text.ts'
import './paper.css'

interface HandoverSheetProps {
  readonly paper: HandoverPrint
  readonly voice: PaperVoice
}

function whyWord(why: HandoverWhy | null, { t }: PaperVoice): string {
  if (why === null) return ''
  return why === 'agreed' || why === 'communicate' ? t(`handover:why.${why}`) : t(`words:clock.${why}`)
}

/** 交接班记录: what one shift left to the next, as both saw it. Internal. */
export function HandoverSheet({ paper, voice }: HandoverSheetProps) {
  const { t } = voice
  const { handover } = paper
  const counts = handoverCounts.map((name) => {
    const value = handover.counts[name]
    return [t(`handover:count.${name}`), name === 'paidOutFen' ? paperMoney(value) : String(value)] as const
  })
  return (
    <article className="paper" data-paper="a4" lang={voice.language} aria-label={t('title.handover')}>
      <PaperHead
        title={t('title.handover')}
        store={paper.store.name}
        number={paper.number}
        internal
        voice={voice}
      />
      <PaperFacts
        facts={[
          [t('handover:read.at'), paperMoment(handover.at, voice)],
          [t('handover:read.outgoing'), handover.outgoing],
          [t('handover:read.incoming'), handover.incoming],
        ]}
      />
      <h2>{t('handover:since', { at: paperMoment(handover.since, voice) })}</h2>
      <PaperFacts facts={counts} />
      {handover.remarks === '' ? null : (
        <>
          <h2>{t('handover:read.remarks')}</h2>
          <p className="paper-text">{handover.remarks}</p>
        </>
      )}
      {handover.lines.length === 0 ? <p>{t('handover:read.none')}</p> : null}
      {handoverKinds.map((kind) => (
        <Lines key={kind} kind={kind} handover={handover} voice={voice} />
      ))}
      <div className="paper-closing">
        <div className="paper-customer">
          <span>{t('handover:read.outgoing')}</span>
          <span className="paper-blank" />
          <span>{t('handover:read.incoming')}</span>
          <span className="paper-blank" />
        </div>
        <p className="paper-small">
          {t('handover_pins', { at: paperMoment(handover.at, voice) })} {t('internal_note')}{' '}
          {t('printed_at', { at: paperMoment(paper.printedAt, voice) })}
        </p>
      </div>
    </article>
  )
}

function Lines({
  kind,
  handover,
  voice,
}: {
  readonly kind: (typeof handoverKinds)[number]
  readonly handover: HandoverPrint['handover']
  readonly voice: PaperVoice
}) {
  const { t } = voice
  const lines = handover.lines.filter((line) => line.kind === kind)
  if (lines.length === 0) return null
  return (
    <>
      <h2>
        {t(`handover:kind.${kind}`)} ({lines.length})
      </h2>
      <table className="paper-lines" data-columns="handover">
        <thead>
          <tr>
            <th>{t('handover:column.number')}</th>
            <th>{t('handover:column.what')}</th>
            <th>{t('handover:column.due')}</th>
            <th>{t('handover:column.remark')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.recordId}>
              <td>{line.number}</td>
              <td>{line.what}</td>
              <td>
                {whyWord(line.why, voice)} {line.dueAt === null ? '' : paperMoment(line.dueAt, voice)}
              </td>
              <td>{line.remark}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
