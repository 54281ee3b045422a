import { Button } from '@mantine/core'
import { IconPrinter, IconTag } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CustodyView } from '../../electron/desk/case-views.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { usePrint } from '../print/print.ts'
import classes from './custody.module.css'

/**
 * The receipt for the customer and the label for the shelf.
 * @param autoFocus where printing is what comes next
 */
export function CustodyPrints({
  custody,
  autoFocus = false,
}: {
  readonly custody: CustodyView
  readonly autoFocus?: boolean
}) {
  const { t } = useTranslation('custody')
  const { print, problem } = usePrint()
  const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const
  return (
    <>
      <div className={classes.buttons}>
        <Button
          variant="default"
          leftSection={<IconPrinter {...icon} />}
          autoFocus={autoFocus}
          onClick={() =>
            void print('custody_receipt', custody.id, 'half', `${custody.number} ${t('print.receiptName')}`)
          }
        >
          {t('print.receipt')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconTag {...icon} />}
          onClick={() =>
            void print('custody_label', custody.id, 'half', `${custody.number} ${t('print.labelName')}`)
          }
        >
          {t('print.label')}
        </Button>
      </div>
      <ProblemNotice problem={problem} />
    </>
  )
}
