import { Table } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconClock, IconHistory } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { PromiseRow } from '../../electron/desk/contact-views.ts'
import { paths } from '../frame/places.ts'
import { useFormat } from '../i18n/format.ts'
import { Due } from '../parts/Due.tsx'
import { rowLink } from '../parts/row-keys.ts'
import table from '../parts/table.module.css'
import classes from './promises.module.css'

/** One outline each, so that colour never stands alone. */
const icons = {
  open: IconClock,
  kept: IconCheck,
  kept_late: IconHistory,
  broken: IconAlertTriangle,
  released: IconHistory,
} as const satisfies Record<PromiseRow['state'], typeof IconClock>

/** One promise: until when, how it stands, about what, to whom, what was promised by whom, and by what it was kept. */
export function PromiseTableRow({ row }: { readonly row: PromiseRow }) {
  const { t } = useTranslation('calls')
  const format = useFormat()
  const who = row.anonymous ? t('words:anonymous') : row.customerName
  const Icon = icons[row.state]
  const waits = row.keptAt === null && (row.state === 'open' || row.state === 'broken')
  const what = [
    row.remedy === null ? '' : t(`words:remedy.${row.remedy}`),
    row.amountFen === null ? '' : format.money(row.amountFen),
    row.what,
  ]
    .filter((part) => part !== '')
    .join(' ')
  return (
    <Table.Tr>
      <Table.Td>
        {waits ? (
          <Due dueAt={row.dueAt} />
        ) : (
          <span title={format.exact(row.dueAt)}>{format.short(row.dueAt)}</span>
        )}
      </Table.Td>
      <Table.Td>
        <span className={classes.state} data-state={row.state}>
          <Icon size={16} stroke={1.75} aria-hidden />
          {t(`words:promiseState.${row.state}`)}
        </span>
      </Table.Td>
      <Table.Td>
        <Link
          href={
            row.complaint === null ? paths.returnCase(row.case?.id ?? '') : paths.complaint(row.complaint.id)
          }
          className={`numbers ${table.small}`}
          {...rowLink}
        >
          {row.complaint?.number ?? row.case?.number}
        </Link>
      </Table.Td>
      <Table.Td className={table.who}>{who}</Table.Td>
      <Table.Td title={what}>
        <span className={table.dim}>{t(`words:promiseSource.${row.source}`)}</span> {what}
      </Table.Td>
      <Table.Td title={format.exact(row.madeAt)}>
        {t('promises.madeAt', { by: row.madeBy, at: format.short(row.madeAt) })}
      </Table.Td>
      <Table.Td title={row.evidence}>
        {row.keptAt !== null && t('promises.keptAt', { by: row.keptBy ?? '', at: format.short(row.keptAt) })}{' '}
        {row.evidence} {row.attempts.length > 0 && t('promises.attempts', { count: row.attempts.length })}
      </Table.Td>
    </Table.Tr>
  )
}
