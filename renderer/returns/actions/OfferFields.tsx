import { Checkbox, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ActionFormState } from '../../complaint/actions/FieldControl.tsx'
import { useFormat } from '../../i18n/format.ts'
import classes from '../case.module.css'
import type { CaseFormContext } from './case-forms.ts'
import { planValuesSchema } from './plan-form.ts'

interface OfferFieldsProps {
  readonly form: ActionFormState
  readonly context: CaseFormContext
}

/** Softening offers in the order in which they are suggested, with what the person may give without a signature. */
export function OfferFields({ form, context }: OfferFieldsProps) {
  const { t } = useTranslation('returns')
  const format = useFormat()
  const { offers } = planValuesSchema.parse(form.values)
  return (
    <fieldset className={classes.offers}>
      <legend>{t('plan.offersLegend')}</legend>
      {offers.map((offer, index) => {
        const limit = context.view.offersWithinMyLimit.find((each) => each.kind === offer.kind)
        const word = t(`words:caseOffer.${offer.kind}`)
        return (
          <div key={offer.kind} className={classes.offer}>
            <Checkbox label={word} {...form.getInputProps(`offers.${index}.given`, { type: 'checkbox' })} />
            <Text size="xs" c="dimmed">
              {offer.kind === 'apology' || limit === undefined
                ? ''
                : limit.upToFen === 0
                  ? t('plan.overMyLimit')
                  : t('plan.withinMyLimit', { limit: format.money(limit.upToFen) })}
            </Text>
            {offer.given && (
              <div className={classes.formRow} data-inset>
                {offer.kind !== 'apology' && (
                  <TextInput
                    label={t('field.amount')}
                    aria-label={t('field.offerAmount', { offer: word })}
                    inputMode="decimal"
                    autoComplete="off"
                    {...form.getInputProps(`offers.${index}.amount`)}
                  />
                )}
                <TextInput
                  label={t('field.detail')}
                  aria-label={t('field.offerDetail', { offer: word })}
                  autoComplete="off"
                  {...form.getInputProps(`offers.${index}.detail`)}
                />
              </div>
            )}
          </div>
        )
      })}
    </fieldset>
  )
}
