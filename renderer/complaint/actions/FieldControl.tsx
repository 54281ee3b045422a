import { Group, NativeSelect, Radio, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import type { Action } from '../../../domain/complaint/moves.ts'
import { departments, levels } from '../../../domain/vocabulary.ts'
import type { FormContext } from './action-forms.ts'
import { EvidenceFields } from './EvidenceFields.tsx'
import { FilesField } from './FilesField.tsx'
import type { Field, FormValues } from './form-values.ts'
import { OptionField } from './OptionField.tsx'
import { OtherComplaintField } from './OtherComplaintField.tsx'
import { PinField } from './PinField.tsx'
import { PlainField } from './PlainField.tsx'
import { RemedyEditor } from './RemedyEditor.tsx'
import { SignatureField } from './SignatureField.tsx'

export type ActionFormState = UseFormReturnType<FormValues>

export interface FieldProps {
  readonly action: Action
  readonly field: Field
  readonly form: ActionFormState
  readonly context: FormContext
  /** The first field that waits for something: the drawer opens with the cursor in it. */
  readonly first: boolean
}

/** One field of an action's form, by its control. */
export function FieldControl(props: FieldProps) {
  const { action, field, form, context, first } = props
  const { t } = useTranslation('complaint')
  const label = useFieldLabel(action, field.name)
  const common = { label, 'data-autofocus': first || undefined }
  const input = form.getInputProps(field.name)
  switch (field.control) {
    case 'countersign':
      return (
        <Group grow align="start">
          <TextInput
            label={t('field.approverNumber')}
            autoComplete="off"
            {...form.getInputProps(`${field.name}.staffNumber`)}
          />
          <PinField label={t('field.approverPin')} {...form.getInputProps(`${field.name}.pin`)} />
        </Group>
      )
    case 'survey':
      return (
        <Radio.Group label={label} {...input}>
          <Group gap="xs" pt={4}>
            {field.choices.map((choice, index) => (
              <Radio
                key={choice}
                value={choice}
                label={t(`words:satisfaction.${choice}`)}
                data-autofocus={(first && index === 0) || undefined}
              />
            ))}
            {field.nullable && <Radio value="" label={t('survey.not_asked')} />}
          </Group>
        </Radio.Group>
      )
    case 'department':
      return (
        <NativeSelect
          {...common}
          {...input}
          data={[
            { value: '', label: t('choose') },
            ...departments.map((department) => ({
              value: department,
              label: t(`words:department.${department}`),
            })),
          ]}
        />
      )
    case 'level':
      return (
        <NativeSelect
          {...common}
          {...input}
          data={levels
            .filter((level) =>
              action === 'raise_level' ? level > context.complaint.level : level < context.complaint.level,
            )
            .map((level) => ({ value: String(level), label: `${level} ${t(`words:level.${level}`)}` }))}
        />
      )
    case 'option':
      return <OptionField {...props} />
    case 'task':
      return (
        <NativeSelect
          {...common}
          {...input}
          data={context.complaint.tasks
            .filter((task) => task.doneAt === null)
            .map((task) => ({
              value: task.id,
              label: [t(`words:remedy.${task.kind}`), task.detail].filter((part) => part !== '').join(' '),
            }))}
        />
      )
    case 'evidences':
      return <EvidenceFields {...props} />
    case 'files':
      return <FilesField {...props} />
    case 'other_complaint':
      return <OtherComplaintField {...props} />
    case 'signature':
      return <SignatureField label={label} onChange={(drawn) => form.setFieldValue(field.name, drawn)} />
    case 'options':
      return <RemedyEditor {...props} />
    default:
      return <PlainField {...props} label={label} words="complaint" />
  }
}

/**
 * The words of a field: those of this action where it has its own, else the common ones.
 * @param action whose form it is
 * @param name of the field
 */
export function useFieldLabel(action: Action, name: string): string {
  const { t } = useTranslation('complaint')
  return t([`actionField.${action}.${name}`, `field.${name}`])
}
