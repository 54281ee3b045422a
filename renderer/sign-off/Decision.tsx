import { Button, Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { pinSchema, requiredText, textLimits } from '../../domain/text.ts'
import type { ComplaintView, ResolutionView } from '../../electron/desk/views.ts'
import { useCommand } from '../api/command.ts'
import { useTRPCClient } from '../api/trpc.ts'
import { PinField } from '../complaint/actions/PinField.tsx'
import { useErrorWords } from '../i18n/error-words.ts'
import { useFieldCheck } from '../i18n/field-check.ts'
import { showRecorded } from '../intake/recorded-notice.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import classes from './sign-off.module.css'

interface DecisionProps {
  readonly complaint: ComplaintView
  readonly resolution: ResolutionView
  readonly onDone: () => void
}

/** Sign with the PIN, or send back with a reason; who may not sign reads why. */
export function Decision({ complaint, resolution, onDone }: DecisionProps) {
  const { t } = useTranslation('sign-off')
  const words = useErrorWords()
  const check = useFieldCheck()
  const desk = useTRPCClient()
  const queryClient = useQueryClient()
  const busy = useRef(false)
  const [pin, setPin] = useState('')
  const [reason, setReason] = useState('')
  const [returning, setReturning] = useState(false)
  const [own, setOwn] = useState<{ pin?: string | null; reason?: string | null }>({})
  const command = useCommand(desk.complaints.act.mutate, {
    onDone: (recorded) => {
      const words = recorded.state === 'proposing' ? 'done.returned' : `done.${recorded.state}`
      showRecorded(t(words, { number: recorded.number }))
      onDone()
    },
  })
  const offer = (action: string) => complaint.offers.find((each) => each.action === action)
  const sign = offer('sign')
  const back = offer('return_for_rework')
  const maySign = sign !== undefined && sign.missing.length === 0
  const refused = command.problem?.kind === 'refused' ? command.problem.desk : null
  const atPin = refused !== null && refused.field?.endsWith('pin') === true

  useEffect(() => {
    if (refused?.code === 'stale') void queryClient.invalidateQueries()
  }, [refused, queryClient])

  async function send(action: 'sign' | 'return_for_rework', input: object): Promise<void> {
    if (busy.current) return
    busy.current = true
    try {
      await command.run({ complaintId: complaint.id, seenVersion: complaint.version, action, input })
    } finally {
      busy.current = false
      setPin('')
    }
  }

  function onSign(event: FormEvent): void {
    event.preventDefault()
    const error = check(pinSchema)(pin)
    setOwn({ pin: error })
    if (error === null) void send('sign', { resolutionId: resolution.id, pin })
  }

  function onReturn(event: FormEvent): void {
    event.preventDefault()
    const error = check(requiredText(textLimits.line))(reason)
    setOwn({ reason: error })
    if (error === null) void send('return_for_rework', { reason })
  }

  return (
    <div className={classes.decision}>
      {maySign && (
        <form onSubmit={onSign} className={classes.sign} noValidate>
          <PinField
            label={t('pin')}
            value={pin}
            onChange={(event) => {
              setPin(event.currentTarget.value)
              setOwn({})
            }}
            error={own.pin ?? (atPin && pin === '' ? words.ofDesk(refused) : null)}
            autoFocus
          />
          <Button type="submit" loading={command.pending}>
            {t('words:action.sign')}
          </Button>
        </form>
      )}
      {sign?.missing.map((condition) => (
        <p key={condition} className={classes.blocked}>
          {t(`words:condition.${condition}`)}
        </p>
      ))}
      {sign === undefined && <p className={classes.blocked}>{t('notYours')}</p>}
      {back !== undefined && back.missing.length === 0 && !returning && (
        <Button variant="default" onClick={() => setReturning(true)}>
          {t('words:action.return_for_rework')}
        </Button>
      )}
      {returning && (
        <form
          onSubmit={onReturn}
          className={classes.back}
          noValidate
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onReturn(event)
          }}
        >
          <Textarea
            label={t('reason')}
            autosize
            minRows={3}
            autoFocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={own.reason}
          />
          <div className={classes.buttons}>
            <Button type="submit" loading={command.pending}>
              {t('words:action.return_for_rework')}
            </Button>
            <Button variant="default" onClick={() => setReturning(false)}>
              {t('words:do.cancel')}
            </Button>
          </div>
        </form>
      )}
      {!atPin && <ProblemNotice problem={command.problem} />}
    </div>
  )
}
