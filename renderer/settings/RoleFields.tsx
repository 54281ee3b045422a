import { Select } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type Department, type Role, roles } from '../../domain/vocabulary.ts'
import { DepartmentSelect } from '../parts/DepartmentSelect.tsx'

/** Role, and the department that staff of the role `department` answer for. */
export function RoleFields({
  role,
  department,
  departmentError,
  onChange,
}: {
  role: Role
  department: Department | null
  departmentError: ReactNode
  onChange: (role: Role, department: Department | null) => void
}) {
  const { t } = useTranslation(['settings', 'words'])
  return (
    <>
      <Select
        label={t('staff.role')}
        allowDeselect={false}
        data={roles.map((code) => ({ value: code, label: t(`words:role.${code}`) }))}
        value={role}
        onChange={(chosen) => {
          const next = roles.find((code) => code === chosen) ?? role
          onChange(next, next === 'department' ? department : null)
        }}
      />
      {role === 'department' ? (
        <DepartmentSelect
          value={department}
          onChange={(chosen) => onChange(role, chosen)}
          error={departmentError}
        />
      ) : null}
    </>
  )
}
