import type { CustodyPrint } from '../../electron/desk/case-views.ts'
import { Barcode } from './Barcode.tsx'
import type { PaperVoice } from './paper-text.ts'
import { paperMoment } from './paper-text.ts'
import './paper.css'
import './case-papers.css'

interface CustodyReceiptSheetProps {
  readonly paper: CustodyPrint
  readonly voice: PaperVoice
}

const parts = ['customer', 'goods'] as const

/** 暂存商品收据: half a page, the left part for the customer, the right one stays with the goods. */
export function CustodyReceiptSheet({ paper, voice }: CustodyReceiptSheetProps) {
  const { t } = voice
  return (
    <article
      className="paper paper-parts"
      data-paper="half"
      lang={voice.language}
      aria-label={t('title.custody_receipt')}
    >
      {parts.map((part) => (
        <ReceiptPart key={part} part={part} paper={paper} voice={voice} />
      ))}
    </article>
  )
}

function ReceiptPart({
  paper,
  voice,
  part,
}: CustodyReceiptSheetProps & { readonly part: (typeof parts)[number] }) {
  const { t } = voice
  const { custody } = paper
  const facts = [
    ['customer', custody.customer.anonymous ? t('anonymous') : custody.customer.name],
    ['phone', custody.customer.phones.join(' / ')],
    ['custody.goods', custody.description],
    ['serial_number', custody.serialNumber],
    ['custody.accessories', custody.accessories],
    ['custody.case', custody.caseNumber ?? ''],
    ['custody.place', part === 'goods' ? custody.place : ''],
    ['custody.received', `${paperMoment(custody.receivedAt, voice)} ${custody.receivedBy}`],
    ['custody.ended', endedText(paper, voice)],
  ] as const
  return (
    <section>
      <p className="paper-part-head">
        <span>{paper.store.name}</span>
        <span>{t(`custody.part.${part}`)}</span>
      </p>
      <h1>{t('title.custody_receipt')}</h1>
      <p className="paper-part-number">
        {t('number')} <span className="paper-code">{custody.number}</span>
      </p>
      <Barcode text={custody.number} />
      <dl className="paper-part-facts">
        {facts
          .filter(([, value]) => value !== '')
          .map(([label, value]) => (
            <div key={label}>
              <dt>{t(label)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <div className="paper-closing">
        <div className="paper-part-sign">
          <span>{t(part === 'customer' ? 'custody.desk_signs' : 'custody.customer_leaves')}</span>
          <span className="paper-blank" />
          {part === 'goods' && (
            <>
              <span>{t('custody.customer_takes')}</span>
              <span className="paper-blank" />
            </>
          )}
        </div>
        <p className="paper-small">{t(`custody.note.${part}`)}</p>
      </div>
    </section>
  )
}

/** A receipt printed again after the goods have left says so. */
function endedText({ custody }: CustodyPrint, voice: PaperVoice): string {
  if (custody.endedAt === null || custody.endedHow === null) return ''
  const how = voice.t(`words:custodyEnd.${custody.endedHow}`)
  return [paperMoment(custody.endedAt, voice), how, custody.endedTo].filter((part) => part !== '').join(' ')
}
