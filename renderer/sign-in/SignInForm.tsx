import { Autocomplete, Button, PasswordInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { pinSchema, staffNumberSchema } from '../../domain/text.ts'
import type { SessionView } from '../../electron/desk/views.ts'
import { problemOf } from '../api/command.ts'
import { deskErrorOf } from '../api/errors.ts'
import { useTRPC } from '../api/trpc.ts'
import { useErrorWords } from '../i18n/error-words.ts'
import { useFieldCheck } from '../i18n/field-check.ts'
import { focusFirstError } from '../parts/focus-first-error.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import classes from './sign-in.module.css'

/**
 * Staff number and PIN; Enter sends. A wrong PIN is said under the field with the tries that are left.
 * @param staffNumber filled in at first; then the PIN has the focus
 * @param people for finding one's number by name
 * @param onDone after the desk has let the person in
 */
export function SignInForm({
  staffNumber,
  people,
  onDone,
}: {
  staffNumber: string
  people: readonly { number: string; name: string }[]
  onDone: (session: SessionView) => void
}) {
  const { t } = useTranslation(['sign-in', 'words'])
  const words = useErrorWords()
  const check = useFieldCheck()
  const pinField = useRef<HTMLInputElement>(null)
  const form = useForm({
    initialValues: { staffNumber, pin: '' },
    validate: { staffNumber: check(staffNumberSchema), pin: check(pinSchema) },
  })
  const signIn = useMutation({
    ...useTRPC().session.signIn.mutationOptions(),
    onSuccess: (session) => onDone(session),
    onError: (error) => {
      form.setFieldValue('pin', '')
      const desk = deskErrorOf(error)
      if (desk?.key === 'wrong_pin') form.setFieldError('pin', words.ofDesk(desk))
      pinField.current?.focus()
    },
  })
  const name = people.find((person) => person.number === form.values.staffNumber)?.name
  const refused = deskErrorOf(signIn.error)?.key === 'wrong_pin'
  return (
    <form
      className={classes.form}
      onSubmit={form.onSubmit((values) => signIn.mutate(values), focusFirstError(form))}
      noValidate
    >
      <Autocomplete
        label={t('words:staffNumber')}
        description={name ?? t('numberHint')}
        data={people.map((person) => person.number)}
        filter={({ search, options }) =>
          search.trim() === '' || people.some((person) => person.number === search)
            ? []
            : options.filter((option) => {
                if (!('value' in option)) return false
                const found = people.find((person) => person.number === option.value)
                return option.value.startsWith(search) || (found?.name.includes(search) ?? false)
              })
        }
        renderOption={({ option }) =>
          `${option.value} ${people.find((person) => person.number === option.value)?.name ?? ''}`
        }
        autoComplete="username"
        data-autofocus={staffNumber === '' || undefined}
        autoFocus={staffNumber === ''}
        maxLength={12}
        {...form.getInputProps('staffNumber')}
      />
      <PasswordInput
        ref={pinField}
        label={t('words:pin')}
        inputMode="numeric"
        autoComplete="current-password"
        data-autofocus={staffNumber !== '' || undefined}
        autoFocus={staffNumber !== ''}
        maxLength={12}
        visibilityToggleButtonProps={{ 'aria-label': t('showPin') }}
        {...form.getInputProps('pin')}
      />
      {refused ? null : <ProblemNotice problem={problemOf(signIn.error)} />}
      <Button type="submit" loading={signIn.isPending}>
        {t('enter')}
      </Button>
    </form>
  )
}
