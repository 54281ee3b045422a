import { Group, Kbd, Radio } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import type { CallResult } from '../../domain/contact.ts'
import { phoneResults } from '../../domain/contact.ts'
import type { FormValues } from '../complaint/actions/form-values.ts'

/**
 * The result that a key stands for.
 * @param key of a keyboard event
 * @returns null where it is none
 */
export function resultOfKey(key: string): CallResult | null {
  return /^[1-9]$/.test(key) ? (phoneResults[Number(key) - 1] ?? null) : null
}

/** How the call ended, each with its digit. */
export function ResultField({
  form,
  first,
  onResult,
}: {
  readonly form: UseFormReturnType<FormValues>
  /** The cursor waits here when the form opens. */
  readonly first: boolean
  readonly onResult: (result: CallResult) => void
}) {
  const { t } = useTranslation('calls')
  return (
    <Radio.Group
      label={t('form.result')}
      {...form.getInputProps('result')}
      onChange={(value) => {
        const result = phoneResults.find((each) => each === value)
        if (result !== undefined) onResult(result)
      }}
    >
      <Group gap="xs" pt={4}>
        {phoneResults.map((result, index) => (
          <Radio
            key={result}
            value={result}
            data-autofocus={(first && index === 0) || undefined}
            aria-keyshortcuts={String(index + 1)}
            label={
              <>
                <Kbd size="xs" aria-hidden>
                  {index + 1}
                </Kbd>{' '}
                {t(`words:callResult.${result}`)}
              </>
            }
          />
        ))}
      </Group>
    </Radio.Group>
  )
}
