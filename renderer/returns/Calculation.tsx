import { useTranslation } from 'react-i18next'
import type { CasePlan } from '../../domain/case/input.ts'
import type { ReturnSettlement } from '../../domain/return-money.ts'
import type { CaseView } from '../../electron/desk/case-views.ts'
import { useFormat } from '../i18n/format.ts'
import { missingGifts } from './actions/inspection-form.ts'
import classes from './case.module.css'

interface CalculationProps {
  readonly view: Pick<CaseView, 'lines' | 'purchase' | 'inspection'>
  readonly plan: CasePlan
  readonly settlement: ReturnSettlement | null
  /** What the store pays out and what the customer pays, fen; never both. */
  readonly refundFen: number
  readonly payFen: number
}

interface Row {
  readonly key: string
  /** What is taken off says so in its words; its amount needs no minus. */
  readonly what: string
  readonly fen: number
  readonly sum?: boolean
}

/** The money of a plan, spelled out line by line as the slip has it. */
export function Calculation({ view, plan, settlement, refundFen, payFen }: CalculationProps) {
  const { t } = useTranslation('returns')
  const format = useFormat()
  const rows: Row[] = []
  if (settlement !== null) {
    for (const worth of settlement.lines) {
      const line = view.lines.find((each) => each.purchaseLineId === worth.id)
      if (line === undefined || worth.returned === 0) continue
      rows.push({
        key: `${worth.id} ${worth.of ?? ''}`,
        what: t('money.line', {
          goods: [line.productName, line.model].filter((part) => part !== '').join(' '),
          units: worth.returned,
          soldUnits: worth.quantity,
          soldMoney: format.money(worth.paidFen),
        }).concat(
          worth.alreadyReturned > 0
            ? t('money.before', {
                units: worth.alreadyReturned,
                money: format.money(worth.alreadyRefundedFen),
              })
            : '',
        ),
        fen: worth.refundFen,
      })
    }
    if (rows.length > 1)
      rows.push({ key: 'goods', what: t('money.goods'), fen: settlement.goodsFen, sum: true })
    if (settlement.giftsMissingFen > 0)
      rows.push({
        key: 'gifts',
        what: giftsText(settlement.giftsMissingFen),
        fen: settlement.giftsMissingFen,
      })
    if (settlement.freightCustomerFen > 0)
      rows.push({ key: 'freight', what: t('money.freight'), fen: settlement.freightCustomerFen })
    if (settlement.replacementFen !== null)
      rows.push({
        key: 'replacement',
        what: t(plan.remedy === 'reship' ? 'money.reshipped' : 'money.replacement', {
          model: plan.replacement?.model ?? '',
        }),
        fen: settlement.replacementFen,
      })
  }
  if (plan.remedy === 'paid_repair' && plan.costFen !== null)
    rows.push({ key: 'cost', what: t('money.repair'), fen: plan.costFen })
  const settled = settlement === null ? 0 : settlement.refundFen
  // Money that softens is paid out beside what the goods are worth.
  if (refundFen > settled)
    for (const offer of plan.offers)
      if (offer.kind === 'partial_refund' || offer.kind === 'compensation')
        rows.push({ key: offer.kind, what: t(`words:caseOffer.${offer.kind}`), fen: offer.amountFen })
  if (rows.length === 0 && refundFen === 0 && payFen === 0)
    return <p className={classes.dim}>{t('money.nothing')}</p>
  // One article for another of the same price; a return of which nothing is left is a refund of nothing.
  const even = refundFen === 0 && payFen === 0 && settlement?.replacementFen != null
  return (
    <table className={classes.calculation} aria-label={t('money.title')}>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key} data-sum={row.sum || undefined}>
            <th scope="row">{row.what}</th>
            <td>{format.money(row.fen)}</td>
          </tr>
        ))}
        {even ? (
          <tr data-total>
            <th scope="row" colSpan={2}>
              {t('money.even')}
            </th>
          </tr>
        ) : (
          <tr data-total>
            <th scope="row">{t(payFen > 0 ? 'money.pay' : 'money.refund')}</th>
            <td>{format.money(payFen > 0 ? payFen : refundFen)}</td>
          </tr>
        )}
      </tbody>
    </table>
  )

  /** The gifts by name where they make up the amount; a plan that is past may rest on an earlier inspection. */
  function giftsText(fen: number): string {
    const gifts = missingGifts(view)
    const named = gifts.reduce((sum, gift) => sum + gift.valueFen, 0) === fen
    if (!named) return t('money.gifts')
    return t('money.giftsNamed', { gifts: gifts.map((gift) => gift.name).join(t('listComma')) })
  }
}
