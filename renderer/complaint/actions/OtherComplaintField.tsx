import { Autocomplete, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { openStates } from '../../../domain/vocabulary.ts'
import { useTRPC } from '../../api/trpc.ts'
import type { FieldProps } from './FieldControl.tsx'
import { useFieldLabel } from './FieldControl.tsx'

/** The complaint that goes on, by its number; says whose it is before anything is merged into it. */
export function OtherComplaintField({ action, field, form, context, first }: FieldProps) {
  const { t } = useTranslation('complaint')
  const trpc = useTRPC()
  const label = useFieldLabel(action, field.name)
  const { complaint } = context
  const value = String(form.values[field.name] ?? '')
  const [text] = useDebouncedValue(value.trim(), 250)
  const found = useQuery({
    ...trpc.complaints.list.queryOptions({
      text,
      states: [...openStates],
      levels: [],
      departments: [],
      handlerId: null,
      sort: 'received',
      descending: true,
      cursor: null,
      limit: 8,
    }),
    enabled: text.length >= 3,
  })
  const others = (found.data?.rows ?? []).filter((row) => row.id !== complaint.id)
  const likely = complaint.earlier.filter((each) => openStates.some((state) => state === each.state))
  const chosen = others.find((row) => row.number === value.trim())
  return (
    <div>
      <Autocomplete
        label={label}
        data-autofocus={first || undefined}
        autoComplete="off"
        data={[...new Set([...likely.map((each) => each.number), ...others.map((row) => row.number)])]}
        filter={({ options }) => options}
        renderOption={({ option }) => <OptionLine number={option.value} rows={[...likely, ...others]} />}
        {...form.getInputProps(field.name)}
      />
      <Text size="xs" c="dimmed" mt={4} role="status">
        {chosen !== undefined &&
          t('merge.chosen', { customer: chosen.customerName, summary: chosen.summary })}
        {text.length >= 3 && found.isSuccess && others.length === 0 && t('merge.none')}
      </Text>
    </div>
  )
}

function OptionLine({
  number,
  rows,
}: {
  readonly number: string
  readonly rows: readonly { number: string; summary: string; customerName?: string }[]
}) {
  const row = rows.find((each) => each.number === number)
  return (
    <div>
      <div className="numbers">{number}</div>
      <Text size="xs" c="dimmed" lineClamp={1}>
        {[row?.customerName, row?.summary].filter(Boolean).join(' · ')}
      </Text>
    </div>
  )
}
