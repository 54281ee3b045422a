import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { requiredText, textLimits } from '../../domain/text.ts'
import { useCommand } from '../api/command.ts'
import { useMe } from '../api/me.tsx'
import { useTRPCClient } from '../api/trpc.ts'
import { useFieldCheck } from '../i18n/field-check.ts'
import { focusFirstError } from '../parts/focus-first-error.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { OnlyManager } from './OnlyManager.tsx'
import classes from './settings.module.css'

/** The store's name, which the manager may change, and its code, which nobody may. */
export function Store() {
  const { t } = useTranslation(['settings', 'words'])
  const { staff, store } = useMe()
  const check = useFieldCheck()
  const isManager = staff.role === 'manager'
  const form = useForm({
    initialValues: { name: store.name },
    validate: { name: check(requiredText(textLimits.name)) },
  })
  const change = useCommand(useTRPCClient().store.change.mutate, {
    onDone: (changed) => {
      form.setInitialValues({ name: changed.name })
      form.reset()
      notifications.show({ message: t('store.saved') })
    },
  })
  const send = form.onSubmit((values) => void change.run(values), focusFirstError(form))
  return (
    <form className={classes.form} onSubmit={send} noValidate>
      {isManager ? null : <OnlyManager />}
      <TextInput
        label={t('store.name')}
        description={t('store.nameHint')}
        readOnly={!isManager}
        maxLength={textLimits.name}
        {...form.getInputProps('name')}
      />
      <dl className={classes.facts}>
        <dt>{t('store.code')}</dt>
        <dd>{store.code}</dd>
        <dt>{t('store.timeZone')}</dt>
        <dd>{store.timeZone}</dd>
      </dl>
      <ProblemNotice problem={change.problem} onSendAgain={send} />
      {isManager ? (
        <Button type="submit" loading={change.pending} disabled={!form.isDirty()}>
          {t('words:do.save')}
        </Button>
      ) : null}
    </form>
  )
}
