import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { CustomerPageView } from '../../electron/desk/customer-views.ts'
import { Block, Fact } from '../complaint/fact-parts.tsx'
import { paths } from '../frame/places.ts'
import { useFormat } from '../i18n/format.ts'
import classes from './customer.module.css'

interface CustomerFactsProps {
  readonly page: CustomerPageView
  readonly onMerge: (double: CustomerPageView['likely'][number]) => void
}

/** The column of facts: numbers, address, what the customer allows, how long it is kept, doubles. */
export function CustomerFacts({ page, onMerge }: CustomerFactsProps) {
  const { t } = useTranslation('customer')
  const format = useFormat()
  const { customer } = page
  return (
    <aside className={classes.facts} aria-label={t('fact.title')}>
      <Block title={t('fact.title')}>
        <dl>
          <Fact label={t('fact.phones')}>
            {customer.phones.length === 0 ? (
              <span className={classes.dim}>{t('fact.none')}</span>
            ) : (
              <span className="numbers">{customer.phones.join(' / ')}</span>
            )}
          </Fact>
          <Fact label={t('fact.member')}>{customer.memberNumber}</Fact>
          <Fact label={t('fact.address')}>{page.address}</Fact>
          <Fact label={t('fact.since')}>{format.date(page.createdAt)}</Fact>
        </dl>
      </Block>
      <Allowed page={page} />
      {page.doubles.length > 0 && (
        <Block title={t('doubles.title')}>
          {page.doubles.map((double) => (
            <span key={double.id}>
              <Link href={paths.customer(double.id)}>{double.name}</Link>{' '}
              <span className={`numbers ${classes.dim}`}>{double.phones.join(' / ')}</span>
            </span>
          ))}
        </Block>
      )}
      {page.likely.length > 0 && (
        <Block title={t('doubles.likely', { count: page.likely.length })}>
          {page.likely.map((double) => (
            <div key={double.id} className={classes.double}>
              <span>
                <Link href={paths.customer(double.id)}>{double.name}</Link>{' '}
                <span className={`numbers ${classes.dim}`}>{double.phones.join(' / ')}</span>
                <br />
                <span className={classes.dim}>{t('doubles.complaints', { count: double.complaints })}</span>
              </span>
              {page.offers.includes('merge') && (
                <Button
                  variant="default"
                  size="compact-sm"
                  aria-label={t('doubles.mergeOf', { name: double.name })}
                  onClick={() => onMerge(double)}
                >
                  {t('doubles.merge')}
                </Button>
              )}
            </div>
          ))}
        </Block>
      )}
    </aside>
  )
}

function Allowed({ page }: { readonly page: CustomerPageView }) {
  const { t } = useTranslation('customer')
  const format = useFormat()
  const { consent, doNotCall, legalHold } = page
  const given =
    consent.at === null ? 'fact.consentNone' : consent.given ? 'fact.consentGiven' : 'fact.consentTaken'
  return (
    <Block title={t('fact.allowed')}>
      <dl>
        <Fact label={t('fact.doNotCall')}>
          {t(doNotCall.on ? 'fact.doNotCallOn' : 'fact.doNotCallOff')}
          {doNotCall.at !== null && (
            <>
              <br />
              <span className={classes.dim}>
                {t('fact.byAt', { by: doNotCall.by, at: format.short(doNotCall.at) })}
              </span>
            </>
          )}
        </Fact>
        <Fact label={t('fact.consent')}>
          {consent.at === null ? t(given) : t('fact.on', { what: t(given), at: format.date(consent.at) })}
        </Fact>
        {legalHold.on && <Fact label={t('fact.legalHold')}>{legalHold.reason}</Fact>}
        {page.erased === null && (
          <Fact label={t('fact.retention')}>
            {page.erasureDueOn === null
              ? page.hindrances.map((each) => <div key={each}>{t(`hindrance.${each}`)}</div>)
              : t('fact.retentionUntil', { date: page.erasureDueOn })}
          </Fact>
        )}
      </dl>
    </Block>
  )
}
