import { Button, PasswordInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { pinSchema } from '../../domain/text.ts'
import { problemOf } from '../api/command.ts'
import { deskErrorOf } from '../api/errors.ts'
import { useTRPC } from '../api/trpc.ts'
import { useErrorWords } from '../i18n/error-words.ts'
import { useFieldCheck } from '../i18n/field-check.ts'
import { focusFirstError } from '../parts/focus-first-error.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import classes from './settings.module.css'

/** Change one's own PIN, with the old one. */
export function MyPin() {
  const { t } = useTranslation(['settings', 'sign-in'])
  const check = useFieldCheck()
  const words = useErrorWords()
  const form = useForm({
    initialValues: { oldPin: '', newPin: '', again: '' },
    validate: {
      oldPin: check(pinSchema),
      newPin: check(pinSchema),
      again: (value, values) => (value === values.newPin ? null : t('sign-in:first.pinsDiffer')),
    },
  })
  const change = useMutation({
    ...useTRPC().session.changePin.mutationOptions(),
    onSuccess: () => {
      form.reset()
      notifications.show({ message: t('myPin.saved') })
    },
    onError: (error) => {
      const desk = deskErrorOf(error)
      if (desk?.key === 'wrong_pin') form.setFieldError('oldPin', words.ofDesk(desk))
    },
  })
  const send = form.onSubmit(({ oldPin, newPin }) => change.mutate({ oldPin, newPin }), focusFirstError(form))
  const shown = deskErrorOf(change.error)?.key === 'wrong_pin' ? null : problemOf(change.error)
  const pin = {
    inputMode: 'numeric',
    maxLength: 12,
    visibilityToggleButtonProps: { 'aria-label': t('sign-in:showPin') },
  } as const
  return (
    <form className={classes.form} onSubmit={send} noValidate>
      <PasswordInput
        {...pin}
        label={t('myPin.old')}
        autoComplete="current-password"
        {...form.getInputProps('oldPin')}
      />
      <PasswordInput
        {...pin}
        label={t('myPin.new')}
        description={t('myPin.newHint')}
        autoComplete="new-password"
        {...form.getInputProps('newPin')}
      />
      <PasswordInput
        {...pin}
        label={t('myPin.again')}
        autoComplete="new-password"
        {...form.getInputProps('again')}
      />
      <ProblemNotice problem={shown} onSendAgain={send} />
      <Button type="submit" loading={change.isPending}>
        {t('myPin.change')}
      </Button>
    </form>
  )
}
