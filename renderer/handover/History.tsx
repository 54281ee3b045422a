import { Button, Table } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { HandoverSummary } from '../../electron/desk/handover-views.ts'
import { useTRPC } from '../api/trpc.ts'
import { paths } from '../frame/places.ts'
import { useFormat } from '../i18n/format.ts'
import { LoadFailed } from '../parts/LoadFailed.tsx'
import { moveThroughRows, rowLink } from '../parts/row-keys.ts'
import table from '../parts/table.module.css'
import classes from './handover.module.css'

/** As many as one page of the desk's answer holds. */
const pageLength = 50

function lineCount({ totals }: HandoverSummary): number {
  return Object.values(totals).reduce((sum, each) => sum + each, 0)
}

/** Handovers of before, newest first, to be read again. */
export function History() {
  const { t } = useTranslation('handover')
  const format = useFormat()
  const [before, setBefore] = useState<string | null>(null)
  const list = useQuery({
    ...useTRPC().handover.list.queryOptions({ before }),
    placeholderData: keepPreviousData,
  })
  const rows = list.data ?? []
  const last = rows.at(-1)
  return (
    <section className={classes.section} onKeyDown={moveThroughRows} aria-label={t('history.title')}>
      <h2 className={classes.kind}>{t('history.title')}</h2>
      {list.isError && list.data === undefined ? (
        <LoadFailed error={list.error} onRetry={() => void list.refetch()} />
      ) : null}
      {list.data !== undefined && rows.length === 0 ? (
        <p className={classes.hint}>
          {t('history.none')}. {t('history.noneText')}
        </p>
      ) : null}
      {rows.length === 0 ? null : (
        <Table className={table.table}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('history.number')}</Table.Th>
              <Table.Th>{t('history.at')}</Table.Th>
              <Table.Th>{t('history.who')}</Table.Th>
              <Table.Th>{t('history.lines')}</Table.Th>
              <Table.Th>{t('history.read')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={row.id}>
                <Table.Td>
                  <Link href={paths.handoverOf(row.id)} className={`numbers ${table.small}`} {...rowLink}>
                    {row.number}
                  </Link>
                </Table.Td>
                <Table.Td className="numbers">{format.dateTime(row.at)}</Table.Td>
                <Table.Td>
                  {row.outgoing} → {row.incoming}
                </Table.Td>
                <Table.Td className="numbers">{lineCount(row)}</Table.Td>
                <Table.Td className={row.openedAt === null ? table.dim : 'numbers'}>
                  {row.openedAt === null ? t('history.unread') : format.dateTime(row.openedAt)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {rows.length === pageLength && last !== undefined ? (
        <Button mt="xs" variant="default" onClick={() => setBefore(last.at)}>
          {t('history.older')}
        </Button>
      ) : null}
    </section>
  )
}
