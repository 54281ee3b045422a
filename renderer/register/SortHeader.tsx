import { Table, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react'
import table from '../parts/table.module.css'
import type { RegisterView, Sort } from './view.ts'

/** A column header that sorts: first press downwards, second upwards. */
export function SortHeader({
  word,
  sort,
  view,
  onChange,
}: {
  word: string
  sort: Sort
  view: RegisterView
  onChange: (view: RegisterView) => void
}) {
  const active = view.sort === sort
  const Icon = active ? (view.descending ? IconArrowDown : IconArrowUp) : IconArrowsSort
  // What is due first is wanted first; of everything else the newest or gravest.
  const firstDescending = sort !== 'reply_due'
  return (
    <Table.Th aria-sort={active ? (view.descending ? 'descending' : 'ascending') : 'none'}>
      <UnstyledButton
        className={table.sort}
        data-active={active || undefined}
        onClick={() => onChange({ ...view, sort, descending: active ? !view.descending : firstDescending })}
      >
        {word}
        <Icon size={14} stroke={1.75} aria-hidden />
      </UnstyledButton>
    </Table.Th>
  )
}
