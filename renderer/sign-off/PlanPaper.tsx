import { useTranslation } from 'react-i18next'
import type { CaseView, PlanView } from '../../electron/desk/case-views.ts'
import { formatMoney } from '../i18n/format.ts'
import { useCaseWords } from '../returns/case-words.ts'
import { calculationOf } from './plan-lines.ts'
import classes from './plan-paper.module.css'

/** The plan as it would be carried out: what for which goods, its calculation, what it rests on. */
export function PlanPaper({ view, plan }: { readonly view: CaseView; readonly plan: PlanView }) {
  const { t } = useTranslation('sign-off')
  const words = useCaseWords()
  const { replacement, offers, wording } = plan.plan
  const cited = plan.basis === null ? t('plan.goodwill') : words.basis(plan.basis, plan.citation)
  return (
    <article className={classes.paper}>
      <header className={classes.head}>
        <h2>{t('plan.title', { remedy: t(`words:caseRemedy.${plan.remedy}`) })}</h2>
        <span className="numbers">
          {view.number} · {t('plan.version', { version: plan.version })}
        </span>
      </header>
      <dl className={classes.facts}>
        <dt>{t('plan.customer')}</dt>
        <dd>{view.anonymous ? t('words:anonymous') : view.customerName}</dd>
        <dt>{t('plan.reason')}</dt>
        <dd>{t(`words:caseReason.${view.reason}`)}</dd>
        <dt>{t('plan.restsOn')}</dt>
        <dd>{cited}</dd>
      </dl>
      <table className={classes.table}>
        <caption>{t('plan.goods')}</caption>
        <thead>
          <tr>
            <th>{t('plan.product')}</th>
            <th>{t('plan.units')}</th>
            <th>{t('plan.paid')}</th>
          </tr>
        </thead>
        <tbody>
          {view.lines.map((line) => (
            <tr key={line.purchaseLineId}>
              <td>
                {[line.productName, line.model].filter((part) => part !== '').join(' ')}
                {line.serialNumber === '' ? null : (
                  <span className={`numbers ${classes.serial}`}>
                    {t('plan.serial', { serial: line.serialNumber })}
                  </span>
                )}
              </td>
              <td className="numbers">{t('plan.ofSold', { units: line.units, sold: line.soldUnits })}</td>
              <td className="numbers">{formatMoney(line.soldFen)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {replacement === null ? null : (
        <p>
          {t('plan.replacement', {
            product: [replacement.productName, replacement.model].filter((part) => part !== '').join(' '),
          })}
        </p>
      )}
      {plan.plan.keepsGoods ? <p>{t('plan.keepsGoods')}</p> : null}
      <Calculation plan={plan} />
      {plan.plan.storeCredit ? <p>{t('plan.storeCredit')}</p> : null}
      {offers.length === 0 ? null : (
        <section>
          <h3>{t('plan.offers')}</h3>
          <ul>
            {offers.map((offer) => (
              <li key={`${offer.kind} ${offer.amountFen} ${offer.detail}`}>
                {[
                  t(`words:caseOffer.${offer.kind}`),
                  offer.amountFen > 0 ? formatMoney(offer.amountFen) : '',
                  offer.detail,
                ]
                  .filter((part) => part !== '')
                  .join(' ')}
              </li>
            ))}
          </ul>
        </section>
      )}
      {wording === '' ? null : <p className={classes.wording}>{wording}</p>}
    </article>
  )
}

function Calculation({ plan }: { readonly plan: PlanView }) {
  const { t } = useTranslation('sign-off')
  const lines = calculationOf(plan)
  if (lines.length === 0) return <p>{t('plan.noMoney')}</p>
  return (
    <table className={classes.table}>
      <caption>{t('plan.calculation')}</caption>
      <tbody>
        {lines.map((line) => (
          <tr key={line.code} data-total={['refund', 'pay', 'even'].includes(line.code) || undefined}>
            <th scope="row">{t(`plan.line.${line.code}`)}</th>
            <td className="numbers">{formatMoney(line.fen)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
