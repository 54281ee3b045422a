import { Checkbox, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { optionalText, phoneSchema, requiredText, textLimits } from '../../domain/text.ts'
import { useCommand } from '../api/command.ts'
import { useTRPCClient } from '../api/trpc.ts'
import { useFieldCheck } from '../i18n/field-check.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import type { FormProps } from './CustomerDrawer.tsx'
import classes from './customer.module.css'
import { FormButtons } from './FormButtons.tsx'

const checks = {
  name: requiredText(textLimits.name),
  memberNumber: optionalText(textLimits.name),
  address: optionalText(textLimits.line),
  newPhone: phoneSchema,
}
type Field = keyof typeof checks
const fields = ['name', 'newPhone', 'memberNumber', 'address'] as const satisfies readonly Field[]

/** Name, numbers, member number, address. Known numbers stay masked; each is kept or not. */
export function ChangeCustomer({ page, onDone, onCancel }: FormProps) {
  const { t } = useTranslation('customer')
  const check = useFieldCheck()
  const { customer } = page
  // As it was when the form was opened: a change by somebody else meanwhile is told, not overwritten.
  const [seen] = useState({ version: page.version, phones: customer.phones })
  const [values, setValues] = useState<Record<Field, string>>({
    name: customer.name,
    memberNumber: customer.memberNumber,
    address: page.address,
    newPhone: '',
  })
  const [kept, setKept] = useState(() => seen.phones.map((_, place) => place))
  const [errors, setErrors] = useState<Partial<Record<Field, string | null>>>({})
  const command = useCommand(useTRPCClient().customers.change.mutate, { onDone })
  const set = (field: Field, value: string) => {
    setValues({ ...values, [field]: value })
    setErrors({ ...errors, [field]: null })
  }

  function send(event?: FormEvent): void {
    event?.preventDefault()
    const wrong = Object.fromEntries(fields.map((field) => [field, check(checks[field])(values[field])]))
    setErrors(wrong)
    if (Object.values(wrong).some((each) => each !== null) || command.pending) return
    const { newPhone, ...rest } = values
    void command.run({
      id: customer.id,
      seenVersion: seen.version,
      ...rest,
      keptPhones: kept,
      newPhones: newPhone === '' ? [] : [newPhone],
    })
  }

  const input = (field: Exclude<Field, 'address'>) => ({
    label: t(`field.${field}`),
    autoComplete: 'off',
    value: values[field],
    error: errors[field] ?? null,
    onChange: (event: { currentTarget: { value: string } }) => set(field, event.currentTarget.value),
  })
  return (
    <form className={classes.act} onSubmit={send} noValidate>
      <TextInput {...input('name')} data-autofocus required />
      {seen.phones.length > 0 && (
        <fieldset className={classes.group}>
          <legend>{t('field.kept')}</legend>
          {seen.phones.map((phone, place) => (
            <Checkbox
              // biome-ignore lint/suspicious/noArrayIndexKey: two masked numbers may read the same
              key={place}
              label={t('field.keep', { phone })}
              checked={kept.includes(place)}
              onChange={(event) =>
                setKept(
                  event.currentTarget.checked ? [...kept, place] : kept.filter((each) => each !== place),
                )
              }
            />
          ))}
        </fieldset>
      )}
      <TextInput {...input('newPhone')} inputMode="tel" />
      <TextInput {...input('memberNumber')} />
      <Textarea
        label={t('field.address')}
        autosize
        minRows={2}
        autoComplete="off"
        value={values.address}
        error={errors.address ?? null}
        onChange={(event) => set('address', event.currentTarget.value)}
      />
      <ProblemNotice problem={command.problem} onSendAgain={() => send()} />
      <FormButtons word={t('do.save')} pending={command.pending} onCancel={onCancel} />
    </form>
  )
}
