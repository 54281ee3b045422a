import { Button, Textarea } from '@mantine/core'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { pinSchema, requiredText, textLimits } from '../../domain/text.ts'
import type { AuthorisationView } from '../../electron/desk/case-views.ts'
import { useCommand } from '../api/command.ts'
import { useTRPCClient } from '../api/trpc.ts'
import { PinField } from '../complaint/actions/PinField.tsx'
import { useErrorWords } from '../i18n/error-words.ts'
import { useFieldCheck } from '../i18n/field-check.ts'
import { focusFirstError } from '../intake/field-errors.ts'
import { showRecorded } from '../intake/recorded-notice.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import classes from './authorisations.module.css'

interface RevokeAuthorisationProps {
  readonly authorisation: AuthorisationView
  readonly onDone: () => void
  readonly onCancel: () => void
}

/** Take a signed authorisation back, with the reason and the manager's PIN. */
export function RevokeAuthorisation({ authorisation, onDone, onCancel }: RevokeAuthorisationProps) {
  const { t } = useTranslation(['authorisations', 'words'])
  const check = useFieldCheck()
  const words = useErrorWords()
  const element = useRef<HTMLFormElement>(null)
  const [reason, setReason] = useState('')
  const [pin, setPin] = useState('')
  const [own, setOwn] = useState<{ reason?: string | null; pin?: string | null }>({})
  const command = useCommand(useTRPCClient().authorisations.revoke.mutate, {
    onDone: (revoked) => {
      showRecorded(t('revoke.done', { number: revoked.number }))
      onDone()
    },
  })
  const refused = command.problem?.kind === 'refused' ? command.problem.desk : null
  const atPin = refused?.field === 'pin'

  // biome-ignore lint/correctness/useExhaustiveDependencies: once per refusal, not per rendering
  useEffect(() => {
    if (atPin) focusFirstError(element.current)
  }, [refused])

  async function send(event?: FormEvent): Promise<void> {
    event?.preventDefault()
    const wrong = { reason: check(requiredText(textLimits.line))(reason), pin: check(pinSchema)(pin) }
    setOwn(wrong)
    if (wrong.reason !== null || wrong.pin !== null) focusFirstError(element.current)
    if (wrong.reason !== null || wrong.pin !== null || command.pending) return
    await command.run({ id: authorisation.id, reason, pin })
    setPin('')
  }

  return (
    <form ref={element} className={classes.act} onSubmit={(event) => void send(event)} noValidate>
      <p className={classes.note}>{t('revoke.text')}</p>
      <Textarea
        label={t('revoke.reason')}
        autosize
        minRows={2}
        autoFocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={own.reason}
      />
      <PinField
        label={t('pin')}
        value={pin}
        onChange={(event) => {
          setPin(event.currentTarget.value)
          setOwn({})
        }}
        error={own.pin ?? (atPin && pin === '' ? words.ofDesk(refused) : null)}
      />
      {atPin ? null : <ProblemNotice problem={command.problem} onSendAgain={() => void send()} />}
      <div className={classes.buttons}>
        <Button type="submit" color="red" loading={command.pending}>
          {t('revoke.title')}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {t('words:do.cancel')}
        </Button>
      </div>
    </form>
  )
}
