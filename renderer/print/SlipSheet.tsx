import type { SlipPrint } from '../../electron/desk/case-views.ts'
import { PaperFacts, PaperHead } from './PaperHead.tsx'
import type { PaperVoice } from './paper-text.ts'
import { paperDate, paperDay, paperMoment, paperMoney } from './paper-text.ts'
import { SignatureLines } from './SignatureLines.tsx'
import { SlipMoney } from './SlipMoney.tsx'
import { SlipSteps } from './SlipSteps.tsx'
import { Watermark } from './Watermark.tsx'
import './paper.css'
import './case-papers.css'

interface SlipSheetProps {
  readonly paper: SlipPrint
  readonly voice: PaperVoice
}

const copies = ['customer', 'store'] as const

/** 退换货单 in two copies, one for the customer and one for the store; the same words on both. */
export function SlipSheet({ paper, voice }: SlipSheetProps) {
  return copies.map((copy) => <SlipCopy key={copy} copy={copy} paper={paper} voice={voice} />)
}

function SlipCopy({ paper, voice, copy }: SlipSheetProps & { readonly copy: (typeof copies)[number] }) {
  const { t } = voice
  const { caseView, plan } = paper
  return (
    <article
      className="paper"
      data-paper="a4"
      data-copy={copy}
      lang={voice.language}
      aria-label={`${t('title.slip')} ${t(`slip.copy.${copy}`)}`}
    >
      <PaperHead
        title={t('title.slip')}
        store={paper.store.name}
        number={paper.number}
        aside={t(`slip.copy.${copy}`)}
        voice={voice}
      />
      <PaperFacts
        facts={[
          [t('customer'), paper.customerName === '' ? t('anonymous') : paper.customerName],
          [t('phone'), caseView.phone],
          [t('order_number'), caseView.orderNumber],
          [t('slip.invoiced_on'), caseView.invoicedOn === null ? '' : paperDate(caseView.invoicedOn, voice)],
          [t('slip.opened_on'), paperDay(caseView.openedAt, voice)],
        ]}
      />
      {paper.standing !== 'valid' && (
        <p className="paper-standing">
          <strong>{t(`standing.${paper.standing}`)}</strong> {t(`slip.standing_note.${paper.standing}`)}
        </p>
      )}
      <SlipGoods paper={paper} voice={voice} />
      <Decision paper={paper} voice={voice} />
      {plan.plan.wording !== '' && <p className="paper-text">{plan.plan.wording}</p>}
      <SlipMoney paper={paper} voice={voice} />
      <SlipSteps paper={paper} voice={voice} />
      <div className="paper-closing">
        <Approval paper={paper} voice={voice} />
        <div className="paper-customer">
          <span>{t('customer_signs')}</span>
          <span className="paper-blank" />
          <span>{t('date')}</span>
          <span className="paper-blank" />
          <span>{t('slip.store_signs')}</span>
          <span className="paper-blank" />
          <span>{t('date')}</span>
          <span className="paper-blank" />
        </div>
        <p className="paper-small">
          {t('slip.answers_for')} {t('printed_at', { at: paperMoment(paper.printedAt, voice) })}
        </p>
      </div>
      {paper.standing !== 'valid' && <Watermark text={t(`standing.${paper.standing}`)} />}
    </article>
  )
}

/** What the case is about, as it was sold. */
function SlipGoods({ paper, voice }: SlipSheetProps) {
  const { t } = voice
  return (
    <table className="paper-lines">
      <colgroup>
        <col />
        <col style={{ width: '27%' }} />
        <col style={{ width: '24%' }} />
      </colgroup>
      <thead>
        <tr>
          <th>{t('product')}</th>
          <th>{t('serial_number')}</th>
          <th className="paper-count">{t('slip.units')}</th>
        </tr>
      </thead>
      <tbody>
        {paper.caseView.lines.map((line) => (
          <tr key={line.purchaseLineId}>
            <td>{[line.productName, line.model].filter((part) => part !== '').join(' ')}</td>
            <td className="paper-code">{line.serialNumber}</td>
            <td className="paper-count">{t('slip.units_of', { units: line.units, sold: line.soldUnits })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What happened, what is done about it, and on what that rests. */
function Decision({ paper, voice }: SlipSheetProps) {
  const { t } = voice
  const { caseView, plan } = paper
  const more = [
    plan.plan.keepsGoods ? t('slip.keeps_goods') : '',
    plan.plan.replacement === null
      ? ''
      : [plan.plan.replacement.productName, plan.plan.replacement.model]
          .filter((part) => part !== '')
          .join(' '),
  ].filter((part) => part !== '')
  const beside = plan.plan.offers.map((offer) => {
    const kind = t(`words:caseOffer.${offer.kind}`)
    const what = offer.amountFen === 0 ? kind : `${kind} ${paperMoney(offer.amountFen)}`
    return offer.detail === '' ? what : t('slip.with_detail', { what, detail: offer.detail })
  })
  return (
    <table className="paper-cells paper-decision">
      <tbody>
        <tr>
          <th scope="row">{t('slip.reason')}</th>
          <td>{t(`words:caseReason.${caseView.reason}`)}</td>
        </tr>
        <tr>
          <th scope="row">{t('slip.remedy')}</th>
          <td>
            <strong>{t(`words:caseRemedy.${plan.remedy}`)}</strong>
            {more.length > 0 && ` ${more.join(t('complaint:listComma'))}`}
          </td>
        </tr>
        <tr>
          <th scope="row">{t('slip.basis')}</th>
          <td>{basisText(paper, voice)}</td>
        </tr>
        {beside.length > 0 && (
          <tr>
            <th scope="row">{t('slip.offers')}</th>
            <td>{beside.join(t('complaint:listComma'))}</td>
          </tr>
        )}
      </tbody>
    </table>
  )
}

function basisText({ plan, authorisation }: SlipPrint, { t, language }: PaperVoice): string {
  const { basis, citation } = plan
  const cited = citation === null ? '' : citation[language === 'en' ? 'en' : 'zh']
  if (basis === null) return t('slip.basis_of.goodwill')
  if (basis.kind === 'resolution') return t('slip.basis_of.resolution', { number: basis.number })
  // What the customer pays for is nobody's promise.
  if (basis.kind === 'entitlement' && basis.rule === 'paid_repair') return cited
  if (basis.kind === 'entitlement')
    return t(`slip.basis_of.${basis.layer}`, { cited: cited === '' ? basis.rule : cited })
  return t('slip.basis_of.authorisation', {
    number: basis.number,
    title: authorisation?.title ?? '',
    by: authorisation?.signedBy ?? '',
  })
}

/** Who signed; or that it needed nobody's signature, and since when it holds. */
function Approval({ paper, voice }: SlipSheetProps) {
  const { t } = voice
  const { plan } = paper
  const { signature } = plan
  return (
    <div className="paper-signature">
      {signature !== null ? (
        <SignatureLines signature={signature} voice={voice} />
      ) : (
        <>
          <p className="paper-wide">
            {t(plan.basis === null ? 'slip.within_limit' : 'slip.needs_no_signature')}
          </p>
          <p>
            {t('slip.approved_at')} {plan.approvedAt === null ? '' : paperMoment(plan.approvedAt, voice)}
          </p>
          <p>
            {t('check_code')} <span className="paper-code">{plan.checkCode}</span>
          </p>
        </>
      )}
      <p>
        {t('prepared_by')} {plan.preparedBy} {t('slip.plan_version', { version: plan.version })}
      </p>
    </div>
  )
}
