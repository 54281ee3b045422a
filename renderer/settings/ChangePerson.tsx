import { Button, Group, Modal, Switch, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { requiredText, textLimits } from '../../domain/text.ts'
import type { StaffView } from '../../electron/desk/views.ts'
import { useCommand } from '../api/command.ts'
import { useMe } from '../api/me.tsx'
import { useTRPCClient } from '../api/trpc.ts'
import { useFieldCheck } from '../i18n/field-check.ts'
import { focusFirstError } from '../parts/focus-first-error.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { RoleFields } from './RoleFields.tsx'
import classes from './settings.module.css'

/** Change a person's name, role and department, or note that they have left. */
export function ChangePerson({ person, onClose }: { person: StaffView; onClose: () => void }) {
  const { t } = useTranslation(['settings', 'words'])
  const me = useMe()
  const check = useFieldCheck()
  const form = useForm({
    initialValues: {
      name: person.name,
      role: person.role,
      department: person.department,
      active: person.active,
    },
    validate: {
      name: check(requiredText(textLimits.name)),
      department: (value, values) =>
        values.role === 'department' && value === null ? t('staff.departmentNeeded') : null,
    },
  })
  const change = useCommand(useTRPCClient().staff.change.mutate, {
    onDone: (changed) => {
      notifications.show({ message: t('staff.changed', { name: changed.name }) })
      onClose()
    },
  })
  const send = form.onSubmit((values) => void change.run({ id: person.id, ...values }), focusFirstError(form))
  const isMe = person.id === me.staff.id
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('staff.changeTitle', { name: person.name, number: person.number })}
      closeButtonProps={{ 'aria-label': t('words:do.close') }}
    >
      <form className={classes.form} onSubmit={send} noValidate>
        <TextInput
          label={t('staff.name')}
          data-autofocus
          autoComplete="off"
          maxLength={textLimits.name}
          {...form.getInputProps('name')}
        />
        <RoleFields
          role={form.values.role}
          department={form.values.department}
          departmentError={form.errors.department}
          onChange={(role, department) => form.setValues({ role, department })}
        />
        <Switch
          label={t('staff.worksHere')}
          description={isMe ? t('staff.notYourself') : t('staff.worksHereHint')}
          disabled={isMe}
          {...form.getInputProps('active', { type: 'checkbox' })}
        />
        <ProblemNotice problem={change.problem} onSendAgain={send} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('words:do.cancel')}
          </Button>
          <Button type="submit" loading={change.pending} disabled={!form.isDirty()}>
            {t('words:do.save')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
