import { Table, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { HeadOfficeView } from '../../electron/desk/views.ts'
import classes from './head-office.module.css'

/** Entries that head office keeps aside, with its reason; shown only when there are any. */
export function Quarantined({ lines }: { lines: HeadOfficeView['quarantined'] }) {
  const { t } = useTranslation('head-office')
  if (lines.length === 0) return null
  return (
    <section className={classes.section}>
      <Title order={2}>{t('quarantined.title', { count: lines.length })}</Title>
      <p className={classes.dim}>{t('quarantined.text')}</p>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={120}>{t('quarantined.seq')}</Table.Th>
            <Table.Th w={200}>{t('quarantined.entity')}</Table.Th>
            <Table.Th>{t('quarantined.reason')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map((line) => (
            <Table.Tr key={line.seq}>
              <Table.Td className="numbers">{line.seq}</Table.Td>
              <Table.Td>{t(`entity.${line.entity}`, line.entity)}</Table.Td>
              <Table.Td>{t(`quarantined.because.${line.reason}`, t('quarantined.because.other'))}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}
