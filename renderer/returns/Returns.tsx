import { Button, Checkbox, MultiSelect, Table, TextInput } from '@mantine/core'
import {
  IconAlertTriangle,
  IconArchive,
  IconFolderOpen,
  IconSignature,
  IconSignatureOff,
} from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useSearch } from 'wouter'
import { caseStates } from '../../domain/case/vocabulary.ts'
import type { CasePage } from '../../electron/desk/case-views.ts'
import { useMe } from '../api/me.tsx'
import { useTRPC } from '../api/trpc.ts'
import { paths } from '../frame/places.ts'
import { CountTiles } from '../parts/CountTiles.tsx'
import { EmptyPlace } from '../parts/EmptyPlace.tsx'
import { LoadFailed } from '../parts/LoadFailed.tsx'
import { Loading } from '../parts/Loading.tsx'
import { askForMore, MoreRows } from '../parts/MoreRows.tsx'
import { useNow } from '../parts/now.ts'
import { PlaceTitle } from '../parts/PlaceTitle.tsx'
import { moveThroughRows } from '../parts/row-keys.ts'
import { SearchField } from '../parts/SearchField.tsx'
import table from '../parts/table.module.css'
import { CaseTableRow } from './CaseTableRow.tsx'
import {
  type ListFilter,
  type ListView,
  listFilters,
  readListView,
  storeDate,
  writeListView,
} from './list-view.ts'
import classes from './returns.module.css'

const ordinary = [
  'clock',
  'remaining',
  'number',
  'matter',
  'who',
  'state',
  'money',
  'handler',
  'next',
] as const
const ofTheDay = ['approvedAt', 'number', 'matter', 'who', 'money', 'handler', 'restsOn'] as const

const tiles = {
  open: { icon: IconFolderOpen, count: 'open' },
  awaiting_signature: { icon: IconSignature, count: 'awaitingSignature' },
  late: { icon: IconAlertTriangle, count: 'lateRefunds' },
  without_signature: { icon: IconSignatureOff, count: 'withoutSignatureToday' },
  all: { icon: IconArchive, count: null },
} as const satisfies Record<ListFilter, { icon: typeof IconArchive; count: keyof CasePage['counts'] | null }>

