import { Button, Table } from '@mantine/core'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { ComplaintRow } from '../../electron/desk/views.ts'
import { paths } from '../frame/places.ts'
import { Due } from '../parts/Due.tsx'
import { LevelBadge } from '../parts/LevelBadge.tsx'
import { rowLink } from '../parts/row-keys.ts'
import { StateLabel } from '../parts/StateLabel.tsx'
import table from '../parts/table.module.css'
import classes from './today.module.css'

/** One open complaint: until when, who and what, how grave, where it stands, what is next. */
export const TodayRow = memo(function TodayRow({ row }: { row: ComplaintRow }) {
  const { t } = useTranslation(['today', 'words'])
  const who = row.anonymous ? t('words:anonymous') : row.customerName
  const what = [row.product, row.summary].filter((part) => part !== '').join(' · ')
  const target =
    row.nextAction === 'sign' && row.nextIsMine ? paths.signOffOf(row.id) : paths.complaint(row.id)
  return (
    <Table.Tr>
      <Table.Td>
        {row.replyDueAt === null ? (
          <span className={table.dim}>{t('replied')}</span>
        ) : (
          <Due dueAt={row.replyDueAt} provisional={row.replyDueProvisional} />
        )}
      </Table.Td>
      <Table.Td>
        <Link href={paths.complaint(row.id)} className="numbers" {...rowLink}>
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
            href={target}
            size="compact-sm"
            variant={row.nextIsMine ? 'default' : 'transparent'}
            className={row.nextIsMine ? undefined : classes.notMine}
            tabIndex={-1}
            aria-label={t('next', { action: t(`words:action.${row.nextAction}`), number: row.number })}
          >
            {t(`words:action.${row.nextAction}`)}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  )
})
