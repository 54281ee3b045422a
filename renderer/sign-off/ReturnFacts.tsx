import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { withinLimit } from '../../domain/case/plan.ts'
import type { Policy } from '../../domain/policy.ts'
import type { CaseView, PlanView } from '../../electron/desk/case-views.ts'
import { Files } from '../complaint/Files.tsx'
import { paths } from '../frame/places.ts'
import { useFormat } from '../i18n/format.ts'
import { Due } from '../parts/Due.tsx'
import { EntitlementPanel } from '../returns/EntitlementPanel.tsx'
import { Inspection } from '../returns/Inspection.tsx'
import classes from './sign-off.module.css'

interface ReturnFactsProps {
  readonly view: CaseView
  readonly plan: PlanView
  readonly policy: Policy
}

/** What speaks for and against a plan: what happened, what the customer is entitled to, the inspection, the limits. */
export function ReturnFacts({ view, plan, policy }: ReturnFactsProps) {
  const { t } = useTranslation('sign-off')
  const format = useFormat()
  const returned = [plan, ...view.earlierPlans].filter((each) => each.returnReason !== null)
  const photos = view.files.filter((file) => file.mediaType.startsWith('image/'))
  return (
    <dl className={classes.facts}>
      <dt>{t('returnCase')}</dt>
      <dd>
        <Link href={paths.returnCase(view.id)} className="numbers">
          {view.number}
        </Link>
        {view.clock === null ? null : (
          <>
            {' '}
            <Due dueAt={view.clock.dueAt} />
          </>
        )}
      </dd>
      {view.complaint === null ? null : (
        <>
          <dt>{t('complaint')}</dt>
          <dd>
            <Link href={paths.complaint(view.complaint.id)} className="numbers">
              {view.complaint.number}
            </Link>
          </dd>
        </>
      )}
      <dt>{t('amounts')}</dt>
      <dd>
        <Limits plan={plan} policy={policy} />
      </dd>
      <dt>{t('returnMatter')}</dt>
      <dd className={classes.text}>{view.whatHappened}</dd>
      <dt>{t('inspection')}</dt>
      <dd>
        <Inspection view={view} />
      </dd>
      <dt>{t('photos')}</dt>
      <dd>
        {photos.length === 0 ? t('noPhotos') : t('photoCount', { count: photos.length })}
        {view.files.length === 0 ? null : <Files files={view.files} />}
      </dd>
      <dt>{t('entitled')}</dt>
      <dd>
        <EntitlementPanel entitlement={view.entitlement} openedAt={view.openedAt} />
      </dd>
      <dt>{t('preparedBy')}</dt>
      <dd>
        {plan.preparedBy} {format.short(plan.submittedAt ?? plan.preparedAt)}
      </dd>
      {returned.length === 0 ? null : (
        <>
          <dt>{t('before')}</dt>
          <dd>
            {returned.map((each) => (
              <div key={each.id}>{t('returned', { version: each.version, reason: each.returnReason })}</div>
            ))}
          </dd>
        </>
      )}
    </dl>
  )
}

function Limits({ plan, policy }: Omit<ReturnFactsProps, 'view'>) {
  const { t } = useTranslation('sign-off')
  const { money } = useFormat()
  const { goodwill } = plan
  const limit = (role: 'supervisor' | 'manager') => ({
    total: money(policy.goodwill[role].totalFen),
    cash: money(policy.goodwill[role].cashFen),
  })
  const who = withinLimit('supervisor', goodwill, policy)
    ? ('supervisor' as const)
    : withinLimit('manager', goodwill, policy)
      ? ('manager' as const)
      : ('headOffice' as const)
  return (
    <>
      {t('limits.goodwill', { total: money(goodwill.totalFen), cash: money(goodwill.cashFen) })}{' '}
      {t(`limits.${who}`, limit(who === 'supervisor' ? 'supervisor' : 'manager'))}
    </>
  )
}
