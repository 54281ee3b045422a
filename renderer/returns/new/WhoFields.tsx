import { Checkbox } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Recall } from '../../intake/RecallInput.tsx'
import { RecallInput } from '../../intake/RecallInput.tsx'
import { useRecall } from '../../intake/recall.ts'
import type { CaseValues } from './case-form.ts'
import classes from './new-case.module.css'

/** Whose purchase it is; an old customer is found by name, pinyin or phone. */
export function WhoFields({ form }: { readonly form: UseFormReturnType<CaseValues> }) {
  const { t } = useTranslation('returns')
  const { values } = form
  const [typing, setTyping] = useState<'name' | 'phone' | null>(null)
  const found = useRecall(typing === null || values.anonymous ? '' : values[typing])
  const recalls = found.map((each) => ({ found: each, purchase: null }))
  const field = (name: 'name' | 'phone') => ({
    name,
    value: values[name],
    /** Somebody else's name or number is somebody else. */
    onChange: (text: string) => {
      setTyping(name)
      form.setValues({ [name]: text, customerId: null })
      form.clearFieldError(name)
    },
    onPick: ({ found: again }: Recall) => {
      setTyping(null)
      form.setValues({
        customerId: again.customer.id,
        name: again.customer.name,
        phone: again.customer.phones[0] ?? '',
      })
    },
    recalls: typing === name ? recalls : [],
    error: form.errors[name],
    disabled: values.anonymous,
  })
  return (
    <div className={classes.row}>
      <RecallInput label={t('intake:label.name')} {...field('name')} />
      <RecallInput label={t('intake:label.phone')} inputMode="tel" {...field('phone')} />
      <Checkbox
        className={classes.check}
        label={t('intake:label.anonymous')}
        checked={values.anonymous}
        onChange={(event) =>
          form.setValues({
            anonymous: event.currentTarget.checked,
            ...(event.currentTarget.checked ? { customerId: null, name: '', phone: '' } : {}),
          })
        }
      />
    </div>
  )
}
