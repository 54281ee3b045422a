import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { EarlierComplaint, RecalledCustomer } from '../../electron/desk/views.ts'
import { paths } from '../frame/places.ts'
import { useFormat } from '../i18n/format.ts'
import { LevelBadge } from '../parts/LevelBadge.tsx'
import { StateLabel } from '../parts/StateLabel.tsx'
import { CaseRefs } from '../returns/CaseRefs.tsx'
import classes from './intake.module.css'
import type { IntakeValues, Suggestion } from './intake-form.ts'
import { useDoubles } from './recall.ts'

interface IntakeSideProps {
  readonly values: IntakeValues
  readonly customer: RecalledCustomer | null
  readonly suggestion: Suggestion
}

/** What the desk knows and thinks while the form is filled: likely doubles, level and department, the history. */
export function IntakeSide({ values, customer, suggestion }: IntakeSideProps) {
  const { t } = useTranslation('intake')
  const doubles = useDoubles(values)
  const list = (parts: readonly string[]) => parts.join(t('complaint:listComma'))
  const top = suggestion.ranking[0]
  return (
    <aside className={classes.side} aria-label={t('side.title')}>
      {doubles.length > 0 && (
        <section className={classes.warn} role="status">
          <h2>{t('side.doubles')}</h2>
          {doubles.map((each) => (
            <Past key={each.id} complaint={each} openWords={t('side.openInstead')} />
          ))}
        </section>
      )}
      <section aria-live="polite">
        <h2>{t('side.level')}</h2>
        <p className={classes.suggested}>{t(`words:level.${suggestion.level}`)}</p>
        <p>{list(suggestion.reasons.map((reason) => t(`words:levelReason.${reason}`)))}</p>
      </section>
      <section aria-live="polite">
        <h2>{t('side.department')}</h2>
        {suggestion.department === null || top === undefined ? (
          <p className={classes.dim}>{t('side.noDepartment')}</p>
        ) : (
          <>
            <p className={classes.suggested}>{t(`words:department.${suggestion.department}`)}</p>
            <p>{t('side.because', { words: list(top.words.map((word) => t('side.quoted', { word }))) })}</p>
          </>
        )}
      </section>
      <section>
        <h2>{t('side.history')}</h2>
        {customer === null ? (
          <p className={classes.dim}>{t(values.anonymous ? 'side.anonymous' : 'side.unknown')}</p>
        ) : (
          <History customer={customer} />
        )}
      </section>
    </aside>
  )
}

function History({ customer }: { readonly customer: RecalledCustomer }) {
  const { t } = useTranslation('intake')
  return (
    <>
      <p>
        <strong>{customer.customer.name}</strong>{' '}
        <span className="numbers">{customer.customer.phones.join(' / ')}</span>{' '}
        <Link href={paths.customer(customer.customer.id)}>{t('customer:open')}</Link>
      </p>
      {customer.complaints.length === 0 && <p className={classes.dim}>{t('side.noComplaints')}</p>}
      {customer.complaints.map((each) => (
        <Past key={each.id} complaint={each} />
      ))}
      {customer.cases.length > 0 && (
        <>
          <h3 className={classes.subhead}>{t('returns:title')}</h3>
          <CaseRefs cases={customer.cases} />
        </>
      )}
      {customer.purchases.length > 0 && (
        <p className={classes.dim}>
          {customer.purchases
            .slice(0, 4)
            .map((each) => [each.orderNumber, each.productName, each.model].filter(Boolean).join(' '))
            .join('; ')}
        </p>
      )}
    </>
  )
}

function Past({
  complaint,
  openWords,
}: {
  readonly complaint: EarlierComplaint
  readonly openWords?: string
}) {
  const format = useFormat()
  return (
    <div className={classes.past}>
      <div className={classes.pastHead}>
        <Link href={paths.complaint(complaint.id)} className="numbers">
          {complaint.number}
        </Link>
        <StateLabel state={complaint.state} />
        <LevelBadge level={complaint.level} short />
        <span className={classes.dim}>{format.date(complaint.receivedAt)}</span>
      </div>
      <div className={classes.dim}>{complaint.summary}</div>
      {openWords !== undefined && <Link href={paths.complaint(complaint.id)}>{openWords}</Link>}
    </div>
  )
}
