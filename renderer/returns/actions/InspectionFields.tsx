import { Checkbox, Group, NativeSelect, Radio, Text, TextInput } from '@mantine/core'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { dispositions } from '../../../domain/case/vocabulary.ts'
import { lookAlikesIn } from '../../../domain/serial.ts'
import type { ActionFormState } from '../../complaint/actions/FieldControl.tsx'
import { FilesField } from '../../complaint/actions/FilesField.tsx'
import { useFormat } from '../../i18n/format.ts'
import classes from '../case.module.css'
import type { CaseFormContext } from './case-forms.ts'
import {
  asksExplanation,
  asksFaultKind,
  claimsFault,
  completeness,
  expectedSerials,
  fitByMarks,
  giftsOf,
  inspectionSchema,
  serialStanding,
  wear,
} from './inspection-form.ts'

interface InspectionFieldsProps {
  readonly form: ActionFormState
  readonly context: CaseFormContext
}

/** The inspection on receipt: the unit by its serial, the fault, what came back with it, its condition, where it goes. */
export function InspectionFields({ form, context }: InspectionFieldsProps) {
  const { t } = useTranslation('returns')
  const format = useFormat()
  const { view, policy } = context
  const values = inspectionSchema.parse(form.values)
  const expected = expectedSerials(view)
  const repaired = view.purchase.lines.some(
    (line) => line.repairs.length > 0 && view.lines.some((own) => own.purchaseLineId === line.id),
  )
  const gifts = giftsOf(view)
  const fit =
    values.fitForSecondSale === '' ? (fitByMarks(values.checks) ? 'yes' : 'no') : values.fitForSecondSale
  const grades = policy.grades.map((grade) => ({
    value: grade.code,
    label: format.language === 'en' ? grade.en : grade.zh,
  }))
  return (
    <>
      {expected.length > 0 && <Serial form={form} expected={expected} />}
      {claimsFault(view.reason) && (
        <div className={classes.formRow}>
          <Radio.Group label={t('field.faultConfirmed')} {...form.getInputProps('faultConfirmed')}>
            <Group gap="md" pt={4}>
              <Radio
                value="yes"
                label={t('yes.faultConfirmed')}
                data-autofocus={expected.length === 0 || undefined}
              />
              <Radio value="no" label={t('no.faultConfirmed')} />
            </Group>
          </Radio.Group>
          {asksFaultKind(view.reason) && (
            <NativeSelect
              label={t('field.faultKind')}
              data={['', 'performance', 'appearance'].map((kind) => ({
                value: kind,
                label: kind === '' ? t('none.faultKind') : t(`faultKind.${kind}`),
              }))}
              {...form.getInputProps('faultKind')}
            />
          )}
          {repaired && (
            <Checkbox
              className={classes.formCheck}
              label={t('field.sameFault')}
              {...form.getInputProps('sameFault', { type: 'checkbox' })}
            />
          )}
        </div>
      )}
      <Marks form={form} label={t('field.complete')} marks={completeness} />
      {!completeness.every((each) => values.checks.includes(each)) && (
        <TextInput label={t('field.missing')} autoComplete="off" {...form.getInputProps('missing')} />
      )}
      <Marks form={form} label={t('field.wear')} marks={wear} />
      {gifts.length > 0 && (
        <Checkbox.Group label={t('field.giftsBack')} {...form.getInputProps('giftsBack')}>
          <Group gap="md" pt={4}>
            {gifts.map((gift) => (
              <Checkbox
                key={gift.key}
                value={gift.key}
                label={t('inspect.gift', { name: gift.name, value: format.money(gift.valueFen) })}
              />
            ))}
          </Group>
        </Checkbox.Group>
      )}
      <div className={classes.formRow}>
        <Radio.Group
          label={t('field.fitForSecondSale')}
          value={fit}
          onChange={(value) => form.setFieldValue('fitForSecondSale', value)}
          error={form.errors.fitForSecondSale}
        >
          <Group gap="md" pt={4}>
            <Radio value="yes" label={t('words:yes')} />
            <Radio value="no" label={t('words:no')} />
          </Group>
        </Radio.Group>
        <NativeSelect
          label={t('field.grade')}
          data={[{ value: '', label: t('none.grade') }, ...grades]}
          {...form.getInputProps('grade')}
        />
        <NativeSelect
          label={t('field.disposition')}
          data={[
            { value: '', label: t('none.disposition') },
            ...dispositions.map((each) => ({ value: each, label: t(`words:disposition.${each}`) })),
          ]}
          {...form.getInputProps('disposition')}
        />
      </div>
      <Checkbox
        label={t('field.modelAvailable')}
        {...form.getInputProps('modelAvailable', { type: 'checkbox' })}
      />
      <TextInput label={t('field.remarks')} autoComplete="off" {...form.getInputProps('remarks')} />
      <FilesField field={{ name: 'files', control: 'files' }} form={form} first={false} />
    </>
  )
}

/** One group of marks; all groups together are one list. */
function Marks({
  form,
  label,
  marks,
}: {
  readonly form: ActionFormState
  readonly label: string
  readonly marks: readonly string[]
}) {
  const { t } = useTranslation('returns')
  return (
    <Checkbox.Group label={label} {...form.getInputProps('checks')}>
      <Group gap="md" pt={4}>
        {marks.map((mark) => (
          <Checkbox key={mark} value={mark} label={t(`check.${mark}`)} />
        ))}
      </Group>
    </Checkbox.Group>
  )
}

/** The serial on the unit, typed or scanned; where it is another one, why, and a photo. */
function Serial({
  form,
  expected,
}: {
  readonly form: ActionFormState
  readonly expected: readonly string[]
}) {
  const { t } = useTranslation('returns')
  const values = inspectionSchema.parse(form.values)
  const standing = serialStanding(values.serialSeen, expected)
  const odd = lookAlikesIn(values.serialSeen)

  /** A scanner ends every code with Enter: on to the next question, not out with the form. */
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    const inputs = [
      ...(event.currentTarget.form?.querySelectorAll<HTMLElement>('input, select, textarea') ?? []),
    ]
    inputs[inputs.indexOf(event.currentTarget) + 1]?.focus()
  }

  return (
    <div>
      <TextInput
        label={t('field.serialSeen')}
        description={t('inspect.serialOnPurchase', { serial: expected.join(t('listComma')) })}
        autoComplete="off"
        data-autofocus
        onKeyDown={onKeyDown}
        {...form.getInputProps('serialSeen')}
      />
      <div role="status">
        {standing !== null && (
          <Text size="sm" c={standing === 'differs' ? 'var(--cs-late)' : undefined}>
            {t(standing === 'differs' ? 'inspect.serialDiffers' : 'inspect.serialSame')}
          </Text>
        )}
        {odd.length > 0 && (
          <Text size="sm" c="var(--cs-soon)">
            {t('inspect.lookAlikes', { letters: odd.join(' ') })}
          </Text>
        )}
      </div>
      {asksExplanation(values.serialSeen, expected) && (
        <TextInput
          mt={8}
          label={t(standing === 'differs' ? 'field.serialExplanation' : 'field.serialUnread')}
          description={standing === 'differs' ? undefined : t('inspect.serialUnread')}
          autoComplete="off"
          {...form.getInputProps('serialExplanation')}
        />
      )}
    </div>
  )
}
