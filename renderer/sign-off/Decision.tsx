import { Button, Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { pinSchema, requiredText, textLimits } from '../../domain/text.ts'
import type { Problem } from '../api/command.ts'
import { PinField } from '../complaint/actions/PinField.tsx'
import { useErrorWords } from '../i18n/error-words.ts'
import { useFieldCheck } from '../i18n/field-check.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import classes from './sign-off.module.css'

interface DecisionProps {
  /** What the table offers the person signed in. */
  readonly offers: readonly { readonly action: string; readonly missing: readonly string[] }[]
  /** Why they may not sign, a sentence each. */
  readonly blocked: readonly string[]
  readonly problem: Problem | null
  readonly pending: boolean
  readonly onSign: (pin: string) => Promise<unknown>
  readonly onReturn: (reason: string) => Promise<unknown>
}

/** Sign with the PIN, or send back with a reason; who may not sign reads why. */
export function Decision({ offers, blocked, problem, pending, onSign, onReturn }: DecisionProps) {
  const { t } = useTranslation('sign-off')
  const words = useErrorWords()
  const check = useFieldCheck()
  const queryClient = useQueryClient()
  const busy = useRef(false)
  const [pin, setPin] = useState('')
  const [reason, setReason] = useState('')
  const [returning, setReturning] = useState(false)
  const [own, setOwn] = useState<{ pin?: string | null; reason?: string | null }>({})
  const offer = (action: string) => offers.find((each) => each.action === action)
  const sign = offer('sign')
  const back = offer('return_for_rework')
  const maySign = sign !== undefined && sign.missing.length === 0
  const refused = problem?.kind === 'refused' ? problem.desk : null
  const atPin = refused !== null && refused.field?.endsWith('pin') === true

  useEffect(() => {
    if (refused?.code === 'stale') void queryClient.invalidateQueries()
  }, [refused, queryClient])

  async function once(send: () => Promise<unknown>): Promise<void> {
    if (busy.current) return
    busy.current = true
    try {
      await send()
    } finally {
      busy.current = false
      setPin('')
    }
  }

  function signNow(event: FormEvent): void {
    event.preventDefault()
    const error = check(pinSchema)(pin)
    setOwn({ pin: error })
    if (error === null) void once(() => onSign(pin))
  }

  function returnNow(event: FormEvent): void {
    event.preventDefault()
    const error = check(requiredText(textLimits.line))(reason)
    setOwn({ reason: error })
    if (error === null) void once(() => onReturn(reason))
  }

  return (
    <div className={classes.decision}>
      {maySign && (
        <form onSubmit={signNow} className={classes.sign} noValidate>
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
          <Button type="submit" loading={pending}>
            {t('words:action.sign')}
          </Button>
        </form>
      )}
      {blocked.map((sentence) => (
        <p key={sentence} className={classes.blocked}>
          {sentence}
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
          onSubmit={returnNow}
          className={classes.back}
          noValidate
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) returnNow(event)
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
            <Button type="submit" loading={pending}>
              {t('words:action.return_for_rework')}
            </Button>
            <Button variant="default" onClick={() => setReturning(false)}>
              {t('words:do.cancel')}
            </Button>
          </div>
        </form>
      )}
      {!atPin && <ProblemNotice problem={problem} />}
    </div>
  )
}
