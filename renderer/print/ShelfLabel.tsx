import type { CustodyPrint } from '../../electron/desk/case-views.ts'
import { Barcode } from './Barcode.tsx'
import type { PaperVoice } from './paper-text.ts'
import { paperDay } from './paper-text.ts'
import './paper.css'
import './case-papers.css'

interface ShelfLabelProps {
  readonly paper: CustodyPrint
  readonly voice: PaperVoice
}

/** 货架标签, 60 × 40 mm: the number as bars that a scanner reads, and enough words to find the goods by eye. */
export function ShelfLabel({ paper, voice }: ShelfLabelProps) {
  const { t } = voice
  const { custody } = paper
  const name = custody.customer.anonymous ? t('anonymous') : custody.customer.name
  return (
    <article
      className="paper paper-label"
      data-paper="label"
      lang={voice.language}
      aria-label={t('title.custody_label')}
    >
      <Barcode text={custody.number} />
      <p className="paper-label-number">{custody.number}</p>
      <p className="paper-label-goods">{custody.description}</p>
      <p className="paper-label-foot">
        <span>{name}</span>
        <span>{paperDay(custody.receivedAt, voice)}</span>
      </p>
      <p className="paper-label-place">{custody.place}</p>
    </article>
  )
}
