import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CustodyEnd, custodyEnds } from '../../domain/case/input.ts'
import { optionalText, requiredText, textLimits } from '../../domain/text.ts'
import type { CustodyView } from '../../electron/desk/case-views.ts'
import { useCommand } from '../api/command.ts'
import { useTRPCClient } from '../api/trpc.ts'
import { useFieldCheck } from '../i18n/field-check.ts'
import { showRecorded } from '../intake/recorded-notice.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import classes from './custody.module.css'

interface EndCustodyProps {
  readonly custody: CustodyView
  readonly onDone: () => void
  readonly onCancel: () => void
}

/** It leaves the desk: how, and to whom. */
export function EndCustody({ custody, onDone, onCancel }: EndCustodyProps) {
  const { t } = useTranslation(['custody', 'words'])
  const check = useFieldCheck()
  const [how, setHow] = useState<CustodyEnd>('returned_to_customer')
  const [to, setTo] = useState(custody.customer.anonymous ? '' : custody.customer.name)
  const [error, setError] = useState<string | null>(null)
  const command = useCommand(useTRPCClient().custody.end.mutate, {
    onDone: (ended) => {
      showRecorded(t('end.done', { number: ended.number }))
      onDone()
    },
  })

  function choose(code: string): void {
    const next = custodyEnds.find((each) => each === code)
    if (next === undefined) return
    setHow(next)
    // The customer's name is no shelf and no repairer.
    if (to === custody.customer.name && next !== 'returned_to_customer') setTo('')
  }

  function send(event?: FormEvent): void {
    event?.preventDefault()
    const text = how === 'returned_to_customer' ? requiredText : optionalText
    const wrong = check(text(textLimits.short))(to)
    setError(wrong)
    if (wrong === null && !command.pending)
      void command.run({ id: custody.id, seenVersion: custody.version, how, to })
  }

  return (
    <form className={classes.act} onSubmit={send} noValidate>
      <NativeSelect
        label={t('end.how')}
        autoFocus
        value={how}
        onChange={(event) => choose(event.currentTarget.value)}
        data={custodyEnds.map((each) => ({ value: each, label: t(`words:custodyEnd.${each}`) }))}
      />
      <TextInput
        label={t('end.to')}
        description={t(how === 'returned_to_customer' ? 'end.toCustomerHint' : 'end.toHint')}
        autoComplete="off"
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
        error={error}
      />
      {custody.caseNumber === null ? null : (
        <p className={classes.note}>{t('end.ofCase', { number: custody.caseNumber })}</p>
      )}
      <ProblemNotice problem={command.problem} onSendAgain={() => send()} />
      <div className={classes.buttons}>
        <Button type="submit" loading={command.pending}>
          {t('end.title')}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {t('words:do.cancel')}
        </Button>
      </div>
    </form>
  )
}
