import { Select, type SelectProps } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Role } from '../../domain/vocabulary.ts'
import { useTRPC } from '../api/trpc.ts'

/**
 * Choose a member of staff by name or number; only who still works here can be chosen.
 * @param roles only these roles; all when left out
 */
export function PersonPicker({
  roles,
  ...select
}: Omit<SelectProps, 'data' | 'filter' | 'multiple'> & { roles?: readonly Role[] }) {
  const { t } = useTranslation('words')
  const staff = useQuery(useTRPC().staff.list.queryOptions())
  const data = (staff.data ?? [])
    .filter(
      (person) => (person.active && (roles?.includes(person.role) ?? true)) || person.id === select.value,
    )
    .map((person) => ({
      value: person.id,
      label: person.active
        ? `${person.name} ${person.number} · ${t(`role.${person.role}`)}`
        : t('departed', { name: person.name }),
    }))
  return <Select searchable nothingFoundMessage={t('noMatch')} {...select} data={data} />
}
