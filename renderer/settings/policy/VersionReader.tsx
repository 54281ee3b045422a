import { Modal, Table } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Policy } from '../../../domain/policy.ts'
import { useTRPC } from '../../api/trpc.ts'
import { LoadFailed } from '../../parts/LoadFailed.tsx'
import { Loading } from '../../parts/Loading.tsx'
import table from '../../parts/table.module.css'
import { useValueWords } from './PolicyFieldRow.tsx'
import { policyGroups, wordKey } from './policy-fields.ts'
import { shownValue } from './policy-values.ts'

interface VersionReaderProps {
  /** null while none is open. */
  readonly version: number | null
  /** The policy in force, to compare with. */
  readonly inForce: Policy
  readonly onClose: () => void
}

/** An old version of the policy in words, with what is in force now where that differs. */
export function VersionReader({ version, inForce, onClose }: VersionReaderProps) {
  const { t } = useTranslation('policy')
  return (
    <Modal opened={version !== null} onClose={onClose} title={t('version', { version })} size="xl">
      {version !== null && <Values version={version} inForce={inForce} />}
    </Modal>
  )
}

function Values({ version, inForce }: { readonly version: number; readonly inForce: Policy }) {
  const { t } = useTranslation('policy')
  const words = useValueWords()
  const trpc = useTRPC()
  const old = useQuery(trpc.policy.version.queryOptions({ version }))
  if (old.isError) return <LoadFailed error={old.error} onRetry={() => void old.refetch()} />
  if (old.data === undefined) return <Loading />
  const read = old.data
  return (
    <Table className={table.table} aria-label={t('version', { version })}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('history.field')}</Table.Th>
          <Table.Th w={200}>{t('history.then')}</Table.Th>
          <Table.Th w={200}>{t('history.now')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {policyGroups.flatMap(({ fields }) =>
          fields.map((field) => {
            const then = words(field, shownValue(read, field))
            const now = words(field, shownValue(inForce, field))
            return (
              <Table.Tr key={field.path}>
                <Table.Td>{t(`field.${wordKey(field.path)}`)}</Table.Td>
                <Table.Td className="numbers" fw={then === now ? undefined : 600}>
                  {then}
                </Table.Td>
                <Table.Td className="numbers">{then === now ? t('history.same') : now}</Table.Td>
              </Table.Tr>
            )
          }),
        )}
      </Table.Tbody>
    </Table>
  )
}
