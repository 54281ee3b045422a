import { Button, Table } from '@mantine/core'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { ComplaintRow } from '../../electron/desk/views.ts'
import { paths } from '../frame/places.ts'
import { ClockName, Due } from '../parts/Due.tsx'
import { LevelBadge } from '../parts/LevelBadge.tsx'
import { rowAction, rowLink } from '../parts/row-keys.ts'
import { StateLabel } from '../parts/StateLabel.tsx'
import table from '../parts/table.module.css'
import classes from './today.module.css'

/** Where the button of the next action leads: to its form where it is this person's, else to the complaint. */
function targetOf(row: ComplaintRow): string {
  if (row.nextAction === null || !row.nextIsMine) return paths.complaint(row.id)
  return row.nextAction === 'sign' ? paths.signOffOf(row.id) : paths.complaintDoing(row.id, row.nextAction)
}

/** One open complaint: which clock, until when, who and what, how grave, where it stands, what is next. */
export const TodayRow = memo(function TodayRow({ row }: { row: ComplaintRow }) {
  const { t } = useTranslation(['today', 'words'])
  const who = row.anonymous ? t('words:anonymous') : row.customerName
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
        {row.nextAction === null ? null : (
          <Button
            component={Link}
            href={targetOf(row)}
            size="compact-sm"
            variant={row.nextIsMine ? 'default' : 'transparent'}
            className={row.nextIsMine ? undefined : classes.notMine}
            aria-label={t('next', { action: t(`words:action.${row.nextAction}`), number: row.number })}
            {...rowAction}
          >
            {t(`words:action.${row.nextAction}`)}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  )
})
