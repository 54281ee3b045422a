import { Button, Table } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useSearch } from 'wouter'
import { useTRPC } from '../api/trpc.ts'
import { paths } from '../frame/places.ts'
import { EmptyPlace } from '../parts/EmptyPlace.tsx'
import { LoadFailed } from '../parts/LoadFailed.tsx'
import { Loading } from '../parts/Loading.tsx'
import { askForMore, MoreRows } from '../parts/MoreRows.tsx'
import { PlaceTitle } from '../parts/PlaceTitle.tsx'
import { moveThroughRows } from '../parts/row-keys.ts'
import table from '../parts/table.module.css'
import { Filters } from './Filters.tsx'
import { RegisterRow } from './RegisterRow.tsx'
import classes from './register.module.css'
import { SortHeader } from './SortHeader.tsx'
import { isNarrowed, type RegisterView, readView, writeView } from './view.ts'

const columns = [
  { code: 'number', sort: 'number' },
  { code: 'received', sort: 'received' },
  { code: 'what', sort: null },
  { code: 'level', sort: 'level' },
  { code: 'department', sort: null },
  { code: 'state', sort: null },
  { code: 'handler', sort: null },
  { code: 'due', sort: 'reply_due' },
] as const

/** All complaints: search, narrow, sort. What is chosen stands in the address, so that going back finds it again. */
export default function Register() {
  const { t } = useTranslation(['register', 'words'])
  const trpc = useTRPC()
  const [, navigate] = useLocation()
  const view = readView(useSearch())
  const show = (next: RegisterView) => navigate(`${paths.register}?${writeView(next)}`, { replace: true })

  const list = useInfiniteQuery({
    ...trpc.complaints.list.infiniteQueryOptions(
      { ...view, cursor: null, limit: 100 },
      { initialCursor: null, getNextPageParam: (page) => page.nextCursor },
    ),
    placeholderData: keepPreviousData,
  })
  const first = list.data?.pages[0]
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys only move the focus between the links inside
    <div onKeyDown={(event) => moveThroughRows(event, () => askForMore(list))}>
      <div className={classes.head}>
        <PlaceTitle title={t('title')} />
        <span className={classes.total} role="status">
          {first === undefined ? '' : t('total', { count: first.total })}
        </span>
        <Button
          variant="subtle"
          size="compact-sm"
          className={classes.clear}
          data-unused={!isNarrowed(view) || undefined}
          onClick={() => show({ ...readView(''), sort: view.sort, descending: view.descending })}
        >
          {t('filter.clear')}
        </Button>
      </div>
      <Filters view={view} onChange={show} />
      {list.isError && first === undefined ? (
        <LoadFailed error={list.error} onRetry={() => void list.refetch()} />
      ) : null}
      {list.isPending ? <Loading /> : null}
      {first !== undefined && rows.length === 0 ? (
        isNarrowed(view) ? (
          <EmptyPlace
            title={t('empty.narrowed')}
            action={
              <Button variant="default" onClick={() => show(readView(''))}>
                {t('filter.clear')}
              </Button>
            }
          />
        ) : (
          <EmptyPlace
            title={t('empty.title')}
            action={
              <Button component={Link} href={paths.intake} variant="default">
                {t('empty.register')}
              </Button>
            }
          >
            {t('empty.text')}
          </EmptyPlace>
        )
      ) : null}
      {rows.length > 0 ? (
        <Table className={table.table} aria-label={t('title')}>
          <colgroup>
            {columns.map(({ code }) => (
              <col key={code} className={code === 'what' ? undefined : classes[code]} />
            ))}
          </colgroup>
          <Table.Thead>
            <Table.Tr>
              {columns.map(({ code, sort }) =>
                sort === null ? (
                  <Table.Th key={code}>{t(`column.${code}`)}</Table.Th>
                ) : (
                  <SortHeader key={code} word={t(`column.${code}`)} sort={sort} view={view} onChange={show} />
                ),
              )}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <RegisterRow key={row.id} row={row} />
            ))}
          </Table.Tbody>
        </Table>
      ) : null}
      <MoreRows list={list} />
    </div>
  )
}
