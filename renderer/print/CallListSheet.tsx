import type { CallListPrint, CallRow } from '../../electron/desk/contact-views.ts'
import { PaperFacts, PaperHead } from './PaperHead.tsx'
import type { PaperVoice } from './paper-text.ts'
import { paperMoment } from './paper-text.ts'
import './paper.css'

interface CallListSheetProps {
  readonly paper: CallListPrint
  readonly voice: PaperVoice
}

/** 待联系: who is to be called, with room to write beside. Internal; no number in full. */
export function CallListSheet({ paper, voice }: CallListSheetProps) {
  const { t } = voice
  const { ready, blocked } = paper.list
  return (
    <article className="paper" data-paper="a4" lang={voice.language} aria-label={t('title.call_list')}>
      <PaperHead
        title={t('title.call_list')}
        store={paper.store.name}
        number={paper.number}
        internal
        voice={voice}
      />
      <PaperFacts
        facts={[
          [t('calls:paper.at'), paperMoment(paper.printedAt, voice)],
          [t('calls:paper.by'), paper.printedBy],
        ]}
      />
      <Calls title={t('calls:list.ready', { count: ready.length })} rows={ready} voice={voice} />
      <Calls title={t('calls:list.blocked', { count: blocked.length })} rows={blocked} voice={voice} />
      {ready.length + blocked.length === 0 ? <p>{t('calls:empty.title')}</p> : null}
      <p className="paper-small">{t('internal_note')}</p>
    </article>
  )
}

function Calls({
  title,
  rows,
  voice,
}: {
  readonly title: string
  readonly rows: readonly CallRow[]
  readonly voice: PaperVoice
}) {
  const { t } = voice
  if (rows.length === 0) return null
  return (
    <>
      <h2>{title}</h2>
      <table className="paper-lines" data-columns="calls">
        <thead>
          <tr>
            <th>{t('calls:paper.who')}</th>
            <th>{t('calls:paper.why')}</th>
            <th>{t('calls:paper.about')}</th>
            <th>{t('calls:paper.result')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>
                {row.customerName}
                <br />
                {row.phones.join(' / ')}
              </td>
              <td>
                {row.reasons.map(({ code, dueAt }) => (
                  <div key={code + dueAt}>
                    {t(`words:callReason.${code}`)} {paperMoment(dueAt, voice)}
                  </div>
                ))}
                <Whether row={row} voice={voice} />
              </td>
              <td>
                {row.number}
                <br />
                {[row.product, row.summary].filter((part) => part !== '').join(' · ')}
              </td>
              <td />
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

/** From when on a call that is not allowed now may be made. */
function Whether({ row, voice }: { readonly row: CallRow; readonly voice: PaperVoice }) {
  const { t } = voice
  const { permission, waitsUntil } = row
  if (permission.allowed && waitsUntil === null) return null
  if (permission.nextAllowedAt === null) return <div>{t('calls:blocked.never')}</div>
  const at = [permission.nextAllowedAt, waitsUntil ?? ''].sort().at(-1) ?? ''
  return <div>{t('calls:blocked.from', { at: paperMoment(at, voice) })}</div>
}
