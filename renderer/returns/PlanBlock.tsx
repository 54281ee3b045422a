import { useTranslation } from 'react-i18next'
import type { CaseView, PlanView } from '../../electron/desk/case-views.ts'
import { useFormat } from '../i18n/format.ts'
import { Calculation } from './Calculation.tsx'
import classes from './case.module.css'
import { useCaseWords } from './case-words.ts'

interface PlanBlockProps {
  readonly view: Pick<CaseView, 'lines' | 'purchase' | 'inspection'>
  readonly plan: PlanView
}

/** A plan as it stands: what is given, on what it rests, the calculation, who wrote and who signed it. */
export function PlanBlock({ view, plan }: PlanBlockProps) {
  const { t } = useTranslation('returns')
  const format = useFormat()
  const words = useCaseWords()
  const { signature } = plan
  const given = plan.plan
  return (
    <article className={classes.plan}>
      <h3>
        {t(`words:caseRemedy.${plan.remedy}`)}
        {given.keepsGoods && <span>{t('plan.keepsGoods')}</span>}
        {given.storeCredit && <span>{t('words:payment.store_credit')}</span>}
        <span className={classes.dim}>
          {t('plan.written', {
            version: plan.version,
            by: plan.preparedBy,
            at: format.short(plan.preparedAt),
          })}
        </span>
      </h3>
      <p>
        {plan.basis === null
          ? t(plan.remedy === 'offers_only' ? 'plan.goodwillOnly' : 'plan.beyond')
          : t('plan.restsOn', { basis: words.basis(plan.basis, plan.citation) })}
      </p>
      {given.replacement !== null && (
        <p>
          {t('plan.replacement', {
            goods: [given.replacement.productName, given.replacement.model]
              .filter((part) => part !== '')
              .join(' '),
            price: format.money(given.replacement.priceFen),
          })}
        </p>
      )}
      <Calculation
        view={view}
        plan={given}
        settlement={plan.settlement}
        refundFen={plan.refundFen}
        payFen={plan.payFen}
      />
      {given.offers.length > 0 && (
        <p>
          {t('plan.offers', {
            offers: given.offers
              .map((offer) =>
                [
                  t(`words:caseOffer.${offer.kind}`),
                  offer.amountFen > 0 ? format.money(offer.amountFen) : '',
                  offer.detail,
                ]
                  .filter((part) => part !== '')
                  .join(' '),
              )
              .join(t('listComma')),
          })}
        </p>
      )}
      {given.wording !== '' && <p className={classes.wrapped}>{given.wording}</p>}
      {plan.goodwill.totalFen > 0 && (
        <p className={classes.dim}>
          {t(plan.goodwillBeforeFen > 0 ? 'plan.goodwillWithBefore' : 'plan.goodwill', {
            total: format.money(plan.goodwill.totalFen),
            cash: format.money(plan.goodwill.cashFen),
          })}
        </p>
      )}
      {plan.gaps.map((gap) => (
        <p key={gap} className={classes.note}>
          {t(`gap.${gap}`)}
        </p>
      ))}
      {plan.returnReason !== null && (
        <p className={classes.note}>{t('plan.returned', { reason: plan.returnReason })}</p>
      )}
      {signature !== null && (
        <p>
          {t('plan.signed', {
            name: signature.signerName,
            at: format.short(signature.at),
            code: signature.checkCode,
          })}
          {signature.approvalReference !== null &&
            ` ${t('plan.headOffice', { reference: signature.approvalReference })}`}
        </p>
      )}
      {signature === null && plan.storeSignedBy !== null && (
        <p>{t('plan.waitsForHeadOffice', { by: plan.storeSignedBy })}</p>
      )}
      {signature === null && plan.approvedAt !== null && (
        <p>{t('plan.approved', { at: format.short(plan.approvedAt), code: plan.checkCode ?? '' })}</p>
      )}
    </article>
  )
}
