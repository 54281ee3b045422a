import { Checkbox, Group, NativeSelect, Radio, Textarea, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import type { Me, StaffView } from '../../../electron/desk/views.ts'
import type { Field, FormValues } from './form-values.ts'
import { PinField } from './PinField.tsx'

export interface PlainFieldProps {
  readonly field: Field
  readonly form: UseFormReturnType<FormValues>
  readonly label: string
  /** The first field that waits for something: the drawer opens with the cursor in it. */
  readonly first: boolean
  /** Whose words the choices and answers are, where they do not name it themselves. */
  readonly words: 'complaint' | 'returns'
  readonly context: { readonly staff: readonly StaffView[]; readonly me: Me }
}

/** A field that asks for nothing but itself, whatever the record; null for any other control. */
export function PlainField({ field, form, label, first, words, context }: PlainFieldProps) {
  const { t } = useTranslation(words)
  const common = { label, 'data-autofocus': first || undefined }
  const input = form.getInputProps(field.name)
  switch (field.control) {
    case 'line':
      return <TextInput {...common} {...input} autoComplete="off" />
    case 'money':
      return <TextInput {...common} {...input} inputMode="decimal" autoComplete="off" />
    case 'area':
      return <Textarea {...common} {...input} autosize minRows={field.rows ?? 3} maxRows={14} />
    case 'check':
      return <Checkbox {...common} {...form.getInputProps(field.name, { type: 'checkbox' })} />
    case 'pin':
      return <PinField {...common} {...input} />
    case 'moment':
      return <TextInput {...common} {...input} type="datetime-local" max="9999-12-31T23:59" />
    case 'day':
      return <TextInput {...common} {...input} type="date" max="9999-12-31" />
    case 'choice':
      return (
        <NativeSelect
          {...common}
          {...input}
          data={[
            ...(field.nullable ? [{ value: '', label: t(`none.${field.name}`) }] : []),
            ...field.choices.map((choice) => ({ value: choice, label: t(`${field.words}.${choice}`) })),
          ]}
        />
      )
    case 'yes_no':
      return (
        <Radio.Group label={label} {...input}>
          <Group gap="md" pt={4}>
            <Radio value="yes" label={t(`yes.${field.name}`)} data-autofocus={first || undefined} />
            <Radio value="no" label={t(`no.${field.name}`)} />
          </Group>
        </Radio.Group>
      )
    case 'staff':
      return <NativeSelect {...common} {...input} data={staffChoices(context, t('complaint:choose'))} />
    default:
      return null
  }
}

function staffChoices({ staff, me }: PlainFieldProps['context'], choose: string) {
  return [
    { value: '', label: choose },
    ...staff
      .filter((person) => person.active && person.role !== 'department')
      // Myself first: that is who takes most things on.
      .toSorted((a, b) => Number(b.id === me.staff.id) - Number(a.id === me.staff.id))
      .map((person) => ({ value: person.id, label: `${person.name} ${person.number}` })),
  ]
}
