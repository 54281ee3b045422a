import { useTranslation } from 'react-i18next'
import type { CaseView, PlanView } from '../../electron/desk/case-views.ts'
import { formatMoney } from '../i18n/format.ts'
import { PlanBlock } from '../returns/PlanBlock.tsx'
import classes from './plan-paper.module.css'

/** The plan as it would be carried out: whose goods, what for, on what it rests, its calculation. */
export function PlanPaper({ view, plan }: { readonly view: CaseView; readonly plan: PlanView }) {
  const { t } = useTranslation('sign-off')
  return (
    <div className={classes.paper}>
      <header className={classes.head}>
        <h2>{t('plan.paper')}</h2>
        <span className="numbers">{view.number}</span>
      </header>
      <dl className={classes.facts}>
        <dt>{t('plan.customer')}</dt>
        <dd>{view.anonymous ? t('words:anonymous') : view.customerName}</dd>
        <dt>{t('plan.reason')}</dt>
        <dd>{t(`words:caseReason.${view.reason}`)}</dd>
      </dl>
      <table className={classes.table}>
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
      <PlanBlock view={view} plan={plan} />
    </div>
  )
}
