import { useTranslation } from 'react-i18next'
import type { CaseView } from '../../electron/desk/case-views.ts'
import actions from '../complaint/actions/actions.module.css'

/** What is no longer as it was when the case took the purchase. */
export function PurchaseChanges({ changes }: { readonly changes: CaseView['purchaseChanges'] }) {
  const { t, i18n } = useTranslation('returns')
  if (changes.length === 0) return null
  const name = (field: string) => {
    const [list, at, inner] = field.split('.')
    if (list === 'lines' && at !== undefined)
      return t('changes.ofLine', {
        line: Number(at) + 1,
        field: inner !== undefined && i18n.exists(`returns:purchase.${inner}`) ? t(`purchase.${inner}`) : '',
      })
    return i18n.exists(`returns:purchase.${field}`) ? t(`purchase.${field}`) : field
  }
  return (
    <section className={actions.aside} data-warn role="status">
      <strong>{t('changes.title')}</strong>
      <ul>
        {changes.map((change) => (
          <li key={change.field}>
            {t('changes.line', {
              field: name(change.field),
              before: change.before === '' ? '—' : change.before,
              now: change.now === '' ? '—' : change.now,
            })}
          </li>
        ))}
      </ul>
    </section>
  )
}
