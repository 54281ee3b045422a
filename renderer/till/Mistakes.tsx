import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TillMistake } from '../../electron/desk/till/views.ts'
import table from '../parts/table.module.css'
import classes from './till.module.css'

/**
 * Mistakes or warnings by row and column.
 * @param label of the list, for readers
 * @param headers of the export
 */
export function Mistakes({
  label,
  mistakes,
  headers,
}: {
  label: string
  mistakes: readonly TillMistake[]
  headers: readonly string[]
}) {
  const { t } = useTranslation('till')
  const nameOf = (column: number | null) => {
    if (column === null) return t('checked.wholeRow')
    const header = headers[column] ?? ''
    return header === '' ? t('columns.noHeader', { number: column + 1 }) : header
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls is reached by the keyboard
    <section className={classes.scroll} tabIndex={0} aria-label={label}>
      <Table className={`${table.table} ${classes.mistakes}`} aria-label={label}>
        <colgroup>
          <col className={classes.rowColumn} />
          <col className={classes.headerColumn} />
          <col className={classes.valueColumn} />
          <col />
        </colgroup>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('checked.row')}</Table.Th>
            <Table.Th>{t('checked.column')}</Table.Th>
            <Table.Th>{t('checked.value')}</Table.Th>
            <Table.Th>{t('checked.reason')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {mistakes.map(({ row, column, reason, value }) => (
            <Table.Tr key={`${row}-${column}-${reason}`}>
              <Table.Td className="numbers">{row}</Table.Td>
              <Table.Td>{nameOf(column)}</Table.Td>
              <Table.Td title={value}>{value}</Table.Td>
              <Table.Td className={classes.whole}>{t(`reason.${reason}`)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}
