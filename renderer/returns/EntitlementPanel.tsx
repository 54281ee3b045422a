import { IconCheck, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CaseView } from '../../electron/desk/case-views.ts'
import { useFormat } from '../i18n/format.ts'
import classes from './case.module.css'
import { useCaseWords } from './case-words.ts'

interface EntitlementPanelProps {
  readonly entitlement: CaseView['entitlement']
  /** Of a case: entitlement goes by that day, ISO 8601 UTC. Left out = by today. */
  readonly openedAt?: string
  /** The fault is taken as confirmed, which only the inspection can do. */
  readonly assumesConfirmed?: boolean
}

/** What the customer is entitled to: each remedy with its rule, the days left and who pays freight; each refused one with why. */
export function EntitlementPanel({ entitlement, openedAt, assumesConfirmed = false }: EntitlementPanelProps) {
  const { t } = useTranslation('returns')
  const format = useFormat()
  const words = useCaseWords()
  const { grants, refused, day, warrantyUntil } = entitlement
  return (
    <div className={classes.entitlement}>
      <p className={classes.dim}>
        {openedAt === undefined
          ? t('entitlement.day', { day })
          : t('entitlement.dayOfOpening', { day, on: format.date(openedAt) })}
      </p>
      {warrantyUntil !== null && (
        <p className={classes.dim}>{t('entitlement.warranty', { until: warrantyUntil })}</p>
      )}
      {assumesConfirmed && <p className={classes.note}>{t('entitlement.assumes')}</p>}
      {grants.length === 0 && <p>{t('entitlement.none')}</p>}
      <ul className={classes.grants}>
        {grants.map((grant) => (
          <li key={grant.remedy}>
            <IconCheck size={16} stroke={2} aria-hidden className={classes.granted} />
            <div>
              <strong>{t(`words:caseRemedy.${grant.remedy}`)}</strong>{' '}
              <span className={classes.dim}>{t(`layer.${grant.layer}`)}</span>
              <div>{words.cited(grant.citation)}</div>
              <div className={classes.dim}>
                {grant.daysLeft === null
                  ? t('entitlement.noLimit', { day })
                  : t('entitlement.left', { day, count: grant.daysLeft })}
                {' · '}
                {t(`entitlement.freight.${grant.freight}`)}
              </div>
            </div>
          </li>
        ))}
        {refused.map(({ remedy, reason }) => (
          <li key={remedy}>
            <IconX size={16} stroke={2} aria-hidden className={classes.refused} />
            <div>
              <span className={classes.refusedWord}>{t(`words:caseRemedy.${remedy}`)}</span>{' '}
              <span className={classes.dim}>{t(`refused.${reason}`)}</span>
            </div>
          </li>
        ))}
      </ul>
    </div>
  )
}
