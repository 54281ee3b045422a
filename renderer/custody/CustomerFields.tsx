import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Recall, RecallInput } from '../intake/RecallInput.tsx'
import { useRecall } from '../intake/recall.ts'
import classes from './custody.module.css'
import type { CustodyValues } from './custody-form.ts'

type Who = Pick<CustodyValues, 'customerId' | 'anonymous' | 'name' | 'phone'>

/**
 * Whose it is: found again while a name or number is typed, new, or anonymous.
 * @param who as typed so far
 * @param errors at name and phone
 * @param onChange with what changed
 */
export function CustomerFields({
  who,
  errors,
  onChange,
}: {
  readonly who: Who
  readonly errors: { readonly name?: string | undefined; readonly phone?: string | undefined }
  readonly onChange: (change: Partial<Who>) => void
}) {
  const { t } = useTranslation(['custody', 'intake'])
  const [typing, setTyping] = useState<'name' | 'phone'>('name')
  const found = useRecall(who.customerId === null ? who[typing] : '')
  const recalls: Recall[] = found.map((each) => ({ found: each, purchase: null }))
  const field = (name: 'name' | 'phone') => ({
    name,
    value: who[name],
    // Somebody else's name or number is somebody else.
    onChange: (text: string) => {
      setTyping(name)
      onChange({ [name]: text, customerId: null })
    },
    onPick: ({ found: again }: Recall) =>
      onChange({
        customerId: again.customer.id,
        name: again.customer.name,
        phone: again.customer.phones[0] ?? '',
      }),
    recalls: typing === name ? recalls : [],
    error: errors[name],
    disabled: who.anonymous,
  })
  return (
    <>
      <div className={classes.pair}>
        <RecallInput {...field('name')} label={t('intake:label.name')} data-autofocus />
        <RecallInput {...field('phone')} label={t('intake:label.phone')} inputMode="tel" />
      </div>
      <div className={classes.known}>
        <Checkbox
          label={t('intake:label.anonymous')}
          checked={who.anonymous}
          onChange={(event) =>
            onChange(
              event.currentTarget.checked
                ? { anonymous: true, customerId: null, name: '', phone: '' }
                : { anonymous: false },
            )
          }
        />
        {who.customerId === null ? null : <span role="status">{t('form.knownCustomer')}</span>}
      </div>
    </>
  )
}
