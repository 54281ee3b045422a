import { Button, Group, Modal, PasswordInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { pinSchema } from '../../domain/text.ts'
import type { StaffView } from '../../electron/desk/views.ts'
import { useCommand } from '../api/command.ts'
import { useTRPCClient } from '../api/trpc.ts'
import { useErrorWords } from '../i18n/error-words.ts'
import { useFieldCheck } from '../i18n/field-check.ts'
import { focusFirstError } from '../parts/focus-first-error.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import classes from './settings.module.css'

/** The manager gives somebody a new PIN, with their own. */
export function ResetPin({ person, onClose }: { person: StaffView; onClose: () => void }) {
  const { t } = useTranslation(['settings', 'words', 'sign-in'])
  const check = useFieldCheck()
  const words = useErrorWords()
  const form = useForm({
    initialValues: { newPin: '', managerPin: '' },
    validate: { newPin: check(pinSchema), managerPin: check(pinSchema) },
  })
  const reset = useCommand(useTRPCClient().staff.resetPin.mutate, {
    onDone: () => {
      notifications.show({ message: t('staff.pinReset', { name: person.name }) })
      onClose()
    },
  })
  const wrongPin =
    reset.problem?.kind === 'refused' && reset.problem.desk.key === 'wrong_pin'
      ? words.ofDesk(reset.problem.desk)
      : undefined
  const send = form.onSubmit((values) => void reset.run({ id: person.id, ...values }), focusFirstError(form))
  const pin = {
    inputMode: 'numeric',
    maxLength: 12,
    visibilityToggleButtonProps: { 'aria-label': t('sign-in:showPin') },
  } as const
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('staff.resetPinTitle', { name: person.name, number: person.number })}
      closeButtonProps={{ 'aria-label': t('words:do.close') }}
    >
      <form className={classes.form} onSubmit={send} noValidate>
        <PasswordInput
          {...pin}
          label={t('staff.newPin')}
          description={t('staff.newPinHint')}
          data-autofocus
          autoComplete="new-password"
          {...form.getInputProps('newPin')}
        />
        <PasswordInput
          {...pin}
          label={t('staff.managerPin')}
          autoComplete="current-password"
          {...form.getInputProps('managerPin')}
          error={form.errors.managerPin ?? wrongPin}
        />
        {wrongPin === undefined ? <ProblemNotice problem={reset.problem} onSendAgain={send} /> : null}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('words:do.cancel')}
          </Button>
          <Button type="submit" loading={reset.pending}>
            {t('staff.resetPin')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
