import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { pinSchema, requiredText, staffNumberSchema, storeCodeSchema, textLimits } from '../../domain/text.ts'
import { useCommand } from '../api/command.ts'
import { useTRPCClient } from '../api/trpc.ts'
import { useErrorWords } from '../i18n/error-words.ts'
import { useFieldCheck } from '../i18n/field-check.ts'
import { focusFirstError } from '../parts/focus-first-error.ts'
import { PlaceTitle } from '../parts/PlaceTitle.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import classes from './sign-in.module.css'
import { Threshold } from './Threshold.tsx'

/**
 * The first start: the store and its manager, who is then signed in.
 * @param onDone gets the session's token
 */
export function FirstStart({ onDone }: { onDone: (token: string) => void }) {
  const { t } = useTranslation(['sign-in', 'words'])
  const check = useFieldCheck()
  const words = useErrorWords()
  const desk = useTRPCClient()
  const setup = useCommand(desk.desk.setup.mutate, { onDone: (session) => onDone(session.token) })
  const form = useForm({
    initialValues: {
      storeCode: '',
      storeName: '',
      managerNumber: '',
      managerName: '',
      pin: '',
      pinAgain: '',
    },
    validate: {
      storeCode: check(storeCodeSchema),
      storeName: check(requiredText(textLimits.name)),
      managerNumber: check(staffNumberSchema),
      managerName: check(requiredText(textLimits.name)),
      pin: check(pinSchema),
      pinAgain: (value, values) => (value === values.pin ? null : t('first.pinsDiffer')),
    },
  })

  async function send() {
    const { pinAgain: _, ...entered } = form.values
    await setup.run(entered)
  }

  const refused = setup.problem?.kind === 'refused' ? setup.problem.desk : null
  const errorOf = (field: string, own: ReactNode) =>
    refused !== null && refused.field === field ? words.ofDesk(refused) : own
  const input = (field: keyof typeof form.values) => {
    const props = form.getInputProps(field)
    return { ...props, error: errorOf(field, props.error) }
  }
  return (
    <Threshold wide>
      <PlaceTitle title={t('first.title')} />
      <div>{t('first.text')}</div>
      <form
        className={`${classes.form} ${classes.pairs}`}
        onSubmit={form.onSubmit(send, focusFirstError(form))}
        noValidate
      >
        <TextInput
          label={t('first.storeCode')}
          description={t('first.storeCodeHint')}
          autoFocus
          maxLength={12}
          {...input('storeCode')}
          onChange={(event) => form.setFieldValue('storeCode', event.currentTarget.value.toUpperCase())}
        />
        <TextInput
          label={t('first.storeName')}
          description={t('first.storeNameHint')}
          maxLength={textLimits.name}
          {...input('storeName')}
        />
        <TextInput
          label={t('first.managerNumber')}
          description={t('first.managerNumberHint')}
          autoComplete="off"
          maxLength={12}
          {...input('managerNumber')}
        />
        <TextInput
          label={t('first.managerName')}
          description={t('first.managerNameHint')}
          autoComplete="off"
          maxLength={textLimits.name}
          {...input('managerName')}
        />
        <PasswordInput
          label={t('first.pin')}
          description={t('first.pinHint')}
          inputMode="numeric"
          autoComplete="new-password"
          maxLength={12}
          visibilityToggleButtonProps={{ 'aria-label': t('showPin') }}
          {...input('pin')}
        />
        <PasswordInput
          label={t('first.pinAgain')}
          description={t('first.pinAgainHint')}
          inputMode="numeric"
          autoComplete="new-password"
          maxLength={12}
          visibilityToggleButtonProps={{ 'aria-label': t('showPin') }}
          {...input('pinAgain')}
        />
        {setup.problem === null ? null : (
          <div className={classes.whole}>
            <ProblemNotice problem={setup.problem} onSendAgain={() => void send()} />
          </div>
        )}
        <Button type="submit" className={classes.whole} loading={setup.pending}>
          {t('first.begin')}
        </Button>
      </form>
    </Threshold>
  )
}
