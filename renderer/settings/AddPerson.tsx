import { Button, Group, Modal, PasswordInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { pinSchema, requiredText, staffNumberSchema, textLimits } from '../../domain/text.ts'
import type { Department, Role } from '../../domain/vocabulary.ts'
import { useCommand } from '../api/command.ts'
import { useTRPCClient } from '../api/trpc.ts'
import { useErrorWords } from '../i18n/error-words.ts'
import { useFieldCheck } from '../i18n/field-check.ts'
import { focusFirstError } from '../parts/focus-first-error.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { RoleFields } from './RoleFields.tsx'
import classes from './settings.module.css'

/** Add a member of staff with a first PIN. */
export function AddPerson({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['settings', 'words', 'sign-in'])
  const check = useFieldCheck()
  const words = useErrorWords()
  const form = useForm<{
    number: string
    name: string
    role: Role
    department: Department | null
    pin: string
  }>({
    initialValues: { number: '', name: '', role: 'clerk', department: null, pin: '' },
    validate: {
      number: check(staffNumberSchema),
      name: check(requiredText(textLimits.name)),
      department: (value, values) =>
        values.role === 'department' && value === null ? t('staff.departmentNeeded') : null,
      pin: check(pinSchema),
    },
  })
  const add = useCommand(useTRPCClient().staff.add.mutate, {
    onDone: (person) => {
      notifications.show({ message: t('staff.added', { name: person.name }) })
      onClose()
    },
  })
  const send = form.onSubmit((values) => void add.run(values), focusFirstError(form))
  const refused = (field: string) =>
    add.problem?.kind === 'refused' && add.problem.desk.field === field
      ? words.ofDesk(add.problem.desk)
      : undefined
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('staff.add')}
      closeButtonProps={{ 'aria-label': t('words:do.close') }}
    >
      <form className={classes.form} onSubmit={send} noValidate>
        <TextInput
          label={t('words:staffNumber')}
          data-autofocus
          autoComplete="off"
          maxLength={12}
          {...form.getInputProps('number')}
          error={form.errors.number ?? refused('number')}
        />
        <TextInput
          label={t('staff.name')}
          autoComplete="off"
          maxLength={textLimits.name}
          {...form.getInputProps('name')}
          error={form.errors.name ?? refused('name')}
        />
        <RoleFields
          role={form.values.role}
          department={form.values.department}
          departmentError={form.errors.department ?? refused('department')}
          onChange={(role, department) => form.setValues({ role, department })}
        />
        <PasswordInput
          label={t('staff.firstPin')}
          description={t('staff.firstPinHint')}
          inputMode="numeric"
          autoComplete="new-password"
          maxLength={12}
          visibilityToggleButtonProps={{ 'aria-label': t('sign-in:showPin') }}
          {...form.getInputProps('pin')}
        />
        <ProblemNotice problem={add.problem} onSendAgain={send} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('words:do.cancel')}
          </Button>
          <Button type="submit" loading={add.pending}>
            {t('staff.addNow')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
