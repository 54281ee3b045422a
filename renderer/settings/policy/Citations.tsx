import { useTranslation } from 'react-i18next'
import type { Citation, EntitlementRule, Policy, RemedyPromise } from '../../../domain/policy.ts'
import { useFormat } from '../../i18n/format.ts'
import classes from './policy.module.css'

/** In the order in which a remedy is looked for (process section 7.2). */
const rules = [
  'no_reason',
  'store_no_reason',
  'fault_refund',
  'fault_exchange',
  'warranty_repair',
  'failed_repairs',
  'repairer_delay',
  'parts_delay',
  'refund_for_exchange',
  'store_mistake',
  'not_delivered',
  'paid_repair',
  'promise',
] as const satisfies readonly EntitlementRule[]

/** Where every remedy is written, as screen and paper cite it, and what brands and the store promise beyond; to read. */
export function Citations({ policy }: { policy: Policy }) {
  const { t } = useTranslation('policy')
  const { citations, promises } = policy.entitlement
  return (
    <section className={classes.group} aria-labelledby="policy-citations">
      <h2 id="policy-citations">{t('citations.title')}</h2>
      <p className={classes.says}>{t('citations.says')}</p>
      <dl className={classes.citations}>
        {rules.map((rule) => (
          <Cited key={rule} name={t(`citations.rule.${rule}`)} citation={citations[rule]} />
        ))}
        {promises.map((promise) => (
          <Promised key={promise.code} promise={promise} policy={policy} />
        ))}
      </dl>
      {promises.length === 0 ? <p className={classes.says}>{t('citations.noPromises')}</p> : null}
    </section>
  )
}

function Cited({ name, citation }: { name: string; citation: Citation }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <span lang="zh-CN">{citation.zh}</span>
        <span lang="en" className={classes.says}>
          {citation.en}
        </span>
      </dd>
    </>
  )
}

function Promised({ promise, policy }: { promise: RemedyPromise; policy: Policy }) {
  const { t } = useTranslation(['policy', 'complaint'])
  const { language } = useFormat()
  const families = promise.families.map((code) => {
    const known = policy.families.find((each) => each.code === code)
    return known === undefined ? code : language === 'en' ? known.en : known.zh
  })
  const numbers = (['noReasonDays', 'refundDays', 'exchangeDays', 'warrantyMonths'] as const).flatMap(
    (code) => (promise[code] === null ? [] : [t(`citations.${code}`, { count: promise[code] })]),
  )
  const name = [t(`citations.layer.${promise.layer}`), promise.brand, ...families, ...numbers]
  return (
    <Cited
      name={name.filter((part) => part !== '').join(t('complaint:listComma'))}
      citation={promise.citation}
    />
  )
}
