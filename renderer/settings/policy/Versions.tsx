import { Button, Table } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Policy } from '../../../domain/policy.ts'
import type { PolicyView } from '../../../electron/desk/views.ts'
import { useFormat } from '../../i18n/format.ts'
import table from '../../parts/table.module.css'
import classes from './policy.module.css'
import { VersionReader } from './VersionReader.tsx'

interface VersionsProps {
  readonly versions: PolicyView['versions']
  readonly inForce: Policy
}

/** Which versions there were, from when on, by whom and why; each can be read. */
export function Versions({ versions, inForce }: VersionsProps) {
  const [read, setRead] = useState<number | null>(null)
  const { t } = useTranslation('policy')
  const format = useFormat()
  return (
    <section className={classes.group} aria-labelledby="policy-versions">
      <h2 id="policy-versions">{t('history.title')}</h2>
      <Table className={table.table} aria-labelledby="policy-versions">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={90}>{t('history.version')}</Table.Th>
            <Table.Th w={160}>{t('history.validAt')}</Table.Th>
            <Table.Th w={140}>{t('history.by')}</Table.Th>
            <Table.Th>{t('history.reason')}</Table.Th>
            <Table.Th w={110}>{t('history.open')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {versions.map((each) => (
            <Table.Tr key={each.version}>
              <Table.Td className="numbers">{each.version}</Table.Td>
              <Table.Td className="numbers">{format.dateTime(each.validAt)}</Table.Td>
              <Table.Td>{each.by === '' ? t('history.desk') : each.by}</Table.Td>
              <Table.Td title={each.reason}>
                {each.reason === '' && each.version === 1 ? t('history.first') : each.reason}
              </Table.Td>
              <Table.Td>
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={t('history.readVersion', { version: each.version })}
                  onClick={() => setRead(each.version)}
                >
                  {t('history.read')}
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <VersionReader version={read} inForce={inForce} onClose={() => setRead(null)} />
    </section>
  )
}
