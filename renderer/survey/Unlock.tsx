import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { pinSchema } from '../../domain/text.ts'
import { problemOf } from '../api/command.ts'
import { deskErrorOf } from '../api/errors.ts'
import { useTRPC } from '../api/trpc.ts'
import { PinField } from '../complaint/actions/PinField.tsx'
import { paths } from '../frame/places.ts'
import { useErrorWords } from '../i18n/error-words.ts'
import { useFieldCheck } from '../i18n/field-check.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import classes from './survey.module.css'

/** The staff's way back to the desk: to the complaint, where what was answered stands. */
export function Unlock({
  staffName,
  onCancel,
}: {
  readonly staffName: string
  readonly onCancel: () => void
}) {
  const { t } = useTranslation(['survey', 'words'])
  const words = useErrorWords()
  const check = useFieldCheck()
  const queryClient = useQueryClient()
  const [pin, setPin] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const unlock = useMutation({
    ...useTRPC().survey.unlock.mutationOptions(),
    onSuccess: ({ complaintId }) => {
      // The address may say anything by now; the complaint is where they left off.
      window.history.replaceState(null, '', `#${paths.complaint(complaintId)}`)
      void queryClient.resetQueries()
    },
    onError: (error) => {
      setPin('')
      const desk = deskErrorOf(error)
      setWrong(desk?.field === 'pin' ? words.ofDesk(desk) : null)
    },
  })
  const told = wrong !== null
  return (
    <form
      className={classes.unlock}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        const unfit = check(pinSchema)(pin)
        setWrong(unfit)
        if (unfit === null && !unlock.isPending) unlock.mutate({ pin })
      }}
    >
      <PinField
        label={t('screen.pin', { name: staffName })}
        value={pin}
        error={wrong}
        autoFocus
        onChange={(event) => setPin(event.currentTarget.value)}
      />
      {told ? null : <ProblemNotice problem={problemOf(unlock.error)} />}
      <Button type="submit" loading={unlock.isPending}>
        {t('screen.open')}
      </Button>
      <Button variant="default" onClick={onCancel}>
        {t('words:do.cancel')}
      </Button>
    </form>
  )
}
