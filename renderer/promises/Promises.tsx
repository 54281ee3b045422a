import { SegmentedControl, Table } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useLocation, useSearch } from 'wouter'
import { useMe } from '../api/me.tsx'
import { useTRPC } from '../api/trpc.ts'
import { paths } from '../frame/places.ts'
import { EmptyPlace } from '../parts/EmptyPlace.tsx'
import { LoadFailed } from '../parts/LoadFailed.tsx'
import { Loading } from '../parts/Loading.tsx'
import { askForMore, MoreRows } from '../parts/MoreRows.tsx'
import { PlaceTitle } from '../parts/PlaceTitle.tsx'
import { moveThroughRows } from '../parts/row-keys.ts'
import table from '../parts/table.module.css'
import { PromiseTableRow } from './PromiseTableRow.tsx'
import classes from './promises.module.css'

const filters = ['broken', 'today', 'open', 'kept'] as const
type Filter = (typeof filters)[number]

const emptyTitles = {
  broken: 'promises.emptyBroken',
  today: 'promises.emptyToday',
  open: 'promises.emptyOpen',
  kept: 'promises.emptyKept',
} as const satisfies Record<Filter, string>

const columns = ['due', 'state', 'number', 'who', 'what', 'by', 'evidence'] as const

/** The board of promises: what was told to customers, and whether it was kept; the manager begins with what was not. */
export default function Promises() {
  const { t } = useTranslation('calls')
  const trpc = useTRPC()
  const { staff } = useMe()
  const [, navigate] = useLocation()
  const asked = new URLSearchParams(useSearch()).get('filter')
  const first: Filter = staff.role === 'manager' ? 'broken' : 'today'
  const filter = filters.find((each) => each === asked) ?? first
  const list = useInfiniteQuery({
    ...trpc.promises.list.infiniteQueryOptions(
      { filter, cursor: null },
      { initialCursor: null, getNextPageParam: (page) => page.nextCursor },
    ),
    placeholderData: keepPreviousData,
  })
  const counts = list.data?.pages[0]?.counts
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys only move the focus between the links inside
    <div onKeyDown={(event) => moveThroughRows(event, () => askForMore(list))}>
      <div className={classes.head}>
        <PlaceTitle title={t('promises.title')} />
        <SegmentedControl
          aria-label={t('promises.filter')}
          value={filter}
          onChange={(chosen) => navigate(`${paths.promises}?filter=${chosen}`, { replace: true })}
          data={filters.map((each) => ({
            value: each,
            label: t(`promises.${each}`, { count: counts?.[each] ?? 0 }),
          }))}
        />
      </div>
      {list.isError && list.data === undefined ? (
        <LoadFailed error={list.error} onRetry={() => void list.refetch()} />
      ) : null}
      {list.isPending ? <Loading /> : null}
      {list.data !== undefined && rows.length === 0 ? (
        <EmptyPlace title={t(emptyTitles[filter])}>{t('promises.emptyText')}</EmptyPlace>
      ) : null}
      {rows.length > 0 ? (
        <Table className={table.table} aria-label={t('promises.list')}>
          <colgroup>
            {columns.map((column) => (
              <col key={column} className={classes[column === 'state' ? 'standing' : column]} />
            ))}
          </colgroup>
          <Table.Thead>
            <Table.Tr>
              {columns.map((column) => (
                <Table.Th key={column}>{t(`promises.column.${column}`)}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <PromiseTableRow key={row.id} row={row} />
            ))}
          </Table.Tbody>
        </Table>
      ) : null}
      <MoreRows list={list} />
    </div>
  )
}
