import { Select, type SelectProps } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Department, departments } from '../../domain/vocabulary.ts'

/** Choose a responsible department, in the trade's fixed order. */
export function DepartmentSelect({
  value,
  onChange,
  ...select
}: Omit<SelectProps, 'data' | 'value' | 'onChange' | 'multiple'> & {
  value: Department | null
  onChange: (department: Department | null) => void
}) {
  const { t } = useTranslation('words')
  return (
    <Select
      label={t('departmentLabel')}
      {...select}
      value={value}
      onChange={(chosen) => onChange(departments.find((department) => department === chosen) ?? null)}
      data={departments.map((department) => ({ value: department, label: t(`department.${department}`) }))}
    />
  )
}