/** 退换货: refund and exchange cases, the first to end on top, with the next action of each. */
export default function Returns() {
  const { t } = useTranslation(['returns', 'words'])
  const trpc = useTRPC()
  const { store } = useMe()
  const today = storeDate(useNow(), store.timeZone)
  const [, navigate] = useLocation()
  const view = readListView(useSearch())
  const show = (next: ListView) => navigate(`${paths.returns}?${writeListView(next)}`, { replace: true })
  const withBasis = view.filter === 'without_signature'

  const list = useInfiniteQuery({
    ...trpc.cases.list.infiniteQueryOptions(
      {
        ...view,
        states: view.filter === 'all' ? view.states : [],
        on: withBasis ? (view.on ?? today) : null,
        cursor: null,
        limit: 100,
      },
      { initialCursor: null, getNextPageParam: (page) => page.nextCursor },
    ),
    placeholderData: keepPreviousData,
  })
  const first = list.data?.pages[0]
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  const columns = withBasis ? ofTheDay : ordinary

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys only move the focus between the links inside
    <div onKeyDown={(event) => moveThroughRows(event, () => askForMore(list))}>
      <Head total={first?.total ?? null} />
      <CountTiles
        label={t('list.tiles')}
        tiles={listFilters.map((code) => {
          const { icon, count } = tiles[code]
          return {
            code,
            icon,
            word: t(`list.filter.${code}`),
            count: count === null ? 'uncounted' : (first?.counts[count] ?? null),
            hint: code === 'without_signature' ? t('list.withoutSignatureHint') : null,
          }
        })}
        chosen={view.filter}
        onChoose={(filter) => show({ ...view, filter, on: null })}
      />
      <Narrowing view={view} today={today} onChange={show} />
      {list.isError && first === undefined ? (
        <LoadFailed error={list.error} onRetry={() => void list.refetch()} />
      ) : null}
      {list.isPending ? <Loading /> : null}
      {first !== undefined && rows.length === 0 ? <Nothing view={view} onChange={show} /> : null}
      {rows.length > 0 ? (
        <Table className={table.table} horizontalSpacing={6} aria-label={t('list.label')}>
          <colgroup>
            {columns.map((column) => (
              <col key={column} className={column === 'who' ? undefined : classes[column]} />
            ))}
          </colgroup>
          <Table.Thead>
            <Table.Tr>
              {columns.map((column) => (
                <Table.Th key={column} className={column === 'money' ? classes.amount : undefined}>
                  {t(`list.column.${column}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <CaseTableRow key={row.id} row={row} withBasis={withBasis} />
            ))}
          </Table.Tbody>
        </Table>
      ) : null}
      <MoreRows list={list} />
    </div>
  )
}

function Head({ total }: { readonly total: number | null }) {
  const { t } = useTranslation('returns')
  return (
    <div className={classes.head}>
      <PlaceTitle title={t('title')} />
      <span className={classes.dim} role="status">
        {total === null ? '' : t('list.total', { count: total })}
      </span>
      <nav className={classes.headActions} aria-label={t('list.places')}>
        <Button component={Link} href={paths.custody} variant="subtle">
          {t('place.custody')}
        </Button>
        <Button component={Link} href={paths.tillImport} variant="subtle">
          {t('place.import')}
        </Button>
        <Button component={Link} href={paths.authorisations} variant="subtle">
          {t('place.authorisations')}
        </Button>
        <Button component={Link} href={paths.newCase()}>
          {t('place.new')}
        </Button>
      </nav>
    </div>
  )
}

interface NarrowingProps {
  readonly view: ListView
  /** YYYY-MM-DD in store time. */
  readonly today: string
  readonly onChange: (view: ListView) => void
}

function Narrowing({ view, today, onChange }: NarrowingProps) {
  const { t } = useTranslation(['returns', 'words'])
  return (
    <search className={classes.filters} aria-label={t('list.narrow')}>
      <SearchField
        label={t('list.search')}
        placeholder={t('list.searchHint')}
        value={view.text}
        onChange={(text) => onChange({ ...view, text })}
      />
      {view.filter === 'all' && (
        <MultiSelect
          label={t('words:stateLabel')}
          clearable
          searchable
          clearButtonProps={{ 'aria-label': t('words:do.clear') }}
          placeholder={view.states.length === 0 ? t('list.allStates') : undefined}
          data={caseStates.map((state) => ({ value: state, label: t(`words:caseState.${state}`) }))}
          value={view.states}
          onChange={(chosen) =>
            onChange({ ...view, states: caseStates.filter((state) => chosen.includes(state)) })
          }
        />
      )}
      {view.filter === 'without_signature' && (
        <TextInput
          type="date"
          label={t('list.on')}
          max={today}
          value={view.on ?? today}
          onChange={(event) => {
            const on = event.currentTarget.value
            onChange({ ...view, on: on === '' || on === today ? null : on })
          }}
        />
      )}
      <Checkbox
        className={classes.mine}
        label={t('list.mine')}
        checked={view.mine}
        onChange={(event) => onChange({ ...view, mine: event.currentTarget.checked })}
      />
    </search>
  )
}

function Nothing({ view, onChange }: Omit<NarrowingProps, 'today'>) {
  const { t } = useTranslation('returns')
  const narrowed = view.text !== '' || view.mine || view.states.length > 0
  if (narrowed)
    return (
      <EmptyPlace
        title={t('list.empty.narrowed')}
        action={
          <Button
            variant="default"
            onClick={() => onChange({ ...readListView(''), filter: view.filter, on: view.on })}
          >
            {t('list.clear')}
          </Button>
        }
      />
    )
  const plain = view.filter === 'open' || view.filter === 'all'
  return (
    <EmptyPlace
      title={t(`list.empty.${view.filter}`)}
      action={
        plain ? (
          <Button component={Link} href={paths.newCase()} variant="default">
            {t('place.new')}
          </Button>
        ) : undefined
      }
    >
      {plain ? t('list.empty.text') : null}
    </EmptyPlace>
  )
}
