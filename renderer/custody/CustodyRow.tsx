import { Button, Table } from '@mantine/core'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { CustodyView } from '../../electron/desk/case-views.ts'
import { paths } from '../frame/places.ts'
import { useFormat } from '../i18n/format.ts'
import { rowAction, rowLink } from '../parts/row-keys.ts'
import table from '../parts/table.module.css'
import classes from './custody.module.css'
import { Since } from './Since.tsx'

/**
 * One piece left at the desk: what, whose, where, since when; its number opens it.
 * @param href opens it beside the list
 */
export const CustodyRow = memo(function CustodyRow({
  row,
  href,
}: {
  readonly row: CustodyView
  readonly href: string
}) {
  const { t } = useTranslation(['custody', 'words'])
  const format = useFormat()
  const who = row.customer.anonymous ? t('words:anonymous') : row.customer.name
  const details = [row.serialNumber, row.accessories].filter((part) => part !== '').join(' · ')
  return (
    <Table.Tr>
      <Table.Td>
        <Link href={href} className={`numbers ${table.small}`} {...rowLink} data-row-link={row.id}>
          {row.number}
        </Link>
      </Table.Td>
      <Table.Td title={`${row.description} ${details}`}>
        <span className={table.who}>{row.description}</span> <span className={table.dim}>{details}</span>
      </Table.Td>
      <Table.Td title={who}>{who}</Table.Td>
      <Table.Td title={row.place}>{row.place}</Table.Td>
      <Table.Td>
        {row.endedAt === null || row.endedHow === null ? (
          <Since receivedAt={row.receivedAt} />
        ) : (
          <span className={table.dim}>
            {t(`words:custodyEnd.${row.endedHow}`)} {format.short(row.endedAt)}
          </span>
        )}
      </Table.Td>
      <Table.Td>
        {row.caseId === null ? (
          <span className={table.dim}>—</span>
        ) : (
          <Link href={paths.returnCase(row.caseId)} className={`numbers ${table.small} ${classes.link}`}>
            {row.caseNumber}
          </Link>
        )}
      </Table.Td>
      <Table.Td>
        <Button
          component={Link}
          href={href}
          size="compact-sm"
          variant="default"
          aria-label={t('openNumber', { number: row.number })}
          {...rowAction}
        >
          {t('open')}
        </Button>
      </Table.Td>
    </Table.Tr>
  )
})
