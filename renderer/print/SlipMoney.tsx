import type { SettledLine } from '../../domain/return-money.ts'
import type { SlipPrint } from '../../electron/desk/case-views.ts'
import type { PaperVoice } from './paper-text.ts'
import { paperMoney } from './paper-text.ts'
import type { SlipRow } from './slip-calculation.ts'
import { slipCalculation } from './slip-calculation.ts'

interface SlipMoneyProps {
  readonly paper: SlipPrint
  readonly voice: PaperVoice
}

/** The calculation spelled out: every line with how its amount came about, and what either side pays. */
export function SlipMoney({ paper, voice }: SlipMoneyProps) {
  const { t } = voice
  const { rows, result } = slipCalculation(paper.plan)
  if (rows.length === 0) return null
  return (
    <>
      <h2>{t('slip.calculation')}</h2>
      <table className="paper-lines">
        <colgroup>
          <col style={{ width: '38%' }} />
          <col />
          <col style={{ width: '16%' }} />
        </colgroup>
        <thead>
          <tr>
            <th>{t('slip.item')}</th>
            <th>{t('slip.how')}</th>
            <th className="paper-money">{t('amount')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // Rows have no identity but their order.
            // biome-ignore lint/suspicious/noArrayIndexKey: the order is the identity
            <tr key={index}>
              {/* The words of what is taken off say so. */}
              <td>{rowName(row, paper, voice)}</td>
              <td>{howItCame(row, paper, voice)}</td>
              <td className="paper-money">{paperMoney(Math.abs(row.fen))}</td>
            </tr>
          ))}
          <tr className="paper-result">
            <th scope="row" colSpan={result.kind === 'even' ? 3 : 2}>
              {t(`slip.result.${result.kind}`)}
            </th>
            {result.kind !== 'even' && <td className="paper-money">{paperMoney(result.fen)}</td>}
          </tr>
        </tbody>
      </table>
    </>
  )
}

function rowName(row: SlipRow, paper: SlipPrint, { t }: PaperVoice): string {
  if (row.kind === 'offer') return t(`words:caseOffer.${row.offer}`)
  if (row.kind !== 'line') return t(`slip.row.${row.kind}`)
  const line = paper.caseView.lines.find((each) => each.purchaseLineId === row.line.id)
  return t('slip.goods_times', { model: line?.model ?? '', units: row.line.returned })
}

function howItCame(row: SlipRow, paper: SlipPrint, voice: PaperVoice): string {
  const { t } = voice
  switch (row.kind) {
    case 'line':
      return worked(row.line, paper, voice)
    case 'goods':
      return t('slip.how_of.goods')
    case 'gifts':
      return giftsText(paper, voice)
    case 'replacement':
      return paper.plan.plan.replacement?.model ?? t('slip.how_of.same_model')
    case 'floor':
      return t('slip.how_of.floor')
    default:
      return ''
  }
}

/** price × units so far ÷ units sold, rounded to the fen, less what earlier returns were worth (process section 7.4). */
function worked(line: SettledLine, paper: SlipPrint, { t }: PaperVoice): string {
  const taken = paper.caseView.lines.find((each) => each.purchaseLineId === line.id)
  const adjusted =
    taken !== undefined && (taken.soldFen !== line.paidFen || taken.soldUnits !== line.quantity)
  const paid = t(adjusted ? 'slip.how_of.paid_adjusted' : 'slip.how_of.paid', {
    count: line.quantity,
    money: paperMoney(line.paidFen),
  })
  const units = line.alreadyReturned + line.returned
  if (units === line.quantity && line.alreadyReturned === 0) return paid
  const worthFen = line.refundFen + line.alreadyRefundedFen
  const exact = (line.paidFen * units) % line.quantity === 0
  const part = t(exact ? 'slip.how_of.part' : 'slip.how_of.part_rounded', {
    paid,
    units,
    count: line.quantity,
    worth: paperMoney(worthFen),
  })
  return line.alreadyReturned === 0
    ? part
    : t('slip.how_of.less_earlier', {
        part,
        units: line.alreadyReturned,
        earlier: paperMoney(line.alreadyRefundedFen),
      })
}

/** The gifts by name where they make up the amount; a gift that an earlier case deducted is not deducted again. */
function giftsText({ missingGifts, plan }: SlipPrint, { t }: PaperVoice): string {
  const sum = missingGifts.reduce((all, gift) => all + gift.valueFen, 0)
  if (sum !== plan.settlement?.giftsMissingFen) return ''
  return missingGifts
    .map((gift) => t('slip.gift', { name: gift.name, money: paperMoney(gift.valueFen) }))
    .join(t('complaint:listComma'))
}
