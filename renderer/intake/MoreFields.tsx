import { NativeSelect, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import type { Policy } from '../../domain/policy.ts'
import { useFormat } from '../i18n/format.ts'
import classes from './intake.module.css'
import type { Flag, IntakeValues } from './intake-form.ts'
import { bringsSheet, specialFlags } from './intake-form.ts'
import { ToggleGroup } from './ToggleGroup.tsx'

interface MoreFieldsProps {
  readonly form: UseFormReturnType<IntakeValues>
  readonly policy: Policy
}

/** What is seldom asked at the counter; folded away, and open when something stands in it. */
export function MoreFields({ form, policy }: MoreFieldsProps) {
  const { t } = useTranslation('intake')
  const { language } = useFormat()
  const { values } = form
  const used =
    [values.category, values.symptom, values.memberNumber, values.impact].some((each) => each !== '') ||
    values.quantity !== '1' ||
    // An authority's sheet has a date; the field must not stay folded away then.
    bringsSheet(values.channel) ||
    specialFlags.some((flag) => values.flags.includes(flag)) ||
    form.errors.quantity !== undefined
  const choices = (list: Policy['categories']) => [
    { value: '', label: t('notChosen') },
    ...list.map((each) => ({ value: each.code, label: language === 'en' ? each.en : each.zh })),
  ]
  const input = (name: keyof IntakeValues) => ({ name, ...form.getInputProps(name) })
  return (
    <details className={classes.more} open={used || undefined}>
      <summary>{t('more')}</summary>
      <div className={classes.row}>
        <NativeSelect label={t('label.category')} data={choices(policy.categories)} {...input('category')} />
        <NativeSelect label={t('label.symptom')} data={choices(policy.symptoms)} {...input('symptom')} />
        <TextInput
          label={t('label.quantity')}
          inputMode="numeric"
          autoComplete="off"
          {...input('quantity')}
        />
        <TextInput
          label={t('label.memberNumber')}
          autoComplete="off"
          disabled={values.anonymous || values.customerId !== null}
          {...input('memberNumber')}
        />
        {bringsSheet(values.channel) && (
          <TextInput
            type="date"
            max="9999-12-31"
            label={t('label.officialDueOn')}
            {...input('officialDueOn')}
          />
        )}
        <TextInput
          className={classes.wide}
          label={t('label.impact')}
          autoComplete="off"
          {...input('impact')}
        />
      </div>
      <ToggleGroup<Flag>
        label={t('label.special')}
        choices={specialFlags.map((each) => ({ value: each, label: t(`flag.${each}`) }))}
        value={values.flags}
        onChange={(value) => form.setFieldValue('flags', value)}
      />
    </details>
  )
}
