import { Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { requiredText, textLimits } from '../../domain/text.ts'
import { useCommand } from '../api/command.ts'
import { useTRPCClient } from '../api/trpc.ts'
import { useFieldCheck } from '../i18n/field-check.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { switchesOff } from './action-word.ts'
import type { FormProps } from './CustomerDrawer.tsx'
import classes from './customer.module.css'
import { FormButtons } from './FormButtons.tsx'

/** Do-not-call or legal hold, on or off, with the reason. */
export function SwitchWithReason({
  page,
  action,
  onDone,
  onCancel,
}: FormProps & { readonly action: 'do_not_call' | 'legal_hold' }) {
  const { t } = useTranslation('customer')
  const check = useFieldCheck()
  const desk = useTRPCClient()
  const [seen] = useState({ version: page.version, off: switchesOff(action, page) })
  const [reason, setReason] = useState('')
  const [error, setError] = useState<string | null>(null)
  const send = action === 'do_not_call' ? desk.customers.doNotCall.mutate : desk.customers.legalHold.mutate
  const command = useCommand(send, { onDone })

  function submit(event?: FormEvent): void {
    event?.preventDefault()
    const wrong = check(requiredText(textLimits.line))(reason)
    setError(wrong)
    if (wrong === null && !command.pending)
      void command.run({ id: page.customer.id, seenVersion: seen.version, on: !seen.off, reason })
  }

  return (
    <form className={classes.act} onSubmit={submit} noValidate>
      <p className={classes.note}>{t(`text.${action}${seen.off ? '_off' : ''}`)}</p>
      <Textarea
        label={t('field.reason')}
        required
        autosize
        minRows={2}
        data-autofocus
        value={reason}
        error={error}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <ProblemNotice problem={command.problem} onSendAgain={() => submit()} />
      <FormButtons word={t('do.record')} pending={command.pending} onCancel={onCancel} />
    </form>
  )
}
