import { Autocomplete, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { openStates } from '../../../domain/vocabulary.ts'
import type { EarlierComplaint } from '../../../electron/desk/views.ts'
import { useTRPC } from '../../api/trpc.ts'
import type { ActionFormState, FieldProps } from './FieldControl.tsx'
import { useFieldLabel } from './FieldControl.tsx'

/** The complaint that goes on, by its number; says whose it is before anything is merged into it. */
export function OtherComplaintField({ action, field, form, context, first }: FieldProps) {
  const { complaint } = context
  return (
    <OpenComplaintField
      name={field.name}
      form={form}
      label={useFieldLabel(action, field.name)}
      first={first}
      exceptId={complaint.id}
      likely={complaint.earlier.filter((each) => openStates.some((state) => state === each.state))}
    />
  )
}

interface OpenComplaintFieldProps {
  readonly name: string
  readonly form: ActionFormState
  readonly label: string
  readonly first: boolean
  /** Not this one. */
  readonly exceptId: string | null
  /** Shown before anything is typed. */
  readonly likely: readonly EarlierComplaint[]
}

/** A running complaint by its number, with whose it is. */
export function OpenComplaintField({ name, form, label, first, exceptId, likely }: OpenComplaintFieldProps) {
  const { t } = useTranslation('complaint')
  const trpc = useTRPC()
  const value = String(form.values[name] ?? '')
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
  const others = (found.data?.rows ?? []).filter((row) => row.id !== exceptId)
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
        {...form.getInputProps(name)}
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
