import { Radio, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { signedResolution } from './action-forms.ts'
import type { FieldProps } from './FieldControl.tsx'
import { useFieldLabel } from './FieldControl.tsx'
import { useRemedyText } from './remedy-text.ts'

/** Which of the signed options the customer took; what was not offered yet cannot be taken. */
export function OptionField({ action, field, form, context }: FieldProps) {
  const { t } = useTranslation('complaint')
  const label = useFieldLabel(action, field.name)
  const remedyText = useRemedyText()
  const { complaint } = context
  const options = signedResolution(complaint)?.options.slice(0, complaint.offeredOption + 1) ?? []
  return (
    <Radio.Group label={label} {...form.getInputProps(field.name)}>
      <Stack gap={6} pt={4}>
        {options.map((option, index) => (
          <Radio
            // biome-ignore lint/suspicious/noArrayIndexKey: options have no identity but their order
            key={index}
            value={String(index)}
            label={`${t('resolution.option', { number: index + 1 })} ${option.lines.map(remedyText).join(t('listComma'))}`}
          />
        ))}
      </Stack>
    </Radio.Group>
  )
}
