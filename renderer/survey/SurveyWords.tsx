import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FormContext } from '../complaint/actions/action-forms.ts'
import classes from '../complaint/actions/actions.module.css'
import type { FormValues } from '../complaint/actions/form-values.ts'
import { contradictionsIn } from './survey-values.ts'

/** What the person who visits must have in sight: whether it is theirs to do, and words that do not fit the steps. */
export function SurveyWords({
  context,
  values,
}: {
  readonly context: FormContext
  readonly values: FormValues
}) {
  const { t } = useTranslation('survey')
  const [first] = contradictionsIn(values)
  const mine = context.complaint.handler?.id === context.me.staff.id && values.byCustomer !== true
  return (
    <div aria-live="polite">
      {mine ? (
        <Text size="sm" c="dimmed">
          {t('byOther')}
        </Text>
      ) : null}
      {first === undefined ? null : (
        <section className={classes.aside} data-warn>
          <Text size="sm" fw={600}>
            {t('contradicts.title')}
          </Text>
          <Text size="sm">
            {t('contradicts.text', {
              words: first.words.join(' / '),
              step: t(`words:satisfaction.${first.step}`),
            })}
          </Text>
        </section>
      )}
    </div>
  )
}
