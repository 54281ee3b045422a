import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../api/command.ts'
import { useTRPCClient } from '../api/trpc.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import type { FormProps } from './CustomerDrawer.tsx'
import classes from './customer.module.css'

/** The customer agrees that their data is kept beyond the matter at hand, or takes it back. */
export function Consent({ page, onDone, onCancel }: FormProps) {
  const { t } = useTranslation('customer')
  const [seen] = useState({ version: page.version, given: page.consent.given })
  const command = useCommand(useTRPCClient().customers.consent.mutate, { onDone })
  const send = () => {
    if (!command.pending)
      void command.run({ id: page.customer.id, seenVersion: seen.version, given: !seen.given })
  }
  return (
    <div className={classes.act}>
      <p className={classes.note}>{t(seen.given ? 'text.consent_off' : 'text.consent')}</p>
      <ProblemNotice problem={command.problem} onSendAgain={send} />
      <div className={classes.buttons}>
        <Button data-autofocus loading={command.pending} onClick={send}>
          {t('do.record')}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {t('words:do.cancel')}
        </Button>
      </div>
    </div>
  )
}
