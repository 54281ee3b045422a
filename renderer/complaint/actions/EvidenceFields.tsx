import { Fieldset, Stack, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FieldProps } from './FieldControl.tsx'
import { useFieldLabel } from './FieldControl.tsx'
import { useRemedyText } from './remedy-text.ts'

/** Every task of the execution: what is done already, and the evidence that the others still want. */
export function EvidenceFields({ action, field, form, context, first }: FieldProps) {
  const { t } = useTranslation('complaint')
  const legend = useFieldLabel(action, field.name)
  const remedyText = useRemedyText()
  const { tasks } = context.complaint
  const pending = tasks.filter((task) => task.doneAt === null)
  return (
    <Fieldset legend={legend} variant="unstyled">
      <Stack gap="xs">
        {tasks
          .filter((task) => task.doneAt !== null)
          .map((task) => (
            <Text key={task.id} size="sm">
              {t('tasks.doneLine', { task: remedyText(task), evidence: task.evidence })}
            </Text>
          ))}
        {pending.map((task, index) => (
          <TextInput
            key={task.id}
            label={t('tasks.evidenceOf', { task: remedyText(task) })}
            description={task.department === null ? undefined : t(`words:department.${task.department}`)}
            autoComplete="off"
            data-autofocus={(first && index === 0) || undefined}
            {...form.getInputProps(`${field.name}.${index}.evidence`)}
          />
        ))}
      </Stack>
    </Fieldset>
  )
}
