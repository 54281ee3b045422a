import { useTranslation } from 'react-i18next'
import type { CustomerPageView } from '../../electron/desk/customer-views.ts'
import { useFormat } from '../i18n/format.ts'
import classes from './customer.module.css'

const fields = ['name', 'phones', 'memberNumber', 'address'] as const

/** What was done with the record itself, newest first: by whom, when, why. */
export function Changes({ page }: { readonly page: CustomerPageView }) {
  const { t } = useTranslation('customer')
  const format = useFormat()
  return page.happenings.map((each) => {
    const off = each.facts.on === false || each.facts.given === false
    const changed = fields.filter((field) => each.facts[field] === true).map((field) => t(`field.${field}`))
    const word = t(`changed.${each.action}${off ? '_off' : ''}`, {
      fields: changed.join(t('complaint:listComma')),
    })
    return (
      <div key={each.id} className={classes.line}>
        <span className={`numbers ${classes.dim}`}>{format.short(each.at)}</span>
        <span>{each.by}</span>
        <div>
          <span>{word}</span>
          {each.words.reason !== undefined && (
            <p className={`${classes.said} ${classes.dim}`}>{each.words.reason}</p>
          )}
        </div>
      </div>
    )
  })
}
