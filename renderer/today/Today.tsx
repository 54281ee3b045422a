import { Button, SegmentedControl, Table } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useSearch } from 'wouter'
import { useTRPC } from '../api/trpc.ts'
import { paths } from '../frame/places.ts'
import { useFormat } from '../i18n/format.ts'
import { EmptyPlace } from '../parts/EmptyPlace.tsx'
import { LoadFailed } from '../parts/LoadFailed.tsx'
import { Loading } from '../parts/Loading.tsx'
import { askForMore, MoreRows } from '../parts/MoreRows.tsx'
import { useNow } from '../parts/now.ts'
import { PlaceTitle } from '../parts/PlaceTitle.tsx'
import { moveThroughRows } from '../parts/row-keys.ts'
import table from '../parts/table.module.css'
import { HandoverStrip } from './HandoverStrip.tsx'
import { ReturnsWaiting } from './ReturnsWaiting.tsx'
import { type Filter, filters, Tiles } from './Tiles.tsx'
import { TodayRow } from './TodayRow.tsx'
import classes from './today.module.css'
import { useCountsAfterTurning } from './turning.ts'
import { UnknownYears } from './UnknownYears.tsx'

const columns = ['clock', 'remaining', 'number', 'what', 'level', 'state', 'handler', 'next'] as const

/** The place to work from: open complaints, the first to end on top, counts that filter, the next action of each. */
export default function Today() {
  const { t } = useTranslation(['today', 'words'])
  const trpc = useTRPC()
  const format = useFormat()
  const now = useNow()
  const [, navigate] = useLocation()
  const search = new URLSearchParams(useSearch())
  const filter = filters.find((code) => code === search.get('filter')) ?? 'all'
  const scope = search.get('scope') === 'mine' ? 'mine' : 'all'
  const show = (next: { filter: Filter; scope: 'all' | 'mine' }) =>
    navigate(`${paths.today}?filter=${next.filter}&scope=${next.scope}`, { replace: true })

  const today = useInfiniteQuery({
    ...trpc.complaints.today.infiniteQueryOptions(
      { scope, filter, cursor: null, limit: 100 },
      { initialCursor: null, getNextPageParam: (page) => page.nextCursor },
    ),
    placeholderData: keepPreviousData,
  })
  const first = today.data?.pages[0]
  const rows = today.data?.pages.flatMap((page) => page.rows) ?? []
  useCountsAfterTurning(rows)

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys only move the focus between the links inside
    <div onKeyDown={(event) => moveThroughRows(event, () => askForMore(today))}>
      <div className={classes.head}>
        <PlaceTitle title={t('title')} />
        <span className={classes.date}>{format.date(new Date(now).toISOString())}</span>
        <SegmentedControl
          className={classes.scope}
          size="xs"
          aria-label={t('scope.label')}
          value={scope}
          onChange={(chosen) => show({ filter, scope: chosen === 'mine' ? 'mine' : 'all' })}
          data={[
            { value: 'all', label: t('scope.all') },
            { value: 'mine', label: t('scope.mine') },
          ]}
        />
      </div>
      <HandoverStrip />
      <Tiles
        counts={first?.counts ?? null}
        filter={filter}
        onFilter={(chosen) => show({ filter: chosen, scope })}
      />
      {filter === 'promises' ? (
        <Link href={paths.promises} className={classes.board}>
          {t('calls:promises.toBoard')}
        </Link>
      ) : null}
      <ReturnsWaiting />
      <UnknownYears years={first?.unknownYears ?? []} />
      {today.isError && first === undefined ? (
        <LoadFailed error={today.error} onRetry={() => void today.refetch()} />
      ) : null}
      {today.isPending ? <Loading /> : null}
      {first !== undefined && rows.length === 0 ? (
        <EmptyPlace
          title={t(`empty.${filter}`)}
          action={
            filter === 'all' && scope === 'all' ? (
              <Button component={Link} href={paths.intake} variant="default">
                {t('empty.register')}
              </Button>
            ) : (
              <Button variant="default" onClick={() => show({ filter: 'all', scope: 'all' })}>
                {t('empty.showAll')}
              </Button>
            )
          }
        >
          {filter === 'all' ? t('empty.text') : null}
        </EmptyPlace>
      ) : null}
      {rows.length > 0 ? (
        <Table className={table.table} aria-label={t('list')}>
          <colgroup>
            {columns.map((column) => (
              <col key={column} className={column === 'what' ? undefined : classes[column]} />
            ))}
          </colgroup>
          <Table.Thead>
            <Table.Tr>
              {columns.map((column) => (
                <Table.Th key={column}>{t(`column.${column}`)}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <TodayRow key={row.id} row={row} />
            ))}
          </Table.Tbody>
        </Table>
      ) : null}
      <MoreRows list={today} />
    </div>
  )
}
