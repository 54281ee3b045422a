import { Button, Switch, Table } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StaffView } from '../../electron/desk/views.ts'
import { useMe } from '../api/me.tsx'
import { useTRPC } from '../api/trpc.ts'
import { LoadFailed } from '../parts/LoadFailed.tsx'
import { Loading } from '../parts/Loading.tsx'
import table from '../parts/table.module.css'
import { AddPerson } from './AddPerson.tsx'
import { ChangePerson } from './ChangePerson.tsx'
import { OnlyManager } from './OnlyManager.tsx'
import { ResetPin } from './ResetPin.tsx'
import classes from './settings.module.css'

type Dialog = { kind: 'add' } | { kind: 'change' | 'pin'; person: StaffView }

/** Who works here. The manager adds people, changes role and department, resets PINs; nobody is ever deleted. */
export function Staff() {
  const { t } = useTranslation(['settings', 'words'])
  const me = useMe()
  const isManager = me.staff.role === 'manager'
  const staff = useQuery(useTRPC().staff.list.queryOptions())
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const [departed, setDeparted] = useState(false)
  const close = () => setDialog(null)
  if (staff.data === undefined)
    return staff.isError ? (
      <LoadFailed error={staff.error} onRetry={() => void staff.refetch()} />
    ) : (
      <Loading />
    )
  const shown = staff.data.filter((person) => departed || person.active)
  return (
    <>
      <div className={classes.staffHead}>
        {isManager ? (
          <Button
            leftSection={<IconUserPlus size={16} stroke={1.75} aria-hidden />}
            onClick={() => setDialog({ kind: 'add' })}
          >
            {t('staff.add')}
          </Button>
        ) : (
          <OnlyManager />
        )}
        <Switch
          label={t('staff.showDeparted')}
          checked={departed}
          onChange={(event) => setDeparted(event.currentTarget.checked)}
        />
      </div>
      <Table className={`${table.table} ${classes.staff}`} aria-label={t('tab.staff')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={120}>{t('words:staffNumber')}</Table.Th>
            <Table.Th>{t('staff.name')}</Table.Th>
            <Table.Th w={140}>{t('staff.role')}</Table.Th>
            <Table.Th w={140}>{t('staff.department')}</Table.Th>
            <Table.Th w={100}>{t('staff.works')}</Table.Th>
            {isManager ? <Table.Th w={200}>{t('staff.actions')}</Table.Th> : null}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map((person) => (
            <Table.Tr key={person.id} className={person.active ? undefined : classes.departed}>
              <Table.Td className="numbers">{person.number}</Table.Td>
              <Table.Td>{person.name}</Table.Td>
              <Table.Td>{t(`words:role.${person.role}`)}</Table.Td>
              <Table.Td>
                {person.department === null ? '—' : t(`words:department.${person.department}`)}
              </Table.Td>
              <Table.Td>{t(person.active ? 'staff.active' : 'staff.left')}</Table.Td>
              {isManager ? (
                <Table.Td>
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    aria-label={t('staff.changeWhom', { name: person.name })}
                    onClick={() => setDialog({ kind: 'change', person })}
                  >
                    {t('staff.change')}
                  </Button>
                  {person.active && person.id !== me.staff.id ? (
                    <Button
                      size="compact-sm"
                      variant="subtle"
                      aria-label={t('staff.resetPinWhose', { name: person.name })}
                      onClick={() => setDialog({ kind: 'pin', person })}
                    >
                      {t('staff.resetPin')}
                    </Button>
                  ) : null}
                </Table.Td>
              ) : null}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {dialog?.kind === 'add' ? <AddPerson onClose={close} /> : null}
      {dialog?.kind === 'change' ? <ChangePerson person={dialog.person} onClose={close} /> : null}
      {dialog?.kind === 'pin' ? <ResetPin person={dialog.person} onClose={close} /> : null}
    </>
  )
}
