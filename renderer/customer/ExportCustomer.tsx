import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CustomerExport } from '../../electron/desk/customer-views.ts'
import { useCommand } from '../api/command.ts'
import { useTRPCClient } from '../api/trpc.ts'
import { useFormat } from '../i18n/format.ts'
import { currentLanguage } from '../i18n/i18n.ts'
import { showRecorded } from '../intake/recorded-notice.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import type { FormProps } from './CustomerDrawer.tsx'
import classes from './customer.module.css'
import { exportPage } from './export-page.ts'

/** Hands a made file to the browser's own saving. */
function save(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has taken its own copy by the next turn of the loop.
  setTimeout(() => URL.revokeObjectURL(url), 0)
}

/** A customer's own data on request: prepared once, which is recorded, then saved in either form. */
export function ExportCustomer({ page, onCancel }: FormProps) {
  const { t } = useTranslation(['customer', 'words'])
  const format = useFormat()
  const [made, setMade] = useState<CustomerExport | null>(null)
  const command = useCommand(useTRPCClient().customers.export.mutate, {
    onDone: (given) => {
      setMade(given)
      showRecorded(t('done.export'))
    },
  })
  const prepare = () => {
    if (!command.pending) void command.run({ id: page.customer.id })
  }
  const name = (given: CustomerExport) => t('export.file', { at: format.date(given.exportedAt) })
  return (
    <div className={classes.act}>
      <p className={classes.note}>{t('text.export')}</p>
      <p className={`${classes.note} ${classes.dim}`}>{t('text.exportNot')}</p>
      <ProblemNotice problem={command.problem} onSendAgain={prepare} />
      {made === null ? (
        <div className={classes.buttons}>
          <Button data-autofocus loading={command.pending} onClick={prepare}>
            {t('do.prepare')}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {t('words:do.cancel')}
          </Button>
        </div>
      ) : (
        <div className={classes.buttons}>
          <Button
            autoFocus
            onClick={() =>
              save(
                `${name(made)}.html`,
                'text/html',
                exportPage(made, {
                  t: (key, params) => t(key, params ?? {}),
                  format,
                  lang: currentLanguage(),
                }),
              )
            }
          >
            {t('do.saveHtml')}
          </Button>
          <Button
            variant="default"
            onClick={() => save(`${name(made)}.json`, 'application/json', JSON.stringify(made, null, 2))}
          >
            {t('do.saveJson')}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {t('words:do.close')}
          </Button>
        </div>
      )}
    </div>
  )
}
