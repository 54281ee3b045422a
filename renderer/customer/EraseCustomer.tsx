import { Radio, Stack } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { pinSchema } from '../../domain/text.ts'
import { useCommand } from '../api/command.ts'
import { useTRPCClient } from '../api/trpc.ts'
import { PinField } from '../complaint/actions/PinField.tsx'
import { useErrorWords } from '../i18n/error-words.ts'
import { useFieldCheck } from '../i18n/field-check.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import type { FormProps } from './CustomerDrawer.tsx'
import classes from './customer.module.css'
import { FormButtons } from './FormButtons.tsx'

const bases = ['customer_asked', 'consent_withdrawn'] as const

/** The manager erases a customer who asks for it: basis and PIN. It cannot be undone. */
export function EraseCustomer({ page, onDone, onCancel }: FormProps) {
  const { t } = useTranslation('customer')
  const check = useFieldCheck()
  const words = useErrorWords()
  const [basis, setBasis] = useState<(typeof bases)[number]>('customer_asked')
  const [pin, setPin] = useState('')
  const [error, setError] = useState<string | null>(null)
  const command = useCommand(useTRPCClient().customers.eraseNow.mutate, { onDone })
  const refused = command.problem?.kind === 'refused' ? command.problem.desk : null
  const atPin = refused?.field === 'pin'

  async function send(event?: FormEvent): Promise<void> {
    event?.preventDefault()
    const wrong = check(pinSchema)(pin)
    setError(wrong)
    if (wrong !== null || command.pending) return
    await command.run({ id: page.customer.id, basis, pin })
    setPin('')
  }

  return (
    <form className={classes.act} onSubmit={(event) => void send(event)} noValidate>
      <p className={classes.note}>{t('text.erase')}</p>
      <Radio.Group
        label={t('field.basis')}
        value={basis}
        onChange={(value) => setBasis(bases.find((each) => each === value) ?? 'customer_asked')}
      >
        <Stack gap={8} mt={4}>
          {bases.map((each) => (
            <Radio key={each} value={each} label={t(`basis.${each}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <PinField
        label={t('field.pin')}
        data-autofocus
        value={pin}
        onChange={(event) => {
          setPin(event.currentTarget.value)
          setError(null)
        }}
        error={error ?? (atPin && pin === '' ? words.ofDesk(refused) : null)}
      />
      {atPin ? null : <ProblemNotice problem={command.problem} onSendAgain={() => void send()} />}
      <FormButtons word={t('do.erase')} pending={command.pending} destroys onCancel={onCancel} />
    </form>
  )
}
