import { Button, Table } from '@mantine/core'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { ClockKind } from '../../domain/clocks.ts'
import type { Action } from '../../domain/complaint/moves.ts'
import type { ComplaintRow } from '../../electron/desk/views.ts'
import { paths } from '../frame/places.ts'
import { ClockName, Due } from '../parts/Due.tsx'
import { LevelBadge } from '../parts/LevelBadge.tsx'
import { rowAction, rowLink } from '../parts/row-keys.ts'
import { StateLabel } from '../parts/StateLabel.tsx'
import table from '../parts/table.module.css'
import classes from './today.module.css'

/** Clocks that are stopped by talking to the customer, whatever the state. */
const stoppedByContact: readonly ClockKind[] = ['first_contact', 'major_call_back', 'progress_word']

/**
 * What the row offers: the step that stops its clock where that is a word to the customer, which everybody may log; else the
 * step of its state. A signature that waits for this person goes before both.
 */
function stepOf(row: ComplaintRow): { action: Action | null; isMine: boolean } {
  const signs = row.nextAction === 'sign' && row.nextIsMine
  if (!signs && row.clock !== null && stoppedByContact.includes(row.clock.kind))
    return { action: 'log_contact', isMine: true }
  return { action: row.nextAction, isMine: row.nextIsMine }
}

/** Where its button leads: to the form of the step where it is this person's, else to the complaint. */
function targetOf(row: ComplaintRow, action: Action, isMine: boolean): string {
  if (!isMine) return paths.complaint(row.id)
  return action === 'sign' ? paths.signOffOf(row.id) : paths.complaintDoing(row.id, action)
}

/** One open complaint: which clock, until when, who and what, how grave, where it stands, what is next. */
export const TodayRow = memo(function TodayRow({ row }: { row: ComplaintRow }) {
  const { t } = useTranslation(['today', 'words'])
  const who = row.anonymous ? t('words:anonymous') : row.customerName
  const { action, isMine } = stepOf(row)
  const what = [row.product, row.summary].filter((part) => part !== '').join(' · ')
  return (
    <Table.Tr>
      {row.clock === null ? (
        <Table.Td colSpan={2} className={table.dim}>
          {t('words:due.noClock')}
        </Table.Td>
      ) : (
        <>
          <Table.Td>
            <ClockName kind={row.clock.kind} dueAt={row.clock.dueAt} />
          </Table.Td>
          <Table.Td>
            <Due dueAt={row.clock.dueAt} provisional={row.clock.provisional} icon={false} />
          </Table.Td>
        </>
      )}
      <Table.Td>
        <Link href={paths.complaint(row.id)} className={`numbers ${table.small}`} {...rowLink}>
          {row.number}
        </Link>
      </Table.Td>
      <Table.Td title={`${who} ${what}`}>
        <span className={table.who}>{who}</span> <span>{what}</span>
      </Table.Td>
      <Table.Td>
        <LevelBadge level={row.level} short />
      </Table.Td>
      <Table.Td>
        <StateLabel state={row.state} />
      </Table.Td>
      <Table.Td className={row.handler === null ? table.dim : undefined}>{row.handler?.name ?? '—'}</Table.Td>
      <Table.Td>
        {action === null ? null : (
          <Button
            component={Link}
            href={targetOf(row, action, isMine)}
            size="compact-sm"
            variant={isMine ? 'default' : 'transparent'}
            className={isMine ? undefined : classes.notMine}
            aria-label={t('next', { action: t(`words:action.${action}`), number: row.number })}
            {...rowAction}
          >
            {t(`words:action.${action}`)}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  )
})
