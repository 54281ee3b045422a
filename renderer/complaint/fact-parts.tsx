import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CustomerView } from '../../electron/desk/views.ts'
import classes from './complaint.module.css'

/** One heading of the column of facts with what stands under it. */
export function Block({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={classes.block}>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

/** A label and its fact; nothing where the fact is empty. */
export function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  if (children === '' || children === null) return null
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  )
}

/** Whose matter it is; the number stays masked until a call is being logged. */
export function CustomerFact({ customer }: { readonly customer: CustomerView }) {
  const { t } = useTranslation('complaint')
  if (customer.anonymous) return <strong>{t('words:anonymous')}</strong>
  return (
    <>
      <strong>{customer.name}</strong>
      {customer.phones.length > 0 && <span className="numbers">{customer.phones.join(' / ')}</span>}
      {customer.memberNumber !== '' && (
        <span className={classes.dim}>{t('facts.member', { number: customer.memberNumber })}</span>
      )}
    </>
  )
}
