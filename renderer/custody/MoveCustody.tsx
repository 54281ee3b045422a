import { Autocomplete, Button } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { requiredText, textLimits } from '../../domain/text.ts'
import type { CustodyView } from '../../electron/desk/case-views.ts'
import { useCommand } from '../api/command.ts'
import { useTRPCClient } from '../api/trpc.ts'
import { useFieldCheck } from '../i18n/field-check.ts'
import { showRecorded } from '../intake/recorded-notice.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import classes from './custody.module.css'
import { placesInUse } from './custody-form.ts'

interface MoveCustodyProps {
  readonly custody: CustodyView
  readonly here: readonly CustodyView[]
  readonly onDone: () => void
  readonly onCancel: () => void
}

/** Say where it lies from now on. */
export function MoveCustody({ custody, here, onDone, onCancel }: MoveCustodyProps) {
  const { t } = useTranslation(['custody', 'words'])
  const check = useFieldCheck()
  const [place, setPlace] = useState('')
  const [error, setError] = useState<string | null>(null)
  const command = useCommand(useTRPCClient().custody.move.mutate, {
    onDone: (moved) => {
      showRecorded(t('move.done', { number: moved.number, place: moved.place }))
      onDone()
    },
  })

  function send(event?: FormEvent): void {
    event?.preventDefault()
    const wrong = check(requiredText(textLimits.short))(place)
    setError(wrong)
    if (wrong === null && !command.pending)
      void command.run({ id: custody.id, seenVersion: custody.version, place })
  }

  return (
    <form className={classes.act} onSubmit={send} noValidate>
      <Autocomplete
        label={t('move.place')}
        description={t('move.now', { place: custody.place })}
        autoComplete="off"
        autoFocus
        data={placesInUse(here).filter((each) => each !== custody.place)}
        value={place}
        onChange={setPlace}
        error={error}
      />
      <ProblemNotice problem={command.problem} onSendAgain={() => send()} />
      <div className={classes.buttons}>
        <Button type="submit" loading={command.pending}>
          {t('move.title')}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {t('words:do.cancel')}
        </Button>
      </div>
    </form>
  )
}
