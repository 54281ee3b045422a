import { Table } from '@mantine/core'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { isEnded } from '../../domain/vocabulary.ts'
import type { ComplaintRow } from '../../electron/desk/views.ts'
import { paths } from '../frame/places.ts'
import { useFormat } from '../i18n/format.ts'
import { ClockName, Due } from '../parts/Due.tsx'
import { LevelBadge } from '../parts/LevelBadge.tsx'
import { rowLink } from '../parts/row-keys.ts'
import { StateLabel } from '../parts/StateLabel.tsx'
import table from '../parts/table.module.css'
import classes from './register.module.css'

/** One complaint of the register. */
export const RegisterRow = memo(function RegisterRow({ row }: { row: ComplaintRow }) {
  const { t } = useTranslation(['register', 'words'])
  const format = useFormat()
  const who = row.anonymous ? t('words:anonymous') : row.customerName
  const what = [row.product, row.summary].filter((part) => part !== '').join(' · ')
  return (
    <Table.Tr>
      <Table.Td>
        <Link href={paths.complaint(row.id)} className={`numbers ${table.small}`} {...rowLink}>
          {row.number}
        </Link>
      </Table.Td>
      <Table.Td className={`numbers ${table.small}`}>{format.dateTime(row.receivedAt)}</Table.Td>
      <Table.Td title={`${who} ${what}`}>
        <span className={table.who}>{who}</span> <span>{what}</span>
      </Table.Td>
      <Table.Td>
        <LevelBadge level={row.level} short />
      </Table.Td>
      <Table.Td className={row.department === null ? table.dim : undefined}>
        {row.department === null ? '—' : t(`words:department.${row.department}`)}
      </Table.Td>
      <Table.Td>
        <StateLabel state={row.state} />
      </Table.Td>
      <Table.Td className={row.handler === null ? table.dim : undefined}>{row.handler?.name ?? '—'}</Table.Td>
      <Table.Td>
        {row.clock === null ? (
          <span className={table.dim}>{isEnded(row.state) ? t('ended') : t('words:due.noClock')}</span>
        ) : (
          <span className={classes.clock}>
            <ClockName kind={row.clock.kind} dueAt={row.clock.dueAt} />
            <Due dueAt={row.clock.dueAt} provisional={row.clock.provisional} icon={false} />
          </span>
        )}
      </Table.Td>
    </Table.Tr>
  )
})
