import type { ReactNode } from 'react'
import { needsGoodsIn, needsGoodsOut } from '../../domain/case/plan.ts'
import type { SlipPrint } from '../../electron/desk/case-views.ts'
import type { PaperVoice } from './paper-text.ts'
import { paperDate, paperDay, paperMoment, paperMoney } from './paper-text.ts'

interface SlipStepsProps {
  readonly paper: SlipPrint
  readonly voice: PaperVoice
}

/** Goods in and out, money in and out: what was done, with room for what is still to come. */
export function SlipSteps({ paper, voice }: SlipStepsProps) {
  const { t } = voice
  const { caseView, plan } = paper
  const steps: [string, ReactNode][] = []
  if (needsGoodsIn(caseView.reason, plan.plan))
    steps.push([
      t('slip.goods_in'),
      caseView.goodsInAt === null ? '' : paperMoment(caseView.goodsInAt, voice),
    ])
  for (const repair of caseView.repairs) steps.push([t('slip.repair'), repairText(repair, voice)])
  if (needsGoodsOut(plan.remedy)) {
    if (plan.remedy === 'exchange' || plan.remedy === 'reship')
      steps.push([t('slip.serials'), serials(paper, voice)])
    steps.push([t('slip.goods_out'), goodsOut(paper, voice)])
  }
  if (plan.payFen > 0) steps.push([t('slip.payment'), payment(paper, voice)])
  if (plan.refundFen > 0) steps.push([t('slip.payout'), payout(paper, voice)])
  if (steps.length === 0) return null
  return (
    <>
      <h2>{t('slip.carried_out')}</h2>
      <table className="paper-cells paper-decision">
        <tbody>
          {steps.map(([label, content], index) => (
            // Steps have no identity but their order.
            // biome-ignore lint/suspicious/noArrayIndexKey: the order is the identity
            <tr key={index}>
              <th scope="row">{label}</th>
              <td>{content}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function repairText(repair: SlipPrint['caseView']['repairs'][number], voice: PaperVoice): string {
  const { t } = voice
  const from = paperDate(repair.from, voice)
  const when =
    repair.to === null
      ? t('slip.since', { from })
      : t('slip.from_to', { from, to: paperDate(repair.to, voice) })
  return [repair.repairer, when, repair.work].filter((part) => part !== '').join(t('slip.partComma'))
}

/** Both numbers: the new one takes over the warranty (process section 7.6). */
function serials({ caseView }: SlipPrint, { t }: PaperVoice): ReactNode {
  const old = caseView.lines.map((line) => line.serialNumber).filter((serial) => serial !== '')
  return (
    <>
      {t('slip.old_serial')} <span className="paper-code">{old.join(' / ') || t('slip.no_serial')}</span>
      <br />
      {t('slip.new_serial')} <span className="paper-code">{caseView.newSerial}</span>{' '}
      {caseView.newSerial !== '' && t('slip.warranty_goes_on')}
    </>
  )
}

function goodsOut({ caseView }: SlipPrint, voice: PaperVoice): string {
  if (caseView.goodsOutAt === null) return ''
  const at = paperMoment(caseView.goodsOutAt, voice)
  return caseView.handedTo === '' ? at : voice.t('slip.handed_to', { at, to: caseView.handedTo })
}

function payment({ caseView, plan }: SlipPrint, voice: PaperVoice): string {
  const { t } = voice
  const { payment: paid } = caseView
  if (paid === null) return t('slip.to_take', { money: paperMoney(plan.payFen) })
  return t('slip.paid_by', {
    money: paperMoney(paid.fen),
    method: t(`words:payment.${paid.method}`),
    voucher: paid.voucherNumber,
    at: paperMoment(paid.at, voice),
  })
}

function payout({ caseView, plan }: SlipPrint, voice: PaperVoice): ReactNode {
  const { t } = voice
  const { payout: paid } = caseView
  if (paid !== null) {
    const text = t('slip.paid_by', {
      money: paperMoney(paid.fen),
      method: t(`words:payment.${paid.method}`),
      voucher: paid.voucherNumber,
      at: paperMoment(paid.at, voice),
    })
    return paid.methodReason === '' ? text : t('slip.with_detail', { what: text, detail: paid.methodReason })
  }
  const method = plan.plan.storeCredit
    ? t('words:payment.store_credit')
    : caseView.paymentMethod === null
      ? t('slip.original_method')
      : t('slip.original_method_is', { method: t(`words:payment.${caseView.paymentMethod}`) })
  const what = t('slip.to_pay', { money: paperMoney(plan.refundFen), method })
  return caseView.refundDueAt === null
    ? what
    : t('slip.with_due', { what, date: paperDay(caseView.refundDueAt, voice) })
}
